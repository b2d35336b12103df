//! 32-byte keys, how they are derived from each other, and the hardware key's place in it.
//!
//! A [`Key`] can be neither copied nor printed, and is wiped when it goes.

use super::context::{Context, Identity, Purpose};
use crate::error::Error;
use crate::ports::{KeyStore, PrfInput, Rng};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use p256::NistP256;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::hash2curve::GroupDigest;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

/// FORMAT: the salt of every HKDF in this product.
const HKDF_SALT: &[u8] = b"secure-apps-passcode/1";

/// FORMAT: the domain separation tag of hash-to-curve (RFC 9380 §3.1).
const POINT_DST: &[u8] = b"secure-apps-passcode/1-P256_XMD:SHA-256_SSWU_RO_";

/// A secret of 32 uniformly random or derived bytes. SECURITY: on the heap, because a value that is
/// moved leaves its former bytes behind on the stack.
pub struct Key(Box<[u8; 32]>);

impl Key {
    /// Draws a key from the random generator.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`].
    pub fn generate(rng: &dyn Rng) -> Result<Self, Error> {
        let mut key = Self::blank();
        rng.fill(&mut *key.0)?;
        Ok(key)
    }

    /// Takes 32 bytes that came out of another derivation or out of a seal.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        let mut key = Self::blank();
        key.0.copy_from_slice(bytes);
        key
    }

    /// Takes a slice of exactly 32 bytes.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::from_bytes)
    }

    fn blank() -> Self {
        Self(Box::new([0; 32]))
    }

    /// The bytes. EXPOSE: for sealing one key under another and for the hand-off to an app; every
    /// use says why.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// What all app keys come from. SECURITY: it exists in the manager's memory only, while the session
/// is open, and sealed in the slots of the vault.
pub struct ContainerKey(Key);

impl ContainerKey {
    /// Draws a container key: the start of all data.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`].
    pub fn generate(rng: &dyn Rng) -> Result<Self, Error> {
        Key::generate(rng).map(Self)
    }

    /// Takes the key that a slot sealed.
    pub fn from_key(key: Key) -> Self {
        Self(key)
    }

    /// EXPOSE: the key, to be sealed into a slot.
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }

    /// Another key from the container key.
    pub fn derive(&self, info: &[u8]) -> Key {
        derive_key(&[&self.0], info)
    }

    /// FORMAT: one app's key.
    pub fn app_key(&self, identity: &Identity, key_epoch: u32, app_id: &str) -> Key {
        let info = Context::bound(Purpose::AppKey, identity)
            .number(key_epoch.into())
            .text(app_id);
        self.derive(info.as_bytes())
    }
}

/// HKDF-SHA256 (RFC 5869) of the concatenated secrets, with our fixed salt.
///
/// All secrets but the last must have a fixed length, so that the concatenation is unambiguous.
pub fn derive_key(secrets: &[&Key], info: &[u8]) -> Key {
    let mut ikm = Zeroizing::new(Vec::with_capacity(secrets.len() * 32));
    for secret in secrets {
        ikm.extend_from_slice(&*secret.0);
    }
    hkdf(HKDF_SALT, &ikm, info)
}

/// HKDF-SHA256 with any salt; 32 bytes out.
pub(crate) fn hkdf(salt: &[u8], ikm: &[u8], info: &[u8]) -> Key {
    let mut key = Key::blank();
    // 32 bytes is within HKDF's limit of 255 × 32; on the impossible error the key must not be used.
    if Hkdf::<Sha256>::new(Some(salt), ikm)
        .expand(info, &mut *key.0)
        .is_err()
    {
        std::process::abort();
    }
    key
}

/// HMAC-SHA256 of `message`.
pub fn mac(key: &Key, message: &[u8]) -> [u8; 32] {
    hmac(&*key.0, message)
}

/// HMAC-SHA256 with a key of any length.
pub(crate) fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    match Hmac::<Sha256>::new_from_slice(key) {
        Ok(mac) => mac.chain_update(message).finalize().into_bytes().into(),
        // HMAC takes keys of any length.
        Err(_) => std::process::abort(),
    }
}

/// Whether `tag` is the HMAC-SHA256 of `message`, in constant time.
pub fn verify_mac(key: &Key, message: &[u8], tag: &[u8; 32]) -> bool {
    mac(key, message).ct_eq(tag).into()
}

/// Whether two byte strings are equal, in time that depends on their lengths only.
pub fn equal(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// SHA-256.
pub fn sha256(message: &[u8]) -> [u8; 32] {
    Sha256::digest(message).into()
}

/// Asks the hardware key for its answer to a secret. SECURITY: this is the step that makes stolen
/// files worthless; every slot key goes through it.
///
/// # Errors
/// [`Error::HardwareKeyLost`], [`Error::HardwareKeyUnavailable`].
pub fn hardware_prf(keys: &dyn KeyStore, name: &str, secret: &Key) -> Result<Key, Error> {
    let answer = keys.prf(name, &prf_input(secret)?)?;
    Ok(Key::from_bytes(&answer))
}

/// What a hardware key is asked about a secret.
///
/// # Errors
/// [`Error::HardwareKeyUnavailable`] in a case that cannot happen.
pub fn prf_input(secret: &Key) -> Result<PrfInput, Error> {
    Ok(PrfInput {
        bytes: *secret.0,
        point: hash_to_point(POINT_DST, &*secret.0)?,
    })
}

/// P256_XMD:SHA-256_SSWU_RO_ (RFC 9380 §8.2): an uncompressed SEC1 point.
pub(crate) fn hash_to_point(dst: &[u8], message: &[u8]) -> Result<[u8; 65], Error> {
    // The only error is an empty or over-long tag; the point at infinity cannot happen in practice.
    let point =
        NistP256::hash_from_bytes(&[message], &[dst]).map_err(|_| Error::HardwareKeyUnavailable)?;
    let encoded = point.to_affine().to_sec1_point(false);
    encoded
        .as_bytes()
        .try_into()
        .map_err(|_| Error::HardwareKeyUnavailable)
}

//! HPKE (RFC 9180), base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, one message.

use super::keys::Key;
use crate::error::Error;
use crate::ports::Rng;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use zeroize::{Zeroize, Zeroizing};

type PublicKeyInner = <X25519HkdfSha256 as Kem>::PublicKey;
type PrivateKeyInner = <X25519HkdfSha256 as Kem>::PrivateKey;
type EncappedKeyInner = <X25519HkdfSha256 as Kem>::EncappedKey;

/// An X25519 public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey(pub [u8; 32]);

/// An X25519 private key.
pub struct PrivateKey(Key);

/// One sealed message: the encapsulated key and the ciphertext with its tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The encapsulated key.
    pub enc: [u8; 32],
    /// The ciphertext, 16 bytes longer than the message.
    pub ciphertext: Vec<u8>,
}

impl PrivateKey {
    /// Draws a key pair.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`].
    pub fn generate(rng: &dyn Rng) -> Result<Self, Error> {
        Key::generate(rng).map(Self)
    }

    /// Takes a private key from 32 bytes: any 32 random bytes are one (RFC 7748 §5).
    pub fn from_key(key: Key) -> Self {
        Self(key)
    }

    /// EXPOSE: the private key, for sealing it into a record.
    pub fn expose(&self) -> &Key {
        &self.0
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        match self.inner() {
            Some(inner) => PublicKey(X25519HkdfSha256::sk_to_pk(&inner).to_bytes().into()),
            // 32 bytes always parse.
            None => std::process::abort(),
        }
    }

    fn inner(&self) -> Option<PrivateKeyInner> {
        PrivateKeyInner::from_bytes(self.0.expose()).ok()
    }
}

/// Seals a message to a public key.
///
/// # Errors
/// [`Error::RandomUnavailable`]; [`Error::RecordDamaged`] if the public key is a point that no
/// honest key pair has.
pub fn seal(
    rng: &dyn Rng,
    to: &PublicKey,
    info: &[u8],
    associated_data: &[u8],
    message: &[u8],
) -> Result<Sealed, Error> {
    let mut drawn = DrawnOnce {
        bytes: [0; 32],
        fresh: true,
        overdrawn: false,
    };
    rng.fill(&mut drawn.bytes)?;
    let public = PublicKeyInner::from_bytes(&to.0).map_err(|_| Error::RecordDamaged)?;
    let (enc, ciphertext) =
        hpke::single_shot_seal_with_rng::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &public,
            info,
            message,
            associated_data,
            &mut drawn,
        )
        .map_err(|_| Error::RecordDamaged)?;
    if drawn.overdrawn {
        return Err(Error::RandomUnavailable);
    }
    Ok(Sealed {
        enc: enc.to_bytes().into(),
        ciphertext,
    })
}

/// Opens a sealed message; `None` if it was sealed to another key, for another context, or altered.
pub fn open(
    with: &PrivateKey,
    sealed: &Sealed,
    info: &[u8],
    associated_data: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let enc = EncappedKeyInner::from_bytes(&sealed.enc).ok()?;
    hpke::single_shot_open::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &with.inner()?,
        &enc,
        info,
        &sealed.ciphertext,
        associated_data,
    )
    .ok()
    .map(Zeroizing::new)
}

/// Hands 32 bytes, drawn before, to a crate that wants a generator that cannot fail. A second draw
/// is recorded and makes the whole seal fail: nothing is ever sealed with predictable bytes.
struct DrawnOnce {
    bytes: [u8; 32],
    fresh: bool,
    overdrawn: bool,
}

impl TryRng for DrawnOnce {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.overdrawn = true;
        Ok(0)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.overdrawn = true;
        Ok(0)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        if self.fresh && bytes.len() == self.bytes.len() {
            bytes.copy_from_slice(&self.bytes);
        } else {
            self.overdrawn = true;
        }
        self.fresh = false;
        Ok(())
    }
}

impl TryCryptoRng for DrawnOnce {}

impl Drop for DrawnOnce {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}

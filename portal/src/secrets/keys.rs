//! The master key's file and what is derived from it: one key per purpose, by HKDF-SHA256.

use crate::error::{Error, Internal};
use crate::private_file;
use crate::start::StartFailure;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::path::Path;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// FORMAT: the salt of every HKDF of the portal.
const HKDF_SALT: &[u8] = b"secure-apps-passcode/1";

/// What the portal derives from its master key.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct MasterKeys {
    escrow_wrapping: [u8; 32],
    pin_pepper: [u8; 32],
    unknown_salt: [u8; 32],
    nonce: [u8; 32],
    source: [u8; 32],
    form: [u8; 32],
    identity_provider: [u8; 32],
    check: [u8; 32],
}

impl MasterKeys {
    /// The name of the master key's file.
    pub(crate) const FILE: &str = "master.key";

    /// Reads the master key, or draws one if nothing was made with one yet.
    pub(crate) fn load_or_create(directory: &Path, is_founded: bool) -> Result<Self, StartFailure> {
        let path = directory.join(Self::FILE);
        let master = match private_file::read(&path)? {
            Some(master) => master,
            None if is_founded => return Err(StartFailure::MasterKeyMissing(path)),
            None => {
                let mut drawn = Zeroizing::new([0; 32]);
                getrandom::fill(&mut *drawn).map_err(|_| StartFailure::RandomUnavailable)?;
                private_file::create(&path, &*drawn)?
            }
        };
        if master.len() != 32 {
            return Err(StartFailure::MasterKeyDamaged(path));
        }
        let derived = Self::derive(&master).ok_or(StartFailure::MasterKeyDamaged(path))?;
        Ok(derived)
    }

    fn derive(master: &[u8]) -> Option<Self> {
        let hkdf = Hkdf::<Sha256>::new(Some(HKDF_SALT), master);
        let derive = |purpose: &str| {
            let mut key = [0; 32];
            hkdf.expand(&context(&[b"portal", purpose.as_bytes()]), &mut key)
                .ok()
                .map(|()| key)
        };
        Some(Self {
            escrow_wrapping: derive("escrow wrapping")?,
            pin_pepper: derive("one-time PIN pepper")?,
            unknown_salt: derive("unknown account salt")?,
            nonce: derive("nonce")?,
            source: derive("source name")?,
            form: derive("form token")?,
            identity_provider: derive("identity provider")?,
            check: derive("master key check")?,
        })
    }

    /// What the database keeps to recognise its master key.
    pub(crate) fn check_for(&self, tenant: &str) -> [u8; 32] {
        hmac(&self.check, tenant.as_bytes())
    }

    /// Seals an escrow private key: nonce, then AES-256-GCM.
    pub(crate) fn seal_escrow_key(
        &self,
        tenant: &str,
        key_id: &str,
        private_key: &[u8; 32],
    ) -> Result<Vec<u8>, Error> {
        let mut nonce = [0; 12];
        getrandom::fill(&mut nonce).map_err(|_| Error::Internal(Internal::Random))?;
        let aad = context(&[b"escrow private key", tenant.as_bytes(), key_id.as_bytes()]);
        let sealed = Aes256Gcm::new((&self.escrow_wrapping).into())
            .encrypt(
                &Nonce::from(nonce),
                Payload {
                    msg: private_key,
                    aad: &aad,
                },
            )
            .map_err(|_| Error::Internal(Internal::Sealing))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what [`Self::seal_escrow_key`] sealed.
    pub(crate) fn open_escrow_key(
        &self,
        tenant: &str,
        key_id: &str,
        sealed: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<12>()?;
        let aad = context(&[b"escrow private key", tenant.as_bytes(), key_id.as_bytes()]);
        Aes256Gcm::new((&self.escrow_wrapping).into())
            .decrypt(
                &Nonce::from(*nonce),
                Payload {
                    msg: sealed,
                    aad: &aad,
                },
            )
            .ok()
            .map(Zeroizing::new)
    }

    /// The verifier of a one-time PIN.
    pub(crate) fn pin_verifier(&self, pin_id: &str, device: &str, derived: &[u8; 32]) -> [u8; 32] {
        let parts: [&[u8]; 4] = [
            b"one-time PIN",
            pin_id.as_bytes(),
            device.as_bytes(),
            derived,
        ];
        let message = Zeroizing::new(context(&parts));
        hmac(&self.pin_pepper, &message)
    }

    /// The salt of an account that does not exist: always the same for the same name.
    pub(crate) fn unknown_salt(&self, role: &str, folded_name: &str) -> [u8; 16] {
        let tag = hmac(
            &self.unknown_salt,
            &context(&[role.as_bytes(), folded_name.as_bytes()]),
        );
        let mut salt = [0; 16];
        salt.iter_mut().zip(tag).for_each(|(to, from)| *to = from);
        salt
    }

    /// Authenticates a nonce that this portal gave out.
    pub(crate) fn nonce_tag(&self, nonce: &[u8]) -> [u8; 32] {
        hmac(&self.nonce, nonce)
    }

    /// What every form of a session carries, so that no other site can send one in its name.
    pub(crate) fn form_token(&self, session: &str) -> String {
        hex(&hmac(&self.form, session.as_bytes()))
    }

    /// A secret of one way to the identity provider, for one use, from its random state: only who has
    /// both the state and this key knows it.
    pub(crate) fn flow_secret(&self, what: &str, state: &str) -> [u8; 32] {
        let parts: [&[u8]; 2] = [what.as_bytes(), state.as_bytes()];
        hmac(&self.identity_provider, &context(&parts))
    }

    /// A name for a source of attempts that says nothing about it: people type their password
    /// where their name belongs.
    pub(crate) fn source_name(&self, parts: &[&str]) -> String {
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        hex(&hmac(&self.source, &context(&parts)))
    }
}

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn hash_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Equal, in time that depends on the lengths only.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// FORMAT: every part preceded by its length in four bytes, big endian, as in `docs/formats.md` §1.
fn context(parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(128);
    for part in parts {
        bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

fn hmac(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    match <Hmac<Sha256> as KeyInit>::new_from_slice(key) {
        Ok(mac) => mac.chain_update(message).finalize().into_bytes().into(),
        // A key of any length is accepted (RFC 2104).
        Err(_) => std::process::abort(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            for nibble in [byte >> 4, byte & 15] {
                text.extend(char::from_digit(nibble.into(), 16));
            }
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_escrow_key_opens_only_for_its_tenant_and_id() {
        let keys = MasterKeys::derive(&[7; 32]).unwrap();
        let sealed = keys.seal_escrow_key("tenant", "key", &[9; 32]).unwrap();
        assert_eq!(
            *keys.open_escrow_key("tenant", "key", &sealed).unwrap(),
            [9; 32]
        );
        assert!(keys.open_escrow_key("other", "key", &sealed).is_none());
        assert!(keys.open_escrow_key("tenant", "other", &sealed).is_none());
        let others = MasterKeys::derive(&[8; 32]).unwrap();
        assert!(others.open_escrow_key("tenant", "key", &sealed).is_none());
    }

    #[test]
    fn a_pin_verifier_depends_on_pin_device_and_digits() {
        let keys = MasterKeys::derive(&[7; 32]).unwrap();
        let verifier = keys.pin_verifier("a", "bc", &[1; 32]);
        assert_eq!(verifier, keys.pin_verifier("a", "bc", &[1; 32]));
        assert_ne!(verifier, keys.pin_verifier("ab", "c", &[1; 32]));
        assert_ne!(verifier, keys.pin_verifier("a", "bc", &[2; 32]));
    }

    #[test]
    fn hexadecimal_is_lower_case_and_whole() {
        assert_eq!(hex(&[0, 0x0a, 0xff]), "000aff");
    }
}

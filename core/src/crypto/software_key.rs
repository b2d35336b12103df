//! A P-256 or HMAC key in software, for computers without key hardware: the desktop, behind the
//! operating system's key ring, and simulated phones. Never part of a phone's library.

use super::keys::{self, Key};
use crate::error::Error;
use crate::ports::{PrfInput, Rng};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};
use zeroize::Zeroizing;

/// What the simulated hardware computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hardware {
    /// HMAC-SHA256, like the Android Keystore.
    Hmac,
    /// P-256 key agreement, like the Secure Enclave.
    KeyAgreement,
}

/// One key in software.
pub struct SoftwareKey(Key);

impl SoftwareKey {
    /// Draws a key that is good for every purpose.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`].
    pub fn generate(rng: &dyn Rng) -> Result<Self, Error> {
        loop {
            let key = Key::generate(rng)?;
            // All but one in 2³² random strings are P-256 private keys.
            if SecretKey::from_slice(key.expose()).is_ok() {
                return Ok(Self(key));
            }
        }
    }

    /// Takes a key that was kept.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let key = Key::from_slice(bytes)?;
        SecretKey::from_slice(key.expose()).ok()?;
        Some(Self(key))
    }

    /// EXPOSE: the key, to be put into the key ring.
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }

    /// The public key, uncompressed SEC1.
    pub fn public_key(&self) -> Vec<u8> {
        self.secret()
            .public_key()
            .to_sec1_point(false)
            .as_bytes()
            .to_vec()
    }

    /// The pseudo-random function of [`crate::ports::KeyStore::prf`].
    pub fn prf(&self, hardware: Hardware, input: &PrfInput) -> Option<Zeroizing<[u8; 32]>> {
        let output = match hardware {
            Hardware::Hmac => keys::mac(&self.0, &input.bytes),
            Hardware::KeyAgreement => {
                let point = PublicKey::from_sec1_bytes(&input.point).ok()?;
                let scalar = self.secret().to_nonzero_scalar();
                let shared = p256::ecdh::diffie_hellman(scalar, point.as_affine());
                (*shared.raw_secret_bytes()).into()
            }
        };
        Some(Zeroizing::new(output))
    }

    /// The signature of [`crate::ports::KeyStore::sign`].
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let signature: Signature = SigningKey::from(self.secret()).sign(message);
        signature.to_der().as_bytes().to_vec()
    }

    fn secret(&self) -> SecretKey {
        match SecretKey::from_slice(self.0.expose()) {
            Ok(secret) => secret,
            // Checked when it was made.
            Err(_) => std::process::abort(),
        }
    }
}

//! The only module that names cryptographic crates.
//!
//! Standard constructions only: Argon2id, HKDF and HMAC with SHA-256, AES-256-GCM, HPKE, ECDSA and
//! hash-to-curve on P-256. It decides nothing: who may derive what is the business of its callers.

pub mod aead;
pub mod calibrate;
pub mod context;
pub mod hpke;
pub mod kdf;
pub mod keys;
pub mod signature;
#[cfg(any(feature = "keyring", feature = "testing"))]
pub mod software_key;

#[cfg(test)]
mod known_answers;

//! AES-256-GCM under keys that seal one message in their life.

use super::keys::Key;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use zeroize::Zeroizing;

/// Bytes that a seal adds: the GCM tag.
pub const OVERHEAD: usize = 16;

/// The seal does not open: another key, other associated data, or altered bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenFailure;

/// Seals a message. SECURITY: the key must be fresh and seal this one message only; that is why
/// it is consumed and the nonce may be all zeros.
pub fn seal_once(key: Key, associated_data: &[u8], message: &[u8]) -> Vec<u8> {
    seal_with_nonce(&key, &[0; 12], associated_data, message)
}

/// Opens what [`seal_once`] sealed.
///
/// # Errors
/// [`OpenFailure`].
pub fn open(
    key: &Key,
    associated_data: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenFailure> {
    let payload = Payload {
        msg: sealed,
        aad: associated_data,
    };
    cipher(key)
        .decrypt(&Nonce::default(), payload)
        .map(Zeroizing::new)
        .map_err(|_| OpenFailure)
}

pub(crate) fn seal_with_nonce(
    key: &Key,
    nonce: &[u8; 12],
    associated_data: &[u8],
    message: &[u8],
) -> Vec<u8> {
    let payload = Payload {
        msg: message,
        aad: associated_data,
    };
    match cipher(key).encrypt(&Nonce::from(*nonce), payload) {
        Ok(sealed) => sealed,
        // Only a message above 64 GiB fails.
        Err(_) => std::process::abort(),
    }
}

fn cipher(key: &Key) -> Aes256Gcm {
    // EXPOSE: the cipher's key schedule; wiped by the crate's `zeroize` feature.
    Aes256Gcm::new(key.expose().into())
}

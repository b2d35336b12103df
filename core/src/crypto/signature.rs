//! ECDSA on P-256 with SHA-256: what device requests are signed with.

use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};

/// Turns the ASN.1 DER signature that phones give into the 64 bytes r‖s that RFC 9421 §3.3.4 wants.
pub fn from_der(der: &[u8]) -> Option<[u8; 64]> {
    Some(Signature::from_der(der).ok()?.to_bytes().into())
}

/// Whether `signature` (r‖s) over `message` was made by the key, given as uncompressed SEC1.
pub fn verify(public_key: &[u8], message: &[u8], signature: &[u8; 64]) -> bool {
    let Ok(key) = VerifyingKey::from_sec1_bytes(public_key) else {
        return false;
    };
    let Ok(signature) = Signature::from_slice(signature) else {
        return false;
    };
    key.verify(message, &signature).is_ok()
}

/// Whether these bytes are a P-256 public key in uncompressed SEC1 form.
pub fn is_public_key(bytes: &[u8]) -> bool {
    bytes.len() == 65 && VerifyingKey::from_sec1_bytes(bytes).is_ok()
}

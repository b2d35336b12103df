//! Published test vectors through our own wrappers: `vectors/known-answers.json`.

use super::hpke::{PrivateKey, PublicKey, Sealed};
use super::kdf::{KdfMemory, KdfParams};
use super::keys::Key;
use super::{aead, hpke, keys, signature};
use crate::ports::{Rng, RngFailure};
use serde_json::Value;

fn cases(of: &str) -> Vec<Value> {
    let all: Value =
        serde_json::from_str(include_str!("../../../vectors/known-answers.json")).unwrap();
    let cases = all[of].as_array().unwrap().clone();
    assert!(!cases.is_empty());
    cases
}

fn text<'a>(case: &'a Value, field: &str) -> &'a str {
    case[field].as_str().unwrap()
}

fn bytes(case: &Value, field: &str) -> Vec<u8> {
    let hex = text(case, field);
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

fn number(case: &Value, field: &str) -> u32 {
    case[field].as_u64().unwrap().try_into().unwrap()
}

struct FixedRng(Vec<u8>);

impl Rng for FixedRng {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RngFailure> {
        bytes.copy_from_slice(&self.0);
        Ok(())
    }
}

#[test]
fn argon2id() {
    for case in cases("argon2id") {
        let params = KdfParams {
            memory_kib: number(&case, "memory_kib"),
            passes: number(&case, "passes"),
            lanes: number(&case, "lanes"),
        };
        let mut memory = KdfMemory::default();
        for _ in 0..2 {
            let key = memory.derive_with(
                params,
                &bytes(&case, "password"),
                &bytes(&case, "salt"),
                &bytes(&case, "secret"),
                &bytes(&case, "associated_data"),
            );
            assert_eq!(key.unwrap().expose().as_slice(), bytes(&case, "tag"));
        }
    }
}

#[test]
fn memory_of_an_earlier_larger_derivation_changes_nothing() {
    let small = KdfParams {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };
    let large = KdfParams {
        memory_kib: 256,
        passes: 2,
        lanes: 1,
    };
    let fresh = KdfMemory::default().derive(small, b"1", &[7; 16]).unwrap();
    let mut memory = KdfMemory::default();
    memory.derive(large, b"2", &[8; 16]).unwrap();
    assert_eq!(
        memory.derive(small, b"1", &[7; 16]).unwrap().expose(),
        fresh.expose()
    );
}

#[test]
fn hkdf_and_hmac() {
    for case in cases("hkdf_sha256") {
        let key = keys::hkdf(
            &bytes(&case, "salt"),
            &bytes(&case, "ikm"),
            &bytes(&case, "info"),
        );
        assert_eq!(key.expose().as_slice(), bytes(&case, "okm"));
    }
    for case in cases("hmac_sha256") {
        let tag = keys::hmac(&bytes(&case, "key"), &bytes(&case, "message"));
        assert_eq!(tag.as_slice(), bytes(&case, "tag"));
    }
}

#[test]
fn aes_256_gcm() {
    for case in cases("aes_256_gcm") {
        let key = Key::from_slice(&bytes(&case, "key")).unwrap();
        let nonce: [u8; 12] = bytes(&case, "nonce").try_into().unwrap();
        let associated_data = bytes(&case, "associated_data");
        let message = bytes(&case, "message");
        let sealed = aead::seal_with_nonce(&key, &nonce, &associated_data, &message);
        assert_eq!(sealed, bytes(&case, "sealed"));
        if nonce == [0; 12] {
            assert_eq!(
                *aead::open(&key, &associated_data, &sealed).unwrap(),
                message
            );
            assert_eq!(aead::seal_once(key, &associated_data, &message), sealed);
        }
    }
}

#[test]
fn aead_refuses_what_was_altered() {
    let sealed = aead::seal_once(Key::from_bytes(&[1; 32]), b"context", b"message");
    assert!(aead::open(&Key::from_bytes(&[1; 32]), b"context", &sealed).is_ok());
    assert!(aead::open(&Key::from_bytes(&[2; 32]), b"context", &sealed).is_err());
    assert!(aead::open(&Key::from_bytes(&[1; 32]), b"other", &sealed).is_err());
    assert!(aead::open(&Key::from_bytes(&[1; 32]), b"context", &sealed[1..]).is_err());
    assert!(aead::open(&Key::from_bytes(&[1; 32]), b"context", b"").is_err());
}

#[test]
fn hpke_base_mode() {
    for case in cases("hpke_base_x25519_hkdf_sha256_aes_256_gcm") {
        let private = PrivateKey::from_key(Key::from_slice(&bytes(&case, "private_key")).unwrap());
        let public = PublicKey(bytes(&case, "public_key").try_into().unwrap());
        assert_eq!(private.public_key(), public);
        let info = bytes(&case, "info");
        let associated_data = bytes(&case, "associated_data");
        let message = bytes(&case, "message");
        let rng = FixedRng(bytes(&case, "ikm_e"));
        let sealed = hpke::seal(&rng, &public, &info, &associated_data, &message).unwrap();
        let expected = Sealed {
            enc: bytes(&case, "enc").try_into().unwrap(),
            ciphertext: bytes(&case, "ciphertext"),
        };
        assert_eq!(sealed, expected);
        assert_eq!(
            *hpke::open(&private, &sealed, &info, &associated_data).unwrap(),
            message
        );
        assert!(hpke::open(&private, &sealed, b"other", &associated_data).is_none());
        assert!(hpke::open(&private, &sealed, &info, b"other").is_none());
    }
}

#[test]
fn hpke_refuses_low_order_points() {
    let rng = FixedRng(vec![9; 32]);
    assert!(hpke::seal(&rng, &PublicKey([0; 32]), b"", b"", b"message").is_err());
}

#[test]
fn hash_to_curve() {
    for case in cases("p256_xmd_sha256_sswu_ro") {
        let point = keys::hash_to_point(
            text(&case, "dst").as_bytes(),
            text(&case, "message").as_bytes(),
        )
        .unwrap();
        let expected = [vec![4], bytes(&case, "x"), bytes(&case, "y")].concat();
        assert_eq!(point.as_slice(), expected);
    }
}

#[test]
fn signatures_that_are_not_are_refused() {
    assert!(!signature::verify(&[4; 65], b"message", &[1; 64]));
    assert!(!signature::is_public_key(&[4; 65]));
    assert!(signature::from_der(&[0x30, 0]).is_none());
}

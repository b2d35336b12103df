//! The key ring adapter against a real key ring. Run by `scripts/test` inside a session bus of its
//! own: `dbus-run-session` with an unlocked `gnome-keyring-daemon`.
#![expect(clippy::unwrap_used, reason = "a test")]

use passcode_core::crypto::software_key::Hardware;
use passcode_core::platform::keyring::KeyringKeyStore;
use passcode_core::ports::{KeyPurpose, KeyStore, KeyStoreFailure, PrfInput};
use passcode_core::testing::SeededRng;

fn connect(seed: u64) -> KeyringKeyStore {
    let rng = SeededRng::new(seed);
    KeyringKeyStore::connect("secure-apps-passcode-test", Hardware::Hmac, rng).unwrap()
}

fn input() -> PrfInput {
    PrfInput {
        bytes: [7; 32],
        point: [0; 65],
    }
}

#[test]
fn keys_survive_the_process_and_not_their_deletion() {
    let first = connect(1);
    assert_eq!(first.create("vault-1", KeyPurpose::Prf), Ok(Vec::new()));
    let answer = first.prf("vault-1", &input()).unwrap();

    let second = connect(2);
    assert_eq!(second.prf("vault-1", &input()).unwrap(), answer);
    second.create("vault-1", KeyPurpose::Prf).unwrap();
    assert_ne!(first.prf("vault-1", &input()).unwrap(), answer);

    let public_key = second.create("sign", KeyPurpose::Signing).unwrap();
    assert_eq!((public_key.len(), public_key[0]), (65, 4));
    assert!(first.sign("sign", b"message").is_ok());

    for name in ["vault-1", "sign", "never-made"] {
        second.delete(name).unwrap();
        assert_eq!(
            first.prf(name, &input()).err(),
            Some(KeyStoreFailure::Missing)
        );
    }
}

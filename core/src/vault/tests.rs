use super::{Enclosed, Escrow, Header, Keyboard, SealedVault, Secrets, SetBy, SlotSecret, Vault};
use crate::crypto::context::Identity;
use crate::crypto::hpke::Sealed;
use crate::crypto::kdf::KdfParams;
use crate::crypto::keys::{ContainerKey, Key};
use crate::error::Error;
use crate::ports::{KeyPurpose, KeyStore, RecordName, Store};
use crate::store::generation::{GenerationKey, key_name};
use crate::testing::{CHEAP_KDF, Hardware, MemoryStore, SeededRng, SoftKeyStore};

struct World {
    store: MemoryStore,
    hardware: SoftKeyStore,
    identity: Identity,
    container: ContainerKey,
}

fn identity(device: &str) -> Identity {
    Identity {
        tenant: "t".to_owned(),
        user: "u".to_owned(),
        device: device.to_owned(),
    }
}

fn header() -> Header {
    Header {
        vault_id: [9; 16],
        generation: 1,
        key_epoch: 1,
        text_version: 1,
        keyboard: Keyboard::NumberPad,
        kdf: CHEAP_KDF,
        salt: [8; 16],
        set_at_ms: 1,
        set_by: SetBy::Creation,
    }
}

fn key(byte: u8) -> Key {
    Key::from_bytes(&[byte; 32])
}

fn world(hardware: Hardware, header: &Header) -> World {
    let rng = SeededRng::new(1);
    let identity = identity("d");
    let hardware = SoftKeyStore::new(hardware, SeededRng::new(2));
    hardware.create(key_name(1), KeyPurpose::Prf).unwrap();
    let store = MemoryStore::default();
    let container = ContainerKey::generate(&rng).unwrap();
    let generation = GenerationKey::obtain(&hardware, &identity, 1).unwrap();
    let secrets = Secrets {
        container: &container,
        knowledge: SlotSecret::Passcode(&key(1)),
        recovery: &key(2),
    };
    let escrow = Escrow {
        key_id: "e".to_owned(),
        sealed: Sealed {
            enc: [3; 32],
            ciphertext: vec![4; 48],
        },
    };
    let enclosed = Enclosed {
        escrow,
        history: Vec::new(),
        biometric: None,
    };
    SealedVault::seal(
        &hardware,
        &identity,
        &generation,
        header,
        &secrets,
        enclosed,
    )
    .unwrap()
    .save(&store, None)
    .unwrap();
    World {
        store,
        hardware,
        identity,
        container,
    }
}

impl World {
    fn vault(&self) -> Vault {
        Vault::load(&self.store).unwrap().unwrap()
    }

    fn open(&self, secret: &Key) -> Option<ContainerKey> {
        let vault = self.vault();
        let slot = vault.passcode_slot().unwrap();
        slot.open(&self.hardware, &self.identity, 1, secret)
            .unwrap()
    }
}

#[test]
fn each_secret_opens_its_own_slot_on_both_kinds_of_hardware() {
    for hardware in [Hardware::Hmac, Hardware::KeyAgreement] {
        let world = world(hardware, &header());
        let vault = world.vault();
        let recovery = |secret: &Key| {
            vault
                .recovery_slot()
                .open(&world.hardware, &world.identity, 1, secret)
                .unwrap()
        };
        let app_key = |container: &ContainerKey| container.app_key(&world.identity, 1, "mail");
        let expected = app_key(&world.container);
        assert_eq!(
            app_key(&world.open(&key(1)).unwrap()).expose(),
            expected.expose()
        );
        assert_eq!(
            app_key(&recovery(&key(2)).unwrap()).expose(),
            expected.expose()
        );
        assert!(world.open(&key(2)).is_none());
        assert!(recovery(&key(1)).is_none());
    }
}

#[test]
fn without_its_hardware_key_a_vault_is_worthless() {
    let world = world(Hardware::KeyAgreement, &header());
    let name = key_name(1);
    world.hardware.create(name, KeyPurpose::Prf).unwrap();
    assert!(world.open(&key(1)).is_none());
    world.hardware.lose(name);
    let vault = world.vault();
    let slot = vault.passcode_slot().unwrap();
    let lost = slot
        .open(&world.hardware, &world.identity, 1, &key(1))
        .err();
    assert_eq!(lost, Some(Error::HardwareKeyLost));
}

#[test]
fn any_altered_byte_is_noticed_before_a_slot_is_tried() {
    let world = world(Hardware::Hmac, &header());
    let generation = GenerationKey::obtain(&world.hardware, &world.identity, 1).unwrap();
    world.vault().verify(&world.identity, &generation).unwrap();
    let original = world.store.copy()[&RecordName::Vault].clone();
    for at in 0..original.len() {
        let mut altered = original.clone();
        altered[at] ^= 1;
        world.store.tamper(RecordName::Vault, Some(altered));
        let checked = Vault::load(&world.store)
            .and_then(|vault| vault.unwrap().verify(&world.identity, &generation));
        assert!(
            matches!(
                checked,
                Err(Error::RecordDamaged | Error::RecordVersionUnsupported)
            ),
            "{at}: {checked:?}"
        );
    }
}

#[test]
fn a_vault_of_somebody_else_is_refused() {
    let world = world(Hardware::Hmac, &header());
    let other = identity("other");
    world.hardware.create(key_name(1), KeyPurpose::Prf).unwrap();
    let key = GenerationKey::obtain(&world.hardware, &other, 1).unwrap();
    assert_eq!(
        world.vault().verify(&other, &key),
        Err(Error::RecordDamaged)
    );
}

#[test]
fn parameters_out_of_range_are_refused_not_adjusted() {
    let params = |memory_kib, passes, lanes| KdfParams {
        memory_kib,
        passes,
        lanes,
    };
    for kdf in [
        params(63, 1, 1),
        params(64, 0, 1),
        params(64, 1, 2),
        params(1 << 21, 3, 1),
    ] {
        let world = world(Hardware::Hmac, &Header { kdf, ..header() });
        assert_eq!(
            Vault::load(&world.store).err(),
            Some(Error::RecordDamaged),
            "{kdf:?}"
        );
    }
    let newer = world(
        Hardware::Hmac,
        &Header {
            text_version: 2,
            ..header()
        },
    );
    assert_eq!(
        Vault::load(&newer.store).err(),
        Some(Error::RecordVersionUnsupported)
    );
    assert!(newer.store.read(RecordName::Vault).unwrap().is_some());
}

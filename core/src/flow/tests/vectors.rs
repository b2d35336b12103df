//! The frozen records of format version 1: this version, and every later one, opens them.
//!
//! They were made once, by `FREEZE_VECTORS=1 cargo test -p passcode-core --lib vectors`, which writes a
//! file only if it is not there: `vectors/` is never edited.
#![expect(clippy::disallowed_methods, reason = "makes the vectors, once")]

use super::portal::{FakePortal, Weather};
use super::{FIRST, PASSWORD, SECOND, World, create, credentials, enroll, new, unlock, wrong};
use crate::clock::Reading;
use crate::crypto::kdf::KdfParams;
use crate::flow::{
    BiometricAnswer, BlockReason, Engine, Event, NewPasscode, Outcome, RetireReason, State,
};
use crate::portal::signing;
use crate::portal::wire::{Action, Base64, Grant, path};
use crate::ports::{Clock, KeyStore, RecordName, TransportFailure};
use crate::testing::{Hardware, ManualClock, Moment};
use crate::vault::Keyboard;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// A phone as it was switched off: everything that outlives its processes.
#[derive(Serialize, Deserialize)]
struct Phone {
    about: String,
    hardware: String,
    clock: Reading,
    escrow_private_key: Base64,
    keys: BTreeMap<String, Base64>,
    records: BTreeMap<String, Base64>,
    /// What opens it; absent where nothing does.
    passcode: Option<String>,
    /// What the app `mail` gets.
    app_key: Option<Base64>,
}

impl World {
    fn freeze(&self, about: &str, opened: Option<(&str, [u8; 32])>) -> Phone {
        let records = self.store.copy().into_iter();
        let keys = self.keys.export().into_iter();
        Phone {
            about: about.to_owned(),
            hardware: match self.hardware {
                Hardware::Hmac => "hmac".to_owned(),
                Hardware::KeyAgreement => "key-agreement".to_owned(),
            },
            clock: self.clock.now(),
            escrow_private_key: Base64(self.portal.escrow_key().to_vec()),
            keys: keys
                .map(|(name, key)| (name, Base64(key.to_vec())))
                .collect(),
            records: records
                .map(|(name, bytes)| (name.as_str().to_owned(), Base64(bytes)))
                .collect(),
            passcode: opened.map(|(passcode, _)| passcode.to_owned()),
            app_key: opened.map(|(_, key)| Base64(key.to_vec())),
        }
    }

    fn thaw(phone: &Phone) -> Self {
        let hardware = match phone.hardware.as_str() {
            "hmac" => Hardware::Hmac,
            _ => Hardware::KeyAgreement,
        };
        let mut world = Self::on(hardware);
        world.clock = Arc::new(ManualClock::at(phone.clock));
        let mut signing_key = Vec::new();
        for (name, key) in &phone.keys {
            let public = world.keys.import(name, &key.0).unwrap();
            if name == "sign" {
                signing_key = public;
            }
        }
        world.portal = Arc::new(FakePortal::restored(
            &phone.escrow_private_key.0,
            signing_key,
        ));
        for name in RecordName::ALL {
            let bytes = phone.records.get(name.as_str());
            world.store.tamper(name, bytes.map(|bytes| bytes.0.clone()));
        }
        world
    }

    /// A process in which derivations cost as much as anywhere.
    fn start_at_floor(&self) -> Engine {
        let (ports, mut settings) = self.host();
        settings.kdf = KdfParams::FLOOR;
        Engine::open(ports, settings).unwrap()
    }
}

/// Reads a file of vectors; makes it if it is not there and somebody asks for it.
pub(super) fn vectors<T: Serialize + DeserializeOwned>(name: &str, make: impl FnOnce() -> T) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../vectors")
        .join(name);
    if !path.exists() && std::env::var_os("FREEZE_VECTORS").is_some() {
        let text = serde_json::to_string_pretty(&make()).unwrap();
        std::fs::write(&path, text + "\n").unwrap();
    }
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn phones() -> BTreeMap<String, Phone> {
    let mut phones = BTreeMap::new();
    let mut add = |name: &str, phone| phones.insert(name.to_owned(), phone);
    add("two-wrong-attempts", two_wrong_attempts());
    add("biometrics-history-grant", biometrics_history_grant());

    let world = World::on(Hardware::KeyAgreement);
    world.portal.set_rules(json!({"passcode_required": false}));
    let engine = world.start_at_floor();
    engine.handle(enroll()).unwrap();
    let key = world.app_key(&engine).unwrap();
    let mut phone = world.freeze("The rules require no passcode: it opens by itself.", None);
    phone.app_key = Some(Base64(key.to_vec()));
    add("no-passcode", phone);

    let world = World::new();
    world.start_at_floor().handle(enroll()).unwrap();
    add("enrolled", world.freeze("Enrolled; no passcode yet.", None));

    let (world, engine, key) = with_passcode(Hardware::Hmac);
    engine.lock();
    let lost = Weather::Fails(TransportFailure::TimedOut);
    world.portal.set_weather_for(path::RESET, lost);
    engine
        .handle(Event::BeginReset(credentials(PASSWORD)))
        .unwrap_err();
    let about = "A reset waits for its answer; the same request is sent again.";
    add("resetting", world.freeze(about, Some((FIRST, key))));

    let (world, engine, _) = with_passcode(Hardware::Hmac);
    world.faults.die_at(1, Moment::After);
    engine.handle(Event::Retire).unwrap_err();
    add(
        "retiring",
        world.freeze("A retirement was interrupted.", None),
    );

    let (world, engine, key) = with_passcode(Hardware::KeyAgreement);
    world.faults.die_at(4, Moment::After);
    engine.handle(super::change(FIRST, SECOND)).unwrap_err();
    let about = "A change died after both ledgers were announced, before the vault.";
    add(
        "change-interrupted",
        world.freeze(about, Some((FIRST, key))),
    );

    let (world, engine, key) = with_passcode(Hardware::Hmac);
    world
        .portal
        .set_weather(Weather::Refuses("device.rolled_back"));
    engine.handle(Event::CheckIn).unwrap();
    let about = "The portal has seen a newer state: shut out.";
    add("shut-out", world.freeze(about, Some((FIRST, key))));
    phones
}

pub(super) fn with_passcode(hardware: Hardware) -> (World, Engine, [u8; 32]) {
    let world = World::on(hardware);
    let engine = world.start_at_floor();
    engine.handle(enroll()).unwrap();
    engine.handle(create(FIRST)).unwrap();
    let key = world.app_key(&engine).unwrap();
    (world, engine, key)
}

fn two_wrong_attempts() -> Phone {
    let (world, engine, key) = with_passcode(Hardware::Hmac);
    engine.lock();
    for guess in ["000001", "000002"] {
        engine.handle(unlock(guess)).unwrap();
    }
    world.freeze("A passcode, and two wrong attempts.", Some((FIRST, key)))
}

fn biometrics_history_grant() -> Phone {
    let world = World::on(Hardware::KeyAgreement);
    world
        .portal
        .set_rules(json!({"biometric_unlock": true, "history": 3}));
    let engine = world.start_at_floor();
    engine.handle(enroll()).unwrap();
    engine.handle(create(FIRST)).unwrap();
    engine.handle(super::change(FIRST, SECOND)).unwrap();
    let key = world.app_key(&engine).unwrap();
    let passcode = SECOND.as_bytes();
    let outcome = engine.handle(Event::EnableBiometrics { passcode }).unwrap();
    finger(&world, &engine, &outcome);
    world.portal.command(waived());
    engine.handle(Event::CheckIn).unwrap();
    let about = "Changed once, biometrics on, an AppConnect Unlock without the password waits.";
    world.freeze(about, Some((SECOND, key)))
}

pub(super) fn waived() -> Action {
    Action::AppconnectUnlock(Grant {
        grant: "waived".to_owned(),
        expires_at_ms: 1_767_686_400_000,
        password_asked: false,
    })
}

fn finger(world: &World, engine: &Engine, outcome: &Outcome) -> Outcome {
    let Outcome::BiometricPrompt(prompt) = outcome else {
        panic!("{outcome:?}")
    };
    let answer = world.keys.prf("biometric", &prompt.0).unwrap();
    let answered = BiometricAnswer::Answered(&answer);
    engine.handle(Event::FinishBiometrics(answered)).unwrap()
}

fn frozen(name: &str) -> (World, Engine, Phone) {
    let mut phones = vectors("records-1.json", phones);
    let phone = phones.remove(name).unwrap();
    let world = World::thaw(&phone);
    let engine = world.start_at_floor();
    (world, engine, phone)
}

fn key_of(phone: &Phone) -> [u8; 32] {
    let key = phone.app_key.as_ref().unwrap();
    key.0.as_slice().try_into().unwrap()
}

#[test]
fn a_frozen_passcode_opens_and_its_counter_counts() {
    let (world, engine, phone) = frozen("two-wrong-attempts");
    assert_eq!(engine.status().unwrap().attempts_remaining, Some(8));
    assert_eq!(engine.handle(unlock("000003")), wrong(7));
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    assert_eq!(world.app_key(&engine), Ok(key_of(&phone)));
    engine.lock();
    // Its recovery key still comes out of escrow.
    engine
        .handle(Event::BeginReset(credentials(PASSWORD)))
        .unwrap();
    assert_eq!(
        engine.handle(Event::FinishReset(new(SECOND))),
        Ok(Outcome::Reset)
    );
    assert_eq!(world.app_key(&engine), Ok(key_of(&phone)));
}

#[test]
fn a_frozen_finger_history_and_grant_work() {
    let (world, engine, phone) = frozen("biometrics-history-grant");
    let begun = engine.handle(Event::BeginBiometricUnlock).unwrap();
    assert_eq!(finger(&world, &engine, &begun), Outcome::Unlocked);
    assert_eq!(world.app_key(&engine), Ok(key_of(&phone)));
    let former = engine.handle(super::change(SECOND, FIRST)).unwrap();
    assert!(matches!(former, Outcome::Rejected { .. }), "{former:?}");
    engine.lock();
    assert_eq!(engine.handle(unlock(SECOND)), Ok(Outcome::Unlocked));
    engine.lock();
    let (user_name, password) = ("alice", None);
    let redeem = Event::RedeemGrant {
        user_name,
        password,
    };
    assert_eq!(engine.handle(redeem), Ok(Outcome::ResetReady));
}

#[test]
fn a_frozen_phone_without_passcode_opens_by_itself() {
    let (world, engine, phone) = frozen("no-passcode");
    assert_eq!(world.app_key(&engine), Ok(key_of(&phone)));
}

#[test]
fn frozen_half_done_lives_go_on() {
    let (world, engine, _) = frozen("enrolled");
    assert_eq!(engine.state(), Ok(State::PasscodeNeeded));
    let passcode = FIRST.as_bytes();
    let created = engine.handle(Event::Create(NewPasscode {
        passcode,
        repeated: passcode,
        keyboard: Keyboard::NumberPad,
    }));
    assert_eq!(created, Ok(Outcome::Created));
    assert!(world.app_key(&engine).is_ok());

    let (world, engine, phone) = frozen("resetting");
    let id = world.pending_request_id();
    engine
        .handle(Event::BeginReset(credentials(PASSWORD)))
        .unwrap();
    let sent = world.portal.transcript().pop().unwrap();
    assert!(sent.headers.contains(&(signing::REQUEST_ID.to_owned(), id)));
    assert_eq!(
        engine.handle(Event::FinishReset(new(SECOND))),
        Ok(Outcome::Reset)
    );
    assert_eq!(world.app_key(&engine), Ok(key_of(&phone)));

    let (world, engine, _) = frozen("retiring");
    let reason = RetireReason::Retired;
    assert_eq!(engine.state(), Ok(State::Retired { reason }));
    assert!(world.keys.names().is_empty());

    let (world, engine, phone) = frozen("change-interrupted");
    assert_eq!(engine.handle(unlock(SECOND)), wrong(9));
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    assert_eq!(world.app_key(&engine), Ok(key_of(&phone)));

    let (_, engine, _) = frozen("shut-out");
    let reason = BlockReason::RolledBack;
    assert_eq!(engine.state(), Ok(State::Blocked { reason }));
    engine.handle(Event::CheckIn).unwrap();
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
}

impl World {
    /// The id is the first field of the record, as a text.
    fn pending_request_id(&self) -> String {
        let record = self.store.copy().remove(&RecordName::Reset).unwrap();
        let (length, rest) = record[6..].split_first().unwrap();
        String::from_utf8(rest[..usize::from(*length)].to_vec()).unwrap()
    }
}

//! From enrolment to retirement: what a user does, and what is refused.

use super::{
    FIRST, PASSWORD, SECOND, World, change, create, credentials, enroll, new, unlock, wrong,
};
use crate::error::Error;
use crate::flow::{ChangeReason, Event, NewPasscode, Outcome, Refusal, RetireReason, State};
use crate::passcode::rules::Rule;
use crate::policy::Policy;
use crate::ports::{KeyStore, PrfInput};
use crate::session::auto_lock::AutoLock;
use crate::testing::Hardware;
use crate::vault::Keyboard;
use serde_json::json;

#[test]
fn from_nobody_to_unlocked_on_both_kinds_of_hardware() {
    for hardware in [Hardware::Hmac, Hardware::KeyAgreement] {
        let world = World::on(hardware);
        let engine = world.start();
        assert_eq!(engine.state(), Ok(State::NotEnrolled));
        assert_eq!(engine.handle(enroll()), Ok(Outcome::Enrolled));
        assert_eq!(engine.state(), Ok(State::PasscodeNeeded));
        assert_eq!(engine.status().unwrap().keyboard, Keyboard::NumberPad);
        assert_eq!(engine.handle(create(FIRST)), Ok(Outcome::Created));
        assert_eq!(engine.state(), Ok(State::Unlocked));
        let key = world.app_key(&engine).unwrap();
        assert_eq!(engine.handle(Event::Lock), Ok(Outcome::Locked));
        assert_eq!(engine.state(), Ok(State::Locked));
        assert_eq!(engine.status().unwrap().keyboard, Keyboard::Full);
        assert_eq!(world.app_key(&engine), Err(Error::EventNotAllowed));
        assert_eq!(engine.handle(unlock("000000")), wrong(9));
        assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
        assert_eq!(world.app_key(&engine), Ok(key));
        assert_eq!(engine.status().unwrap().attempts_remaining, Some(10));
    }
}

#[test]
fn wrong_credentials_enrol_nobody() {
    let world = World::new();
    let engine = world.start();
    let refused = engine.handle(Event::Enroll(credentials("wrong")));
    assert_eq!(
        refused,
        Ok(Outcome::Refused(Refusal::CredentialsNotAccepted))
    );
    assert_eq!(engine.state(), Ok(State::NotEnrolled));
    let long = "x".repeat(1025);
    for secret in ["", &long] {
        let refused = engine.handle(Event::Enroll(credentials(secret)));
        assert_eq!(refused, Err(Error::CredentialsInvalid));
    }
    assert_eq!(engine.handle(enroll()), Ok(Outcome::Enrolled));
}

#[test]
fn a_new_passcode_is_checked_before_anything_is_charged() {
    let world = World::new();
    let engine = world.start();
    engine.handle(enroll()).unwrap();
    let rejected = |violations: Vec<Rule>| Ok(Outcome::Rejected { violations });
    let simple = rejected(vec![Rule::NoSequence]);
    assert_eq!(engine.handle(create("123890")), simple);
    assert_eq!(
        engine.handle(create("8473")),
        rejected(vec![Rule::MinimumLength(6)])
    );
    assert_eq!(
        engine.handle(create("84\u{0}7319")),
        rejected(vec![Rule::AllowedCharacters])
    );
    let different = NewPasscode {
        passcode: b"847319",
        repeated: b"847391",
        keyboard: Keyboard::NumberPad,
    };
    assert_eq!(
        engine.handle(Event::Create(different)),
        Ok(Outcome::NotTheSame)
    );
    assert_eq!(engine.state(), Ok(State::PasscodeNeeded));
    engine.handle(create(FIRST)).unwrap();
    assert_eq!(engine.handle(change(FIRST, "123890")), simple);
    assert_eq!(engine.status().unwrap().attempts_remaining, Some(10));
    assert!(
        engine
            .check_list(b"847319")
            .unwrap()
            .iter()
            .all(|check| check.met)
    );
}

#[test]
fn the_same_passcode_typed_another_way_opens() {
    let world = World::new();
    let engine = world.start();
    engine.handle(enroll()).unwrap();
    assert_eq!(
        engine.handle(create("ca\u{301}fé-97")),
        Ok(Outcome::Created)
    );
    engine.lock();
    assert_eq!(
        engine.handle(unlock("cáfe\u{301}-٩٧")),
        Ok(Outcome::Unlocked)
    );
}

#[test]
fn change_keeps_the_data_and_the_old_passcode_and_files_are_worthless() {
    let world = World::new();
    let engine = world.created();
    let key = world.app_key(&engine).unwrap();
    assert_eq!(engine.handle(change("000000", SECOND)), wrong(9));
    assert_eq!(engine.handle(change(FIRST, SECOND)), Ok(Outcome::Changed));
    assert_eq!(world.app_key(&engine), Ok(key));
    assert_eq!(world.opens(FIRST), None);
    assert_eq!(world.opens(SECOND), Some(key));
    assert_eq!(world.keys.names(), ["sign", "vault-0"]);
}

#[test]
fn new_rules_ask_for_a_change_only_if_the_passcode_fails_them() {
    let world = World::new();
    let engine = world.locked();
    world.portal.set_rules(json!({"history": 3}));
    let checked_in = engine.handle(Event::CheckIn).unwrap();
    let Outcome::CheckedIn { changes, .. } = checked_in else {
        panic!("{checked_in:?}")
    };
    assert_eq!(changes.len(), 1);
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    world
        .portal
        .set_rules(json!({"minimum_length": 8, "user_may_change": false}));
    engine.handle(Event::CheckIn).unwrap();
    engine.lock();
    let reason = ChangeReason::RulesChanged;
    assert_eq!(
        engine.handle(unlock(FIRST)),
        Ok(Outcome::ChangeNeeded { reason })
    );
    assert_eq!(engine.state(), Ok(State::ChangeNeeded { reason }));
    assert_eq!(world.app_key(&engine), Err(Error::EventNotAllowed));
    let to_second = Event::Change {
        current: None,
        new: new(SECOND),
    };
    assert_eq!(engine.handle(to_second), Ok(Outcome::Changed));
    assert_eq!(engine.state(), Ok(State::Unlocked));
    let without_current = Event::Change {
        current: None,
        new: new("badger-73"),
    };
    assert_eq!(
        engine.handle(without_current),
        Ok(Outcome::Refused(Refusal::ChangeNotAllowed))
    );
}

#[test]
fn a_lock_during_an_unlock_wins() {
    let world = World::new();
    let engine = world.locked();
    let seen = engine.attempt(crate::flow::EventKind::Unlock, FIRST.as_bytes(), |opened| {
        engine.lock();
        let auto_lock = AutoLock::of(&Policy::default());
        let origin = crate::session::Origin {
            generation: 1,
            key_epoch: 1,
        };
        let session =
            crate::session::Session::open(opened.container, origin, auto_lock, &opened.now);
        Ok(engine.open_session(session, opened.locks, Outcome::Unlocked))
    });
    assert_eq!(seen, Ok(Outcome::Locked));
    assert_eq!(engine.state(), Ok(State::Locked));
}

#[test]
fn retire_destroys_the_keys_whatever_the_records_say() {
    let world = World::new();
    let engine = world.created();
    world
        .store
        .tamper(crate::ports::RecordName::Vault, Some(b"rubbish".to_vec()));
    assert_eq!(engine.state(), Err(Error::RecordDamaged));
    assert_eq!(engine.handle(Event::Retire), Ok(Outcome::Retired));
    assert_eq!(
        engine.state(),
        Ok(State::Retired {
            reason: RetireReason::Retired
        })
    );
    assert_eq!(world.keys.names(), Vec::<String>::new());
    assert_eq!(
        World::new().start().handle(Event::Retire),
        Err(Error::EventNotAllowed)
    );
}

#[test]
fn another_hardware_key_under_the_same_name_opens_nothing() {
    let world = World::new();
    let engine = world.locked();
    world
        .keys
        .create("vault-1", crate::ports::KeyPurpose::Prf)
        .unwrap();
    let input = PrfInput {
        bytes: [0; 32],
        point: [0; 65],
    };
    assert!(world.keys.prf("vault-1", &input).is_ok());
    assert_eq!(world.start().state(), Err(Error::RecordDamaged));
    drop(engine);
}

#[test]
fn settings_that_no_vault_or_portal_would_take_are_refused() {
    let world = World::new();
    let with = |change: fn(&mut crate::flow::Settings)| {
        let (ports, mut settings) = world.host();
        change(&mut settings);
        crate::flow::Engine::open(ports, settings).err()
    };
    assert_eq!(with(|_| {}), None);
    let refused = Some(Error::SettingsInvalid);
    assert_eq!(with(|settings| settings.kdf.memory_kib = 1), refused);
    assert_eq!(with(|settings| settings.kdf.lanes = 4), refused);
    assert_eq!(with(|settings| settings.device_name.clear()), refused);
    assert_eq!(
        with(|settings| settings.device_name = "x".repeat(65)),
        refused
    );
    assert_eq!(with(|settings| settings.app_version.clear()), refused);
}

/// The table, asked through every event that the engine can handle.
#[test]
fn events_that_make_no_sense_are_refused_in_every_state() {
    let world = World::new();
    let engine = world.start();
    let refused = Err(Error::EventNotAllowed);
    for event in [
        create(FIRST),
        unlock(FIRST),
        Event::CheckIn,
        Event::Activity,
        Event::Retire,
    ] {
        assert_eq!(engine.handle(event), refused);
    }
    engine.handle(enroll()).unwrap();
    for event in [
        enroll(),
        unlock(FIRST),
        change(FIRST, SECOND),
        Event::AbandonReset,
    ] {
        assert_eq!(engine.handle(event), refused);
    }
    engine.handle(create(FIRST)).unwrap();
    for event in [enroll(), create(FIRST), unlock(FIRST), Event::AbandonReset] {
        assert_eq!(engine.handle(event), refused);
    }
    world.portal.set_rules(json!({"minimum_length": 8}));
    engine.handle(Event::CheckIn).unwrap();
    engine.lock();
    engine.handle(unlock(FIRST)).unwrap();
    for event in [
        Event::Activity,
        unlock(FIRST),
        Event::BeginReset(credentials(PASSWORD)),
    ] {
        assert_eq!(engine.handle(event), refused);
    }
    assert_eq!(engine.handle(Event::Retire), Ok(Outcome::Retired));
    for event in [Event::Retire, create(FIRST), unlock(FIRST), Event::CheckIn] {
        assert_eq!(engine.handle(event), refused);
    }
}

//! Biometric unlock: a convenience beside the passcode, never instead of it.

use super::{
    FIRST, MINUTE, PASSWORD, SECOND, World, change, create, credentials, enroll, new, unlock, wrong,
};
use crate::error::Error;
use crate::flow::{
    BiometricAnswer, Biometrics, ChangeReason, Engine, Event, Outcome, Refusal, State,
};
use crate::portal::wire::Action;
use crate::ports::{KeyStore, RecordName, Store};
use crate::testing::{Hardware, Moment};
use serde_json::{Value, json};

const HOUR: u64 = 60 * MINUTE;
const KEY: &str = "biometric";

fn enable(passcode: &str) -> Event<'_> {
    Event::EnableBiometrics {
        passcode: passcode.as_bytes(),
    }
}

impl World {
    /// What the system does when the user lays a finger on the sensor.
    fn touch(&self, engine: &Engine, outcome: Outcome) -> Result<Outcome, Error> {
        let Outcome::BiometricPrompt(prompt) = outcome else {
            panic!("{outcome:?}")
        };
        match self.keys.prf(KEY, &prompt.0) {
            Ok(answer) => {
                engine.handle(Event::FinishBiometrics(BiometricAnswer::Answered(&answer)))
            }
            Err(_) => engine.handle(Event::FinishBiometrics(BiometricAnswer::Invalidated)),
        }
    }

    /// An unlocked phone with biometrics on.
    fn with_biometrics(&self, mut rules: Value) -> Engine {
        rules["biometric_unlock"] = json!(true);
        self.portal.set_rules(rules);
        let engine = self.created();
        let prompt = engine.handle(enable(FIRST)).unwrap();
        assert_eq!(self.touch(&engine, prompt), Ok(Outcome::BiometricsOn));
        engine
    }

    fn by_finger(&self, engine: &Engine) -> Result<Outcome, Error> {
        let outcome = engine.handle(Event::BeginBiometricUnlock)?;
        if matches!(outcome, Outcome::Refused(_)) {
            return Ok(outcome);
        }
        self.touch(engine, outcome)
    }
}

fn offered(engine: &Engine) -> Biometrics {
    engine.status().unwrap().biometrics
}

#[test]
fn a_finger_opens_what_the_passcode_opens_on_both_kinds_of_hardware() {
    for hardware in [Hardware::Hmac, Hardware::KeyAgreement] {
        let world = World::on(hardware);
        let engine = world.with_biometrics(json!({}));
        let key = world.app_key(&engine).unwrap();
        engine.lock();
        assert_eq!(offered(&engine), Biometrics::Ready);
        assert_eq!(world.by_finger(&engine), Ok(Outcome::Unlocked));
        assert_eq!(world.app_key(&engine), Ok(key));
        // Also for a process that starts anew.
        assert_eq!(world.by_finger(&world.start()), Ok(Outcome::Unlocked));
    }
}

#[test]
fn turning_it_on_takes_the_path_of_every_attempt() {
    let world = World::new();
    world.portal.set_rules(json!({"biometric_unlock": true}));
    let engine = world.created();
    assert_eq!(offered(&engine), Biometrics::Off);
    assert_eq!(engine.handle(enable("000000")), wrong(9));
    assert_eq!(offered(&engine), Biometrics::Off);
    let prompt = engine.handle(enable(FIRST)).unwrap();
    assert_eq!(offered(&engine), Biometrics::Off, "before the prompt");
    assert_eq!(world.touch(&engine, prompt), Ok(Outcome::BiometricsOn));
    assert_eq!(
        engine.handle(Event::DisableBiometrics),
        Ok(Outcome::BiometricsOff)
    );
    assert_eq!(offered(&engine), Biometrics::Off);
    assert!(!world.keys.names().iter().any(|name| name == KEY));
}

#[test]
fn only_where_the_rules_allow_it_and_while_they_do() {
    let world = World::new();
    let engine = world.created();
    let refused = Ok(Outcome::Refused(Refusal::BiometricsNotAllowed));
    assert_eq!(engine.handle(enable(FIRST)), refused);
    assert_eq!(engine.status().unwrap().attempts_remaining, Some(10));

    let world = World::new();
    let engine = world.with_biometrics(json!({}));
    engine.lock();
    world.portal.set_rules(json!({"biometric_unlock": false}));
    engine.handle(Event::CheckIn).unwrap();
    assert_eq!(world.by_finger(&engine), refused);
    assert!(
        !world.keys.names().iter().any(|name| name == KEY),
        "the key is destroyed"
    );
    world.portal.set_rules(json!({"biometric_unlock": true}));
    engine.handle(Event::CheckIn).unwrap();
    assert_eq!(
        offered(&engine),
        Biometrics::Off,
        "the slot is gone for good"
    );
}

#[test]
fn the_passcode_comes_first_after_its_interval_and_after_a_restart() {
    let first = Ok(Outcome::Refused(Refusal::PasscodeFirst));
    let world = World::new();
    let engine = world.with_biometrics(json!({"biometric_passcode_hours": 2}));
    engine.lock();
    world.clock.advance_ms(2 * HOUR - 1);
    // A finger does not move the interval.
    assert_eq!(world.by_finger(&engine), Ok(Outcome::Unlocked));
    engine.lock();
    world.clock.advance_ms(1);
    world.clock.set_wall_ms(0);
    assert_eq!(world.by_finger(&engine), first);
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    engine.lock();
    assert_eq!(world.by_finger(&engine), Ok(Outcome::Unlocked));

    world.clock.restart();
    let engine = world.start();
    assert_eq!(world.by_finger(&engine), first);
    engine.handle(unlock(FIRST)).unwrap();
    engine.lock();
    assert_eq!(world.by_finger(&engine), Ok(Outcome::Unlocked));
}

#[test]
fn a_finger_charges_nothing_gives_nothing_back_and_waits_like_everybody() {
    let world = World::new();
    let engine = world.with_biometrics(json!({}));
    engine.lock();
    for guess in 0..4 {
        engine.handle(unlock(&format!("00000{guess}"))).unwrap();
    }
    assert_eq!(world.by_finger(&engine), Ok(Outcome::Unlocked));
    assert_eq!(engine.status().unwrap().attempts_remaining, Some(6));
    engine.lock();
    let begun = engine.handle(Event::BeginBiometricUnlock).unwrap();
    engine.handle(unlock("000004")).unwrap();
    // The prompt stood while the fifth failure began a wait.
    let outcome = world.touch(&engine, begun).unwrap();
    assert!(matches!(outcome, Outcome::LockedOut { .. }), "{outcome:?}");
    let outcome = engine.handle(Event::BeginBiometricUnlock).unwrap();
    assert!(matches!(outcome, Outcome::LockedOut { .. }), "{outcome:?}");
    assert!(matches!(engine.state(), Ok(State::LockedOut { .. })));
}

#[test]
fn another_finger_makes_the_key_worthless_and_the_passcode_stays() {
    let world = World::new();
    let engine = world.with_biometrics(json!({}));
    engine.lock();
    // The system destroys the key when a finger is added.
    world.keys.lose(KEY);
    assert_eq!(world.by_finger(&engine), Ok(Outcome::BiometricsOff));
    assert_eq!(offered(&engine), Biometrics::Off);
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    let prompt = engine.handle(enable(FIRST)).unwrap();
    assert_eq!(world.touch(&engine, prompt), Ok(Outcome::BiometricsOn));

    // A key that answers something else is as good as none.
    engine.lock();
    let _ = engine.handle(Event::BeginBiometricUnlock).unwrap();
    let nonsense = Event::FinishBiometrics(BiometricAnswer::Answered(&[7; 32]));
    assert_eq!(engine.handle(nonsense), Ok(Outcome::BiometricsOff));
    assert_eq!(engine.state(), Ok(State::Locked));
}

#[test]
fn a_change_keeps_it_and_a_reset_ends_it() {
    let world = World::new();
    let engine = world.with_biometrics(json!({}));
    let key = world.app_key(&engine).unwrap();
    assert_eq!(engine.handle(change(FIRST, SECOND)), Ok(Outcome::Changed));
    engine.lock();
    assert_eq!(world.by_finger(&engine), Ok(Outcome::Unlocked));
    assert_eq!(world.app_key(&engine), Ok(key));
    engine.lock();
    engine
        .handle(Event::BeginReset(credentials(PASSWORD)))
        .unwrap();
    engine.handle(Event::FinishReset(new(FIRST))).unwrap();
    assert_eq!(offered(&engine), Biometrics::Off);
    assert!(!world.keys.names().iter().any(|name| name == KEY));
}

#[test]
fn it_does_not_get_around_a_change_or_a_lock_by_the_portal() {
    let first = Ok(Outcome::Refused(Refusal::PasscodeFirst));
    let world = World::new();
    let engine = world.with_biometrics(json!({}));
    engine.lock();
    world.portal.command(Action::Lock);
    engine.handle(Event::CheckIn).unwrap();
    assert_eq!(world.by_finger(&engine), first);
    engine.handle(unlock(FIRST)).unwrap();
    engine.lock();
    assert_eq!(world.by_finger(&engine), Ok(Outcome::Unlocked));
    engine.lock();

    world
        .portal
        .set_rules(json!({"biometric_unlock": true, "minimum_length": 9}));
    engine.handle(Event::CheckIn).unwrap();
    assert_eq!(world.by_finger(&engine), first);
    let reason = ChangeReason::RulesChanged;
    assert_eq!(
        engine.handle(unlock(FIRST)),
        Ok(Outcome::ChangeNeeded { reason })
    );
    engine.lock();
    assert_eq!(world.by_finger(&engine), first, "the change was not made");
}

#[test]
fn a_lock_during_the_prompt_wins_and_no_prompt_lasts() {
    let world = World::new();
    let engine = world.with_biometrics(json!({}));
    engine.lock();
    let prompt = engine.handle(Event::BeginBiometricUnlock).unwrap();
    engine.lock();
    assert_eq!(world.touch(&engine, prompt), Err(Error::EventNotAllowed));
    let prompt = engine.handle(Event::BeginBiometricUnlock).unwrap();
    world.clock.advance_ms(2 * MINUTE);
    assert_eq!(world.touch(&engine, prompt), Err(Error::Superseded));
    let _ = engine.handle(Event::BeginBiometricUnlock).unwrap();
    let cancelled = Event::FinishBiometrics(BiometricAnswer::Cancelled);
    assert_eq!(engine.handle(cancelled), Ok(Outcome::BiometricsCancelled));
    assert_eq!(offered(&engine), Biometrics::Ready);
    // Another process chose another passcode while the prompt stood.
    let prompt = engine.handle(Event::BeginBiometricUnlock).unwrap();
    let other = world.start();
    other.handle(unlock(FIRST)).unwrap();
    other.handle(change(FIRST, SECOND)).unwrap();
    assert_eq!(world.touch(&engine, prompt), Err(Error::Superseded));
}

#[test]
fn an_older_vault_with_its_slot_is_worthless() {
    let world = World::new();
    let engine = world.with_biometrics(json!({}));
    let old = world.store.read(RecordName::Vault).unwrap().unwrap();
    engine.handle(Event::DisableBiometrics).unwrap();
    engine.lock();
    let now = world.store.read(RecordName::Vault).unwrap().unwrap();
    world
        .store
        .replace(RecordName::Vault, Some(now.revision), &old.bytes)
        .unwrap();
    assert_eq!(world.by_finger(&engine), Ok(Outcome::BiometricsOff));
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
}

#[test]
fn whatever_step_it_dies_at_the_passcode_opens_the_data() {
    for step in 0.. {
        for moment in [Moment::Before, Moment::After] {
            let world = World::new();
            world.portal.set_rules(json!({"biometric_unlock": true}));
            let engine = world.start();
            engine.handle(enroll()).unwrap();
            engine.handle(create(FIRST)).unwrap();
            let key = world.app_key(&engine).unwrap();
            world.faults.die_at(step, moment);
            if let Ok(prompt) = engine.handle(enable(FIRST)) {
                drop(world.touch(&engine, prompt));
                drop(engine.handle(Event::DisableBiometrics));
            }
            if !world.faults.died() {
                assert_eq!(step, 9);
                return;
            }
            world.faults.revive();
            assert_eq!(world.opens(FIRST), Some(key), "{step} {moment:?}");
            let engine = world.start();
            if offered(&engine) == Biometrics::Ready {
                let outcome = world.by_finger(&engine).unwrap();
                assert!(matches!(
                    outcome,
                    Outcome::Unlocked | Outcome::BiometricsOff
                ));
            }
        }
    }
}

//! Every row of the rules table: what is refused, closed or destroyed with the strict value, and is not
//! with the loose one. A rule without a row fails.

use super::portal::Weather;
use super::{FIRST, MINUTE, PASSWORD, World, change, create, credentials, enroll, unlock};
use crate::flow::{BiometricAnswer, Biometrics, Engine, Event, Outcome, Refusal, State};
use crate::policy::Policy;
use crate::ports::{KeyStore, TransportFailure};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const HOUR: u64 = 60 * MINUTE;

/// Rule, loose value, strict value, and whether it bites on a phone with these rules.
type Row = (&'static str, Value, Value, fn(&World) -> bool);

#[expect(clippy::too_many_lines, reason = "one table")]
fn rows() -> Vec<Row> {
    vec![
        ("passcode_required", json!(false), json!(true), |world| {
            world.enrolled().state() == Ok(State::PasscodeNeeded)
        }),
        (
            "passcode_type",
            json!("numeric"),
            json!("alphanumeric"),
            |world| world.rejects("847319"),
        ),
        ("minimum_length", json!(6), json!(7), |world| {
            world.rejects("847319")
        }),
        ("minimum_complex_characters", json!(0), json!(1), |world| {
            world.rejects("847319")
        }),
        ("forbid_simple", json!(false), json!(true), |world| {
            world.rejects("123456")
        }),
        ("forbidden_words", json!([]), json!(["Acme"]), |world| {
            world.rejects("acme-847319")
        }),
        ("maximum_age_days", json!("never"), json!(1), |world| {
            let engine = world.locked();
            world.clock.advance_ms(24 * HOUR);
            matches!(
                engine.handle(unlock(FIRST)),
                Ok(Outcome::ChangeNeeded { .. })
            )
        }),
        ("history", json!(0), json!(1), |world| {
            let outcome = world.created().handle(change(FIRST, FIRST));
            matches!(outcome, Ok(Outcome::Rejected { .. }))
        }),
        ("failed_attempts", json!(10), json!(3), |world| {
            let engine = world.locked();
            fail(&engine, 3);
            matches!(engine.state(), Ok(State::LockedOut { .. }))
        }),
        ("at_the_limit", json!("lock"), json!("wipe"), |world| {
            let engine = world.locked();
            fail(&engine, 3);
            matches!(engine.state(), Ok(State::Retired { .. }))
        }),
        ("auto_lock_minutes", json!(2), json!(1), |world| {
            let engine = world.created();
            world.clock.advance_ms(MINUTE);
            engine.state() == Ok(State::Locked)
        }),
        ("grace_minutes", json!(1), json!(0), |world| {
            let engine = world.created();
            engine.handle(Event::Background).unwrap();
            engine.state() == Ok(State::Locked)
        }),
        ("lock_on_screen_off", json!(false), json!(true), |world| {
            let engine = world.created();
            engine.handle(Event::ScreenOff).unwrap();
            engine.state() == Ok(State::Locked)
        }),
        ("biometric_unlock", json!(true), json!(false), |world| {
            let outcome = enable(&world.created());
            outcome == Outcome::Refused(Refusal::BiometricsNotAllowed)
        }),
        ("biometric_passcode_hours", json!(2), json!(1), |world| {
            let engine = world.created();
            let Outcome::BiometricPrompt(prompt) = enable(&engine) else {
                panic!("refused")
            };
            let answer = world.keys.prf("biometric", &prompt.0).unwrap();
            let answered = BiometricAnswer::Answered(&answer);
            engine.handle(Event::FinishBiometrics(answered)).unwrap();
            engine.lock();
            world.clock.advance_ms(HOUR);
            engine.status().unwrap().biometrics == Biometrics::PasscodeFirst
        }),
        ("user_may_change", json!(true), json!(false), |world| {
            let outcome = world.created().handle(change(FIRST, "walrus-41"));
            outcome == Ok(Outcome::Refused(Refusal::ChangeNotAllowed))
        }),
        ("user_may_reset", json!(true), json!(false), |world| {
            let outcome = world
                .locked()
                .handle(Event::BeginReset(credentials(PASSWORD)));
            outcome == Ok(Outcome::Refused(Refusal::ResetNotAllowed))
        }),
        (
            "block_out_of_contact_hours",
            json!("never"),
            json!(1),
            |world| {
                let engine = world.locked();
                world.clock.advance_ms(HOUR);
                matches!(engine.state(), Ok(State::Blocked { .. }))
            },
        ),
        (
            "wipe_out_of_contact_days",
            json!("never"),
            json!(1),
            |world| {
                let engine = world.locked();
                world.clock.advance_ms(24 * HOUR);
                world
                    .portal
                    .set_weather(Weather::Fails(TransportFailure::Unreachable));
                engine.handle(Event::CheckIn) == Ok(Outcome::Wiped)
            },
        ),
    ]
}

/// What the portal decides, and its tests show; and when to check in, which the host decides.
const ELSEWHERE: [&str; 4] = [
    "one_time_pin",
    "one_time_pin_minutes",
    "one_time_pin_digits",
    "check_in_minutes",
];

impl World {
    fn enrolled(&self) -> Engine {
        let engine = self.start();
        engine.handle(enroll()).unwrap();
        engine
    }

    fn rejects(&self, passcode: &str) -> bool {
        let outcome = self.enrolled().handle(create(passcode)).unwrap();
        matches!(outcome, Outcome::Rejected { .. })
    }
}

fn fail(engine: &Engine, times: usize) {
    for guess in 0..times {
        drop(engine.handle(unlock(&format!("00000{guess}"))));
    }
}

fn enable(engine: &Engine) -> Outcome {
    let passcode = FIRST.as_bytes();
    engine.handle(Event::EnableBiometrics { passcode }).unwrap()
}

#[test]
fn every_rule_bites_with_its_strict_value_only() {
    for (field, loose, strict, bites) in rows() {
        for (value, expected) in [(loose, false), (strict, true)] {
            let world = World::new();
            let mut rules = json!({"biometric_unlock": true, field: value});
            if field == "at_the_limit" {
                rules["failed_attempts"] = json!(3);
            }
            world.portal.set_rules(rules);
            assert_eq!(bites(&world), expected, "{field}: {value}");
        }
    }
}

#[test]
fn no_rule_is_forgotten() {
    let rules = Policy::default().to_json();
    let rules: BTreeSet<&str> = rules
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let rows = rows();
    let tested = rows.iter().map(|(field, ..)| *field).chain(ELSEWHERE);
    assert_eq!(tested.collect::<BTreeSet<_>>(), rules);
}

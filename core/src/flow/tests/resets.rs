//! Forgotten passcodes, and a portal that is in trouble.

use super::portal::Weather;
use super::{FIRST, MINUTE, PASSWORD, SECOND, World, change, credentials, new, unlock};
use crate::error::Error;
use crate::flow::{Event, Outcome, Refusal, State};
use crate::passcode::rules::Rule;
use crate::ports::TransportFailure;
use crate::testing::Hardware;
use serde_json::json;

#[test]
fn change_and_reset_only_where_the_rules_allow_them() {
    let world = World::new();
    world
        .portal
        .set_rules(json!({"user_may_change": false, "user_may_reset": false}));
    let engine = world.created();
    let refused = |refusal| Ok(Outcome::Refused(refusal));
    let changed = engine.handle(change(FIRST, SECOND));
    assert_eq!(changed, refused(Refusal::ChangeNotAllowed));
    engine.lock();
    let reset = engine.handle(Event::BeginReset(credentials(PASSWORD)));
    assert_eq!(reset, refused(Refusal::ResetNotAllowed));
    assert!(
        !world
            .portal
            .seen()
            .contains(&"/api/device/v1/reset".to_owned())
    );
}

#[test]
fn reset_keeps_the_data() {
    for hardware in [Hardware::Hmac, Hardware::KeyAgreement] {
        let world = World::on(hardware);
        let engine = world.created();
        let key = world.app_key(&engine).unwrap();
        engine.lock();
        world.portal.set_secret("48151623");
        let refused = engine.handle(Event::BeginReset(credentials("00000000")));
        assert_eq!(
            refused,
            Ok(Outcome::Refused(Refusal::CredentialsNotAccepted))
        );
        let ready = engine.handle(Event::BeginReset(credentials("48151623")));
        assert_eq!(ready, Ok(Outcome::ResetReady));
        assert_eq!(engine.state(), Ok(State::ResetInProgress));
        assert_eq!(
            engine.handle(Event::FinishReset(new(SECOND))),
            Ok(Outcome::Reset)
        );
        assert_eq!(world.app_key(&engine), Ok(key));
        assert_eq!(world.opens(FIRST), None);
        assert_eq!(world.opens(SECOND), Some(key));
        assert_eq!(
            world.portal.seen().last().unwrap(),
            "/api/device/v1/reset-done"
        );
    }
}

#[test]
fn a_reset_is_offered_only_while_locked_and_checks_the_new_rules() {
    let world = World::new();
    let engine = world.created();
    let begin = || Event::BeginReset(credentials(PASSWORD));
    assert_eq!(engine.handle(begin()), Err(Error::EventNotAllowed));
    engine.lock();
    assert_eq!(
        engine.handle(Event::FinishReset(new(SECOND))),
        Err(Error::EventNotAllowed)
    );
    world.portal.set_rules(json!({"minimum_length": 8}));
    assert_eq!(engine.handle(begin()), Ok(Outcome::ResetReady));
    let rejected = Outcome::Rejected {
        violations: vec![Rule::MinimumLength(8)],
    };
    assert_eq!(
        engine.handle(Event::FinishReset(new("952846"))),
        Ok(rejected)
    );
    assert_eq!(engine.state(), Ok(State::ResetInProgress));
    assert!(
        !engine
            .check_list(b"952846")
            .unwrap()
            .iter()
            .all(|check| check.met)
    );
    assert_eq!(
        engine.handle(Event::FinishReset(new(SECOND))),
        Ok(Outcome::Reset)
    );
}

#[test]
fn a_reset_left_midway_starts_again_from_the_credentials() {
    let world = World::new();
    let engine = world.locked();
    let begin = || engine.handle(Event::BeginReset(credentials(PASSWORD)));
    let leave: [fn(&World, &crate::flow::Engine); 3] = [
        |_, engine| {
            assert_eq!(
                engine.handle(Event::AbandonReset),
                Ok(Outcome::ResetAbandoned)
            )
        },
        |_, engine| engine.lock(),
        |world, _| world.clock.advance_ms(5 * MINUTE),
    ];
    for leave in leave {
        assert_eq!(begin(), Ok(Outcome::ResetReady));
        leave(&world, &engine);
        assert_eq!(engine.state(), Ok(State::Locked));
        assert_eq!(
            engine.handle(Event::FinishReset(new(SECOND))),
            Err(Error::EventNotAllowed)
        );
    }
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
}

#[test]
fn a_lost_answer_is_fetched_again_under_the_same_request() {
    let world = World::new();
    let engine = world.locked();
    world.portal.set_weather(Weather::AnswerLost);
    let begin =
        |engine: &crate::flow::Engine| engine.handle(Event::BeginReset(credentials(PASSWORD)));
    assert_eq!(begin(&engine), Err(Error::PortalTimedOut));
    world.portal.set_weather(Weather::Fine);
    // Spent by the lost answer: only the same request gets it again.
    world.portal.set_secret("something else");
    let engine = world.start();
    assert_eq!(begin(&engine), Ok(Outcome::ResetReady));
    assert_eq!(
        engine.handle(Event::FinishReset(new(SECOND))),
        Ok(Outcome::Reset)
    );
}

#[test]
fn trouble_with_the_portal_changes_nothing() {
    let world = World::new();
    let engine = world.locked();
    let before = world.store.copy();
    for (weather, error) in [
        (
            Weather::Fails(TransportFailure::Unreachable),
            Error::PortalUnreachable,
        ),
        (
            Weather::Fails(TransportFailure::TimedOut),
            Error::PortalTimedOut,
        ),
        (
            Weather::Fails(TransportFailure::Untrusted),
            Error::PortalUntrusted,
        ),
        (Weather::Nonsense, Error::PortalAnswerInvalid),
        (Weather::Status(503), Error::PortalUnavailable),
        (Weather::Status(302), Error::PortalAnswerInvalid),
        (Weather::Status(404), Error::PortalAnswerInvalid),
    ] {
        world.portal.set_weather(weather);
        let reset = engine.handle(Event::BeginReset(credentials(PASSWORD)));
        assert_eq!(reset, Err(error), "{weather:?}");
        assert_eq!(engine.handle(Event::CheckIn), Err(error), "{weather:?}");
        assert_eq!(World::new().start().state(), Ok(State::NotEnrolled));
    }
    for (name, bytes) in before {
        assert_eq!(world.store.copy()[&name], bytes, "{name:?}");
    }
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
}

#[test]
fn offline_unlock_and_change_work() {
    let world = World::new();
    let engine = world.locked();
    world
        .portal
        .set_weather(Weather::Fails(TransportFailure::Unreachable));
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    assert_eq!(engine.handle(change(FIRST, SECOND)), Ok(Outcome::Changed));
}

#[test]
fn a_passcode_set_by_another_process_ends_this_ones_session() {
    let world = World::new();
    let engine = world.created();
    let other = world.start();
    assert_eq!(
        other.handle(Event::BeginReset(credentials(PASSWORD))),
        Ok(Outcome::ResetReady)
    );
    assert_eq!(
        other.handle(Event::FinishReset(new(SECOND))),
        Ok(Outcome::Reset)
    );
    assert_eq!(engine.state(), Ok(State::Locked));
    assert_eq!(world.app_key(&engine), Err(Error::EventNotAllowed));
    assert_eq!(engine.handle(unlock(SECOND)), Ok(Outcome::Unlocked));
}

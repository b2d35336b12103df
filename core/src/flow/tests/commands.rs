//! What the portal wants done, each once; and the way in that an administrator opens.

use super::portal::Weather;
use super::{FIRST, PASSWORD, SECOND, World, new, unlock};
use crate::error::Error;
use crate::flow::{CarriedOut, Event, Outcome, Refusal, RetireReason, State};
use crate::policy::RuleChange;
use crate::portal::wire::{Action, Grant, path};
use crate::ports::TransportFailure;
use crate::testing::Moment;
use serde_json::json;

/// The fake portal's clock, and an hour.
const NOW: u64 = 1_767_600_000_000;
const HOUR: u64 = 60 * 60_000;

fn grant(name: &str, password_asked: bool) -> Action {
    Action::AppconnectUnlock(Grant {
        grant: name.to_owned(),
        expires_at_ms: NOW + 24 * HOUR,
        password_asked,
    })
}

fn redeem(password: Option<&str>) -> Event<'_> {
    Event::RedeemGrant {
        user_name: "alice",
        password: password.map(str::as_bytes),
    }
}

fn checked_in(commands: Vec<CarriedOut>) -> Result<Outcome, Error> {
    let changes: Vec<RuleChange> = Vec::new();
    Ok(Outcome::CheckedIn { changes, commands })
}

#[test]
fn a_lock_is_carried_out_once_and_told_at_once() {
    let world = World::new();
    let engine = world.created();
    world.portal.command(Action::Lock);
    assert_eq!(
        engine.handle(Event::CheckIn),
        checked_in(vec![CarriedOut::Locked])
    );
    assert_eq!(engine.state(), Ok(State::Locked));
    assert_eq!(world.portal.done(), 1);
    engine.handle(unlock(FIRST)).unwrap();
    assert_eq!(engine.handle(Event::CheckIn), checked_in(vec![]));
    assert_eq!(engine.state(), Ok(State::Unlocked));
}

#[test]
fn an_acknowledgement_that_is_lost_repeats_nothing() {
    let world = World::new();
    let engine = world.created();
    world.portal.command(Action::Lock);
    world.portal.set_weather_for(
        path::COMMANDS_DONE,
        Weather::Fails(TransportFailure::TimedOut),
    );
    assert_eq!(
        engine.handle(Event::CheckIn),
        checked_in(vec![CarriedOut::Locked])
    );
    assert_eq!(world.portal.done(), 0);
    engine.handle(unlock(FIRST)).unwrap();
    // Told again, and acknowledged by the check-in itself; also after a restart of the process.
    let engine = world.start();
    engine.handle(unlock(FIRST)).unwrap();
    assert_eq!(engine.handle(Event::CheckIn), checked_in(vec![]));
    assert_eq!(engine.state(), Ok(State::Unlocked));
    assert_eq!(world.portal.done(), 1);
}

#[test]
fn commands_of_a_newer_portal_are_passed_over() {
    let world = World::new();
    let engine = world.created();
    world.portal.command(Action::Unknown);
    world.portal.command(Action::Lock);
    assert_eq!(
        engine.handle(Event::CheckIn),
        checked_in(vec![CarriedOut::Locked])
    );
    assert_eq!(world.portal.done(), 2);
}

#[test]
fn retire_by_the_portal_destroys_the_keys_whatever_interrupts_it() {
    for step in 0.. {
        for moment in [Moment::Before, Moment::After] {
            let world = World::new();
            let engine = world.created();
            world.portal.command(Action::Retire);
            world.faults.die_at(step, moment);
            let outcome = engine.handle(Event::CheckIn);
            if !world.faults.died() {
                assert_eq!(outcome, Ok(Outcome::Retired));
                assert_eq!(world.portal.done(), 1);
                assert!(world.keys.names().is_empty());
                let reason = RetireReason::Retired;
                assert_eq!(engine.state(), Ok(State::Retired { reason }));
                assert!(step > 10);
                return;
            }
            world.faults.revive();
            let engine = world.start();
            // Either it was not heard of yet, or it is finished.
            if engine.state() == Ok(State::Locked) {
                assert_eq!(world.portal.done(), 0);
                assert_eq!(engine.handle(Event::CheckIn), Ok(Outcome::Retired));
            }
            assert!(world.keys.names().is_empty(), "{step} {moment:?}");
        }
    }
}

#[test]
fn an_appconnect_unlock_asks_for_the_password_unless_it_is_waived() {
    for (name, asked, password) in [("asked", true, Some(PASSWORD)), ("waived", false, None)] {
        let world = World::new();
        let engine = world.created();
        let key = world.app_key(&engine).unwrap();
        engine.lock();
        let nothing = Ok(Outcome::Refused(Refusal::GrantNotLive));
        assert_eq!(engine.handle(redeem(password)), nothing, "no grant yet");
        // Neither reset by password nor PIN are allowed; attempts are used up.
        world.portal.set_rules(json!({"user_may_reset": false}));
        world.portal.command(grant(name, asked));
        let unlocked = vec![CarriedOut::AppConnectUnlocked];
        let outcome = engine.handle(Event::CheckIn).unwrap();
        assert!(matches!(outcome, Outcome::CheckedIn { commands, .. } if commands == unlocked));
        let told = engine.status().unwrap().grant.unwrap();
        assert_eq!(told.password_asked, asked);
        if asked {
            assert_eq!(engine.handle(redeem(None)), Err(Error::CredentialsInvalid));
            let wrong = Outcome::Refused(Refusal::CredentialsNotAccepted);
            assert_eq!(engine.handle(redeem(Some("nonsense"))), Ok(wrong));
        }
        assert_eq!(engine.handle(redeem(password)), Ok(Outcome::ResetReady));
        assert_eq!(
            engine.handle(Event::FinishReset(new(SECOND))),
            Ok(Outcome::Reset)
        );
        assert_eq!(world.app_key(&engine), Ok(key), "the data is kept");
        assert_eq!(engine.status().unwrap().grant, None);
        assert_eq!(world.opens(FIRST), None);
        assert_eq!(world.opens(SECOND), Some(key));
    }
}

#[test]
fn the_old_passcode_opens_until_the_new_one_is_committed() {
    let world = World::new();
    let engine = world.locked();
    world.portal.command(grant("waived", false));
    engine.handle(Event::CheckIn).unwrap();
    assert_eq!(engine.handle(redeem(None)), Ok(Outcome::ResetReady));
    engine.lock();
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
}

#[test]
fn a_grant_that_is_used_or_too_old_is_forgotten() {
    let world = World::new();
    let engine = world.locked();
    world.portal.command(grant("used", true));
    engine.handle(Event::CheckIn).unwrap();
    let refused = Ok(Outcome::Refused(Refusal::GrantNotLive));
    assert_eq!(engine.handle(redeem(Some(PASSWORD))), refused);
    assert_eq!(engine.status().unwrap().grant, None);
    world.portal.command(grant("waived", false));
    engine.handle(Event::CheckIn).unwrap();
    assert!(engine.status().unwrap().grant.is_some());
    world.clock.advance_ms(24 * HOUR);
    assert_eq!(engine.status().unwrap().grant, None);
    let before = world.portal.seen().len();
    assert_eq!(engine.handle(redeem(None)), refused);
    assert_eq!(world.portal.seen().len(), before, "nothing was sent");
}

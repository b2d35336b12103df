//! Without contact, and out of sight: honest clocks for what blocks, wipes and closes.

use super::portal::Weather;
use super::{FIRST, MINUTE, PASSWORD, World, credentials, unlock};
use crate::error::Error;
use crate::flow::{BlockReason, Engine, Event, Outcome, Refusal, RetireReason, State};
use crate::ports::TransportFailure;
use serde_json::json;

const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

const UNREACHABLE: Weather = Weather::Fails(TransportFailure::Unreachable);

/// A locked phone that is to be wiped after two days without contact, and has none any more.
fn without_contact(world: &World) -> Engine {
    world
        .portal
        .set_rules(json!({"wipe_out_of_contact_days": 2}));
    let engine = world.locked();
    world.portal.set_weather(UNREACHABLE);
    engine
}

fn blocked() -> Result<State, Error> {
    let reason = BlockReason::OutOfContact;
    Ok(State::Blocked { reason })
}

#[test]
fn running_time_without_contact_wipes_at_the_check_in_that_fails() {
    let world = World::new();
    let engine = without_contact(&world);
    world.clock.advance_ms(2 * DAY - 1);
    assert_eq!(engine.handle(Event::CheckIn), Err(Error::PortalUnreachable));
    assert_eq!(engine.state(), Ok(State::Locked));
    world.clock.advance_ms(1);
    assert_eq!(engine.state(), blocked());
    assert_eq!(engine.handle(unlock(FIRST)), Err(Error::EventNotAllowed));
    assert_eq!(engine.handle(Event::CheckIn), Ok(Outcome::Wiped));
    let reason = RetireReason::OutOfContact;
    assert_eq!(world.start().state(), Ok(State::Retired { reason }));
    assert!(world.keys.names().is_empty());
}

#[test]
fn contact_at_the_last_moment_wipes_nothing() {
    let world = World::new();
    let engine = without_contact(&world);
    world.clock.advance_ms(9 * DAY);
    // A portal in trouble was reached.
    world.portal.set_weather(Weather::Status(503));
    assert_eq!(engine.handle(Event::CheckIn), Err(Error::PortalUnavailable));
    assert_eq!(engine.state(), blocked());
    world.portal.set_weather(Weather::Fine);
    assert!(matches!(
        engine.handle(Event::CheckIn),
        Ok(Outcome::CheckedIn { .. })
    ));
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    // The count begins anew.
    world.portal.set_weather(UNREACHABLE);
    world.clock.advance_ms(2 * DAY - 1);
    assert_eq!(engine.handle(Event::CheckIn), Err(Error::PortalUnreachable));
}

#[test]
fn a_clock_that_jumps_never_wipes_nor_does_a_phone_that_was_off() {
    let world = World::new();
    world
        .portal
        .set_rules(json!({"wipe_out_of_contact_days": 2, "block_out_of_contact_hours": 3}));
    let engine = world.locked();
    world.portal.set_weather(UNREACHABLE);
    world.clock.set_wall_ms(1_767_600_000_000 + 400 * DAY);
    assert_eq!(
        engine.state(),
        Ok(State::Locked),
        "within a boot only running time counts"
    );
    world.clock.restart();
    let engine = world.start();
    assert_eq!(
        engine.state(),
        blocked(),
        "after a restart the clock may block"
    );
    assert_eq!(engine.handle(Event::CheckIn), Err(Error::PortalUnreachable));
    assert_eq!(engine.state(), blocked());
}

#[test]
fn what_was_counted_survives_restarts() {
    let world = World::new();
    let engine = without_contact(&world);
    for _ in 0..5 {
        // Each time a failed check-in writes the count down; the rest until the restart is lost.
        world.clock.advance_ms(8 * HOUR);
        assert_eq!(engine.handle(Event::CheckIn), Err(Error::PortalUnreachable));
        world.clock.advance_ms(MINUTE);
        world.clock.restart();
    }
    let engine = world.start();
    world.clock.advance_ms(8 * HOUR - 1);
    assert_eq!(engine.handle(Event::CheckIn), Err(Error::PortalUnreachable));
    world.clock.advance_ms(1);
    assert_eq!(engine.handle(Event::CheckIn), Ok(Outcome::Wiped));
}

#[test]
fn a_phone_that_the_portal_shuts_out_stays_closed_until_it_is_taken_back() {
    for (code, refusal, reason) in [
        (
            "device.unknown",
            Refusal::DeviceUnknown,
            BlockReason::DeviceUnknown,
        ),
        (
            "device.rolled_back",
            Refusal::DeviceRolledBack,
            BlockReason::RolledBack,
        ),
    ] {
        let world = World::new();
        let engine = world.created();
        world.portal.set_weather(Weather::Refuses(code));
        assert_eq!(engine.handle(Event::CheckIn), Ok(Outcome::Refused(refusal)));
        let engine = world.start();
        assert_eq!(engine.state(), Ok(State::Blocked { reason }));
        assert_eq!(engine.handle(unlock(FIRST)), Err(Error::EventNotAllowed));
        let forgot = Event::BeginReset(credentials(PASSWORD));
        assert_eq!(engine.handle(forgot), Err(Error::EventNotAllowed));
        world.portal.set_weather(Weather::Fine);
        engine.handle(Event::CheckIn).unwrap();
        assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    }
}

#[test]
fn out_of_sight_the_session_lasts_as_long_as_the_grace() {
    let world = World::new();
    world
        .portal
        .set_rules(json!({"grace_minutes": 2, "auto_lock_minutes": 10}));
    let engine = world.created();
    assert_eq!(engine.handle(Event::Background), Ok(Outcome::Noted));
    world.clock.advance_ms(2 * MINUTE - 1);
    // Back in time: the full timer starts again.
    assert_eq!(engine.handle(Event::Activity), Ok(Outcome::Noted));
    world.clock.advance_ms(9 * MINUTE);
    assert_eq!(engine.state(), Ok(State::Unlocked));
    // Less is left of the timer than the grace.
    assert_eq!(engine.handle(Event::Background), Ok(Outcome::Noted));
    world.clock.advance_ms(MINUTE);
    assert_eq!(engine.state(), Ok(State::Locked));
    engine.handle(unlock(FIRST)).unwrap();
    engine.handle(Event::Background).unwrap();
    world.clock.advance_ms(2 * MINUTE);
    assert_eq!(engine.state(), Ok(State::Locked));
    assert_eq!(engine.handle(Event::Activity), Err(Error::EventNotAllowed));
}

#[test]
fn without_grace_leaving_locks_and_an_opened_reset_goes_with_the_screen() {
    let world = World::new();
    let engine = world.created();
    assert_eq!(engine.handle(Event::Background), Ok(Outcome::Locked));
    assert_eq!(engine.state(), Ok(State::Locked));
    engine
        .handle(Event::BeginReset(credentials(PASSWORD)))
        .unwrap();
    assert_eq!(engine.state(), Ok(State::ResetInProgress));
    assert_eq!(engine.handle(Event::Background), Ok(Outcome::Locked));
    assert_eq!(engine.state(), Ok(State::Locked));
}

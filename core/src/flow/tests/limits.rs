//! Limits in number and time: attempts, waits, timers, contact.

use super::portal::Weather;
use super::{FIRST, MINUTE, PASSWORD, SECOND, World, credentials, enroll, new, unlock, wrong};
use crate::error::Error;
use crate::flow::{BlockReason, Event, Outcome, RetireReason, State};
use crate::ports::TransportFailure;
use serde_json::json;

#[test]
fn waits_grow_and_the_limit_leaves_only_a_reset() {
    let world = World::new();
    let engine = world.locked();
    let boot = |ms| world_ms(&world) + ms;
    for (failure, minutes) in [0u64, 0, 0, 0, 1, 5, 15, 30, 90].into_iter().enumerate() {
        let until = (minutes > 0).then(|| boot(minutes * MINUTE));
        let guess = format!("00000{failure}");
        let expected = Outcome::WrongPasscode {
            attempts_remaining: 9 - u8::try_from(failure).unwrap(),
            next_attempt_since_boot_ms: until,
        };
        assert_eq!(engine.handle(unlock(&guess)), Ok(expected), "{failure}");
        if minutes > 0 {
            let waiting = Outcome::LockedOut {
                until_since_boot_ms: until,
            };
            assert_eq!(engine.handle(unlock(FIRST)), Ok(waiting));
            world.clock.set_wall_ms(u64::MAX / 2);
            assert_eq!(
                engine.state(),
                Ok(State::LockedOut {
                    until_since_boot_ms: until
                })
            );
        }
        world.clock.advance_ms(minutes * MINUTE);
    }
    let locked_out = Ok(Outcome::LockedOut {
        until_since_boot_ms: None,
    });
    assert_eq!(engine.handle(unlock("000009")), locked_out);
    assert_eq!(engine.handle(unlock(FIRST)), locked_out);
    world.clock.restart();
    world.clock.advance_ms(1000 * MINUTE);
    assert_eq!(world.start().handle(unlock(FIRST)), locked_out);
    let engine = world.start();
    assert_eq!(
        engine.handle(Event::BeginReset(credentials(PASSWORD))),
        Ok(Outcome::ResetReady)
    );
    assert_eq!(
        engine.handle(Event::FinishReset(new(SECOND))),
        Ok(Outcome::Reset)
    );
    assert_eq!(engine.status().unwrap().attempts_remaining, Some(10));
}

fn world_ms(world: &World) -> u64 {
    use crate::ports::Clock;
    world.clock.now().since_boot_ms
}

#[test]
fn at_the_limit_the_rules_may_say_wipe() {
    let world = World::new();
    world
        .portal
        .set_rules(json!({"failed_attempts": 3, "at_the_limit": "wipe"}));
    let engine = world.locked();
    assert_eq!(engine.handle(unlock("000001")), wrong(2));
    assert_eq!(engine.handle(unlock("000002")), wrong(1));
    assert_eq!(engine.handle(unlock("000003")), Ok(Outcome::Wiped));
    assert_eq!(
        engine.state(),
        Ok(State::Retired {
            reason: RetireReason::AtTheLimit
        })
    );
    assert_eq!(world.keys.names(), Vec::<String>::new());
    assert_eq!(world.store.copy().len(), 1);
    assert_eq!(engine.handle(unlock(FIRST)), Err(Error::EventNotAllowed));
    assert_eq!(engine.handle(enroll()), Ok(Outcome::Enrolled));
}

#[test]
fn the_same_wrong_guess_again_is_not_charged() {
    let world = World::new();
    let engine = world.locked();
    assert_eq!(engine.handle(unlock("000000")), wrong(9));
    let operations = world.keys.operations();
    assert_eq!(engine.handle(unlock("000000")), wrong(9));
    assert_eq!(world.keys.operations(), operations);
    world.clock.advance_ms(5 * MINUTE);
    assert_eq!(engine.handle(unlock("000000")), wrong(8));
}

#[test]
fn every_guess_costs_one_operation_of_the_hardware_key() {
    let world = World::new();
    let engine = world.locked();
    let operations = world.keys.operations();
    engine.handle(unlock("000000")).unwrap();
    engine.handle(unlock("000001")).unwrap();
    engine.handle(unlock(FIRST)).unwrap();
    assert_eq!(world.keys.operations(), operations + 3);
}

#[test]
fn one_timer_spans_all_apps_and_a_restart_ends_the_session() {
    let world = World::new();
    let engine = world.created();
    world.clock.advance_ms(14 * MINUTE);
    assert_eq!(engine.handle(Event::Activity), Ok(Outcome::Noted));
    world.clock.advance_ms(14 * MINUTE);
    world.app_key(&engine).unwrap();
    world.clock.advance_ms(15 * MINUTE);
    assert_eq!(engine.state(), Ok(State::Locked));
    assert_eq!(engine.handle(Event::Activity), Err(Error::EventNotAllowed));
    engine.handle(unlock(FIRST)).unwrap();
    world.clock.restart();
    assert_eq!(engine.state(), Ok(State::Locked));
}

#[test]
fn a_shorter_timer_holds_at_once() {
    let world = World::new();
    let engine = world.created();
    world.portal.set_rules(json!({"auto_lock_minutes": 1}));
    engine.handle(Event::CheckIn).unwrap();
    world.clock.advance_ms(MINUTE);
    assert_eq!(engine.state(), Ok(State::Locked));
}

#[test]
fn four_threads_at_once_charge_every_attempt() {
    let world = World::new();
    world.locked();
    let engine = world.start();
    std::thread::scope(|scope| {
        for guess in 0..4 {
            let engine = &engine;
            scope.spawn(move || engine.handle(unlock(&format!("00000{guess}"))).unwrap());
        }
    });
    assert_eq!(engine.status().unwrap().attempts_remaining, Some(6));
}

#[test]
fn the_screen_going_off_locks_where_the_rules_say_so() {
    let world = World::new();
    let engine = world.created();
    assert_eq!(engine.handle(Event::ScreenOff), Ok(Outcome::Noted));
    assert_eq!(engine.state(), Ok(State::Unlocked));
    world.portal.set_rules(json!({"lock_on_screen_off": true}));
    engine.handle(Event::CheckIn).unwrap();
    assert_eq!(engine.handle(Event::ScreenOff), Ok(Outcome::Locked));
    assert_eq!(engine.state(), Ok(State::Locked));
    assert_eq!(engine.handle(Event::ScreenOff), Ok(Outcome::Locked));
}

#[test]
fn out_of_contact_for_too_long_blocks_until_the_next_contact() {
    const HOUR: u64 = 60 * MINUTE;
    let world = World::new();
    world
        .portal
        .set_rules(json!({"block_out_of_contact_hours": 24, "auto_lock_minutes": 1440}));
    let engine = world.created();
    world.clock.advance_ms(24 * HOUR - 1);
    assert_eq!(engine.state(), Ok(State::Unlocked));
    world.clock.set_wall_ms(0);
    world.clock.advance_ms(1);
    let blocked = Ok(State::Blocked {
        reason: BlockReason::OutOfContact,
    });
    assert_eq!(engine.state(), blocked);
    assert_eq!(world.app_key(&engine), Err(Error::EventNotAllowed));
    assert_eq!(engine.handle(Event::Activity), Err(Error::EventNotAllowed));
    assert_eq!(engine.handle(unlock(FIRST)), Err(Error::EventNotAllowed));
    world
        .portal
        .set_weather(Weather::Fails(TransportFailure::Unreachable));
    assert_eq!(engine.handle(Event::CheckIn), Err(Error::PortalUnreachable));
    world.portal.set_weather(Weather::Fine);
    assert!(matches!(
        engine.handle(Event::CheckIn),
        Ok(Outcome::CheckedIn { .. })
    ));
    assert_eq!(engine.state(), Ok(State::Locked));
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    world.clock.advance_ms(24 * HOUR);
    assert_eq!(world.start().state(), blocked);
}

//! Promise 1: at any power loss, at every durable step of every flow, exactly one passcode opens the
//! data. Promise 2: no attempt is given back.

use super::{FIRST, PASSWORD, SECOND, World, change, create, credentials, enroll, new, unlock};
use crate::flow::{Engine, Event, Outcome, State};
use crate::testing::Moment;

const MOMENTS: [Moment; 2] = [Moment::Before, Moment::After];

/// Runs an operation again and again, dying at each of its durable steps, and looks at what is left;
/// then dies at each durable step of the start that follows, too. Answers how many steps there are.
fn at_every_step(
    prepare: impl Fn(&World) -> Engine,
    operation: impl Fn(&Engine),
    look: impl Fn(&World),
) -> usize {
    for step in 0.. {
        for moment in MOMENTS {
            for second_death in 0..4 {
                let world = World::new();
                let engine = prepare(&world);
                world.faults.die_at(step, moment);
                operation(&engine);
                drop(engine);
                if !world.faults.died() {
                    return step;
                }
                world.faults.revive();
                if second_death > 0 {
                    world.faults.die_at(second_death - 1, moment);
                    let _ = world.try_start();
                    world.faults.revive();
                }
                look(&world);
            }
        }
    }
    unreachable!()
}

impl World {
    fn try_start(&self) -> Option<()> {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(self.start()))).ok()
    }
}

fn exactly_one_of_two(world: &World) {
    let opened = [FIRST, SECOND].map(|passcode| world.opens(passcode));
    assert_eq!(opened.iter().flatten().count(), 1, "{opened:?}");
    let vaults = world
        .keys
        .names()
        .iter()
        .filter(|name| name.starts_with("vault"))
        .count();
    assert_eq!(vaults, 1, "old hardware keys are gone after a start");
}

#[test]
fn creation_leaves_no_passcode_or_the_new_one() {
    let prepare = |world: &World| {
        let engine = world.start();
        engine.handle(enroll()).unwrap();
        engine
    };
    let steps = at_every_step(
        prepare,
        |engine| drop(engine.handle(create(FIRST))),
        |world| {
            let engine = world.start();
            if engine.state() == Ok(State::PasscodeNeeded) {
                assert_eq!(engine.handle(create(SECOND)), Ok(Outcome::Created));
                assert_eq!(world.opens(FIRST), None);
                assert!(world.opens(SECOND).is_some());
            } else {
                assert!(world.opens(FIRST).is_some());
            }
        },
    );
    assert_eq!(steps, 8);
}

#[test]
fn change_keeps_one_passcode() {
    let steps = at_every_step(
        World::created,
        |engine| drop(engine.handle(change(FIRST, SECOND))),
        exactly_one_of_two,
    );
    assert_eq!(steps, 12);
}

#[test]
fn change_keeps_the_data() {
    let world = World::new();
    let key = world.app_key(&world.created()).unwrap();
    at_every_step(
        World::created,
        |engine| drop(engine.handle(change(FIRST, SECOND))),
        |world| {
            let opened = world.opens(FIRST).or_else(|| world.opens(SECOND));
            assert_eq!(opened, Some(key));
        },
    );
}

#[test]
fn reset_keeps_one_passcode_and_can_be_begun_again() {
    let reset = |engine: &Engine, to: &str| {
        let begun = engine.handle(Event::BeginReset(credentials(PASSWORD)));
        begun.and_then(|_| engine.handle(Event::FinishReset(new(to))))
    };
    let steps = at_every_step(
        World::locked,
        |engine| drop(reset(engine, SECOND)),
        |world| {
            exactly_one_of_two(world);
            let engine = world.start();
            assert_eq!(reset(&engine, "badger-73"), Ok(Outcome::Reset));
            assert!(world.opens("badger-73").is_some());
        },
    );
    assert_eq!(steps, 9);
}

#[test]
fn unlock_leaves_the_passcode_alone() {
    let steps = at_every_step(
        World::locked,
        |engine| drop(engine.handle(unlock(FIRST))),
        |world| assert!(world.opens(FIRST).is_some()),
    );
    assert_eq!(steps, 4);
}

#[test]
fn a_guess_that_reached_the_hardware_key_was_charged() {
    for step in 0..2 {
        for moment in MOMENTS {
            let world = World::new();
            let engine = world.locked();
            let operations = world.keys.operations();
            world.faults.die_at(step, moment);
            assert!(engine.handle(unlock("000000")).is_err());
            assert_eq!(
                world.keys.operations(),
                operations,
                "the key was asked before the charge"
            );
            world.faults.revive();
        }
    }
}

#[test]
fn no_attempt_is_given_back_by_a_crash() {
    // Each guess in a process that ends right after it.
    let world = World::new();
    world.locked();
    for guess in 0..4u8 {
        let engine = world.start();
        world.faults.die_at(2, Moment::Before);
        let outcome = engine.handle(unlock(&format!("00000{guess}")));
        assert!(
            !world.faults.died(),
            "a wrong guess has two durable steps: both copies"
        );
        assert!(matches!(outcome, Ok(Outcome::WrongPasscode { .. })));
        world.faults.revive();
        drop(engine);
        let left = world.start().status().unwrap().attempts_remaining;
        assert_eq!(left, Some(9 - guess));
    }
    // One copy charged is enough.
    let engine = world.start();
    world.faults.die_at(0, Moment::After);
    assert!(engine.handle(unlock("000009")).is_err());
    world.faults.revive();
    assert_eq!(world.start().status().unwrap().attempts_remaining, Some(5));
}

#[test]
fn enroll_leaves_nobody_or_a_device() {
    for step in 0.. {
        for moment in MOMENTS {
            let world = World::new();
            let engine = world.start();
            world.faults.die_at(step, moment);
            drop(engine.handle(enroll()));
            if !world.faults.died() {
                assert_eq!(step, 5);
                return;
            }
            world.faults.revive();
            let engine = world.start();
            if engine.state() == Ok(State::NotEnrolled) {
                engine.handle(enroll()).unwrap();
            }
            assert_eq!(engine.handle(create(FIRST)), Ok(Outcome::Created));
        }
    }
}

#[test]
fn retire_is_finished_after_any_interruption() {
    for step in 0.. {
        for moment in MOMENTS {
            let world = World::new();
            let engine = world.created();
            world.faults.die_at(step, moment);
            drop(engine.handle(Event::Retire));
            if !world.faults.died() {
                assert_eq!(step, 10);
                return;
            }
            world.faults.revive();
            if step == 0 && moment == Moment::Before {
                assert!(world.opens(FIRST).is_some());
                continue;
            }
            let engine = world.start();
            assert!(matches!(engine.state(), Ok(State::Retired { .. })));
            assert_eq!(world.keys.names(), Vec::<String>::new());
            assert_eq!(world.store.copy().len(), 1);
        }
    }
}

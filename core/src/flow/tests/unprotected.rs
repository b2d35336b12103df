//! Where the rules require no passcode: the session opens by itself, and the data outlives every
//! change of mind.

use super::{FIRST, PASSWORD, SECOND, World, change, create, credentials, enroll, new, unlock};
use crate::error::Error;
use crate::flow::{BlockReason, Event, Outcome, State};
use crate::passcode::rules::Rule;
use crate::ports::RecordName;
use crate::testing::{MemoryStore, Moment};
use crate::vault::{SetBy, Vault};
use serde_json::json;

const HOUR: u64 = 60 * 60_000;

fn not_required() -> serde_json::Value {
    json!({"passcode_required": false})
}

#[test]
fn the_session_opens_by_itself() {
    let world = World::new();
    world.portal.set_rules(not_required());
    let engine = world.start();
    engine.handle(enroll()).unwrap();
    assert_eq!(engine.state(), Ok(State::Unlocked));
    assert_eq!(engine.status().unwrap().attempts_remaining, None);
    let key = world.app_key(&engine).unwrap();
    engine.lock();
    assert_eq!(
        world.app_key(&engine),
        Ok(key),
        "a lock is over at the next look"
    );
    world.clock.restart();
    assert_eq!(world.app_key(&world.start()), Ok(key));
    assert_eq!(engine.handle(create(FIRST)), Err(Error::EventNotAllowed));
    assert_eq!(engine.handle(unlock(FIRST)), Err(Error::EventNotAllowed));
    // The hardware key stands before the slot all the same.
    world.keys.lose("vault-1");
    assert_eq!(world.start().state(), Err(Error::HardwareKeyLost));
}

#[test]
fn the_rule_turned_on_asks_for_a_passcode_and_keeps_the_data() {
    let world = World::new();
    world.portal.set_rules(not_required());
    let engine = world.start();
    engine.handle(enroll()).unwrap();
    let key = world.app_key(&engine).unwrap();
    world.portal.set_rules(json!({}));
    engine.handle(Event::CheckIn).unwrap();
    assert_eq!(engine.state(), Ok(State::PasscodeNeeded));
    assert_eq!(world.app_key(&engine), Err(Error::EventNotAllowed));
    assert_eq!(world.app_key(&world.start()), Err(Error::EventNotAllowed));
    assert_eq!(engine.handle(create(FIRST)), Ok(Outcome::Created));
    assert_eq!(world.app_key(&engine), Ok(key));
    engine.lock();
    assert_eq!(engine.state(), Ok(State::Locked));
    assert_eq!(world.opens(SECOND), None);
    assert_eq!(world.opens(FIRST), Some(key));
}

#[test]
fn the_rule_turned_off_takes_effect_at_the_next_unlock() {
    let world = World::new();
    world.portal.set_rules(json!({"history": 3}));
    let engine = world.created();
    let key = world.app_key(&engine).unwrap();
    engine.lock();
    world.portal.set_rules(not_required());
    engine.handle(Event::CheckIn).unwrap();
    assert_eq!(
        engine.state(),
        Ok(State::Locked),
        "only the passcode can open it"
    );
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    engine.lock();
    assert_eq!(engine.state(), Ok(State::Unlocked));
    assert_eq!(world.app_key(&engine), Ok(key));
    let vault = Vault::load(&*world.store).unwrap().unwrap();
    assert_eq!(vault.header.set_by, SetBy::Nobody);
    // On again: the history still knows the passcode that there was.
    world.portal.set_rules(json!({"history": 3}));
    engine.handle(Event::CheckIn).unwrap();
    let violations = vec![Rule::NotRecent(3)];
    assert_eq!(
        engine.handle(create(FIRST)),
        Ok(Outcome::Rejected { violations })
    );
    assert_eq!(engine.handle(create(SECOND)), Ok(Outcome::Created));
    assert_eq!(world.app_key(&engine), Ok(key));
    assert_eq!(
        engine.handle(change(SECOND, "walrus-41")),
        Ok(Outcome::Changed)
    );
}

#[test]
fn another_escrow_key_is_followed_and_a_block_blocks() {
    let world = World::new();
    world
        .portal
        .set_rules(json!({"passcode_required": false, "block_out_of_contact_hours": 2}));
    let engine = world.start();
    engine.handle(enroll()).unwrap();
    let key = world.app_key(&engine).unwrap();
    world.portal.rotate_escrow();
    engine.handle(Event::CheckIn).unwrap();
    engine.lock();
    assert_eq!(world.app_key(&engine), Ok(key));
    let vault = Vault::load(&*world.store).unwrap().unwrap();
    assert_eq!(vault.escrow.key_id, "escrow-2");
    world.clock.advance_ms(2 * HOUR);
    let reason = BlockReason::OutOfContact;
    assert_eq!(engine.state(), Ok(State::Blocked { reason }));
    assert_eq!(world.app_key(&engine), Err(Error::EventNotAllowed));
}

#[test]
fn without_an_authentic_ledger_only_a_reset_helps() {
    let world = World::new();
    world.portal.set_rules(not_required());
    let engine = world.start();
    engine.handle(enroll()).unwrap();
    let key = world.app_key(&engine).unwrap();
    drop(engine);
    remove(&world.store, RecordName::Ledger);
    remove(&world.store, RecordName::LedgerCopy);
    let engine = world.start();
    let until_since_boot_ms = None;
    assert_eq!(
        engine.state(),
        Ok(State::LockedOut {
            until_since_boot_ms
        })
    );
    engine
        .handle(Event::BeginReset(credentials(PASSWORD)))
        .unwrap();
    assert_eq!(
        engine.handle(Event::FinishReset(new(FIRST))),
        Ok(Outcome::Reset)
    );
    assert_eq!(world.app_key(&engine), Ok(key));
}

fn remove(store: &MemoryStore, name: RecordName) {
    use crate::ports::Store;
    store.remove(name).unwrap();
}

#[test]
fn whatever_step_the_switch_dies_at_the_data_stays() {
    for step in 0.. {
        for moment in [Moment::Before, Moment::After] {
            let world = World::new();
            let engine = world.created();
            let key = world.app_key(&engine).unwrap();
            engine.lock();
            world.portal.set_rules(not_required());
            engine.handle(Event::CheckIn).unwrap();
            world.faults.die_at(step, moment);
            drop(engine.handle(unlock(FIRST)));
            if !world.faults.died() {
                assert!(step > 8);
                return;
            }
            world.faults.revive();
            let engine = world.start();
            if engine.state() == Ok(State::Locked) {
                engine.handle(unlock(FIRST)).unwrap();
            }
            assert_eq!(world.app_key(&engine), Ok(key), "{step} {moment:?}");
        }
    }
}

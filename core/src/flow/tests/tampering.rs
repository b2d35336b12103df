//! Files that somebody altered, swapped, removed or put back: a typed refusal, nothing overwritten.

use super::portal::Weather;
use super::{FIRST, PASSWORD, SECOND, World, change, credentials, enroll, new, unlock};
use crate::error::Error;
use crate::flow::{Event, Outcome, State};
use crate::ports::{RecordName, TransportFailure};
use serde_json::json;

/// Puts records back as they were in a copy.
fn put_back(world: &World, copy: &World, names: &[RecordName]) {
    for name in names {
        world
            .store
            .tamper(*name, copy.store.copy().get(name).cloned());
    }
}

fn copy_of(world: &World) -> World {
    let copy = World::new();
    for (name, bytes) in world.store.copy() {
        copy.store.tamper(name, Some(bytes));
    }
    copy
}

#[test]
fn an_older_vault_is_refused_and_left_alone() {
    let world = World::new();
    let engine = world.created();
    let old = copy_of(&world);
    engine.handle(change(FIRST, SECOND)).unwrap();
    let new_files = copy_of(&world);
    put_back(&world, &old, &[RecordName::Vault]);
    let before = world.store.copy();
    for engine in [engine, world.start()] {
        assert_eq!(engine.state(), Err(Error::RecordRolledBack));
        assert_eq!(engine.handle(unlock(FIRST)), Err(Error::RecordRolledBack));
        let reset = engine.handle(Event::BeginReset(credentials(PASSWORD)));
        assert_eq!(reset, Err(Error::RecordRolledBack));
    }
    assert_eq!(world.store.copy(), before);
    put_back(&world, &new_files, &[RecordName::Vault]);
    assert!(world.opens(SECOND).is_some());
}

#[test]
fn all_files_put_back_open_nothing_either() {
    let world = World::new();
    let engine = world.created();
    let one_back = copy_of(&world);
    engine.handle(change(FIRST, SECOND)).unwrap();
    put_back(&world, &one_back, &RecordName::ALL);
    assert_eq!(world.start().state(), Err(Error::HardwareKeyLost));

    let world = World::new();
    let engine = world.created();
    let two_back = copy_of(&world);
    engine.handle(change(FIRST, SECOND)).unwrap();
    engine.handle(change(SECOND, FIRST)).unwrap();
    let newest = copy_of(&world);
    put_back(&world, &two_back, &RecordName::ALL);
    // The name of the hardware key is in use again, by another key.
    assert_eq!(world.start().state(), Err(Error::RecordDamaged));
    put_back(&world, &newest, &RecordName::ALL);
    assert!(world.opens(FIRST).is_some());
}

#[test]
fn an_older_counter_does_not_give_attempts_back() {
    let world = World::new();
    let engine = world.locked();
    let fresh = copy_of(&world);
    for guess in 0..3 {
        engine.handle(unlock(&format!("00000{guess}"))).unwrap();
    }
    put_back(&world, &fresh, &[RecordName::Ledger]);
    assert_eq!(world.start().status().unwrap().attempts_remaining, Some(7));
    // Deleting both, or putting in somebody else's, leaves only the reset.
    let other = World::other();
    other.portal.set_rules(json!({"minimum_length": 4}));
    other.created();
    for source in [World::new(), other] {
        put_back(
            &world,
            &source,
            &[RecordName::Ledger, RecordName::LedgerCopy],
        );
        let engine = world.start();
        assert_eq!(
            engine.state(),
            Ok(State::LockedOut {
                until_since_boot_ms: None
            })
        );
        let locked_out = Ok(Outcome::LockedOut {
            until_since_boot_ms: None,
        });
        assert_eq!(engine.handle(unlock(FIRST)), locked_out);
        assert_eq!(engine.handle(Event::CheckIn), Err(Error::RecordDamaged));
    }
    let engine = world.start();
    assert_eq!(
        engine.handle(Event::BeginReset(credentials(PASSWORD))),
        Ok(Outcome::ResetReady)
    );
    assert_eq!(
        engine.handle(Event::FinishReset(new(SECOND))),
        Ok(Outcome::Reset)
    );
}

#[test]
fn removed_records_are_missed() {
    let world = World::new();
    world.locked();
    let whole = copy_of(&world);
    world.store.tamper(RecordName::Vault, None);
    assert_eq!(world.start().state(), Err(Error::RecordMissing));
    assert_eq!(
        world.start().handle(super::create(SECOND)),
        Err(Error::RecordMissing)
    );
    put_back(&world, &whole, &RecordName::ALL);
    world.store.tamper(RecordName::Device, None);
    assert_eq!(world.start().handle(enroll()), Err(Error::RecordMissing));
    put_back(&world, &whole, &RecordName::ALL);
    assert!(world.opens(FIRST).is_some());
}

#[test]
fn a_removed_vault_and_forged_ledger_do_not_start_over() {
    let world = World::new();
    let engine = world.start();
    engine.handle(enroll()).unwrap();
    let enrolled = copy_of(&world);
    engine.handle(super::create(FIRST)).unwrap();
    let whole = copy_of(&world);
    put_back(&world, &enrolled, &RecordName::ALL);
    assert_eq!(world.start().state(), Err(Error::HardwareKeyLost));
    put_back(&world, &whole, &RecordName::ALL);
    assert!(world.opens(FIRST).is_some());
}

#[test]
fn every_altered_or_truncated_record_is_a_typed_error_and_stays_as_it_is() {
    let world = World::new();
    world.locked();
    let whole = copy_of(&world);
    for name in [RecordName::Device, RecordName::Vault] {
        let bytes = whole.store.copy()[&name].clone();
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[at] ^= 0x10;
            for content in [altered, bytes[..at].to_vec()] {
                world.store.tamper(name, Some(content.clone()));
                let engine = world.start();
                let outcome = engine.handle(unlock(FIRST));
                let refused = matches!(
                    outcome,
                    Err(Error::RecordDamaged | Error::RecordVersionUnsupported)
                        | Ok(Outcome::LockedOut {
                            until_since_boot_ms: None
                        })
                );
                assert!(refused, "{name:?} {at}: {outcome:?}");
                assert_eq!(world.store.copy()[&name], content, "{name:?} {at}");
            }
        }
        put_back(&world, &whole, &RecordName::ALL);
    }
    assert!(world.opens(FIRST).is_some());
}

#[test]
fn another_phones_vault_is_refused() {
    let world = World::new();
    world.locked();
    let other = World::other();
    other.locked();
    let whole = copy_of(&world);
    put_back(&world, &other, &[RecordName::Vault]);
    assert_eq!(world.start().state(), Err(Error::RecordDamaged));
    put_back(&world, &whole, &[RecordName::Vault]);
    assert!(world.opens(FIRST).is_some());
}

#[test]
fn loss_of_the_hardware_key_is_told_and_a_reset_cannot_help() {
    let world = World::new();
    world.locked();
    world.keys.lose("vault-1");
    let engine = world.start();
    assert_eq!(engine.state(), Err(Error::HardwareKeyLost));
    assert_eq!(engine.handle(unlock(FIRST)), Err(Error::HardwareKeyLost));
    assert_eq!(engine.handle(Event::Retire), Ok(Outcome::Retired));
    assert_eq!(engine.handle(enroll()), Ok(Outcome::Enrolled));
}

#[test]
fn a_dead_store_is_an_error_not_a_state() {
    let world = World::new();
    let engine = world.locked();
    world
        .portal
        .set_weather(Weather::Fails(TransportFailure::Unreachable));
    world.faults.die_at(0, crate::testing::Moment::Before);
    assert_eq!(engine.handle(unlock(FIRST)), Err(Error::StoreUnavailable));
    assert_eq!(engine.state(), Err(Error::StoreUnavailable));
    world.faults.revive();
    assert!(world.opens(FIRST).is_some());
}

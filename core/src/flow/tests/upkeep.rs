//! What happens to a passcode and its vault over the years: history, age, costlier derivations, other
//! escrow keys.

use super::{FIRST, PASSWORD, SECOND, World, change, create, credentials, enroll, new, unlock};
use crate::flow::unlock::Upkeep;
use crate::flow::{ChangeReason, Engine, Event, Outcome};
use crate::passcode::rules::Rule;
use crate::passcode::{Passcode, TextVersion};
use crate::ports::Clock;
use crate::testing::{CHEAP_KDF, KdfParams, Moment};
use crate::vault::Vault;
use serde_json::json;

const DAY: u64 = 24 * 60 * 60_000;
const OTHERS: [&str; 4] = ["badger-73", "walrus-41", "marten-86", "osprey-29"];

impl World {
    fn with_rules(rules: serde_json::Value) -> (Self, Engine) {
        let world = Self::new();
        world.portal.set_rules(rules);
        let engine = world.created();
        (world, engine)
    }

    fn vault(&self) -> Vault {
        Vault::load(&*self.store).unwrap().unwrap()
    }

    /// A process of a newer version, in which a derivation costs more.
    fn start_costlier(&self) -> Engine {
        let (ports, mut settings) = self.host();
        settings.kdf = KdfParams {
            passes: CHEAP_KDF.passes + 1,
            ..CHEAP_KDF
        };
        Engine::open(ports, settings).unwrap()
    }
}

fn not_recent(count: u8) -> Outcome {
    Outcome::Rejected {
        violations: vec![Rule::NotRecent(count)],
    }
}

#[test]
fn the_last_passcodes_cannot_be_used_again() {
    let (world, engine) = World::with_rules(json!({"history": 3}));
    let key = world.app_key(&engine).unwrap();
    let mut current = FIRST;
    for next in [OTHERS[0], OTHERS[1]] {
        assert_eq!(engine.handle(change(current, next)), Ok(Outcome::Changed));
        current = next;
    }
    for former in [FIRST, OTHERS[0], OTHERS[1]] {
        assert_eq!(
            engine.handle(change(current, former)),
            Ok(not_recent(3)),
            "{former}"
        );
    }
    assert_eq!(engine.status().unwrap().attempts_remaining, Some(10));
    assert_eq!(
        engine.handle(change(current, OTHERS[2])),
        Ok(Outcome::Changed)
    );
    assert_eq!(
        engine.handle(change(OTHERS[2], FIRST)),
        Ok(Outcome::Changed)
    );
    assert_eq!(world.app_key(&engine), Ok(key));
    assert_eq!(world.opens(FIRST), Some(key));
}

#[test]
fn a_reset_asks_the_history_too_and_stays_open() {
    let (_, engine) = World::with_rules(json!({"history": 1}));
    engine.lock();
    engine
        .handle(Event::BeginReset(credentials(PASSWORD)))
        .unwrap();
    assert_eq!(
        engine.handle(Event::FinishReset(new(FIRST))),
        Ok(not_recent(1))
    );
    assert_eq!(
        engine.handle(Event::FinishReset(new(SECOND))),
        Ok(Outcome::Reset)
    );
}

#[test]
fn a_rule_that_comes_later_knows_the_present_passcode() {
    let (world, engine) = World::with_rules(json!({}));
    assert_eq!(engine.handle(change(FIRST, FIRST)), Ok(Outcome::Changed));
    world.portal.set_rules(json!({"history": 2}));
    engine.handle(Event::CheckIn).unwrap();
    assert_eq!(engine.handle(change(FIRST, FIRST)), Ok(not_recent(2)));
    assert_eq!(engine.handle(change(FIRST, SECOND)), Ok(Outcome::Changed));
    assert_eq!(engine.handle(change(SECOND, FIRST)), Ok(not_recent(2)));
}

#[test]
fn a_costlier_derivation_begins_an_epoch_and_forgets_nobody() {
    let (world, engine) = World::with_rules(json!({"history": 2}));
    engine.handle(change(FIRST, OTHERS[0])).unwrap();
    drop(engine);
    let engine = world.start_costlier();
    engine.handle(unlock(OTHERS[0])).unwrap();
    assert_eq!(
        engine.handle(change(OTHERS[0], OTHERS[1])),
        Ok(Outcome::Changed)
    );
    assert_eq!(world.vault().history.len(), 2);
    assert_eq!(
        engine.handle(change(OTHERS[1], OTHERS[0])),
        Ok(not_recent(2))
    );
    assert_eq!(
        engine.handle(change(OTHERS[1], OTHERS[1])),
        Ok(not_recent(2))
    );
    assert_eq!(
        engine.handle(change(OTHERS[1], FIRST)),
        Ok(Outcome::Changed)
    );
    assert_eq!(world.vault().history.len(), 1);
}

#[test]
fn a_passcode_grows_too_old_by_the_portals_time() {
    let (world, engine) = World::with_rules(json!({"maximum_age_days": 30}));
    world.clock.advance_ms(30 * DAY - 1);
    world.clock.set_wall_ms(0);
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    engine.lock();
    world.clock.advance_ms(1);
    let reason = ChangeReason::TooOld;
    assert_eq!(
        engine.handle(unlock(FIRST)),
        Ok(Outcome::ChangeNeeded { reason })
    );
    let rejected = engine.handle(Event::Change {
        current: None,
        new: new("123"),
    });
    assert!(matches!(rejected, Ok(Outcome::Rejected { .. })));
    let changed = engine.handle(Event::Change {
        current: None,
        new: new(SECOND),
    });
    assert_eq!(changed, Ok(Outcome::Changed));
    engine.lock();
    assert_eq!(engine.handle(unlock(SECOND)), Ok(Outcome::Unlocked));
}

#[test]
fn an_unlock_makes_the_derivation_costlier_and_changes_nothing_else() {
    let (world, engine) = World::with_rules(json!({}));
    let key = world.app_key(&engine).unwrap();
    let before = world.vault().header;
    world.clock.advance_ms(DAY);
    let engine = world.start_costlier();
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    assert_eq!(world.app_key(&engine), Ok(key));
    let after = world.vault().header;
    assert_eq!(
        (after.generation, after.kdf.passes),
        (2, CHEAP_KDF.passes + 1)
    );
    assert_eq!(
        (after.set_at_ms, after.set_by),
        (before.set_at_ms, before.set_by)
    );
    assert_eq!(
        (after.keyboard, after.vault_id),
        (before.keyboard, before.vault_id)
    );
    engine.lock();
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    assert_eq!(world.vault().header.generation, 2, "once is enough");
    // A process of the older version reads it, and does not make it cheaper again.
    assert_eq!(world.opens(FIRST), Some(key));
    assert_eq!(world.vault().header.generation, 2);
}

#[test]
fn an_unlock_seals_the_recovery_key_to_the_present_escrow_key() {
    let (world, engine) = World::with_rules(json!({}));
    let key = world.app_key(&engine).unwrap();
    world.portal.rotate_escrow();
    engine.handle(Event::CheckIn).unwrap();
    engine.lock();
    assert_eq!(world.vault().escrow.key_id, "escrow-1");
    // An old seal can still be opened.
    assert_eq!(
        engine.handle(Event::BeginReset(credentials(PASSWORD))),
        Ok(Outcome::ResetReady)
    );
    engine.lock();
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    assert_eq!(world.vault().escrow.key_id, "escrow-2");
    assert_eq!(world.app_key(&engine), Ok(key));
    engine.lock();
    world.clock.advance_ms(11 * 60_000);
    assert_eq!(
        engine.handle(Event::BeginReset(credentials(PASSWORD))),
        Ok(Outcome::ResetReady)
    );
    assert_eq!(
        engine.handle(Event::FinishReset(new(SECOND))),
        Ok(Outcome::Reset)
    );
    assert_eq!(world.app_key(&engine), Ok(key));
}

#[test]
fn an_upkeep_that_dies_leaves_the_passcode_and_the_session() {
    for step in 4..16 {
        for moment in [Moment::Before, Moment::After] {
            let (world, engine) = World::with_rules(json!({}));
            let key = world.app_key(&engine).unwrap();
            drop(engine);
            let engine = world.start_costlier();
            // The start and the unlock itself take the first steps.
            world.faults.die_at(step, moment);
            assert_eq!(
                engine.handle(unlock(FIRST)),
                Ok(Outcome::Unlocked),
                "{step}"
            );
            let died = world.faults.died();
            world.faults.revive();
            assert_eq!(world.opens(FIRST), Some(key), "{step} {moment:?}");
            if !died {
                assert_eq!(step, 12);
                return;
            }
        }
    }
}

#[test]
fn creation_checks_nothing_but_the_rules() {
    let world = World::new();
    world.portal.set_rules(json!({"history": 24}));
    let engine = world.start();
    engine.handle(enroll()).unwrap();
    assert_eq!(engine.handle(create(FIRST)), Ok(Outcome::Created));
    assert_eq!(world.vault().history.len(), 1);
}

#[test]
fn an_upkeep_gives_back_no_attempt_that_another_process_charged() {
    let (world, engine) = World::with_rules(json!({}));
    engine.lock();
    engine.handle(unlock(FIRST)).unwrap();
    let other = world.start();
    other.handle(unlock("000000")).unwrap();
    let locks = engine.live().locks;
    let passcode = Passcode::parse(FIRST.as_bytes(), TextVersion::CURRENT).unwrap();
    engine
        .keep_up(&Upkeep::Anew(passcode), (&world.clock.now(), locks))
        .unwrap();
    assert_eq!(world.vault().header.generation, 2);
    assert_eq!(engine.status().unwrap().attempts_remaining, Some(9));
    assert!(world.app_key(&engine).is_ok());
}

#[test]
fn an_older_version_makes_no_history_cheaper() {
    let world = World::new();
    let engine = world.start_costlier();
    engine.handle(enroll()).unwrap();
    engine.handle(create(FIRST)).unwrap();
    drop(engine);
    let engine = world.start();
    engine.handle(unlock(FIRST)).unwrap();
    assert_eq!(engine.handle(change(FIRST, SECOND)), Ok(Outcome::Changed));
    let costs: Vec<_> = world
        .vault()
        .history
        .iter()
        .map(|epoch| epoch.kdf.passes)
        .collect();
    assert_eq!(costs, [CHEAP_KDF.passes + 1]);
}

//! What is done to the chain is found out.

use super::*;
use crate::audit::{Actor, Event, append};
use crate::clock::SystemClock;
use crate::portal::Portal;
use crate::test_database::TestDatabase;
use sqlx::{AssertSqlSafe, Executor as _};
use std::sync::Arc;
use tempfile::TempDir;

struct Place {
    portal: Portal,
    // The last ones to go.
    _database: TestDatabase,
    _directory: TempDir,
}

impl Place {
    /// With so many entries.
    async fn new(entries: u64) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let database = TestDatabase::new();
        let choice = database.choice();
        let opened = Portal::open_with(directory.path(), choice, Arc::new(SystemClock));
        let portal = opened.await.unwrap();
        let mut tx = portal.context().database.begin().await.unwrap();
        for number in 2..=entries {
            let event = Event::new(Actor::User("u\"ë"), "session.begun").account(Some("u"));
            let event = event.detail(json!({"b": number, "a": ["\u{1f4f1}\\", null, 0.5]}));
            append(&mut tx, number, event).await.ok().unwrap();
        }
        tx.commit().await.unwrap();
        Self {
            portal,
            _database: database,
            _directory: directory,
        }
    }

    async fn run(&self, statement: &str) {
        let statement = AssertSqlSafe(statement.to_owned());
        let pool = self.portal.context().database.pool();
        pool.execute(statement).await.unwrap();
    }

    async fn verify(&self, from: u64, limit: u32) -> Verdict {
        let verdict = verify(&self.portal.context().database, from, limit).await;
        verdict.ok().unwrap()
    }
}

#[tokio::test]
async fn a_whole_chain_is_verified_part_by_part() {
    let place = Place::new(2_100).await;
    let entries = 2_100;
    let whole = place.verify(1, 5_000).await;
    let Verdict::Whole {
        entries: 2_100,
        head,
    } = &whole
    else {
        panic!("{whole:?}");
    };
    assert_eq!(head.len(), 64);
    let so_far = |next| Verdict::SoFar { next, entries };
    assert_eq!(place.verify(0, 1_500).await, so_far(1_501));
    assert_eq!(place.verify(1_501, 599).await, so_far(2_100));
    for (from, limit) in [
        (1, 2_100),
        (1_501, 600),
        (2_100, 1),
        (2_101, 1),
        (u64::MAX, 1),
    ] {
        assert_eq!(place.verify(from, limit).await, whole, "{from} {limit}");
    }
    place
        .run("UPDATE audit SET reason = 'x' WHERE sequence = 2050")
        .await;
    assert_eq!(place.verify(1, 5_000).await, broken(2_050, Fault::Hash));
    assert_eq!(place.verify(1, 2_000).await, so_far(2_001));
}

/// A line that is right for itself: its hash is made anew.
const FORGED: &str = "the line with its hash made anew";

/// What is done, and what is found at which line.
const DONE: [(&[&str], u64, Fault); 19] = [
    (
        &["UPDATE audit SET time_ms = 1 WHERE sequence = 5"],
        5,
        Fault::Hash,
    ),
    (
        &["UPDATE audit SET time_ms = -1 WHERE sequence = 5"],
        5,
        Fault::Hash,
    ),
    (
        &["UPDATE audit SET actor = 'anonymous' WHERE sequence = 1"],
        1,
        Fault::Hash,
    ),
    (
        &["UPDATE audit SET account = NULL WHERE sequence = 20"],
        20,
        Fault::Hash,
    ),
    (
        &["UPDATE audit SET detail = 'x' WHERE sequence = 5"],
        5,
        Fault::Hash,
    ),
    (
        &["UPDATE audit SET detail = detail || ' ' WHERE sequence = 5"],
        5,
        Fault::Hash,
    ),
    (
        &["UPDATE audit SET previous = 'x' WHERE sequence = 5"],
        5,
        Fault::Hash,
    ),
    (
        &["UPDATE audit SET hash = 'x' WHERE sequence = 5"],
        5,
        Fault::Hash,
    ),
    (&[FORGED, "5"], 6, Fault::Hash),
    (&[FORGED, "20"], 20, Fault::Head),
    (&["DELETE FROM audit WHERE sequence = 1"], 1, Fault::Missing),
    (&["DELETE FROM audit WHERE sequence = 5"], 5, Fault::Missing),
    (
        &["DELETE FROM audit WHERE sequence = 20"],
        20,
        Fault::Missing,
    ),
    (&["DELETE FROM audit"], 1, Fault::Missing),
    (
        &[
            "UPDATE audit SET sequence = 99 WHERE sequence = 5",
            "UPDATE audit SET sequence = 5 WHERE sequence = 6",
            "UPDATE audit SET sequence = 6 WHERE sequence = 99",
        ],
        5,
        Fault::Hash,
    ),
    (
        &["UPDATE audit SET sequence = 0 WHERE sequence = 5"],
        5,
        Fault::Missing,
    ),
    (&["UPDATE audit_head SET sequence = 19"], 20, Fault::Head),
    (&["UPDATE audit_head SET hash = 'x'"], 20, Fault::Head),
    (
        &[
            "DELETE FROM audit WHERE sequence = 20",
            "UPDATE audit_head SET sequence = 19",
        ],
        19,
        Fault::Head,
    ),
];

#[tokio::test]
async fn whatever_is_done_to_the_chain_is_found() {
    for (statements, sequence, fault) in DONE {
        let place = Place::new(20).await;
        if let [FORGED, sequence] = *statements {
            forge(&place, sequence.parse().unwrap()).await;
        } else {
            for statement in statements {
                place.run(statement).await;
            }
        }
        let verdict = place.verify(1, 100).await;
        assert_eq!(verdict, broken(sequence, fault), "{statements:?}");
    }
}

async fn forge(place: &Place, sequence: u64) {
    let database = &place.portal.context().database;
    place
        .run(&format!(
            "UPDATE audit SET reason = 'x' WHERE sequence = {sequence}"
        ))
        .await;
    let previous = hash_of(database, sequence - 1).await.ok().unwrap().unwrap();
    let rows = batch(database, sequence - 1, sequence).await.ok().unwrap();
    let text = |column| rows[0].get::<String, _>(column);
    let line = Line {
        sequence,
        time_ms: unsigned(&rows[0], "time_ms").ok().unwrap(),
        actor: &text("actor"),
        action: &text("action"),
        device: None,
        account: Some("u"),
        reason: Some("x"),
        detail: &text("detail"),
    };
    let hash = line.hash(&previous);
    place
        .run(&format!(
            "UPDATE audit SET hash = '{hash}' WHERE sequence = {sequence}"
        ))
        .await;
    // Of itself, it is right.
    let rows = batch(database, sequence - 1, sequence).await.ok().unwrap();
    assert!(super::hash(&rows[0], sequence, &previous).is_some());
}

/// Where the entry before a part is gone, there is nothing to go on from.
#[tokio::test]
async fn a_part_begins_with_an_entry_that_is_there() {
    let place = Place::new(20).await;
    place.run("DELETE FROM audit WHERE sequence = 9").await;
    assert_eq!(place.verify(10, 5).await, broken(9, Fault::Missing));
    assert_eq!(place.verify(11, 100).await, place.verify(20, 1).await);
    assert!(matches!(place.verify(11, 100).await, Verdict::Whole { .. }));
}

//! Pages of a short trail, one of whose clocks was wrong.

use super::*;
use crate::audit::{Actor, Asked, Event, record};
use crate::clock::SystemClock;
use crate::portal::Portal;
use crate::test_database::TestDatabase;
use std::sync::Arc;
use tempfile::TempDir;

struct Place {
    portal: Portal,
    // The last ones to go.
    _database: TestDatabase,
    _directory: TempDir,
}

impl Place {
    /// Entry 1 is of now; then come these, by whom, at these times.
    async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let database = TestDatabase::new();
        let choice = database.choice();
        let opened = Portal::open_with(directory.path(), choice, Arc::new(SystemClock));
        let portal = opened.await.unwrap();
        let to = &portal.context().database;
        for (ms, event) in [
            (
                10,
                Event::new(Actor::User("u"), "session.begun").account(Some("u")),
            ),
            (
                20,
                Event::new(Actor::Anonymous, "session.refused").reason("password.wrong"),
            ),
            (
                99,
                Event::new(Actor::Device("d"), "device.enrolled").device("d"),
            ),
            (
                30,
                Event::new(Actor::User("u"), "session.ended").account(Some("u")),
            ),
            (
                15,
                Event::new(Actor::Device("d"), "reset.done")
                    .device("d")
                    .account(Some("u")),
            ),
            (
                40,
                Event::new(Actor::User("v"), "session.begun").account(Some("v")),
            ),
        ] {
            record(to, ms, event).await.ok().unwrap();
        }
        Self {
            portal,
            _database: database,
            _directory: directory,
        }
    }

    /// Every page, there and back again; both are the same. Their sequence numbers.
    async fn walk(&self, filter: &Filter, limit: u32) -> Vec<u64> {
        let context = self.portal.context();
        let (mut there, mut back) = (Vec::new(), Vec::new());
        let mut at: Option<Cursor> = None;
        let last = loop {
            let page = page(context, filter, at.as_ref(), limit)
                .await
                .ok()
                .unwrap();
            assert_eq!(page.previous.is_some(), at.is_some());
            there.push(numbers(&page.rows));
            match &page.next {
                Some(next) => at = Some(cursor(next).ok().unwrap()),
                None => break page,
            }
        };
        back.push(numbers(&last.rows));
        let mut previous = last.previous;
        while let Some(text) = previous {
            let at = cursor(&text).ok().unwrap();
            let page = page(context, filter, Some(&at), limit).await.ok().unwrap();
            back.push(numbers(&page.rows));
            previous = page.previous;
        }
        back.reverse();
        assert_eq!(there, back);
        there.concat()
    }
}

fn numbers(entries: &[Entry]) -> Vec<u64> {
    entries.iter().map(|entry| entry.sequence).collect()
}

fn filter(asked: Asked) -> Filter {
    Filter::parse(asked).ok().unwrap()
}

#[tokio::test]
async fn the_trail_is_walked_there_and_back() {
    let place = Place::new().await;
    for limit in 1..=8 {
        let walked = place.walk(&Filter::default(), limit).await;
        assert_eq!(walked, [7, 6, 5, 4, 3, 2, 1]);
    }
    let first = page(place.portal.context(), &Filter::default(), None, 1).await;
    let next = first.ok().unwrap().next.unwrap();
    assert!(cursor(&next).is_ok());
    for text in ["", "garbage", &next[1..]] {
        assert!(matches!(cursor(text), Err(Error::Malformed(_))), "{text}");
    }
}

#[tokio::test]
async fn filters_leave_out_what_does_not_match_and_nothing_else() {
    let place = Place::new().await;
    let some = |text: &str| Some(text.to_owned());
    let none = Asked::default;
    for (asked, expected) in [
        (
            Asked {
                action: some("session.begun"),
                ..none()
            },
            &[7, 2][..],
        ),
        (
            Asked {
                action: some("session."),
                ..none()
            },
            &[7, 5, 3, 2],
        ),
        (
            Asked {
                action: some("session"),
                ..none()
            },
            &[],
        ),
        (
            Asked {
                action: some(""),
                actor: some(""),
                ..none()
            },
            &[7, 6, 5, 4, 3, 2, 1],
        ),
        (
            Asked {
                actor: some("user:u"),
                ..none()
            },
            &[5, 2],
        ),
        (
            Asked {
                actor: some("anonymous"),
                ..none()
            },
            &[3],
        ),
        (
            Asked {
                device: some("d"),
                ..none()
            },
            &[6, 4],
        ),
        (
            Asked {
                account: some("u"),
                ..none()
            },
            &[6, 5, 2],
        ),
        (
            Asked {
                account: some("u"),
                device: some("d"),
                ..none()
            },
            &[6],
        ),
        (
            Asked {
                reason: some("password.wrong"),
                ..none()
            },
            &[3],
        ),
        (
            Asked {
                from_ms: Some(20),
                ..none()
            },
            &[7, 5, 4, 3, 1],
        ),
        (
            Asked {
                until_ms: Some(20),
                ..none()
            },
            &[6, 2],
        ),
        (
            Asked {
                from_ms: Some(15),
                until_ms: Some(31),
                ..none()
            },
            &[6, 5, 3],
        ),
        (
            Asked {
                from_ms: Some(15),
                action: some("session."),
                ..none()
            },
            &[7, 5, 3],
        ),
        (
            Asked {
                from_ms: Some(i64::MAX as u64),
                ..none()
            },
            &[],
        ),
        (
            Asked {
                until_ms: Some(0),
                ..none()
            },
            &[],
        ),
    ] {
        let filter = filter(asked);
        let shown = filter.to_json();
        assert_eq!(place.walk(&filter, 2).await, expected, "{shown}");
        let listed = list(&place.portal.context().database, &filter, 0, 100).await;
        let mut listed = numbers(&listed.ok().unwrap());
        listed.reverse();
        assert_eq!(listed, expected, "{shown}");
    }
}

#[test]
fn only_ids_codes_and_times_can_be_asked_for() {
    for text in ["a b", "é", "'", "\0", &"x".repeat(201)] {
        let asked = Asked {
            reason: Some((*text).to_owned()),
            ..Asked::default()
        };
        assert!(
            matches!(Filter::parse(asked), Err(Error::Malformed(_))),
            "{text}"
        );
    }
    let asked = Asked {
        until_ms: Some(u64::MAX),
        ..Asked::default()
    };
    assert!(Filter::parse(asked).is_err());
}

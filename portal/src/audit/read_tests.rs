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

fn filter(asked: &str) -> Filter {
    let asked: Asked = serde_html_form::from_str(asked).unwrap();
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
    for (asked, expected) in [
        ("action=session.begun", &[7, 2][..]),
        ("action=session.", &[7, 5, 3, 2]),
        ("action=session", &[]),
        (
            "action=&actor=&device=&account=&reason=",
            &[7, 6, 5, 4, 3, 2, 1],
        ),
        ("actor=user:u", &[5, 2]),
        ("actor=anonymous", &[3]),
        ("device=d", &[6, 4]),
        ("account=u", &[6, 5, 2]),
        ("account=u&device=d", &[6]),
        ("reason=password.wrong", &[3]),
        ("from_ms=20", &[7, 5, 4, 3, 1]),
        ("until_ms=20", &[6, 2]),
        ("from_ms=15&until_ms=31", &[6, 5, 3]),
        ("from_ms=15&action=session.", &[7, 5, 3]),
        ("from_ms=9223372036854775807", &[]),
        ("until_ms=0", &[]),
    ] {
        let filter = filter(asked);
        assert_eq!(place.walk(&filter, 2).await, expected, "{asked}");
        let listed = list(&place.portal.context().database, &filter, 0, 100).await;
        let mut listed = numbers(&listed.ok().unwrap());
        listed.reverse();
        assert_eq!(listed, expected, "{asked}");
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

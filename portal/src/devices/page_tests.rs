//! Small lists of devices, with ties, page by page.

use super::*;
use crate::clock::Clock;
use crate::devices::{Count, Counts, counts, platform};
use crate::portal::Portal;
use crate::test_database::TestDatabase;
use sqlx::Executor as _;
use std::sync::Arc;
use tempfile::TempDir;

const NOW_MS: u64 = 100 * DAY_MS;
const PEOPLE: &str = "INSERT INTO accounts (id, role, user_name, folded_name, salt, verifier,
        created_ms, password_set_ms, display_name, searched)
    VALUES ('1', 'user', 'Zoë', 'zoë', '', '', 1, 1, 'Zoë Léger',
            'zoë
zoë léger'),
        ('2', 'user', 'bob', 'bob', '', '', 1, 1, NULL, 'bob'),
        ('3', 'user', '100%', '100%', '', '', 1, 1, 'Ann_a', '100%
ann_a')";
/// Id, user, state, name, platform, enrolled and last seen that many days ago.
const DEVICES: [(&str, &str, &str, &str, &str, u64, u64); 9] = [
    ("a", "1", "active", "Phone", "ios", 50, 0),
    ("b", "1", "active", "phone", "android", 50, 3),
    ("c", "2", "active", "Phone", "ios", 40, 3),
    ("d", "2", "retiring", "tablet", "ios", 40, 3),
    ("e", "3", "active", "Tablet", "android", 40, 3),
    ("f", "3", "active", "x_y%", "android", 30, 10),
    ("g", "3", "retired", "Phone", "ios", 45, 40),
    ("h", "1", "active", "phone", "ios", 45, 40),
    ("i", "1", "active", "a", "ios", 45, 0),
];

struct Standing;

impl Clock for Standing {
    fn now_ms(&self) -> u64 {
        NOW_MS
    }
}

struct Place {
    portal: Portal,
    // The last ones to go.
    _database: TestDatabase,
    _directory: TempDir,
}

impl Place {
    async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let database = TestDatabase::new();
        let opened = Portal::open_with(directory.path(), database.choice(), Arc::new(Standing));
        let portal = opened.await.unwrap();
        let pool = portal.context().database.pool();
        pool.execute(PEOPLE).await.unwrap();
        for (id, account, state, name, platform, enrolled, seen) in DEVICES {
            let insert = "INSERT INTO devices (id, account, state, name, platform, app_version,
                    signing_key, generation, enrolled_ms, last_seen_ms)
                VALUES ($1, $2, $3, $4, $5, '3.1.0', 'AA', 1, $6, $7)";
            let query = sqlx::query(insert).bind(id).bind(account).bind(state);
            let query = query.bind(name).bind(platform);
            let query = query.bind(ago(NOW_MS, enrolled)).bind(ago(NOW_MS, seen));
            query.execute(pool).await.unwrap();
        }
        Self {
            portal,
            _database: database,
            _directory: directory,
        }
    }

    /// Every page, there and back again; both are the same. Their rows' ids.
    async fn walk(&self, filter: &DeviceFilter, limit: u32) -> String {
        let context = self.portal.context();
        let (mut there, mut back) = (Vec::new(), Vec::new());
        let mut cursor: Option<Cursor> = None;
        let last = loop {
            let page = page(context, filter, cursor.as_ref(), limit)
                .await
                .ok()
                .unwrap();
            assert_eq!(page.previous.is_some(), cursor.is_some());
            there.push(ids(&page));
            match &page.next {
                Some(next) => cursor = Some(filter.cursor(next).ok().unwrap()),
                None => break page,
            }
        };
        back.push(ids(&last));
        let mut previous = last.previous;
        while let Some(text) = previous {
            let cursor = filter.cursor(&text).ok().unwrap();
            let page = page(context, filter, Some(&cursor), limit)
                .await
                .ok()
                .unwrap();
            assert!(page.next.is_some());
            back.push(ids(&page));
            previous = page.previous;
        }
        back.reverse();
        assert_eq!(there, back);
        assert!(
            there
                .iter()
                .rev()
                .skip(1)
                .all(|ids| ids.len() == limit as usize)
        );
        there.concat()
    }
}

fn ids(page: &Page<DeviceRow>) -> String {
    page.rows.iter().map(|row| row.device.id.as_str()).collect()
}

fn by(sort: Sort) -> DeviceFilter {
    DeviceFilter {
        sort,
        ..DeviceFilter::default()
    }
}

#[tokio::test]
async fn every_order_is_walked_over_ties_there_and_back() {
    let place = Place::new().await;
    for (sort, expected) in [
        (Sort::LastSeen, "iaedcbfh"),
        (Sort::Enrolled, "abhicdef"),
        (Sort::Name, "iabchdef"),
        (Sort::User, "efcdabhi"),
    ] {
        for limit in 1..=9 {
            assert_eq!(
                place.walk(&by(sort), limit).await,
                expected,
                "{sort:?} {limit}"
            );
        }
        assert_eq!(Sort::parse(sort.as_str()), Some(sort));
    }
    let page = page(place.portal.context(), &by(Sort::User), None, 1).await;
    let page = page.ok().unwrap();
    let row = page.rows.first().unwrap();
    assert_eq!(
        (row.user_name.as_str(), row.display_name.as_deref()),
        ("100%", Some("Ann_a"))
    );
}

/// A row that goes while somebody pages takes no other with it.
#[tokio::test]
async fn what_changes_between_two_pages_moves_nothing_else() {
    let place = Place::new().await;
    let context = place.portal.context();
    let filter = by(Sort::Name);
    let first = page(context, &filter, None, 3).await.ok().unwrap();
    assert_eq!(ids(&first), "iab");
    let pool = context.database.pool();
    let retired = "UPDATE devices SET state = 'retired' WHERE id IN ('i', 'b')";
    pool.execute(retired).await.unwrap();
    let cursor = filter.cursor(&first.next.unwrap()).ok().unwrap();
    let second = page(context, &filter, Some(&cursor), 3).await.ok().unwrap();
    assert_eq!(ids(&second), "chd");
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let place = Place::new().await;
    let context = place.portal.context();
    let search = |text: &str| DeviceFilter {
        search: Search::parse(text).ok().unwrap(),
        ..by(Sort::Enrolled)
    };
    let seen = |seen| DeviceFilter {
        seen: Some(seen),
        ..by(Sort::Enrolled)
    };
    let state = |state| DeviceFilter {
        state: Some(state),
        ..by(Sort::Enrolled)
    };
    let of = |user: &str| DeviceFilter {
        user: Some(user.to_owned()),
        ..by(Sort::LastSeen)
    };
    let on = |name| DeviceFilter {
        platform: platform(name),
        ..by(Sort::Enrolled)
    };
    for (what, filter, expected) in [
        ("name", search("PHONE"), "abhc"),
        ("id", search("d"), "d"),
        ("user, in another case", search("ZOË"), "abhi"),
        ("display name, in another case", search("LÉGER"), "abhi"),
        ("no pattern: %", search("%"), "ef"),
        ("no pattern: _", search("n_a"), "ef"),
        ("nobody", search("nobody"), ""),
        ("nothing", search("  "), "abhicdef"),
        ("within a day", seen(Seen::WithinADay), "ai"),
        ("over a day", seen(Seen::OverADay), "bhcdef"),
        ("over 7 days", seen(Seen::Over7Days), "hf"),
        ("over 30 days", seen(Seen::Over30Days), "h"),
        ("active", state(State::Active), "abhicef"),
        ("retiring", state(State::Retiring), "d"),
        ("retired", state(State::Retired), "g"),
        ("bob's", of("2"), "dc"),
        ("nobody's", of("x"), ""),
        ("iOS", on("ios"), "ahicd"),
        ("Android", on("android"), "bef"),
    ] {
        assert_eq!(place.walk(&filter, 2).await, expected, "{what}");
        let first = page(context, &filter, None, 2).await.ok().unwrap();
        let total = total(context, &filter, &first).await.ok().unwrap();
        assert_eq!(total, Total::exactly(expected.len() as u64), "{what}");
    }
    for seen in Seen::ALL {
        assert_eq!(Seen::parse(seen.as_str()), Some(seen));
    }
}

#[tokio::test]
async fn a_cursor_of_another_order_or_of_nothing_is_refused() {
    let place = Place::new().await;
    let first = page(place.portal.context(), &by(Sort::Name), None, 1).await;
    let next = first.ok().unwrap().next.unwrap();
    assert!(by(Sort::Name).cursor(&next).is_ok());
    let forged = Cursor::parse("devices by name", &next)
        .ok()
        .unwrap()
        .to_text();
    assert_eq!(forged, next);
    let not_a_number = passcode_core::portal::wire::Base64(
        br#"["devices by last-seen","after","x","a"]"#.to_vec(),
    );
    for (sort, text) in [
        (Sort::LastSeen, next.as_str()),
        (Sort::User, &next),
        (Sort::Name, "garbage"),
        (Sort::Name, ""),
        (Sort::LastSeen, &not_a_number.to_text()),
    ] {
        let refused = by(sort).cursor(text);
        assert!(
            matches!(refused, Err(Error::Malformed(_))),
            "{sort:?} {text}"
        );
    }
}

#[tokio::test]
async fn a_row_says_whether_its_phone_has_something_to_do() {
    let place = Place::new().await;
    let context = place.portal.context();
    let insert = "INSERT INTO commands (device, sequence, command, state, asked_ms, asked_by)
        VALUES ('a', 1, 'lock', 'waiting', 1, 'root'), ('b', 1, 'lock', 'done', 1, 'root'),
            ('c', 1, 'appconnect-unlock', 'waiting', 1, 'root'),
            ('e', 1, 'appconnect-unlock', 'waiting', 1, 'root')";
    let pool = context.database.pool();
    pool.execute(insert).await.unwrap();
    // The grant of one is over: its phone is told nothing.
    for (device, expires_ms) in [("c", NOW_MS), ("e", NOW_MS + 1)] {
        let grant = "INSERT INTO grants (id, device, sequence, state, password_asked, attempts,
                issued_ms, expires_ms)
            VALUES ($1, $1, 1, 'live', 1, 0, 1, $2)";
        let query = sqlx::query(grant).bind(device).bind(big(expires_ms));
        query.execute(pool).await.unwrap();
    }
    let page = page(context, &by(Sort::Enrolled), None, 100)
        .await
        .ok()
        .unwrap();
    let awaited = page.rows.iter().filter(|row| row.is_awaited);
    let awaited: String = awaited.map(|row| row.device.id.as_str()).collect();
    assert_eq!(awaited, "ae");
}

#[tokio::test]
async fn an_overview_counts_them() {
    let place = Place::new().await;
    let context = place.portal.context();
    let pool = context.database.pool();
    for statement in [
        "INSERT INTO escrow_keys (id, state, public_key, sealed_private_key, created_ms)
             VALUES ('old', 'former', 'AA', 'AA', 1), ('gone', 'destroyed', 'AA', '', 1)",
        "UPDATE devices SET escrow_key_id = 'old', escrow_key_told = 'old' WHERE id = 'a'",
        "UPDATE devices SET escrow_key_told = 'old' WHERE id IN ('b', 'g')",
        "UPDATE devices SET escrow_key_id = 'gone' WHERE id = 'c'",
        "UPDATE devices SET escrow_key_id = (SELECT id FROM escrow_keys WHERE state = 'current')
             WHERE id = 'e'",
    ] {
        pool.execute(statement).await.unwrap();
    }
    let count = |platform, state, devices| Count {
        platform,
        state,
        devices,
    };
    let expected = Counts {
        by_state: vec![
            count(Platform::Android, State::Active, 3),
            count(Platform::Ios, State::Active, 4),
            count(Platform::Ios, State::Retired, 1),
            count(Platform::Ios, State::Retiring, 1),
        ],
        silent: 2,
        on_former_key: 2,
    };
    assert_eq!(counts(context).await.ok(), Some(expected));
}

//! How the database goes about the long lists where there are 100,000 devices and 1,000,000 lines of
//! the trail: along an index, sorting nothing, whatever the page.
//!
//! It is the plan that is looked at, not the time.

use crate::audit::{self, Asked, Filter};
use crate::clock::SystemClock;
use crate::database::Query;
use crate::devices::{self, DeviceFilter, Seen, Sort, State};
use crate::escrow_keys;
use crate::paging::{Search, Total, Way};
use crate::portal::{Context, Portal};
use crate::test_database::TestDatabase;
use crate::test_scale;
use passcode_core::portal::wire::{Base64, Platform};
use serde_json::json;
use sqlx::AnyPool;
use std::sync::Arc;

const DEVICES: u64 = 100_000;
const LINES: u64 = 1_000_000;
const NOW_MS: u64 = 1_767_600_000_000;

/// How many rows PostgreSQL may put in order: those of one user or one device.
const SORTED: u64 = 1_000;

async fn steps(is_postgres: bool, pool: &AnyPool, query: Query) -> String {
    let explain = if is_postgres {
        "EXPLAIN "
    } else {
        "EXPLAIN QUERY PLAN "
    };
    query.plan(pool, explain).await
}

/// No table is read from one end to the other, and nothing long is sorted.
fn is_along_an_index(is_postgres: bool, plan: &str) -> bool {
    let is_short = |step: &str| {
        let rows = step.split("rows=").nth(1);
        let rows = rows.and_then(|rest| rest.split(' ').next()?.parse::<u64>().ok());
        rows.is_some_and(|rows| rows <= SORTED)
    };
    plan.lines().all(|step| {
        let step = step.trim_start_matches([' ', '-', '>']);
        if is_postgres {
            // An incremental sort is along the index of users: each one's few devices.
            !step.contains("Seq Scan on devices ")
                && !step.contains("Seq Scan on audit ")
                && (!step.starts_with("Sort  ") || is_short(step))
        } else {
            let by_index = step.starts_with("SEARCH ") || step.contains(" USING INDEX ");
            (by_index || step.contains("SCALAR SUBQUERY")) && !step.contains("TEMP B-TREE")
        }
    })
}

async fn open() -> (Portal, TestDatabase, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let database = TestDatabase::new();
    let choice = database.choice();
    let opened = Portal::open_with(directory.path(), choice, Arc::new(SystemClock));
    (opened.await.unwrap(), database, directory)
}

#[tokio::test]
async fn a_page_of_devices_is_read_along_an_index() {
    let (portal, database, _directory) = open().await;
    let context = portal.context();
    let pool = context.database.pool();
    let mut connection = pool.acquire().await.unwrap();
    test_scale::add_devices(&mut connection, DEVICES, NOW_MS).await;
    drop(connection);
    let is_postgres = database.is_postgres();
    for sort in Sort::ALL {
        every_state(context, is_postgres, sort).await;
    }
    let on_ios = DeviceFilter {
        platform: Some(Platform::Ios),
        ..DeviceFilter::default()
    };
    let silent = DeviceFilter {
        seen: Some(Seen::Over30Days),
        ..DeviceFilter::default()
    };
    for filter in [on_ios, silent] {
        let query = filter.query(NOW_MS, None, 21).ok().unwrap();
        let plan = steps(is_postgres, pool, query).await;
        assert!(is_along_an_index(is_postgres, &plan), "{plan}");
    }
    let cursor = json!(["escrow-key-devices", "after", "", "device-5"]).to_string();
    let cursor = Base64(cursor.into_bytes()).to_text();
    let cursor = escrow_keys::cursor(&cursor).ok().unwrap();
    for cursor in [None, Some(&cursor)] {
        let query = escrow_keys::reliant_query("a key of nobody", cursor, 21);
        let plan = steps(is_postgres, pool, query).await;
        assert!(plan.contains("devices_by_escrow_key"), "{plan}");
        assert!(plan.contains("devices_by_escrow_key_told"), "{plan}");
    }
    totals(context).await;
}

/// The first page, the second, and the first again from there.
async fn every_state(context: &Context, is_postgres: bool, sort: Sort) {
    for state in [
        None,
        Some(State::Active),
        Some(State::Retiring),
        Some(State::Retired),
    ] {
        let filter = DeviceFilter {
            sort,
            state,
            ..DeviceFilter::default()
        };
        let cursor = |text: Option<String>| filter.cursor(&text.unwrap()).ok().unwrap();
        let first = devices::page(context, &filter, None, 20).await;
        let next = cursor(first.ok().unwrap().next);
        let second = devices::page(context, &filter, Some(&next), 20).await;
        let previous = cursor(second.ok().unwrap().previous);
        // One state of devices in the order of their users is in no index: it is sorted, or the
        // users are walked through.
        let is_either = state.is_some() && sort == Sort::User;
        for cursor in [None, Some(&next), Some(&previous)] {
            // Few users before or after a place: PostgreSQL may join them with the devices by hash.
            let is_few = is_postgres && sort == Sort::User && cursor.is_some();
            let is_any = is_either || is_few;
            let query = filter.query(NOW_MS, cursor, 21).ok().unwrap();
            let plan = steps(is_postgres, context.database.pool(), query).await;
            assert!(
                is_any || is_along_an_index(is_postgres, &plan),
                "{sort:?} {state:?} {cursor:?}:\n{plan}"
            );
        }
    }
}

async fn totals(context: &Context) {
    for (search, found, counted) in [
        ("", 20, Total::counted(10_001, 10_000)),
        ("phone 77777", 1, Total::exactly(1)),
        ("nobody at all", 0, Total::exactly(0)),
    ] {
        let filter = DeviceFilter {
            search: Search::parse(search).ok().unwrap(),
            ..DeviceFilter::default()
        };
        let first = devices::page(context, &filter, None, 20).await;
        let first = first.ok().unwrap();
        assert_eq!(first.rows.len(), found);
        let total = devices::total(context, &filter, &first).await;
        assert_eq!(total.ok(), Some(counted));
    }
}

#[tokio::test]
async fn a_page_of_the_trail_is_read_along_an_index() {
    let (portal, database, _directory) = open().await;
    let context = portal.context();
    let pool = context.database.pool();
    let mut connection = pool.acquire().await.unwrap();
    test_scale::add_lines(&mut connection, LINES).await;
    drop(connection);
    let is_postgres = database.is_postgres();
    for (asked, lines) in [
        ("", 20),
        ("action=reset.refused", 20),
        ("action=reset.", 20),
        ("action=portal.", 1),
        ("actor=user:user-77", 20),
        ("actor=anonymous", 0),
        ("device=device-770", 10),
        ("account=user-77", 20),
        ("reason=password.wrong", 20),
        ("reason=none", 0),
        ("from_ms=200000000&until_ms=800000000", 20),
        ("action=reset.&from_ms=200000000&until_ms=800000000", 20),
        ("account=user-77&from_ms=200000000", 20),
    ] {
        let asked: Asked = serde_html_form::from_str(asked).unwrap();
        let filter = Filter::parse(asked).ok().unwrap();
        let page = audit::page(context, &filter, None, 20).await.ok().unwrap();
        assert_eq!(page.rows.len(), lines);
        for place in [
            None,
            Some((500_000, Way::Before)),
            Some((500_000, Way::After)),
        ] {
            let query = audit::query(&filter, place, 21);
            let plan = steps(is_postgres, pool, query).await;
            assert!(is_along_an_index(is_postgres, &plan), "{place:?}:\n{plan}");
        }
    }
}

//! How the database goes about the long lists where there are 100,000 devices and 1,000,000 lines of
//! the trail: along an index, sorting nothing, whatever the page.
//!
//! It is the plan that is looked at, not the time.

use crate::audit::{self, Asked, Filter};
use crate::clock::SystemClock;
use crate::database::Query;
use crate::devices::{self, DeviceFilter, Seen, Sort, State};
use crate::paging::{Search, Total, Way};
use crate::portal::Portal;
use crate::test_database::TestDatabase;
use crate::test_scale;
use passcode_core::portal::wire::Platform;
use sqlx::AnyPool;
use std::sync::Arc;

const DEVICES: u64 = 100_000;
const LINES: u64 = 1_000_000;
const NOW_MS: u64 = 1_767_600_000_000;

/// The steps of a plan, each of which has to be one of these.
async fn steps(is_postgres: bool, pool: &AnyPool, query: Query) -> String {
    let explain = if is_postgres {
        "EXPLAIN (COSTS FALSE) "
    } else {
        "EXPLAIN QUERY PLAN "
    };
    query.plan(pool, explain).await
}

/// No table is read from one end to the other, and nothing is sorted but the few devices of one user.
fn is_along_an_index(is_postgres: bool, plan: &str) -> bool {
    plan.lines().all(|step| {
        let step = step.trim_start_matches([' ', '-', '>']);
        if is_postgres {
            // What is in the order of users needs their devices put in order.
            !step.contains("Seq Scan on devices")
                && !step.contains("Seq Scan on audit ")
                && !step.starts_with("Sort")
                && !step.starts_with("Gather")
        } else {
            (step.starts_with("SEARCH ")
                || step.contains(" USING INDEX ")
                || step.contains("SCALAR SUBQUERY"))
                && !step.contains("TEMP B-TREE")
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
    let states = [
        None,
        Some(State::Active),
        Some(State::Retiring),
        Some(State::Retired),
    ];
    for sort in Sort::ALL {
        for state in states {
            let filter = DeviceFilter {
                sort,
                state,
                ..DeviceFilter::default()
            };
            let first = devices::page(context, &filter, None, 20)
                .await
                .ok()
                .unwrap();
            let cursor = |text: Option<String>| filter.cursor(&text.unwrap()).ok().unwrap();
            let next = cursor(first.next);
            let second = devices::page(context, &filter, Some(&next), 20).await;
            let previous = cursor(second.ok().unwrap().previous);
            for cursor in [None, Some(&next), Some(&previous)] {
                // Sorted otherwise, one state among four is read by the state or by the order.
                let is_any = state.is_some() && matches!(sort, Sort::User | Sort::Enrolled);
                let query = filter.query(NOW_MS, cursor, 21).ok().unwrap();
                let plan = steps(is_postgres, pool, query).await;
                assert!(
                    is_any || is_along_an_index(is_postgres, &plan),
                    "{sort:?} {state:?} {cursor:?}:\n{plan}"
                );
            }
        }
    }
    for filter in [
        DeviceFilter {
            platform: Some(Platform::Ios),
            ..DeviceFilter::default()
        },
        DeviceFilter {
            seen: Some(Seen::Over7Days),
            ..DeviceFilter::default()
        },
        DeviceFilter {
            search: Search::parse("none").ok().unwrap(),
            ..DeviceFilter::default()
        },
    ] {
        let query = filter.query(NOW_MS, None, 21).ok().unwrap();
        let plan = steps(is_postgres, pool, query).await;
        let is_search = filter.search.is_some();
        assert!(is_search || is_along_an_index(is_postgres, &plan), "{plan}");
    }
    let all = DeviceFilter::default();
    let first = devices::page(context, &all, None, 20).await.ok().unwrap();
    let total = devices::total(context, &all, &first).await.ok();
    assert_eq!(total, Some(Total::MoreThan(10_000)));
    let found = DeviceFilter {
        search: Search::parse("phone 77777").ok().unwrap(),
        ..DeviceFilter::default()
    };
    let first = devices::page(context, &found, None, 20).await.ok().unwrap();
    let total = devices::total(context, &found, &first).await.ok();
    assert_eq!((first.rows.len(), total), (1, Some(Total::Exactly(1))));
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
    let some = |text: &str| Some(text.to_owned());
    let none = Asked::default;
    let times = || (Some(200_000_000), Some(800_000_000));
    for (asked, lines) in [
        (none(), 20),
        (
            Asked {
                action: some("reset.refused"),
                ..none()
            },
            20,
        ),
        (
            Asked {
                action: some("reset."),
                ..none()
            },
            20,
        ),
        (
            Asked {
                action: some("portal."),
                ..none()
            },
            1,
        ),
        (
            Asked {
                actor: some("user:user-77"),
                ..none()
            },
            20,
        ),
        (
            Asked {
                actor: some("anonymous"),
                ..none()
            },
            0,
        ),
        (
            Asked {
                device: some("device-770"),
                ..none()
            },
            10,
        ),
        (
            Asked {
                account: some("user-77"),
                ..none()
            },
            20,
        ),
        (
            Asked {
                reason: some("password.wrong"),
                ..none()
            },
            20,
        ),
        (
            Asked {
                reason: some("none"),
                ..none()
            },
            0,
        ),
        (
            Asked {
                from_ms: times().0,
                until_ms: times().1,
                ..none()
            },
            20,
        ),
        (
            Asked {
                action: some("reset."),
                from_ms: times().0,
                until_ms: times().1,
                ..none()
            },
            20,
        ),
        (
            Asked {
                account: some("user-77"),
                from_ms: times().0,
                ..none()
            },
            20,
        ),
    ] {
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

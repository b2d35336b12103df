//! The long lists where there are 100,000 devices and as many lines of the audit trail: whole, page
//! by page. How the database goes about them, and about a million lines, `src/scale.rs` of the portal
//! looks at.

use crate::support::{ADMIN, Office, scale, send_as_it_is};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::Value;
use std::collections::BTreeSet;

const DEVICES: u64 = 100_000;
const LINES: u64 = 100_000;

/// Its schema is checked where lists are short.
async fn get(office: &Office, path: &str) -> Value {
    let request = Request::get(format!("{ADMIN}{path}"));
    let request = request.header(header::AUTHORIZATION, format!("Bearer {}", office.admin));
    send_as_it_is(&office.router, request.body(Body::empty()).unwrap())
        .await
        .ok()
}

#[tokio::test]
async fn a_hundred_thousand_devices_come_once_each_in_order() {
    let office = Office::open().await;
    let mut connection = office.connect().await;
    scale::add_devices(&mut connection, DEVICES, 1_767_600_000_000).await;
    let mut seen = BTreeSet::new();
    let (mut path, mut before) = ("/devices?sort=last-seen".to_owned(), u64::MAX);
    loop {
        let page = get(&office, &path).await;
        for device in page["devices"].as_array().unwrap() {
            let last_seen_ms = device["last_seen_ms"].as_u64().unwrap();
            assert!(last_seen_ms < before);
            before = last_seen_ms;
            seen.insert(device["id"].as_str().unwrap().to_owned());
        }
        let Some(next) = page["next"].as_str() else {
            break;
        };
        path = format!("/devices?sort=last-seen&after={next}");
    }
    assert_eq!(seen.len() as u64, DEVICES / 20 * 19);
}

#[tokio::test]
async fn a_hundred_thousand_lines_are_filtered_from_anywhere() {
    let office = Office::open().await;
    let mut connection = office.connect().await;
    scale::add_lines(&mut connection, LINES).await;
    for (query, first, count) in [
        ("after=99000", 99_001, 1000),
        ("action=device.enrolled&after=50000", 50_010, 1000),
        ("device=device-770", 770, 1),
        ("account=user-77&from_ms=90000000", 90_077, 2),
        ("from_ms=70000000&until_ms=70005000", 70_000, 5),
        ("reason=none", 0, 0),
    ] {
        let page = get(&office, &format!("/audit?limit=1000&{query}")).await;
        let entries = page["entries"].as_array().unwrap();
        assert_eq!(entries.len(), count, "{query}");
        let found = entries
            .first()
            .map_or(0, |entry| entry["sequence"].as_u64().unwrap());
        assert_eq!(found, first, "{query}");
    }
}

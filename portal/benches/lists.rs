//! What the long lists cost where there is little and where there is much, side by side in one run:
//! 1,000 devices and lines of the audit trail against 100,000 and 1,000,000.
//!
//! The ratio counts, not the times: an answer is whole, without network and TLS, its session looked
//! up. On SQLite, or on the PostgreSQL of `PASSCODE_TEST_DATABASE_URL`.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "no part of the portal"
)]

#[path = "../tests/portal/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the tests use the rest of it")]
mod support;

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use serde_json::Value;
use sqlx::Connection as _;
use std::time::{Duration, Instant};
use support::{ADMIN, Office, scale};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

const FEW: u64 = 1_000;
const DEVICES: u64 = 100_000;
const LINES: u64 = 1_000_000;
const NOW_MS: u64 = 1_767_600_000_000;
const REQUESTS: u32 = 100;

/// A page from the middle of each list, whatever its length.
const PAGES: [(&str, &str); 13] = [
    ("devices, last seen", "/devices?limit=50&sort=last-seen"),
    ("devices, by name", "/devices?limit=50&sort=name"),
    ("devices, by user", "/devices?limit=50&sort=user"),
    (
        "devices, one platform",
        "/devices?limit=50&sort=last-seen&platform=ios",
    ),
    (
        "devices, retiring, by name",
        "/devices?limit=50&sort=name&state=retiring",
    ),
    (
        "devices, silent for 30 days",
        "/devices?limit=50&sort=last-seen&seen=over-30-days",
    ),
    (
        "devices, searched, found",
        "/devices?limit=50&sort=last-seen&search=phone%201",
    ),
    (
        "devices, searched, not found",
        "/devices?limit=50&sort=last-seen&search=nobody",
    ),
    ("audit", "/audit?limit=50&after=500"),
    (
        "audit, an action",
        "/audit?limit=50&after=500&action=reset.refused",
    ),
    (
        "audit, actions of a kind",
        "/audit?limit=50&after=500&action=reset.",
    ),
    ("audit, an account", "/audit?limit=50&account=user-77"),
    (
        "audit, a time",
        "/audit?limit=50&from_ms=800000&until_ms=900000",
    ),
];

fn main() {
    Runtime::new().unwrap().block_on(async {
        let few = furnished(FEW, FEW).await;
        let begun = Instant::now();
        let many = furnished(DEVICES, LINES).await;
        println!("filled in {:.1} s\n", begun.elapsed().as_secs_f64());
        println!("| Page | few, ms | many, ms | ratio |\n|---|---|---|---|");
        for (name, path) in PAGES {
            let (mut of_few, mut of_many) = (Duration::ZERO, Duration::ZERO);
            get(&few, path).await;
            get(&many, path).await;
            for _ in 0..REQUESTS {
                of_few += timed(&few, path).await;
                of_many += timed(&many, path).await;
            }
            let ms = |sum: Duration| sum.as_secs_f64() * 1000.0 / f64::from(REQUESTS);
            let (of_few, of_many) = (ms(of_few), ms(of_many));
            println!(
                "| {name} | {of_few:.2} | {of_many:.2} | {:.1} |",
                of_many / of_few
            );
        }
        whole_trail(&many).await;
    });
}

async fn furnished(devices: u64, lines: u64) -> Office {
    let office = Office::open().await;
    let mut connection = office.connect().await;
    scale::add_devices(&mut connection, devices, NOW_MS).await;
    scale::add_chained_lines(&mut connection, lines).await;
    connection.close().await.unwrap();
    office
}

async fn get(office: &Office, path: &str) -> Vec<u8> {
    let request = Request::get(format!("{ADMIN}{path}"));
    let request = request.header(header::AUTHORIZATION, format!("Bearer {}", office.admin));
    let request = request.body(Body::empty()).unwrap();
    let response = office.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap()
        .to_vec()
}

async fn timed(office: &Office, path: &str) -> Duration {
    let begun = Instant::now();
    get(office, path).await;
    begun.elapsed()
}

/// The chain of a million, verified in parts as a page would, and exported.
async fn whole_trail(office: &Office) {
    let (begun, mut longest) = (Instant::now(), Duration::ZERO);
    let (mut path, mut parts) = ("/audit/verification".to_owned(), 0);
    loop {
        let part = Instant::now();
        let verdict: Value = serde_json::from_slice(&get(office, &path).await).unwrap();
        longest = longest.max(part.elapsed());
        parts += 1;
        match verdict["next"].as_u64() {
            Some(next) => path = format!("/audit/verification?from={next}"),
            None => {
                assert_eq!(verdict["verdict"], "whole");
                break;
            }
        }
    }
    let took = begun.elapsed().as_secs_f64();
    let longest = longest.as_secs_f64();
    println!("\nverified {LINES} lines in {took:.1} s, {parts} parts, the longest {longest:.2} s");
    let begun = Instant::now();
    let bytes = get(office, "/audit/export").await.len() / 1_000_000;
    let took = begun.elapsed().as_secs_f64();
    println!("exported them in {took:.1} s, {bytes} MB");
}

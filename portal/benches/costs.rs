//! What the portal's work costs, on SQLite or on the PostgreSQL of `PASSCODE_TEST_DATABASE_URL`:
//! time and processor time of a request, without network and TLS; bytes of a row with its indexes.
//!
//! Numbers to compare with one another (`docs/operations.md`), not to promise. Linux only.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "no part of the portal"
)]

#[path = "../tests/portal/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the tests use the rest of it")]
mod support;

use axum::body::Body;
use axum::http::{Request, header};
use passcode_core::portal::wire::{Base64, path};
use serde_json::json;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};
use std::time::Instant;
use support::phone::signed_request;
use support::{
    ADMIN, Office, PASSWORD, Phone, SELF_SERVICE, request_id, send_as_it_is, signed_headers,
};
use tokio::runtime::Runtime;

const REQUESTS: usize = 300;
const ROWS: usize = 20_000;

fn main() {
    Runtime::new().unwrap().block_on(async {
        let office = Office::open().await;
        let phone = Phone::of_alice(&office).await;
        let engine = if office.database.is_postgres() {
            "PostgreSQL"
        } else {
            "SQLite"
        };
        println!("{engine}, {REQUESTS} requests one after the other\n");
        println!("| Request | ms | ms of this process's processors |\n|---|---|---|");
        measure(&office, "health", requests(|| Request::get("/health"), "")).await;
        measure(
            &office,
            "nonce",
            requests(|| Request::post(path::NONCE), "{}"),
        )
        .await;
        let body =
            json!({"app_version": "3.1.0", "generation": 1, "escrow_key_id": phone.escrow_key.id});
        let check_ins = signed(&office, &phone, path::CHECK_IN, &body).await;
        measure(&office, "check-in", check_ins).await;
        let token = &office.admin;
        let get = || {
            let get = Request::get(format!("{ADMIN}/devices/{}", phone.device()));
            get.header(header::AUTHORIZATION, format!("Bearer {token}"))
        };
        measure(
            &office,
            "one device, for an administrator",
            requests(get, ""),
        )
        .await;
        let credentials = json!({"user_name": "alice", "password": PASSWORD}).to_string();
        let sign_in = || Request::post(format!("{SELF_SERVICE}/session"));
        measure(&office, "sign-in", requests(sign_in, &credentials)).await;
        let reset = phone.reset_body("alice", PASSWORD);
        let resets = signed(&office, &phone, path::RESET, &reset).await;
        measure(&office, "reset", resets).await;
        office.portal.close().await;
        println!("\n{ROWS} rows more\n\n| Row | bytes |\n|---|---|");
        rows(&office).await;
    });
}

fn requests(begin: impl Fn() -> axum::http::request::Builder, body: &str) -> Vec<Request<Body>> {
    let request = |_| begin().body(Body::from(body.to_owned())).unwrap();
    (0..REQUESTS).map(request).collect()
}

/// Signed beforehand: the phone's work is not the portal's.
async fn signed(
    office: &Office,
    phone: &Phone,
    path: &str,
    body: &serde_json::Value,
) -> Vec<Request<Body>> {
    let mut signed = Vec::with_capacity(REQUESTS);
    for _ in 0..REQUESTS {
        let id = request_id();
        let (keys, device) = (&phone.keys, phone.device());
        let headers = signed_headers(&office.router, keys, device, path, body, Some(&id)).await;
        signed.push(signed_request(path, &headers, body));
    }
    signed
}

async fn measure(office: &Office, name: &str, requests: Vec<Request<Body>>) {
    let count = requests.len() as f64;
    let (begun, before) = (Instant::now(), processor_ms());
    for request in requests {
        let answer = send_as_it_is(&office.router, request).await;
        assert!(answer.status < 300, "{name}: {}", answer.status);
    }
    let took = begun.elapsed().as_secs_f64() * 1000.0 / count;
    let worked = (processor_ms() - before) / count;
    println!("| {name} | {took:.2} | {worked:.2} |");
}

/// User and system time of this process.
fn processor_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<_> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    let ticks: f64 = [11, 12]
        .iter()
        .map(|at| fields[*at].parse::<f64>().unwrap())
        .sum();
    // Linux tells this time in hundredths of a second, whatever the kernel's own clock.
    ticks * 10.0
}

/// Copies a row of each kind, under new random keys, and looks how the table grows.
async fn rows(office: &Office) {
    let mut connection = office.connect().await;
    for (name, table, insert) in [
        (
            "account",
            "accounts",
            "INSERT INTO accounts (id, role, user_name, folded_name, searched, salt, verifier,
                 created_ms, password_set_ms)
             SELECT $1, role, user_name, $1, $1, salt, verifier, created_ms, password_set_ms
             FROM accounts WHERE folded_name = 'alice'",
        ),
        (
            "device",
            "devices",
            "INSERT INTO devices (id, account, state, name, platform, app_version, signing_key,
                 generation, escrow_key_id, escrow_key_told, enrolled_ms, last_seen_ms)
             SELECT $1, account, state, name, platform, app_version, signing_key, generation,
                 escrow_key_id, escrow_key_told, enrolled_ms, last_seen_ms
             FROM devices LIMIT 1",
        ),
        (
            "line of the audit trail",
            "audit",
            "INSERT INTO audit (sequence, time_ms, actor, action, device, account, reason, detail,
                 previous, hash)
             SELECT (SELECT max(sequence) + 1 FROM audit), time_ms, actor, action, device, account,
                 $1, detail, previous, hash
             FROM audit WHERE action = 'reset.answered' LIMIT 1",
        ),
        (
            "used nonce",
            "used_nonces",
            "INSERT INTO used_nonces SELECT nonce || $1, expires_ms FROM used_nonces LIMIT 1",
        ),
    ] {
        let before = bytes(&mut connection, office, table).await;
        let mut tx = connection.begin().await.unwrap();
        for number in 0..ROWS {
            let mixed = (number as u128).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
            let key = Base64(mixed.to_be_bytes().to_vec()).to_text();
            sqlx::query(insert)
                .bind(key)
                .execute(&mut *tx)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let grown = bytes(&mut connection, office, table).await - before;
        println!("| {name} | {:.0} |", grown as f64 / ROWS as f64);
    }
    connection.close().await.unwrap();
}

async fn bytes(connection: &mut AnyConnection, office: &Office, table: &str) -> i64 {
    let query = if office.database.is_postgres() {
        format!("SELECT pg_total_relation_size('{table}')")
    } else {
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()".to_owned()
    };
    let row = sqlx::query(AssertSqlSafe(query))
        .fetch_one(connection)
        .await;
    row.unwrap().get(0)
}

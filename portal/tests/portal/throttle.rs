//! Too many failures wait. What strangers cannot do to a browser is in `browsers`.

use crate::support::{Answer, MINUTE, Office, PASSWORD, Phone, SELF_SERVICE};
use axum::http::header;
use serde_json::json;

const TOO_MANY: &str = "attempts.too_many";
const REFUSED: &str = "credentials.not_accepted";

async fn sign_in(office: &Office, address: &str, user_name: &str, password: &str) -> Answer {
    let body = json!({"user_name": user_name, "password": password});
    office
        .call_from(address, &format!("{SELF_SERVICE}/session"), &body)
        .await
}

#[tokio::test]
async fn ten_failures_of_a_device_wait_for_the_end_of_15_minutes() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let other = Phone::of_alice(&office).await;
    for _ in 0..10 {
        phone
            .reset(&office, "wrong password")
            .await
            .refused(401, REFUSED);
    }
    office.clock.advance(5 * MINUTE);
    let answer = phone.reset(&office, PASSWORD).await;
    assert_eq!(answer.refused(429, TOO_MANY)["retry_after_seconds"], 600);
    assert_eq!(answer.headers[header::RETRY_AFTER], "600");
    other.reset(&office, PASSWORD).await.ok();
    office.clock.advance(10 * MINUTE);
    phone.reset(&office, PASSWORD).await.ok();
}

#[tokio::test]
async fn what_succeeds_is_not_counted() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    for _ in 0..12 {
        phone.reset(&office, PASSWORD).await.ok();
    }
    for _ in 0..12 {
        sign_in(&office, "192.0.2.1", "alice", PASSWORD).await.ok();
    }
}

#[tokio::test]
async fn ten_failures_on_an_account_stop_that_address_only() {
    let office = Office::open().await;
    for _ in 0..10 {
        sign_in(&office, "192.0.2.1", "alice", "wrong password")
            .await
            .refused(401, REFUSED);
    }
    sign_in(&office, "192.0.2.1", "ALICE", PASSWORD)
        .await
        .refused(429, TOO_MANY);
    sign_in(&office, "192.0.2.2", "alice", PASSWORD).await.ok();
}

#[tokio::test]
async fn thirty_failures_stop_an_address_whatever_it_tries() {
    let office = Office::open().await;
    for number in 0..30 {
        let name = format!("user{number}");
        sign_in(&office, "2001:db8::1", &name, PASSWORD)
            .await
            .refused(401, REFUSED);
    }
    // The same /64, then another one.
    sign_in(&office, "2001:db8::2", "alice", PASSWORD)
        .await
        .refused(429, TOO_MANY);
    sign_in(&office, "2001:db8:0:1::1", "alice", PASSWORD)
        .await
        .ok();
}

#[tokio::test]
async fn limits_survive_a_restart() {
    let office = Office::open().await;
    for _ in 0..10 {
        sign_in(&office, "192.0.2.1", "alice", "wrong password")
            .await
            .refused(401, REFUSED);
    }
    let office = office.restarted().await;
    sign_in(&office, "192.0.2.1", "alice", PASSWORD)
        .await
        .refused(429, TOO_MANY);
}

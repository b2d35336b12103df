//! What is not signed, fresh and whole is refused before anything else is looked at.

use crate::support::{MINUTE, Office, PASSWORD, Phone, check_in_body, post, signed_headers};
use passcode_core::portal::wire::path;
use passcode_core::ports::{KeyPurpose, KeyStore as _};
use passcode_core::testing::{Hardware, SeededRng, SoftKeyStore};
use serde_json::{Value, json};

const STALE: &str = "request.stale";

fn check_in() -> Value {
    check_in_body(0)
}

#[tokio::test]
async fn an_unsigned_request_is_stale() {
    let office = Office::open().await;
    Phone::of_alice(&office).await;
    for path in [path::ENROLL, path::CHECK_IN, path::RESET, path::RESET_DONE] {
        office
            .call("POST", path, "", &json!({}))
            .await
            .refused(401, STALE);
        office
            .call("POST", path, "", &json!("not an object"))
            .await
            .refused(401, STALE);
    }
}

#[tokio::test]
async fn a_request_works_once() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let body = check_in();
    let device = phone.device();
    let headers = signed_headers(
        &office.router,
        &phone.keys,
        device,
        path::CHECK_IN,
        &body,
        None,
    )
    .await;
    post(&office.router, path::CHECK_IN, &headers, &body)
        .await
        .ok();
    post(&office.router, path::CHECK_IN, &headers, &body)
        .await
        .refused(401, STALE);
}

#[tokio::test]
async fn a_signature_fits_one_path_one_body_one_id_and_one_key() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let body = check_in();
    let device = phone.device();
    let sign = || {
        signed_headers(
            &office.router,
            &phone.keys,
            device,
            path::CHECK_IN,
            &body,
            None,
        )
    };

    let headers = sign().await;
    post(&office.router, path::RESET_DONE, &headers, &body)
        .await
        .refused(401, STALE);
    let mut other = body.clone();
    other["generation"] = json!(9);
    post(&office.router, path::CHECK_IN, &headers, &other)
        .await
        .refused(401, STALE);
    let mut renamed = headers.clone();
    renamed.request_id = "AAAAAAAAAAAAAAAAAAAAAA".to_owned();
    post(&office.router, path::CHECK_IN, &renamed, &body)
        .await
        .refused(401, STALE);

    let stranger = SoftKeyStore::new(Hardware::KeyAgreement, SeededRng::new(77));
    stranger.create("sign", KeyPurpose::Signing).unwrap();
    let forged = signed_headers(
        &office.router,
        &stranger,
        device,
        path::CHECK_IN,
        &body,
        None,
    )
    .await;
    post(&office.router, path::CHECK_IN, &forged, &body)
        .await
        .refused(401, STALE);

    // None of these has used the nonce up.
    post(&office.router, path::CHECK_IN, &headers, &body)
        .await
        .ok();
}

#[tokio::test]
async fn a_nonce_lives_five_minutes_and_is_the_portals_own() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let body = check_in();
    let device = phone.device();
    let sign = || {
        signed_headers(
            &office.router,
            &phone.keys,
            device,
            path::CHECK_IN,
            &body,
            None,
        )
    };

    let in_time = sign().await;
    office.clock.advance(5 * MINUTE - 1);
    post(&office.router, path::CHECK_IN, &in_time, &body)
        .await
        .ok();
    let late = sign().await;
    office.clock.advance(5 * MINUTE);
    post(&office.router, path::CHECK_IN, &late, &body)
        .await
        .refused(401, STALE);

    let elsewhere = Office::bare().await;
    let foreign = signed_headers(
        &elsewhere.router,
        &phone.keys,
        device,
        path::CHECK_IN,
        &body,
        None,
    )
    .await;
    post(&office.router, path::CHECK_IN, &foreign, &body)
        .await
        .refused(401, STALE);
}

#[tokio::test]
async fn a_device_that_is_not_known_is_told_so() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let body = check_in();
    let headers = signed_headers(
        &office.router,
        &phone.keys,
        "nobody",
        path::CHECK_IN,
        &body,
        None,
    )
    .await;
    let answer = post(&office.router, path::CHECK_IN, &headers, &body).await;
    answer.refused(401, "device.unknown");
}

#[tokio::test]
async fn unknown_fields_and_large_bodies_are_refused() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let mut body = phone.reset_body("alice", PASSWORD);
    body["note"] = json!("x");
    phone
        .post(&office, path::RESET, &body)
        .await
        .refused(400, "request.malformed");
    body["note"] = json!("x".repeat(64 * 1024));
    phone
        .post(&office, path::RESET, &body)
        .await
        .refused(413, "request.too_large");
    office
        .call("GET", path::RESET, "", &Value::Null)
        .await
        .refused(405, "request.no_such_method");
    office
        .call("POST", "/api/x", "", &json!({}))
        .await
        .refused(404, "request.no_such_path");
    assert_eq!(
        office.call("GET", "/health", "", &Value::Null).await.status,
        200
    );
}

//! Enrolment and check-in.

use crate::support::{Office, PASSWORD, Phone, post, signed_headers};
use passcode_core::policy::Policy;
use passcode_core::portal::wire::{Base64, path};
use passcode_core::ports::{KeyPurpose, KeyStore as _};
use passcode_core::testing::{Hardware, SeededRng, SoftKeyStore};
use serde_json::{Value, json};

async fn enroll(office: &Office, change: impl FnOnce(&mut Value)) -> crate::support::Answer {
    let keys = SoftKeyStore::new(Hardware::KeyAgreement, SeededRng::new(1));
    let public = keys.create("sign", KeyPurpose::Signing).unwrap();
    let mut body = json!({
        "user_name": "alice", "password": PASSWORD, "platform": "ios", "app_version": "3.1.0",
        "device_name": "Phone", "signing_key": Base64(public),
    });
    change(&mut body);
    let headers = signed_headers(&office.router, &keys, "enroll", path::ENROLL, &body, None);
    post(&office.router, path::ENROLL, &headers.await, &body).await
}

#[tokio::test]
async fn a_new_device_gets_its_names_and_what_holds_for_it() {
    let office = Office::open().await;
    let answer = enroll(&office, |_| ()).await;
    assert_eq!(answer.status, 201);
    let answer = answer.ok();
    assert_eq!(answer["configuration"]["version"], 1);
    let rules = Policy::parse(&answer["configuration"]["rules"]).unwrap();
    assert_eq!(rules, Policy::default());
    assert_eq!(answer["server_time_ms"], 1_767_600_000_000_u64);
    for field in ["tenant", "user", "device"] {
        assert_eq!(
            Base64::from_text(answer[field].as_str().unwrap())
                .unwrap()
                .0
                .len(),
            16
        );
    }
}

#[tokio::test]
async fn user_names_have_no_case() {
    let office = Office::open().await;
    enroll(&office, |body| body["user_name"] = json!("ALICE"))
        .await
        .ok();
}

#[tokio::test]
async fn wrong_password_and_unknown_user_look_the_same() {
    let office = Office::open().await;
    let wrong = enroll(&office, |body| body["password"] = json!("wrong password")).await;
    let unknown = enroll(&office, |body| body["user_name"] = json!("mallory")).await;
    wrong.refused(401, "credentials.not_accepted");
    assert_eq!((wrong.status, &wrong.body), (unknown.status, &unknown.body));
    assert_eq!(wrong.headers, unknown.headers);
    let reasons = office.reasons("device.enroll_refused").await;
    assert_eq!(reasons, ["password.wrong", "account.unknown"]);
}

#[tokio::test]
async fn what_is_malformed_is_refused_before_it_is_tried() {
    let office = Office::open().await;
    let changes: [fn(&mut Value); 6] = [
        |body| body["device_name"] = json!(""),
        |body| body["device_name"] = json!("x".repeat(65)),
        |body| body["app_version"] = json!("newest"),
        |body| body["platform"] = json!("symbian"),
        |body| body["signing_key"] = json!("AAAA"),
        |body| body["role"] = json!("administrator"),
    ];
    for change in changes {
        enroll(&office, change)
            .await
            .refused(400, "request.malformed");
    }
    assert!(office.reasons("device.enrolled").await.is_empty());
}

#[tokio::test]
async fn a_check_in_is_remembered_and_tells_what_holds_now() {
    let office = Office::open().await;
    let mut phone = Phone::of_alice(&office).await;
    office.set_rules("ios", json!({"minimum_length": 8})).await;
    office.clock.advance(5_000);
    phone.app_version = "3.2.0".to_owned();
    let standing = phone.check_in(&office, 4).await.ok();
    assert_eq!(standing["configuration"]["version"], 2);
    assert_eq!(standing["configuration"]["rules"]["minimum_length"], 8);
    let device = office
        .as_admin("GET", &format!("/devices/{}", phone.device()), &Value::Null)
        .await
        .ok();
    assert_eq!(
        (&device["app_version"], &device["generation"]),
        (&json!("3.2.0"), &json!(4))
    );
    assert_eq!(device["escrow_key_id"], json!(phone.escrow_key.id));
    assert_eq!(device["last_seen_ms"], 1_767_600_005_000_u64);
}

#[tokio::test]
async fn a_generation_never_goes_down() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    phone.check_in(&office, 4).await.ok();
    phone.check_in(&office, 4).await.ok();
    phone
        .check_in(&office, 3)
        .await
        .refused(409, "device.rolled_back");
    phone
        .reset(&office, PASSWORD)
        .await
        .refused(409, "device.rolled_back");
    phone
        .check_in(&office, u64::MAX)
        .await
        .refused(400, "request.malformed");
    assert_eq!(office.reasons("device.rolled_back").await.len(), 1);
    assert_eq!(
        office.reasons("reset.refused").await,
        ["device.rolled_back"]
    );
}

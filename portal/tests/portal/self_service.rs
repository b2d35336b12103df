//! Self-service: one's own devices and password, nobody else's.

use crate::resets::office_with_pins;
use crate::support::{Office, PASSWORD, Phone, SELF_SERVICE};
use serde_json::{Value, json};

async fn devices(office: &Office, user_name: &str) -> Vec<Value> {
    let token = office.sign_in(SELF_SERVICE, user_name, PASSWORD).await;
    let path = format!("{SELF_SERVICE}/devices");
    let answer = office.call("GET", &path, &token, &Value::Null).await.ok();
    answer["devices"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_list_says_which_device_can_have_a_pin_and_why_not() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    office.clock.advance(1);
    Phone::enroll(&office, "alice", "ios", "3.0.0").await;
    office.clock.advance(1);
    Phone::enroll(&office, "alice", "android", "1.0").await;
    office.pin(phone.device()).await;
    let shown = devices(&office, "alice").await;
    let pins: Vec<_> = shown.iter().map(|device| &device["one_time_pin"]).collect();
    assert_eq!(pins[0]["possible"], true);
    assert_eq!(pins[0]["why_not"], Value::Null);
    assert_eq!(
        pins[0]["live_until_ms"],
        1_767_600_000_002_u64 + 30 * 60_000
    );
    assert_eq!(
        (&pins[1]["possible"], &pins[1]["why_not"]),
        (&json!(false), &json!("client.too_old"))
    );
    assert_eq!(pins[2]["why_not"], "one_time_pin.ios_only");
    assert_eq!(pins[2]["live_until_ms"], Value::Null);
    assert_eq!(shown[0]["id"], json!(phone.device()));
    assert_eq!(
        (&shown[0]["name"], &shown[0]["platform"]),
        (&json!("Phone"), &json!("ios"))
    );
}

#[tokio::test]
async fn devices_of_others_do_not_exist() {
    let office = office_with_pins().await;
    office.add_user("bob").await;
    let of_bob = Phone::enroll(&office, "bob", "ios", "3.1.0").await;
    assert!(devices(&office, "alice").await.is_empty());
    office
        .issue_pin(of_bob.device())
        .await
        .refused(404, "device.unknown");
    office.issue_pin("x").await.refused(404, "device.unknown");
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let path = format!("{SELF_SERVICE}/devices/{}/one-time-pin", of_bob.device());
    let answer = office.call("DELETE", &path, &token, &Value::Null).await;
    answer.refused(404, "device.unknown");
}

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_ends_other_sessions() {
    let office = Office::open().await;
    let here = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let elsewhere = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let path = format!("{SELF_SERVICE}/account/password");
    let change = |old: &str, new: &str| json!({"password": old, "new_password": new});
    let wrong = office
        .call("PUT", &path, &here, &change("wrong password", "a new one!"))
        .await;
    wrong.refused(401, "credentials.not_accepted");
    let short = office
        .call("PUT", &path, &here, &change(PASSWORD, "short"))
        .await;
    short.refused(400, "password.length");
    office
        .call("PUT", &path, &here, &change(PASSWORD, "a new one!"))
        .await
        .ok();
    office.sign_in(SELF_SERVICE, "alice", "a new one!").await;
    let devices = format!("{SELF_SERVICE}/devices");
    office.call("GET", &devices, &here, &Value::Null).await.ok();
    let ended = office.call("GET", &devices, &elsewhere, &Value::Null).await;
    ended.refused(401, "session.needed");
}

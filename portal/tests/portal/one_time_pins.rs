//! What becomes of a one-time PIN.

use crate::resets::office_with_pins;
use crate::support::{MINUTE, Office, PASSWORD, Phone, SELF_SERVICE};
use serde_json::{Value, json};

const REFUSED: &str = "credentials.not_accepted";

#[tokio::test]
async fn a_pin_is_digits_as_many_as_the_rules_say() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let issued = office.issue_pin(phone.device()).await;
    assert_eq!(issued.status, 201);
    let issued = issued.ok();
    let pin = issued["one_time_pin"].as_str().unwrap();
    assert!(
        pin.len() == 8 && pin.bytes().all(|byte| byte.is_ascii_digit()),
        "{pin}"
    );
    assert_eq!(issued["digits"], 8);
    assert_eq!(issued["expires_at_ms"], 1_767_600_000_000 + 30 * MINUTE);
    let rules = json!({"one_time_pin": true, "one_time_pin_digits": 12, "one_time_pin_minutes": 5});
    office.set_rules("ios", rules).await;
    let issued = office.issue_pin(phone.device()).await.ok();
    assert_eq!(issued["one_time_pin"].as_str().unwrap().len(), 12);
    assert_eq!(issued["expires_at_ms"], 1_767_600_000_000 + 5 * MINUTE);
}

#[tokio::test]
async fn it_lives_as_long_as_the_rules_say() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    office.clock.advance(30 * MINUTE - 1);
    phone.reset(&office, &pin).await.ok();
    let pin = office.pin(phone.device()).await;
    office.clock.advance(30 * MINUTE);
    phone.reset(&office, &pin).await.refused(401, REFUSED);
    assert_eq!(
        office.reasons("reset.refused").await,
        ["one_time_pin.expired"]
    );
}

#[tokio::test]
async fn five_wrong_tries_end_it() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    for _ in 0..4 {
        phone.reset(&office, "00000000").await.refused(401, REFUSED);
    }
    // The password does not use a try up, and a right PIN may still come.
    phone.reset(&office, PASSWORD).await.ok();
    phone.reset(&office, "00000000").await.refused(401, REFUSED);
    phone.reset(&office, &pin).await.refused(401, REFUSED);
    assert_eq!(
        office.reasons("reset.refused").await.last().unwrap(),
        "one_time_pin.exhausted"
    );
    let trail = office.trail().await;
    let ended = |entry: &&Value| entry["detail"]["one_time_pin_exhausted"] == true;
    assert_eq!(trail.iter().filter(ended).count(), 1);
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let path = format!("{SELF_SERVICE}/devices");
    let shown = office.call("GET", &path, &token, &Value::Null).await.ok();
    assert_eq!(
        shown["devices"][0]["one_time_pin"]["live_until_ms"],
        Value::Null
    );
}

#[tokio::test]
async fn the_fifth_try_may_be_right() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    for _ in 0..4 {
        phone.reset(&office, "00000000").await.refused(401, REFUSED);
    }
    phone.reset(&office, &pin).await.ok();
}

#[tokio::test]
async fn a_newer_one_cancels_it() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let older = office.pin(phone.device()).await;
    let newer = office.pin(phone.device()).await;
    phone.reset(&office, &older).await.refused(401, REFUSED);
    phone.reset(&office, &newer).await.ok();
    assert_eq!(
        office.reasons("reset.refused").await,
        ["one_time_pin.cancelled"]
    );
}

#[tokio::test]
async fn a_new_password_cancels_it() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    let path = format!("/users/{}/password", phone.identity.user);
    let set = office
        .as_admin("PUT", &path, &json!({"password": "another password"}))
        .await;
    assert_eq!(set.status, 204);
    phone.reset(&office, &pin).await.refused(401, REFUSED);
    let trail = office.trail().await;
    let set = trail
        .iter()
        .find(|entry| entry["action"] == "user.password_set")
        .unwrap();
    assert_eq!(set["detail"]["one_time_pins_cancelled"], 1);
}

#[tokio::test]
async fn the_user_can_cancel_it() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let path = format!("{SELF_SERVICE}/devices/{}/one-time-pin", phone.device());
    assert_eq!(
        office
            .call("DELETE", &path, &token, &Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(
        office
            .call("DELETE", &path, &token, &Value::Null)
            .await
            .status,
        204
    );
    phone.reset(&office, &pin).await.refused(401, REFUSED);
    assert_eq!(office.reasons("one_time_pin.cancelled").await.len(), 1);
}

#[tokio::test]
async fn it_is_for_one_device() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let tablet = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    tablet.reset(&office, &pin).await.refused(401, REFUSED);
    phone.reset(&office, &pin).await.ok();
}

#[tokio::test]
async fn who_may_not_have_one_is_told_why() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let android = Phone::enroll(&office, "alice", "android", "9.0.0").await;
    let old = Phone::enroll(&office, "alice", "ios", "3.0.9").await;
    office
        .issue_pin(android.device())
        .await
        .refused(403, "one_time_pin.ios_only");
    office
        .issue_pin(phone.device())
        .await
        .refused(403, "one_time_pin.not_allowed");
    office.set_rules("ios", json!({"one_time_pin": true})).await;
    office
        .issue_pin(old.device())
        .await
        .refused(403, "client.too_old");
    office
        .set_rules(
            "ios",
            json!({"one_time_pin": true, "user_may_reset": false}),
        )
        .await;
    office
        .issue_pin(phone.device())
        .await
        .refused(403, "reset.not_allowed");
    assert!(office.reasons("one_time_pin.issued").await.is_empty());
}

#[tokio::test]
async fn it_is_not_shown_without_the_password() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let path = format!("{SELF_SERVICE}/devices/{}/one-time-pin", phone.device());
    let body = json!({"password": "wrong password"});
    office
        .call("POST", &path, &token, &body)
        .await
        .refused(401, REFUSED);
    assert_eq!(
        office.reasons("one_time_pin.refused").await,
        ["password.wrong"]
    );
}

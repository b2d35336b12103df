//! What users are told of their accounts.

use crate::grants::{redeem_once, waived};
use crate::resets::office_with_pins;
use crate::support::{ADMIN, Answer, MINUTE, Office, PASSWORD, Phone, SELF_SERVICE, request_id};
use serde_json::{Value, json};

const DAY: u64 = 24 * 60 * MINUTE;

async fn call(office: &Office, method: &str, path: &str, token: &str) -> Answer {
    let path = format!("{SELF_SERVICE}{path}");
    office.call(method, &path, token, &Value::Null).await
}

async fn list(office: &Office, token: &str) -> Vec<Value> {
    let answer = call(office, "GET", "/notices", token).await.ok();
    answer["notices"].as_array().unwrap().clone()
}

fn kinds(notices: &[Value]) -> Vec<&str> {
    let kinds = notices.iter().map(|one| one["notice"].as_str().unwrap());
    kinds.collect()
}

#[tokio::test]
async fn what_happens_to_an_account_is_told_newest_first() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let by_alice = office.pin(phone.device()).await;
    let id = request_id();
    for _ in 0..2 {
        // A repeated answer is no second reset.
        phone.reset_as(&office, &id, &by_alice).await.ok();
    }
    let path = format!("/devices/{}/one-time-pin", phone.device());
    let reason = json!({"reason": "Known by voice"});
    office.as_admin("POST", &path, &reason).await.ok();
    phone.reset(&office, PASSWORD).await.ok();
    let password = format!("/users/{}/password", phone.identity.user);
    let body = json!({"password": PASSWORD});
    office.as_admin("PUT", &password, &body).await.ok();
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let change = json!({"password": PASSWORD, "new_password": "another password"});
    let path = format!("{SELF_SERVICE}/account/password");
    office.call("PUT", &path, &token, &change).await.ok();
    let told = list(&office, &token).await;
    assert_eq!(
        kinds(&told),
        [
            "password.changed_by_you",
            "session.new_browser",
            "password.set_by_administrator",
            "passcode.reset",
            "one_time_pin.issued_by_help_desk",
            "passcode.reset",
            "one_time_pin.used",
            "one_time_pin.issued_by_you",
            "session.new_browser",
        ]
    );
    let device = json!({"id": phone.device(), "name": "Phone"});
    assert_eq!(told[3]["device"], device);
    assert_eq!(
        (&told[0]["device"], &told[0]["read"]),
        (&Value::Null, &json!(false))
    );
    let text = Value::from(told).to_string();
    assert!(!text.contains(&by_alice) && !text.contains("Known by voice"));
}

#[tokio::test]
async fn an_appconnect_unlock_is_told_when_it_is_granted_and_when_it_is_used() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let grant = waived(&office, &phone).await;
    redeem_once(&office, &phone, &grant, None).await.ok();
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let told = list(&office, &token).await;
    assert_eq!(
        kinds(&told),
        [
            "session.new_browser",
            "passcode.reset",
            "appconnect_unlock.used",
            "appconnect_unlock.granted",
        ]
    );
    assert_eq!(told[3]["device"]["id"], json!(phone.device()));
}

#[tokio::test]
async fn what_was_refused_is_no_notice() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    phone
        .reset(&office, "wrong password")
        .await
        .refused(401, "credentials.not_accepted");
    office.issue_pin("x").await.refused(404, "device.unknown");
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let told = list(&office, &token).await;
    assert_eq!(kinds(&told), ["session.new_browser"; 2]);
}

#[tokio::test]
async fn one_is_marked_as_read_by_its_user_alone() {
    let office = Office::open().await;
    office.add_user("bob").await;
    let alice = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let bob = office.sign_in(SELF_SERVICE, "bob", PASSWORD).await;
    let told = list(&office, &alice).await;
    let path = format!("/notices/{}/read", told[0]["id"].as_str().unwrap());
    let other = call(&office, "PUT", &path, &bob).await;
    other.refused(404, "notice.unknown");
    assert_eq!(list(&office, &alice).await[0]["read"], false);
    for _ in 0..2 {
        assert_eq!(call(&office, "PUT", &path, &alice).await.status, 204);
    }
    assert_eq!(list(&office, &alice).await[0]["read"], true);
    assert_eq!(list(&office, &bob).await[0]["read"], false);
    let none = call(&office, "PUT", "/notices/x/read", &alice).await;
    none.refused(404, "notice.unknown");
    let staff = format!("{SELF_SERVICE}/notices");
    let staff = office
        .call("GET", &staff, &office.admin, &Value::Null)
        .await;
    staff.refused(401, "session.needed");
}

#[tokio::test]
async fn after_90_days_they_are_gone_and_100_come_at_once() {
    let office = Office::open().await;
    for _ in 0..3 {
        office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    }
    office.clock.advance(90 * DAY);
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    assert_eq!(list(&office, &token).await.len(), 1);
    for _ in 0..101 {
        office.clock.advance(1);
        office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    }
    let told = list(&office, &token).await;
    assert_eq!(told.len(), 100);
    let newest = 1_767_600_000_000 + 90 * DAY + 101;
    assert_eq!(told[0]["created_ms"], newest);
}

#[tokio::test]
async fn staff_have_none() {
    let office = Office::open().await;
    let (id, _) = office.staff("alice", "auditor").await;
    assert!(!id.is_empty());
    office
        .sign_in(ADMIN, "alice", crate::support::ADMIN_PASSWORD)
        .await;
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    assert_eq!(list(&office, &token).await.len(), 1);
}

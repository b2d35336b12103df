//! One-time PINs by the help desk: with a reason, on the record, and only where the user could.

use crate::resets::office_with_pins;
use crate::support::{ADMIN, Answer, MINUTE, Office, PASSWORD, Phone};
use serde_json::{Value, json};

const REFUSED: &str = "credentials.not_accepted";
const REASON: &str = "Called back on the number that we have";

struct Desk<'a> {
    office: &'a Office,
    id: String,
    session: String,
}

impl<'a> Desk<'a> {
    async fn open(office: &'a Office) -> Self {
        let (id, session) = office.staff("hana", "help-desk").await;
        Self {
            office,
            id,
            session,
        }
    }

    async fn call(&self, method: &str, device: &str, body: &Value) -> Answer {
        let path = format!("{ADMIN}/devices/{device}/one-time-pin");
        self.office.call(method, &path, &self.session, body).await
    }

    async fn issue(&self, device: &str) -> Answer {
        self.call("POST", device, &json!({"reason": REASON})).await
    }

    async fn pin(&self, device: &str) -> String {
        let issued = self.issue(device).await;
        assert_eq!(issued.status, 201);
        issued.ok()["one_time_pin"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_pin_of_the_help_desk_resets_once_and_is_on_the_record() {
    let office = office_with_pins().await;
    let desk = Desk::open(&office).await;
    let phone = Phone::of_alice(&office).await;
    let issued = desk.issue(phone.device()).await.ok();
    assert_eq!(issued["digits"], 8);
    assert_eq!(issued["expires_at_ms"], 1_767_600_000_000 + 30 * MINUTE);
    let pin = issued["one_time_pin"].as_str().unwrap();
    phone.reset(&office, pin).await.ok();
    phone.reset(&office, pin).await.refused(401, REFUSED);
    let trail = office.trail().await;
    let event = trail
        .iter()
        .find(|entry| entry["action"] == "one_time_pin.issued")
        .unwrap();
    assert_eq!(event["actor"], json!(format!("help-desk:{}", desk.id)));
    assert_eq!(event["detail"]["why"], REASON);
    assert_eq!(event["device"], json!(phone.device()));
    assert_eq!(event["account"], json!(phone.identity.user));
    assert!(!Value::from(trail.clone()).to_string().contains(pin));
}

#[tokio::test]
async fn a_reason_is_needed_and_has_its_bounds() {
    let office = office_with_pins().await;
    let desk = Desk::open(&office).await;
    let phone = Phone::of_alice(&office).await;
    let long = "x".repeat(201);
    for reason in ["", "    ", "two\nlines", &long] {
        let body = json!({"reason": reason});
        let refused = desk.call("POST", phone.device(), &body).await;
        refused.refused(400, "reason.invalid");
    }
    let none = desk.call("POST", phone.device(), &json!({})).await;
    none.refused(400, "request.malformed");
    assert!(office.reasons("one_time_pin.issued").await.is_empty());
    for reason in ["x", &"é".repeat(200)] {
        let body = json!({"reason": reason});
        desk.call("POST", phone.device(), &body).await.ok();
    }
}

#[tokio::test]
async fn only_where_the_user_could_have_one() {
    let office = Office::open().await;
    let desk = Desk::open(&office).await;
    let phone = Phone::of_alice(&office).await;
    let android = Phone::enroll(&office, "alice", "android", "9.0.0").await;
    let old = Phone::enroll(&office, "alice", "ios", "3.0.9").await;
    let refused = async |phone: &Phone, code: &str| {
        desk.issue(phone.device()).await.refused(403, code);
        let standing = desk.call("GET", phone.device(), &Value::Null).await.ok();
        assert_eq!(standing["why_not"], code);
        assert_eq!(
            (&standing["possible"], &standing["live"]),
            (&json!(false), &json!(false))
        );
    };
    refused(&phone, "one_time_pin.not_allowed").await;
    office.set_rules("ios", json!({"one_time_pin": true})).await;
    refused(&android, "one_time_pin.ios_only").await;
    refused(&old, "client.too_old").await;
    let rules = json!({"one_time_pin": true, "user_may_reset": false});
    office.set_rules("ios", rules).await;
    refused(&phone, "reset.not_allowed").await;
    office.set_rules("ios", json!({"one_time_pin": true})).await;
    let path = format!("/devices/{}/retired", phone.device());
    office.as_admin("PUT", &path, &Value::Null).await.ok();
    let gone = desk.issue(phone.device()).await;
    let standing = desk.call("GET", phone.device(), &Value::Null).await.ok();
    assert_eq!(standing["why_not"], gone.json()["code"]);
    assert!(gone.status >= 400 && standing["possible"] == false);
    desk.issue("x").await.refused(404, "device.unknown");
    let none = desk.call("GET", "x", &Value::Null).await;
    none.refused(404, "device.unknown");
}

#[tokio::test]
async fn a_newer_one_cancels_an_older_one_whoever_issued_it() {
    let office = office_with_pins().await;
    let desk = Desk::open(&office).await;
    let phone = Phone::of_alice(&office).await;
    let by_alice = office.pin(phone.device()).await;
    let by_desk = desk.pin(phone.device()).await;
    phone.reset(&office, &by_alice).await.refused(401, REFUSED);
    let again = office.pin(phone.device()).await;
    phone.reset(&office, &by_desk).await.refused(401, REFUSED);
    phone.reset(&office, &again).await.ok();
    let reasons = office.reasons("reset.refused").await;
    assert_eq!(reasons, ["one_time_pin.cancelled"; 2]);
}

#[tokio::test]
async fn a_live_pin_is_shown_without_its_digits_and_can_be_cancelled() {
    let office = office_with_pins().await;
    let desk = Desk::open(&office).await;
    let phone = Phone::of_alice(&office).await;
    let show = async || desk.call("GET", phone.device(), &Value::Null).await.ok();
    assert_eq!(
        show().await,
        json!({
            "possible": true, "why_not": null, "live": false, "issued_ms": null,
            "live_until_ms": null,
        })
    );
    let pin = desk.pin(phone.device()).await;
    let shown = show().await;
    assert!(!shown.to_string().contains(&pin));
    assert_eq!(shown["live"], true);
    assert_eq!(shown["issued_ms"], 1_767_600_000_000_u64);
    assert_eq!(shown["live_until_ms"], 1_767_600_000_000 + 30 * MINUTE);
    for _ in 0..2 {
        let cancelled = desk.call("DELETE", phone.device(), &Value::Null).await;
        assert_eq!(cancelled.status, 204);
    }
    assert_eq!(show().await["live"], false);
    phone.reset(&office, &pin).await.refused(401, REFUSED);
    assert_eq!(office.reasons("one_time_pin.cancelled").await.len(), 1);
    desk.pin(phone.device()).await;
    office.clock.advance(30 * MINUTE);
    let session = office
        .sign_in(ADMIN, "hana", crate::support::ADMIN_PASSWORD)
        .await;
    let path = format!("{ADMIN}/devices/{}/one-time-pin", phone.device());
    let shown = office.call("GET", &path, &session, &Value::Null).await.ok();
    assert_eq!(shown["live"], false);
}

#[tokio::test]
async fn an_administrator_may_too_and_a_new_password_cancels_it() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let path = format!("/devices/{}/one-time-pin", phone.device());
    let issued = office
        .as_admin("POST", &path, &json!({"reason": REASON}))
        .await;
    let issued = issued.ok();
    let pin = issued["one_time_pin"].as_str().unwrap();
    let password = format!("/users/{}/password", phone.identity.user);
    let body = json!({"password": PASSWORD});
    office.as_admin("PUT", &password, &body).await.ok();
    phone.reset(&office, pin).await.refused(401, REFUSED);
}

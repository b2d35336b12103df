//! Accounts whose password is not accepted here: of an identity provider, or with a second factor.

use crate::grants::{asked, redeem_once, waived};
use crate::resets::office_with_pins;
use crate::support::{Answer, Office, PASSWORD, Phone, SELF_SERVICE, post, signed_headers};
use passcode_core::portal::wire::{Base64, path};
use passcode_core::ports::{KeyPurpose, KeyStore as _};
use passcode_core::testing::{Hardware, SeededRng, SoftKeyStore};
use serde_json::{Value, json};

const REFUSED: &str = "credentials.not_accepted";
const WAYS: [(&str, &str); 2] = [
    ("identity-provider", "account.identity_provider"),
    ("second-factor", "account.second_factor"),
];

async fn mark(office: &Office, user: &str, sign_in: &str) {
    let path = format!("/users/{user}/sign-in");
    let body = json!({"sign_in": sign_in});
    let shown = office.as_admin("PUT", &path, &body).await.ok();
    assert_eq!(shown["sign_in"], sign_in);
}

async fn sign_in(office: &Office, password: &str) -> Answer {
    let body = json!({"user_name": "alice", "password": password});
    let path = format!("{SELF_SERVICE}/session");
    office.call("POST", &path, "", &body).await
}

async fn enroll(office: &Office, password: &str) -> Answer {
    let keys = SoftKeyStore::new(Hardware::KeyAgreement, SeededRng::new(1));
    let public = keys.create("sign", KeyPurpose::Signing).unwrap();
    let body = json!({
        "user_name": "alice", "password": password, "platform": "ios", "app_version": "3.1.0",
        "device_name": "Phone", "signing_key": Base64(public),
    });
    let headers = signed_headers(&office.router, &keys, "enroll", path::ENROLL, &body, None);
    post(&office.router, path::ENROLL, &headers.await, &body).await
}

#[tokio::test]
async fn the_password_neither_signs_in_nor_enrols_and_looks_like_a_wrong_one() {
    for (way, reason) in WAYS {
        let office = Office::open().await;
        let phone = Phone::of_alice(&office).await;
        let session = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
        mark(&office, &phone.identity.user, way).await;
        // The session of before has ended.
        let path = format!("{SELF_SERVICE}/devices");
        let ended = office.call("GET", &path, &session, &Value::Null).await;
        ended.refused(401, "session.needed");
        for (right, wrong) in [
            (
                sign_in(&office, PASSWORD).await,
                sign_in(&office, "wrong password").await,
            ),
            (
                enroll(&office, PASSWORD).await,
                enroll(&office, "wrong password").await,
            ),
        ] {
            right.refused(401, REFUSED);
            assert_eq!((right.status, &right.body), (wrong.status, &wrong.body));
        }
        for action in ["session.refused", "device.enroll_refused"] {
            assert_eq!(office.reasons(action).await, [reason, "password.wrong"]);
        }
        mark(&office, &phone.identity.user, "password").await;
        sign_in(&office, PASSWORD).await.ok();
    }
}

#[tokio::test]
async fn a_reset_takes_the_help_desks_pin_and_never_the_password() {
    for (way, reason) in WAYS {
        let office = office_with_pins().await;
        let phone = Phone::of_alice(&office).await;
        mark(&office, &phone.identity.user, way).await;
        let path = format!("/devices/{}/one-time-pin", phone.device());
        let issue = json!({"reason": "Came to the desk with her badge"});
        let issued = office.as_admin("POST", &path, &issue).await.ok();
        let right = phone.reset(&office, PASSWORD).await;
        let wrong = phone.reset(&office, "wrong password").await;
        right.refused(401, REFUSED);
        assert_eq!((right.status, &right.body), (wrong.status, &wrong.body));
        assert_eq!(right.headers, wrong.headers);
        assert_eq!(
            office.reasons("reset.refused").await,
            [reason, "secret.wrong"]
        );
        let pin = issued["one_time_pin"].as_str().unwrap();
        phone.reset(&office, pin).await.ok();
        phone.reset(&office, pin).await.refused(401, REFUSED);
    }
}

/// Whoever had the password could have issued one.
#[tokio::test]
async fn a_pin_of_before_is_cancelled_and_the_same_way_again_changes_nothing() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let user = phone.identity.user.clone();
    let pin = office.pin(phone.device()).await;
    mark(&office, &user, "second-factor").await;
    phone.reset(&office, &pin).await.refused(401, REFUSED);
    assert_eq!(
        office.reasons("reset.refused").await,
        ["one_time_pin.cancelled"]
    );
    let path = format!("/devices/{}/one-time-pin", phone.device());
    let issue = json!({"reason": "Came to the desk with her badge"});
    let issued = office.as_admin("POST", &path, &issue).await.ok();
    mark(&office, &user, "second-factor").await;
    let pin = issued["one_time_pin"].as_str().unwrap();
    phone.reset(&office, pin).await.ok();
    assert_eq!(office.reasons("user.sign_in_set").await.len(), 1);
}

/// A kept answer is no way around it either.
#[tokio::test]
async fn an_answer_that_was_given_before_is_not_repeated_for_the_password() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let id = crate::support::request_id();
    phone.reset_as(&office, &id, PASSWORD).await.ok();
    mark(&office, &phone.identity.user, "second-factor").await;
    let again = phone.reset_as(&office, &id, PASSWORD).await;
    again.refused(401, REFUSED);
}

/// With the password asked an AppConnect Unlock is worth nothing here; waived, it is the way out.
#[tokio::test]
async fn an_appconnect_unlock_never_takes_the_password_either() {
    for (way, reason) in WAYS {
        let office = Office::open().await;
        let phone = Phone::of_alice(&office).await;
        let before = asked(&office, &phone).await;
        mark(&office, &phone.identity.user, way).await;
        let after = asked(&office, &phone).await;
        let right = redeem_once(&office, &phone, &before, Some(PASSWORD)).await;
        right.refused(409, "grant.not_live");
        let right = redeem_once(&office, &phone, &after, Some(PASSWORD)).await;
        let wrong = redeem_once(&office, &phone, &after, Some("wrong password")).await;
        right.refused(401, REFUSED);
        assert_eq!((right.status, &right.body), (wrong.status, &wrong.body));
        assert_eq!(right.headers, wrong.headers);
        let reasons = office.reasons("reset.refused").await;
        assert_eq!(reasons[1..], [reason, "secret.wrong"]);
        // Wrong tries: three more end the grant.
        for _ in 0..3 {
            let again = redeem_once(&office, &phone, &after, Some(PASSWORD)).await;
            again.refused(401, REFUSED);
        }
        let over = redeem_once(&office, &phone, &after, Some(PASSWORD)).await;
        over.refused(409, "grant.not_live");
        let grant = waived(&office, &phone).await;
        redeem_once(&office, &phone, &grant, None).await.ok();
    }
}

#[tokio::test]
async fn unknown_users_and_ways_are_refused() {
    let office = Office::open().await;
    let body = json!({"sign_in": "second-factor"});
    let unknown = office.as_admin("PUT", "/users/x/sign-in", &body).await;
    unknown.refused(404, "user.unknown");
    let (auditor, _) = office.staff("otto", "auditor").await;
    let path = format!("/users/{auditor}/sign-in");
    let staff = office.as_admin("PUT", &path, &body).await;
    staff.refused(404, "user.unknown");
    let alice = office.as_admin("GET", "/users", &Value::Null).await.ok();
    assert_eq!(alice["users"][0]["sign_in"], "password");
    let path = format!(
        "/users/{}/sign-in",
        alice["users"][0]["id"].as_str().unwrap()
    );
    let body = json!({"sign_in": "magic"});
    let way = office.as_admin("PUT", &path, &body).await;
    way.refused(400, "request.malformed");
}

/// Who was bound, and what ends with it, is tested where a provider is: inside.
#[tokio::test]
async fn who_opens_an_account_is_released_by_an_administrator() {
    let office = Office::open().await;
    let users = office.as_admin("GET", "/users", &Value::Null).await.ok();
    let alice = users["users"][0]["id"].as_str().unwrap();
    let path = format!("/users/{alice}/identity");
    for _ in 0..2 {
        let released = office.as_admin("DELETE", &path, &Value::Null).await;
        assert_eq!(released.status, 204);
    }
    let path = "/users/x/identity";
    let unknown = office.as_admin("DELETE", path, &Value::Null).await;
    unknown.refused(404, "user.unknown");
}

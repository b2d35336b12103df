//! AppConnect Unlock: a grant for one device, once, with the account's password or without.

use crate::commands::{send_command, states, told};
use crate::resets::office_with_pins;
use crate::support::{Answer, MINUTE, Office, PASSWORD, Phone, SELF_SERVICE, request_id};
use passcode_core::portal::wire::path;
use serde_json::{Value, json};

const REFUSED: &str = "credentials.not_accepted";
const NOT_LIVE: &str = "grant.not_live";
const DAY: u64 = 24 * 60 * MINUTE;

/// A new grant of a device, by its id, as the phone is told.
async fn grant(office: &Office, phone: &Phone, body: Value) -> String {
    let mut command = json!({"command": "appconnect-unlock"});
    for (name, value) in body.as_object().unwrap() {
        command[name] = value.clone();
    }
    let sent = send_command(office, phone, command).await;
    assert_eq!(sent.status, 201);
    let sent = sent.ok();
    let told = told(office, phone, 0).await;
    let told = told.last().unwrap();
    assert_eq!(told["command"], "appconnect-unlock");
    assert_eq!(told["grant"], sent["grant"]["id"]);
    assert_eq!(told["password_asked"], sent["grant"]["password"] == "asked");
    assert_eq!(told["expires_at_ms"], sent["grant"]["expires_ms"]);
    told["grant"].as_str().unwrap().to_owned()
}

pub(crate) async fn asked(office: &Office, phone: &Phone) -> String {
    grant(office, phone, json!({})).await
}

pub(crate) async fn waived(office: &Office, phone: &Phone) -> String {
    let body = json!({"password": "waived", "reason": "Knows neither; seen in person."});
    grant(office, phone, body).await
}

/// One that asks for the password, or one that does not, with the secret that belongs to it.
pub(crate) async fn either(
    office: &Office,
    phone: &Phone,
    is_asked: bool,
) -> (String, Option<&'static str>) {
    if is_asked {
        (asked(office, phone).await, Some(PASSWORD))
    } else {
        (waived(office, phone).await, None)
    }
}

/// A reset that names a grant, with a secret or without.
pub(crate) fn body(phone: &Phone, user_name: &str, grant: &str, secret: Option<&str>) -> Value {
    let mut body = phone.reset_body(user_name, secret.unwrap_or_default());
    body["grant"] = json!(grant);
    if secret.is_none() {
        body.as_object_mut().unwrap().remove("secret");
    }
    body
}

async fn redeem(
    office: &Office,
    phone: &Phone,
    id: &str,
    (grant, secret): (&str, Option<&str>),
) -> Answer {
    let body = body(phone, "alice", grant, secret);
    phone.post_as(&office.router, path::RESET, &body, id).await
}

/// The same under a new request id.
pub(crate) async fn redeem_once(
    office: &Office,
    phone: &Phone,
    grant: &str,
    secret: Option<&str>,
) -> Answer {
    redeem(office, phone, &request_id(), (grant, secret)).await
}

#[tokio::test]
async fn it_works_whatever_rules_platform_and_version_say() {
    let office = Office::open().await;
    for platform in ["ios", "android"] {
        office
            .set_rules(platform, json!({"user_may_reset": false}))
            .await;
    }
    for (platform, version) in [("ios", "2.0.0"), ("android", "1.0")] {
        let phone = Phone::enroll(&office, "alice", platform, version).await;
        phone
            .reset(&office, PASSWORD)
            .await
            .refused(403, "reset.not_allowed");
        for is_asked in [true, false] {
            let (grant, secret) = either(&office, &phone, is_asked).await;
            let id = request_id();
            let answer = redeem(&office, &phone, &id, (&grant, secret)).await;
            phone.opens(&id, &answer);
            // Once.
            redeem_once(&office, &phone, &grant, secret)
                .await
                .refused(409, NOT_LIVE);
        }
    }
    let trail = office.trail().await;
    let ways = trail
        .iter()
        .filter(|entry| entry["action"] == "reset.answered");
    assert!(ways.clone().count() == 4);
    for entry in ways {
        assert_eq!(entry["detail"]["way"], "appconnect-unlock");
    }
}

#[tokio::test]
async fn waiving_the_password_needs_a_reason_which_the_trail_keeps() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let long = "x".repeat(201);
    for reason in [
        Value::Null,
        json!(""),
        json!(" \n "),
        json!("two\nlines"),
        json!("why"),
        json!(long),
    ] {
        let body = json!({"command": "appconnect-unlock", "password": "waived", "reason": reason});
        send_command(&office, &phone, body)
            .await
            .refused(400, "reason.invalid");
    }
    assert!(states(&office, &phone).await.is_empty());
    waived(&office, &phone).await;
    let trail = office.trail().await;
    let entry = trail
        .iter()
        .find(|entry| entry["action"] == "command.asked")
        .unwrap();
    assert_eq!(entry["detail"]["password"], "waived");
    assert_eq!(entry["detail"]["reason"], "Knows neither; seen in person.");
    assert!(
        entry["actor"]
            .as_str()
            .unwrap()
            .starts_with("administrator:")
    );
    assert_eq!(entry["account"], phone.identity.user);
}

/// The secret belongs in the request exactly if the grant asks for it.
#[tokio::test]
async fn a_secret_too_many_or_too_few_is_malformed() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let grant = asked(&office, &phone).await;
    redeem_once(&office, &phone, &grant, None)
        .await
        .refused(400, "request.malformed");
    let grant = waived(&office, &phone).await;
    redeem_once(&office, &phone, &grant, Some(PASSWORD))
        .await
        .refused(400, "request.malformed");
    let mut bare = body(&phone, "alice", &grant, None);
    bare.as_object_mut().unwrap().remove("grant");
    phone
        .post(&office, path::RESET, &bare)
        .await
        .refused(400, "request.malformed");
    redeem_once(&office, &phone, &grant, None).await.ok();
}

#[tokio::test]
async fn what_is_not_live_is_told_plainly() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let tablet = Phone::of_alice(&office).await;
    let of_tablet = waived(&office, &tablet).await;
    for grant in ["", "unknown", &of_tablet] {
        redeem_once(&office, &phone, grant, None)
            .await
            .refused(409, NOT_LIVE);
    }
    let older = waived(&office, &phone).await;
    let newer = asked(&office, &phone).await;
    redeem_once(&office, &phone, &older, None)
        .await
        .refused(409, NOT_LIVE);
    office.clock.advance(DAY - 1);
    let last = redeem_once(&office, &phone, &newer, Some(PASSWORD)).await;
    last.ok();
    let old = waived(&office, &phone).await;
    office.clock.advance(DAY);
    redeem_once(&office, &phone, &old, None)
        .await
        .refused(409, NOT_LIVE);
    assert!(told(&office, &phone, 0).await.is_empty());
    assert_eq!(states(&office, &phone).await[0].1, "expired");
    let reasons = office.reasons("reset.refused").await;
    assert_eq!(reasons, [NOT_LIVE; 5]);
    // What ran out untold was not carried out, whatever was after it.
    let path = format!("/devices/{}/commands", phone.device());
    let undelivered = json!({"command": "appconnect-unlock"});
    office.as_admin("POST", &path, &undelivered).await.ok();
    office.clock.advance(DAY);
    send_command(&office, &phone, json!({"command": "lock"}))
        .await
        .ok();
    assert_eq!(told(&office, &phone, 0).await[0]["command"], "lock");
    told(&office, &phone, 5).await;
    let states: Vec<_> = states(&office, &phone)
        .await
        .into_iter()
        .map(|(_, state)| state)
        .collect();
    assert_eq!(states[..2], ["done", "expired"]);
}

#[tokio::test]
async fn only_the_password_counts_and_five_wrong_tries_end_it() {
    let office = office_with_pins().await;
    office.add_user("bob").await;
    let phone = Phone::of_alice(&office).await;
    let grant = asked(&office, &phone).await;
    let pin = office.pin(phone.device()).await;
    let reference = phone.reset(&office, "wrong password").await;
    let wrong = [
        ("alice", pin.as_str()),
        ("alice", "wrong password"),
        ("nobody", PASSWORD),
        ("bob", PASSWORD),
    ];
    for (user_name, secret) in wrong {
        let body = body(&phone, user_name, &grant, Some(secret));
        let answer = phone.post(&office, path::RESET, &body).await;
        answer.refused(401, REFUSED);
        assert_eq!(
            (&answer.body, &answer.headers),
            (&reference.body, &reference.headers)
        );
    }
    redeem_once(&office, &phone, &grant, Some("wrong again"))
        .await
        .refused(401, REFUSED);
    redeem_once(&office, &phone, &grant, Some(PASSWORD))
        .await
        .refused(409, NOT_LIVE);
    let trail = office.trail().await;
    let ended = |entry: &&Value| entry["detail"]["grant_exhausted"] == true;
    assert_eq!(trail.iter().filter(ended).count(), 1);
    assert_eq!(states(&office, &phone).await[0].1, "exhausted");
    // The PIN is another matter.
    phone.reset(&office, &pin).await.ok();
}

#[tokio::test]
async fn the_fifth_try_may_be_right_and_a_success_is_not_charged() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let grant = asked(&office, &phone).await;
    for _ in 0..4 {
        redeem_once(&office, &phone, &grant, Some("wrong password"))
            .await
            .refused(401, REFUSED);
    }
    redeem_once(&office, &phone, &grant, Some(PASSWORD))
        .await
        .ok();
}

#[tokio::test]
async fn a_waived_password_still_needs_the_user_and_is_throttled() {
    let office = Office::open().await;
    office.add_user("bob").await;
    let phone = Phone::of_alice(&office).await;
    let grant = waived(&office, &phone).await;
    for user_name in ["bob", "nobody"] {
        phone
            .post(&office, path::RESET, &body(&phone, user_name, &grant, None))
            .await
            .refused(401, REFUSED);
    }
    let reasons = office.reasons("reset.refused").await;
    assert_eq!(reasons, ["account.of_other_device", "account.unknown"]);
    for _ in 0..8 {
        phone
            .reset(&office, "wrong password")
            .await
            .refused(401, REFUSED);
    }
    redeem_once(&office, &phone, &grant, None)
        .await
        .refused(429, "attempts.too_many");
    office.clock.advance(15 * MINUTE);
    phone
        .post(&office, path::RESET, &body(&phone, "ALICE", &grant, None))
        .await
        .ok();
}

#[tokio::test]
async fn a_lost_answer_is_repeated_byte_for_byte() {
    let office = Office::open().await;
    for is_asked in [true, false] {
        let phone = Phone::of_alice(&office).await;
        let (grant, secret) = either(&office, &phone, is_asked).await;
        let id = request_id();
        let first = redeem(&office, &phone, &id, (&grant, secret)).await;
        office.clock.advance(10 * MINUTE - 1);
        let second = redeem(&office, &phone, &id, (&grant, secret)).await;
        phone.opens(&id, &first);
        assert_eq!(first.body, second.body);
        if is_asked {
            redeem(&office, &phone, &id, (&grant, Some("wrong password")))
                .await
                .refused(401, REFUSED);
        }
        // Another grant is another request.
        let newer = waived(&office, &phone).await;
        redeem(&office, &phone, &id, (&newer, None))
            .await
            .refused(409, "request.reused");
        phone
            .reset_as(&office, &id, PASSWORD)
            .await
            .refused(409, "request.reused");
        redeem(&office, &phone, &id, (&grant, secret)).await.ok();
        office.clock.advance(1);
        redeem(&office, &phone, &id, (&grant, secret))
            .await
            .refused(409, NOT_LIVE);
        redeem_once(&office, &phone, &newer, None).await.ok();
    }
}

#[tokio::test]
async fn a_finished_reset_is_forgotten() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let grant = waived(&office, &phone).await;
    let id = request_id();
    redeem(&office, &phone, &id, (&grant, None)).await.ok();
    let done = json!({"request_id": id});
    phone.post(&office, path::RESET_DONE, &done).await.ok();
    redeem(&office, &phone, &id, (&grant, None))
        .await
        .refused(409, NOT_LIVE);
}

/// The grant is an administrator's, not got by the old password: it asks for the new one.
#[tokio::test]
async fn a_new_password_leaves_the_grant_and_is_asked() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let grant = asked(&office, &phone).await;
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let change = json!({"password": PASSWORD, "new_password": "another password"});
    let path = format!("{SELF_SERVICE}/account/password");
    office.call("PUT", &path, &token, &change).await.ok();
    redeem_once(&office, &phone, &grant, Some(PASSWORD))
        .await
        .refused(401, REFUSED);
    redeem_once(&office, &phone, &grant, Some("another password"))
        .await
        .ok();
}

/// A sealed key that does not open spends no grant; a phone that was put back gets none.
#[tokio::test]
async fn a_grant_is_not_spent_on_what_does_not_open() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let other = Phone::of_alice(&office).await;
    let grant = waived(&office, &phone).await;
    let mut foreign = body(&phone, "alice", &grant, None);
    foreign["sealed_recovery_key"] = other.reset_body("alice", "")["sealed_recovery_key"].clone();
    phone
        .post(&office, path::RESET, &foreign)
        .await
        .refused(400, "request.malformed");
    redeem_once(&office, &phone, &grant, None).await.ok();
    let grant = waived(&office, &phone).await;
    phone.check_in(&office, 2).await.ok();
    redeem_once(&office, &phone, &grant, None)
        .await
        .refused(409, "device.rolled_back");
}

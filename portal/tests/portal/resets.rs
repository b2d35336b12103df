//! Resets: with the password, with a one-time PIN, repeated, refused.

use crate::support::{MINUTE, Office, PASSWORD, Phone, SELF_SERVICE, TestDatabase, request_id};
use passcode_core::portal::wire::path;
use serde_json::{Value, json};
use tokio::task::JoinSet;

const REFUSED: &str = "credentials.not_accepted";

pub(crate) async fn office_with_pins() -> Office {
    let office = Office::open().await;
    office.set_rules("ios", json!({"one_time_pin": true})).await;
    office
}

#[tokio::test]
async fn the_password_brings_the_recovery_key_back() {
    let office = Office::open().await;
    for (platform, version) in [("ios", "3.1.0"), ("ios", "2.0.0"), ("android", "1.0")] {
        let phone = Phone::enroll(&office, "alice", platform, version).await;
        let id = request_id();
        let answer = phone.reset_as(&office, &id, PASSWORD).await;
        phone.opens(&id, &answer);
        assert_eq!(answer.ok()["configuration"]["version"], 1);
    }
    assert_eq!(office.reasons("reset.answered").await.len(), 3);
}

#[tokio::test]
async fn a_pin_brings_the_recovery_key_back_once() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    phone.check_in(&office, 1).await.ok();
    let pin = office.pin(phone.device()).await;
    let id = request_id();
    let answer = phone.reset_as(&office, &id, &pin).await;
    phone.opens(&id, &answer);
    phone.reset(&office, &pin).await.refused(401, REFUSED);
    assert_eq!(office.reasons("reset.refused").await, ["one_time_pin.used"]);
}

#[tokio::test]
async fn a_pin_may_be_typed_in_groups() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    let (first, second) = pin.split_at(4);
    phone
        .reset(&office, &format!("{first} - {second}"))
        .await
        .ok();
}

#[tokio::test]
async fn every_hidden_reason_looks_the_same() {
    let office = office_with_pins().await;
    office.add_user("bob").await;
    let phone = Phone::of_alice(&office).await;
    let tablet = Phone::of_alice(&office).await;
    let mut answers = vec![
        phone.reset(&office, "wrong password").await,
        phone
            .post(&office, path::RESET, &phone.reset_body("nobody", PASSWORD))
            .await,
        phone
            .post(&office, path::RESET, &phone.reset_body("bob", PASSWORD))
            .await,
    ];
    let of_tablet = office.pin(tablet.device()).await;
    answers.push(phone.reset(&office, &of_tablet).await);
    let cancelled = office.pin(phone.device()).await;
    let expired = office.pin(phone.device()).await;
    answers.push(phone.reset(&office, &cancelled).await);
    office.clock.advance(30 * MINUTE);
    answers.push(phone.reset(&office, &expired).await);
    let used = office.pin(phone.device()).await;
    phone.reset(&office, &used).await.ok();
    answers.push(phone.reset(&office, &used).await);
    for sign_in in ["identity-provider", "second-factor"] {
        let path = format!("/users/{}/sign-in", phone.identity.user);
        let body = json!({"sign_in": sign_in});
        office.as_admin("PUT", &path, &body).await.ok();
        answers.push(phone.reset(&office, PASSWORD).await);
    }
    let first = &answers[0];
    first.refused(401, REFUSED);
    for answer in &answers {
        assert_eq!((answer.status, &answer.body), (first.status, &first.body));
        assert_eq!(answer.headers, first.headers);
    }
    assert_eq!(
        office.reasons("reset.refused").await,
        [
            "secret.wrong",
            "account.unknown",
            "account.of_other_device",
            "one_time_pin.other_device",
            "one_time_pin.cancelled",
            "one_time_pin.expired",
            "one_time_pin.used",
            "account.identity_provider",
            "account.second_factor",
        ]
    );
}

#[tokio::test]
async fn a_lost_answer_is_repeated_byte_for_byte() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    let id = request_id();
    let first = phone.reset_as(&office, &id, &pin).await;
    office.clock.advance(10 * MINUTE - 1);
    let second = phone.reset_as(&office, &id, &pin).await;
    let third = phone.reset_as(&office, &id, PASSWORD).await;
    phone.opens(&id, &first);
    assert_eq!(first.body, second.body);
    assert_eq!(first.body, third.body);
    phone
        .reset_as(&office, &id, "wrong password")
        .await
        .refused(401, REFUSED);
    phone.reset(&office, &pin).await.refused(401, REFUSED);
    assert_eq!(office.reasons("reset.answered").await.len(), 1);
    assert_eq!(office.reasons("reset.repeated").await.len(), 2);
    office.clock.advance(1);
    phone
        .reset_as(&office, &id, &pin)
        .await
        .refused(401, REFUSED);
}

#[tokio::test]
async fn a_newer_pin_opens_a_kept_answer_and_is_spent_by_it() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let id = request_id();
    let pin = office.pin(phone.device()).await;
    let first = phone.reset_as(&office, &id, &pin).await;
    let newer = office.pin(phone.device()).await;
    let second = phone.reset_as(&office, &id, &newer).await;
    first.ok();
    assert_eq!(first.body, second.body);
    phone.reset(&office, &newer).await.refused(401, REFUSED);
}

#[tokio::test]
async fn a_pin_spent_by_one_request_does_not_open_the_answer_of_another() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let other = request_id();
    phone.reset_as(&office, &other, PASSWORD).await.ok();
    let pin = office.pin(phone.device()).await;
    phone.reset(&office, &pin).await.ok();
    phone
        .reset_as(&office, &other, &pin)
        .await
        .refused(401, REFUSED);
}

#[tokio::test]
async fn nothing_else_is_answered_under_a_request_id() {
    let office = office_with_pins().await;
    let mut phone = Phone::of_alice(&office).await;
    let id = request_id();
    phone.reset_as(&office, &id, PASSWORD).await.ok();
    phone.generation += 1;
    phone.seal();
    phone
        .reset_as(&office, &id, PASSWORD)
        .await
        .refused(409, "request.reused");
    phone.reset(&office, PASSWORD).await.ok();
}

#[tokio::test]
async fn a_finished_reset_is_forgotten() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    let id = request_id();
    phone.reset_as(&office, &id, &pin).await.ok();
    let done = phone
        .post(&office, path::RESET_DONE, &json!({"request_id": id}))
        .await;
    assert_eq!((done.status, done.body.len()), (204, 0));
    phone
        .reset_as(&office, &id, &pin)
        .await
        .refused(401, REFUSED);
}

#[tokio::test]
async fn rules_of_the_device_are_refused_plainly() {
    let office = office_with_pins().await;
    let mut phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    phone.app_version = "3.0.9".to_owned();
    phone
        .reset(&office, PASSWORD)
        .await
        .refused(403, "client.too_old");
    phone.app_version = "3.1.0".to_owned();
    office
        .set_rules("ios", json!({"one_time_pin": false}))
        .await;
    phone.reset(&office, &pin).await.refused(401, REFUSED);
    office
        .set_rules("ios", json!({"user_may_reset": false}))
        .await;
    phone
        .reset(&office, "whatever it is")
        .await
        .refused(403, "reset.not_allowed");
    assert_eq!(
        office.reasons("reset.refused").await,
        [
            "client.too_old",
            "one_time_pin.not_allowed",
            "reset.not_allowed"
        ]
    );
}

#[tokio::test]
async fn a_recovery_key_of_another_phone_does_not_open() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let other = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    let mut body = phone.reset_body("alice", &pin);
    body["sealed_recovery_key"] = other.reset_body("alice", &pin)["sealed_recovery_key"].clone();
    phone
        .post(&office, path::RESET, &body)
        .await
        .refused(400, "request.malformed");
    body["escrow_key_id"] = json!("unknown");
    phone
        .post(&office, path::RESET, &body)
        .await
        .refused(400, "request.malformed");
    assert_eq!(office.reasons("reset.unreadable").await.len(), 2);
    // The PIN is not spent on it.
    phone.reset(&office, &pin).await.ok();
}

#[tokio::test]
async fn the_wrong_shape_is_malformed_before_it_is_tried() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    for (field, value) in [
        ("vault", "AAAA"),
        ("fresh_key", "AAAA"),
        ("app_version", "new"),
    ] {
        let mut body = phone.reset_body("alice", PASSWORD);
        body[field] = json!(value);
        phone
            .post(&office, path::RESET, &body)
            .await
            .refused(400, "request.malformed");
    }
    assert!(office.reasons("reset.refused").await.is_empty());
}

/// Exactly one redemption, also with two instances over one database.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_redemptions_of_one_pin_exactly_one_wins() {
    one_of(20).await;
}

/// Two hundred on PostgreSQL; SQLite has one writer, and twenty say as much there.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_hundred_redemptions_of_one_pin_exactly_one_wins() {
    let is_postgres = TestDatabase::new().is_postgres();
    one_of(if is_postgres { 200 } else { 20 }).await;
}

async fn one_of(redemptions: usize) {
    let office = office_with_pins().await;
    let phone = std::sync::Arc::new(Phone::of_alice(&office).await);
    let pin = office.pin(phone.device()).await;
    let second = office.another().await;
    let mut attempts = JoinSet::new();
    for number in 0..redemptions {
        let router = if number % 2 == 0 {
            office.router.clone()
        } else {
            second.router()
        };
        let (phone, body) = (phone.clone(), phone.reset_body("alice", &pin));
        attempts.spawn(async move {
            phone
                .post_as(&router, path::RESET, &body, &request_id())
                .await
        });
    }
    let answers = attempts.join_all().await;
    let won = answers.iter().filter(|answer| answer.status == 200).count();
    let lost = answers
        .iter()
        .filter(|answer| [401, 429].contains(&answer.status))
        .count();
    assert_eq!((won, lost), (1, redemptions - 1));
    assert_eq!(office.reasons("reset.answered").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn copies_of_one_request_at_once_get_one_answer() {
    let office = office_with_pins().await;
    let phone = std::sync::Arc::new(Phone::of_alice(&office).await);
    let pin = office.pin(phone.device()).await;
    let id = request_id();
    let mut copies = JoinSet::new();
    for _ in 0..4 {
        let (phone, router, id) = (phone.clone(), office.router.clone(), id.clone());
        let body = phone.reset_body("alice", &pin);
        copies.spawn(async move { phone.post_as(&router, path::RESET, &body, &id).await });
    }
    let answers = copies.join_all().await;
    for answer in &answers {
        phone.opens(&id, answer);
        assert_eq!(answer.body, answers[0].body);
    }
    assert_eq!(office.reasons("reset.answered").await.len(), 1);
    assert_eq!(office.reasons("reset.repeated").await.len(), 3);
}

#[tokio::test]
async fn a_new_password_counts_at_once() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let body = json!({"password": PASSWORD, "new_password": "another password"});
    let path = format!("{SELF_SERVICE}/account/password");
    assert_eq!(
        office.call("PUT", &path, &token, &body).await.ok(),
        Value::Null
    );
    phone.reset(&office, PASSWORD).await.refused(401, REFUSED);
    phone.reset(&office, "another password").await.ok();
}

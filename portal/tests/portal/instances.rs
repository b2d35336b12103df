//! Several instances over one database, and what happens when two do the same at once.

use crate::audit::is_chained;
use crate::resets::office_with_pins;
use crate::support::{
    ADMIN, ADMIN_PASSWORD, Answer, MINUTE, Office, PASSWORD, Phone, SELF_SERVICE, TurnedClock,
    check_in_body, send, signed_headers,
};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use passcode_core::portal::wire::path;
use passcode_portal::{Portal, StartFailure};
use serde_json::{Value, json};
use std::fs;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Sends the same request so many times at once, in turn to either instance.
async fn at_once(
    office: &Office,
    times: usize,
    (path, token, body): (&str, &str, &Value),
) -> Vec<Answer> {
    let second = office.another().await;
    let routers = [office.router.clone(), second.router()];
    let mut requests = JoinSet::new();
    for number in 0..times {
        let (router, body): (Router, _) = (routers[number % 2].clone(), body.to_string());
        let request = Request::post(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
        let request = request.body(Body::from(body)).unwrap();
        requests.spawn(async move { send(&router, request).await });
    }
    requests.join_all().await
}

fn count(answers: &[Answer], status: u16) -> usize {
    let same = |answer: &&Answer| answer.status == status;
    answers.iter().filter(same).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn instances_that_start_at_once_make_one_organisation() {
    let place = Office::new_place();
    let clock = TurnedClock::new();
    let mut starts = JoinSet::new();
    for _ in 0..8 {
        let (path, choice, clock) = (place.0.path().to_owned(), place.1.choice(), clock.clone());
        starts.spawn(async move { Portal::open_with(&path, choice, clock).await });
    }
    let portals: Result<Vec<_>, _> = starts.join_all().await.into_iter().collect();
    let first = portals.unwrap().remove(0);
    let office = Office::furnished(place, clock, first).await;
    let trail = office.trail().await;
    let made = |entry: &&Value| entry["action"] == "portal.created";
    assert_eq!(trail.iter().filter(made).count(), 1);
    is_chained(&trail);
}

#[tokio::test]
async fn an_instance_elsewhere_needs_the_same_master_key() {
    let office = Office::open().await;
    if !office.database.is_postgres() {
        return;
    }
    let phone = Phone::of_alice(&office).await;
    let elsewhere = tempfile::tempdir().unwrap();
    let open = || office.database.open(elsewhere.path(), &office.clock);
    let key = elsewhere.path().join("master.key");
    let failure = open().await.err().unwrap();
    assert!(matches!(failure, StartFailure::MasterKeyMissing(at) if at == key));
    assert!(!key.exists());
    fs::copy(office.directory.path().join("master.key"), &key).unwrap();
    let second = open().await.unwrap();
    let id = crate::support::request_id();
    let body = phone.reset_body("alice", PASSWORD);
    let answer = phone
        .post_as(&second.router(), path::RESET, &body, &id)
        .await;
    phone.opens(&id, &answer);
    fs::write(&key, [0; 32]).unwrap();
    let failure = open().await.err().unwrap();
    assert!(matches!(failure, StartFailure::MasterKeyWrong(at) if at == key));
}

#[tokio::test]
async fn a_nonce_of_one_instance_serves_once_at_another_whose_clock_differs() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let clock = TurnedClock::new();
    let path = office.directory.path();
    let ahead = office.database.open(path, &clock).await.unwrap().router();
    clock.advance(MINUTE / 2);
    let body = check_in_body(1);
    for (one, other) in [(&ahead, &office.router), (&office.router, &ahead)] {
        let device = phone.device();
        let headers = signed_headers(one, &phone.keys, device, path::CHECK_IN, &body, None).await;
        let post = |router| crate::support::post(router, path::CHECK_IN, &headers, &body);
        post(other).await.ok();
        post(one).await.refused(401, "request.stale");
        post(other).await.refused(401, "request.stale");
    }
}

/// Neither is forgotten by one instance as long as another one accepts it.
#[tokio::test]
async fn a_used_nonce_is_remembered_for_the_instance_whose_clock_is_behind() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let clock = TurnedClock::new();
    let path = office.directory.path();
    let ahead = office.database.open(path, &clock).await.unwrap().router();
    let body = check_in_body(1);
    let device = phone.device();
    let router = &office.router;
    let headers = signed_headers(router, &phone.keys, device, path::CHECK_IN, &body, None).await;
    let used = || crate::support::post(router, path::CHECK_IN, &headers, &body);
    used().await.ok();
    office.clock.advance(5 * MINUTE - 1);
    clock.advance(5 * MINUTE + MINUTE / 2);
    // Tidies up.
    phone
        .post_as(&ahead, path::CHECK_IN, &body, &crate::support::request_id())
        .await
        .ok();
    used().await.refused(401, "request.stale");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_set_up_token_makes_one_administrator() {
    let office = Office::bare().await;
    let second = office.another().await;
    let token = second.set_up_token().await.unwrap().unwrap();
    let body = json!({"token": token, "user_name": "root", "password": ADMIN_PASSWORD});
    let answers = at_once(&office, 12, (&format!("{ADMIN}/set-up"), "", &body)).await;
    assert_eq!((count(&answers, 201), count(&answers, 403)), (1, 11));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_more_attempts_at_once_than_one_after_the_other() {
    let office = Office::open().await;
    let body = json!({"user_name": "alice", "password": "wrong password"});
    let path = format!("{SELF_SERVICE}/session");
    for _ in 0..2 {
        let answers = at_once(&office, 24, (&path, "", &body)).await;
        assert_eq!((count(&answers, 401), count(&answers, 429)), (10, 14));
        // Both begin the next window at once, whoever removes the old one.
        office.clock.advance(15 * MINUTE);
    }
    is_chained(&office.trail().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_pins_issued_at_once_one_is_live() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let path = format!("{SELF_SERVICE}/devices/{}/one-time-pin", phone.device());
    let body = json!({"password": PASSWORD});
    let answers = at_once(&office, 8, (&path, &token, &body)).await;
    assert_eq!(count(&answers, 201), 8);
    let trail = office.trail().await;
    let issued = trail
        .iter()
        .filter(|entry| entry["action"] == "one_time_pin.issued");
    let cancelled: u64 = issued
        .map(|entry| entry["detail"]["cancelled"].as_u64().unwrap())
        .sum();
    assert_eq!(cancelled, 7);
    is_chained(&office.trail().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_many_do_at_once_is_one_chain_and_never_fails() {
    let office = office_with_pins().await;
    let phones = [
        Phone::of_alice(&office).await,
        Phone::of_alice(&office).await,
    ];
    let phones = phones.map(Arc::new);
    let second = office.another().await;
    let mut requests = JoinSet::new();
    for number in 0..40_usize {
        let phone = phones[number % 2].clone();
        let router = [&office.router, &second.router()][number / 2 % 2].clone();
        requests.spawn(async move {
            let (name, path, body) = match number % 5 {
                0 => ("reset", path::RESET, phone.reset_body("alice", PASSWORD)),
                1 => (
                    "wrong",
                    path::RESET,
                    phone.reset_body("alice", "wrong password"),
                ),
                2 => {
                    let body = json!({"request_id": "none"});
                    ("done", path::RESET_DONE, body)
                }
                _ => {
                    let body = check_in_body(1);
                    ("check-in", path::CHECK_IN, body)
                }
            };
            let id = crate::support::request_id();
            (name, phone.post_as(&router, path, &body, &id).await.status)
        });
    }
    for (name, status) in requests.join_all().await {
        let expected = if name == "wrong" { 401..402 } else { 200..205 };
        assert!(expected.contains(&status), "{name}: {status}");
    }
    is_chained(&office.trail().await);
}

/// PostgreSQL has no text with U+0000 in it; no account has one in its name either.
#[tokio::test]
async fn a_text_that_no_database_holds_is_no_failure_of_the_portal() {
    let office = Office::open().await;
    let body = json!({"user_name": "al\0ice", "password": PASSWORD});
    let answer = office
        .call("POST", &format!("{SELF_SERVICE}/session"), "", &body)
        .await;
    assert!([400, 401].contains(&answer.status), "{}", answer.status);
    let answer = office.as_admin("GET", "/devices/%00", &Value::Null).await;
    assert!([400, 404].contains(&answer.status), "{}", answer.status);
}

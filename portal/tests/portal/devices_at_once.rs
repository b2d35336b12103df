//! Commands, grants, resets and rotations at once, over two instances.

use crate::audit::is_chained;
use crate::commands::told;
use crate::grants::{body, either, waived};
use crate::resets::office_with_pins;
use crate::support::{
    ADMIN, Office, PASSWORD, Phone, SELF_SERVICE, check_in_body, request_id, send,
};
use axum::body::Body;
use axum::http::Request;
use passcode_core::portal::wire::path;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::task::JoinSet;

/// Whoever waits for whom: nobody waits in a circle, and the trail is one chain.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn commands_resets_and_rotations_at_once_never_fail() {
    let office = office_with_pins().await;
    let second = office.another().await.router();
    let phone = Arc::new(Phone::of_alice(&office).await);
    let commands = format!("{ADMIN}/devices/{}/commands", phone.device());
    let keys = format!("{ADMIN}/escrow-keys");
    let alice = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let pin = format!("{SELF_SERVICE}/devices/{}/one-time-pin", phone.device());
    let mut requests = JoinSet::new();
    for number in 0..64_usize {
        let router = [&office.router, &second][number / 8 % 2].clone();
        let phone = phone.clone();
        let post = |path: &str, token: &str, body: Value| {
            let request = Request::post(path).header("authorization", format!("Bearer {token}"));
            request.body(Body::from(body.to_string())).unwrap()
        };
        let by_people = match number % 8 {
            0 => Some(post(&commands, &office.admin, json!({"command": "lock"}))),
            1 => Some(post(
                &commands,
                &office.admin,
                json!({"command": "appconnect-unlock"}),
            )),
            2 => Some(post(&keys, &office.admin, Value::Null)),
            3 => Some(post(&pin, &alice, json!({"password": PASSWORD}))),
            _ => None,
        };
        requests.spawn(async move {
            let (path, body) = match (by_people, number % 8) {
                (Some(request), _) => return send(&router, request).await.status,
                (None, 4) => (path::RESET, phone.reset_body("alice", PASSWORD)),
                (None, 5) => (path::RESET, phone.reset_body("alice", "wrong password")),
                (None, 6) => (path::COMMANDS_DONE, json!({"commands_done": 0})),
                (None, _) => (path::CHECK_IN, check_in_body(1)),
            };
            phone
                .post_as(&router, path, &body, &request_id())
                .await
                .status
        });
    }
    let statuses = requests.join_all().await;
    assert!(statuses.iter().all(|status| *status < 500), "{statuses:?}");
    let worked = statuses.iter().filter(|status| **status < 300).count();
    assert!(worked >= 32, "{statuses:?}");
    is_chained(&office.trail().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn copies_of_one_request_at_once_get_one_answer() {
    let office = Office::open().await;
    let second = office.another().await.router();
    let phone = Arc::new(Phone::of_alice(&office).await);
    for is_asked in [true, false] {
        let (grant, secret) = either(&office, &phone, is_asked).await;
        let id = request_id();
        let mut copies = JoinSet::new();
        for number in 0..4 {
            let router = [&office.router, &second][number % 2].clone();
            let (phone, id) = (phone.clone(), id.clone());
            let body = body(&phone, "alice", &grant, secret);
            copies.spawn(async move { phone.post_as(&router, path::RESET, &body, &id).await });
        }
        let answers = copies.join_all().await;
        for answer in &answers {
            phone.opens(&id, answer);
            assert_eq!(answer.body, answers[0].body);
        }
    }
    assert_eq!(office.reasons("reset.answered").await.len(), 2);
    assert_eq!(office.reasons("reset.repeated").await.len(), 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_redemptions_exactly_one_wins() {
    let office = Office::open().await;
    let second = office.another().await.router();
    let phone = Arc::new(Phone::of_alice(&office).await);
    let grant = waived(&office, &phone).await;
    let mut attempts = JoinSet::new();
    for number in 0..40 {
        let router = [&office.router, &second][number % 2].clone();
        let (phone, body) = (phone.clone(), body(&phone, "alice", &grant, None));
        attempts.spawn(async move {
            let id = request_id();
            phone.post_as(&router, path::RESET, &body, &id).await
        });
    }
    let answers = attempts.join_all().await;
    let count = |status| {
        answers
            .iter()
            .filter(|answer| answer.status == status)
            .count()
    };
    assert_eq!((count(200), count(409) + count(429)), (1, 39));
    assert_eq!(office.reasons("reset.answered").await.len(), 1);
}

/// Grants asked for at once: one is live, and Retire ends it whenever it comes.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_grants_asked_for_at_once_one_is_live_and_none_after_retire() {
    let office = Office::open().await;
    let second = office.another().await;
    let phone = Phone::of_alice(&office).await;
    let path = format!("{}/devices/{}/commands", ADMIN, phone.device());
    for (kinds, live) in [
        (["appconnect-unlock"; 2], 1),
        (["appconnect-unlock", "retire"], 0),
    ] {
        let mut requests = JoinSet::new();
        for number in 0..12 {
            let router = [office.router.clone(), second.router()][number % 2].clone();
            let body = json!({"command": kinds[number / 6]}).to_string();
            let request = Request::post(&path)
                .header("authorization", format!("Bearer {}", office.admin))
                .body(Body::from(body))
                .unwrap();
            requests.spawn(async move { send(&router, request).await.status });
        }
        let statuses = requests.join_all().await;
        assert!(
            statuses.iter().all(|status| [201, 409].contains(status)),
            "{statuses:?}"
        );
        let told = told(&office, &phone, 0).await;
        let unlocks = told
            .iter()
            .filter(|one| one["command"] == "appconnect-unlock")
            .count();
        assert_eq!(unlocks, live);
    }
    assert_eq!(told(&office, &phone, 0).await[0]["command"], "retire");
    crate::audit::is_chained(&office.trail().await);
}

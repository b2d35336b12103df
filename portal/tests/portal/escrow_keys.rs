//! Rotation of escrow keys: who relies on which, and what happens when a key is destroyed.

use crate::support::{ADMIN, Office, PASSWORD, Phone, send};
use axum::body::Body;
use axum::http::Request;
use passcode_core::portal::wire::EscrowKey;
use serde_json::{Value, json};
use tokio::task::JoinSet;

async fn rotate(office: &Office) -> String {
    let answer = office.as_admin("POST", "/escrow-keys", &Value::Null).await;
    assert_eq!(answer.status, 201);
    answer.ok()["id"].as_str().unwrap().to_owned()
}

/// State and count of devices by key, newest first.
async fn keys(office: &Office) -> Vec<(String, String, u64)> {
    let answer = office
        .as_admin("GET", "/escrow-keys", &Value::Null)
        .await
        .ok();
    let text = |key: &Value, field: &str| key[field].as_str().unwrap().to_owned();
    answer["escrow_keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| {
            (
                text(key, "id"),
                text(key, "state"),
                key["devices"].as_u64().unwrap(),
            )
        })
        .collect()
}

async fn devices(office: &Office, key: &str) -> Vec<(String, bool)> {
    let path = format!("/escrow-keys/{key}/devices");
    let answer = office.as_admin("GET", &path, &Value::Null).await.ok();
    answer["devices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["id"].as_str().unwrap().to_owned(),
                one["reported"] == true,
            )
        })
        .collect()
}

async fn destroy(office: &Office, key: &str, losing: &str) -> crate::support::Answer {
    let path = format!("/escrow-keys/{key}{losing}");
    office.as_admin("DELETE", &path, &Value::Null).await
}

/// The phone takes in the key that a check-in told, and seals to it.
async fn follow(office: &Office, phone: &mut Phone) {
    let told = phone.check_in(office, phone.generation).await.ok();
    let told: EscrowKey = serde_json::from_value(told["escrow_key"].clone()).unwrap();
    phone.escrow_key = told;
    phone.generation += 1;
    phone.seal();
}

#[tokio::test]
async fn a_former_key_opens_until_every_device_has_followed() {
    let office = Office::open().await;
    let mut phone = Phone::of_alice(&office).await;
    let mut offline = Phone::of_alice(&office).await;
    for one in [&phone, &offline] {
        one.check_in(&office, 1).await.ok();
    }
    let former = phone.escrow_key.id.clone();
    destroy(&office, &former, "")
        .await
        .refused(409, "escrow.key_current");
    office.clock.advance(1);
    let current = rotate(&office).await;
    follow(&office, &mut phone).await;
    assert_eq!(phone.escrow_key.id, current);
    // Sealed to the new key, but not reported yet.
    let expected = [
        (current.clone(), "current".to_owned(), 1),
        (former.clone(), "former".to_owned(), 2),
    ];
    assert_eq!(keys(&office).await, expected);
    phone.check_in(&office, 2).await.ok();
    let expected = [
        (current.clone(), "current".to_owned(), 1),
        (former.clone(), "former".to_owned(), 1),
    ];
    assert_eq!(keys(&office).await, expected);
    assert_eq!(
        devices(&office, &former).await,
        [(offline.device().to_owned(), true)]
    );
    destroy(&office, &former, "")
        .await
        .refused(409, "escrow.key_in_use");
    // Both can reset: through the new key and through the former one.
    let id = crate::support::request_id();
    phone.opens(&id, &phone.reset_as(&office, &id, PASSWORD).await);
    let id = crate::support::request_id();
    let answer = offline.reset_as(&office, &id, PASSWORD).await;
    offline.opens(&id, &answer);
    assert_eq!(answer.ok()["escrow_key"]["id"], json!(current));
    // It will seal to the key that the answer told.
    let relies = (offline.device().to_owned(), false);
    assert!(devices(&office, &current).await.contains(&relies));
    follow(&office, &mut offline).await;
    offline.check_in(&office, 2).await.ok();
    assert_eq!(destroy(&office, &former, "").await.status, 204);
    let expected = [
        (current.clone(), "current".to_owned(), 2),
        (former.clone(), "destroyed".to_owned(), 0),
    ];
    assert_eq!(keys(&office).await, expected);
    destroy(&office, &former, "")
        .await
        .refused(410, "escrow.key_destroyed");
    destroy(&office, "x", "")
        .await
        .refused(404, "escrow.key_unknown");
}

/// A device that was told a key may have sealed to it before it reports so: between two rotations it
/// relies on three keys in turn, and none of them may go unnoticed.
#[tokio::test]
async fn a_device_relies_on_the_key_that_it_was_told_too() {
    let office = Office::open().await;
    let mut phone = Phone::of_alice(&office).await;
    let first = phone.escrow_key.id.clone();
    // Enrolled, nothing reported.
    assert_eq!(
        devices(&office, &first).await,
        [(phone.device().to_owned(), false)]
    );
    phone.check_in(&office, 1).await.ok();
    let second = rotate(&office).await;
    follow(&office, &mut phone).await;
    rotate(&office).await;
    assert_eq!(
        devices(&office, &second).await,
        [(phone.device().to_owned(), false)]
    );
    for key in [&first, &second] {
        destroy(&office, key, "")
            .await
            .refused(409, "escrow.key_in_use");
    }
    phone.check_in(&office, 2).await.ok();
    assert_eq!(destroy(&office, &first, "").await.status, 204);
    destroy(&office, &second, "")
        .await
        .refused(409, "escrow.key_in_use");
}

#[tokio::test]
async fn losing_devices_is_accepted_by_their_number_and_audited() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let other = Phone::of_alice(&office).await;
    let retired = Phone::of_alice(&office).await;
    let former = phone.escrow_key.id.clone();
    rotate(&office).await;
    let retire = json!({"command": "retire"});
    crate::commands::send_command(&office, &retired, retire)
        .await
        .ok();
    for losing in [
        "?accept_losing=1",
        "?accept_losing=3",
        "?accept_losing=0",
        "",
    ] {
        destroy(&office, &former, losing)
            .await
            .refused(409, "escrow.key_in_use");
    }
    for wrong in [
        "?accept_losing=all",
        "?accept_losing=-1",
        "?accept_loosing=2",
    ] {
        destroy(&office, &former, wrong)
            .await
            .refused(400, "request.malformed");
    }
    phone.reset(&office, PASSWORD).await.ok();
    assert_eq!(
        destroy(&office, &former, "?accept_losing=2").await.status,
        204
    );
    let trail = office.trail().await;
    let entry = trail
        .iter()
        .find(|one| one["action"] == "escrow_key.destroyed")
        .unwrap();
    let mut lost = [phone.device(), other.device()];
    lost.sort_unstable();
    assert_eq!(
        entry["detail"],
        json!({"escrow_key": former, "devices_lost": lost})
    );
    // Refused plainly, whatever was typed, and not charged.
    for secret in [PASSWORD, "wrong password"] {
        for _ in 0..11 {
            let answer = phone.reset(&office, secret).await;
            answer.refused(410, "escrow.key_destroyed");
        }
    }
    assert_eq!(
        office.reasons("reset.refused").await[0],
        "escrow.key_destroyed"
    );
}

#[tokio::test]
async fn an_answer_that_was_given_outlives_the_key() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let former = phone.escrow_key.id.clone();
    let id = crate::support::request_id();
    let first = phone.reset_as(&office, &id, PASSWORD).await;
    rotate(&office).await;
    destroy(&office, &former, "?accept_losing=1").await.ok();
    let second = phone.reset_as(&office, &id, PASSWORD).await;
    phone.opens(&id, &second);
    assert_eq!(first.body, second.body);
}

#[tokio::test]
async fn keys_are_for_administrators() {
    let office = Office::open().await;
    let path = format!("{ADMIN}/escrow-keys");
    for method in ["GET", "POST"] {
        let answer = office.call(method, &path, "", &Value::Null).await;
        answer.refused(401, "session.needed");
    }
    assert_eq!(keys(&office).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn however_many_rotate_at_once_one_key_is_current() {
    let office = Office::open().await;
    let second = office.another().await;
    let mut requests = JoinSet::new();
    for number in 0..16 {
        let router = [office.router.clone(), second.router()][number % 2].clone();
        let request = Request::post(format!("{ADMIN}/escrow-keys"))
            .header("authorization", format!("Bearer {}", office.admin))
            .body(Body::empty())
            .unwrap();
        requests.spawn(async move { send(&router, request).await });
    }
    let answers = requests.join_all().await;
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        answer.refused(409, "escrow.key_changed");
    }
    let keys = keys(&office).await;
    assert!(made >= 1 && keys.len() == 1 + made);
    assert_eq!(
        keys.iter()
            .filter(|(_, state, _)| state == "current")
            .count(),
        1
    );
    crate::audit::is_chained(&office.trail().await);
}

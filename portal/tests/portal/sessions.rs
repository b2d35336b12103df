//! Sessions end, and those of one role are none of the other.

use crate::support::{ADMIN, ADMIN_PASSWORD, MINUTE, Office, PASSWORD, SELF_SERVICE};
use serde_json::{Value, json};

const NEEDED: &str = "session.needed";

async fn devices(office: &Office, token: &str) -> crate::support::Answer {
    office
        .call(
            "GET",
            &format!("{SELF_SERVICE}/devices"),
            token,
            &Value::Null,
        )
        .await
}

#[tokio::test]
async fn without_use_a_session_ends_after_15_minutes() {
    let office = Office::open().await;
    let token = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    office.clock.advance(15 * MINUTE - 1);
    devices(&office, &token).await.ok();
    office.clock.advance(15 * MINUTE - 1);
    devices(&office, &token).await.ok();
    office.clock.advance(15 * MINUTE);
    devices(&office, &token).await.refused(401, NEEDED);
}

#[tokio::test]
async fn whatever_its_use_a_session_ends_after_8_hours() {
    let office = Office::open().await;
    let body = json!({"user_name": "alice", "password": PASSWORD});
    let path = format!("{SELF_SERVICE}/session");
    let session = office.call("POST", &path, "", &body).await;
    assert_eq!(session.status, 201);
    let session = session.ok();
    assert_eq!(
        session["expires_at_ms"],
        1_767_600_000_000 + 8 * 60 * MINUTE
    );
    let token = session["token"].as_str().unwrap();
    for _ in 0..47 {
        office.clock.advance(10 * MINUTE);
        devices(&office, token).await.ok();
    }
    office.clock.advance(10 * MINUTE);
    devices(&office, token).await.refused(401, NEEDED);
}

#[tokio::test]
async fn who_signs_out_is_out() {
    let office = Office::open().await;
    for (api, name, password) in [
        (SELF_SERVICE, "alice", PASSWORD),
        (ADMIN, "root", ADMIN_PASSWORD),
    ] {
        let token = office.sign_in(api, name, password).await;
        let path = format!("{api}/session");
        let out = office.call("DELETE", &path, &token, &Value::Null).await;
        assert_eq!(out.status, 204);
        office
            .call("GET", &format!("{api}/devices"), &token, &Value::Null)
            .await
            .refused(401, NEEDED);
    }
}

#[tokio::test]
async fn a_session_of_one_role_is_none_of_the_other() {
    let office = Office::open().await;
    let user = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    for path in [
        "/devices",
        "/users",
        "/configurations",
        "/configurations/ios",
        "/audit",
    ] {
        let answer = office
            .call("GET", &format!("{ADMIN}{path}"), &user, &Value::Null)
            .await;
        answer.refused(401, NEEDED);
    }
    let body = json!({"user_name": "x", "password": PASSWORD});
    office
        .call("POST", &format!("{ADMIN}/users"), &user, &body)
        .await
        .refused(401, NEEDED);
    devices(&office, &office.admin).await.refused(401, NEEDED);
    devices(&office, "").await.refused(401, NEEDED);
    devices(&office, "x").await.refused(401, NEEDED);
}

#[tokio::test]
async fn an_account_of_one_role_is_none_of_the_other() {
    let office = Office::open().await;
    for (api, name, password) in [
        (ADMIN, "alice", PASSWORD),
        (SELF_SERVICE, "root", ADMIN_PASSWORD),
    ] {
        let body = json!({"user_name": name, "password": password});
        let answer = office
            .call("POST", &format!("{api}/session"), "", &body)
            .await;
        answer.refused(401, "credentials.not_accepted");
    }
}

//! Administrators, users and phones at once: nothing waits in a circle, nothing is half done.

use crate::audit::is_chained;
use crate::resets::office_with_pins;
use crate::support::{ADMIN, Office, Phone, check_in_body, send};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use passcode_core::portal::wire::path;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::task::JoinSet;

fn request(method: &str, path: &str, token: &str, body: &Value) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::from(body.to_string()))
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_configurations_made_at_once_each_has_a_place() {
    let office = Office::open().await;
    let routers = [office.router.clone(), office.another().await.router()];
    let mut requests = JoinSet::new();
    for number in 0..12_usize {
        let router: Router = routers[number % 2].clone();
        let body = json!({"name": format!("Number {number}"), "platform": "ios", "rules": {}});
        let path = format!("{ADMIN}/configurations");
        let request = request("POST", &path, &office.admin, &body);
        requests.spawn(async move { send(&router, request).await.status });
    }
    assert_eq!(requests.join_all().await, [201; 12]);
    let all = office
        .as_admin("GET", "/configurations", &Value::Null)
        .await;
    let all = all.ok()["configurations"].as_array().unwrap().clone();
    assert_eq!(all.len(), 14);
    assert_eq!(
        (&all[12]["id"], &all[13]["id"]),
        (&json!("ios"), &json!("android"))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_group_deleted_while_it_is_assigned_is_one_or_the_other() {
    let office = Office::open().await;
    let second = office.another().await.router();
    for number in 0..6 {
        let group = office.group(&format!("Group {number}"), &[]).await;
        let name = format!("Configuration {number}");
        let id = office.configuration((&name, "ios"), json!({}), &[]).await;
        let delete = format!("{ADMIN}/groups/{group}");
        let delete = request("DELETE", &delete, &office.admin, &Value::Null);
        let assign = format!("{ADMIN}/configurations/{id}/groups");
        let body = json!({"groups": [group]});
        let assign = request("PUT", &assign, &office.admin, &body);
        let (deleted, assigned) = tokio::join!(send(&office.router, delete), send(&second, assign));
        let both = (deleted.status, assigned.status);
        assert!([(204, 404), (409, 200)].contains(&both), "{both:?}");
    }
}

/// What the tenth part of everybody does: method, path, body; `None` is the phone, by a check-in.
fn step(
    number: usize,
    (alice, device): (&str, &str),
    groups: &[String; 2],
    ids: &[String; 2],
) -> Option<(&'static str, String, Value)> {
    let (id, group) = (&ids[number / 10 % 2], &groups[number / 20 % 2]);
    let (method, path, body) = match number % 10 {
        0 => {
            let path = format!("/configurations/{id}/groups");
            ("PUT", path, json!({"groups": groups}))
        }
        1 => {
            let path = format!("/configurations/{id}/groups");
            ("PUT", path, json!({"groups": [group]}))
        }
        2 => {
            let path = format!("/groups/{group}/members");
            ("POST", path, json!({"put_in": [alice]}))
        }
        3 => {
            let path = format!("/groups/{group}/members");
            ("POST", path, json!({"take_out": [alice]}))
        }
        4 => {
            let path = format!("/configurations/{id}/name");
            ("PUT", path, json!({"name": number.to_string()}))
        }
        5 => {
            let path = format!("/users/{alice}/sign-in");
            let way = ["password", "second-factor"][number / 10 % 2];
            ("PUT", path, json!({"sign_in": way}))
        }
        6 => {
            let path = format!("/devices/{device}/one-time-pin");
            ("POST", path, json!({"reason": "At once"}))
        }
        7 => {
            let path = "/configuration-order/ios".to_owned();
            ("PUT", path, json!({"seen": ids, "order": [ids[1], ids[0]]}))
        }
        8 => (
            "GET",
            format!("/devices/{device}/configuration"),
            Value::Null,
        ),
        _ => return None,
    };
    Some((method, format!("{ADMIN}{path}"), body))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn everybody_at_once_is_one_chain_and_nothing_fails() {
    let office = office_with_pins().await;
    let phone = Arc::new(Phone::of_alice(&office).await);
    let alice = phone.identity.user.clone();
    let one = office.group("One", &[]).await;
    let groups = [one, office.group("Two", &[]).await];
    let rules = json!({"one_time_pin": true});
    let first = office.configuration(("First", "ios"), rules.clone(), &[]);
    let ids = [
        first.await,
        office.configuration(("Second", "ios"), rules, &[]).await,
    ];
    let routers = [office.router.clone(), office.another().await.router()];
    let mut requests = JoinSet::new();
    for number in 0..60_usize {
        let router = routers[number / 10 % 2].clone();
        let people = (alice.as_str(), phone.device());
        if let Some((method, path, body)) = step(number, people, &groups, &ids) {
            let request = request(method, &path, &office.admin, &body);
            let name = format!("{method} {path}");
            requests.spawn(async move { (name, send(&router, request).await.status) });
        } else {
            let phone = phone.clone();
            requests.spawn(async move {
                let body = check_in_body(1);
                let id = crate::support::request_id();
                let answer = phone.post_as(&router, path::CHECK_IN, &body, &id).await;
                ("check-in".to_owned(), answer.status)
            });
        }
    }
    for (name, status) in requests.join_all().await {
        // The order is changed by the first only; a PIN may meet a change of the account.
        assert!([200, 201, 409].contains(&status), "{name}: {status}");
    }
    is_chained(&office.trail().await);
}

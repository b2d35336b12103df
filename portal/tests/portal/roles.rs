//! Every route of the administration API, with every role, against one table.

use crate::support::{ADMIN, ADMIN_PASSWORD, Office, PASSWORD, SELF_SERVICE, contract};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Who may use a route.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    /// Nobody has to be signed in.
    Anybody,
    /// Administrators, help desk and auditors.
    Staff,
    /// Administrators and auditors.
    Reader,
    /// Administrators and help desk.
    HelpDesk,
    Administrator,
}
use Who::{Administrator, Anybody, HelpDesk, Reader, Staff};

/// Signing out is last: it ends the session that the others need.
const ROUTES: [(&str, &str, Who); 55] = [
    ("POST", "/set-up", Anybody),
    ("POST", "/session", Anybody),
    ("GET", "/staff", Reader),
    ("POST", "/staff", Administrator),
    ("GET", "/staff/{id}", Reader),
    ("PUT", "/staff/{id}", Administrator),
    ("PUT", "/staff/{id}/profile", Administrator),
    ("PUT", "/staff/{id}/password", Administrator),
    ("PUT", "/account/password", Staff),
    ("PUT", "/account/language", Staff),
    ("GET", "/users", Staff),
    ("POST", "/users", Administrator),
    ("GET", "/users/search", Staff),
    ("POST", "/users/import", Administrator),
    ("GET", "/users/{id}", Staff),
    ("GET", "/users/{id}/details", Staff),
    ("PUT", "/users/{id}/profile", Administrator),
    ("PUT", "/users/{id}/password", Administrator),
    ("PUT", "/users/{id}/sign-in", Administrator),
    ("DELETE", "/users/{id}/identity", Administrator),
    ("GET", "/users/{id}/configuration/{platform}", Reader),
    ("GET", "/devices", Staff),
    ("GET", "/devices/{id}", Staff),
    ("GET", "/devices/{id}/commands", Staff),
    ("POST", "/devices/{id}/commands", Administrator),
    ("PUT", "/devices/{id}/retired", Administrator),
    ("GET", "/devices/{id}/configuration", Reader),
    ("GET", "/devices/{id}/one-time-pin", Staff),
    ("POST", "/devices/{id}/one-time-pin", HelpDesk),
    ("DELETE", "/devices/{id}/one-time-pin", HelpDesk),
    ("GET", "/escrow-keys", Reader),
    ("POST", "/escrow-keys", Administrator),
    ("GET", "/escrow-keys/{id}/devices", Reader),
    ("DELETE", "/escrow-keys/{id}", Administrator),
    ("GET", "/audit", Staff),
    ("GET", "/audit/export", Reader),
    ("GET", "/audit/verification", Reader),
    ("GET", "/groups", Reader),
    ("POST", "/groups", Administrator),
    ("GET", "/groups/search", Reader),
    ("GET", "/groups/{id}", Reader),
    ("GET", "/groups/{id}/members", Reader),
    ("PUT", "/groups/{id}", Administrator),
    ("DELETE", "/groups/{id}", Administrator),
    ("POST", "/groups/{id}/members", Administrator),
    ("GET", "/configurations", Reader),
    ("POST", "/configurations", Administrator),
    ("GET", "/configurations/{id}", Reader),
    ("PUT", "/configurations/{id}", Administrator),
    ("DELETE", "/configurations/{id}", Administrator),
    ("PUT", "/configurations/{id}/name", Administrator),
    ("PUT", "/configurations/{id}/groups", Administrator),
    ("GET", "/configurations/{id}/versions", Reader),
    ("PUT", "/configuration-order/{platform}", Administrator),
    ("DELETE", "/session", Staff),
];

/// What the API description says of the administration API: method, path and roles.
async fn described(office: &Office) -> BTreeSet<(String, String, Vec<String>)> {
    let document = contract::document(&office.router).await.unwrap();
    let mut found = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(path) = path.strip_prefix(ADMIN) else {
            continue;
        };
        for (method, operation) in item.as_object().unwrap() {
            let security = operation["security"][0].as_object().unwrap();
            let roles = match security.get("staff_session") {
                Some(roles) => serde_json::from_value(roles.clone()).unwrap(),
                None => vec!["anybody".to_owned()],
            };
            found.insert((method.to_uppercase(), path.to_owned(), roles));
        }
    }
    found
}

/// That every route is described, `description::every_route_is_an_operation` shows.
#[tokio::test]
async fn every_route_is_in_the_table_and_described_with_its_roles() {
    let office = Office::bare().await;
    let table: BTreeSet<_> = ROUTES
        .map(|(method, path, who)| {
            let roles: &[&str] = match who {
                Anybody => &["anybody"],
                Staff => &[],
                Reader => &["administrator", "auditor"],
                HelpDesk => &["administrator", "help-desk"],
                Administrator => &["administrator"],
            };
            let roles = roles.iter().map(|role| (*role).to_owned()).collect();
            (method.to_owned(), path.to_owned(), roles)
        })
        .into();
    assert_eq!(table.len(), ROUTES.len());
    assert_eq!(described(&office).await, table);
}

#[tokio::test]
async fn every_route_is_for_whom_the_table_says() {
    let office = Office::open().await;
    let (_, help_desk) = office.staff("hana", "help-desk").await;
    let (_, auditor) = office.staff("otto", "auditor").await;
    let user = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let may = |who: Who, others: &[Who]| others.contains(&who) || who == Anybody;
    for (method, path, who) in ROUTES {
        let filled = path.replace("{id}", "x").replace("{platform}", "ios");
        let path = format!("{ADMIN}{filled}");
        for (name, session, allowed) in [
            ("administrator", office.admin.as_str(), true),
            ("help desk", &help_desk, may(who, &[Staff, HelpDesk])),
            ("auditor", &auditor, may(who, &[Staff, Reader])),
            ("user", &user, may(who, &[])),
            ("nobody", "", may(who, &[])),
        ] {
            let body = if method == "GET" {
                Value::Null
            } else {
                json!({})
            };
            let answer = office.call(method, &path, session, &body).await;
            let code = if answer.body.is_empty() {
                String::new()
            } else {
                // An export is JSON lines.
                let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
                body["code"].as_str().unwrap_or_default().to_owned()
            };
            let expected = match (allowed, name) {
                (true, _) => "",
                (false, "user" | "nobody") => "session.needed",
                (false, _) => "role.not_allowed",
            };
            let refusal = ["session.needed", "role.not_allowed"].contains(&code.as_str());
            let told = if refusal { code.as_str() } else { "" };
            assert_eq!(told, expected, "{name}: {method} {path}");
            assert!(answer.status < 500, "{name}: {method} {path}");
            let status = match expected {
                "session.needed" => 401,
                "role.not_allowed" => 403,
                _ => answer.status,
            };
            assert_eq!(answer.status, status, "{name}: {method} {path}");
        }
    }
}

/// What is refused is refused before anything is read: also with a body that would be right.
#[tokio::test]
async fn an_auditor_changes_nothing() {
    let office = Office::open().await;
    let (id, auditor) = office.staff("otto", "auditor").await;
    let before = office.trail().await.len();
    for (method, path, body) in [
        (
            "PUT",
            format!("/staff/{id}"),
            json!({"role": "administrator", "disabled": false}),
        ),
        ("POST", "/groups".to_owned(), json!({"name": "Mine"})),
        (
            "PUT",
            "/configurations/ios".to_owned(),
            json!({"version": 1, "rules": {}}),
        ),
        (
            "POST",
            "/staff".to_owned(),
            json!({"user_name": "x", "password": ADMIN_PASSWORD, "role": "administrator"}),
        ),
    ] {
        let path = format!("{ADMIN}{path}");
        let answer = office.call(method, &path, &auditor, &body).await;
        answer.refused(403, "role.not_allowed");
    }
    assert_eq!(office.trail().await.len(), before);
}

//! Staff accounts: made, changed, disabled; never without an administrator.

use crate::support::{ADMIN, ADMIN_PASSWORD, Answer, Office};
use serde_json::{Value, json};
use tokio::task::JoinSet;

const NEEDED: &str = "session.needed";

async fn change(office: &Office, id: &str, role: &str, disabled: bool) -> Answer {
    let body = json!({"role": role, "disabled": disabled});
    office.as_admin("PUT", &format!("/staff/{id}"), &body).await
}

async fn look(office: &Office, session: &str) -> Answer {
    let path = format!("{ADMIN}/devices");
    office.call("GET", &path, session, &Value::Null).await
}

async fn root(office: &Office) -> String {
    let staff = office.as_admin("GET", "/staff", &Value::Null).await.ok();
    let staff = staff["staff"].as_array().unwrap().clone();
    let root = staff.iter().find(|member| member["user_name"] == "root");
    root.unwrap()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn who_is_changed_or_disabled_is_out_at_once() {
    let office = Office::open().await;
    let (id, session) = office.staff("hana", "help-desk").await;
    look(&office, &session).await.ok();
    let changed = change(&office, &id, "auditor", false).await.ok();
    assert_eq!(changed["role"], "auditor");
    look(&office, &session).await.refused(401, NEEDED);
    let session = office.sign_in(ADMIN, "hana", ADMIN_PASSWORD).await;
    change(&office, &id, "auditor", true).await.ok();
    look(&office, &session).await.refused(401, NEEDED);
    let path = format!("/staff/{id}");
    let shown = office.as_admin("GET", &path, &Value::Null).await.ok();
    assert_eq!(shown["disabled"], true);
    // Nobody learns that the account is there, nor that the password was right.
    let sign_in = |name: &'static str, password: &'static str| {
        let office = &office;
        async move {
            let body = json!({"user_name": name, "password": password});
            let path = format!("{ADMIN}/session");
            let answer = office.call("POST", &path, "", &body).await;
            answer.refused(401, "credentials.not_accepted");
            answer.body
        }
    };
    let right = sign_in("hana", ADMIN_PASSWORD).await;
    assert_eq!(right, sign_in("hana", "wrong password").await);
    assert_eq!(right, sign_in("nobody", ADMIN_PASSWORD).await);
    assert_eq!(
        office.reasons("session.refused").await,
        ["account.disabled", "password.wrong", "account.unknown"]
    );
    change(&office, &id, "help-desk", false).await.ok();
    office.sign_in(ADMIN, "hana", ADMIN_PASSWORD).await;
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let office = Office::open().await;
    let root = root(&office).await;
    let (other, _) = office.staff("rosa", "administrator").await;
    office.staff("hana", "help-desk").await;
    change(&office, &other, "administrator", true).await.ok();
    for (role, disabled) in [
        ("auditor", false),
        ("help-desk", true),
        ("administrator", true),
    ] {
        let refused = change(&office, &root, role, disabled).await;
        refused.refused(409, "staff.last_administrator");
    }
    change(&office, &root, "administrator", false).await.ok();
    change(&office, &other, "administrator", false).await.ok();
    let session = office.sign_in(ADMIN, "rosa", ADMIN_PASSWORD).await;
    change(&office, &root, "auditor", false).await.ok();
    look(&office, &session).await.ok();
    let unknown = change(&office, "x", "auditor", false).await;
    // Root is an administrator no more.
    unknown.refused(403, "role.not_allowed");
    let path = format!("{ADMIN}/staff/x");
    let body = json!({"role": "auditor", "disabled": false});
    let unknown = office.call("PUT", &path, &session, &body).await;
    unknown.refused(404, "staff.unknown");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_who_end_each_other_at_once_leave_one() {
    let office = Office::open().await;
    let root = root(&office).await;
    let (rosa, of_rosa) = office.staff("rosa", "administrator").await;
    let second = office.another().await;
    let mut requests = JoinSet::new();
    for (router, session, id) in [
        (office.router.clone(), office.admin.clone(), rosa),
        (second.router(), of_rosa, root),
    ] {
        let body = json!({"role": "auditor", "disabled": false}).to_string();
        let request = axum::http::Request::put(format!("{ADMIN}/staff/{id}"))
            .header("authorization", format!("Bearer {session}"))
            .body(axum::body::Body::from(body))
            .unwrap();
        requests.spawn(async move { crate::support::send(&router, request).await.status });
    }
    let mut statuses = requests.join_all().await;
    statuses.sort_unstable();
    // The other was the last one by then, or signed out already.
    assert_eq!(statuses[0], 200);
    assert!([401, 403, 409].contains(&statuses[1]), "{statuses:?}");
}

#[tokio::test]
async fn names_of_staff_are_given_once_and_users_may_have_them_too() {
    let office = Office::open().await;
    office.staff("alice", "auditor").await;
    let body = json!({"user_name": "ALICE", "password": ADMIN_PASSWORD, "role": "help-desk"});
    let again = office.as_admin("POST", "/staff", &body).await;
    again.refused(409, "user.exists");
    for (field, value, code) in [
        ("role", "owner", "request.malformed"),
        ("user_name", "", "user.name_invalid"),
        ("password", "short", "password.length"),
    ] {
        let mut body = body.clone();
        body[field] = json!(value);
        let refused = office.as_admin("POST", "/staff", &body).await;
        refused.refused(400, code);
    }
    let trail = office.trail().await;
    let begun = trail
        .iter()
        .rfind(|entry| entry["action"] == "session.begun");
    assert!(
        begun.unwrap()["actor"]
            .as_str()
            .unwrap()
            .starts_with("auditor:")
    );
}

#[tokio::test]
async fn an_administrator_sets_a_colleagues_password_and_never_the_own() {
    let office = Office::open().await;
    let (id, session) = office.staff("hana", "help-desk").await;
    let path = format!("/staff/{id}/password");
    let body = json!({"password": "another password"});
    office.as_admin("PUT", &path, &body).await.ok();
    look(&office, &session).await.refused(401, NEEDED);
    office.sign_in(ADMIN, "hana", "another password").await;
    let short = json!({"password": "short"});
    let refused = office.as_admin("PUT", &path, &short).await;
    refused.refused(400, "password.length");
    let own = format!("/staff/{}/password", root(&office).await);
    let refused = office.as_admin("PUT", &own, &body).await;
    refused.refused(409, "staff.own_password");
    let users = office.as_admin("GET", "/users", &Value::Null).await.ok();
    let alice = users["users"][0]["id"].as_str().unwrap();
    for stranger in ["x", alice] {
        let path = format!("/staff/{stranger}/password");
        let refused = office.as_admin("PUT", &path, &body).await;
        refused.refused(404, "staff.unknown");
    }
    let trail = office.trail().await;
    let set: Vec<_> = trail
        .iter()
        .filter(|entry| entry["action"] == "staff.password_set")
        .collect();
    assert_eq!((set.len(), &set[0]["account"]), (1, &json!(id)));
}

#[tokio::test]
async fn the_own_password_is_changed_with_the_present_one_only() {
    let office = Office::open().await;
    let (_, session) = office.staff("otto", "auditor").await;
    let other = office.sign_in(ADMIN, "otto", ADMIN_PASSWORD).await;
    let path = format!("{ADMIN}/account/password");
    let change = async |session: &str, password: &str, new: &str| {
        let body = json!({"password": password, "new_password": new});
        office.call("PUT", &path, session, &body).await
    };
    let refused = change(&session, "wrong password", "another password").await;
    refused.refused(401, "credentials.not_accepted");
    assert_eq!(
        office.reasons("staff.password_refused").await,
        ["password.wrong"]
    );
    let refused = change(&session, ADMIN_PASSWORD, "short").await;
    refused.refused(400, "password.length");
    change(&session, ADMIN_PASSWORD, "another password")
        .await
        .ok();
    look(&office, &session).await.ok();
    look(&office, &other).await.refused(401, NEEDED);
    office.sign_in(ADMIN, "otto", "another password").await;
    let user = office.sign_in(
        crate::support::SELF_SERVICE,
        "alice",
        crate::support::PASSWORD,
    );
    let refused = change(&user.await, crate::support::PASSWORD, "another password").await;
    refused.refused(401, NEEDED);
    // Throttled as every other password is.
    for _ in 0..9 {
        let refused = change(&session, "wrong password", "another password").await;
        refused.refused(401, "credentials.not_accepted");
    }
    let refused = change(&session, "another password", "yet another one").await;
    refused.refused(429, "attempts.too_many");
}

//! The administration API: set-up, configurations, users, devices.

use crate::support::{ADMIN, ADMIN_PASSWORD, MINUTE, Office, PASSWORD, Phone, SELF_SERVICE};
use passcode_core::policy::Policy;
use serde_json::{Value, json};

async fn set_up(office: &Office, token: &str, user_name: &str) -> crate::support::Answer {
    let body = json!({"token": token, "user_name": user_name, "password": ADMIN_PASSWORD});
    office
        .call("POST", &format!("{ADMIN}/set-up"), "", &body)
        .await
}

#[tokio::test]
async fn the_set_up_token_works_once() {
    let office = Office::bare().await;
    let former = office.portal.set_up_token().await.unwrap().unwrap();
    let token = office.portal.set_up_token().await.unwrap().unwrap();
    set_up(&office, &former, "root")
        .await
        .refused(403, "set_up.not_accepted");
    set_up(&office, "", "root")
        .await
        .refused(403, "set_up.not_accepted");
    set_up(&office, &token, "")
        .await
        .refused(400, "user.name_invalid");
    assert_eq!(set_up(&office, &token, "root").await.status, 201);
    set_up(&office, &token, "second")
        .await
        .refused(403, "set_up.not_accepted");
    assert_eq!(office.portal.set_up_token().await.unwrap(), None);
    let again = office.another().await;
    assert_eq!(again.set_up_token().await.unwrap(), None);
    office.sign_in(ADMIN, "root", ADMIN_PASSWORD).await;
}

#[tokio::test]
async fn a_new_configuration_has_a_new_version_and_says_what_changed() {
    let office = Office::open().await;
    let rules = json!({"minimum_length": 8, "user_may_change": true});
    let body = json!({"version": 1, "rules": rules});
    let answer = office
        .as_admin("PUT", "/configurations/ios", &body)
        .await
        .ok();
    let change = json!({"field": "minimum_length", "from": 6, "to": 8, "direction": "stricter"});
    assert_eq!(answer["changes"], json!([change]));
    assert_eq!(
        (&answer["version"], &answer["rules"]["minimum_length"]),
        (&json!(2), &json!(8))
    );
    let all = office
        .as_admin("GET", "/configurations", &Value::Null)
        .await
        .ok();
    let versions: Vec<_> = all["configurations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["platform"].clone(), one["version"].clone()))
        .collect();
    assert_eq!(
        versions,
        [(json!("ios"), json!(2)), (json!("android"), json!(1))]
    );
    let trail = office.trail().await;
    let event = trail
        .iter()
        .find(|entry| entry["action"] == "configuration.changed")
        .unwrap();
    assert_eq!(event["detail"]["changes"], json!([change]));
    assert!(
        event["actor"]
            .as_str()
            .unwrap()
            .starts_with("administrator:")
    );
}

#[tokio::test]
async fn every_offending_field_is_named_and_the_old_rules_stay() {
    let office = Office::open().await;
    let rules = json!({
        "minimum_length": 3, "passcode_type": "emoji", "one_time_pin": "yes", "minimum_lenght": 8,
        "maximum_age_days": 0,
    });
    let body = json!({"version": 1, "rules": rules});
    let answer = office.as_admin("PUT", "/configurations/ios", &body).await;
    let problem = answer.refused(400, "policy.invalid");
    let fields: Vec<_> = problem["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| {
            (
                field["field"].as_str().unwrap(),
                field["code"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        fields,
        [
            ("passcode_type", "policy.not_one_of"),
            ("minimum_length", "policy.out_of_range"),
            ("maximum_age_days", "policy.out_of_range"),
            ("one_time_pin", "policy.not_a_boolean"),
            ("minimum_lenght", "policy.unknown_field"),
        ]
    );
    let details = problem["fields"].to_string();
    assert!(
        details.contains("4 to 64") && details.contains("numeric, alphanumeric"),
        "{details}"
    );
    let kept = office
        .as_admin("GET", "/configurations/ios", &Value::Null)
        .await
        .ok();
    assert_eq!(kept["version"], 1);
    assert_eq!(Policy::parse(&kept["rules"]).unwrap(), Policy::default());
}

#[tokio::test]
async fn nobody_overwrites_what_they_have_not_seen() {
    let office = Office::open().await;
    let put = |length: u8| json!({"version": 1, "rules": {"minimum_length": length}});
    office
        .as_admin("PUT", "/configurations/android", &put(8))
        .await
        .ok();
    let late = office
        .as_admin("PUT", "/configurations/android", &put(10))
        .await;
    late.refused(409, "configuration.changed");
    let kept = office
        .as_admin("GET", "/configurations/android", &Value::Null)
        .await
        .ok();
    assert_eq!(kept["rules"]["minimum_length"], 8);
    let ahead = json!({"version": u64::MAX, "rules": {}});
    let answer = office
        .as_admin("PUT", "/configurations/android", &ahead)
        .await;
    answer.refused(409, "configuration.changed");
    let unknown = office
        .as_admin("GET", "/configurations/symbian", &Value::Null)
        .await;
    unknown.refused(404, "configuration.unknown");
}

#[tokio::test]
async fn users_are_added_shown_and_given_a_password() {
    let office = Office::open().await;
    let id = office.add_user("Bob").await;
    let bob = office
        .as_admin("GET", &format!("/users/{id}"), &Value::Null)
        .await
        .ok();
    assert_eq!(bob["user_name"], "Bob");
    assert!(!bob.to_string().contains("verifier"));
    let users = office.as_admin("GET", "/users", &Value::Null).await.ok();
    assert_eq!(users["users"].as_array().unwrap().len(), 2);
    let again = json!({"user_name": "bOB", "password": PASSWORD});
    office
        .as_admin("POST", "/users", &again)
        .await
        .refused(409, "user.exists");
    for (user_name, password, code) in [
        ("", PASSWORD, "user.name_invalid"),
        ("carol", "short", "password.length"),
        ("carol", "1234 567", "password.length"),
    ] {
        let body = json!({"user_name": user_name, "password": password});
        office
            .as_admin("POST", "/users", &body)
            .await
            .refused(400, code);
    }
    let session = office.sign_in(SELF_SERVICE, "bob", PASSWORD).await;
    let body = json!({"password": "another password"});
    let path = format!("/users/{id}/password");
    assert_eq!(office.as_admin("PUT", &path, &body).await.status, 204);
    office
        .sign_in(SELF_SERVICE, "bob", "another password")
        .await;
    let devices = format!("{SELF_SERVICE}/devices");
    let ended = office.call("GET", &devices, &session, &Value::Null).await;
    ended.refused(401, "session.needed");
    office
        .as_admin("PUT", "/users/x/password", &body)
        .await
        .refused(404, "user.unknown");
    office
        .as_admin("GET", "/users/x", &Value::Null)
        .await
        .refused(404, "user.unknown");
}

#[tokio::test]
async fn administrators_are_no_users() {
    let office = Office::open().await;
    let users = office.as_admin("GET", "/users", &Value::Null).await.ok();
    assert!(!users.to_string().contains("root"));
    let root = office.trail().await.iter().find_map(|entry| {
        (entry["action"] == "administrator.created").then(|| entry["account"].clone())
    });
    let path = format!("/users/{}/password", root.unwrap().as_str().unwrap());
    let body = json!({"password": "another password"});
    office
        .as_admin("PUT", &path, &body)
        .await
        .refused(404, "user.unknown");
}

#[tokio::test]
async fn devices_of_all_users_are_shown() {
    let office = Office::open().await;
    office.add_user("bob").await;
    let phone = Phone::of_alice(&office).await;
    let other = Phone::enroll(&office, "bob", "android", "1.0").await;
    let answer = office.as_admin("GET", "/devices", &Value::Null).await.ok();
    let devices = answer["devices"].as_array().unwrap();
    let mut owners: Vec<_> = devices
        .iter()
        .map(|device| (device["id"].as_str(), device["user"].as_str()))
        .collect();
    let mut expected =
        [&phone, &other].map(|phone| (Some(phone.device()), Some(phone.identity.user.as_str())));
    owners.sort_unstable();
    expected.sort_unstable();
    assert_eq!(owners, expected);
    let unknown = office.as_admin("GET", "/devices/x", &Value::Null).await;
    unknown.refused(404, "device.unknown");
}

/// The `next` of each page leads through them all; without a limit they come as they always did.
#[tokio::test]
async fn devices_and_users_come_page_by_page() {
    let office = Office::open().await;
    for name in ["bob", "Ada", "zoë"] {
        office.add_user(name).await;
        Phone::enroll(&office, name, "android", "3.1.0").await;
    }
    Phone::of_alice(&office).await;
    for (list, id) in [("devices", "id"), ("users", "user_name")] {
        let whole = office
            .as_admin("GET", &format!("/{list}"), &Value::Null)
            .await
            .ok();
        assert_eq!(whole["next"], Value::Null);
        let whole: Vec<_> = whole[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one[id])
            .collect();
        assert_eq!(whole.len(), 4);
        for limit in 1..=4 {
            let (mut found, mut after) = (Vec::new(), String::new());
            loop {
                let path = format!("/{list}?limit={limit}{after}");
                let page = office.as_admin("GET", &path, &Value::Null).await.ok();
                let rows = page[list].as_array().unwrap();
                assert!(rows.len() == limit || page["next"].is_null());
                found.extend(rows.iter().map(|one| one[id].clone()));
                let Some(next) = page["next"].as_str() else {
                    break;
                };
                after = format!("&after={next}");
            }
            assert_eq!(found.iter().collect::<Vec<_>>(), whole, "{list} {limit}");
        }
        for query in ["limit=x", "after=garbage", "after=", "nonsense=1"] {
            let path = format!("/{list}?{query}");
            let answer = office.as_admin("GET", &path, &Value::Null).await;
            answer.refused(400, "request.malformed");
        }
    }
    let users = office
        .as_admin("GET", "/users?limit=1", &Value::Null)
        .await
        .ok();
    let path = format!("/devices?after={}", users["next"].as_str().unwrap());
    let answer = office.as_admin("GET", &path, &Value::Null).await;
    answer.refused(400, "request.malformed");
}

#[tokio::test]
async fn devices_are_filtered_and_sorted() {
    let office = Office::open().await;
    let user = office.add_user("bob").await;
    Phone::enroll(&office, "bob", "android", "3.1.0").await;
    office.clock.advance(2 * 24 * 60 * MINUTE);
    Phone::of_alice(&office).await;
    let of_bob = format!("user={user}");
    for (query, platforms) in [
        ("", &["android", "ios"][..]),
        ("sort=last-seen", &["ios", "android"]),
        ("sort=name", &["android", "ios"]),
        ("sort=user", &["ios", "android"]),
        ("platform=ios", &["ios"]),
        ("seen=within-a-day", &["ios"]),
        ("seen=over-a-day", &["android"]),
        ("seen=over-7-days", &[]),
        ("search=BOB", &["android"]),
        (&of_bob, &["android"]),
        ("state=retired", &[]),
    ] {
        let path = format!("/devices?{query}");
        let found = office.as_admin("GET", &path, &Value::Null).await.ok();
        let found = found["devices"].as_array().unwrap();
        // One after the other enrolled at other moments, so their order is certain but for `name`.
        let mut found: Vec<_> = found
            .iter()
            .map(|one| one["platform"].as_str().unwrap())
            .collect();
        if query == "sort=name" {
            found.sort_unstable();
        }
        assert_eq!(found, platforms, "{query}");
    }
    let long = format!("search={}", "x".repeat(129));
    for query in ["sort=x", "platform=x", "seen=x", "state=x", &long] {
        let path = format!("/devices?{query}");
        let answer = office.as_admin("GET", &path, &Value::Null).await;
        answer.refused(400, "request.malformed");
    }
}

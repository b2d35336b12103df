//! Which configuration applies to which phone, and what the portal says about it.

use crate::support::{MINUTE, Office, PASSWORD, Phone, SELF_SERVICE};
use passcode_core::portal::wire::path;
use serde_json::{Value, json};

/// Alice in two groups with a configuration each; the first made comes first.
struct Scene {
    office: Office,
    phone: Phone,
    groups: [String; 2],
    configurations: [String; 2],
}

impl Scene {
    async fn set() -> Self {
        let office = Office::open().await;
        let phone = Phone::of_alice(&office).await;
        let alice = phone.identity.user.clone();
        let field = office.group("Field staff", &[&alice]).await;
        let board = office.group("Board", &[&alice]).await;
        let rules = |length: u8| json!({"minimum_length": length});
        let first = office
            .configuration(("Field", "ios"), rules(8), &[&field])
            .await;
        let second = office
            .configuration(("Board", "ios"), rules(10), &[&board])
            .await;
        Self {
            office,
            phone,
            groups: [field, board],
            configurations: [first, second],
        }
    }

    async fn check_in(&self, id: &str, version: u64) -> Value {
        let body = json!({
            "app_version": "3.1.0", "generation": 1, "commands_done": 0,
            "configuration": {"id": id, "version": version},
        });
        let answer = self.phone.post(&self.office, path::CHECK_IN, &body).await;
        answer.ok()["configuration"].clone()
    }

    async fn explained(&self) -> Value {
        let path = format!("/devices/{}/configuration", self.phone.device());
        let get = self.office.as_admin("GET", &path, &Value::Null);
        get.await.ok()
    }

    /// What the phone gets is what the portal says that applies.
    async fn applies(&self, id: &str) {
        assert_eq!(self.check_in("none", 0).await["id"], id);
        assert_eq!(self.explained().await["configuration"]["id"], id);
    }

    async fn order(&self, seen: &[&String], order: &[&String]) -> crate::support::Answer {
        let body = json!({"seen": seen, "order": order});
        self.office
            .as_admin("PUT", "/configuration-order/ios", &body)
            .await
    }

    async fn take_out(&self, group: &str) {
        let path = format!("/groups/{group}/members");
        let body = json!({"take_out": [self.phone.identity.user]});
        self.office.as_admin("POST", &path, &body).await.ok();
    }
}

#[tokio::test]
async fn the_first_assigned_one_applies_then_the_next_then_the_default() {
    let scene = Scene::set().await;
    let [first, second] = &scene.configurations;
    scene.applies(first).await;
    let told = scene.check_in("ios", 1).await;
    assert_eq!((&told["id"], &told["version"]), (&json!(first), &json!(1)));
    assert_eq!(told["rules"]["minimum_length"], 8);
    assert_eq!(scene.check_in(first, 1).await, Value::Null);
    scene.take_out(&scene.groups[0]).await;
    scene.applies(second).await;
    scene.take_out(&scene.groups[1]).await;
    scene.applies("ios").await;
}

#[tokio::test]
async fn the_order_decides_and_is_changed_only_by_who_has_seen_it() {
    let scene = Scene::set().await;
    let [first, second] = &scene.configurations;
    let answer = scene.order(&[first, second], &[second, first]).await.ok();
    let listed = answer["configurations"].as_array().unwrap().iter();
    let ids: Vec<_> = listed.map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [second, first, "ios", "android"]);
    scene.applies(second).await;
    const CHANGED: &str = "configuration.order_changed";
    let late = scene.order(&[first, second], &[first, second]).await;
    late.refused(409, CHANGED);
    let ios = "ios".to_owned();
    for wrong in [
        &[second][..],
        &[second, second],
        &[second, first, first],
        &[second, first, &ios],
    ] {
        let answer = scene.order(&[second, first], wrong).await;
        answer.refused(409, CHANGED);
    }
    scene.applies(second).await;
    // A new one comes last, in whatever order they are.
    let groups = scene.groups.each_ref().map(String::as_str);
    let third = scene
        .office
        .configuration(("Third", "ios"), json!({}), &groups);
    third.await;
    scene.applies(second).await;
}

#[tokio::test]
async fn the_portal_says_why() {
    let scene = Scene::set().await;
    let office = &scene.office;
    let [first, _] = &scene.configurations;
    let others = office.group("Others", &[]).await;
    office
        .configuration(("Others", "ios"), json!({}), &[&others])
        .await;
    office
        .configuration(("Nobody's", "ios"), json!({}), &[])
        .await;
    office
        .configuration(("Android", "android"), json!({}), &[&scene.groups[0]])
        .await;
    let told = scene.explained().await;
    let candidates = told["candidates"].as_array().unwrap();
    let short: Vec<_> = candidates
        .iter()
        .map(|one| {
            let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
            (
                text(&one["name"]),
                text(&one["why"]),
                text(&one["after"]["id"]),
            )
        })
        .collect();
    let expected = [
        ("Field", "in-group", "-"),
        ("Board", "lower-priority", first.as_str()),
        ("Others", "not-in-group", "-"),
        ("Nobody's", "not-assigned", "-"),
        ("Default iOS", "default-not-needed", first.as_str()),
    ];
    let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(short, expected);
    let through = json!([{"id": scene.groups[1], "name": "Board", "member": true}]);
    assert_eq!(candidates[1]["groups"], through);
    assert_eq!(candidates[2]["groups"][0]["member"], false);
    let applies = candidates.iter().filter(|one| one["applies"] == true);
    assert_eq!(applies.count(), 1);
    let rules = told["rules"].as_array().unwrap();
    let length = rules.iter().find(|rule| rule["rule"] == "minimum_length");
    assert_eq!(
        length.unwrap(),
        &json!({"rule": "minimum_length", "value": 8, "default": 6})
    );
    assert_eq!(rules.len(), 23);
}

#[tokio::test]
async fn the_portal_says_it_before_there_is_a_phone() {
    let scene = Scene::set().await;
    let office = &scene.office;
    let bob = office.add_user("bob").await;
    let path = format!("/users/{bob}/configuration/ios");
    let of_bob = office.as_admin("GET", &path, &Value::Null).await.ok();
    assert_eq!(of_bob["configuration"]["id"], "ios");
    assert_eq!(of_bob["candidates"][2]["why"], "default");
    assert_eq!(of_bob["candidates"][0]["why"], "not-in-group");
    for (path, code) in [
        ("/users/x/configuration/ios", "user.unknown"),
        ("/devices/x/configuration", "device.unknown"),
        ("/users/x/configuration/symbian", "request.no_such_path"),
    ] {
        let answer = office.as_admin("GET", path, &Value::Null).await;
        answer.refused(404, code);
    }
}

#[tokio::test]
async fn everything_about_a_phone_goes_by_its_own_configuration() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    office.add_user("bob").await;
    let of_bob = Phone::enroll(&office, "bob", "ios", "3.1.0").await;
    let group = office.group("Field staff", &[&phone.identity.user]).await;
    let rules = json!({"one_time_pin": true, "one_time_pin_minutes": 5, "one_time_pin_digits": 10});
    let field = office
        .configuration(("Field", "ios"), rules, &[&group])
        .await;
    // Issue, and its rules.
    let issued = office.issue_pin(phone.device()).await.ok();
    assert_eq!(issued["digits"], 10);
    assert_eq!(issued["expires_at_ms"], 1_767_600_000_000 + 5 * MINUTE);
    // What self-service shows.
    let possible = |name: &'static str| {
        let office = &office;
        async move {
            let token = office.sign_in(SELF_SERVICE, name, PASSWORD).await;
            let path = format!("{SELF_SERVICE}/devices");
            let shown = office.call("GET", &path, &token, &Value::Null).await.ok();
            shown["devices"][0]["one_time_pin"]["possible"].clone()
        }
    };
    assert_eq!(
        (possible("alice").await, possible("bob").await),
        (json!(true), json!(false))
    );
    // The reset itself, and what its answer tells.
    let pin = issued["one_time_pin"].as_str().unwrap();
    let answer = phone.reset(&office, pin).await.ok();
    assert_eq!(answer["configuration"]["id"], json!(field));
    office
        .set_rules(&field, json!({"user_may_reset": false}))
        .await;
    phone
        .reset(&office, PASSWORD)
        .await
        .refused(403, "reset.not_allowed");
    let body = of_bob.reset_body("bob", PASSWORD);
    of_bob.post(&office, path::RESET, &body).await.ok();
    // A phone that is enrolled now.
    let second = Phone::of_alice(&office).await;
    let shown = format!("/devices/{}/configuration", second.device());
    let told = office.as_admin("GET", &shown, &Value::Null).await.ok();
    assert_eq!(told["configuration"]["id"], json!(field));
    assert_eq!(told["configuration"]["version"], 2);
}

#[tokio::test]
async fn the_defaults_stay_and_what_is_assigned_stays() {
    let scene = Scene::set().await;
    let office = &scene.office;
    for default in ["ios", "android"] {
        let path = format!("/configurations/{default}");
        let refused = office.as_admin("DELETE", &path, &Value::Null).await;
        refused.refused(409, "configuration.is_default");
        let body = json!({"groups": [scene.groups[0]]});
        let path = format!("{path}/groups");
        let refused = office.as_admin("PUT", &path, &body).await;
        refused.refused(409, "configuration.is_default");
    }
    let [first, _] = &scene.configurations;
    let path = format!("/configurations/{first}");
    let refused = office.as_admin("DELETE", &path, &Value::Null).await;
    refused.refused(409, "configuration.in_use");
    let groups = format!("{path}/groups");
    let unknown = json!({"groups": [scene.groups[0], "x"]});
    let refused = office.as_admin("PUT", &groups, &unknown).await;
    refused.refused(404, "group.unknown");
    scene.applies(first).await;
    let nobody = json!({"groups": []});
    office.as_admin("PUT", &groups, &nobody).await.ok();
    let deleted = office.as_admin("DELETE", &path, &Value::Null).await;
    assert_eq!(deleted.status, 204);
    for path in [path.clone(), format!("{path}/versions")] {
        let gone = office.as_admin("GET", &path, &Value::Null).await;
        gone.refused(404, "configuration.unknown");
    }
}

#[tokio::test]
async fn every_version_is_kept_with_who_made_it() {
    let office = Office::open().await;
    let id = office
        .configuration(("Field", "android"), json!({"minimum_length": 8}), &[])
        .await;
    office.clock.advance(MINUTE);
    office.set_rules(&id, json!({"minimum_length": 9})).await;
    let path = format!("/configurations/{id}/versions");
    let told = office.as_admin("GET", &path, &Value::Null).await.ok();
    let versions: Vec<_> = told["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let by = one["changed_by"].as_str().unwrap();
            assert!(by.starts_with("administrator:"), "{by}");
            (
                one["version"].as_u64().unwrap(),
                one["rules"]["minimum_length"].as_u64().unwrap(),
                one["changed_ms"].as_u64().unwrap(),
            )
        })
        .collect();
    let begin = 1_767_600_000_000;
    assert_eq!(versions, [(2, 9, begin + MINUTE), (1, 8, begin)]);
    let of_default = office
        .as_admin("GET", "/configurations/ios/versions", &Value::Null)
        .await
        .ok();
    assert_eq!(of_default["versions"][0]["changed_by"], "portal");
}

#[tokio::test]
async fn names_are_given_once_and_bad_rules_make_nothing() {
    let office = Office::open().await;
    let id = office.configuration(("Field", "ios"), json!({}), &[]).await;
    let new = |name: &str, rules: Value| json!({"name": name, "platform": "ios", "rules": rules});
    for (body, status, code) in [
        (new("FIELD", json!({})), 409, "name.taken"),
        (new("default ios", json!({})), 409, "name.taken"),
        (new("", json!({})), 400, "name.invalid"),
        (
            new("Other", json!({"minimum_length": 1})),
            400,
            "policy.invalid",
        ),
    ] {
        let answer = office.as_admin("POST", "/configurations", &body).await;
        answer.refused(status, code);
    }
    let path = format!("/configurations/{id}/name");
    let name = |name: &str| json!({"name": name});
    let taken = office
        .as_admin("PUT", &path, &name("Default Android"))
        .await;
    taken.refused(409, "name.taken");
    let renamed = office.as_admin("PUT", &path, &name("Outside")).await.ok();
    assert_eq!(
        (&renamed["name"], &renamed["version"]),
        (&json!("Outside"), &json!(1))
    );
    let all = office
        .as_admin("GET", "/configurations", &Value::Null)
        .await
        .ok();
    assert_eq!(all["configurations"].as_array().unwrap().len(), 3);
}

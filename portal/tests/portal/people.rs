//! Who users and staff are, and the lists of them, a page at a time.

use crate::support::{ADMIN, Office, PASSWORD, Phone, SELF_SERVICE};
use passcode_core::portal::wire::Base64;
use serde_json::{Value, json};

async fn get(office: &Office, path: &str) -> Value {
    office.as_admin("GET", path, &Value::Null).await.ok()
}

/// What the trail says of an action: who, and what changed.
async fn changes(office: &Office, action: &str) -> Vec<(String, Value)> {
    let trail = office.trail().await;
    let entries = trail.iter().filter(|entry| entry["action"] == action);
    let kind = |actor: &str| actor.split(':').next().unwrap().to_owned();
    entries
        .map(|entry| {
            let detail = entry["detail"].clone();
            (kind(entry["actor"].as_str().unwrap()), detail)
        })
        .collect()
}

#[tokio::test]
async fn who_a_user_is_can_be_said_changed_and_forgotten() {
    let office = Office::open().await;
    let body = json!({
        "user_name": "bob", "password": PASSWORD, "display_name": " Bob Élan ",
        "email": "Bob@Example.ORG", "language": "fr",
    });
    let bob = office.as_admin("POST", "/users", &body).await.ok();
    let told = |user: &Value| json!([user["display_name"], user["email"], user["language"]]);
    assert_eq!(told(&bob), json!(["Bob Élan", "Bob@example.org", "fr"]));
    let path = format!("/users/{}", bob["id"].as_str().unwrap());
    let profile = format!("{path}/profile");
    let body = json!({"display_name": "Bob Élan", "email": "bob@example.org"});
    for _ in 0..2 {
        let changed = office.as_admin("PUT", &profile, &body).await.ok();
        assert_eq!(told(&changed), json!(["Bob Élan", "bob@example.org", null]));
    }
    let nothing = json!({"display_name": " ", "email": "", "language": null});
    office.as_admin("PUT", &profile, &nothing).await.ok();
    assert_eq!(told(&get(&office, &path).await), json!([null, null, null]));
    let changed = |fields: Value| ("administrator".to_owned(), json!({"changed": fields}));
    assert_eq!(
        changes(&office, "user.profile_set").await,
        [
            changed(json!(["email", "language"])),
            changed(json!(["display_name", "email"])),
        ]
    );
    let long = "x".repeat(65);
    for (field, value, code) in [
        ("email", "bob", "email.invalid"),
        ("display_name", long.as_str(), "name.invalid"),
        ("language", "de", "request.malformed"),
    ] {
        let body = json!({field: value});
        let refused = office.as_admin("PUT", &profile, &body).await;
        refused.refused(400, code);
        let mut body = json!({"user_name": "carol", "password": PASSWORD});
        body[field] = json!(value);
        let refused = office.as_admin("POST", "/users", &body).await;
        refused.refused(400, code);
    }
    let unknown = office.as_admin("PUT", "/users/x/profile", &nothing).await;
    unknown.refused(404, "user.unknown");
}

#[tokio::test]
async fn staff_have_a_profile_and_everybody_chooses_a_language() {
    let office = Office::open().await;
    let (hana, session) = office.staff("hana", "help-desk").await;
    let body = json!({"display_name": "Hana", "email": "hana@example.org", "language": "en"});
    let profile = format!("/staff/{hana}/profile");
    let told = office.as_admin("PUT", &profile, &body).await.ok();
    assert_eq!(
        (&told["display_name"], &told["email"], &told["language"]),
        (&body["display_name"], &body["email"], &body["language"])
    );
    // A user is no member of staff, and the other way round.
    let users = get(&office, "/users").await;
    let alice = users["users"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/staff/{alice}/profile");
    let refused = office.as_admin("PUT", &path, &body).await;
    refused.refused(404, "staff.unknown");
    let path = format!("/users/{hana}/profile");
    let refused = office.as_admin("PUT", &path, &body).await;
    refused.refused(404, "user.unknown");

    let user = office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    for (api, session) in [(ADMIN, &session), (SELF_SERVICE, &user)] {
        let path = format!("{api}/account/language");
        for language in [json!("fr"), json!("fr"), Value::Null] {
            let body = json!({"language": language});
            office.call("PUT", &path, session, &body).await.ok();
        }
        let body = json!({"language": "de"});
        let refused = office.call("PUT", &path, session, &body).await;
        refused.refused(400, "request.malformed");
    }
    let changed = |who: &str| (who.to_owned(), json!({"changed": ["language"]}));
    assert_eq!(
        changes(&office, "user.profile_set").await,
        [changed("user"), changed("user")]
    );
    let of_staff = changes(&office, "staff.profile_set").await;
    assert_eq!(of_staff[1..], [changed("help-desk"), changed("help-desk")]);
    let kept = get(&office, &format!("/staff/{hana}")).await;
    assert_eq!(kept["display_name"], "Hana");
}

/// The user names of a page.
fn names(page: &Value, field: &str) -> Vec<String> {
    let rows = page["rows"].as_array().unwrap().iter();
    rows.map(|row| row[field].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn users_are_found_by_any_of_their_names() {
    let office = Office::open().await;
    for (user_name, display_name, email) in [
        ("bob", "Robert 100%", "r.b@example.org"),
        ("eloise", "ÉLOÏSE D'Alice", "e@example.org"),
        ("x_y", "Plain", "plain@Sub.Example.net"),
    ] {
        let body = json!({
            "user_name": user_name, "password": PASSWORD, "display_name": display_name,
            "email": email,
        });
        office.as_admin("POST", "/users", &body).await.ok();
    }
    for (text, found) in [
        ("", vec!["alice", "bob", "eloise", "x_y"]),
        ("ALICE", vec!["alice", "eloise"]),
        ("%C3%A9lo%C3%AFse", vec!["eloise"]),
        ("%25", vec!["bob"]),
        ("_", vec!["x_y"]),
        ("!", vec![]),
        ("example.ORG", vec!["bob", "eloise"]),
        ("bobrobert", vec![]),
        ("root", vec![]),
    ] {
        let path = format!("/users/search?text={text}");
        let page = get(&office, &path).await;
        assert_eq!(names(&page, "user_name"), found, "{text}");
        let total = json!({"number": found.len(), "or_more": false});
        assert_eq!(page["total"], total, "{text}");
    }
    // What was said before is not found any more.
    let page = get(&office, "/users/search?text=robert").await;
    let path = format!("/users/{}/profile", page["rows"][0]["id"].as_str().unwrap());
    office.as_admin("PUT", &path, &json!({})).await.ok();
    let page = get(&office, "/users/search?text=robert").await;
    assert!(names(&page, "user_name").is_empty());
    let page = get(&office, "/users/search?text=bob").await;
    assert_eq!(names(&page, "user_name"), ["bob"]);
}

#[tokio::test]
async fn pages_follow_each_other_both_ways_and_lose_nobody() {
    let office = Office::open().await;
    let mut all = vec!["alice".to_owned()];
    for number in 0..6 {
        let name = format!("user {number}");
        office.add_user(&name).await;
        all.push(name);
    }
    let page = async |cursor: &Value| {
        let cursor = cursor.as_str().map(|cursor| format!("&cursor={cursor}"));
        let path = format!("/users/search?limit=3{}", cursor.unwrap_or_default());
        get(&office, &path).await
    };
    let first = page(&Value::Null).await;
    assert_eq!(first["previous"], Value::Null);
    let second = page(&first["next"]).await;
    let third = page(&second["next"]).await;
    assert_eq!(third["next"], Value::Null);
    let forwards = [&first, &second, &third].map(|page| names(page, "user_name"));
    assert_eq!(forwards.concat(), all);
    let back = page(&third["previous"]).await;
    assert_eq!(names(&back, "user_name"), names(&second, "user_name"));
    assert_eq!(back["next"], second["next"]);
    let back = page(&back["previous"]).await;
    assert_eq!(back, first);
    // Somebody new is neither skipped nor repeated.
    office.add_user("Bob").await;
    assert_eq!(page(&first["next"]).await, {
        let mut changed = second.clone();
        changed["total"]["number"] = json!(8);
        changed
    });
    assert_eq!(
        names(&page(&second["previous"]).await, "user_name")[0],
        "Bob"
    );
    // Beyond either end is the page at that end.
    let place = |way: &str, name: &str| {
        let cursor = json!(["by name", way, name, ""]).to_string();
        json!(Base64(cursor.into_bytes()).to_text())
    };
    let last = page(&place("after", "z")).await;
    assert_eq!(names(&last, "user_name"), all[4..]);
    assert_eq!(
        (&last["next"], last["previous"].is_string()),
        (&Value::Null, true)
    );
    let front = page(&place("before", "a")).await;
    assert_eq!(names(&front, "user_name"), ["alice", "Bob", "user 0"]);
    for wrong in ["cursor=x", "limit=-1", "sign_in=no", "page=2"] {
        let path = format!("/users/search?{wrong}");
        let refused = office.as_admin("GET", &path, &Value::Null).await;
        refused.refused(400, "request.malformed");
    }
}

#[tokio::test]
async fn a_row_counts_devices_and_names_three_groups() {
    let office = Office::open().await;
    let bob = office.add_user("bob").await;
    let mut groups = Vec::new();
    for name in ["Delta", "alpha", "Beta", "gamma"] {
        groups.push(office.group(name, &[&bob]).await);
    }
    let phone = Phone::enroll(&office, "bob", "ios", "3.1.0").await;
    Phone::enroll(&office, "bob", "ios", "3.1.0").await;
    let retire = format!("/devices/{}/retired", phone.device());
    office.as_admin("PUT", &retire, &Value::Null).await.ok();
    let page = get(&office, "/users/search").await;
    let shown = |row: &Value| json!([row["devices"], row["groups"], row["group_count"]]);
    assert_eq!(shown(&page["rows"][0]), json!([0, [], 0]));
    let three = json!(["alpha", "Beta", "Delta"]);
    assert_eq!(shown(&page["rows"][1]), json!([1, three, 4]));

    let details = get(&office, &format!("/users/{bob}/details")).await;
    assert_eq!(
        (&details["devices"], &details["has_password"]),
        (&json!(1), &json!(true))
    );
    let named: Vec<_> = details["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| &group["name"])
        .collect();
    assert_eq!(named, ["alpha", "Beta", "Delta", "gamma"]);
    let unknown = office
        .as_admin("GET", "/users/x/details", &Value::Null)
        .await;
    unknown.refused(404, "user.unknown");

    let sign_in = format!("/users/{bob}/sign-in");
    let body = json!({"sign_in": "identity-provider"});
    office.as_admin("PUT", &sign_in, &body).await.ok();
    for (filter, found) in [
        (format!("group={}", groups[0]), vec!["bob"]),
        ("group=x".to_owned(), vec![]),
        ("sign_in=password".to_owned(), vec!["alice"]),
        (
            format!("sign_in=identity-provider&group={}&text=b", groups[0]),
            vec!["bob"],
        ),
        (format!("sign_in=second-factor&group={}", groups[0]), vec![]),
    ] {
        let page = get(&office, &format!("/users/search?{filter}")).await;
        assert_eq!(names(&page, "user_name"), found, "{filter}");
    }
}

#[tokio::test]
async fn groups_and_their_members_come_a_page_at_a_time() {
    let office = Office::open().await;
    let bob = office.add_user("bob").await;
    let carol = office.add_user("carol").await;
    let sales = office.group("Sales", &[&bob, &carol]).await;
    office.group("Field sales", &[&bob]).await;
    office.group("Board", &[]).await;
    let page = get(&office, "/groups/search?limit=2").await;
    assert_eq!(names(&page, "name"), ["Board", "Field sales"]);
    assert_eq!(page["total"], json!({"number": 3, "or_more": false}));
    let next = page["next"].as_str().unwrap();
    let page = get(&office, &format!("/groups/search?cursor={next}")).await;
    let expected = json!([{"id": sales, "name": "Sales", "members": 2}]);
    assert_eq!(page["rows"], expected);
    let page = get(&office, "/groups/search?text=SALES").await;
    assert_eq!(names(&page, "name"), ["Field sales", "Sales"]);

    let members = format!("/groups/{sales}/members");
    let page = get(&office, &format!("{members}?limit=1")).await;
    assert_eq!(names(&page, "user_name"), ["bob"]);
    let next = page["next"].as_str().unwrap();
    let page = get(&office, &format!("{members}?cursor={next}")).await;
    assert_eq!(names(&page, "user_name"), ["carol"]);
    let page = get(&office, &format!("{members}?text=alice")).await;
    assert!(names(&page, "user_name").is_empty());
    let unknown = office
        .as_admin("GET", "/groups/x/members", &Value::Null)
        .await;
    unknown.refused(404, "group.unknown");
    for wrong in ["/groups/search?cursor=x", &format!("{members}?limit=x")] {
        let refused = office.as_admin("GET", wrong, &Value::Null).await;
        refused.refused(400, "request.malformed");
    }
}

//! The pages of configurations beside their rules: made, copied, named, put in order, given to groups
//! and deleted.

use crate::pages_configurations::{HOSTILE, LIST, rules};
use crate::support::visitor::{Visitor, says};
use crate::support::{ADMIN_PASSWORD, MINUTE, Office};
use axum::http::header;
use serde_json::{Value, json};

#[tokio::test]
async fn a_configuration_goes_only_after_it_is_known_who_it_is() {
    let office = Office::open().await;
    let id = office.configuration(("Pilot", "ios"), json!({}), &[]).await;
    let mut root = Visitor::staff(&office, "root").await;
    office.clock.advance(6 * MINUTE);
    let path = format!("{LIST}/{id}/delete");
    let field = "name=\"confirm_password\"";
    says(&root.get(&path).await, 200, &[field]);
    let needed = root.post(&path, &[]).await;
    says(&needed, 403, &["This needs your password again", field]);
    let right = [("confirm_password", ADMIN_PASSWORD)];
    assert_eq!(root.post(&path, &right).await.status, 303);
}

#[expect(clippy::too_many_lines, reason = "one story, step by step")]
#[tokio::test]
async fn one_is_made_copied_named_and_deleted_with_every_name_escaped() {
    let office = Office::open().await;
    office.set_rules("ios", json!({"minimum_length": 9})).await;
    let mut desk = Visitor::staff(&office, "root").await;
    let new = format!("{LIST}/new");
    let make = |name: &'static str, from: &'static str| {
        [("name", name), ("platform", "android"), ("from", from)]
    };
    let made = desk.post(&new, &make(HOSTILE, "ios")).await;
    assert_eq!(made.status, 303);
    let address = made.headers[header::LOCATION].to_str().unwrap().to_owned();
    let id = address
        .strip_prefix("/admin/configurations/")
        .unwrap()
        .to_owned();
    let of = rules(&office, &id).await;
    assert_eq!(
        (&of["platform"], &of["rules"]["minimum_length"]),
        (&json!("android"), &json!(9))
    );
    let taken = desk.post(&new, &make(HOSTILE, "standard")).await;
    says(&taken, 409, &["This name is taken"]);
    says(
        &desk.post(&new, &make(" ", "standard")).await,
        400,
        &["1 to 64 characters"],
    );
    assert_eq!(desk.post(&new, &make("x", "nowhere")).await.status, 404);
    for path in ["", "/edit", "/history", "/groups", "/rename", "/delete"] {
        let page = says(
            &desk.get(&format!("{address}{path}")).await,
            200,
            &["&lt;script&gt;"],
        );
        assert!(!page.contains("<script>alert"), "{path}");
    }
    let name = |name: &'static str| [("name", name)];
    let rename = format!("{address}/rename");
    says(
        &desk.post(&rename, &name("default ios")).await,
        409,
        &["This name is taken", "value=\"default ios\""],
    );
    assert_eq!(desk.post(&rename, &name("Field")).await.status, 303);
    // One that is assigned says why it stays.
    let group = office.group("North", &[]).await;
    let body = json!({"groups": [group]});
    office
        .as_admin("PUT", &format!("/configurations/{id}/groups"), &body)
        .await
        .ok();
    let delete = format!("{address}/delete");
    let page = says(
        &desk.get(&delete).await,
        200,
        &["cannot be deleted", "North"],
    );
    assert!(!page.contains("class=\"danger\""));
    says(
        &desk.post(&delete, &[]).await,
        409,
        &["Take it from its groups first"],
    );
    says(
        &desk.post(&format!("{LIST}/ios/delete"), &[]).await,
        409,
        &["so it cannot be deleted"],
    );
    let body = json!({"groups": []});
    office
        .as_admin("PUT", &format!("/configurations/{id}/groups"), &body)
        .await
        .ok();
    assert_eq!(desk.post(&delete, &[]).await.status, 303);
    assert_eq!(desk.get(&address).await.status, 404);
}

#[tokio::test]
async fn the_order_is_changed_by_one_place_and_never_over_somebody_elses() {
    let office = Office::open().await;
    let mut ids = Vec::new();
    for name in ["First", "Second", "Third"] {
        ids.push(office.configuration((name, "ios"), json!({}), &[]).await);
    }
    let mut desk = Visitor::staff(&office, "root").await;
    says(
        &desk.get(LIST).await,
        200,
        &["“First” comes first, then “Second”"],
    );
    let seen: Vec<_> = ids.iter().map(|id| ("seen", id.as_str())).collect();
    let mut up = seen.clone();
    up.extend([("platform", "ios"), ("up", ids[1].as_str())]);
    let order = format!("{LIST}/order");
    assert_eq!(desk.post(&order, &up).await.status, 303);
    says(
        &desk.get(LIST).await,
        200,
        &["“Second” comes first, then “First”"],
    );
    // The same form again: it shows an order that is no more.
    says(
        &desk.post(&order, &up).await,
        409,
        &["Somebody else changed the order", "“Second” comes first"],
    );
}

#[expect(clippy::too_many_lines, reason = "one story, step by step")]
#[tokio::test]
async fn groups_are_changed_after_it_was_said_who_gets_what() {
    let office = Office::open().await;
    let bob = office.add_user("bob").await;
    let carol = office.add_user("carol").await;
    let sales = office.group("Sales", &[&bob, &carol]).await;
    let board = office.group("Board", &[&carol]).await;
    let empty = office.group("Empty", &[]).await;
    office
        .configuration(("Strict", "ios"), json!({}), &[&board])
        .await;
    let id = office
        .configuration(("Field", "ios"), json!({}), &[&empty])
        .await;
    let mut desk = Visitor::staff(&office, "root").await;
    let address = format!("{LIST}/{id}/groups");
    says(&desk.get(&address).await, 200, &["Sales", "2 people"]);
    let page = says(
        &desk.get(&format!("{address}?search=sal")).await,
        200,
        &["Sales"],
    );
    assert!(
        page.contains(">Sales<") && !page.contains(">Board<"),
        "{page}"
    );
    let chosen = [("shown", sales.as_str()), ("group", sales.as_str())];
    let asked = desk.post(&address, &chosen).await;
    let page = says(&asked, 200, &["1 person: “Default iOS” becomes “Field”"]);
    assert!(
        !page.contains("Strict"),
        "carol stays with what wins for her"
    );
    assert_eq!(
        rules(&office, &id).await["groups"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let confirmed = [("group", sales.as_str()), ("confirmed", "yes")];
    office.clock.advance(6 * MINUTE);
    let refused = desk.post(&address, &confirmed).await;
    let again = ["name=\"confirm_password\"", "becomes “Field”"];
    says(&refused, 403, &again);
    let mut with_password = confirmed.to_vec();
    with_password.push(("confirm_password", ADMIN_PASSWORD));
    assert_eq!(desk.post(&address, &with_password).await.status, 303);
    // The group that no form showed is still there.
    let groups = rules(&office, &id).await["groups"].clone();
    let names: Vec<_> = groups
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Empty", "Sales"]);
    let shown = desk.get(&format!("{LIST}/{id}")).await;
    says(
        &shown,
        200,
        &[
            "1 person gets “Strict” instead",
            "1 person gets this configuration",
        ],
    );
    // What was said is what came: the explanation of a user agrees.
    let path = format!("/users/{bob}/configuration/ios");
    let explained = office.as_admin("GET", &path, &Value::Null).await.ok();
    assert_eq!(explained["configuration"]["name"], "Field");
    let gone = [("shown", sales.as_str()), ("confirmed", "no")];
    says(
        &desk.post(&address, &gone).await,
        200,
        &["1 person: “Field” becomes “Default iOS”"],
    );
    // Default is assigned to nobody.
    assert_eq!(desk.get(&format!("{LIST}/ios/groups")).await.status, 409);
    let posted = desk.post(&format!("{LIST}/ios/groups"), &confirmed).await;
    assert_eq!(posted.status, 409);
    let unknown = [("group", "nowhere"), ("confirmed", "yes")];
    assert_eq!(desk.post(&address, &unknown).await.status, 404);
}

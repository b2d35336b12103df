//! Groups of users.

use crate::support::Office;
use serde_json::{Value, json};

async fn members(office: &Office, group: &str) -> Vec<String> {
    let path = format!("/groups/{group}");
    let shown = office.as_admin("GET", &path, &Value::Null).await.ok();
    let names = shown["members"].as_array().unwrap().iter();
    names
        .map(|member| member["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn users_are_put_in_and_taken_out_and_again_does_no_harm() {
    let office = Office::open().await;
    let bob = office.add_user("bob").await;
    let carol = office.add_user("carol").await;
    let group = office.group("Field staff", &[&bob, &carol]).await;
    let path = format!("/groups/{group}/members");
    let change =
        |put_in: &[&String], take_out: &[&String]| json!({"put_in": put_in, "take_out": take_out});
    for _ in 0..2 {
        let body = change(&[&carol], &[&bob]);
        office.as_admin("POST", &path, &body).await.ok();
        assert_eq!(members(&office, &group).await, ["carol"]);
    }
    let listed = office.as_admin("GET", "/groups", &Value::Null).await.ok();
    assert_eq!(
        listed["groups"],
        json!([{"id": group, "name": "Field staff", "members": 1}])
    );
    // Only what changed something is in the trail.
    let trail = office.trail().await;
    let changes: Vec<_> = trail
        .iter()
        .filter(|entry| entry["action"] == "group.members_changed")
        .map(|entry| (&entry["detail"]["put_in"], &entry["detail"]["taken_out"]))
        .collect();
    assert_eq!(
        changes,
        [
            (&json!([bob, carol]), &json!([])),
            (&json!([]), &json!([bob]))
        ]
    );
}

#[tokio::test]
async fn all_are_put_in_or_none() {
    let office = Office::open().await;
    let bob = office.add_user("bob").await;
    let (helper, _) = office.staff("hana", "help-desk").await;
    let group = office.group("Field staff", &[]).await;
    let path = format!("/groups/{group}/members");
    for stranger in ["x", helper.as_str()] {
        let body = json!({"put_in": [bob, stranger]});
        let answer = office.as_admin("POST", &path, &body).await;
        answer.refused(404, "user.unknown");
    }
    let both = json!({"put_in": [bob], "take_out": [bob]});
    let answer = office.as_admin("POST", &path, &both).await;
    answer.refused(400, "request.malformed");
    assert!(members(&office, &group).await.is_empty());
    office
        .as_admin("POST", "/groups/x/members", &json!({"put_in": [bob]}))
        .await
        .refused(404, "group.unknown");
}

#[tokio::test]
async fn a_name_is_given_once_and_can_be_changed() {
    let office = Office::open().await;
    let group = office.group("Field staff", &[]).await;
    let other = office.group("Board", &[]).await;
    let taken = office
        .as_admin("POST", "/groups", &json!({"name": " FIELD staff "}))
        .await;
    taken.refused(409, "name.taken");
    let path = format!("/groups/{other}");
    let name = |name: &str| json!({"name": name});
    let taken = office.as_admin("PUT", &path, &name("field STAFF")).await;
    taken.refused(409, "name.taken");
    let empty = office.as_admin("PUT", &path, &name(" ")).await;
    empty.refused(400, "name.invalid");
    let renamed = office.as_admin("PUT", &path, &name("BOARD")).await.ok();
    assert_eq!(renamed["name"], "BOARD");
    office
        .as_admin("PUT", "/groups/x", &name("X"))
        .await
        .refused(404, "group.unknown");
    let path = format!("/groups/{group}");
    let deleted = office.as_admin("DELETE", &path, &Value::Null).await;
    assert_eq!(deleted.status, 204);
    for method in ["GET", "DELETE"] {
        let gone = office.as_admin(method, &path, &Value::Null).await;
        gone.refused(404, "group.unknown");
    }
    office.group("Field staff", &[]).await;
}

#[tokio::test]
async fn a_group_that_a_configuration_is_assigned_to_stays() {
    let office = Office::open().await;
    let bob = office.add_user("bob").await;
    let group = office.group("Field staff", &[&bob]).await;
    let strict = office
        .configuration(("Strict", "ios"), json!({}), &[&group])
        .await;
    let path = format!("/groups/{group}");
    let refused = office.as_admin("DELETE", &path, &Value::Null).await;
    refused.refused(409, "group.in_use");
    assert_eq!(members(&office, &group).await, ["bob"]);
    let shown = office.as_admin("GET", &path, &Value::Null).await.ok();
    let expected = json!([{"id": strict, "name": "Strict"}]);
    assert_eq!(shown["configurations"], expected);
    let assigned = format!("/configurations/{strict}/groups");
    let nobody = json!({"groups": []});
    office.as_admin("PUT", &assigned, &nobody).await.ok();
    let deleted = office.as_admin("DELETE", &path, &Value::Null).await;
    assert_eq!(deleted.status, 204);
}

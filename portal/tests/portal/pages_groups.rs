//! The pages of groups.

use crate::support::Office;
use crate::support::visitor::{Visitor, leads_to, refused};
use serde_json::{Value, json};

#[tokio::test]
async fn groups_of_a_user_change_only_where_somebody_changed_them() {
    let office = Office::open().await;
    let user = office.add_user("bob").await;
    let [sales, field, board] = [
        office.group("Sales", &[&user]).await,
        office.group("Field", &[&user]).await,
        office.group("Board", &[]).await,
    ];
    let mut root = Visitor::staff(&office, "root").await;
    let path = format!("/admin/users/{user}/groups");
    // Somebody else takes the user out of Field meanwhile: that stays so.
    let out = json!({"take_out": [user]});
    office
        .as_admin("POST", &format!("/groups/{field}/members"), &out)
        .await
        .ok();
    let chosen = [
        ("was", sales.as_str()),
        ("was", &field),
        ("group", &field),
        ("group", &board),
    ];
    leads_to(&root.post(&path, &chosen).await);
    let shown = office
        .as_admin("GET", &format!("/users/{user}/details"), &Value::Null)
        .await
        .ok();
    let names: Vec<_> = shown["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(names, ["Board"]);
    // One that is gone: nothing is changed at all.
    let chosen = [
        ("was", board.as_str()),
        ("group", &sales),
        ("group", "gone"),
    ];
    assert_eq!(root.post(&path, &chosen).await.status, 404);
    let group = root.page(&format!("/admin/groups/{board}")).await;
    assert!(group.contains(">bob<"), "{group}");
    // From the group's side.
    let board = format!("/admin/groups/{board}");
    leads_to(&root.post(&board, &[("user", &user)]).await);
    assert!(root.page(&board).await.contains("Nobody is in this group"));
    let others = root.page(&format!("{board}/add?search=bo")).await;
    assert!(
        others.contains(">bob<") && !others.contains(">alice<"),
        "{others}"
    );
}

#[tokio::test]
async fn a_group_with_a_configuration_is_not_deleted_and_its_page_says_why() {
    let office = Office::open().await;
    let user = office.add_user("bob").await;
    let group = office.group("Sales", &[&user]).await;
    office
        .configuration(("Strict", "ios"), json!({"minimum_length": 8}), &[&group])
        .await;
    let mut root = Visitor::staff(&office, "root").await;
    let path = format!("/admin/groups/{group}/delete");
    let page = root.page(&path).await;
    assert!(
        page.contains("Strict") && !page.contains("Delete group"),
        "{page}"
    );
    refused(&root.post(&path, &[]).await, 409, "Strict");
    let page = root.page(&format!("/admin/users/{user}")).await;
    assert!(
        page.contains("Strict") && page.contains("through the group Sales"),
        "{page}"
    );
    let free = office.group("Free", &[]).await;
    let deleted = root
        .post(&format!("/admin/groups/{free}/delete"), &[])
        .await;
    assert_eq!(leads_to(&deleted), "/admin/groups");
    refused(
        &root.post("/admin/groups/new", &[("name", "SALES")]).await,
        409,
        "This name is taken",
    );
}

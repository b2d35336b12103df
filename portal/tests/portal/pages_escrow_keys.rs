//! The pages of escrow keys.

use crate::support::visitor::{Visitor, field, leads_to, says};
use crate::support::{ADMIN_PASSWORD, MINUTE, Office, Phone};
use serde_json::json;

#[tokio::test]
async fn a_new_key_is_made_once_by_whoever_proves_who_it_is() {
    let office = Office::open().await;
    let mut root = Visitor::staff(&office, "root").await;
    let new = root.get("/admin/escrow-keys/new").await;
    let current = field(&new, "current").unwrap();
    let form = [("current", current.as_str())];
    office.clock.advance(6 * MINUTE);
    let asked = root.post("/admin/escrow-keys/new", &form).await;
    let words = ["name=\"confirm_password\"", "needs your password again"];
    says(&asked, 403, &words);
    let wrong = [form[0], ("confirm_password", "wrong password")];
    let wrong = root.post("/admin/escrow-keys/new", &wrong).await;
    let page = says(&wrong, 401, &["not right"]);
    assert!(!page.contains("wrong password"), "{page}");
    let right = [form[0], ("confirm_password", ADMIN_PASSWORD)];
    let made = root.post("/admin/escrow-keys/new", &right).await;
    assert_eq!(leads_to(&made), "/admin/escrow-keys");
    // Pressed twice, or by two at once: one key.
    let again = root.post("/admin/escrow-keys/new", &form).await;
    says(
        &again,
        409,
        &["Somebody else has just created a new escrow key"],
    );
    let made = office.trail().await;
    let made = made
        .iter()
        .filter(|entry| entry["action"] == "escrow_key.created");
    assert_eq!(made.count(), 1);
    let outdated = [("form_token", "x"), ("current", "")];
    let outdated = root.send_form("/admin/escrow-keys/new", &outdated).await;
    assert_eq!(outdated.status, 403);
}

#[tokio::test]
async fn a_key_that_devices_rely_on_is_destroyed_only_by_naming_how_many() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let mut root = Visitor::staff(&office, "root").await;
    let former = phone.escrow_key.id.clone();
    let destroy = format!("/admin/escrow-keys/{former}/destroy");
    assert_eq!(root.get(&destroy).await.status, 409);
    office.as_admin("POST", "/escrow-keys", &json!({})).await;
    let list = root.get("/admin/escrow-keys").await;
    says(&list, 200, &[&destroy, "None of 1 active devices"]);
    let devices = root
        .get(&format!("/admin/escrow-keys/{former}/devices"))
        .await;
    let device = format!("/admin/devices/{}", phone.device());
    says(&devices, 200, &[&device, "alice"]);
    let page = root.get(&destroy).await;
    says(&page, 200, &["1 active device still relies on this key"]);
    for typed in ["0", "2", "", "all"] {
        let refused = root.post(&destroy, &[("accept_losing", typed)]).await;
        says(&refused, 409, &["Devices still rely on this key"]);
    }
    let done = root.post(&destroy, &[("accept_losing", "1")]).await;
    assert_eq!(leads_to(&done), "/admin/escrow-keys");
    let list = root.get("/admin/escrow-keys").await;
    says(&list, 200, &["1 destroyed key"]);
    // It is gone: whoever comes later is told, and nothing happens.
    let later = root.post(&destroy, &[("accept_losing", "1")]).await;
    assert_eq!(later.status, 303);
    assert_eq!(root.get(&destroy).await.status, 303);
    assert_eq!(
        root.get("/admin/escrow-keys/none/destroy").await.status,
        404
    );
    assert_eq!(
        root.get("/admin/escrow-keys/none/devices").await.status,
        404
    );
}

//! The pages of staff, and the page that makes the first administrator.

use crate::support::visitor::{Visitor, leads_to, refused, text};
use crate::support::{ADMIN, ADMIN_PASSWORD, Office};
use serde_json::Value;

#[expect(clippy::too_many_lines, reason = "one story, step by step")]
#[tokio::test]
async fn the_last_administrator_stays_and_staff_change_their_own_password_alone() {
    let office = Office::open().await;
    let (helen, session) = office.staff("helen", "help-desk").await;
    let mut root = Visitor::staff(&office, "root").await;
    let staff = office.as_admin("GET", "/staff", &Value::Null).await.ok();
    let own = staff.to_string();
    let own = own
        .split("\"id\":\"")
        .find(|part| part.contains("\"root\""))
        .unwrap();
    let own = own.split('"').next().unwrap().to_owned();
    let nobody_else = "Nobody could administer the portal";
    let role = [("role", "auditor")];
    refused(
        &root.post(&format!("/admin/staff/{own}/role"), &role).await,
        409,
        nobody_else,
    );
    let access = [("access", "disable")];
    refused(
        &root
            .post(&format!("/admin/staff/{own}/access"), &access)
            .await,
        409,
        nobody_else,
    );
    let new = [
        ("new_password", "another horse"),
        ("repeated", "another horse"),
    ];
    refused(
        &root
            .post(&format!("/admin/staff/{own}/password"), &new)
            .await,
        409,
        "your own account",
    );

    leads_to(
        &root
            .post(&format!("/admin/staff/{helen}/access"), &access)
            .await,
    );
    let users = format!("{ADMIN}/users");
    office
        .call("GET", &users, &session, &Value::Null)
        .await
        .refused(401, "session.needed");
    leads_to(
        &root
            .post(
                &format!("/admin/staff/{helen}/access"),
                &[("access", "enable")],
            )
            .await,
    );
    leads_to(
        &root
            .post(&format!("/admin/staff/{helen}/role"), &role)
            .await,
    );
    leads_to(
        &root
            .post(&format!("/admin/staff/{helen}/password"), &new)
            .await,
    );
    office.sign_in(ADMIN, "helen", "another horse").await;

    let mut change = vec![("password", "wrong")];
    change.extend(new);
    let path = "/admin/account/password";
    refused(&root.post(path, &change).await, 401, "not right");
    change[0].1 = ADMIN_PASSWORD;
    assert_eq!(leads_to(&root.post(path, &change).await), "/admin/account");
    assert!(
        root.page("/admin/account")
            .await
            .contains("Your password is changed.")
    );
    office.sign_in(ADMIN, "root", "another horse").await;
}

#[tokio::test]
async fn the_first_administrator_is_made_once_by_whoever_has_the_link() {
    let office = Office::bare().await;
    let token = office.portal.set_up_token().await.unwrap().unwrap();
    let mut visitor = Visitor::new(&office);
    let page = visitor.page("/set-up").await;
    assert!(
        page.contains("name=\"token\"") && !page.contains("<nav"),
        "{page}"
    );
    let fields = |token, repeated| {
        [
            ("token", token),
            ("user_name", "root"),
            ("new_password", ADMIN_PASSWORD),
            ("repeated", repeated),
        ]
    };
    refused(
        &visitor
            .send_form("/set-up", &fields("wrong", ADMIN_PASSWORD))
            .await,
        403,
        "This set-up link is not valid",
    );
    let differs = visitor
        .send_form("/set-up", &fields(token.as_str(), "other"))
        .await;
    refused(&differs, 400, "The two passwords are not the same");
    assert!(!text(&differs).contains(ADMIN_PASSWORD));
    let right = fields(token.as_str(), ADMIN_PASSWORD);
    let done = visitor.send_form("/set-up", &right).await;
    assert_eq!(leads_to(&done), "/admin/sign-in");
    let page = visitor.page("/admin/sign-in").await;
    assert!(page.contains("account is created."), "{page}");
    let page = visitor.page("/set-up").await;
    assert!(
        page.contains("The portal is set up")
            && !page.contains("<form method=\"post\" action=\"/set-up\"")
    );
    let again = visitor.send_form("/set-up", &right).await;
    assert_eq!(again.status, 403);
    assert!(text(&again).contains("/admin/sign-in"));
    Visitor::staff(&office, "root").await;
}

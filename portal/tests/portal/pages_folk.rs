//! The pages of users, groups, staff, one's own account and the set-up: who may see them, what they
//! refuse, and that what people are called is never taken for the page.

use crate::support::visitor::{Visitor, leads_to, refused, text};
use crate::support::{ADMIN_PASSWORD, MINUTE, Office, PASSWORD, SELF_SERVICE};
use serde_json::Value;

const HOSTILE: &str = "<script>alert('x')</script>\"><b>";

#[expect(clippy::too_many_lines, reason = "one story, step by step")]
#[tokio::test]
async fn each_page_is_for_those_who_need_it() {
    let office = Office::open().await;
    let user = office.add_user("bob").await;
    let group = office.group("Sales", &[&user]).await;
    let (helen, _) = office.staff("helen", "help-desk").await;
    office.staff("audrey", "auditor").await;
    let mut administrator = Visitor::staff(&office, "root").await;
    let mut help_desk = Visitor::staff(&office, "helen").await;
    let mut auditor = Visitor::staff(&office, "audrey").await;
    let mut nobody = Visitor::new(&office);
    let all = [200, 200, 200];
    let reader = [200, 403, 200];
    let administrators = [200, 403, 403];
    for (path, expected) in [
        ("/admin/users".to_owned(), all),
        (format!("/admin/users/{user}"), all),
        ("/admin/users/new".to_owned(), administrators),
        ("/admin/users/import".to_owned(), administrators),
        (
            "/admin/users/import/template.csv".to_owned(),
            administrators,
        ),
        (format!("/admin/users/{user}/profile"), administrators),
        (format!("/admin/users/{user}/groups"), administrators),
        (format!("/admin/users/{user}/password"), administrators),
        (format!("/admin/users/{user}/sign-in"), administrators),
        (format!("/admin/users/{user}/release"), administrators),
        ("/admin/groups".to_owned(), reader),
        (format!("/admin/groups/{group}"), reader),
        ("/admin/groups/new".to_owned(), administrators),
        (format!("/admin/groups/{group}/add"), administrators),
        (format!("/admin/groups/{group}/rename"), administrators),
        (format!("/admin/groups/{group}/delete"), administrators),
        ("/admin/staff".to_owned(), reader),
        (format!("/admin/staff/{helen}"), reader),
        ("/admin/staff/new".to_owned(), administrators),
        (format!("/admin/staff/{helen}/role"), administrators),
        (format!("/admin/staff/{helen}/access"), administrators),
        (format!("/admin/staff/{helen}/password"), administrators),
        (format!("/admin/staff/{helen}/profile"), administrators),
        ("/admin/account".to_owned(), all),
        ("/admin/account/password".to_owned(), all),
    ] {
        let found = [
            administrator.get(&path).await.status,
            help_desk.get(&path).await.status,
            auditor.get(&path).await.status,
        ];
        assert_eq!(found, expected, "{path}");
        let sign_in = leads_to(&nobody.get(&path).await);
        assert!(
            sign_in.starts_with("/admin/sign-in?reason=ended"),
            "{sign_in}"
        );
    }
    // A form is no way around it.
    for path in [
        format!("/admin/users/{user}/password"),
        "/admin/groups/new".to_owned(),
        format!("/admin/groups/{group}"),
        format!("/admin/staff/{helen}/role"),
    ] {
        assert_eq!(
            auditor.post(&path, &[("name", "x")]).await.status,
            403,
            "{path}"
        );
        assert_eq!(
            help_desk.post(&path, &[("name", "x")]).await.status,
            403,
            "{path}"
        );
    }
    // What one may not change is not offered.
    let page = auditor.page(&format!("/admin/users/{user}")).await;
    assert!(!page.contains("/password\""), "{page}");
    let page = help_desk.page("/admin/users").await;
    assert!(!page.contains("/admin/users/new"), "{page}");
}

#[tokio::test]
async fn names_are_never_taken_for_the_page() {
    let office = Office::open().await;
    let mut root = Visitor::staff(&office, "root").await;
    let fields = [
        ("user_name", HOSTILE),
        ("display_name", HOSTILE),
        ("email", ""),
        ("language", "fr"),
        ("sign_in", "identity-provider"),
        ("password", ""),
    ];
    let user = leads_to(&root.post("/admin/users/new", &fields).await);
    let group = leads_to(&root.post("/admin/groups/new", &[("name", HOSTILE)]).await);
    let id = user.rsplit('/').next().unwrap();
    root.post(&format!("{group}/add"), &[("user", id)]).await;
    let mut staff = vec![
        ("role", "auditor"),
        ("new_password", PASSWORD),
        ("repeated", PASSWORD),
    ];
    staff.extend(&fields[..4]);
    assert_eq!(
        leads_to(&root.post("/admin/staff/new", &staff).await),
        "/admin/staff"
    );
    for path in [
        "/admin/users".to_owned(),
        user.clone(),
        format!("{user}/profile"),
        format!("{user}/groups"),
        format!("{user}/password"),
        format!("{user}/sign-in"),
        format!("{user}/release"),
        "/admin/groups".to_owned(),
        group.clone(),
        format!("{group}/rename"),
        format!("{group}/delete"),
        "/admin/staff".to_owned(),
        "/admin/users?search=%3Cscript%3Ealert('x')%22%3E%3Cb%3E".to_owned(),
    ] {
        let page = root.page(&path).await;
        assert!(page.contains("&lt;script&gt;alert("), "{path}: {page}");
        assert!(
            !page.contains("<script>") && !page.contains("\"><b>"),
            "{path}: {page}"
        );
    }
    // Taken already: what was typed is there again, and is no page either.
    let again = root.post("/admin/users/new", &fields).await;
    refused(&again, 409, "This user name is taken");
    assert!(!text(&again).contains("<script>"));
}

#[tokio::test]
async fn a_form_without_the_sessions_token_does_nothing() {
    let office = Office::open().await;
    let mut root = Visitor::staff(&office, "root").await;
    let token = root.form_token.clone();
    let file: (&str, &str, &[u8]) = ("file", "users.csv", b"user_name\nann\n");
    let step: (&str, &str, &[u8]) = ("step", "", b"import");
    let right: (&str, &str, &[u8]) = ("form_token", "", token.as_bytes());
    let path = "/admin/users/import";
    for parts in [
        vec![file, step],
        vec![("form_token", "", b"wrong"), file, step],
        vec![file, step, right],
    ] {
        assert_eq!(root.send_parts(path, &parts).await.status, 403);
    }
    let name = [("name", "Sales")];
    assert_eq!(root.send_form("/admin/groups/new", &name).await.status, 400);
    let wrong = [("name", "Sales"), ("form_token", "wrong")];
    assert_eq!(
        root.send_form("/admin/groups/new", &wrong).await.status,
        403
    );
    for list in ["/users", "/groups"] {
        let found = office.as_admin("GET", list, &Value::Null).await.ok();
        assert!(!found.to_string().contains("ann") && !found.to_string().contains("Sales"));
    }
    let done = root.send_parts(path, &[right, file, step]).await;
    assert!(leads_to(&done).starts_with("/admin/users/import/done?users=1"));
}

#[tokio::test]
async fn a_file_is_looked_through_line_by_line_and_nothing_is_half_imported() {
    let office = Office::open().await;
    let mut root = Visitor::staff(&office, "root").await;
    let token = root.form_token.clone();
    let bad = "user_name,email,groups,password\nann,ann@example.org,Sales,\nbob,no-address,,\n\
               ,x@example.org,,\nALICE,,,\ncarl,,,short\ndora,too,many,fields,here\n";
    for (step, status) in [("check", 400), ("import", 400)] {
        let parts: [(&str, &str, &[u8]); 3] = [
            ("form_token", "", token.as_bytes()),
            ("file", "users.csv", bad.as_bytes()),
            ("step", "", step.as_bytes()),
        ];
        let answer = root.send_parts("/admin/users/import", &parts).await;
        assert_eq!(answer.status, status);
        let page = text(&answer);
        for (line, what) in [
            (3, "This is not an e-mail address"),
            (4, "There is no user name"),
            (5, "There is a user of this name already"),
            (6, "Choose a password of at least 8 characters"),
            (7, "more or fewer fields"),
        ] {
            let (_, rest) = page.split_once(&format!("Line {line}</th>")).unwrap();
            let (row, _) = rest.split_once("</tr>").unwrap();
            assert!(row.contains(what), "{line}: {row}");
        }
        assert!(
            page.contains("5 things to correct") && !page.contains("Line 2<"),
            "{page}"
        );
        assert!(
            !page.contains("short") && !page.contains("no-address"),
            "{page}"
        );
    }
    let users = root.page("/admin/users").await;
    assert!(users.contains("1 user<"), "{users}");
    assert!(!root.page("/admin/groups").await.contains("Sales"));

    let good = "user_name;groups;password\nann;Sales|Field;\nbob;Sales;correct horse\n";
    let mut parts: [(&str, &str, &[u8]); 3] = [
        ("form_token", "", token.as_bytes()),
        ("file", "users.csv", good.as_bytes()),
        ("step", "", b"check"),
    ];
    let page = text(&root.send_parts("/admin/users/import", &parts).await);
    assert!(
        page.contains("The file can be imported") && page.contains("Sales, Field"),
        "{page}"
    );
    assert!(!page.contains("correct horse"), "{page}");
    assert!(root.page("/admin/users").await.contains("1 user<"));
    parts[2].2 = b"import";
    let done = leads_to(&root.send_parts("/admin/users/import", &parts).await);
    assert!(root.page(&done).await.contains("Users added"));
    assert!(root.page("/admin/users").await.contains("3 users<"));
    office.sign_in(SELF_SERVICE, "bob", "correct horse").await;
}

#[tokio::test]
async fn only_a_file_may_be_large_and_only_up_to_its_limit() {
    let office = Office::open().await;
    let mut root = Visitor::staff(&office, "root").await;
    let token = root.form_token.clone();
    let mut file = b"user_name\n".to_vec();
    // A file of a megabyte is read: it is its users that are too many.
    file.resize(1024 * 1024, b'\n');
    for (bytes, status, says) in [
        (1024 * 1024, 400, "There is no user in the file"),
        (1024 * 1024 + 1, 400, "The file is larger than 1 MiB"),
        (
            1024 * 1024 + 64 * 1024,
            413,
            "This file is larger than 1 MiB",
        ),
    ] {
        file.resize(bytes, b'\n');
        let parts: [(&str, &str, &[u8]); 3] = [
            ("form_token", "", token.as_bytes()),
            ("file", "users.csv", &file),
            ("step", "", b"check"),
        ];
        let answer = root.send_parts("/admin/users/import", &parts).await;
        refused(&answer, status, says);
    }
    let name = "x".repeat(70 * 1024);
    let answer = root.post("/admin/groups/new", &[("name", &name)]).await;
    assert_eq!(answer.status, 413);
}

#[tokio::test]
async fn what_lets_a_user_in_or_out_asks_again_who_it_is() {
    let office = Office::open().await;
    let user = office.add_user("bob").await;
    let session = office.sign_in(SELF_SERVICE, "bob", PASSWORD).await;
    let mut root = Visitor::staff(&office, "root").await;
    office.clock.advance(6 * MINUTE);
    let path = format!("/admin/users/{user}/password");
    let new = [
        ("new_password", "another horse"),
        ("repeated", "another horse"),
    ];
    assert!(root.page(&path).await.contains("name=\"confirm_password\""));
    let needed = root.post(&path, &new).await;
    refused(&needed, 403, "This needs your password again");
    assert!(!text(&needed).contains("another horse"));
    let mut wrong = new.to_vec();
    wrong.push(("confirm_password", "wrong"));
    refused(&root.post(&path, &wrong).await, 401, "not right");
    let devices = format!("{SELF_SERVICE}/devices");
    office
        .call("GET", &devices, &session, &Value::Null)
        .await
        .ok();
    let mut right = new.to_vec();
    right.push(("confirm_password", ADMIN_PASSWORD));
    let differs = [
        ("new_password", "another horse"),
        ("repeated", "another house"),
    ];
    refused(
        &root.post(&path, &differs).await,
        400,
        "The two passwords are not the same",
    );
    assert_eq!(
        leads_to(&root.post(&path, &right).await),
        format!("/admin/users/{user}")
    );
    let page = root.page(&format!("/admin/users/{user}")).await;
    assert!(page.contains("The password is set."), "{page}");
    office
        .call("GET", &devices, &session, &Value::Null)
        .await
        .refused(401, "session.needed");
    office.sign_in(SELF_SERVICE, "bob", "another horse").await;
    // Now it is known who it is.
    let path = format!("/admin/users/{user}/sign-in");
    assert!(!root.page(&path).await.contains("confirm_password"));
    leads_to(&root.post(&path, &[("sign_in", "identity-provider")]).await);
    assert!(
        root.page(&format!("/admin/users/{user}"))
            .await
            .contains("/release\"")
    );
    leads_to(
        &root
            .post(&format!("/admin/users/{user}/release"), &[])
            .await,
    );
    assert_eq!(root.post(&path, &[("sign_in", "magic")]).await.status, 400);
}

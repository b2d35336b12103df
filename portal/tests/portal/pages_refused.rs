//! Pages that say no: what they are sent with, what they lead back to, and that they ask again who it
//! is where they have to.

use crate::support::visitor::{Visitor, leads_to, refused, text};
use crate::support::{ADMIN_PASSWORD, Answer, MINUTE, Office, PASSWORD};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::Value;

const AGAIN: &str = "This needs your password again";
const FIELD: &str = "name=\"confirm_password\"";

#[track_caller]
fn is_never_kept(answer: &Answer) {
    let header = |name| {
        answer
            .headers
            .get(name)
            .map(|value| value.to_str().unwrap())
    };
    assert_eq!(header("cache-control"), Some("no-store"));
    assert_eq!(header("x-content-type-options"), Some("nosniff"));
}

/// What the switch between languages leads back to.
fn leads_back_to(answer: &Answer) -> String {
    let page = text(answer);
    let (_, rest) = page.split_once("name=\"next\" value=\"").unwrap();
    rest.split('"').next().unwrap().replace("&#x2f;", "/")
}

#[tokio::test]
async fn refusals_are_not_kept_and_do_not_repeat_what_was_sent() {
    let office = Office::open().await;
    let mut nobody = Visitor::new(&office);
    let missing = nobody.get("/admin/nowhere").await;
    assert_eq!(missing.status, 404);
    is_never_kept(&missing);
    let sign_in = nobody.get("/admin/users").await;
    leads_to(&sign_in);
    is_never_kept(&sign_in);
    let path = "/my/sign-in/identity-provider/callback";
    let back = nobody
        .get(&format!("{path}?code=secret-code&state=secret-state"))
        .await;
    assert!(back.status >= 400);
    is_never_kept(&back);
    assert!(!text(&back).contains("secret-"), "{}", text(&back));
    assert_eq!(leads_back_to(&back), path);
}

#[tokio::test]
async fn the_language_can_be_chosen_wherever_somebody_is() {
    let office = Office::open().await;
    let mut root = Visitor::staff(&office, "root").await;
    let long = format!("/admin/{}", "x".repeat(2000));
    for next in ["/nowhere", "", &long, "//evil.example"] {
        let chosen = root
            .send_form("/language", &[("language", "en"), ("next", next)])
            .await;
        assert_eq!(leads_to(&chosen), "/", "{next}");
    }
    // Nobody can come back to an address that takes forms only.
    let wrong = [("platform", "ios"), ("seen", "gone"), ("up", "gone")];
    let order = root.post("/admin/configurations/order", &wrong).await;
    refused(&order, 409, "Somebody else changed the order");
    assert_eq!(leads_back_to(&order), "/admin/configurations");
    let path = "/admin/devices/none/one-time-pin/cancel";
    let cancel = root.post(path, &[]).await;
    assert_eq!(
        (cancel.status, leads_back_to(&cancel).as_str()),
        (404, "/admin")
    );
}

#[tokio::test]
async fn a_query_that_no_page_leads_to_is_refused_as_a_page() {
    let office = Office::open().await;
    let group = office.group("Sales", &[]).await;
    let mut root = Visitor::staff(&office, "root").await;
    for path in [
        "/admin/sign-in?next=a&next=b",
        "/my/sign-in?reason=a&reason=b",
        "/my/sign-in/identity-provider?next=a&next=b",
        "/admin/users?search=a&search=b",
        "/admin/users/import/done?users=many",
        "/admin/groups?search=a&search=b",
        &format!("/admin/groups/{group}?search=a&search=b"),
        &format!("/admin/groups/{group}/add?search=a&search=b"),
        "/admin/configurations/new?from=a&from=b",
        "/admin/configurations/ios/edit?version=first",
        "/admin/configurations/ios/history?before=first",
        &format!("/admin/configurations/{group}/groups?search=a&search=b"),
        "/admin/devices?search=a&search=b",
        "/admin/audit?action=a&action=b",
        "/admin/audit/export?action=a&action=b",
    ] {
        let answer = root.get(path).await;
        let page = text(&answer);
        assert_eq!(answer.status, 400, "{path}: {page}");
        assert!(
            page.contains("<html") && page.contains("request.malformed"),
            "{path}: {page}"
        );
    }
}

#[tokio::test]
async fn a_form_after_the_end_of_a_session_is_said_not_to_be_saved() {
    let office = Office::open().await;
    let mut root = Visitor::staff(&office, "root").await;
    let token = root.form_token.clone();
    office.clock.advance(16 * MINUTE);
    let body = format!("form_token={token}&name=Sales");
    let sent = |referer: &str| {
        Request::post("/admin/groups/new")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::HOST, "portal.example")
            .header(header::REFERER, referer)
    };
    let request = sent("https://portal.example/admin/groups/new?a=1");
    let sign_in = leads_to(&root.send(request, Body::from(body.clone())).await);
    assert_eq!(
        sign_in,
        "/admin/sign-in?reason=unsaved&next=%2Fadmin%2Fgroups%2Fnew%3Fa%3D1"
    );
    assert!(
        root.page(&sign_in)
            .await
            .contains("nothing of what you just sent was saved")
    );
    let elsewhere = sent("https://evil.example/admin/groups/new");
    let sign_in = leads_to(&root.send(elsewhere, Body::from(body)).await);
    assert_eq!(sign_in, "/admin/sign-in?reason=unsaved");
    // Signing out has nothing to save, and reading leads back.
    let out = root
        .send_form("/admin/sign-out", &[("form_token", &token)])
        .await;
    assert_eq!(leads_to(&out), "/admin/sign-in?reason=ended");
    let read = leads_to(&root.get("/admin/users?search=a").await);
    assert_eq!(
        read,
        "/admin/sign-in?reason=ended&next=%2Fadmin%2Fusers%3Fsearch%3Da"
    );
}

#[tokio::test]
async fn who_is_signed_in_keeps_the_way_to_the_other_pages() {
    let office = Office::open().await;
    office.staff("helen", "help-desk").await;
    let mut helen = Visitor::staff(&office, "helen").await;
    for (path, status) in [("/admin/staff", 403), ("/admin/users/none", 404)] {
        let answer = helen.get(path).await;
        let page = text(&answer).replace("&#x2f;", "/");
        assert_eq!(answer.status, status, "{page}");
        assert!(
            page.contains("<nav class=\"side\"") && page.contains("/admin/sign-out"),
            "{page}"
        );
        assert!(
            page.contains("href=\"/admin/devices\"") && !page.contains("href=\"/admin/staff\"")
        );
    }
}

#[tokio::test]
async fn what_lets_people_in_or_takes_rules_away_asks_again_who_it_is() {
    let office = Office::open().await;
    let group = office.group("Sales", &[]).await;
    let mut root = Visitor::staff(&office, "root").await;
    office.clock.advance(6 * MINUTE);
    // Without a password nobody is let in.
    let person = |name| {
        vec![
            ("user_name", name),
            ("display_name", "Bob Builder"),
            ("email", ""),
            ("language", ""),
            ("sign_in", "password"),
        ]
    };
    let new = "/admin/users/new";
    leads_to(&root.post(new, &person("bob")).await);
    let mut carol = person("carol");
    carol.push(("password", PASSWORD));
    assert!(root.page(new).await.contains(FIELD));
    let needed = root.post(new, &carol).await;
    refused(&needed, 403, AGAIN);
    assert!(text(&needed).contains("value=\"carol\"") && text(&needed).contains(FIELD));
    let delete = format!("/admin/groups/{group}/delete");
    assert!(root.page(&delete).await.contains(FIELD));
    refused(&root.post(&delete, &[]).await, 403, AGAIN);
    let token = root.form_token.clone();
    let import = "/admin/users/import";
    let file: &[u8] = b"user_name,password\ndave,correct horse battery\n";
    let parts = |confirm: &'static str| {
        vec![
            ("form_token", "", token.as_bytes()),
            ("file", "users.csv", file),
            ("confirm_password", "", confirm.as_bytes()),
            ("step", "", "import".as_bytes()),
        ]
    };
    assert!(root.page(import).await.contains(FIELD));
    refused(&root.send_parts(import, &parts("")).await, 403, AGAIN);
    refused(
        &root.send_parts(import, &parts("wrong")).await,
        401,
        "not right",
    );
    let users = office
        .as_admin("GET", "/users", &Value::Null)
        .await
        .ok()
        .to_string();
    assert!(users.contains("bob") && !users.contains("carol") && !users.contains("dave"));
    // Once it was right, the same page does not ask again, whatever else it refuses.
    let mut taken = person("bob");
    taken.extend([("password", PASSWORD), ("confirm_password", ADMIN_PASSWORD)]);
    let taken = root.post(new, &taken).await;
    refused(&taken, 409, "This user name is taken");
    assert!(!text(&taken).contains(FIELD), "{}", text(&taken));
    leads_to(&root.post(&delete, &[]).await);
    leads_to(&root.send_parts(import, &parts("")).await);
}

#[tokio::test]
async fn a_role_and_an_end_at_once_do_not_undo_each_other() {
    let office = Office::open().await;
    let (helen, _) = office.staff("helen", "help-desk").await;
    let mut one = Visitor::staff(&office, "root").await;
    let mut other = Visitor::staff(&office, "root").await;
    let [role, access] = ["role", "access"].map(|end| format!("/admin/staff/{helen}/{end}"));
    let wanted = [("role", "auditor"), ("confirm_password", ADMIN_PASSWORD)];
    let ended = [("access", "disable"), ("confirm_password", ADMIN_PASSWORD)];
    let (one, other) = tokio::join!(one.post(&role, &wanted), other.post(&access, &ended));
    leads_to(&one);
    leads_to(&other);
    let staff = office.as_admin("GET", "/staff", &Value::Null).await.ok();
    let all = staff
        .as_array()
        .or_else(|| staff["staff"].as_array())
        .unwrap();
    let helen = all
        .iter()
        .find(|member| member["user_name"] == "helen")
        .unwrap();
    assert_eq!(
        (&helen["role"], &helen["disabled"]),
        (&"auditor".into(), &true.into())
    );
}

#[tokio::test]
async fn nobody_ticked_is_said_and_the_search_stays() {
    let office = Office::open().await;
    let user = office.add_user("bob").await;
    let group = office.group("Sales", &[&user]).await;
    let mut root = Visitor::staff(&office, "root").await;
    for path in [
        format!("/admin/groups/{group}?search=bo"),
        format!("/admin/groups/{group}/add?search=ali"),
    ] {
        let page = root.page(&path).await.replace("&#x2f;", "/");
        assert!(page.contains(&format!("action=\"{path}\"")), "{page}");
        let answer = root.post(&path, &[]).await;
        refused(&answer, 400, "Nobody is ticked");
        let (_, search) = path.split_once("search=").unwrap();
        let page = text(&answer).replace("&#x2f;", "/");
        assert!(page.contains(&format!("value=\"{search}\"")), "{page}");
        assert!(page.contains(&format!("action=\"{path}\"")), "{page}");
    }
}

#[tokio::test]
async fn what_became_of_a_pin_is_told_only_to_those_who_may_issue_one() {
    let office = Office::open().await;
    office.staff("audrey", "auditor").await;
    office.staff("helen", "help-desk").await;
    let path = "/admin/devices/none/one-time-pin/standing";
    for (name, status) in [("audrey", 403), ("helen", 404), ("root", 404)] {
        let mut visitor = Visitor::staff(&office, name).await;
        assert_eq!(visitor.get(path).await.status, status, "{name}");
    }
}

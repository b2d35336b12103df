//! The pages of the audit trail and of escrow keys: whom they are for, what they refuse, and that
//! nothing in them comes out as it was put in.

use crate::support::{ADMIN_PASSWORD, MINUTE, Office, Phone, scale};
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, Response, header};
use serde_json::{Value, json};
use sqlx::{AnyConnection, Connection as _, Executor as _};
use std::net::SocketAddr;
use tower::ServiceExt as _;

/// A member of staff at a browser.
struct Visitor<'a> {
    office: &'a Office,
    cookie: String,
}

struct Page {
    status: u16,
    location: String,
    text: String,
}

impl Page {
    #[track_caller]
    fn has(&self, text: &str) -> &Self {
        assert!(self.text.contains(text), "{text} is not in {}", self.text);
        self
    }

    #[track_caller]
    fn has_not(&self, text: &str) -> &Self {
        assert!(!self.text.contains(text), "{text} is in {}", self.text);
        self
    }

    fn token(&self) -> String {
        let field = self.text.split("name=\"form_token\" value=\"").nth(1);
        field.unwrap().split('"').next().unwrap().to_owned()
    }
}

fn request(method: &str, path: &str, cookie: &str) -> axum::http::request::Builder {
    let peer = SocketAddr::new("198.51.100.7".parse().unwrap(), 50_000);
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .extension(ConnectInfo(peer))
}

async fn answered(response: Response<Body>) -> Page {
    let location = response.headers().get(header::LOCATION);
    let location = location
        .map_or("", |path| path.to_str().unwrap())
        .to_owned();
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), 1 << 24).await.unwrap();
    let text = String::from_utf8(body.to_vec()).unwrap();
    Page {
        status,
        location,
        text,
    }
}

impl<'a> Visitor<'a> {
    async fn new(office: &'a Office, user_name: &str) -> Self {
        let form = format!(
            "user_name={user_name}&password={}",
            ADMIN_PASSWORD.replace(' ', "+")
        );
        let request = request("POST", "/admin/sign-in", "");
        let sent = office
            .router
            .clone()
            .oneshot(request.body(Body::from(form)).unwrap());
        let response = sent.await.unwrap();
        assert_eq!(response.status(), 303);
        let cookies = response.headers().get_all(header::SET_COOKIE).into_iter();
        let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
        let cookie = cookies.find(|cookie| cookie.starts_with("__Host-passcode-staff="));
        let cookie = cookie.unwrap().split(';').next().unwrap().to_owned();
        Self { office, cookie }
    }

    async fn get(&self, path: &str) -> Page {
        let request = request("GET", path, &self.cookie)
            .body(Body::empty())
            .unwrap();
        answered(self.office.router.clone().oneshot(request).await.unwrap()).await
    }

    async fn post(&self, path: &str, form: &str) -> Page {
        let request = request("POST", path, &self.cookie);
        let request = request.body(Body::from(form.to_owned())).unwrap();
        answered(self.office.router.clone().oneshot(request).await.unwrap()).await
    }
}

async fn connection(office: &Office) -> AnyConnection {
    sqlx::any::install_default_drivers();
    let file = office.directory.path().join("portal.sqlite");
    let url = office.database.url();
    let url = url.unwrap_or_else(|| format!("sqlite://{}", file.display()));
    AnyConnection::connect(&url).await.unwrap()
}

#[tokio::test]
async fn everybody_reads_the_trail_and_only_some_verify_export_or_see_keys() {
    let office = Office::open().await;
    office.staff("helga", "help-desk").await;
    office.staff("aude", "auditor").await;
    let [root, helga, aude] = [
        Visitor::new(&office, "root").await,
        Visitor::new(&office, "helga").await,
        Visitor::new(&office, "aude").await,
    ];
    for (path, allowed) in [
        ("/admin/audit", [200, 200, 200]),
        ("/admin/audit/1", [200, 200, 200]),
        ("/admin/audit/verify", [200, 403, 200]),
        ("/admin/audit/export", [200, 403, 200]),
        ("/admin/escrow-keys", [200, 403, 200]),
        ("/admin/escrow-keys/new", [200, 403, 403]),
        ("/admin/audit/0", [404, 404, 404]),
        ("/admin/audit/99999999999999999999", [404, 404, 404]),
    ] {
        for (visitor, status) in [&root, &helga, &aude].into_iter().zip(allowed) {
            assert_eq!(visitor.get(path).await.status, status, "{path}");
        }
    }
    let list = helga.get("/admin/audit").await;
    list.has_not("/admin/audit/verify")
        .has_not("/admin/audit/export")
        .has_not("/admin/staff/");
    list.has("Signed in").has("root");
    root.get("/admin/audit")
        .await
        .has("/admin/staff/")
        .has("/admin/audit/verify");
}

#[tokio::test]
async fn what_is_asked_for_is_found_or_said_not_to_be_there() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let root = Visitor::new(&office, "root").await;
    let device = phone.device();
    for (query, found) in [
        ("action=device.enrolled", true),
        ("action=device.", true),
        ("action=group.", false),
        ("by=ROOT", true),
        ("by=alice", false),
        ("about=alice&action=user.created", true),
        (&format!("device={device}"), true),
        ("from=2026-01-05&to=2026-01-05", true),
        ("to=2026-01-04", false),
        ("from=2026-01-06", false),
        ("reason=password.wrong", false),
        ("action=&by=&about=&device=&from=&to=&reason=", true),
    ] {
        let page = root.get(&format!("/admin/audit?{query}")).await;
        assert_eq!(page.status, 200, "{query}");
        assert_eq!(page.text.contains("<tbody>"), found, "{query}");
    }
    for (query, said) in [
        ("by=nobody", "Nobody here has this user name"),
        ("about=%00", "Nobody here has this user name"),
        ("device=none", "No device has this name or id"),
        ("from=yesterday", "This is not a date"),
        ("to=1969-12-31", "This is not a date"),
        ("from=2026-01-06&to=2026-01-05", "The last day is before"),
        (
            "action=%3Cscript%3E",
            "asks for something that does not exist",
        ),
        ("reason=a%20b", "asks for something that does not exist"),
    ] {
        let page = root.get(&format!("/admin/audit?{query}")).await;
        assert_eq!(page.status, 422, "{query}");
        page.has(said).has_not("<tbody>").has_not("<script>");
    }
    for query in ["at=x", "at=", "by=a&by=b", "at=W10"] {
        let page = root.get(&format!("/admin/audit?{query}")).await;
        assert_eq!(page.status, 400, "{query}");
    }
}

#[tokio::test]
async fn pages_lead_to_one_another_with_their_filters() {
    let office = Office::open().await;
    scale::add_lines(&mut connection(&office).await, 260).await;
    let root = Visitor::new(&office, "root").await;
    let next = |page: &Page, rel: &str| {
        let link = page.text.split(&format!("rel=\"{rel}\" href=\"")).nth(1)?;
        Some(
            link.split('"')
                .next()?
                .replace("&amp;", "&")
                .replace("&#x2f;", "/"),
        )
    };
    let first = root.get("/admin/audit?action=session.begun").await;
    assert_eq!(next(&first, "prev"), None);
    let (mut page, mut seen) = (first, 0);
    loop {
        seen += page.text.matches("<th scope=\"row\">").count();
        page.has_not("Passcode reset refused");
        let Some(path) = next(&page, "next") else {
            break;
        };
        page = root.get(&path).await;
    }
    // Eight of ten lines, without the four of the beginning; the administrator's own, and what this
    // visit began with.
    assert_eq!(seen, 207);
    let back = root.get(&next(&page, "prev").unwrap()).await;
    assert_eq!(back.text.matches("<th scope=\"row\">").count(), 50);
    // What several accounts did comes in one order.
    let mixed = root.get("/admin/audit?by=root&from=2026-01-01").await;
    mixed.has("Signed in");
}

#[tokio::test]
async fn hostile_names_are_only_text() {
    let office = Office::open().await;
    let evil = "<script>alert(1)</script>";
    office.add_user(evil).await;
    office.group(evil, &[]).await;
    let root = Visitor::new(&office, "root").await;
    let list = root.get("/admin/audit").await;
    list.has_not("<script>alert").has("&lt;script&gt;alert(1)");
    let last = office.trail().await.len();
    for sequence in last - 3..=last {
        let page = root.get(&format!("/admin/audit/{sequence}")).await;
        page.has_not("<script>alert");
    }
    let by = root.get("/admin/audit?by=%22%3E%3Cscript%3Ealert(1)").await;
    by.has_not("<script>alert");
    let export = root
        .get(&format!(
            "/admin/audit/export?by={}",
            "%3Cscript%3Ealert(1)%3C/script%3E"
        ))
        .await;
    export.has_not("<script>alert");
}

#[tokio::test]
async fn an_export_is_a_form_holds_what_was_asked_for_and_is_recorded() {
    let office = Office::open().await;
    let root = Visitor::new(&office, "root").await;
    let page = root
        .get("/admin/audit/export?by=root&action=session.")
        .await;
    page.has("Signing in: everything")
        .has("about 1 KB")
        .has("name=\"by\" value=\"root\"");
    let form = format!("form_token={}&by=root&action=session.", page.token());
    let file = root.post("/admin/audit/export", &form).await;
    assert_eq!(file.status, 200);
    let lines: Vec<Value> = file
        .text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(lines.len() >= 2);
    assert!(lines.iter().all(|line| line["action"] == "session.begun"));
    let recorded = office.trail().await.pop().unwrap();
    assert_eq!(recorded["action"], "audit.exported");
    let filter = &recorded["detail"]["filter"];
    assert_eq!(filter["action"], "session.");
    assert_eq!(filter["actor"].as_array().unwrap().len(), 3);
    let before = office.trail().await.len();
    let outdated = root.post("/admin/audit/export", "form_token=x").await;
    assert_eq!(outdated.status, 403);
    let wrong = format!("form_token={}&by=nobody", page.token());
    let wrong = root.post("/admin/audit/export", &wrong).await;
    assert_eq!(
        (wrong.status, wrong.location.as_str()),
        (303, "/admin/audit?by=nobody")
    );
    assert_eq!(office.trail().await.len(), before);
}

#[tokio::test]
async fn a_chain_is_verified_part_by_part_and_what_is_broken_is_said() {
    let office = Office::open().await;
    scale::add_chained_lines(&mut connection(&office).await, 25_000).await;
    let root = Visitor::new(&office, "root").await;
    let page = root.get("/admin/audit/verify").await;
    let form = |page: &Page, from: u64| format!("form_token={}&from={from}", page.token());
    let part = root.post("/admin/audit/verify", &form(&page, 1)).await;
    part.has("20,000 of 25,00")
        .has("value=\"20000\"")
        .has("name=\"from\" value=\"20001\"");
    let whole = root.post("/admin/audit/verify", &form(&page, 20_001)).await;
    whole
        .has("are there, in order and unchanged")
        .has("Fingerprint");
    connection(&office)
        .await
        .execute("UPDATE audit SET reason = 'x' WHERE sequence = 77")
        .await
        .unwrap();
    let broken = root.post("/admin/audit/verify", &form(&page, 1)).await;
    broken
        .has("Something is wrong at entry 77")
        .has("fingerprint does not fit")
        .has("security");
    connection(&office)
        .await
        .execute("DELETE FROM audit WHERE sequence = 70")
        .await
        .unwrap();
    let missing = root.post("/admin/audit/verify", &form(&page, 1)).await;
    missing.has("Something is wrong at entry 70").has("missing");
    assert_eq!(
        root.post("/admin/audit/verify", "form_token=x&from=1")
            .await
            .status,
        403
    );
    let garbage = format!("form_token={}&from=-1", page.token());
    assert_eq!(root.post("/admin/audit/verify", &garbage).await.status, 400);
}

#[tokio::test]
async fn a_new_key_is_made_once_by_whoever_proves_who_it_is() {
    let office = Office::open().await;
    let root = Visitor::new(&office, "root").await;
    let new = root.get("/admin/escrow-keys/new").await;
    let current = new.text.split("name=\"current\" value=\"").nth(1).unwrap();
    let current = current.split('"').next().unwrap();
    let form = format!("form_token={}&current={current}", new.token());
    office.clock.advance(6 * MINUTE);
    let asked = root.post("/admin/escrow-keys/new", &form).await;
    assert_eq!(asked.status, 403);
    asked
        .has("name=\"confirm_password\"")
        .has("needs your password again");
    let wrong = format!("{form}&confirm_password=wrong+password");
    let wrong = root.post("/admin/escrow-keys/new", &wrong).await;
    assert_eq!(wrong.status, 401);
    wrong.has("not right").has_not("wrong password");
    let right = format!(
        "{form}&confirm_password={}",
        ADMIN_PASSWORD.replace(' ', "+")
    );
    let made = root.post("/admin/escrow-keys/new", &right).await;
    assert_eq!(
        (made.status, made.location.as_str()),
        (303, "/admin/escrow-keys")
    );
    // Pressed twice, or by two at once: one key.
    let again = root.post("/admin/escrow-keys/new", &form).await;
    assert_eq!(again.status, 409);
    again.has("Somebody else has just created a new escrow key");
    let made = office.trail().await;
    let made = made
        .iter()
        .filter(|entry| entry["action"] == "escrow_key.created");
    assert_eq!(made.count(), 1);
    assert_eq!(
        root.post("/admin/escrow-keys/new", "form_token=x&current=")
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn a_key_that_devices_rely_on_is_destroyed_only_by_naming_how_many() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let root = Visitor::new(&office, "root").await;
    let former = phone.escrow_key.id.clone();
    let destroy = format!("/admin/escrow-keys/{former}/destroy");
    assert_eq!(root.get(&destroy).await.status, 409);
    office.as_admin("POST", "/escrow-keys", &json!({})).await;
    let list = root.get("/admin/escrow-keys").await;
    list.has(&destroy).has("None of 1 active devices");
    let devices = root
        .get(&format!("/admin/escrow-keys/{former}/devices"))
        .await;
    devices
        .has(&format!("/admin/devices/{}", phone.device()))
        .has("alice");
    let page = root.get(&destroy).await;
    page.has("1 active device still relies on this key");
    let form = |typed: &str| format!("form_token={}&accept_losing={typed}", page.token());
    for typed in ["0", "2", "", "all"] {
        let refused = root.post(&destroy, &form(typed)).await;
        assert_eq!(refused.status, 409, "{typed}");
        refused.has("Devices still rely on this key");
    }
    let done = root.post(&destroy, &form("1")).await;
    assert_eq!(
        (done.status, done.location.as_str()),
        (303, "/admin/escrow-keys")
    );
    root.get("/admin/escrow-keys").await.has("1 destroyed key");
    // It is gone: whoever comes later is told, and nothing happens.
    let later = root.post(&destroy, &form("1")).await;
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

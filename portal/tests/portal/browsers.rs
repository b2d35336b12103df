//! Browsers have a name of their own: strangers cannot lock them out, and their failures are theirs.

use crate::support::{ADMIN, ADMIN_PASSWORD, Answer, Office, PASSWORD, Phone, SELF_SERVICE, send};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use serde_json::{Value, json};
use std::net::SocketAddr;

const TOO_MANY: &str = "attempts.too_many";
const REFUSED: &str = "credentials.not_accepted";
const OFFICE: &str = "198.51.100.1";
const WRONG: &str = "wrong password";

/// A browser at an address, with its cookie, if it has one.
#[derive(Clone)]
struct Browser<'a> {
    office: &'a Office,
    address: String,
    cookie: Option<String>,
}

impl<'a> Browser<'a> {
    fn new(office: &'a Office, address: &str) -> Self {
        Self {
            office,
            address: address.to_owned(),
            cookie: None,
        }
    }

    async fn send(&self, (method, path): (&str, &str), token: &str, body: &Value) -> Answer {
        let peer = SocketAddr::new(self.address.parse().unwrap(), 50_000);
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .extension(ConnectInfo(peer))
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, format!("other=1; {cookie}"));
        }
        let request = request.body(Body::from(body.to_string())).unwrap();
        send(&self.office.router, request).await
    }

    /// Signs in and keeps the cookie that comes, as browsers do.
    async fn sign_in(&mut self, user_name: &str, password: &str) -> Answer {
        let body = json!({"user_name": user_name, "password": password});
        let path = format!("{SELF_SERVICE}/session");
        let answer = self.send(("POST", &path), "", &body).await;
        if let Some(cookie) = answer.headers.get(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            self.cookie = Some(cookie.to_owned());
        }
        answer
    }
}

#[tokio::test]
async fn a_browser_gets_one_name_with_the_first_answer_whatever_it_is() {
    let office = Office::open().await;
    for api in [SELF_SERVICE, ADMIN] {
        let browser = Browser::new(&office, OFFICE);
        let path = format!("{api}/session");
        let body = json!({"user_name": "nobody", "password": WRONG});
        let answer = browser.send(("POST", &path), "", &body).await;
        answer.refused(401, REFUSED);
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        let (named, attributes) = cookie.split_once("; ").unwrap();
        let token = named.strip_prefix("__Host-passcode-browser=").unwrap();
        assert_eq!(token.len(), 43);
        assert_eq!(
            attributes,
            "Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax"
        );
        let known = Browser {
            cookie: Some(named.to_owned()),
            ..browser
        };
        let answer = known.send(("POST", &path), "", &body).await;
        assert!(!answer.headers.contains_key(header::SET_COOKIE));
        // What is no token is no name.
        let odd = Browser {
            cookie: Some("__Host-passcode-browser=me".to_owned()),
            ..known
        };
        let answer = odd.send(("POST", &path), "", &body).await;
        assert!(answer.headers.contains_key(header::SET_COOKIE));
    }
}

#[tokio::test]
async fn a_stranger_cannot_lock_a_known_browser_out() {
    let office = Office::open().await;
    let mut known = Browser::new(&office, OFFICE);
    known.sign_in("alice", PASSWORD).await.ok();
    // From everywhere, and from the office's own address.
    for number in 0..90 {
        let address = format!("203.0.113.{}", number / 10);
        let mut stranger = Browser::new(&office, &address);
        stranger.sign_in("alice", WRONG).await.refused(401, REFUSED);
    }
    for _ in 0..10 {
        let mut colleague = Browser::new(&office, OFFICE);
        colleague
            .sign_in("alice", WRONG)
            .await
            .refused(401, REFUSED);
    }
    let mut elsewhere = Browser::new(&office, "203.0.113.99");
    elsewhere
        .sign_in("alice", PASSWORD)
        .await
        .refused(429, TOO_MANY);
    // The address of the office makes nobody known.
    let mut colleague = Browser::new(&office, OFFICE);
    colleague
        .sign_in("alice", PASSWORD)
        .await
        .refused(429, TOO_MANY);
    let session = known.sign_in("alice", PASSWORD).await.ok();
    // Signing in again before a PIN, or for a new password, is the same browser.
    let token = session["token"].as_str().unwrap();
    let body = json!({"password": PASSWORD, "new_password": "another password"});
    let path = format!("{SELF_SERVICE}/account/password");
    known.send(("PUT", &path), token, &body).await.ok();
    // It is known for alice only.
    office.add_user("bob").await;
    for number in 0..100 {
        let address = format!("203.0.113.{}", 100 + number / 10);
        let mut stranger = Browser::new(&office, &address);
        stranger.sign_in("bob", WRONG).await.refused(401, REFUSED);
    }
    known.sign_in("bob", PASSWORD).await.refused(429, TOO_MANY);
}

#[tokio::test]
async fn an_address_that_many_share_makes_nobody_known() {
    let office = Office::open().await;
    let mut known = Browser::new(&office, OFFICE);
    known.sign_in("alice", PASSWORD).await.ok();
    for number in 0..100 {
        let address = format!("203.0.113.{}", number / 10);
        let mut stranger = Browser::new(&office, &address);
        stranger.sign_in("alice", WRONG).await.refused(401, REFUSED);
    }
    let mut colleague = Browser::new(&office, OFFICE);
    colleague
        .sign_in("alice", PASSWORD)
        .await
        .refused(429, TOO_MANY);
    known.sign_in("alice", PASSWORD).await.ok();
}

#[tokio::test]
async fn ten_failures_of_a_browser_stop_it_although_its_address_has_room() {
    let office = Office::open().await;
    let mut browser = Browser::new(&office, OFFICE);
    for number in 0..10 {
        let name = format!("user{number}");
        browser.sign_in(&name, PASSWORD).await.refused(401, REFUSED);
    }
    browser
        .sign_in("alice", PASSWORD)
        .await
        .refused(429, TOO_MANY);
    // It does not matter where it goes.
    browser.address = "203.0.113.1".to_owned();
    browser
        .sign_in("alice", PASSWORD)
        .await
        .refused(429, TOO_MANY);
    // Another browser there is not stopped; nor is this one without its cookie, until the address is.
    let mut other = Browser::new(&office, OFFICE);
    other.sign_in("alice", PASSWORD).await.ok();
    for number in 0..20 {
        let mut forgetful = Browser::new(&office, OFFICE);
        let name = format!("user{number}");
        forgetful
            .sign_in(&name, PASSWORD)
            .await
            .refused(401, REFUSED);
    }
    let mut forgetful = Browser::new(&office, OFFICE);
    forgetful
        .sign_in("user30", PASSWORD)
        .await
        .refused(429, TOO_MANY);
    other.sign_in("alice", PASSWORD).await.ok();
}

#[tokio::test]
async fn ten_failures_stop_a_known_browser_too() {
    let office = Office::open().await;
    let mut known = Browser::new(&office, OFFICE);
    known.sign_in("alice", PASSWORD).await.ok();
    for _ in 0..10 {
        known.sign_in("alice", WRONG).await.refused(401, REFUSED);
    }
    known
        .sign_in("alice", PASSWORD)
        .await
        .refused(429, TOO_MANY);
    // Without its cookie it is a stranger, and counted as one.
    known.cookie = None;
    for _ in 0..10 {
        known.cookie = None;
        known.sign_in("alice", WRONG).await.refused(401, REFUSED);
    }
    known.cookie = None;
    known
        .sign_in("alice", PASSWORD)
        .await
        .refused(429, TOO_MANY);
}

#[tokio::test]
async fn a_forged_name_is_a_new_browser() {
    let office = Office::open().await;
    let mut known = Browser::new(&office, OFFICE);
    known.sign_in("alice", PASSWORD).await.ok();
    for number in 0..10_u8 {
        let token = passcode_core::portal::wire::Base64(vec![number; 32]).to_text();
        let mut forged = Browser::new(&office, "203.0.113.1");
        forged.cookie = Some(format!("__Host-passcode-browser={token}"));
        forged.sign_in("alice", WRONG).await.refused(401, REFUSED);
    }
    let mut forged = Browser::new(&office, "203.0.113.1");
    forged
        .sign_in("alice", PASSWORD)
        .await
        .refused(429, TOO_MANY);
    known.sign_in("alice", PASSWORD).await.ok();
}

#[tokio::test]
async fn the_user_is_told_of_a_new_browser_once() {
    let office = Office::open().await;
    let mut browser = Browser::new(&office, OFFICE);
    let mut told = Vec::new();
    for _ in 0..3 {
        let session = browser.sign_in("alice", PASSWORD).await.ok();
        let path = format!("{SELF_SERVICE}/notices");
        let token = session["token"].as_str().unwrap();
        let list = browser.send(("GET", &path), token, &Value::Null).await.ok();
        told.push(list["notices"].as_array().unwrap().len());
    }
    assert_eq!(told, [1, 1, 1]);
}

#[tokio::test]
async fn the_database_does_not_hold_the_name() {
    let office = Office::open().await;
    let mut browser = Browser::new(&office, OFFICE);
    browser.sign_in("alice", PASSWORD).await.ok();
    browser.sign_in("alice", WRONG).await.refused(401, REFUSED);
    Phone::of_alice(&office).await;
    office.sign_in(ADMIN, "root", ADMIN_PASSWORD).await;
    office.portal.close().await;
    let mut held = office.database.dump().await;
    for file in std::fs::read_dir(office.directory.path()).unwrap() {
        held.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let cookie = browser.cookie.unwrap();
    let token = cookie.split_once('=').unwrap().1;
    let holds = |text: &str| {
        held.windows(text.len())
            .any(|found| found == text.as_bytes())
    };
    assert!(holds("alice") && !holds(token));
}

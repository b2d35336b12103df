//! An organisation to test with: a portal in a temporary directory, its administrator and users.

pub(crate) mod contract;
mod database;
pub(crate) mod phone;
mod program;
pub(crate) mod scale;
pub(crate) mod sink;
mod tls;
pub(crate) mod visitor;

pub(crate) use database::TestDatabase;
pub(crate) use phone::{Phone, check_in_body, post, request_id, signed_headers};
pub(crate) use program::Program;
pub(crate) use tls::client;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, header};
use passcode_portal::{Clock, Portal, StartFailure};
use serde_json::{Value, json};
use sqlx::AnyConnection;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;
use tower::ServiceExt as _;

pub(crate) const PASSWORD: &str = "correct horse battery";
pub(crate) const ADMIN_PASSWORD: &str = "administrator's own";
pub(crate) const MINUTE: u64 = 60_000;
pub(crate) const ADMIN: &str = "/api/admin/v1";
pub(crate) const SELF_SERVICE: &str = "/api/self-service/v1";

/// A clock that moves when it is told to. It begins at 2026-01-05 08:00 UTC.
pub(crate) struct TurnedClock(AtomicU64);

impl TurnedClock {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(1_767_600_000_000)))
    }

    pub(crate) fn advance(&self, ms: u64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for TurnedClock {
    fn now_ms(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl TestDatabase {
    pub(crate) async fn open(
        &self,
        directory: &Path,
        clock: &Arc<TurnedClock>,
    ) -> Result<Portal, StartFailure> {
        Portal::open_with(directory, self.choice(), clock.clone()).await
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Without the name of the request, which is always another one.
    pub(crate) headers: HeaderMap,
    pub(crate) request_id: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The answer of a success.
    #[track_caller]
    pub(crate) fn ok(&self) -> Value {
        let text = String::from_utf8_lossy(&self.body);
        assert!((200..300).contains(&self.status), "{} {text}", self.status);
        if self.body.is_empty() {
            Value::Null
        } else {
            self.json()
        }
    }

    /// The refusal is this one, and looks as problems do.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) -> Value {
        let body = self.json();
        assert_eq!(
            (self.status, body["code"].as_str().unwrap()),
            (status, code),
            "{body}"
        );
        assert_eq!(
            self.headers[header::CONTENT_TYPE],
            "application/problem+json"
        );
        assert_eq!(
            (&body["type"], &body["status"]),
            (&json!("about:blank"), &json!(status))
        );
        assert!(body["detail"].as_str().unwrap().len() > 20, "{body}");
        body
    }
}

pub(crate) struct Office {
    pub(crate) directory: TempDir,
    pub(crate) database: TestDatabase,
    pub(crate) clock: Arc<TurnedClock>,
    pub(crate) portal: Portal,
    pub(crate) router: Router,
    /// The administrator's session.
    pub(crate) admin: String,
}

impl Office {
    /// A connection to its database.
    pub(crate) async fn connect(&self) -> AnyConnection {
        self.database.connect(self.directory.path()).await
    }

    /// A portal with an administrator and the user alice.
    pub(crate) async fn open() -> Self {
        let place = Self::new_place();
        let clock = TurnedClock::new();
        let portal = place.1.open(place.0.path(), &clock).await.unwrap();
        Self::furnished(place, clock, portal).await
    }

    /// A portal as it is after the first start.
    pub(crate) async fn bare() -> Self {
        let place = Self::new_place();
        let clock = TurnedClock::new();
        let portal = place.1.open(place.0.path(), &clock).await.unwrap();
        Self::over(place, clock, portal)
    }

    /// Where a portal can be.
    pub(crate) fn new_place() -> (TempDir, TestDatabase) {
        (tempfile::tempdir().unwrap(), TestDatabase::new())
    }

    /// Adds an administrator and the user alice.
    pub(crate) async fn furnished(
        place: (TempDir, TestDatabase),
        clock: Arc<TurnedClock>,
        portal: Portal,
    ) -> Self {
        let mut office = Self::over(place, clock, portal);
        let token = office.portal.set_up_token().await.unwrap().unwrap();
        let body = json!({"token": token, "user_name": "root", "password": ADMIN_PASSWORD});
        office
            .call("POST", &format!("{ADMIN}/set-up"), "", &body)
            .await
            .ok();
        office.admin = office.sign_in(ADMIN, "root", ADMIN_PASSWORD).await;
        office.add_user("alice").await;
        office
    }

    fn over(
        (directory, database): (TempDir, TestDatabase),
        clock: Arc<TurnedClock>,
        portal: Portal,
    ) -> Self {
        Self {
            directory,
            database,
            clock,
            router: portal.router(),
            portal,
            admin: String::new(),
        }
    }

    /// Another instance over the same directory and database.
    pub(crate) async fn another(&self) -> Portal {
        let opened = self.database.open(self.directory.path(), &self.clock).await;
        opened.unwrap()
    }

    /// The same after a restart.
    pub(crate) async fn restarted(self) -> Self {
        self.portal.close().await;
        let portal = self.another().await;
        Self {
            router: portal.router(),
            portal,
            ..self
        }
    }

    /// One request; an empty token sends none.
    pub(crate) async fn call(&self, method: &str, path: &str, token: &str, body: &Value) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        send(&self.router, request.body(Body::from(body)).unwrap()).await
    }

    /// One request from an address.
    pub(crate) async fn call_from(&self, address: &str, path: &str, body: &Value) -> Answer {
        let peer = SocketAddr::new(address.parse().unwrap(), 50_000);
        let request = Request::post(path).extension(ConnectInfo(peer));
        send(
            &self.router,
            request.body(Body::from(body.to_string())).unwrap(),
        )
        .await
    }

    pub(crate) async fn sign_in(&self, api: &str, user_name: &str, password: &str) -> String {
        let body = json!({"user_name": user_name, "password": password});
        let answer = self
            .call("POST", &format!("{api}/session"), "", &body)
            .await
            .ok();
        answer["token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn add_user(&self, user_name: &str) -> String {
        let body = json!({"user_name": user_name, "password": PASSWORD});
        let answer = self.as_admin("POST", "/users", &body).await.ok();
        answer["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn as_admin(&self, method: &str, path: &str, body: &Value) -> Answer {
        let path = format!("{ADMIN}{path}");
        let answer = self.call(method, &path, &self.admin, body).await;
        if answer.status != 401 {
            return answer;
        }
        // The test's clock has ended the session.
        let token = self.sign_in(ADMIN, "root", ADMIN_PASSWORD).await;
        self.call(method, &path, &token, body).await
    }

    /// Adds a member of staff; answers id and session.
    pub(crate) async fn staff(&self, user_name: &str, role: &str) -> (String, String) {
        let body = json!({"user_name": user_name, "password": ADMIN_PASSWORD, "role": role});
        let member = self.as_admin("POST", "/staff", &body).await.ok();
        let session = self.sign_in(ADMIN, user_name, ADMIN_PASSWORD).await;
        (member["id"].as_str().unwrap().to_owned(), session)
    }

    /// A group with these members, by their ids.
    pub(crate) async fn group(&self, name: &str, members: &[&str]) -> String {
        let group = self
            .as_admin("POST", "/groups", &json!({"name": name}))
            .await;
        let id = group.ok()["id"].as_str().unwrap().to_owned();
        let path = format!("/groups/{id}/members");
        let body = json!({"put_in": members});
        self.as_admin("POST", &path, &body).await.ok();
        id
    }

    /// A configuration assigned to these groups.
    pub(crate) async fn configuration(
        &self,
        (name, platform): (&str, &str),
        rules: Value,
        groups: &[&str],
    ) -> String {
        let body = json!({"name": name, "platform": platform, "rules": rules});
        let made = self.as_admin("POST", "/configurations", &body).await;
        assert_eq!(made.status, 201);
        let id = made.ok()["id"].as_str().unwrap().to_owned();
        let path = format!("/configurations/{id}/groups");
        let body = json!({"groups": groups});
        self.as_admin("PUT", &path, &body).await.ok();
        id
    }

    /// Replaces the rules of a configuration, by its id: of a platform's default, by its name.
    pub(crate) async fn set_rules(&self, id: &str, rules: Value) {
        let path = format!("/configurations/{id}");
        let version = self.as_admin("GET", &path, &Value::Null).await.ok()["version"].clone();
        self.as_admin("PUT", &path, &json!({"version": version, "rules": rules}))
            .await
            .ok();
    }

    /// Issues a PIN for a device of alice, as she would.
    pub(crate) async fn issue_pin(&self, device: &str) -> Answer {
        let token = self.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
        let path = format!("{SELF_SERVICE}/devices/{device}/one-time-pin");
        self.call("POST", &path, &token, &json!({"password": PASSWORD}))
            .await
    }

    /// The same, and it works.
    pub(crate) async fn pin(&self, device: &str) -> String {
        self.issue_pin(device).await.ok()["one_time_pin"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// The whole audit trail.
    pub(crate) async fn trail(&self) -> Vec<Value> {
        let answer = self
            .as_admin("GET", "/audit?limit=1000", &Value::Null)
            .await
            .ok();
        answer["entries"].as_array().unwrap().clone()
    }

    /// The reasons in the trail of one action, oldest first.
    pub(crate) async fn reasons(&self, action: &str) -> Vec<String> {
        let trail = self.trail().await;
        let entries = trail.iter().filter(|entry| entry["action"] == action);
        entries
            .map(|entry| entry["reason"].as_str().unwrap_or("-").to_owned())
            .collect()
    }
}

/// Sends a request, and holds the answer against the API description.
pub(crate) async fn send(router: &Router, request: Request<Body>) -> Answer {
    let described = contract::document(router).await;
    let (parts, body) = request.into_parts();
    let sent = to_bytes(body, 1 << 20).await.unwrap();
    let asked = (parts.method.to_string(), parts.uri.path().to_owned());
    let answer = send_as_it_is(router, Request::from_parts(parts, sent.clone().into())).await;
    if let Some(document) = described {
        contract::holds(document, (&asked.0, &asked.1, &sent), &answer);
    }
    answer
}

/// The same, without a look at the description.
pub(crate) async fn send_as_it_is(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (mut parts, body) = response.into_parts();
    let id = parts.headers.remove("x-request-id");
    let body = to_bytes(body, 1 << 20).await.unwrap().to_vec();
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        request_id: id.map_or_else(String::new, |id| id.to_str().unwrap().to_owned()),
        body,
    }
}

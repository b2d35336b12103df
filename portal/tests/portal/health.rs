//! Liveness and readiness, and an orderly end.

use crate::support::{Office, Program, SELF_SERVICE, TestDatabase};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

async fn asked(office: &Office, path: &str) -> crate::support::Answer {
    office.call("GET", path, "", &Value::Null).await
}

#[tokio::test]
async fn without_its_database_it_lives_and_is_not_ready() {
    let office = Office::bare().await;
    assert_eq!(
        asked(&office, "/ready").await.ok(),
        json!({"status": "ready"})
    );
    office.portal.close().await;
    let refused = asked(&office, "/ready").await;
    refused.refused(503, "portal.not_ready");
    assert_eq!(
        asked(&office, "/health").await.ok(),
        json!({"status": "ok"})
    );
}

#[tokio::test]
async fn who_is_about_to_leave_is_not_ready_and_answers_everything_else() {
    let office = Office::open().await;
    office.portal.leave();
    let refused = asked(&office, "/ready").await;
    refused.refused(503, "portal.not_ready");
    asked(&office, "/health").await.ok();
    office.add_user("bob").await;
}

/// First `/ready` refuses, while new connections and requests are served; then no connection is
/// taken, while requests that have begun are finished.
#[cfg(unix)]
#[tokio::test]
async fn an_orderly_end_is_told_first_and_cuts_no_request() {
    let directory = tempfile::tempdir().unwrap();
    let database = TestDatabase::new();
    let mut program = Program::start(&directory.path().join("data"), &database);
    let status = async |path: &str| {
        let request = program.client().get(program.url(path));
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(status("/ready").await, 200);

    let body = r#"{"user_name": "nobody", "password": "a password"}"#;
    let (first, last) = body.split_at(20);
    let mut begun = program.connect();
    let length = body.len();
    let head = format!(
        "POST {SELF_SERVICE}/session HTTP/1.1\r\nhost: localhost\r\ncontent-length: {length}\r\n\r\n"
    );
    begun
        .write_all(format!("{head}{first}").as_bytes())
        .unwrap();
    begun.flush().unwrap();

    program.signal("-TERM");
    while status("/ready").await == 200 {}
    assert_eq!(status("/ready").await, 503);
    assert_eq!(status("/health").await, 200);

    program.signal("-INT");
    let address = program.told("address").strip_prefix("https://").unwrap();
    while TcpStream::connect(address).is_ok() {}
    begun.write_all(last.as_bytes()).unwrap();
    let mut answer = [0; 12];
    begun.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 401");
    drop(begun);
    assert!(program.child.wait().unwrap().success());
    assert!(program.lines.next().is_none());
}

//! The audit trail: whole, in order, chained, and without a secret.

use crate::resets::office_with_pins;
use crate::support::{ADMIN, ADMIN_PASSWORD, Office, PASSWORD, Phone, SELF_SERVICE, scale};
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::Executor as _;
use tower::ServiceExt as _;

fn hash(previous: &str, entry: &Value) -> String {
    let fields = [
        "sequence", "time_ms", "actor", "action", "device", "account", "reason", "detail",
    ];
    let row: Value = fields.iter().map(|field| entry[*field].clone()).collect();
    let digest = Sha256::digest(format!("{previous}{row}").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whole from the beginning, in order, and every hash is right.
pub(crate) fn is_chained(trail: &[Value]) {
    let mut previous = String::new();
    for (entry, sequence) in trail.iter().zip(1_u64..) {
        assert_eq!(entry["sequence"], sequence);
        assert_eq!(entry["previous"], json!(previous));
        previous = hash(&previous, entry);
        assert_eq!(entry["hash"], json!(previous), "{entry}");
    }
}

#[tokio::test]
async fn every_entry_is_chained_to_the_one_before() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    phone.reset(&office, PASSWORD).await.ok();
    let trail = office.trail().await;
    is_chained(&trail);
    let actions: Vec<_> = trail
        .iter()
        .map(|entry| entry["action"].as_str().unwrap())
        .collect();
    assert_eq!(
        actions,
        [
            "portal.created",
            "administrator.created",
            "session.begun",
            "user.created",
            "configuration.changed",
            "device.enrolled",
            "reset.answered",
        ]
    );
}

#[tokio::test]
async fn it_holds_no_secret_and_nothing_that_was_typed() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    phone.reset(&office, "typed by mistake").await;
    phone.reset(&office, &pin).await.ok();
    let body = json!({"user_name": "a password in the name", "password": "typed by mistake"});
    let path = format!("{SELF_SERVICE}/session");
    office
        .call("POST", &path, "", &body)
        .await
        .refused(401, "credentials.not_accepted");
    let text = Value::from(office.trail().await).to_string();
    let secrets = [
        &pin,
        PASSWORD,
        ADMIN_PASSWORD,
        "typed by mistake",
        "a password",
        &office.admin,
    ];
    for secret in secrets {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(text.contains("one_time_pin.issued") && text.contains("account.unknown"));
}

/// Nothing in the data directory gives a PIN, a password or a token away.
#[tokio::test]
async fn the_database_holds_no_secret_in_the_clear() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    phone.reset(&office, &pin).await.ok();
    office.portal.close().await;
    let mut held = office.database.dump().await;
    for file in std::fs::read_dir(office.directory.path()).unwrap() {
        held.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let holds = |text: &str| {
        held.windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    assert!(holds("alice") && holds(phone.device()));
    for secret in [&pin, PASSWORD, ADMIN_PASSWORD, &office.admin] {
        assert!(!holds(secret), "{secret}");
    }
}

#[tokio::test]
async fn it_is_read_page_by_page() {
    let office = office_with_pins().await;
    let whole = office.trail().await;
    let page = office
        .as_admin("GET", "/audit?after=1&limit=2", &Value::Null)
        .await
        .ok();
    assert_eq!(page["entries"].as_array().unwrap()[..], whole[1..3]);
    let answer = office.as_admin("GET", "/audit?after=x", &Value::Null).await;
    answer.refused(400, "request.malformed");
}

async fn get(office: &Office, path: &str) -> Value {
    office.as_admin("GET", path, &Value::Null).await.ok()
}

fn lines(export: &[u8]) -> Vec<Value> {
    let lines = export.split_inclusive(|byte| *byte == b'\n');
    let whole = |line: &[u8]| serde_json::from_slice(line.strip_suffix(b"\n").unwrap()).unwrap();
    lines.map(whole).collect()
}

#[tokio::test]
async fn it_is_filtered() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    phone.reset(&office, "wrong").await;
    phone.reset(&office, PASSWORD).await.ok();
    let whole = office.trail().await;
    let device = phone.device();
    let of_device = format!("device={device}");
    let by_device = format!("actor=device:{device}");
    let at = whole[4]["time_ms"].as_u64().unwrap();
    for (query, matches) in [
        (
            "action=reset.refused",
            &(|entry: &Value| entry["action"] == "reset.refused") as &dyn Fn(&Value) -> bool,
        ),
        ("action=reset.", &|entry| {
            entry["action"].as_str().unwrap().starts_with("reset.")
        }),
        (&of_device, &|entry| entry["device"] == device),
        (&by_device, &|entry| {
            entry["actor"] == json!(format!("device:{device}"))
        }),
        ("reason=secret.wrong", &|entry| {
            entry["reason"] == "secret.wrong"
        }),
        (&format!("from_ms={at}"), &|entry| {
            entry["time_ms"].as_u64() >= Some(at)
        }),
        (&format!("until_ms={at}"), &|entry| {
            entry["time_ms"].as_u64() < Some(at)
        }),
        ("action=&device=", &|_| true),
    ] {
        let expected: Vec<_> = whole.iter().filter(|entry| matches(entry)).collect();
        let found = get(&office, &format!("/audit?limit=1000&{query}")).await;
        let found = found["entries"].as_array().unwrap();
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{query}");
    }
    for query in [
        "from_ms=x",
        "reason=a%20b",
        "nonsense=1",
        "until_ms=9223372036854775808",
    ] {
        let path = format!("/audit?{query}");
        let answer = office.as_admin("GET", &path, &Value::Null).await;
        answer.refused(400, "request.malformed");
    }
}

#[tokio::test]
async fn an_export_is_the_list_line_by_line_and_is_recorded() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    phone.reset(&office, PASSWORD).await.ok();
    let (_, otto) = office.staff("otto", "auditor").await;
    let path = format!("{ADMIN}/audit/export");
    let export = office.call("GET", &path, &otto, &Value::Null).await;
    assert_eq!(export.status, 200);
    assert_eq!(export.headers[header::CONTENT_TYPE], "application/jsonl");
    let whole = office.trail().await;
    is_chained(&whole);
    assert_eq!(lines(&export.body), whole);
    let record = whole.last().unwrap();
    assert_eq!(record["action"], "audit.exported");
    assert_eq!(record["detail"], json!({"filter": {}}));
    assert!(record["actor"].as_str().unwrap().starts_with("auditor:"));
    // Only what matches; the record of the export itself is none of it.
    let path = "/audit/export?action=reset.&from_ms=7";
    let export = office.as_admin("GET", path, &Value::Null).await;
    let resets = get(&office, "/audit?action=reset.").await;
    assert_eq!(Value::from(lines(&export.body)), resets["entries"]);
    let record = office.trail().await.pop().unwrap();
    assert_eq!(
        record["detail"],
        json!({"filter": {"action": "reset.", "from_ms": 7}})
    );
    for query in ["limit=1", "after=1", "device=%00", "x=y"] {
        let path = format!("/audit/export?{query}");
        let answer = office.as_admin("GET", &path, &Value::Null).await;
        answer.refused(400, "request.malformed");
    }
}

/// So no time limit of a request cuts it off: the answer has begun before most of it is read.
#[tokio::test]
async fn an_export_is_read_while_it_is_sent_and_breaks_off_where_it_cannot_be() {
    let office = Office::open().await;
    let mut connection = office.connect().await;
    scale::add_chained_lines(&mut connection, 3_000).await;
    for (change, is_whole) in [
        (
            "UPDATE audit SET reason = 'late' WHERE sequence = 2900",
            true,
        ),
        ("UPDATE audit SET detail = 'x' WHERE sequence = 2900", false),
    ] {
        let request = Request::get(format!("{ADMIN}/audit/export"));
        let request = request.header(header::AUTHORIZATION, format!("Bearer {}", office.admin));
        let request = request.body(Body::empty()).unwrap();
        let response = office.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200);
        connection.execute(change).await.unwrap();
        let body = to_bytes(response.into_body(), 1 << 24).await;
        assert_eq!(body.is_ok(), is_whole, "{change}");
        if let Ok(body) = body {
            let lines = lines(&body);
            assert_eq!(lines.len(), 3_001);
            assert_eq!(lines[2_899]["reason"], "late");
        }
    }
}

#[tokio::test]
async fn its_chain_is_verified() {
    let office = office_with_pins().await;
    Phone::of_alice(&office).await;
    let trail = office.trail().await;
    let (entries, last) = (trail.len(), trail.last().unwrap());
    let whole = json!({"verdict": "whole", "entries": entries, "head": last["hash"]});
    assert_eq!(get(&office, "/audit/verification").await, whole);
    let so_far = json!({"verdict": "so-far", "entries": entries, "next": 3});
    assert_eq!(get(&office, "/audit/verification?limit=2").await, so_far);
    assert_eq!(get(&office, "/audit/verification?from=3").await, whole);
    let answer = office.as_admin("GET", "/audit/verification?from=-1", &Value::Null);
    answer.await.refused(400, "request.malformed");
}

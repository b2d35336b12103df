//! The numbers for monitoring: right, bounded, and on a port of their own.

use crate::grants::{asked, redeem_once};
use crate::resets::office_with_pins;
use crate::support::{Office, PASSWORD, Phone, Program, SELF_SERVICE, TestDatabase, send};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

pub(crate) async fn lines(office: &Office) -> Vec<String> {
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let answer = send(&office.portal.metrics_router(), request).await;
    assert_eq!(answer.status, 200);
    let kind = answer.headers[header::CONTENT_TYPE].to_str().unwrap();
    assert!(kind.starts_with("application/openmetrics-text"), "{kind}");
    let text = String::from_utf8(answer.body).unwrap();
    assert!(text.ends_with("# EOF\n"), "{text}");
    text.lines().map(str::to_owned).collect()
}

#[track_caller]
pub(crate) fn has(lines: &[String], line: &str) {
    let line = format!("passcode_portal_{line}");
    let name = line.split_once(['{', ' ']).unwrap().0;
    let near: Vec<_> = lines.iter().filter(|line| line.contains(name)).collect();
    assert!(lines.contains(&line), "no {line} in {near:#?}");
}

#[tokio::test]
async fn what_happened_is_counted() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    phone.reset(&office, "00000000").await;
    phone.reset(&office, &pin).await.ok();
    let grant = asked(&office, &phone).await;
    redeem_once(&office, &phone, &grant, Some("00000000")).await;
    redeem_once(&office, &phone, &grant, Some(PASSWORD))
        .await
        .ok();
    let before = derivations(&office).await;
    for _ in 0..12 {
        let body = json!({"user_name": "bob", "password": PASSWORD});
        office
            .call_from("192.0.2.1", &format!("{SELF_SERVICE}/session"), &body)
            .await;
    }
    office
        .call("GET", "/wp-login.php?x=1", "", &Value::Null)
        .await;
    office.call("BREW", "/health", "", &Value::Null).await;

    let lines = lines(&office).await;
    counts(&lines);
    assert_eq!(derivations(&office).await, before + 10);
    let size = number(&lines, "passcode_portal_database_connections ");
    let idle = number(&lines, "passcode_portal_database_connections_idle ");
    assert!((1..=10).contains(&size) && idle <= size, "{size} {idle}");
    let text = lines.join("\n");
    has_what_the_page_names(&text);
    for leak in [phone.device(), "192.0.2.1", "wp-login", "alice", "BREW"] {
        assert!(!text.contains(leak), "{leak}");
    }
}

#[track_caller]
fn counts(lines: &[String]) {
    let version = env!("CARGO_PKG_VERSION");
    has(lines, &format!("build_info{{version=\"{version}\"}} 1"));
    let requests = |route: &str, method: &str, status: &str, count: u32| {
        has(
            lines,
            &format!(
                "requests_total{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}} {count}"
            ),
        );
    };
    let device_pin = "/api/self-service/v1/devices/{id}/one-time-pin";
    requests(device_pin, "POST", "2xx", 1);
    requests("/api/self-service/v1/session", "POST", "2xx", 1);
    requests("/api/self-service/v1/session", "POST", "4xx", 12);
    requests("/api/device/v1/reset", "POST", "2xx", 2);
    requests("/api/device/v1/reset", "POST", "4xx", 2);
    requests("none", "GET", "4xx", 1);
    requests("/health", "other", "4xx", 1);
    has(
        lines,
        &format!("request_duration_seconds_count{{route=\"{device_pin}\"}} 1"),
    );
    has(lines, "refusals_total{code=\"attempts.too_many\"} 2");
    has(
        lines,
        "refusals_total{code=\"credentials.not_accepted\"} 12",
    );
    has(
        lines,
        "attempts_refused_total{bucket=\"account-at-address\"} 2",
    );
    for event in ["issued", "used", "refused"] {
        has(
            lines,
            &format!("one_time_pins_total{{event=\"{event}\"}} 1"),
        );
        let unlocks = format!("appconnect_unlocks_total{{event=\"{event}\"}} 1");
        has(lines, &unlocks);
    }
    has(lines, "derivations_waiting 0");
    has(lines, "derivations_running 0");
}

/// What the page tells to watch is there.
#[track_caller]
fn has_what_the_page_names(text: &str) {
    let page = include_str!("../../../docs/operations.md");
    let row = |line: &str| {
        let cell = line.strip_prefix("| `")?.split('|').next()?.to_owned();
        Some(cell.replace('`', " "))
    };
    let table = page.split("| Metric,").nth(1).unwrap();
    let cells: Vec<_> = table.lines().filter_map(row).collect();
    assert!(cells.len() > 5, "{cells:?}");
    for name in cells.iter().flat_map(|cell| cell.split([' ', ','])) {
        let name = name.trim_end_matches("_total");
        let is_name = name.contains('_');
        let help = format!("\npasscode_portal_{name}");
        assert!(!is_name || text.contains(&help), "{name}: {text}");
    }
}

/// How many derivations have ended.
pub(crate) async fn derivations(office: &Office) -> u64 {
    let name = "passcode_portal_derivation_duration_seconds_count ";
    number(&lines(office).await, name)
}

/// How many derivations run.
pub(crate) async fn busy(office: &Office) -> u64 {
    number(&lines(office).await, "passcode_portal_derivations_running ")
}

fn number(lines: &[String], name: &str) -> u64 {
    let mut found = lines.iter().filter_map(|line| line.strip_prefix(name));
    found.next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn they_are_on_a_port_of_their_own_and_nowhere_else() {
    let directory = tempfile::tempdir().unwrap();
    let database = TestDatabase::new();
    let data = directory.path().join("data");
    let program = Program::start_with(&data, &database, |command| {
        command.args(["--metrics-listen", "127.0.0.1:0"]);
    });
    let status = async |url: &str| {
        let answer = program.client().get(url).send().await.unwrap();
        answer.status().as_u16()
    };
    let metrics = program.told("metrics");
    assert_eq!(status(metrics).await, 200);
    assert_eq!(status(&program.url("/metrics")).await, 404);
    for elsewhere in ["/health", "/api/admin/v1/users"] {
        let url = metrics.replace("/metrics", elsewhere);
        assert_eq!(status(&url).await, 404);
    }
}

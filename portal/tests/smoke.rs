//! The reset with a one-time PIN against the real program: its own process, its own clock, TLS, the
//! set-up token; a simulated phone with the real library. And what the program's log says of it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

#[path = "portal/support/database.rs"]
#[expect(dead_code, reason = "the other tests use the rest of it")]
mod database;

use database::TestDatabase;
use passcode_core::platform::http::{HttpTransport, pinned_tls};
use passcode_core::portal::wire::Platform;
use passcode_simulator::control::{People, parse_pin};
use passcode_simulator::phone::{Action, Answer, Phone, PhoneModel};
use passcode_simulator::scenario::Given;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;
use tokio::runtime::Runtime;

const PASSWORD: &str = "correct horse battery";

struct Program(Child, BufReader<ChildStdout>);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the program and answers the line that it prints.
fn start(data: &Path, database: &TestDatabase) -> (Program, Value) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_passcode-portal"));
    database.tell(&mut program);
    program.args(["serve", "--listen", "127.0.0.1:0", "--data"]);
    program
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    let mut line = String::new();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    output.read_line(&mut line).unwrap();
    (Program(child, output), serde_json::from_str(&line).unwrap())
}

fn act(phone: &mut Phone, step: Value) -> Answer {
    phone.act(&Action::deserialize(step).unwrap())
}

fn text<'a>(line: &'a Value, field: &str) -> &'a str {
    line.get(field).unwrap().as_str().unwrap()
}

/// A user of a portal that allows one-time PINs.
fn move_in(runtime: &Runtime, line: &Value) -> People {
    let given = Given::deserialize(json!({
        "configuration": {"ios": {"one_time_pin": true}},
        "users": [{"user_name": "alice", "password": PASSWORD}],
    }))
    .unwrap();
    let token = Some(text(line, "set_up_token").to_owned());
    let (address, pin) = (text(line, "address"), text(line, "certificate_sha256"));
    runtime
        .block_on(People::move_in(address, pin, token, &given))
        .unwrap()
}

/// An enrolled, locked phone whose mail app has sealed a note.
fn phone_with_a_note(folder: &Path, line: &Value) -> Phone {
    let pin = parse_pin(text(line, "certificate_sha256")).unwrap();
    let transport =
        HttpTransport::pinned(text(line, "address"), pin, Duration::from_secs(30)).unwrap();
    let model = PhoneModel {
        name: "a",
        platform: Platform::Ios,
        app_version: "3.1.0",
    };
    let mut phone = Phone::new(&model, folder, Box::new(transport)).unwrap();
    let account = json!({"user_name": "alice", "secret": PASSWORD});
    let note = json!({"app": "mail", "note": "before"});
    for (action, with, outcome) in [
        ("enroll", account, "enrolled"),
        ("create", json!({"passcode": "847319"}), "created"),
        ("open-app", json!({"app": "mail"}), "opened"),
        ("seal-note", note, "sealed"),
    ] {
        assert_eq!(
            act(&mut phone, json!({"do": action, "with": with}))["outcome"],
            outcome
        );
    }
    act(&mut phone, json!({"do": "lock"}));
    phone
}

#[test]
fn a_forgotten_passcode_is_reset_with_a_one_time_pin() {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::new();
    let (_program, line) = start(&folder.path().join("data"), &database);
    let runtime = Runtime::new().unwrap();
    let people = move_in(&runtime, &line);
    let mut phone = phone_with_a_note(&folder.path().join("a"), &line);

    let step = json!({
        "on": "self-service:alice",
        "do": "issue-one-time-pin",
        "with": {"phone": "a", "password": PASSWORD},
    });
    let issued = runtime.block_on(people.act(&step)).unwrap();
    let one_time_pin = text(&issued, "one_time_pin");
    let forgot =
        |secret: &str| json!({"do": "forgot", "with": {"user_name": "alice", "secret": secret}});
    assert_eq!(
        act(&mut phone, forgot("00000000"))["refusal"],
        "credentials.not_accepted"
    );
    assert_eq!(
        act(&mut phone, forgot(one_time_pin))["outcome"],
        "reset-ready"
    );
    let chosen = json!({"do": "choose-after-reset", "with": {"passcode": "952846"}});
    assert_eq!(act(&mut phone, chosen)["outcome"], "reset");

    act(&mut phone, json!({"do": "lock"}));
    assert_eq!(
        act(&mut phone, forgot(one_time_pin))["refusal"],
        "credentials.not_accepted"
    );
    let unlock = |passcode: &str| json!({"do": "unlock", "with": {"passcode": passcode}});
    assert_eq!(
        act(&mut phone, unlock("847319"))["outcome"],
        "wrong-passcode"
    );
    assert_eq!(act(&mut phone, unlock("952846"))["outcome"], "unlocked");
    let mail = json!({"app": "mail"});
    act(&mut phone, json!({"do": "open-app", "with": mail}));
    assert_eq!(
        act(&mut phone, json!({"do": "read-note", "with": mail}))["note"],
        "before"
    );
}

/// Signs in and answers the token and how the request is called in the log.
async fn sign_in(line: &Value, password: &str) -> Option<(String, String)> {
    let tls = pinned_tls(parse_pin(text(line, "certificate_sha256")).unwrap()).unwrap();
    let client = reqwest::Client::builder().tls_backend_preconfigured(tls);
    let url = format!(
        "{}/api/self-service/v1/session?q=hidden",
        text(line, "address")
    );
    let body = json!({"user_name": "alice", "password": password});
    let request = client.no_proxy().build().unwrap().post(url).json(&body);
    let answer = request.send().await.unwrap();
    let id = answer.headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    let session: Value = answer.json().await.unwrap();
    Some((session["token"].as_str()?.to_owned(), id))
}

/// Promise 5. What is typed, shown or carried once is nowhere in what the program writes.
#[test]
fn the_log_tells_every_request_and_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::new();
    let (mut program, line) = start(&folder.path().join("data"), &database);
    let mut stderr = program.0.stderr.take().unwrap();
    let log = thread::spawn(move || {
        let mut log = String::new();
        stderr.read_to_string(&mut log).unwrap();
        log
    });
    let runtime = Runtime::new().unwrap();
    let people = move_in(&runtime, &line);
    let mut phone = phone_with_a_note(&folder.path().join("a"), &line);
    let step = json!({
        "on": "self-service:alice",
        "do": "issue-one-time-pin",
        "with": {"phone": "a", "password": PASSWORD},
    });
    let issued = runtime.block_on(people.act(&step)).unwrap();
    let pin = text(&issued, "one_time_pin");
    let grouped = format!("{} {}", &pin[..4], &pin[4..]);
    let forgot =
        |secret: &str| json!({"do": "forgot", "with": {"user_name": "alice", "secret": secret}});
    act(&mut phone, forgot("not the password"));
    assert_eq!(act(&mut phone, forgot(&grouped))["outcome"], "reset-ready");
    assert!(runtime.block_on(sign_in(&line, "mistyped")).is_none());
    let (token, id) = runtime.block_on(sign_in(&line, PASSWORD)).unwrap();

    program.0.kill().unwrap();
    let log = log.join().unwrap();
    let mut said = String::new();
    program.1.read_to_string(&mut said).unwrap();
    assert_eq!(said, "", "only the first line is for a person");
    let set_up = text(&line, "set_up_token");
    let hyphens = grouped.replace(' ', "-");
    for secret in [
        PASSWORD,
        "administrator-password",
        "not the password",
        "mistyped",
        pin,
        &grouped,
        &hyphens,
        &token,
        set_up,
        "hidden",
        "alice",
        "Bearer",
        "847319",
    ] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
    tells_every_request(&log, &id);
}

fn tells_every_request(log: &str, id: &str) {
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |route: &str, status: u64| {
        let same = |line: &&Value| line["route"] == route && line["status"] == status;
        lines.iter().filter(same).collect::<Vec<_>>()
    };
    let mine = of("/api/self-service/v1/session", 201);
    assert!(mine.iter().any(|line| line["request_id"] == id), "{log}");
    let refused = of("/api/device/v1/reset", 401);
    assert_eq!(refused.len(), 1);
    let refused = refused[0];
    assert_eq!(refused["code"], "credentials.not_accepted");
    assert_eq!(
        (&refused["level"], &refused["method"]),
        (&json!("INFO"), &json!("POST"))
    );
    assert!(refused["ms"].is_u64() && refused["timestamp"].is_string());
    assert_eq!(of("/api/device/v1/reset", 200).len(), 1);
}

//! The reset with a one-time PIN against the real program: its own process, its own clock, TLS, the
//! set-up token; a simulated phone with the real library.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

#[path = "portal/support/database.rs"]
#[expect(dead_code, reason = "the other tests use the rest of it")]
mod database;

use database::TestDatabase;
use passcode_core::platform::http::HttpTransport;
use passcode_core::portal::wire::Platform;
use passcode_simulator::control::{People, parse_pin};
use passcode_simulator::phone::{Action, Answer, Phone, PhoneModel};
use passcode_simulator::scenario::Given;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::runtime::Runtime;

const PASSWORD: &str = "correct horse battery";

struct Program(Child);

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
    let mut child = program.arg(data).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    (Program(child), serde_json::from_str(&line).unwrap())
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

//! The reset with a one-time PIN against the real program: its own process, its own clock, TLS, the
//! set-up token; a simulated phone with the real library.
#![expect(clippy::unwrap_used, reason = "a test")]

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

struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the program and answers the line that it prints.
fn start(data: &Path) -> (Program, Value) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_passcode-portal"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
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

#[test]
fn a_forgotten_passcode_is_reset_with_a_one_time_pin() {
    let folder = tempfile::tempdir().unwrap();
    let (_program, line) = start(&folder.path().join("data"));
    let (address, pin) = (text(&line, "address"), text(&line, "certificate_sha256"));

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let given = Given::deserialize(json!({
        "configuration": {"ios": {"one_time_pin": true}},
        "users": [{"user_name": "alice", "password": "correct horse battery"}],
    }))
    .unwrap();
    let token = Some(text(&line, "set_up_token").to_owned());
    let people = runtime
        .block_on(People::move_in(address, pin, token, &given))
        .unwrap();

    let transport =
        HttpTransport::pinned(address, parse_pin(pin).unwrap(), Duration::from_secs(30)).unwrap();
    let model = PhoneModel {
        name: "a",
        platform: Platform::Ios,
        app_version: "3.1.0",
    };
    let mut phone = Phone::new(&model, &folder.path().join("a"), Box::new(transport)).unwrap();
    let account = |secret: &str| json!({"user_name": "alice", "secret": secret});
    let mail = json!({"app": "mail"});
    let enrolled = act(
        &mut phone,
        json!({"do": "enroll", "with": account("correct horse battery")}),
    );
    assert_eq!(enrolled["outcome"], "enrolled");
    act(
        &mut phone,
        json!({"do": "create", "with": {"passcode": "847319"}}),
    );
    act(&mut phone, json!({"do": "open-app", "with": mail}));
    let note = json!({"app": "mail", "note": "before"});
    assert_eq!(
        act(&mut phone, json!({"do": "seal-note", "with": note}))["outcome"],
        "sealed"
    );
    act(&mut phone, json!({"do": "lock"}));

    let step = json!({
        "on": "self-service:alice",
        "do": "issue-one-time-pin",
        "with": {"phone": "a", "password": "correct horse battery"},
    });
    let issued = runtime.block_on(people.act(&step)).unwrap();
    let one_time_pin = text(&issued, "one_time_pin");
    let forgot = |secret: &str| json!({"do": "forgot", "with": account(secret)});
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
    act(&mut phone, json!({"do": "open-app", "with": mail}));
    assert_eq!(
        act(&mut phone, json!({"do": "read-note", "with": mail}))["note"],
        "before"
    );
}

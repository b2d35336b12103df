//! The control port's verbs about devices, against phones that never come back to the portal.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test")]

use passcode_simulator::control::ControlClient;
use passcode_simulator::scenario::{Runner, Scenario};
use serde_json::{Value, json};
use std::path::Path;

const PASSWORD: &str = "correct horse battery";

fn run(steps: &Value) {
    let folder = tempfile::tempdir().unwrap();
    let document = json!({
        "name": "devices",
        "about": "…",
        "given": {
            "users": [{"user_name": "alice", "password": PASSWORD}],
            "phones": [
                {"id": "a", "platform": "ios", "app_version": "3.1.0"},
                {"id": "b", "platform": "android", "app_version": "9.0.0"},
            ],
        },
        "steps": steps,
    });
    let path = folder.path().join("devices.json");
    std::fs::write(&path, document.to_string()).unwrap();
    let scenario = Scenario::read(&path).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_passcode-simulator"));
    let server = ControlClient::start(program).unwrap();
    let records = tempfile::tempdir().unwrap();
    let result = Runner::new(&server, records.path()).run(&scenario, |_| {});
    if let Err(failure) = result {
        panic!("step {}: {}", failure.step, failure.reason);
    }
}

fn enroll(phone: &str) -> Value {
    let with = json!({"user_name": "alice", "secret": PASSWORD});
    json!({"on": format!("phone:{phone}"), "do": "enroll", "with": with})
}

fn admin(action: &str, with: Value, expect: Value) -> Value {
    json!({"on": "admin", "do": action, "with": with, "expect": expect})
}

fn alice(action: &str, expect: Value) -> Value {
    let with = json!({"phone": "a", "password": PASSWORD});
    json!({"on": "self-service:alice", "do": action, "with": with, "expect": expect})
}

#[test]
#[should_panic(expected = "show-rules knows no colour")]
fn a_field_that_a_verb_does_not_know_is_an_error() {
    let with = json!({"platform": "ios", "colour": "red"});
    run(&json!([admin("show-rules", with, json!({}))]));
}

#[test]
fn commands_are_sent_and_listed() {
    let a = || json!({"phone": "a"});
    let unlock = |password: &str, reason: &str| json!({"phone": "a", "password": password, "reason": reason});
    run(&json!([
        enroll("a"),
        admin("send-lock", a(), json!({"outcome": "sent", "sequence": 1})),
        alice("send-lock", json!({"outcome": "sent", "sequence": 2})),
        admin(
            "list-commands",
            a(),
            json!({"commands": ["lock superseded", "lock waiting"]})
        ),
        admin(
            "send-appconnect-unlock",
            a(),
            json!({"outcome": "sent", "password": "asked"})
        ),
        admin(
            "send-appconnect-unlock",
            unlock("waived", " "),
            json!({"error": "reason.invalid"})
        ),
        admin(
            "send-appconnect-unlock",
            unlock("waived", "Seen in person"),
            json!({"password": "waived"})
        ),
        alice("send-retire", json!({"outcome": "sent", "sequence": 5})),
        alice("send-lock", json!({"error": "device.retired"})),
        admin("send-lock", a(), json!({"error": "device.retired"})),
        admin(
            "list-commands",
            a(),
            json!({"commands": [
                "lock superseded", "lock cancelled", "appconnect-unlock superseded",
                "appconnect-unlock cancelled", "retire waiting",
            ]})
        ),
    ]));
}

#[test]
fn devices_are_listed_by_state_and_given_up() {
    let listed = |state: &str, names: Value| {
        admin(
            "list-devices",
            json!({"state": state}),
            json!({"devices": names}),
        )
    };
    run(&json!([
        enroll("a"),
        enroll("b"),
        admin(
            "send-retire",
            json!({"phone": "a"}),
            json!({"outcome": "sent"})
        ),
        listed("retiring", json!(["a"])),
        listed("active", json!(["b"])),
        admin(
            "give-up",
            json!({"phone": "a"}),
            json!({"outcome": "given-up"})
        ),
        admin(
            "give-up",
            json!({"phone": "a"}),
            json!({"error": "device.retired"})
        ),
        admin("list-devices", json!({}), json!({"devices": ["b"]})),
        listed("retired", json!(["a"])),
        admin(
            "list-commands",
            json!({"phone": "a"}),
            json!({"commands": ["retire cancelled"]})
        ),
        admin(
            "list-escrow-keys",
            json!({}),
            json!({"escrow_keys": ["current 1"]})
        ),
    ]));
}

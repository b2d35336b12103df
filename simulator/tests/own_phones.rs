//! Phones that the simulator drives itself: steps on them through the control port.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use passcode_simulator::control::ControlClient;
use serde_json::{Value, json};
use std::path::Path;

/// A portal with alice, and two phones that nobody enrolled.
fn portal() -> ControlClient {
    let program = Path::new(env!("CARGO_BIN_EXE_passcode-simulator"));
    let control = ControlClient::start(program).unwrap();
    begin(&control);
    control
}

fn begin(control: &ControlClient) {
    let given = json!({
        "configuration": {"ios": {"one_time_pin": true}},
        "users": [{"user_name": "alice", "password": "correct horse battery"}],
        "phones": [
            {"id": "Alice’s iPhone / 2", "platform": "ios", "app_version": "3.1.0"},
            {"id": "b", "platform": "android", "app_version": "3.0.9"},
        ],
    });
    control.begin(&given).unwrap();
}

fn step(control: &ControlClient, on: &str, action: &str, with: Value) -> Value {
    let step = json!({"on": on, "do": action, "with": with});
    Value::Object(control.step(&step).unwrap())
}

fn enroll(control: &ControlClient, phone: &str) {
    let account = json!({"user_name": "alice", "secret": "correct horse battery"});
    let answer = step(control, phone, "enroll", account);
    assert_eq!(answer["state"], "passcode-needed");
    let answer = step(control, phone, "create", json!({"passcode": "847319"}));
    assert_eq!(answer["state"], "unlocked");
}

const IPHONE: &str = "phone:Alice’s iPhone / 2";

#[test]
fn they_are_real_phones_to_the_portal() {
    let control = portal();
    enroll(&control, IPHONE);
    enroll(&control, "phone:b");
    let listed = step(&control, "admin", "list-devices", json!({}));
    assert_eq!(listed["devices"], json!(["Alice’s iPhone / 2", "b"]));
    step(&control, "admin", "send-lock", json!({"phone": "b"}));
    let answer = step(&control, "phone:b", "check-in", json!({}));
    assert_eq!(answer["commands"], json!(["lock"]));
    assert_eq!(answer["state"], "locked");
    assert_eq!(
        step(&control, IPHONE, "look", json!({}))["state"],
        "unlocked"
    );
}

/// Time passes for phones too, for each from where it was.
#[test]
fn their_clocks_go_with_the_portals() {
    let control = portal();
    enroll(&control, IPHONE);
    control.step(&json!({"clock": "+10m"})).unwrap();
    assert_eq!(
        step(&control, IPHONE, "look", json!({}))["state"],
        "unlocked"
    );
    control.step(&json!({"clock": "+10m"})).unwrap();
    assert_eq!(step(&control, IPHONE, "look", json!({}))["state"], "locked");
    let with = json!({"phone": "Alice’s iPhone / 2", "password": "correct horse battery"});
    let issued = step(&control, "self-service:alice", "issue-one-time-pin", with);
    let account = json!({"user_name": "alice", "secret": issued["one_time_pin"]});
    control.step(&json!({"clock": "+29m"})).unwrap();
    let answer = step(&control, IPHONE, "forgot", account);
    assert_eq!(answer["outcome"], "reset-ready");
}

#[test]
fn their_networks_have_troubles() {
    let control = portal();
    enroll(&control, "phone:b");
    let fault = |network| json!({"fault": {"phone": "b", "network": network}});
    control.step(&fault("unreachable")).unwrap();
    let answer = step(&control, "phone:b", "check-in", json!({}));
    assert_eq!(answer["error"], "portal.unreachable");
    control.step(&fault("none")).unwrap();
    let answer = step(&control, "phone:b", "check-in", json!({}));
    assert_eq!(answer["outcome"], "checked-in");
}

#[test]
fn another_scenario_has_other_phones() {
    let control = portal();
    enroll(&control, "phone:b");
    begin(&control);
    let answer = step(&control, "phone:b", "look", json!({}));
    assert_eq!(answer["state"], "not-enrolled");
}

#[test]
fn what_makes_no_sense_is_told() {
    let control = portal();
    for (wrong, told) in [
        (json!({"on": "phone:c", "do": "look"}), "no phone c"),
        (json!({"on": "phone:b", "do": "dance"}), "dance"),
        (
            json!({"on": "phone:b", "do": "unlock", "with": {"passcod": "1"}}),
            "passcod",
        ),
        (
            json!({"on": "phone:b", "do": "look", "expects": {}}),
            "expects",
        ),
        (
            json!({"fault": {"phone": "c", "network": "none"}}),
            "no phone c",
        ),
        (
            json!({"fault": {"phone": "b", "network": "haunted"}}),
            "haunted",
        ),
    ] {
        let reason = control.step(&wrong).unwrap_err();
        assert!(reason.contains(told), "{wrong}: {reason}");
    }
    assert_eq!(
        step(&control, "phone:b", "look", json!({}))["state"],
        "not-enrolled"
    );
}

//! The demo as a program: what it prints, and its exit status.
#![expect(clippy::unwrap_used, reason = "a test")]

use passcode_simulator::control::ControlClient;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

fn scenarios() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios")
}

fn demo(scenarios: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passcode-simulator"));
    command
        .args(["demo", "--json", "--scenarios"])
        .arg(scenarios)
        .output()
        .unwrap()
}

/// The last line, as JSON.
fn last_line(output: &Output) -> Value {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    serde_json::from_str(text.lines().last().unwrap()).unwrap()
}

#[test]
fn it_tells_every_procedure_and_ends_with_json() {
    let output = demo(&scenarios());
    assert!(output.status.success());
    let procedures = last_line(&output)["procedures"].as_array().unwrap().clone();
    assert_eq!(procedures.len(), passcode_simulator::demo::PROCEDURES.len());
    assert!(procedures.iter().all(|procedure| procedure["ok"] == true));
    assert!(
        procedures
            .iter()
            .all(|procedure| procedure["ms"].as_u64().unwrap() > 0)
    );
}

#[test]
fn one_failed_procedure_fails_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(scenarios()).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let broken = folder.path().join("enrol.json");
    let text = fs::read_to_string(&broken).unwrap();
    fs::write(
        &broken,
        text.replace("portal.unreachable", "portal.on_fire"),
    )
    .unwrap();
    let output = demo(folder.path());
    assert!(!output.status.success());
    let failed: Vec<_> = last_line(&output)["procedures"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|procedure| procedure["ok"] == false)
        .map(|procedure| procedure["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(failed, ["enrol"]);
    fs::remove_file(broken).unwrap();
    let output = demo(folder.path());
    assert!(!output.status.success());
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("enrol.json")
    );
}

/// As somebody finds it who looks around, and a phone that goes on living in it.
#[test]
fn the_tenant_has_weeks_behind_it_and_goes_on() {
    let program = Path::new(env!("CARGO_BIN_EXE_passcode-simulator"));
    let control = ControlClient::start(program).unwrap();
    let tenant = control.begin_demo().unwrap();
    let step = |on: &str, action: &str, with: Value| {
        let step = json!({"on": on, "do": action, "with": with});
        Value::Object(control.step(&step).unwrap())
    };
    for (state, devices) in [("active", 8), ("retiring", 1), ("retired", 1)] {
        let listed = step("admin", "list-devices", json!({"state": state}));
        assert_eq!(
            listed["devices"].as_array().unwrap().len(),
            devices,
            "{state}"
        );
    }
    let asked = json!({"phone": "iPhone d’Amélie"});
    let live = step("help-desk:hana.kim", "look-at-one-time-pin", asked);
    assert_eq!(live["live"], true);
    let amelie = &tenant["people"][3];
    assert_eq!(amelie["display_name"], "Amélie Laurent");
    let advice = amelie["try"].as_str().unwrap();
    assert!(
        advice.contains(|shown: char| shown.is_ascii_digit()),
        "{advice}"
    );
    let checked_in = step("phone:Pixel de Chloé", "check-in", json!({}));
    assert_eq!(checked_in["commands"], json!(["lock"]));
    let account = json!({"user_name": "oliver.bennett", "secret": "correct horse battery"});
    let enrolled = step("phone:New iPhone", "enroll", account);
    assert_eq!(enrolled["outcome"], "enrolled");
    let turned = control.step(&json!({"clock": "+0s"})).unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let behind_ms = now.as_millis() - u128::from(turned["now_ms"].as_u64().unwrap());
    assert!(behind_ms < 60_000, "{behind_ms}");
}

#[test]
fn a_tenant_that_is_kept_says_who_there_is() {
    let mut kept = Command::new(env!("CARGO_BIN_EXE_passcode-simulator"))
        .args(["demo", "--keep", "--json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(kept.stdout.take().unwrap()).lines();
    let (mut shown, mut told) = (String::new(), Value::Null);
    for line in lines.map(Result::unwrap) {
        if line.starts_with('{') {
            told = serde_json::from_str(&line).unwrap();
            break;
        }
        shown += &line;
    }
    // Nothing is left of it, even though it cannot tell its server: the line to it breaks.
    let address = told["portal"]["control"].as_str().unwrap();
    let address = address.trim_start_matches("http://");
    let mut listening = TcpStream::connect(address).unwrap();
    kept.kill().unwrap();
    kept.wait().unwrap();
    assert_eq!(listening.read(&mut [0]).unwrap_or(0), 0);
    let people = told["people"].as_array().unwrap();
    assert_eq!(people.len(), 15);
    for person in people {
        for field in ["user_name", "password", "try"] {
            assert!(shown.contains(person[field].as_str().unwrap()), "{person}");
        }
    }
    assert!(shown.contains(told["portal"]["address"].as_str().unwrap()));
}

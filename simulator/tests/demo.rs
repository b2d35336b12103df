//! The demo as a program: what it prints, and its exit status.
#![expect(clippy::unwrap_used, reason = "a test")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

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

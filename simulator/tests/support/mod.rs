//! What tests with processes of their own share: a portal that knows alice, an enrolled engine, an app
//! with its key, and this test binary again as a process.

use passcode_core::crypto::kdf::KdfParams;
use passcode_core::flow::{Credentials, Engine, Event, Outcome, Settings};
use passcode_core::portal::wire::Platform;
use passcode_core::ports::Rng;
use passcode_core::session::handoff::{KeyRequest, SecureApp};
use passcode_core::testing::ManualClock;
use passcode_simulator::control::ControlClient;
use passcode_simulator::scenario::Scenario;
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A portal with the account of alice. It ends with the client.
pub(crate) fn portal() -> ControlClient {
    let program = Path::new(env!("CARGO_BIN_EXE_passcode-simulator"));
    let control = ControlClient::start(program).unwrap();
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let scenario = Scenario::read(&scenarios.join("change-android.json")).unwrap();
    control.begin(&scenario.given).unwrap();
    control
}

pub(crate) fn settings() -> Settings {
    Settings {
        platform: Platform::Android,
        app_version: "3.1.0".to_owned(),
        device_name: "phone".to_owned(),
        kdf: KdfParams::FLOOR,
    }
}

pub(crate) fn enroll(engine: &Engine) {
    let enrolled = engine.handle(Event::Enroll(Credentials {
        user_name: "alice",
        secret: b"correct horse battery",
    }));
    assert_eq!(enrolled, Ok(Outcome::Enrolled));
}

/// The mail app with its key, in an open session.
pub(crate) fn mail_app(engine: &Engine, rng: &dyn Rng, clock: &ManualClock) -> SecureApp {
    let request = KeyRequest::new(rng).unwrap();
    let public_key = request.public_key();
    let app_id = "mail";
    let Ok(Outcome::HandedOff(answer)) = engine.handle(Event::HandOff { app_id, public_key })
    else {
        panic!("no hand-off")
    };
    let mut app = SecureApp::new(app_id);
    app.accept(clock, request, &answer).unwrap();
    app
}

/// This test binary again, with `process_of_its_own` as its only test.
pub(crate) struct Process {
    pub(crate) child: Child,
    answers: BufReader<ChildStdout>,
}

impl Process {
    pub(crate) fn start(variables: &[(&str, &Path)]) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["process_of_its_own", "--exact", "--ignored", "--nocapture"])
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        Self { child, answers }
    }

    pub(crate) fn send(&mut self, text: &str) {
        let input = self.child.stdin.as_mut().unwrap();
        input.write_all(text.as_bytes()).unwrap();
        input.flush().unwrap();
    }

    /// What follows the next line that begins like this.
    pub(crate) fn line(&mut self, begin: &str) -> String {
        let mut line = String::new();
        while !line.starts_with(begin) {
            line.clear();
            let read = self.answers.read_line(&mut line).unwrap();
            assert_ne!(read, 0, "the process ended");
        }
        line.trim_start_matches(begin).trim().to_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

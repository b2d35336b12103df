//! The real program.

use crate::support::TestDatabase;
use crate::tls::client;
use passcode_portal::tls::ServerIdentity;
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// Ends the program with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_passcode-portal"))
}

#[tokio::test]
async fn with_port_0_the_first_line_says_where_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("new");
    let database = TestDatabase::new();
    let mut command = program();
    database.tell(&mut command);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&data);
    let mut running = Running(command.stdout(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(running.0.stdout.take().unwrap()).lines();
    let line: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
    let fields: Vec<_> = line.as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, ["address", "certificate_sha256", "set_up_token"]);
    assert_eq!(line["set_up_token"].as_str().unwrap().len(), 43);

    let identity = ServerIdentity::load_or_create(&data).unwrap();
    assert_eq!(
        line["certificate_sha256"].as_str().unwrap(),
        identity.fingerprint()
    );
    let health = format!("{}/health", line["address"].as_str().unwrap());
    let answer = client(identity.certificate_der())
        .get(health)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);

    #[cfg(unix)]
    {
        let id = running.0.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        assert!(running.0.wait().unwrap().success());
        assert!(lines.next().is_none());
    }
}

#[test]
fn what_cannot_start_says_what_to_do() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    std::fs::write(&file, "").unwrap();
    let output = program()
        .args(["serve", "--data"])
        .arg(&file)
        .output()
        .unwrap();
    assert!(!output.status.success());
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.starts_with("Choose a data directory"), "{text}");
    assert!(text.contains("start.directory_unusable"), "{text}");
}

#[test]
fn a_database_url_comes_from_a_private_file_and_is_never_shown() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("url");
    let told = |url: &str, mode: &str| {
        std::fs::write(&file, url).unwrap();
        let mut command = Command::new("chmod");
        assert!(command.arg(mode).arg(&file).status().unwrap().success());
        let mut command = program();
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]);
        command.arg(directory.path().join("data"));
        command.arg("--database-url-file").arg(&file);
        let output = command.output().unwrap();
        assert!(!output.status.success() && output.stdout.is_empty());
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(!text.contains("hidden"), "{text}");
        text
    };
    // Nobody listens on port 1.
    let nobody = "postgres://portal:hidden@127.0.0.1:1/portal\n";
    let text = told(nobody, "600");
    assert!(text.contains("start.database_unreachable"), "{text}");
    let text = told("mysql://portal:hidden@127.0.0.1/portal", "600");
    assert!(text.contains("start.database_url_invalid"), "{text}");
    if cfg!(unix) {
        let text = told(nobody, "644");
        assert!(text.contains("start.file_open_to_others"), "{text}");
    }
}

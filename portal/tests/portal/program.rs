//! The real program.

use crate::support::{Program, TestDatabase};
use passcode_portal::tls::ServerIdentity;
use std::process::Command;

#[tokio::test]
async fn with_port_0_the_first_line_says_where_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("new");
    let database = TestDatabase::new();
    let mut program = Program::start(&data, &database);
    let line = &program.line;
    let fields: Vec<_> = line.as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, ["address", "certificate_sha256", "set_up_token"]);
    assert_eq!(line["set_up_token"].as_str().unwrap().len(), 43);

    let identity = ServerIdentity::load_or_create(&data).unwrap();
    assert_eq!(
        line["certificate_sha256"].as_str().unwrap(),
        identity.fingerprint()
    );
    let health = program.client().get(program.url("/health"));
    assert_eq!(health.send().await.unwrap().status(), 200);

    #[cfg(unix)]
    {
        program.signal("-INT");
        assert!(program.child.wait().unwrap().success());
        assert!(program.lines.next().is_none());
    }
}

#[test]
fn what_cannot_start_says_what_to_do() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    std::fs::write(&file, "").unwrap();
    let output = Program::command()
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
        let mut command = Program::command();
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

#[test]
fn an_identity_provider_comes_from_a_private_file_and_is_never_shown() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("provider.json");
    let told = |issuer: &str, mode: &str| {
        let provider = serde_json::json!({
            "issuer": issuer, "client_id": "portal", "client_secret": "hidden",
            "public_url": "https://portal.example", "name": "Contoso", "user_name_claim": "upn",
        });
        std::fs::write(&file, provider.to_string()).unwrap();
        let mut command = Command::new("chmod");
        assert!(command.arg(mode).arg(&file).status().unwrap().success());
        let mut command = Program::command();
        // A data directory that is none: what is right about the provider goes on to there.
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]);
        command.arg(&file);
        command.arg("--identity-provider-file").arg(&file);
        let output = command.output().unwrap();
        assert!(!output.status.success() && output.stdout.is_empty());
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(!text.contains("hidden"), "{text}");
        text
    };
    let text = told("https://idp.example", "600");
    assert!(text.contains("start.directory_unusable"), "{text}");
    let text = told("http://idp.example", "600");
    assert!(
        text.contains("start.identity_provider_url_invalid"),
        "{text}"
    );
    if cfg!(unix) {
        let text = told("https://idp.example", "644");
        assert!(text.contains("start.file_open_to_others"), "{text}");
    }
}

//! Which mail servers are trusted with what, and which mail files are refused.

use crate::mail::{codes, delivered, described, file, happens, office, waiting, with_login};
use crate::support::sink::{Offers, Sink, authority};
use crate::support::{MINUTE, Office};
use passcode_portal::Mail;
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use tempfile::TempDir;

/// An organisation whose portal trusts an authority, and where that is written.
async fn trusting(sink: &Sink, security: &str, pem: &str) -> (TempDir, Office) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("authority.pem");
    fs::write(&path, pem).unwrap();
    let mut described = with_login(described(sink, security));
    described["certificate_authority_file"] = json!(path);
    let office = office(&described).await;
    (directory, office)
}

#[tokio::test]
async fn over_tls_and_starttls_everything_that_matters_is_encrypted() {
    let (pem, config) = authority("localhost");
    for (security, offers) in [
        ("starttls", Offers::Starttls(config.clone())),
        ("tls", Offers::Tls(config)),
    ] {
        let sink = Sink::start(offers);
        let (_directory, office) = trusting(&sink, security, &pem).await;
        happens(&office).await;
        assert_eq!(delivered(&office).await, (1, 0, 0), "{security}");
        assert!(sink.taken()[0].is_encrypted);
        let plain = sink.said().into_iter().filter(|(encrypted, _)| !encrypted);
        let plain: Vec<_> = plain.map(|(_, line)| line).collect();
        let expected: &[&str] = match security {
            "starttls" => &["EHLO portal.example.org", "STARTTLS"],
            _ => &[],
        };
        assert_eq!(plain, expected);
        // \0portal\0hidden
        let login = (true, "AUTH PLAIN AHBvcnRhbABoaWRkZW4=".to_owned());
        assert!(sink.said().contains(&login), "{:?}", sink.said());
    }
}

#[tokio::test]
async fn a_server_that_does_not_encrypt_or_prove_itself_gets_nothing() {
    let (_, config) = authority("localhost");
    let (pem, other_name) = authority("mail.example.org");
    for (offers, security, code) in [
        (Offers::Nothing, "starttls", "mail.server_not_encrypted"),
        (
            Offers::Starttls(config.clone()),
            "starttls",
            "mail.server_not_trusted",
        ),
        (Offers::Tls(config), "tls", "mail.server_not_trusted"),
        (
            Offers::Starttls(other_name.clone()),
            "starttls",
            "mail.server_not_trusted",
        ),
        (Offers::Tls(other_name), "tls", "mail.server_not_trusted"),
    ] {
        let sink = Sink::start(offers);
        let (_directory, office) = trusting(&sink, security, &pem).await;
        happens(&office).await;
        happens(&office).await;
        // The second one is not even tried.
        assert_eq!(codes(&office).await, [code]);
        assert!(sink.taken().is_empty());
        let said = sink.said();
        let harmless = |line: &str| {
            ["EHLO", "STARTTLS", "QUIT"]
                .iter()
                .any(|verb| line.starts_with(verb))
        };
        assert!(said.iter().all(|(_, line)| harmless(line)), "{said:?}");
        assert_eq!(waiting(&office).await, 2);
    }
}

#[test]
fn a_mail_file_that_is_wrong_is_refused_with_what_to_do() {
    let directory = tempfile::tempdir().unwrap();
    let right = json!({
        "host": "smtp.example.org", "port": 587, "security": "starttls",
        "from": "it@example.org", "public_url": "https://portal.example.org",
    });
    let with = |field: &str, value: Value| {
        let mut described = right.clone();
        described[field] = value;
        let path = file(directory.path(), &described);
        Mail::from_file(&path).err().map(|failure| {
            let text = failure.to_string();
            let starts = ["Correct ", "Give ", "Set ", "Put ", "Run ", "Check "];
            assert!(starts.iter().any(|start| text.starts_with(start)), "{text}");
            assert!(!text.contains("hidden"), "{text}");
            failure.code()
        })
    };
    assert_eq!(with("port", json!(587)), None);
    assert_eq!(with("public_url", json!("https://x.example/portal/")), None);
    for (field, value, code) in wrong() {
        assert_eq!(with(field, value.clone()), Some(code), "{field} {value}");
    }
    let path = file(directory.path(), &right);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let failure = Mail::from_file(&path).err().unwrap();
    assert_eq!(failure.code(), "start.file_open_to_others");
    fs::remove_file(&path).unwrap();
    let failure = Mail::from_file(&path).err().unwrap();
    assert_eq!(failure.code(), "start.file_unusable");
}

#[test]
fn without_encryption_there_is_only_this_computer() {
    let directory = tempfile::tempdir().unwrap();
    let opens = |host: &str| {
        let described = json!({
            "host": host, "port": 25, "security": "none",
            "from": "it@example.org", "public_url": "https://portal.example.org",
        });
        Mail::from_file(&file(directory.path(), &described)).is_ok()
    };
    assert!(
        ["localhost", "127.0.0.1", "127.1.2.3", "::1"]
            .map(opens)
            .iter()
            .all(|opens| *opens)
    );
    let elsewhere = [
        "localhost.example.org",
        "192.0.2.1",
        "127.0.0.1.example.org",
        "::2",
    ];
    assert!(!elsewhere.map(opens).iter().any(|opens| *opens));
}

/// A field, what is wrong in it, and how that is called.
fn wrong() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("unknown", json!(1), "start.mail_file_invalid"),
        ("port", json!(0), "start.mail_file_invalid"),
        ("host", json!(""), "start.mail_file_invalid"),
        ("security", json!("maybe"), "start.mail_file_invalid"),
        ("from", json!("Contoso IT"), "start.mail_from_invalid"),
        (
            "from",
            json!("a@b.example\r\nBcc: c@d.example"),
            "start.mail_from_invalid",
        ),
        (
            "public_url",
            json!("http://portal.example.org"),
            "start.mail_public_url_invalid",
        ),
        (
            "public_url",
            json!("https://u:hidden@x.example"),
            "start.mail_public_url_invalid",
        ),
        (
            "public_url",
            json!("https://x.example/?a"),
            "start.mail_public_url_invalid",
        ),
        (
            "public_url",
            json!("portal.example.org"),
            "start.mail_public_url_invalid",
        ),
        ("user_name", json!("portal"), "start.mail_login_incomplete"),
        ("password", json!("hidden"), "start.mail_login_incomplete"),
        ("security", json!("none"), "start.mail_not_encrypted"),
        (
            "certificate_authority_file",
            json!("none.pem"),
            "start.mail_authority_unusable",
        ),
        (
            "certificate_authority_file",
            json!("mail.json"),
            "start.mail_authority_unusable",
        ),
    ]
}

/// Somebody on the wire answers for the server, before the server can.
#[tokio::test]
async fn answers_that_were_sent_ahead_of_the_encryption_count_for_nothing() {
    let (pem, config) = authority("localhost");
    let sink = Sink::start(Offers::Starttls(config));
    let (_directory, office) = trusting(&sink, "starttls", &pem).await;
    happens(&office).await;
    let ahead = "220 go on\r\n250-sink\r\n250 AUTH PLAIN\r\n235 welcome\r\n250 ok\r\n250 ok";
    sink.answers("STARTTLS", ahead);
    assert_eq!(codes(&office).await, ["mail.server_not_trusted"]);
    assert!(!sink.said().iter().any(|(_, line)| line.starts_with("AUTH")));
    sink.answers("STARTTLS", "220 go on");
    office.clock.advance(MINUTE);
    assert_eq!(delivered(&office).await, (1, 0, 0));
}

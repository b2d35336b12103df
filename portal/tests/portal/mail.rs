//! Notices by mail, over a real SMTP conversation and with a clock that the test turns.

use crate::log::Kept;
use crate::metrics;
use crate::support::sink::{Offers, Sink, Taken};
use crate::support::{ADMIN, MINUTE, Office, PASSWORD, Phone, Program, SELF_SERVICE, TurnedClock};
use passcode_portal::{Delivered, Mail, Portal, Settings};
use serde_json::{Value, json};
use sqlx::Row as _;
use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

const HOUR: u64 = 60 * MINUTE;

/// What a mail file says of a sink.
pub(crate) fn described(sink: &Sink, security: &str) -> Value {
    json!({
        "host": "localhost", "port": sink.port, "security": security,
        "from": "Contoso IT <it@example.org>", "public_url": "https://portal.example.org/",
    })
}

pub(crate) fn file(directory: &Path, described: &Value) -> PathBuf {
    let path = directory.join("mail.json");
    fs::write(&path, described.to_string()).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    path
}

async fn open(office: &Office, described: &Value) -> Portal {
    let path = file(office.directory.path(), described);
    let mail = Some(Mail::from_file(&path).unwrap());
    let (path, choice) = (office.directory.path(), office.database.choice());
    let clock = office.clock.clone();
    let settings = Settings {
        mail,
        ..Settings::default()
    };
    let opened = Portal::open_with_settings(path, choice, clock, settings).await;
    opened.unwrap()
}

/// An organisation whose user alice has an address, with a portal that mails.
pub(crate) async fn office(described: &Value) -> Office {
    let mut office = Office::open().await;
    let portal = open(&office, described).await;
    office.portal.close().await;
    office.router = portal.router();
    office.portal = portal;
    alice_has(&office, Some("alice@example.org")).await;
    office
}

async fn plain() -> (Sink, Office) {
    let sink = Sink::start(Offers::Nothing);
    let office = office(&described(&sink, "none")).await;
    (sink, office)
}

async fn alice_has(office: &Office, address: Option<&str>) {
    let mut database = office.connect().await;
    sqlx::query(
        "UPDATE accounts SET email = $1, language = 'fr', display_name = 'Alice L.'
         WHERE folded_name = 'alice'",
    )
    .bind(address)
    .execute(&mut database)
    .await
    .unwrap();
}

/// How many mails wait.
pub(crate) async fn waiting(office: &Office) -> i64 {
    let mut database = office.connect().await;
    let count = sqlx::query("SELECT COUNT(*) FROM mail_outbox");
    count.fetch_one(&mut database).await.unwrap().get(0)
}

/// Something happens to alice's account.
pub(crate) async fn happens(office: &Office) {
    office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
}

pub(crate) async fn delivered(office: &Office) -> (u64, u64, u64) {
    told(office.portal.deliver_due_mail().await)
}

fn told(delivered: Option<Delivered>) -> (u64, u64, u64) {
    let Delivered {
        sent,
        postponed,
        given_up,
    } = delivered.unwrap();
    (sent, postponed, given_up)
}

fn message_id(taken: &Taken) -> String {
    use mailparse::MailHeaderMap as _;
    let parsed = mailparse::parse_mail(&taken.bytes).unwrap();
    parsed.headers.get_first_value("Message-ID").unwrap()
}

/// One round, and the codes that it left in the log.
pub(crate) async fn codes(office: &Office) -> Vec<String> {
    let kept = Kept::default();
    let log = tracing_subscriber::fmt().with_writer(kept.clone()).json();
    let here = tracing::subscriber::set_default(log.flatten_event(true).finish());
    delivered(office).await;
    drop(here);
    let log = kept.text();
    assert!(!log.contains("alice") && !log.contains("hidden"), "{log}");
    log.lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["code"].to_string())
        .map(|code| code.trim_matches('"').to_owned())
        .collect()
}

pub(crate) fn with_login(mut described: Value) -> Value {
    described["user_name"] = json!("portal");
    described["password"] = json!("hidden");
    described
}

#[tokio::test]
async fn a_notice_is_mailed_once_in_the_users_language() {
    use mailparse::MailHeaderMap as _;
    let (sink, office) = plain().await;
    let phone = Phone::of_alice(&office).await;
    let path = format!("{ADMIN}/devices/{}/commands", phone.device());
    let lock = json!({"command": "lock"});
    office.call("POST", &path, &office.admin, &lock).await.ok();
    assert_eq!(delivered(&office).await, (1, 0, 0));
    assert_eq!(delivered(&office).await, (0, 0, 0));
    assert_eq!(waiting(&office).await, 0);
    let taken = sink.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].to.contains("<alice@example.org>"), "{taken:?}");
    let parsed = mailparse::parse_mail(&taken[0].bytes).unwrap();
    let subject = parsed.headers.get_first_value("Subject").unwrap();
    assert_eq!(
        subject,
        "Verrouillage des applis sécurisées de votre périphérique"
    );
    let text = parsed.subparts[0].get_body().unwrap();
    assert!(
        text.contains("«\u{a0}Phone\u{a0}»") && text.contains("Bonjour Alice L."),
        "{text}"
    );
    assert!(text.contains("5 janvier 2026 à 08:00 UTC"), "{text}");
    assert!(
        text.contains("https://portal.example.org/my/activity"),
        "{text}"
    );
    assert!(!text.contains("root"), "{text}");
    metrics::has(&metrics::lines(&office).await, "mail_sent_total 1");
    assert!(office.reasons("mail.given_up").await.is_empty());
}

#[tokio::test]
async fn what_fails_for_now_is_tried_again_ever_more_rarely_for_three_days() {
    let (sink, office) = plain().await;
    sink.answers("MAIL.", "451 <alice@example.org> later");
    happens(&office).await;
    assert_eq!(codes(&office).await, ["mail.postponed"]);
    let mut waits = vec![MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR];
    // 1 h 21 min are over; 17 times four hours later it is 69 h 21 min.
    waits.extend([4 * HOUR; 17]);
    for (count, wait) in waits.iter().enumerate() {
        office.clock.advance(wait - 1);
        assert_eq!(delivered(&office).await, (0, 0, 0), "{count}");
        office.clock.advance(1);
        let last = count == waits.len() - 1;
        let expected = if last { (0, 0, 1) } else { (0, 1, 0) };
        assert_eq!(delivered(&office).await, expected, "{count}");
    }
    assert_eq!(waiting(&office).await, 0);
    let ids: HashSet<_> = sink.taken().iter().map(message_id).collect();
    assert_eq!((sink.taken().len(), ids.len()), (22, 1));
    assert_eq!(office.reasons("mail.given_up").await, ["mail.postponed"]);
    let lines = metrics::lines(&office).await;
    metrics::has(&lines, "mail_failed_total{kind=\"temporary\"} 21");
    metrics::has(&lines, "mail_failed_total{kind=\"permanent\"} 1");
}

#[tokio::test]
async fn what_the_server_never_takes_is_given_up_at_once() {
    let (sink, office) = plain().await;
    sink.answers("RCPT", "550 no such <alice@example.org>");
    happens(&office).await;
    assert_eq!(codes(&office).await, ["mail.refused"]);
    assert_eq!(waiting(&office).await, 0);
    let trail = office.trail().await;
    let given_up = trail
        .iter()
        .find(|entry| entry["action"] == "mail.given_up");
    let given_up = given_up.unwrap();
    assert_eq!(given_up["actor"], "portal");
    assert_eq!(given_up["reason"], "mail.refused");
    let users = office.as_admin("GET", "/users", &Value::Null).await.ok();
    assert_eq!(given_up["account"], users["users"][0]["id"]);
    assert!(!given_up.to_string().contains("example.org"), "{given_up}");
    alice_has(&office, Some("no address\r\nRCPT TO:<eve@example.org>")).await;
    happens(&office).await;
    assert_eq!(codes(&office).await, ["mail.address_invalid"]);
    assert!(sink.taken().is_empty());
}

#[tokio::test]
async fn a_server_that_is_away_or_refuses_the_login_loses_nothing() {
    let sink = Sink::start(Offers::Nothing);
    let office = office(&with_login(described(&sink, "none"))).await;
    happens(&office).await;
    for (verb, answer, code) in [
        ("AUTH", "535 no", "mail.login_refused"),
        ("AUTH", "close", "mail.server_unreachable"),
        ("EHLO", "close", "mail.server_unreachable"),
        ("EHLO", "554 no", "mail.server_unreachable"),
        ("MAIL", "close", "mail.server_unreachable"),
        ("MAIL", "421 later", "mail.postponed"),
        ("MAIL", "550 not from you", "mail.sender_refused"),
        ("MAIL", "530 sign in first", "mail.login_refused"),
        ("RCPT", "530 sign in first", "mail.login_refused"),
    ] {
        let usual = if verb == "AUTH" {
            "235 welcome"
        } else {
            "250-sink\r\n250 AUTH PLAIN"
        };
        sink.answers(verb, answer);
        assert_eq!(codes(&office).await, [code], "{verb} {answer}");
        let usual = if matches!(verb, "MAIL" | "RCPT") {
            "250 ok"
        } else {
            usual
        };
        sink.answers(verb, usual);
        office.clock.advance(4 * HOUR);
    }
    // It took the mail: how it says goodbye does not matter.
    sink.answers("QUIT", "close");
    assert_eq!(delivered(&office).await, (1, 0, 0));
    assert_eq!(sink.taken().len(), 1);
}

#[tokio::test]
async fn an_account_without_address_is_mailed_nothing() {
    let (sink, office) = plain().await;
    for address in [None, Some("")] {
        alice_has(&office, address).await;
        happens(&office).await;
        assert_eq!(waiting(&office).await, 0);
    }
    assert_eq!(delivered(&office).await, (0, 0, 0));
    assert!(sink.taken().is_empty());
}

#[tokio::test]
async fn it_goes_where_the_user_was_reached_when_it_happened() {
    let (sink, office) = plain().await;
    happens(&office).await;
    alice_has(&office, Some("eve@example.org")).await;
    assert_eq!(delivered(&office).await, (1, 0, 0));
    assert!(sink.taken()[0].to.contains("<alice@example.org>"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_several_instances_one_sends() {
    let (sink, office) = plain().await;
    let second = open(&office, &described(&sink, "none")).await;
    for _ in 0..12 {
        happens(&office).await;
    }
    let (one, other) = tokio::join!(office.portal.deliver_due_mail(), second.deliver_due_mail());
    assert_eq!(told(one).0 + told(other).0, 12);
    let ids: HashSet<_> = sink.taken().iter().map(message_id).collect();
    assert_eq!((sink.taken().len(), ids.len()), (12, 12));
}

#[tokio::test]
async fn what_an_instance_that_dies_leaves_is_sent_after_its_lease() {
    let (sink, office) = plain().await;
    let second = open(&office, &described(&sink, "none")).await;
    happens(&office).await;
    sink.answers("MAIL.", "");
    tokio::select! {
        biased;
        () = sink.came() => {}
        delivered = office.portal.deliver_due_mail() => panic!("{delivered:?}"),
    }
    sink.answers("MAIL.", "250 taken");
    office.clock.advance(5 * MINUTE - 1);
    assert_eq!(told(second.deliver_due_mail().await), (0, 0, 0));
    office.clock.advance(1);
    assert_eq!(told(second.deliver_due_mail().await), (1, 0, 0));
    let ids: HashSet<_> = sink.taken().iter().map(message_id).collect();
    assert_eq!((sink.taken().len(), ids.len()), (2, 1));
}

#[tokio::test]
async fn where_nothing_is_mailed_nothing_waits_for_more_than_a_day() {
    let office = Office::open().await;
    alice_has(&office, Some("alice@example.org")).await;
    happens(&office).await;
    assert_eq!(delivered(&office).await, (0, 0, 0));
    office.clock.advance(24 * HOUR - 1);
    happens(&office).await;
    assert_eq!(waiting(&office).await, 2);
    office.clock.advance(1);
    happens(&office).await;
    assert_eq!(waiting(&office).await, 2);
}

#[tokio::test]
async fn where_mail_is_configured_it_waits_until_it_is_sent_or_given_up() {
    let (sink, office) = plain().await;
    let without = office.another().await;
    happens(&office).await;
    sink.answers("RCPT", "451 later");
    assert_eq!(delivered(&office).await, (0, 1, 0));
    office.clock.advance(3 * 24 * HOUR);
    // Neither one that mails nor one that does not has removed it.
    let body = json!({"user_name": "bob", "password": PASSWORD});
    office.as_admin("POST", "/users", &body).await.ok();
    office.sign_in(SELF_SERVICE, "bob", PASSWORD).await;
    let here = Office {
        router: without.router(),
        ..office
    };
    here.sign_in(SELF_SERVICE, "bob", PASSWORD).await;
    assert_eq!(waiting(&here).await, 1);
    here.clock.advance(1);
    assert_eq!(codes(&here).await, ["mail.too_old"]);
    assert_eq!(waiting(&here).await, 0);
}

#[tokio::test]
async fn an_instance_that_is_about_to_stop_begins_no_mail() {
    let (sink, office) = plain().await;
    happens(&office).await;
    office.portal.leave();
    assert_eq!(delivered(&office).await, (0, 0, 0));
    assert!(sink.taken().is_empty());
    // And its task ends.
    office.portal.deliver_mail(std::future::ready(())).await;
    assert_eq!(waiting(&office).await, 1);
}

#[tokio::test]
async fn the_task_sends_what_comes() {
    let (sink, office) = plain().await;
    let task = office.portal.deliver_mail(sink.came());
    tokio::join!(task, happens(&office));
    assert_eq!(sink.taken().len(), 1);
    let clock = TurnedClock::new();
    let directory = tempfile::tempdir().unwrap();
    let without = Portal::open(directory.path(), clock).await.unwrap();
    without.deliver_mail(std::future::pending()).await;
}

/// Only a server on this computer may do without encryption.
/// The program mails what happens while it runs, and nothing is lost at its end.
#[tokio::test]
async fn the_program_mails() {
    let sink = Sink::start(Offers::Nothing);
    let office = Office::open().await;
    alice_has(&office, Some("alice@example.org")).await;
    office.portal.close().await;
    let path = office.directory.path();
    let file = file(path, &described(&sink, "none"));
    let mut program = Program::start_with(path, &office.database, |command| {
        command.arg("--mail-file").arg(&file);
    });
    let url = program.url(&format!("{SELF_SERVICE}/session"));
    let body = json!({"user_name": "alice", "password": PASSWORD});
    let request = program.client().post(url).body(body.to_string());
    assert_eq!(request.send().await.unwrap().status(), 201);
    sink.came().await;
    program.signal("-INT");
    assert!(program.child.wait().unwrap().success());
    assert_eq!((sink.taken().len(), waiting(&office).await), (1, 0));
    fs::write(&file, "{}").unwrap();
    let mut command = Program::command();
    command.args(["serve", "--data"]).arg(path);
    let refused = command.arg("--mail-file").arg(&file).output().unwrap();
    let text = String::from_utf8(refused.stderr).unwrap();
    assert!(
        !refused.status.success() && text.contains("start.mail_file_invalid"),
        "{text}"
    );
}

use super::write;
use crate::language::Language;
use crate::mail::Mail;
use crate::mail::failure::Failure;
use crate::mail::outbox::Waiting;
use crate::mail::server::{Encryption, Server};
use crate::notices::Notice;
use lettre::transport::smtp::extension::ClientId;
use mailparse::{MailHeaderMap as _, ParsedMail, parse_mail};
use std::collections::HashSet;

/// 2026-11-23 14:05 UTC.
const MS: u64 = 1_795_442_700_000;

fn mail() -> Mail {
    Mail {
        server: Server {
            host: "localhost".to_owned(),
            port: 25,
            encryption: Encryption::None,
            credentials: None,
            hello: ClientId::Domain("portal.example.org".to_owned()),
        },
        from: "Contoso IT <it@example.org>".parse().unwrap(),
        public_url: "https://portal.example.org".to_owned(),
    }
}

fn waiting(language: Language, notice: Notice) -> Waiting {
    Waiting {
        id: "an-id_".to_owned(),
        account: "an account".to_owned(),
        address: "alice@example.org".to_owned(),
        name: Some("Alice Léa".to_owned()),
        language,
        notice: Some(notice),
        device: Some("Phone".to_owned()),
        created_ms: MS,
        attempts: 1,
    }
}

fn bytes(waiting: &Waiting) -> Vec<u8> {
    write(&mail(), waiting).unwrap().formatted()
}

/// Plain text and HTML.
fn bodies(parsed: &ParsedMail<'_>) -> [String; 2] {
    assert_eq!(parsed.ctype.mimetype, "multipart/alternative");
    let kinds = parsed
        .subparts
        .iter()
        .map(|part| part.ctype.mimetype.as_str());
    assert_eq!(kinds.collect::<Vec<_>>(), ["text/plain", "text/html"]);
    let body = |part: usize| {
        parsed.subparts[part]
            .get_body()
            .unwrap()
            .replace("\r\n", "\n")
    };
    [body(0), body(1)]
}

#[test]
fn every_kind_says_in_both_languages_what_where_when_and_what_to_do() {
    for (language, hello, device, when, advice) in [
        (
            Language::En,
            "Hello Alice Léa,",
            "Device: “Phone”",
            "Date: 23 November 2026 at 14:05 UTC",
            "contact your help desk",
        ),
        (
            Language::Fr,
            "Bonjour Alice Léa,",
            "Périphérique\u{a0}: «\u{a0}Phone\u{a0}»",
            "Date\u{a0}: 23 novembre 2026 à 14:05 UTC",
            "contactez",
        ),
    ] {
        let mut subjects = HashSet::new();
        for notice in Notice::ALL {
            let bytes = bytes(&waiting(language, notice));
            let parsed = parse_mail(&bytes).unwrap();
            let subject = parsed.headers.get_first_value("Subject").unwrap();
            assert!(subject.chars().count() <= 64, "{subject}");
            assert!(subjects.insert(subject), "{notice:?}");
            for body in bodies(&parsed) {
                for part in [hello, device, when, advice] {
                    assert!(body.contains(part), "{notice:?}: no {part} in {body}");
                }
                let url = body.replace("&#x2f;", "/");
                assert!(
                    url.contains("https://portal.example.org/my/activity"),
                    "{url}"
                );
            }
        }
        assert_eq!(subjects.len(), 12);
    }
}

#[test]
fn a_mail_reads_as_a_person_writes() {
    let mut waiting = waiting(Language::En, Notice::NewBrowser);
    waiting.device = None;
    waiting.name = None;
    let bytes = bytes(&waiting);
    let parsed = parse_mail(&bytes).unwrap();
    let [plain, html] = bodies(&parsed);
    assert_eq!(
        plain,
        "Hello,\n\nSomebody signed in to the self-service portal with your account, in a browser \
         that was not used for it before.\n\nDate: 23 November 2026 at 14:05 UTC\n\nIf this was \
         not you, change your password and contact your help desk at once.\n\nRecent activity of \
         your account\nhttps://portal.example.org/my/activity\n\n-- \nThis message was sent \
         automatically. Nobody reads replies to it. It never asks you for a password, a passcode \
         or a PIN.\n"
    );
    assert!(
        html.contains("<html lang=\"en\">") && html.contains("<p>Date: 23"),
        "{html}"
    );
    for (name, value) in [
        ("From", "\"Contoso IT\" <it@example.org>"),
        ("To", "alice@example.org"),
        ("Subject", "Sign-in with a new browser"),
        ("Message-ID", "<an-id_@example.org>"),
        ("Date", "Mon, 23 Nov 2026 14:05:00 +0000"),
        ("Auto-Submitted", "auto-generated"),
    ] {
        assert_eq!(parsed.headers.get_first_value(name).as_deref(), Some(value));
    }
}

/// Whatever somebody is called, and calls a phone: the headers are the same, and the text too.
#[test]
fn names_add_no_header_no_line_and_no_markup() {
    let names = |bytes: &[u8]| -> Vec<String> {
        let headers = parse_mail(bytes).unwrap().headers;
        headers.iter().map(mailparse::MailHeader::get_key).collect()
    };
    let lines = |bytes: &[u8]| {
        let [plain, _] = bodies(&parse_mail(bytes).unwrap());
        plain.lines().count()
    };
    let plain = bytes(&waiting(Language::En, Notice::PinUsed));
    for name in [
        "x\r\nBcc: eve@example.org\r\n\r\nYour passcode is needed",
        "x\nBcc: eve@example.org",
        "x\rBcc: eve@example.org",
        "x\u{2028}y\u{85}z\u{b}w\0",
        "é\r\nBcc: eve@example.org",
        "\" <eve@example.org>, \"",
        "<img src=x onerror=alert(1)>&amp;\"'",
        "{{ 7 * 7 }}{% raw %}{ $device }",
        &"long ".repeat(100),
    ] {
        let mut waiting = waiting(Language::En, Notice::PinUsed);
        waiting.name = Some(name.to_owned());
        waiting.device = Some(name.to_owned());
        let message = write(&mail(), &waiting).unwrap();
        let to: Vec<_> = message
            .envelope()
            .to()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(to, ["alice@example.org"]);
        let bytes = message.formatted();
        assert_eq!(names(&bytes), names(&plain), "{name:?}");
        assert_eq!(lines(&bytes), lines(&plain), "{name:?}");
        let parsed = parse_mail(&bytes).unwrap();
        let to = parsed.headers.get_first_header("To").unwrap();
        let to = mailparse::addrparse_header(to).unwrap();
        assert_eq!(to.extract_single_info().unwrap().addr, "alice@example.org");
        let [_, html] = bodies(&parsed);
        assert!(!html.contains("<img") && !html.contains("49"), "{html}");
    }
}

#[test]
fn what_would_turn_a_line_is_left_out() {
    let mut waiting = waiting(Language::Fr, Notice::PinUsed);
    waiting.device = Some("\u{202e}enohp\u{2066} \u{200f}".to_owned());
    let bytes = bytes(&waiting);
    let [plain, _] = bodies(&parse_mail(&bytes).unwrap());
    assert!(plain.contains("«\u{a0}enohp\u{a0}»"), "{plain}");
}

#[test]
fn what_cannot_be_written_is_told_apart() {
    let failure = |waiting: &Waiting| write(&mail(), waiting).err();
    let mut waiting = waiting(Language::En, Notice::PinUsed);
    for address in [
        "",
        "alice",
        "a@b\r\nRCPT TO:<eve@example.org>",
        "a@b, c@d",
        "<a@b>",
    ] {
        waiting.address = address.to_owned();
        assert_eq!(failure(&waiting), Some(Failure::Address), "{address:?}");
    }
    waiting.notice = None;
    assert_eq!(failure(&waiting), Some(Failure::NotWritten));
}

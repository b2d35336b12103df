//! What a mail says: what happened, on which device, when, and what to do if it was not the reader.
//! In the reader's language, as plain text and as HTML.
//!
//! SECURITY: names are somebody's to choose. They stand on lines of their own or after a greeting,
//! hold nothing that breaks or turns a line, and are escaped in HTML; no header but `To` has one.

use super::Mail;
use super::failure::Failure;
use super::outbox::Waiting;
use crate::accounts::is_invisible;
use crate::{dates, texts};
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use minijinja::{Environment, context};
use std::error::Error as StdError;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

const TEMPLATE: &str = "notice.html";

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut templates = Environment::new();
    let source = include_str!("../../templates/mail/notice.html");
    let added = templates.add_template(TEMPLATE, source);
    debug_assert!(added.is_ok(), "{added:?}");
    templates
});

/// Everything that is said, in one language.
struct Words {
    language: &'static str,
    subject: String,
    hello: String,
    what: String,
    device: Option<String>,
    when: String,
    advice: String,
    activity: String,
    url: String,
    footer: String,
}

/// Writes the mail of a notice. The same one twice has the same Message-ID.
pub(super) fn write(mail: &Mail, waiting: &Waiting) -> Result<Message, Failure> {
    let words = words(mail, waiting).ok_or(Failure::NotWritten)?;
    let address: Address = waiting.address.parse().map_err(|_| Failure::Address)?;
    let name = waiting.name.as_deref().map(one_line);
    let to = Mailbox::new(name.filter(|name| !name.is_empty()), address);
    let (subject, plain) = (words.subject.clone(), text(&words));
    let html = html(words).map_err(|_| Failure::NotWritten)?;
    let parts = MultiPart::alternative_plain_html(plain, html);
    let id = format!("<{}@{}>", waiting.id, mail.from.email.domain());
    Message::builder()
        .from(mail.from.clone())
        .to(to)
        .subject(subject)
        .date(SystemTime::UNIX_EPOCH + Duration::from_millis(waiting.created_ms))
        .message_id(Some(id))
        .header(AutoSubmitted)
        .multipart(parts)
        .map_err(|_| Failure::NotWritten)
}

fn words(mail: &Mail, waiting: &Waiting) -> Option<Words> {
    let language = waiting.language;
    let kind = waiting.notice?.code().replace(['.', '_'], "-");
    let say = |key: &str| texts::text(language, key, &[]);
    let of_kind = |attribute: &str| say(&format!("mail-{kind}.{attribute}"));
    let with = |key: &str, name: &str, value: &str| {
        texts::text(language, key, &[(name, one_line(value).into())])
    };
    let device = waiting.device.as_deref();
    let name = waiting.name.as_deref().filter(|name| !name.is_empty());
    Some(Words {
        language: language.as_str(),
        subject: of_kind("subject"),
        hello: name.map_or_else(
            || say("mail-hello"),
            |name| with("mail-hello-named", "name", name),
        ),
        what: of_kind("what"),
        device: device.map(|device| with("mail-device", "device", device)),
        when: with(
            "mail-when",
            "when",
            &dates::long(language, waiting.created_ms),
        ),
        advice: of_kind("advice"),
        activity: say("mail-activity"),
        url: format!("{}/my/activity", mail.public_url),
        footer: say("mail-footer"),
    })
}

fn text(words: &Words) -> String {
    let device = words.device.as_ref();
    let device = device
        .map(|device| format!("{device}\n"))
        .unwrap_or_default();
    let Words {
        hello,
        what,
        when,
        advice,
        activity,
        url,
        footer,
        ..
    } = words;
    format!(
        "{hello}\n\n{what}\n\n{device}{when}\n\n{advice}\n\n{activity}\n{url}\n\n-- \n{footer}\n"
    )
}

fn html(words: Words) -> Result<String, minijinja::Error> {
    let Words {
        language,
        subject,
        hello,
        what,
        device,
        when,
        advice,
        activity,
        url,
        footer,
    } = words;
    TEMPLATES.get_template(TEMPLATE)?.render(context! {
        language, subject, hello, what, device, when, advice, activity, url, footer,
    })
}

/// Without what breaks a line, or turns the direction of what follows.
fn one_line(text: &str) -> String {
    let plain = text.replace(is_invisible, " ");
    plain.trim().to_owned()
}

/// RFC 3834: no out-of-office notice answers it.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn StdError + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests;

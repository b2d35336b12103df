//! Entries of the audit trail in words: who, what, why, and to whom or what.
//!
//! An action has a text of its own, `audit-…`; what an entry says besides chooses among its words. An
//! entry of an older or a newer portal keeps its code.

use crate::audit::{self, Entry, Names};
use crate::error::Error;
use crate::language::Language;
use crate::portal::Context;
use crate::texts::{self, value};
use fluent_bundle::FluentValue;
use serde::Serialize;
use serde_json::Value;

/// An entry in words.
#[derive(Serialize)]
pub(super) struct Line {
    sequence: u64,
    time_ms: u64,
    who: Who,
    what: String,
    /// Where there is no text for the action.
    code: Option<String>,
    /// What was refused, in words.
    reason: Option<String>,
    /// What somebody gave as a reason.
    told: Option<String>,
    device: Option<Named>,
    account: Option<Named>,
}

/// Somebody or something that did it.
#[derive(Serialize)]
pub(super) struct Who {
    /// As the trail names it: `administrator`, `device`, `portal`…
    kind: String,
    id: Option<String>,
    name: Option<String>,
}

/// Something with a name; its id, where it has none any more.
#[derive(Serialize)]
struct Named {
    id: String,
    name: String,
}

/// Entries in words, in their order.
pub(super) async fn lines(
    context: &Context,
    language: Language,
    entries: &[Entry],
) -> Result<Vec<Line>, Error> {
    let names = audit::names(context, entries).await?;
    let line = |entry| line(language, entry, &names);
    Ok(entries.iter().map(line).collect())
}

fn line(language: Language, entry: &Entry, names: &Names) -> Line {
    let key = key(&entry.action);
    let is_known = texts::has(&key);
    let named = |id: &String, name: Option<&str>| Named {
        id: id.clone(),
        name: name.unwrap_or(id).to_owned(),
    };
    Line {
        sequence: entry.sequence,
        time_ms: entry.time_ms,
        who: Who::of(&entry.actor, |kind, id| match kind {
            "device" => names.device(id),
            _ => names.account(id),
        }),
        what: if is_known {
            texts::text(language, &key, &variables(entry, names))
        } else {
            entry.action.clone()
        },
        code: (!is_known).then(|| entry.action.clone()),
        reason: entry.reason.as_deref().map(|code| why(language, code)),
        told: text(entry, "reason").map(str::to_owned),
        device: entry.device.as_ref().map(|id| named(id, names.device(id))),
        account: entry
            .account
            .as_ref()
            .map(|id| named(id, names.account(id))),
    }
}

impl Who {
    /// From `administrator:ID`; the name is looked up by kind and id.
    pub(super) fn of<'a>(actor: &str, name: impl Fn(&str, &str) -> Option<&'a str>) -> Self {
        let (kind, id) = match actor.split_once(':') {
            Some((kind, id)) => (kind, Some(id)),
            None => (actor, None),
        };
        Self {
            kind: kind.to_owned(),
            id: id.map(str::to_owned),
            name: id.map(|id| name(kind, id).unwrap_or(id).to_owned()),
        }
    }
}

/// The text of an action.
pub(super) fn key(action: &str) -> String {
    format!("audit-{}", texts::key_of(action))
}

/// Why something was refused; a code that has no text stays as it is.
pub(super) fn why(language: Language, code: &str) -> String {
    let key = format!("audit-reason-{}", texts::key_of(code));
    if texts::has(&key) {
        texts::text(language, &key, &[])
    } else {
        code.to_owned()
    }
}

fn text<'a>(entry: &'a Entry, field: &str) -> Option<&'a str> {
    entry.detail.get(field).and_then(Value::as_str)
}

/// What a text may choose or show: the same for every action, empty where an entry has none.
fn variables<'a>(entry: &'a Entry, names: &'a Names) -> Vec<(&'a str, FluentValue<'a>)> {
    let words = [
        "command", "password", "way", "role", "from", "to", "platform", "sign_in",
    ];
    let word = |field| {
        (
            field,
            FluentValue::from(text(entry, field).unwrap_or("none")),
        )
    };
    let mut variables: Vec<_> = words.into_iter().map(word).collect();
    let configuration = text(entry, "configuration");
    let group = text(entry, "group");
    let configuration = configuration.map(|id| names.configuration(id).unwrap_or(id));
    let group = group.map(|id| names.group(id).unwrap_or(id));
    let name = text(entry, "name").or(configuration).or(group);
    variables.push(("name", name.unwrap_or_default().into()));
    let is_disabled = entry.detail.get("disabled").and_then(Value::as_bool);
    let disabled = is_disabled.map_or("none", |is| if is { "yes" } else { "no" });
    variables.push(("disabled", disabled.into()));
    let number = |field| match entry.detail.get(field) {
        Some(Value::Array(list)) => list.len().try_into().unwrap_or(u64::MAX),
        Some(number) => number.as_u64().unwrap_or_default(),
        None => 0,
    };
    let numbers = ["version", "devices_lost", "put_in", "taken_out", "users"];
    variables.extend(numbers.map(|field| (field, value(number(field)))));
    variables
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entry(action: &str, detail: Value) -> Entry {
        Entry {
            sequence: 1,
            time_ms: 0,
            actor: "administrator:a".to_owned(),
            action: action.to_owned(),
            device: None,
            account: Some("b".to_owned()),
            reason: None,
            detail,
            previous: String::new(),
            hash: String::new(),
        }
    }

    fn said(language: Language, action: &str, detail: Value) -> Line {
        line(language, &entry(action, detail), &Names::none())
    }

    #[test]
    fn every_action_has_a_text_whatever_its_entry_holds() {
        for language in Language::ALL {
            for action in audit::actions() {
                let line = said(language, action, json!({}));
                assert!(line.code.is_none(), "{action}");
                assert!(
                    !line.what.is_empty() && !line.what.contains("none"),
                    "{action}"
                );
            }
        }
    }

    #[test]
    fn everybody_who_acts_is_called_something() {
        use crate::audit::Actor;
        let actors = [
            Actor::Portal,
            Actor::Anonymous,
            Actor::Device("a"),
            Actor::User("a"),
            Actor::Administrator("a"),
            Actor::HelpDesk("a"),
            Actor::Auditor("a"),
        ];
        for actor in actors {
            let who = Who::of(&actor.name(), |_, _| None);
            assert!(texts::has(&format!("audit-who-{}", who.kind)), "{actor:?}");
        }
    }

    #[test]
    fn what_an_entry_says_chooses_the_words() {
        let asked = |command| {
            let detail = json!({"command": command, "password": "waived"});
            said(Language::En, "command.asked", detail).what
        };
        let words: Vec<_> = ["lock", "retire", "appconnect-unlock"].map(asked).into();
        assert!(
            words[0].contains("Lock") && words[1].contains("Retire"),
            "{words:?}"
        );
        assert!(
            words[2].contains("without the account’s password"),
            "{words:?}"
        );
    }

    #[test]
    fn what_is_not_known_keeps_its_code_and_its_id() {
        let line = said(Language::Fr, "phone.danced", json!({}));
        assert_eq!(line.code.as_deref(), Some("phone.danced"));
        assert_eq!(line.who.name.as_deref(), Some("a"));
        assert_eq!(line.account.map(|named| named.name).as_deref(), Some("b"));
        assert_eq!(why(Language::En, "phone.tired"), "phone.tired");
    }
}

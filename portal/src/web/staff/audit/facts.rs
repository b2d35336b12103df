//! What an entry says besides who, what and when: its detail as a list of names and values, and where
//! its accounts can be looked up.

use crate::audit::{self, Entry, Known};
use crate::error::Error;
use crate::language::Language;
use crate::portal::Context;
use crate::texts;
use crate::web::staff::configurations::value_by_name;
use crate::web::staff::trail::{self, Line};
use fluent_bundle::FluentValue;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Items of a list that are shown; the export has all.
const ITEMS: usize = 20;
/// Fields that list accounts.
const MEMBERS: [&str; 2] = ["put_in", "taken_out"];

/// An entry as the pages show it.
#[derive(Serialize)]
pub(super) struct Row {
    #[serde(flatten)]
    line: Line,
    /// Whether the account is of staff.
    is_staff: bool,
    facts: Vec<Fact>,
}

/// One thing that an entry says.
#[derive(Serialize)]
struct Fact {
    /// The name in words, or as the trail has it.
    label: String,
    /// A time in milliseconds.
    time_ms: Option<u64>,
    text: String,
    /// How many more there are.
    more: usize,
}

/// Entries for people to read, in their order.
pub(super) async fn rows(
    context: &Context,
    language: Language,
    entries: &[Entry],
) -> Result<Vec<Row>, Error> {
    let mut ids: BTreeSet<_> = entries.iter().flat_map(members).collect();
    ids.extend(entries.iter().filter_map(|entry| entry.account.as_deref()));
    let known = audit::known(context, ids).await?;
    let names = audit::names(context, entries).await?;
    let lines = trail::lines(context, language, entries).await?;
    let name = |field: &str, id: &str| match field {
        "configuration" => names.configuration(id),
        "group" => names.group(id),
        field if MEMBERS.contains(&field) => known.get(id).map(|known| known.user_name.as_str()),
        _ => None,
    };
    let row = |(line, entry): (Line, &Entry)| Row {
        line,
        is_staff: is_staff(&known, entry),
        facts: facts(language, entry, name),
    };
    Ok(lines.into_iter().zip(entries).map(row).collect())
}

fn is_staff(known: &BTreeMap<String, Known>, entry: &Entry) -> bool {
    let known = entry.account.as_ref().and_then(|id| known.get(id));
    known.is_some_and(|known| known.is_staff)
}

/// The accounts that an entry lists, as far as they are shown.
fn members(entry: &Entry) -> impl Iterator<Item = &str> {
    let lists = MEMBERS.iter().filter_map(|field| entry.detail.get(field));
    let lists = lists.filter_map(Value::as_array);
    lists.flat_map(|list| list.iter().take(ITEMS).filter_map(Value::as_str))
}

fn facts<'a>(
    language: Language,
    entry: &Entry,
    name: impl Fn(&str, &str) -> Option<&'a str>,
) -> Vec<Fact> {
    let Value::Object(fields) = &entry.detail else {
        return Vec::new();
    };
    let fact = |(field, value): (&String, &Value)| {
        let key = format!("trail-fact-{}", texts::key_of(field));
        let (text, more) = written(language, value, &|id| name(field, id));
        Fact {
            label: if texts::has(&key) {
                texts::text(language, &key, &[])
            } else {
                field.clone()
            },
            time_ms: value.as_u64().filter(|_| field.ends_with("_ms")),
            text: if text.is_empty() {
                "–".to_owned()
            } else {
                text
            },
            more,
        }
    };
    let is_said = |(_, value): &(&String, &Value)| !value.is_null();
    fields.iter().filter(is_said).map(fact).collect()
}

/// A value as text, by name where it has one; of a list the beginning, and how many items are left
/// out.
fn written<'a>(
    language: Language,
    value: &Value,
    name: &impl Fn(&str) -> Option<&'a str>,
) -> (String, usize) {
    match value {
        Value::String(text) => match name(text) {
            Some(name) => (format!("{name} ({text})"), 0),
            None => (text.clone(), 0),
        },
        Value::Array(items) => {
            let shown = items.iter().take(ITEMS);
            let shown: Vec<_> = shown.map(|item| written(language, item, name).0).collect();
            (shown.join(", "), items.len().saturating_sub(ITEMS))
        }
        Value::Object(fields) => match ["field", "from", "to"].map(|field| fields.get(field)) {
            [Some(Value::String(rule)), Some(from), Some(to)] => {
                (changed(language, rule, [from, to]), 0)
            }
            _ => (value.to_string(), 0),
        },
        Value::Bool(is) => {
            let key = if *is { "value-yes" } else { "value-no" };
            (texts::text(language, key, &[]), 0)
        }
        Value::Null | Value::Number(_) => (value.to_string(), 0),
    }
}

/// A rule that changed, as the pages of configurations call it.
fn changed(language: Language, rule: &str, values: [&Value; 2]) -> String {
    let key = format!("setting-{}", texts::key_of(rule));
    let label = if texts::has(&key) {
        texts::text(language, &key, &[])
    } else {
        rule.to_owned()
    };
    let [from, to] = values.map(|value| value_by_name(language, rule, value));
    let variables = [("rule", label), ("from", from), ("to", to)];
    let variables = variables.map(|(name, text)| (name, FluentValue::from(text)));
    texts::text(language, "trail-fact-rule", &variables)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shown(detail: Value) -> Vec<Fact> {
        shown_in(Language::En, detail)
    }

    fn shown_in(language: Language, detail: Value) -> Vec<Fact> {
        let entry = Entry {
            sequence: 1,
            time_ms: 0,
            actor: "portal".to_owned(),
            action: "group.created".to_owned(),
            device: None,
            account: None,
            reason: None,
            detail,
            previous: String::new(),
            hash: String::new(),
        };
        facts(language, &entry, |field, _| {
            (field == "group").then_some("Sales")
        })
    }

    #[test]
    fn every_kind_of_value_is_written() {
        let many: Vec<_> = (0..30).collect();
        let facts = shown(json!({
            "group": "7", "expires_ms": 5, "danced": true, "put_in": many, "state": null,
            "rules": {"a": 1}, "taken_out": [],
            "changes": [{"field": "history", "from": 1, "to": 5, "direction": "stricter"}],
        }));
        let find = |label: &str| facts.iter().find(|fact| fact.label == label).unwrap();
        assert_eq!((facts.len(), find("Removed").text.as_str()), (7, "–"));
        assert_eq!(
            find("Changes").text,
            "Former passcodes refused: The last one → The last 5"
        );
        assert_eq!(find("Group").text, "Sales (7)");
        assert_eq!(find("Expires").time_ms, Some(5));
        assert_eq!(find("danced").text, "Yes");
        let added = find("Added");
        assert!(added.text.ends_with("18, 19") && added.more == 10);
        assert_eq!(find("Rules").text, r#"{"a":1}"#);
    }

    #[test]
    fn rules_are_told_in_the_readers_words() {
        let changes = json!([
            {"field": "user_may_change", "from": true, "to": false},
            {"field": "later", "from": 1, "to": 2},
        ]);
        let facts = shown_in(Language::Fr, json!({"changes": changes}));
        let text = &facts[0].text;
        assert!(
            !text.contains("user_may") && !text.contains("true"),
            "{text}"
        );
        assert!(text.contains("\u{a0}: Oui → Non"), "{text}");
        assert!(text.ends_with("later\u{a0}: 1 → 2"), "{text}");
    }
}

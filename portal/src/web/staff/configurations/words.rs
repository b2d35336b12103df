//! Rules in plain words.

use super::fields::{self, Field};
use crate::language::Language;
use crate::texts::{self, value};
use fluent_bundle::FluentValue;
use passcode_core::policy::{AtTheLimit, PasscodeType, Policy};
use serde_json::Value;

const HOUR: u64 = 60;
const DAY: u64 = 24;

fn text(language: Language, key: &str) -> String {
    texts::text(language, key, &[])
}

fn amount(language: Language, unit: &str, number: u64) -> String {
    // Whole hours and days are easier to read; what has to be typed stays in the rule's own unit.
    let (unit, number) = match unit {
        "minutes" if number > 0 && number.is_multiple_of(HOUR) => ("hours", number / HOUR),
        other => (other, number),
    };
    let (unit, number) = match unit {
        "hours" if number > 2 * DAY && number.is_multiple_of(DAY) => ("days", number / DAY),
        other => (other, number),
    };
    texts::text(language, &format!("amount-{unit}"), &[("n", value(number))])
}

/// A rule's value.
pub(super) fn value_of(language: Language, field: Field, rule: &Value) -> String {
    match rule {
        Value::Bool(true) => text(language, "value-yes"),
        Value::Bool(false) => text(language, "value-no"),
        Value::Number(number) => amount(language, field.unit, number.as_u64().unwrap_or_default()),
        Value::String(never) if never == "never" => text(language, "value-never"),
        Value::String(choice) => {
            let key = format!("choice-{}-{}", field.key(), texts::key_of(choice));
            text(language, &key)
        }
        Value::Array(words) if words.is_empty() => text(language, "value-no-words"),
        Value::Array(words) => {
            let words: Vec<_> = words.iter().filter_map(Value::as_str).collect();
            words.join(", ")
        }
        Value::Null | Value::Object(_) => String::new(),
    }
}

/// The same by the rule's name; of a rule that this portal does not know, what is written.
pub(super) fn value_by_name(language: Language, name: &str, rule: &Value) -> String {
    fields::find(name).map_or_else(
        || rule.to_string(),
        |field| value_of(language, *field, rule),
    )
}

/// The rules in one line: what a passcode has to be; what happens after wrong ones.
pub(super) fn summary(language: Language, policy: &Policy) -> String {
    if !policy.passcode_required {
        return text(language, "summary-no-passcode");
    }
    let with = |key: &str, number: u8| -> String {
        let number: FluentValue<'_> = value(number.into());
        texts::text(language, key, &[("n", number)])
    };
    let length = match policy.passcode_type {
        PasscodeType::Numeric => "summary-numeric",
        PasscodeType::Alphanumeric => "summary-alphanumeric",
    };
    let mut passcode = vec![with(length, policy.minimum_length)];
    if policy.minimum_complex_characters > 0 {
        passcode.push(with("summary-special", policy.minimum_complex_characters));
    }
    passcode.push(text(
        language,
        if policy.forbid_simple {
            "summary-simple-refused"
        } else {
            "summary-simple-allowed"
        },
    ));
    let limit = match policy.at_the_limit {
        AtTheLimit::Lock => "summary-lock",
        AtTheLimit::Wipe => "summary-wipe",
    };
    format!(
        "{}{} {}",
        passcode.join(", "),
        text(language, "summary-then"),
        with(limit, policy.failed_attempts)
    )
}

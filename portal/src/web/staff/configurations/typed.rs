//! A form of rules as somebody filled it in, and the rules that it means.
//!
//! It decides nothing about them: what is no number stays the text that was typed, and the service
//! refuses it by name.

use super::fields::{Control, Field, fields};
use passcode_core::portal::wire::Platform;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// FORMAT: what stands for "never" beside a number, and for a switch that is on.
const NEVER: &str = "never";
const NUMBER: &str = "number";
const ON: &str = "on";

/// What was typed, by the names of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Typed(BTreeMap<String, String>);

/// The name of the number beside a choice of "never".
fn number_name(field: Field) -> String {
    format!("{}_number", field.name)
}

impl Typed {
    pub(super) fn new(fields: BTreeMap<String, String>) -> Self {
        Self(fields)
    }

    /// As if somebody had typed these rules.
    pub(super) fn of(rules: &Value, platform: Platform) -> Self {
        let mut typed = Self::default();
        for field in fields(platform) {
            typed.take(*field, rules);
        }
        typed
    }

    /// Puts a rule's value into the form.
    pub(super) fn take(&mut self, field: Field, rules: &Value) {
        self.0.remove(field.name);
        let text = match rules.get(field.name) {
            Some(Value::Bool(true)) => ON.to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(words)) => {
                let words: Vec<_> = words.iter().filter_map(Value::as_str).collect();
                words.join("\n")
            }
            Some(Value::Bool(false) | Value::Null | Value::Object(_)) | None => return,
        };
        let text = match field.control() {
            Control::Number { or_never: true, .. } if text != NEVER => {
                self.0.insert(number_name(field), text);
                NUMBER.to_owned()
            }
            Control::Switch | Control::Choice { .. } | Control::Number { .. } | Control::Words => {
                text
            }
        };
        self.0.insert(field.name.to_owned(), text);
    }

    /// The text of a field.
    pub(super) fn text(&self, field: Field) -> &str {
        let name = match field.control() {
            Control::Number { or_never: true, .. } => number_name(field),
            Control::Switch | Control::Choice { .. } | Control::Number { .. } | Control::Words => {
                field.name.to_owned()
            }
        };
        self.0.get(&name).map_or("", String::as_str)
    }

    /// Whether a switch is on.
    pub(super) fn is_on(&self, field: Field) -> bool {
        self.0.contains_key(field.name)
    }

    /// Whether "never" was chosen.
    pub(super) fn is_never(&self, field: Field) -> bool {
        self.0.get(field.name).is_some_and(|text| text == NEVER)
    }

    /// The rules that it means; those that the platform's form does not have are kept.
    pub(super) fn to_rules(&self, platform: Platform, kept: &Value) -> Value {
        let mut rules: Map<String, Value> = kept.as_object().cloned().unwrap_or_default();
        for field in fields(platform) {
            rules.insert(field.name.to_owned(), self.rule(*field));
        }
        Value::Object(rules)
    }

    fn rule(&self, field: Field) -> Value {
        let text = self.text(field);
        match field.control() {
            Control::Switch => Value::Bool(self.is_on(field)),
            Control::Choice { .. } => Value::from(text),
            Control::Number { .. } if self.is_never(field) => Value::from(NEVER),
            Control::Number { .. } => number(text),
            Control::Words => text
                .lines()
                .map(str::trim)
                .filter(|word| !word.is_empty())
                .collect(),
        }
    }
}

/// An empty text is no number either: it must not become a default that nobody chose.
fn number(text: &str) -> Value {
    let number = text.trim().parse::<u64>();
    number.map_or_else(|_| Value::from(text), Value::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use passcode_core::policy::{Limit, Policy};
    use serde_json::json;

    #[test]
    fn rules_come_back_from_their_form() {
        let changed = json!({
            "passcode_required": false, "passcode_type": "alphanumeric", "minimum_length": 9,
            "forbidden_words": ["acme", "zürich"], "maximum_age_days": 90, "at_the_limit": "wipe",
            "lock_on_screen_off": true, "one_time_pin": true, "one_time_pin_minutes": 5,
        });
        for rules in [json!({}), changed] {
            let rules = Policy::parse(&rules).unwrap().to_json();
            for platform in [Platform::Ios, Platform::Android] {
                let typed = Typed::of(&rules, platform);
                assert_eq!(typed.to_rules(platform, &rules), rules);
            }
        }
    }

    #[test]
    fn what_the_form_does_not_have_is_kept() {
        let kept = Policy::parse(&json!({"one_time_pin": true}))
            .unwrap()
            .to_json();
        let typed = Typed::of(&Policy::default().to_json(), Platform::Android);
        let rules = typed.to_rules(Platform::Android, &kept);
        assert!(Policy::parse(&rules).unwrap().one_time_pin);
    }

    #[test]
    fn what_is_no_number_stays_and_is_refused() {
        for text in ["", "six", "-1", "4.5", "99999999999999999999"] {
            let mut typed = Typed::of(&Policy::default().to_json(), Platform::Ios);
            typed.0.insert("minimum_length".to_owned(), text.to_owned());
            let rules = typed.to_rules(Platform::Ios, &json!({}));
            let invalid = Policy::parse(&rules).unwrap_err();
            assert_eq!(invalid.fields[0].field, "minimum_length", "{text}");
        }
    }

    #[test]
    fn never_is_chosen_whatever_is_typed_beside_it() {
        let typed = |choice: &str| {
            let mut typed = Typed::of(&Policy::default().to_json(), Platform::Ios);
            let name = "maximum_age_days";
            typed.0.insert(name.to_owned(), choice.to_owned());
            typed.0.insert(format!("{name}_number"), " 30 ".to_owned());
            let rules = typed.to_rules(Platform::Ios, &json!({}));
            Policy::parse(&rules).unwrap().maximum_age_days
        };
        assert_eq!(typed("never"), Limit::Never);
        assert_eq!(typed("number"), Limit::After(30));
    }
}

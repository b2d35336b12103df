//! The rules as pages show them: in which section, in which unit, with which kind of control.
//!
//! What a rule may be is not written here again: `core::policy` is asked.

use crate::texts;
use passcode_core::policy::{Policy, Problem};
use passcode_core::portal::wire::Platform;
use serde::Serialize;
use serde_json::json;

/// A rule of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name in the rules.
    pub(super) name: &'static str,
    /// The unit of its number; empty if it has none.
    pub(super) unit: &'static str,
}

const fn field(name: &'static str, unit: &'static str) -> Field {
    Field { name, unit }
}

/// The section that is for iOS only.
const ONE_TIME_PIN: &str = "one-time-pin";

/// Every rule, by sections, in the order of the pages.
const SECTIONS: [(&str, &[Field]); 7] = [
    (
        "passcode",
        &[
            field("passcode_required", ""),
            field("passcode_type", ""),
            field("minimum_length", "characters"),
            field("minimum_complex_characters", "special"),
            field("forbid_simple", ""),
            field("forbidden_words", ""),
        ],
    ),
    (
        "attempts",
        &[
            field("failed_attempts", "attempts"),
            field("at_the_limit", ""),
        ],
    ),
    (
        "locking",
        &[
            field("auto_lock_minutes", "minutes"),
            field("grace_minutes", "grace"),
            field("lock_on_screen_off", ""),
        ],
    ),
    (
        "biometrics",
        &[
            field("biometric_unlock", ""),
            field("biometric_passcode_hours", "hours"),
        ],
    ),
    (
        "changing",
        &[
            field("user_may_change", ""),
            field("user_may_reset", ""),
            field("maximum_age_days", "days"),
            field("history", "former"),
        ],
    ),
    (
        "contact",
        &[
            field("check_in_minutes", "minutes"),
            field("block_out_of_contact_hours", "hours"),
            field("wipe_out_of_contact_days", "days"),
        ],
    ),
    (
        ONE_TIME_PIN,
        &[
            field("one_time_pin", ""),
            field("one_time_pin_minutes", "minutes"),
            field("one_time_pin_digits", "digits"),
        ],
    ),
];

/// The sections of a platform.
pub(super) fn sections(
    platform: Platform,
) -> impl Iterator<Item = (&'static str, &'static [Field])> {
    let is_here = move |name: &str| platform == Platform::Ios || name != ONE_TIME_PIN;
    SECTIONS.into_iter().filter(move |(name, _)| is_here(name))
}

/// The rules of a platform.
pub(super) fn fields(platform: Platform) -> impl Iterator<Item = &'static Field> {
    sections(platform).flat_map(|(_, fields)| fields)
}

/// A rule by its name.
pub(super) fn find(name: &str) -> Option<&'static Field> {
    fields(Platform::Ios).find(|field| field.name == name)
}

/// Where a rule stands among all; one that is not known comes first.
pub(super) fn place(name: &str) -> Option<usize> {
    fields(Platform::Ios).position(|field| field.name == name)
}

/// With which control a rule is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Control {
    Switch,
    Choice {
        of: &'static [&'static str],
    },
    Number {
        minimum: u16,
        maximum: u16,
        or_never: bool,
    },
    Words,
}

impl Field {
    /// The part of the keys of its texts.
    pub(super) fn key(self) -> String {
        texts::key_of(self.name)
    }

    /// What core says when it is told nonsense.
    pub(super) fn control(self) -> Control {
        let told = Policy::parse(&json!({self.name: null}));
        let problem = told
            .err()
            .and_then(|invalid| invalid.fields.into_iter().next());
        match problem.map(|found| found.problem) {
            Some(Problem::NotOneOf(of)) => Control::Choice { of },
            Some(Problem::OutOfRange {
                minimum,
                maximum,
                or_never,
            }) => Control::Number {
                minimum,
                maximum,
                or_never,
            },
            Some(Problem::NotWords) => Control::Words,
            Some(
                Problem::NotABoolean
                | Problem::NotAnObject
                | Problem::Unknown
                | Problem::MoreThanMinimumLength,
            )
            | None => Control::Switch,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_has_its_place_and_its_control() {
        let rules = Policy::default().to_json();
        let rules = rules.as_object().unwrap();
        let names: BTreeSet<_> = fields(Platform::Ios).map(|field| field.name).collect();
        assert_eq!(names, rules.keys().map(String::as_str).collect());
        assert_eq!(fields(Platform::Ios).count(), rules.len());
        for field in fields(Platform::Ios) {
            let value = &rules[field.name];
            let fits = match field.control() {
                Control::Switch => value.is_boolean() && field.unit.is_empty(),
                Control::Choice { of } => of.iter().any(|name| value == name),
                Control::Number { or_never, .. } => {
                    !field.unit.is_empty() && (value.is_u64() || (or_never && value == "never"))
                }
                Control::Words => value.is_array(),
            };
            assert!(fits, "{}", field.name);
        }
    }

    #[test]
    fn android_has_no_one_time_pin() {
        assert_eq!(
            fields(Platform::Ios).count(),
            fields(Platform::Android).count() + 3
        );
        assert!(fields(Platform::Android).all(|field| !field.name.starts_with("one_time_pin")));
    }

    #[test]
    fn everything_that_pages_say_of_a_rule_is_written() {
        let mut keys = Vec::new();
        for (section, fields) in SECTIONS {
            keys.push(format!("section-{section}"));
            for field in fields {
                let key = field.key();
                keys.push(format!("setting-{key}"));
                keys.push(format!("setting-{key}-hint"));
                if !field.unit.is_empty() {
                    keys.push(format!("amount-{}", field.unit));
                    keys.push(format!("unit-{}", field.unit));
                }
                if let Control::Choice { of } = field.control() {
                    keys.extend(of.iter().map(|value| format!("choice-{key}-{value}")));
                }
            }
        }
        for key in keys {
            assert!(texts::has(&key), "{key}");
        }
    }
}

//! From JSON to a checked policy and back. Every offending field is named, not just the first;
//! absent fields take their default; unknown fields are offending.

use super::{AtTheLimit, Limit, PasscodeType, Policy, Rules};
use serde_json::{Map, Value, json};
use std::ops::RangeInclusive;

/// Why a policy was refused: every offending field, in the order of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidPolicy {
    /// At least one.
    pub fields: Vec<FieldProblem>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's name in the JSON object; empty if the document is not an object.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The document must be a JSON object.
    NotAnObject,
    /// There is no such rule.
    Unknown,
    /// It must be `true` or `false`.
    NotABoolean,
    /// It must be one of these texts.
    NotOneOf(&'static [&'static str]),
    /// It must be a whole number within these bounds; `or_never`: or the text `"never"`.
    OutOfRange {
        /// The least allowed.
        minimum: u16,
        /// The most allowed.
        maximum: u16,
        /// Whether `"never"` is allowed too.
        or_never: bool,
    },
    /// It must be at most 100 texts of 3 to 64 characters each.
    NotWords,
    /// There cannot be more complex characters than characters.
    MoreThanMinimumLength,
}

impl Problem {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAnObject => "policy.not_an_object",
            Self::Unknown => "policy.unknown_field",
            Self::NotABoolean => "policy.not_a_boolean",
            Self::NotOneOf(_) => "policy.not_one_of",
            Self::OutOfRange { .. } => "policy.out_of_range",
            Self::NotWords => "policy.not_words",
            Self::MoreThanMinimumLength => "policy.more_than_minimum_length",
        }
    }
}

impl Policy {
    /// Reads a policy from a JSON object.
    ///
    /// # Errors
    /// [`InvalidPolicy`] with every offending field.
    pub fn parse(document: &Value) -> Result<Self, InvalidPolicy> {
        let Value::Object(fields) = document else {
            let problem = FieldProblem {
                field: String::new(),
                problem: Problem::NotAnObject,
            };
            return Err(InvalidPolicy {
                fields: vec![problem],
            });
        };
        let mut reader = Reader {
            fields,
            problems: Vec::new(),
        };
        let rules = reader.rules();
        let known = Self::default().to_json();
        for name in fields
            .keys()
            .filter(|name| known.get(name.as_str()).is_none())
        {
            reader.report(name, Problem::Unknown);
        }
        if rules.minimum_complex_characters > rules.minimum_length {
            reader.report("minimum_complex_characters", Problem::MoreThanMinimumLength);
        }
        if reader.problems.is_empty() {
            Ok(Self(rules))
        } else {
            Err(InvalidPolicy {
                fields: reader.problems,
            })
        }
    }

    /// FORMAT: the policy as a JSON object with every field, by name in alphabetical order.
    pub fn to_json(&self) -> Value {
        let rules = &self.0;
        json!({
            "passcode_required": rules.passcode_required,
            "passcode_type": type_name(rules.passcode_type),
            "minimum_length": rules.minimum_length,
            "minimum_complex_characters": rules.minimum_complex_characters,
            "forbid_simple": rules.forbid_simple,
            "forbidden_words": rules.forbidden_words,
            "maximum_age_days": limit_json(rules.maximum_age_days),
            "history": rules.history,
            "failed_attempts": rules.failed_attempts,
            "at_the_limit": at_the_limit_name(rules.at_the_limit),
            "auto_lock_minutes": rules.auto_lock_minutes,
            "grace_minutes": rules.grace_minutes,
            "lock_on_screen_off": rules.lock_on_screen_off,
            "biometric_unlock": rules.biometric_unlock,
            "biometric_passcode_hours": rules.biometric_passcode_hours,
            "user_may_change": rules.user_may_change,
            "user_may_reset": rules.user_may_reset,
            "one_time_pin": rules.one_time_pin,
            "one_time_pin_minutes": rules.one_time_pin_minutes,
            "one_time_pin_digits": rules.one_time_pin_digits,
            "check_in_minutes": rules.check_in_minutes,
            "block_out_of_contact_hours": limit_json(rules.block_out_of_contact_hours),
            "wipe_out_of_contact_days": limit_json(rules.wipe_out_of_contact_days),
        })
    }
}

fn type_name(passcode_type: PasscodeType) -> &'static str {
    match passcode_type {
        PasscodeType::Numeric => "numeric",
        PasscodeType::Alphanumeric => "alphanumeric",
    }
}

fn at_the_limit_name(at_the_limit: AtTheLimit) -> &'static str {
    match at_the_limit {
        AtTheLimit::Lock => "lock",
        AtTheLimit::Wipe => "wipe",
    }
}

fn limit_json(limit: Limit) -> Value {
    match limit {
        Limit::After(number) => json!(number),
        Limit::Never => json!("never"),
    }
}

struct Reader<'a> {
    fields: &'a Map<String, Value>,
    problems: Vec<FieldProblem>,
}

impl Reader<'_> {
    fn rules(&mut self) -> Rules {
        let default = Rules::default();
        Rules {
            passcode_required: self.flag("passcode_required", default.passcode_required),
            passcode_type: self.passcode_type(default.passcode_type),
            minimum_length: self.small("minimum_length", 4..=64, default.minimum_length),
            minimum_complex_characters: self.small(
                "minimum_complex_characters",
                0..=16,
                default.minimum_complex_characters,
            ),
            forbid_simple: self.flag("forbid_simple", default.forbid_simple),
            forbidden_words: self.words("forbidden_words"),
            maximum_age_days: self.limit("maximum_age_days", 1..=730),
            history: self.small("history", 0..=24, default.history),
            failed_attempts: self.small("failed_attempts", 3..=10, default.failed_attempts),
            at_the_limit: self.at_the_limit(default.at_the_limit),
            auto_lock_minutes: self.number("auto_lock_minutes", 1..=1440, 15),
            grace_minutes: self.small("grace_minutes", 0..=5, default.grace_minutes),
            lock_on_screen_off: self.flag("lock_on_screen_off", default.lock_on_screen_off),
            biometric_unlock: self.flag("biometric_unlock", default.biometric_unlock),
            biometric_passcode_hours: self.number("biometric_passcode_hours", 1..=720, 72),
            user_may_change: self.flag("user_may_change", default.user_may_change),
            user_may_reset: self.flag("user_may_reset", default.user_may_reset),
            one_time_pin: self.flag("one_time_pin", default.one_time_pin),
            one_time_pin_minutes: self.number("one_time_pin_minutes", 5..=1440, 30),
            one_time_pin_digits: self.small(
                "one_time_pin_digits",
                6..=12,
                default.one_time_pin_digits,
            ),
            check_in_minutes: self.number("check_in_minutes", 15..=1440, 240),
            block_out_of_contact_hours: self.limit("block_out_of_contact_hours", 1..=2160),
            wipe_out_of_contact_days: self.limit("wipe_out_of_contact_days", 1..=365),
        }
    }

    fn report(&mut self, field: &str, problem: Problem) {
        self.problems.push(FieldProblem {
            field: field.to_owned(),
            problem,
        });
    }

    fn flag(&mut self, field: &str, default: bool) -> bool {
        match self.fields.get(field) {
            None => default,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                self.report(field, Problem::NotABoolean);
                default
            }
        }
    }

    fn number(&mut self, field: &str, range: RangeInclusive<u16>, default: u16) -> u16 {
        let Some(value) = self.fields.get(field) else {
            return default;
        };
        within(value, &range).unwrap_or_else(|| {
            self.report(field, out_of_range(&range, false));
            default
        })
    }

    fn small(&mut self, field: &str, range: RangeInclusive<u16>, default: u8) -> u8 {
        u8::try_from(self.number(field, range, default.into())).unwrap_or(default)
    }

    fn limit(&mut self, field: &str, range: RangeInclusive<u16>) -> Limit {
        let Some(value) = self.fields.get(field) else {
            return Limit::Never;
        };
        if value == "never" {
            return Limit::Never;
        }
        within(value, &range).map_or_else(
            || {
                self.report(field, out_of_range(&range, true));
                Limit::Never
            },
            Limit::After,
        )
    }

    fn words(&mut self, field: &str) -> Vec<String> {
        let Some(value) = self.fields.get(field) else {
            return Vec::new();
        };
        let words: Option<Vec<String>> = value
            .as_array()
            .filter(|words| words.len() <= 100)
            .and_then(|words| {
                words
                    .iter()
                    .map(|word| word.as_str().map(str::to_owned))
                    .collect()
            });
        match words {
            Some(words)
                if words
                    .iter()
                    .all(|word| (3..=64).contains(&word.chars().count())) =>
            {
                words
            }
            _ => {
                self.report(field, Problem::NotWords);
                Vec::new()
            }
        }
    }

    fn one_of<T: Copy>(
        &mut self,
        field: &str,
        names: &'static [&'static str],
        values: &[T],
        default: T,
    ) -> T {
        let Some(value) = self.fields.get(field) else {
            return default;
        };
        let found = names.iter().zip(values).find(|(name, _)| value == **name);
        found.map_or_else(
            || {
                self.report(field, Problem::NotOneOf(names));
                default
            },
            |(_, found)| *found,
        )
    }

    fn passcode_type(&mut self, default: PasscodeType) -> PasscodeType {
        let values = [PasscodeType::Numeric, PasscodeType::Alphanumeric];
        self.one_of(
            "passcode_type",
            &["numeric", "alphanumeric"],
            &values,
            default,
        )
    }

    fn at_the_limit(&mut self, default: AtTheLimit) -> AtTheLimit {
        let values = [AtTheLimit::Lock, AtTheLimit::Wipe];
        self.one_of("at_the_limit", &["lock", "wipe"], &values, default)
    }
}

fn within(value: &Value, range: &RangeInclusive<u16>) -> Option<u16> {
    value
        .as_u64()
        .and_then(|number| u16::try_from(number).ok())
        .filter(|number| range.contains(number))
}

fn out_of_range(range: &RangeInclusive<u16>, or_never: bool) -> Problem {
    Problem::OutOfRange {
        minimum: *range.start(),
        maximum: *range.end(),
        or_never,
    }
}

//! What there is to say about rules while they are typed: what cannot be, what is risky, and how
//! passcodes fare under them.

use super::fields::sections;
use super::typed::Typed;
use crate::configurations::{self, Advice, EXAMPLES, Fared, Level};
use crate::texts;
use passcode_core::passcode::rules::{Check, Rule};
use passcode_core::policy::{FieldProblem, InvalidPolicy, Policy, Problem};
use passcode_core::portal::wire::{Platform, SecretText};
use serde::Serialize;
use serde_json::Value;

/// A field that cannot be as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct FieldRefused {
    pub(super) rule: String,
    /// The key of its name.
    label: String,
    /// The key of what is wrong.
    pub(super) key: String,
    minimum: u16,
    maximum: u16,
}

impl From<&FieldProblem> for FieldRefused {
    fn from(found: &FieldProblem) -> Self {
        let key = texts::key_of(found.problem.code());
        let (mut minimum, mut maximum, mut suffix) = (0, 0, "");
        if let Problem::OutOfRange {
            minimum: least,
            maximum: most,
            or_never,
        } = &found.problem
        {
            (minimum, maximum) = (*least, *most);
            suffix = if *or_never { "-or-never" } else { "" };
        }
        Self {
            label: format!("setting-{}", texts::key_of(&found.field)),
            rule: found.field.clone(),
            key: format!("field-{key}{suffix}"),
            minimum,
            maximum,
        }
    }
}

/// Every field that was refused.
pub(super) fn refused(invalid: &InvalidPolicy) -> Vec<FieldRefused> {
    invalid.fields.iter().map(FieldRefused::from).collect()
}

/// Advice as pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Shown {
    rule: &'static str,
    label: String,
    key: String,
    level: &'static str,
    title: Option<&'static str>,
    link: Option<&'static str>,
}

impl From<Advice> for Shown {
    fn from(advice: Advice) -> Self {
        let source = advice.source();
        Self {
            rule: advice.rule(),
            label: format!("setting-{}", texts::key_of(advice.rule())),
            key: texts::key_of(advice.code()),
            level: match advice.level() {
                Level::Info => "info",
                Level::Warn => "warn",
            },
            title: source.map(|source| source.title),
            link: source.map(|source| source.link),
        }
    }
}

/// The advice on rules.
pub(super) fn advice(policy: &Policy, platform: Platform) -> Vec<Shown> {
    let advice = configurations::advise(policy, platform);
    advice.into_iter().map(Shown::from).collect()
}

/// How passcodes fare.
#[derive(Serialize)]
struct Preview {
    is_required: bool,
    has_number_pad: bool,
    /// Former passcodes that may not come back: only a phone can know them.
    history: u8,
    /// `None` if nothing was typed.
    sample: Option<FaredView>,
    examples: Vec<FaredView>,
}

#[derive(Serialize)]
struct FaredView {
    /// Only of an example: a sample is not sent back.
    text: Option<&'static str>,
    is_accepted: bool,
    checks: Vec<CheckView>,
}

#[derive(Serialize)]
struct CheckView {
    key: String,
    n: u8,
    is_met: bool,
}

impl From<&Check> for CheckView {
    fn from(check: &Check) -> Self {
        let n = match check.rule {
            Rule::MinimumLength(n) | Rule::ComplexCharacters(n) | Rule::NotRecent(n) => n,
            Rule::AllowedCharacters
            | Rule::LetterAndDigit
            | Rule::NoSequence
            | Rule::NotCommon
            | Rule::NoForbiddenWord => 0,
        };
        Self {
            key: format!("passcode-{}", texts::key_of(check.rule.code())),
            n,
            is_met: check.met,
        }
    }
}

fn view(text: Option<&'static str>, fared: &Fared) -> FaredView {
    FaredView {
        text,
        is_accepted: fared.is_accepted(),
        checks: fared.checks.iter().map(CheckView::from).collect(),
    }
}

/// Everything about rules as typed.
#[derive(Serialize)]
pub(super) struct Findings {
    pub(super) refused: Vec<FieldRefused>,
    advice: Vec<Shown>,
    /// `None` as long as what a passcode has to be is not valid.
    preview: Option<Preview>,
    accepted: usize,
    /// Every rule, for the places beside the fields.
    rules: Vec<&'static str>,
}

impl Findings {
    /// Looks at what was typed. `kept` is what the form does not show.
    pub(super) fn of(
        typed: &Typed,
        kept: &Value,
        platform: Platform,
        sample: Option<&SecretText>,
    ) -> Self {
        let mut rules = typed.to_rules(platform, kept);
        let refused = Policy::parse(&rules)
            .err()
            .map_or_else(Vec::new, |invalid| refused(&invalid));
        // What is refused does not hide what there is to say about the rest.
        if let Value::Object(rules) = &mut rules {
            rules.retain(|name, _| refused.iter().all(|field| field.rule != *name));
        }
        let policy = Policy::parse(&rules).unwrap_or_default();
        let of_passcode = sections(platform).find(|(name, _)| *name == "passcode");
        let is_known = !refused.iter().any(|refused| {
            of_passcode.is_some_and(|(_, fields)| fields.iter().any(|f| f.name == refused.rule))
        });
        let preview = is_known.then(|| preview(&policy, sample));
        let examples = preview.iter().flat_map(|preview| &preview.examples);
        Self {
            accepted: examples.filter(|example| example.is_accepted).count(),
            advice: advice(&policy, platform),
            refused,
            preview,
            rules: sections(platform)
                .flat_map(|(_, fields)| fields)
                .map(|field| field.name)
                .collect(),
        }
    }
}

fn preview(policy: &Policy, sample: Option<&SecretText>) -> Preview {
    let example = |text: &'static str| view(Some(text), &Fared::example(policy, text));
    let sample = sample.and_then(|typed| Fared::sample(policy, typed));
    Preview {
        is_required: policy.passcode_required,
        has_number_pad: policy.number_pad_is_enough(),
        history: policy.history,
        sample: sample.map(|fared| view(None, &fared)),
        examples: EXAMPLES.into_iter().map(example).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn findings(changes: &Value, sample: &str) -> Findings {
        let rules = Policy::default().to_json();
        let mut typed = Typed::of(&rules, Platform::Ios);
        for field in super::super::fields::fields(Platform::Ios) {
            if changes.get(field.name).is_some() {
                typed.take(*field, changes);
            }
        }
        let sample = SecretText::new(sample.to_owned());
        Findings::of(&typed, &rules, Platform::Ios, Some(&sample))
    }

    #[test]
    fn a_sample_fares_as_on_a_phone_and_is_not_sent_back() {
        let shown = json!(findings(&json!({}), "sesame sesame"));
        assert_eq!(shown["preview"]["sample"]["is_accepted"], true);
        assert!(!shown.to_string().contains("sesame"));
        let shown = json!(findings(&json!({"minimum_length": 20}), "sesame sesame"));
        assert_eq!(shown["preview"]["sample"]["is_accepted"], false);
        assert!(json!(findings(&json!({}), ""))["preview"]["sample"].is_null());
    }

    #[test]
    fn what_is_refused_does_not_hide_the_rest() {
        let shown = json!(findings(
            &json!({"auto_lock_minutes": 0, "minimum_length": 4}),
            ""
        ));
        assert_eq!(shown["refused"][0]["rule"], "auto_lock_minutes");
        assert_eq!(shown["advice"][0]["key"], "advice-short-length");
        assert!(shown["preview"].is_object());
        // Under rules that are not known, nothing is claimed.
        let shown = json!(findings(&json!({"minimum_length": 3}), ""));
        assert!(shown["preview"].is_null() && shown["accepted"] == 0);
    }

    #[test]
    fn every_text_of_a_finding_is_written() {
        let range = |or_never| Problem::OutOfRange {
            minimum: 1,
            maximum: 2,
            or_never,
        };
        let problems = [
            Problem::NotAnObject,
            Problem::Unknown,
            Problem::NotABoolean,
            Problem::NotOneOf(&[]),
            range(false),
            range(true),
            Problem::NotWords,
            Problem::MoreThanMinimumLength,
        ];
        for problem in problems {
            let field = String::new();
            let key = FieldRefused::from(&FieldProblem { field, problem }).key;
            assert!(texts::has(&key), "{key}");
        }
        let rules = [
            Rule::AllowedCharacters,
            Rule::MinimumLength(1),
            Rule::LetterAndDigit,
            Rule::ComplexCharacters(1),
            Rule::NoSequence,
            Rule::NotCommon,
            Rule::NoForbiddenWord,
        ];
        for rule in rules {
            let key = CheckView::from(&Check { rule, met: true }).key;
            assert!(texts::has(&key), "{key}");
        }
        for advice in Advice::ALL {
            let shown = Shown::from(advice);
            assert!(texts::has(&shown.key), "{}", shown.key);
            assert!(
                super::super::fields::find(shown.rule).is_some(),
                "{}",
                shown.rule
            );
        }
    }
}

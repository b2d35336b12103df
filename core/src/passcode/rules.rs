//! Whether a passcode satisfies a policy, rule by rule, for a screen that follows the typing.
//!
//! It looks at nothing but the text and the policy. Whether a passcode was used before needs the
//! container key and is checked when the passcode is set.

use super::{Passcode, TextProblem, TextVersion};
use crate::policy::{PasscodeType, Policy};
use zeroize::Zeroizing;

/// One line of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Only characters that can be typed again: no control or invisible ones, at most 1 KiB.
    AllowedCharacters,
    /// At least this many characters.
    MinimumLength(u8),
    /// At least one letter and one digit.
    LetterAndDigit,
    /// At least this many characters that are neither letter nor digit nor space.
    ComplexCharacters(u8),
    /// No three equal, ascending or descending letters or digits in a row.
    NoSequence,
    /// Not one of the most common passcodes.
    NotCommon,
    /// None of the administrator's words.
    NoForbiddenWord,
    /// Not one of the last passcodes, so many. Only known when the passcode is set: the checklist
    /// does not show it.
    NotRecent(u8),
}

/// A rule and whether what was typed meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// The rule.
    pub rule: Rule,
    /// Whether it is met.
    pub met: bool,
}

/// The whole checklist for what was typed so far, in the order in which a screen shows it. Rules
/// that the policy does not have are absent; as long as nothing is typed, only the first is met.
pub fn check_list(policy: &Policy, typed: &[u8]) -> Vec<Check> {
    let parsed = Passcode::parse(typed, TextVersion::CURRENT);
    let nothing = matches!(parsed, Err(TextProblem::Empty));
    rules_of(policy)
        .map(|rule| Check {
            rule,
            met: match &parsed {
                Ok(passcode) => rule.is_met(policy, passcode),
                Err(_) => nothing && rule == Rule::AllowedCharacters,
            },
        })
        .collect()
}

/// The rules that a passcode does not meet; empty if it may be used.
pub fn violations(policy: &Policy, passcode: &Passcode) -> Vec<Rule> {
    rules_of(policy)
        .filter(|rule| !rule.is_met(policy, passcode))
        .collect()
}

/// Whether two policies ask the same of a passcode.
pub fn ask_the_same(one: &Policy, other: &Policy) -> bool {
    rules_of(one).eq(rules_of(other)) && one.forbidden_words == other.forbidden_words
}

fn rules_of(policy: &Policy) -> impl Iterator<Item = Rule> {
    let complex = policy.minimum_complex_characters;
    [
        Some(Rule::AllowedCharacters),
        Some(Rule::MinimumLength(policy.minimum_length)),
        (policy.passcode_type == PasscodeType::Alphanumeric).then_some(Rule::LetterAndDigit),
        (complex > 0).then_some(Rule::ComplexCharacters(complex)),
        policy.forbid_simple.then_some(Rule::NoSequence),
        policy.forbid_simple.then_some(Rule::NotCommon),
        (policy.forbid_simple && !policy.forbidden_words.is_empty())
            .then_some(Rule::NoForbiddenWord),
    ]
    .into_iter()
    .flatten()
}

impl Rule {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::AllowedCharacters => "rule.allowed_characters",
            Self::MinimumLength(_) => "rule.minimum_length",
            Self::LetterAndDigit => "rule.letter_and_digit",
            Self::ComplexCharacters(_) => "rule.complex_characters",
            Self::NoSequence => "rule.no_sequence",
            Self::NotCommon => "rule.not_common",
            Self::NoForbiddenWord => "rule.no_forbidden_word",
            Self::NotRecent(_) => "rule.not_recent",
        }
    }

    fn is_met(self, policy: &Policy, passcode: &Passcode) -> bool {
        let text = passcode.expose();
        match self {
            Self::AllowedCharacters | Self::NotRecent(_) => true,
            Self::MinimumLength(minimum) => text.chars().count() >= minimum.into(),
            Self::LetterAndDigit => {
                text.chars().any(char::is_alphabetic) && text.chars().any(|c| c.is_ascii_digit())
            }
            Self::ComplexCharacters(minimum) => {
                text.chars().filter(|c| is_complex(*c)).count() >= minimum.into()
            }
            Self::NoSequence => !has_sequence(text),
            Self::NotCommon => !is_common(text),
            Self::NoForbiddenWord => !has_word(text, &policy.forbidden_words),
        }
    }
}

fn is_complex(character: char) -> bool {
    !character.is_alphanumeric() && !character.is_whitespace()
}

/// Three in a row that are equal, or letters or digits that go up or down by one.
fn has_sequence(text: &str) -> bool {
    let mut last: [Option<u32>; 2] = [None, None];
    for character in text.chars() {
        let code = u32::from(character.to_ascii_lowercase());
        if let [Some(first), Some(second)] = last {
            let equal = first == second && second == code;
            let up = first + 1 == second && second + 1 == code;
            let down = first == second + 1 && second == code + 1;
            if equal || ((up || down) && character.is_alphanumeric()) {
                return true;
            }
        }
        last = [last[1], Some(code)];
    }
    false
}

fn is_common(text: &str) -> bool {
    let folded = fold(text);
    include_str!("common.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .any(|common| common == *folded)
}

fn has_word(text: &str, words: &[String]) -> bool {
    let folded = fold(text);
    words
        .iter()
        .any(|word| folded.contains(word.to_lowercase().as_str()))
}

/// Lower case, in one allocation that is wiped.
fn fold(text: &str) -> Zeroizing<String> {
    let mut folded = Zeroizing::new(String::with_capacity(text.len() * 3));
    folded.extend(text.chars().flat_map(char::to_lowercase));
    folded
}

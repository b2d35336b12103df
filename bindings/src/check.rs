//! The live checklist of a screen that follows the typing of a new passcode.

use passcode_core::passcode::rules;

/// What the rules ask of a passcode, one line of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Rule {
    /// Only characters that can be typed again: no control or invisible ones, at most 1 KiB.
    AllowedCharacters,
    /// At least this many characters.
    MinimumLength {
        /// How many.
        characters: u8,
    },
    /// At least one letter and one digit.
    LetterAndDigit,
    /// At least this many characters that are neither letter nor digit nor space.
    ComplexCharacters {
        /// How many.
        characters: u8,
    },
    /// No three equal, ascending or descending letters or digits in a row.
    NoSequence,
    /// Not one of the most common passcodes.
    NotCommon,
    /// None of the administrator's words.
    NoForbiddenWord,
    /// Not one of the last passcodes. Only known when the passcode is set: the checklist does not show
    /// it.
    NotRecent {
        /// How many.
        passcodes: u8,
    },
}

/// A rule, and whether what was typed so far meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct Check {
    /// The rule.
    pub rule: Rule,
    /// Whether it is met.
    pub met: bool,
}

impl From<rules::Rule> for Rule {
    fn from(rule: rules::Rule) -> Self {
        match rule {
            rules::Rule::AllowedCharacters => Self::AllowedCharacters,
            rules::Rule::MinimumLength(characters) => Self::MinimumLength { characters },
            rules::Rule::LetterAndDigit => Self::LetterAndDigit,
            rules::Rule::ComplexCharacters(characters) => Self::ComplexCharacters { characters },
            rules::Rule::NoSequence => Self::NoSequence,
            rules::Rule::NotCommon => Self::NotCommon,
            rules::Rule::NoForbiddenWord => Self::NoForbiddenWord,
            rules::Rule::NotRecent(passcodes) => Self::NotRecent { passcodes },
        }
    }
}

impl From<rules::Check> for Check {
    fn from(check: rules::Check) -> Self {
        Self {
            rule: check.rule.into(),
            met: check.met,
        }
    }
}

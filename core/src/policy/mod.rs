//! The rules that an administrator sets, as checked values: an invalid [`Policy`] cannot exist.
//!
//! This module knows what rules there are, their ranges and which of two is stricter. It does not
//! look at passcodes: that is `passcode::rules`.

mod change;
mod parse;
#[cfg(test)]
mod tests;

pub use change::{Direction, RuleChange};
pub use parse::{FieldProblem, InvalidPolicy, Problem};

use std::ops::Deref;

/// Checked rules. Made by [`Policy::default`], [`Policy::parse`] and [`Policy::strictest`] only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy(Rules);

impl Deref for Policy {
    type Target = Rules;

    fn deref(&self) -> &Rules {
        &self.0
    }
}

/// The rules; ranges and defaults are those of `docs/formats.md`, section "Rules".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Whether a passcode is needed at all.
    pub passcode_required: bool,
    /// The least that a passcode must be made of; stronger is always allowed.
    pub passcode_type: PasscodeType,
    /// Characters that a passcode must have at least: 4 to 64.
    pub minimum_length: u8,
    /// Characters that are neither letter nor digit nor space: 0 to 16.
    pub minimum_complex_characters: u8,
    /// Refuse three equal, ascending or descending characters in a row, and common passcodes.
    pub forbid_simple: bool,
    /// Words that a passcode may not contain, whatever their case; used with `forbid_simple`.
    pub forbidden_words: Vec<String>,
    /// Days after which a passcode must be changed: 1 to 730.
    pub maximum_age_days: Limit,
    /// Former passcodes that may not be used again: 0 to 24.
    pub history: u8,
    /// Failed attempts until the limit: 3 to 10.
    pub failed_attempts: u8,
    /// What happens at the limit.
    pub at_the_limit: AtTheLimit,
    /// Minutes without use until the secure apps lock: 1 to 1,440.
    pub auto_lock_minutes: u16,
    /// Minutes in background before the secure apps lock: 0 to 5.
    pub grace_minutes: u8,
    /// Lock when the screen goes off.
    pub lock_on_screen_off: bool,
    /// Whether biometrics may unlock.
    pub biometric_unlock: bool,
    /// Hours after which the passcode is asked again although biometrics are on: 1 to 720.
    pub biometric_passcode_hours: u16,
    /// Whether the user may change the passcode.
    pub user_may_change: bool,
    /// Whether the user may reset the passcode with the account's credentials.
    pub user_may_reset: bool,
    /// Whether a one-time PIN may stand in for the password (iOS only).
    pub one_time_pin: bool,
    /// Minutes that a one-time PIN lives: 5 to 1,440.
    pub one_time_pin_minutes: u16,
    /// Digits of a one-time PIN: 6 to 12.
    pub one_time_pin_digits: u8,
    /// Minutes between two check-ins: 15 to 1,440.
    pub check_in_minutes: u16,
    /// Hours without contact until the secure apps are blocked: 1 to 2,160.
    pub block_out_of_contact_hours: Limit,
    /// Days without contact until the keys are destroyed: 1 to 365.
    pub wipe_out_of_contact_days: Limit,
}

/// What a passcode must be made of, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PasscodeType {
    /// Digits are enough.
    Numeric,
    /// At least one letter and one digit.
    Alphanumeric,
}

/// What happens when the failed attempts reach the limit, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AtTheLimit {
    /// Only a reset opens the secure apps again.
    Lock,
    /// The keys are destroyed.
    Wipe,
}

/// A limit that may be absent. The unit is in the rule's name. A shorter limit is stricter, so
/// `After` orders before `Never`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// At this many.
    After(u16),
    /// No limit.
    Never,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            passcode_required: true,
            passcode_type: PasscodeType::Numeric,
            minimum_length: 6,
            minimum_complex_characters: 0,
            forbid_simple: true,
            forbidden_words: Vec::new(),
            maximum_age_days: Limit::Never,
            history: 0,
            failed_attempts: 10,
            at_the_limit: AtTheLimit::Lock,
            auto_lock_minutes: 15,
            grace_minutes: 0,
            lock_on_screen_off: false,
            biometric_unlock: false,
            biometric_passcode_hours: 72,
            user_may_change: true,
            user_may_reset: true,
            one_time_pin: false,
            one_time_pin_minutes: 30,
            one_time_pin_digits: 8,
            check_in_minutes: 240,
            block_out_of_contact_hours: Limit::Never,
            wipe_out_of_contact_days: Limit::Never,
        }
    }
}

impl Rules {
    /// Whether a number pad is enough to type a passcode that satisfies these rules.
    pub fn number_pad_is_enough(&self) -> bool {
        self.passcode_type == PasscodeType::Numeric && self.minimum_complex_characters == 0
    }
}

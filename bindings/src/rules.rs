//! The rules in force, and what changed in them.

use passcode_core::policy::{self, Limit, Policy};

/// The rules in force; ranges and defaults are those of `docs/formats.md`, section "Rules".
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PasscodeRules {
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
    /// Days after which a passcode must be changed: 1 to 730; `None`: never.
    pub maximum_age_days: Option<u16>,
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
    /// Hours without contact until the secure apps are blocked: 1 to 2,160; `None`: never.
    pub block_out_of_contact_hours: Option<u16>,
    /// Days without contact until the keys are destroyed: 1 to 365; `None`: never.
    pub wipe_out_of_contact_days: Option<u16>,
    /// Whether a number pad is enough to type a passcode that satisfies these rules.
    pub number_pad_is_enough: bool,
}

/// What a passcode must be made of, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum PasscodeType {
    /// Digits are enough.
    Numeric,
    /// At least one letter and one digit.
    Alphanumeric,
}

/// What happens when the failed attempts reach the limit, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum AtTheLimit {
    /// Only a reset opens the secure apps again.
    Lock,
    /// The keys are destroyed.
    Wipe,
}

/// One rule that changed.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RuleChange {
    /// The rule's name, as in `docs/formats.md`.
    pub rule: String,
    /// Its value before, as JSON.
    pub before: String,
    /// Its value after, as JSON.
    pub after: String,
    /// Which of the two is stricter.
    pub direction: Direction,
}

/// Which way a rule changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Direction {
    /// The new value is stricter.
    Stricter,
    /// The old value was stricter.
    Looser,
    /// Neither: both together are stricter than each.
    Mixed,
}

impl From<&Policy> for PasscodeRules {
    fn from(policy: &Policy) -> Self {
        Self {
            passcode_required: policy.passcode_required,
            passcode_type: policy.passcode_type.into(),
            minimum_length: policy.minimum_length,
            minimum_complex_characters: policy.minimum_complex_characters,
            forbid_simple: policy.forbid_simple,
            forbidden_words: policy.forbidden_words.clone(),
            maximum_age_days: at_most(policy.maximum_age_days),
            history: policy.history,
            failed_attempts: policy.failed_attempts,
            at_the_limit: policy.at_the_limit.into(),
            auto_lock_minutes: policy.auto_lock_minutes,
            grace_minutes: policy.grace_minutes,
            lock_on_screen_off: policy.lock_on_screen_off,
            biometric_unlock: policy.biometric_unlock,
            biometric_passcode_hours: policy.biometric_passcode_hours,
            user_may_change: policy.user_may_change,
            user_may_reset: policy.user_may_reset,
            one_time_pin: policy.one_time_pin,
            one_time_pin_minutes: policy.one_time_pin_minutes,
            one_time_pin_digits: policy.one_time_pin_digits,
            check_in_minutes: policy.check_in_minutes,
            block_out_of_contact_hours: at_most(policy.block_out_of_contact_hours),
            wipe_out_of_contact_days: at_most(policy.wipe_out_of_contact_days),
            number_pad_is_enough: policy.number_pad_is_enough(),
        }
    }
}

fn at_most(limit: Limit) -> Option<u16> {
    match limit {
        Limit::After(limit) => Some(limit),
        Limit::Never => None,
    }
}

impl From<policy::PasscodeType> for PasscodeType {
    fn from(passcode_type: policy::PasscodeType) -> Self {
        match passcode_type {
            policy::PasscodeType::Numeric => Self::Numeric,
            policy::PasscodeType::Alphanumeric => Self::Alphanumeric,
        }
    }
}

impl From<policy::AtTheLimit> for AtTheLimit {
    fn from(at_the_limit: policy::AtTheLimit) -> Self {
        match at_the_limit {
            policy::AtTheLimit::Lock => Self::Lock,
            policy::AtTheLimit::Wipe => Self::Wipe,
        }
    }
}

impl From<policy::RuleChange> for RuleChange {
    fn from(change: policy::RuleChange) -> Self {
        Self {
            rule: change.field,
            before: change.from.to_string(),
            after: change.to.to_string(),
            direction: match change.direction {
                policy::Direction::Stricter => Direction::Stricter,
                policy::Direction::Looser => Direction::Looser,
                policy::Direction::Mixed => Direction::Mixed,
            },
        }
    }
}

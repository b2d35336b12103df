//! What a screen needs to know.

use crate::biometrics::Biometrics;
use crate::rules::PasscodeRules;
use crate::state::State;
use passcode_core::flow;
use passcode_core::vault;

/// What a screen needs to know.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Status {
    /// Counts what was told: only a higher one is newer.
    pub revision: u64,
    /// Where the phone is.
    pub state: State,
    /// Which keyboard to show for the passcode that there is.
    pub keyboard: Keyboard,
    /// Attempts left; `None` where there is no passcode to try.
    pub attempts_remaining: Option<u8>,
    /// The rules in force; `None` before enrolment.
    pub rules: Option<PasscodeRules>,
    /// Whether biometrics may unlock.
    pub biometrics: Biometrics,
    /// An AppConnect Unlock that waits to be used.
    pub grant: Option<Grant>,
    /// When the state changes by itself, in milliseconds since the phone started, sleep included.
    /// SECURITY: ask for the status then: looking is what wipes a session that is over.
    pub changes_at_since_boot_ms: Option<u64>,
}

/// A keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Keyboard {
    /// Digits only.
    NumberPad,
    /// Everything.
    Full,
}

/// An AppConnect Unlock that the administrator granted and the user has not used.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Grant {
    /// Until when, by the portal's clock, in milliseconds since 1970-01-01 UTC.
    pub expires_at_ms: u64,
    /// Whether the account's password is asked for too.
    pub password_asked: bool,
}

impl Status {
    pub(crate) fn new(revision: u64, status: flow::Status) -> Self {
        Self {
            revision,
            state: status.state.into(),
            keyboard: status.keyboard.into(),
            attempts_remaining: status.attempts_remaining,
            rules: status.policy.as_ref().map(PasscodeRules::from),
            biometrics: status.biometrics.into(),
            grant: status.grant.map(|grant| Grant {
                expires_at_ms: grant.expires_at_ms,
                password_asked: grant.password_asked,
            }),
            changes_at_since_boot_ms: status.changes_at_since_boot_ms,
        }
    }
}

impl From<vault::Keyboard> for Keyboard {
    fn from(keyboard: vault::Keyboard) -> Self {
        match keyboard {
            vault::Keyboard::NumberPad => Self::NumberPad,
            vault::Keyboard::Full => Self::Full,
        }
    }
}

impl From<Keyboard> for vault::Keyboard {
    fn from(keyboard: Keyboard) -> Self {
        match keyboard {
            Keyboard::NumberPad => Self::NumberPad,
            Keyboard::Full => Self::Full,
        }
    }
}

//! What came of an event.

use crate::check::Rule;
use crate::hand_off::HandOff;
use crate::ports::PrfInput;
use crate::refusal::Refusal;
use crate::rules::RuleChange;
use crate::state::ChangeReason;
use passcode_core::flow;

/// The one terminal result of an event.
#[derive(uniffi::Enum)]
pub enum Outcome {
    /// The phone is enrolled.
    Enrolled,
    /// The passcode is set; the session is open.
    Created,
    /// The session is open.
    Unlocked,
    /// The passcode was right, but a new one must be chosen first.
    ChangeNeeded {
        /// Why.
        reason: ChangeReason,
    },
    /// The secure apps are locked.
    Locked,
    /// The passcode was not right.
    WrongPasscode {
        /// Attempts left.
        attempts_remaining: u8,
        /// When the next attempt may be made, in milliseconds since the phone started; `None`: now.
        next_attempt_since_boot_ms: Option<u64>,
    },
    /// No attempt may be made; none was.
    LockedOut {
        /// Until when, as in [`crate::State::LockedOut`].
        until_since_boot_ms: Option<u64>,
    },
    /// The new passcode does not satisfy these rules. Nothing was charged or changed.
    Rejected {
        /// At least one.
        violations: Vec<Rule>,
    },
    /// The two passcodes typed are not the same. Nothing was charged or changed.
    NotTheSame,
    /// The passcode is changed.
    Changed,
    /// Show the biometric prompt of the system, and finish with what came of it within two minutes.
    BiometricPrompt {
        /// What the hardware key named `biometric` is to be asked. SECURITY: a secret; wipe it.
        input: PrfInput,
    },
    /// Biometric unlock is on.
    BiometricsOn,
    /// Biometric unlock is off; the passcode opens as before.
    BiometricsOff,
    /// The prompt was put away; nothing has changed.
    BiometricsCancelled,
    /// The portal accepted the credentials: within five minutes, choose the new passcode.
    ResetReady,
    /// The passcode is reset, the data is as before; the session is open.
    Reset,
    /// The reset was left; nothing has changed.
    ResetAbandoned,
    /// The portal, or the rules, refuse.
    Refused {
        /// Why.
        refusal: Refusal,
    },
    /// The phone is up to date.
    CheckedIn {
        /// What changed in the rules.
        changes: Vec<RuleChange>,
        /// What the portal wanted done, and was done.
        commands: Vec<CarriedOut>,
    },
    /// An app's key, sealed to the app.
    HandedOff {
        /// What to give to the app.
        hand_off: HandOff,
    },
    /// The inactivity timer starts again.
    Noted,
    /// The rules say wipe: that was the last attempt, or the phone was without contact for too long.
    /// The keys are destroyed.
    Wiped,
    /// The keys are destroyed.
    Retired,
}

/// Something that the portal wanted done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum CarriedOut {
    /// The secure apps are locked; only the passcode opens them.
    Locked,
    /// The user may choose a new passcode, once.
    AppConnectUnlocked,
}

impl From<flow::Outcome> for Outcome {
    fn from(outcome: flow::Outcome) -> Self {
        match outcome {
            flow::Outcome::Enrolled => Self::Enrolled,
            flow::Outcome::Created => Self::Created,
            flow::Outcome::Unlocked => Self::Unlocked,
            flow::Outcome::ChangeNeeded { reason } => Self::ChangeNeeded {
                reason: reason.into(),
            },
            flow::Outcome::Locked => Self::Locked,
            flow::Outcome::WrongPasscode {
                attempts_remaining,
                next_attempt_since_boot_ms,
            } => Self::WrongPasscode {
                attempts_remaining,
                next_attempt_since_boot_ms,
            },
            flow::Outcome::LockedOut {
                until_since_boot_ms,
            } => Self::LockedOut {
                until_since_boot_ms,
            },
            flow::Outcome::Rejected { violations } => Self::Rejected {
                violations: violations.into_iter().map(Rule::from).collect(),
            },
            flow::Outcome::NotTheSame => Self::NotTheSame,
            flow::Outcome::Changed => Self::Changed,
            flow::Outcome::BiometricPrompt(prompt) => Self::BiometricPrompt {
                input: (&prompt.0).into(),
            },
            flow::Outcome::BiometricsOn => Self::BiometricsOn,
            flow::Outcome::BiometricsOff => Self::BiometricsOff,
            flow::Outcome::BiometricsCancelled => Self::BiometricsCancelled,
            flow::Outcome::ResetReady => Self::ResetReady,
            flow::Outcome::Reset => Self::Reset,
            flow::Outcome::ResetAbandoned => Self::ResetAbandoned,
            flow::Outcome::Refused(refusal) => Self::Refused {
                refusal: refusal.into(),
            },
            flow::Outcome::CheckedIn { changes, commands } => Self::CheckedIn {
                changes: changes.into_iter().map(RuleChange::from).collect(),
                commands: commands.into_iter().map(CarriedOut::from).collect(),
            },
            flow::Outcome::HandedOff(hand_off) => Self::HandedOff {
                hand_off: hand_off.into(),
            },
            flow::Outcome::Noted => Self::Noted,
            flow::Outcome::Wiped => Self::Wiped,
            flow::Outcome::Retired => Self::Retired,
        }
    }
}

impl From<flow::CarriedOut> for CarriedOut {
    fn from(done: flow::CarriedOut) -> Self {
        match done {
            flow::CarriedOut::Locked => Self::Locked,
            flow::CarriedOut::AppConnectUnlocked => Self::AppConnectUnlocked,
        }
    }
}

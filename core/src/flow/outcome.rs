//! What came of an event: every result that a user can meet, as a value.

use super::state::ChangeReason;
use crate::passcode::rules::Rule;
use crate::policy::RuleChange;
pub use crate::portal::client::Refusal;
use crate::session::handoff::HandOff;

/// The one terminal result of an event.
#[derive(Debug, PartialEq)]
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
        /// Until when, as in [`super::State::LockedOut`].
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
    /// The portal accepted the credentials: within five minutes, choose the new passcode.
    ResetReady,
    /// The passcode is reset, the data is as before; the session is open.
    Reset,
    /// The reset was left; nothing has changed.
    ResetAbandoned,
    /// The portal, or the rules, refuse.
    Refused(Refusal),
    /// The phone is up to date.
    CheckedIn {
        /// What changed in the rules.
        changes: Vec<RuleChange>,
    },
    /// An app's key, sealed to the app.
    HandedOff(HandOff),
    /// The inactivity timer starts again.
    Noted,
    /// That was the last attempt, and the rules say wipe: the keys are destroyed.
    Wiped,
    /// The keys are destroyed.
    Retired,
}

impl Outcome {
    /// Its stable name, for logs and scenarios.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Enrolled => "enrolled",
            Self::Created => "created",
            Self::Unlocked => "unlocked",
            Self::ChangeNeeded { .. } => "change-needed",
            Self::Locked => "locked",
            Self::WrongPasscode { .. } => "wrong-passcode",
            Self::LockedOut { .. } => "locked-out",
            Self::Rejected { .. } => "rejected",
            Self::NotTheSame => "not-the-same",
            Self::Changed => "changed",
            Self::ResetReady => "reset-ready",
            Self::Reset => "reset",
            Self::ResetAbandoned => "reset-abandoned",
            Self::Refused(_) => "refused",
            Self::CheckedIn { .. } => "checked-in",
            Self::HandedOff(_) => "handed-off",
            Self::Noted => "noted",
            Self::Wiped => "wiped",
            Self::Retired => "retired",
        }
    }
}

//! What came of an event: every result that a user can meet, as a value.

use super::state::ChangeReason;
use crate::crypto::keys;
use crate::passcode::rules::Rule;
use crate::policy::RuleChange;
pub use crate::portal::client::Refusal;
use crate::ports::PrfInput;
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
    /// Show the biometric prompt of the system, and finish with what came of it.
    BiometricPrompt(BiometricPrompt),
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
    Refused(Refusal),
    /// The phone is up to date.
    CheckedIn {
        /// What changed in the rules.
        changes: Vec<RuleChange>,
        /// What the portal wanted done, and was done.
        commands: Vec<CarriedOut>,
    },
    /// An app's key, sealed to the app.
    HandedOff(HandOff),
    /// The inactivity timer starts again.
    Noted,
    /// The rules say wipe: that was the last attempt, or the phone was without contact for too long.
    /// The keys are destroyed.
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
            Self::BiometricPrompt(_) => "biometric-prompt",
            Self::BiometricsOn => "biometrics-on",
            Self::BiometricsOff => "biometrics-off",
            Self::BiometricsCancelled => "biometrics-cancelled",
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

/// Something that the portal wanted done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CarriedOut {
    /// The secure apps are locked; only the passcode opens them.
    Locked,
    /// The user may choose a new passcode, once.
    AppConnectUnlocked,
}

impl CarriedOut {
    /// Its stable name, for logs and scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Self::Locked => "lock",
            Self::AppConnectUnlocked => "appconnect-unlock",
        }
    }
}

/// What the hardware key named [`crate::store::generation::BIOMETRIC_KEY`] is to be asked, behind
/// the biometric prompt of the system, with no lock held. SECURITY: it is a secret, wiped when it
/// goes; hand it to the hardware and to nobody else.
pub struct BiometricPrompt(pub PrfInput);

impl PartialEq for BiometricPrompt {
    fn eq(&self, other: &Self) -> bool {
        keys::equal(&self.0.bytes, &other.0.bytes)
    }
}

impl std::fmt::Debug for BiometricPrompt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BiometricPrompt(…)")
    }
}

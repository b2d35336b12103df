//! The few states, and the one table of what may happen in which.

use super::event::EventKind;
use crate::error::Error;

/// Where the phone is. Derived from the records and the open session at every look, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// No account yet.
    NotEnrolled,
    /// Enrolled; a passcode is to be created.
    PasscodeNeeded,
    /// The passcode is asked for.
    Locked,
    /// No attempt may be made.
    LockedOut {
        /// Until the phone has been running for this many milliseconds, sleep included; `None`:
        /// only a reset helps.
        until_since_boot_ms: Option<u64>,
    },
    /// The session is open: secure apps get their keys.
    Unlocked,
    /// The passcode was right, but a new one must be chosen before secure apps open.
    ChangeNeeded {
        /// Why.
        reason: ChangeReason,
    },
    /// The portal accepted the credentials; the new passcode is asked for.
    ResetInProgress,
    /// The secure apps stay closed, whatever is typed, until the reason is gone.
    Blocked {
        /// Why.
        reason: BlockReason,
    },
    /// The keys are destroyed. Enrolling starts anew.
    Retired {
        /// Why.
        reason: RetireReason,
    },
}

/// Why a new passcode must be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeReason {
    /// The rules changed, and the passcode does not satisfy them any more.
    RulesChanged,
    /// The passcode is older than the rules allow.
    TooOld,
}

impl ChangeReason {
    /// Its stable name, for logs and scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Self::RulesChanged => "rules-changed",
            Self::TooOld => "too-old",
        }
    }
}

/// Why the secure apps are blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockReason {
    /// The phone has not heard from the portal for longer than the rules allow. A check-in ends it.
    OutOfContact,
}

/// Why the keys were destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetireReason {
    /// Somebody who may retired the phone.
    Retired,
    /// The failed attempts reached the limit, and the rules say wipe.
    AtTheLimit,
}

impl State {
    /// Its stable name, for logs and scenarios.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotEnrolled => "not-enrolled",
            Self::PasscodeNeeded => "passcode-needed",
            Self::Locked => "locked",
            Self::LockedOut { .. } => "locked-out",
            Self::Unlocked => "unlocked",
            Self::ChangeNeeded { .. } => "change-needed",
            Self::ResetInProgress => "reset-in-progress",
            Self::Blocked { .. } => "blocked",
            Self::Retired { .. } => "retired",
        }
    }

    /// Whether an event makes sense in this state.
    pub fn allows(&self, event: EventKind) -> bool {
        use EventKind::{
            AbandonReset, Activity, BeginReset, Change, CheckIn, Create, Enroll, FinishReset,
            HandOff, Lock, Retire, ScreenOff, Unlock,
        };
        match self {
            Self::NotEnrolled => matches!(event, Enroll | Lock | ScreenOff),
            Self::PasscodeNeeded => matches!(event, Create | CheckIn | Lock | ScreenOff | Retire),
            Self::Locked => matches!(
                event,
                Unlock | BeginReset | CheckIn | Lock | ScreenOff | Retire
            ),
            // Unlock is answered with the wait that is left; it is never charged.
            Self::LockedOut { .. } => {
                matches!(
                    event,
                    Unlock | BeginReset | CheckIn | Lock | ScreenOff | Retire
                )
            }
            Self::Unlocked => {
                matches!(
                    event,
                    Change | HandOff | Activity | CheckIn | Lock | ScreenOff | Retire
                )
            }
            Self::ChangeNeeded { .. } => {
                matches!(event, Change | CheckIn | Lock | ScreenOff | Retire)
            }
            Self::ResetInProgress => {
                matches!(
                    event,
                    FinishReset | BeginReset | AbandonReset | CheckIn | Lock | Retire
                )
            }
            Self::Blocked { .. } => matches!(event, CheckIn | Lock | ScreenOff | Retire),
            Self::Retired { .. } => matches!(event, Enroll | Lock | ScreenOff),
        }
    }

    /// # Errors
    /// [`Error::EventNotAllowed`] unless the event makes sense in this state.
    pub(super) fn check(&self, event: EventKind) -> Result<(), Error> {
        if self.allows(event) {
            Ok(())
        } else {
            Err(Error::EventNotAllowed)
        }
    }
}

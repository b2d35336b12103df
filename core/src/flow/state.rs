//! The few states. What may happen in which is the one table in [`super::table`].

use super::event::EventKind;
use super::table::StateKind;
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
    /// The portal has seen a newer state of this phone: its files were put back. Enrol again.
    RolledBack,
    /// The portal does not know this phone any more. Ask the administrator, or enrol again.
    DeviceUnknown,
}

impl BlockReason {
    /// Its stable name, for logs and scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Self::OutOfContact => "out-of-contact",
            Self::RolledBack => "rolled-back",
            Self::DeviceUnknown => "device-unknown",
        }
    }
}

/// Why the keys were destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetireReason {
    /// Somebody who may retired the phone.
    Retired,
    /// The failed attempts reached the limit, and the rules say wipe.
    AtTheLimit,
    /// The phone was without contact for longer than the rules allow, and they say wipe.
    OutOfContact,
}

impl RetireReason {
    /// Its stable name, for logs and scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Self::Retired => "retired",
            Self::AtTheLimit => "at-the-limit",
            Self::OutOfContact => "out-of-contact",
        }
    }
}

impl State {
    /// The state without what it carries.
    pub fn kind(&self) -> StateKind {
        match self {
            Self::NotEnrolled => StateKind::NotEnrolled,
            Self::PasscodeNeeded => StateKind::PasscodeNeeded,
            Self::Locked => StateKind::Locked,
            Self::LockedOut { .. } => StateKind::LockedOut,
            Self::Unlocked => StateKind::Unlocked,
            Self::ChangeNeeded { .. } => StateKind::ChangeNeeded,
            Self::ResetInProgress => StateKind::ResetInProgress,
            Self::Blocked { .. } => StateKind::Blocked,
            Self::Retired { .. } => StateKind::Retired,
        }
    }

    /// Its stable name, for logs and scenarios.
    pub fn name(&self) -> &'static str {
        self.kind().name()
    }

    /// Whether an event makes sense in this state.
    pub fn allows(&self, event: EventKind) -> bool {
        !self.kind().follows(event).is_empty()
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

//! Where the phone is.

use passcode_core::flow;

/// Where the phone is. What may follow: `docs/flows.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ChangeReason {
    /// The rules changed, and the passcode does not satisfy them any more.
    RulesChanged,
    /// The passcode is older than the rules allow.
    TooOld,
}

/// Why the secure apps are blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum BlockReason {
    /// The phone has not heard from the portal for longer than the rules allow. A check-in ends it.
    OutOfContact,
    /// The portal has seen a newer state of this phone: its files were put back. Enrol again.
    RolledBack,
    /// The portal does not know this phone any more. Ask the administrator, or enrol again.
    DeviceUnknown,
}

/// Why the keys were destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum RetireReason {
    /// Somebody who may retired the phone.
    Retired,
    /// The failed attempts reached the limit, and the rules say wipe.
    AtTheLimit,
    /// The phone was without contact for longer than the rules allow, and they say wipe.
    OutOfContact,
}

impl From<flow::State> for State {
    fn from(state: flow::State) -> Self {
        match state {
            flow::State::NotEnrolled => Self::NotEnrolled,
            flow::State::PasscodeNeeded => Self::PasscodeNeeded,
            flow::State::Locked => Self::Locked,
            flow::State::LockedOut {
                until_since_boot_ms,
            } => Self::LockedOut {
                until_since_boot_ms,
            },
            flow::State::Unlocked => Self::Unlocked,
            flow::State::ChangeNeeded { reason } => Self::ChangeNeeded {
                reason: reason.into(),
            },
            flow::State::ResetInProgress => Self::ResetInProgress,
            flow::State::Blocked { reason } => Self::Blocked {
                reason: reason.into(),
            },
            flow::State::Retired { reason } => Self::Retired {
                reason: reason.into(),
            },
        }
    }
}

impl From<flow::ChangeReason> for ChangeReason {
    fn from(reason: flow::ChangeReason) -> Self {
        match reason {
            flow::ChangeReason::RulesChanged => Self::RulesChanged,
            flow::ChangeReason::TooOld => Self::TooOld,
        }
    }
}

impl From<flow::BlockReason> for BlockReason {
    fn from(reason: flow::BlockReason) -> Self {
        match reason {
            flow::BlockReason::OutOfContact => Self::OutOfContact,
            flow::BlockReason::RolledBack => Self::RolledBack,
            flow::BlockReason::DeviceUnknown => Self::DeviceUnknown,
        }
    }
}

impl From<flow::RetireReason> for RetireReason {
    fn from(reason: flow::RetireReason) -> Self {
        match reason {
            flow::RetireReason::Retired => Self::Retired,
            flow::RetireReason::AtTheLimit => Self::AtTheLimit,
            flow::RetireReason::OutOfContact => Self::OutOfContact,
        }
    }
}

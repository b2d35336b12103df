//! The one table: which event makes sense in which state, and what may follow. `docs/flows.md` is
//! printed from it, and tests hold every step of random lives against it.
//!
//! Time moves states too: see `docs/flows.md`.

use super::event::EventKind;

/// A state without what it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateKind {
    /// [`super::State::NotEnrolled`].
    NotEnrolled,
    /// [`super::State::PasscodeNeeded`].
    PasscodeNeeded,
    /// [`super::State::Locked`].
    Locked,
    /// [`super::State::LockedOut`].
    LockedOut,
    /// [`super::State::Unlocked`].
    Unlocked,
    /// [`super::State::ChangeNeeded`].
    ChangeNeeded,
    /// [`super::State::ResetInProgress`].
    ResetInProgress,
    /// [`super::State::Blocked`].
    Blocked,
    /// [`super::State::Retired`].
    Retired,
}

impl StateKind {
    /// Every state, in the order of a life.
    pub const ALL: [Self; 9] = [
        Self::NotEnrolled,
        Self::PasscodeNeeded,
        Self::Locked,
        Self::LockedOut,
        Self::Unlocked,
        Self::ChangeNeeded,
        Self::ResetInProgress,
        Self::Blocked,
        Self::Retired,
    ];

    /// Its stable name, for logs and scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotEnrolled => "not-enrolled",
            Self::PasscodeNeeded => "passcode-needed",
            Self::Locked => "locked",
            Self::LockedOut => "locked-out",
            Self::Unlocked => "unlocked",
            Self::ChangeNeeded => "change-needed",
            Self::ResetInProgress => "reset-in-progress",
            Self::Blocked => "blocked",
            Self::Retired => "retired",
        }
    }

    /// The states that may follow an event; none if the event makes no sense in this state. Where
    /// the rules require no passcode, what is locked opens again by itself.
    #[expect(
        clippy::too_many_lines,
        reason = "one table, read best as a whole: a line for each state and event"
    )]
    pub fn follows(self, event: EventKind) -> &'static [Self] {
        use EventKind as E;
        use StateKind::{
            Blocked, ChangeNeeded, Locked, LockedOut, NotEnrolled, PasscodeNeeded, ResetInProgress,
            Retired, Unlocked,
        };
        match (self, event) {
            (NotEnrolled, E::Enroll) => &[NotEnrolled, PasscodeNeeded, Unlocked],
            (Retired, E::Enroll) => &[Retired, PasscodeNeeded, Unlocked],

            (PasscodeNeeded, E::Create) => &[PasscodeNeeded, Unlocked, Locked],

            // In LockedOut it is answered with the wait that is left, and never charged.
            (LockedOut, E::Unlock | E::BeginBiometricUnlock) => &[LockedOut],
            (Locked, E::Unlock) => &[Locked, LockedOut, Unlocked, ChangeNeeded, Retired],
            (Locked, E::BeginBiometricUnlock) => &[Locked],
            (Locked, E::FinishBiometrics) => &[Locked, Unlocked],
            (LockedOut, E::FinishBiometrics) => &[LockedOut],
            (Unlocked, E::FinishBiometrics) => &[Unlocked],
            (Unlocked, E::EnableBiometrics) => &[Unlocked, Retired],
            (Locked, E::DisableBiometrics) => &[Locked],
            (LockedOut, E::DisableBiometrics) => &[LockedOut],
            (Unlocked, E::DisableBiometrics) => &[Unlocked],

            (Unlocked, E::Change) => &[Unlocked, Locked, Retired],
            (ChangeNeeded, E::Change) => &[ChangeNeeded, Unlocked, Locked, Retired],
            (Unlocked, E::HandOff | E::Activity) => &[Unlocked],

            (Locked, E::BeginReset | E::RedeemGrant) => &[Locked, ResetInProgress],
            (LockedOut, E::BeginReset | E::RedeemGrant) => &[LockedOut, ResetInProgress],
            (ResetInProgress, E::BeginReset | E::RedeemGrant) => {
                &[ResetInProgress, Locked, LockedOut]
            }
            (ResetInProgress, E::FinishReset) => &[ResetInProgress, Unlocked, Locked],
            (ResetInProgress, E::AbandonReset) => &[Locked, LockedOut],

            (PasscodeNeeded, E::CheckIn) => &[PasscodeNeeded, Unlocked, Blocked, Retired],
            (Locked | LockedOut, E::CheckIn) => &[Locked, LockedOut, Blocked, Retired],
            (Unlocked, E::CheckIn) => &[
                Unlocked,
                PasscodeNeeded,
                Locked,
                LockedOut,
                Blocked,
                Retired,
            ],
            (ChangeNeeded, E::CheckIn) => &[ChangeNeeded, Locked, LockedOut, Blocked, Retired],
            (ResetInProgress, E::CheckIn) => {
                &[ResetInProgress, Locked, LockedOut, Blocked, Retired]
            }
            (Blocked, E::CheckIn) => &[
                Blocked,
                PasscodeNeeded,
                Locked,
                LockedOut,
                Unlocked,
                Retired,
            ],

            (NotEnrolled, E::Lock | E::ScreenOff | E::Background) => &[NotEnrolled],
            (PasscodeNeeded, E::Lock | E::ScreenOff | E::Background) => &[PasscodeNeeded],
            (Locked, E::Lock | E::ScreenOff | E::Background) => &[Locked],
            (LockedOut, E::Lock | E::ScreenOff | E::Background) => &[LockedOut],
            (Unlocked, E::Lock | E::ScreenOff | E::Background) => &[Unlocked, Locked, LockedOut],
            (ChangeNeeded, E::Lock) => &[Locked, LockedOut],
            (ChangeNeeded, E::ScreenOff | E::Background) => &[ChangeNeeded, Locked, LockedOut],
            (ResetInProgress, E::Lock | E::ScreenOff | E::Background) => &[Locked, LockedOut],
            (Blocked, E::Lock | E::ScreenOff | E::Background) => &[Blocked],
            (Retired, E::Lock | E::ScreenOff | E::Background) => &[Retired],

            (
                PasscodeNeeded | Locked | LockedOut | Unlocked | ChangeNeeded | ResetInProgress
                | Blocked,
                E::Retire,
            ) => &[Retired],

            _ => &[],
        }
    }
}

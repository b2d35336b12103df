//! What a host tells the engine. Secrets are borrowed for the call and never kept.

use crate::crypto::hpke::PublicKey;
use crate::vault::Keyboard;

/// Something that a user, an app or the host did.
pub enum Event<'a> {
    /// The user signs in for the first time.
    Enroll(Credentials<'a>),
    /// The user chooses the first passcode.
    Create(NewPasscode<'a>),
    /// The user types the passcode.
    Unlock {
        /// What was typed, UTF-8.
        passcode: &'a [u8],
    },
    /// The user, the screen or the host locks.
    Lock,
    /// The user chooses another passcode.
    Change {
        /// The current one. `None` only where a change is needed: it was typed a moment ago.
        current: Option<&'a [u8]>,
        /// The new one.
        new: NewPasscode<'a>,
    },
    /// The user forgot the passcode and proves who they are another way.
    BeginReset(Credentials<'a>),
    /// The administrator unlocked AppConnect: the user proves who they are as the grant asks for.
    RedeemGrant {
        /// The user name.
        user_name: &'a str,
        /// The account's password, UTF-8, if the grant asks for it.
        password: Option<&'a [u8]>,
    },
    /// After [`super::Outcome::ResetReady`]: the user chooses the new passcode.
    FinishReset(NewPasscode<'a>),
    /// The user leaves the reset.
    AbandonReset,
    /// The user turns biometric unlock on.
    EnableBiometrics {
        /// The passcode, UTF-8.
        passcode: &'a [u8],
    },
    /// The user turns biometric unlock off.
    DisableBiometrics,
    /// The user wants to unlock by biometrics.
    BeginBiometricUnlock,
    /// After [`super::Outcome::BiometricPrompt`]: what came of the prompt.
    FinishBiometrics(BiometricAnswer<'a>),
    /// It is time to talk to the portal.
    CheckIn,
    /// A secure app asks for its key.
    HandOff {
        /// The app, as the operating system names it.
        app_id: &'a str,
        /// The app's one-use public key.
        public_key: PublicKey,
    },
    /// A secure app is being used.
    Activity,
    /// The phone's screen went off.
    ScreenOff,
    /// Neither the manager nor any secure app is in front any more. Going from one secure app to
    /// another is not leaving: the host waits until it knows.
    Background,
    /// Somebody who may decides that this phone's keys are destroyed.
    Retire,
}

/// What came of a biometric prompt.
pub enum BiometricAnswer<'a> {
    /// The hardware key's answer to what the prompt was for.
    Answered(&'a [u8; 32]),
    /// The user, or the system, put the prompt away.
    Cancelled,
    /// The system destroyed the key: the set of enrolled fingers or faces changed.
    Invalidated,
}

/// An account's user name and password, or, for a reset on iOS, a one-time PIN in its place.
pub struct Credentials<'a> {
    /// The user name.
    pub user_name: &'a str,
    /// The password or PIN, UTF-8.
    pub secret: &'a [u8],
}

/// A passcode that is being set, typed twice.
pub struct NewPasscode<'a> {
    /// What was typed first, UTF-8.
    pub passcode: &'a [u8],
    /// What was typed the second time.
    pub repeated: &'a [u8],
    /// On which keyboard; it is shown again at every unlock.
    pub keyboard: Keyboard,
}

/// An event without what it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// [`Event::Enroll`].
    Enroll,
    /// [`Event::Create`].
    Create,
    /// [`Event::Unlock`].
    Unlock,
    /// [`Event::Lock`].
    Lock,
    /// [`Event::Change`].
    Change,
    /// [`Event::BeginReset`].
    BeginReset,
    /// [`Event::RedeemGrant`].
    RedeemGrant,
    /// [`Event::FinishReset`].
    FinishReset,
    /// [`Event::AbandonReset`].
    AbandonReset,
    /// [`Event::EnableBiometrics`].
    EnableBiometrics,
    /// [`Event::DisableBiometrics`].
    DisableBiometrics,
    /// [`Event::BeginBiometricUnlock`].
    BeginBiometricUnlock,
    /// [`Event::FinishBiometrics`].
    FinishBiometrics,
    /// [`Event::CheckIn`].
    CheckIn,
    /// [`Event::HandOff`].
    HandOff,
    /// [`Event::Activity`].
    Activity,
    /// [`Event::ScreenOff`].
    ScreenOff,
    /// [`Event::Background`].
    Background,
    /// [`Event::Retire`].
    Retire,
}

impl EventKind {
    /// Every event, in the order of a life.
    pub const ALL: [Self; 19] = [
        Self::Enroll,
        Self::Create,
        Self::Unlock,
        Self::Lock,
        Self::Change,
        Self::BeginReset,
        Self::RedeemGrant,
        Self::FinishReset,
        Self::AbandonReset,
        Self::EnableBiometrics,
        Self::DisableBiometrics,
        Self::BeginBiometricUnlock,
        Self::FinishBiometrics,
        Self::CheckIn,
        Self::HandOff,
        Self::Activity,
        Self::ScreenOff,
        Self::Background,
        Self::Retire,
    ];

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Enroll => "enroll",
            Self::Create => "create",
            Self::Unlock => "unlock",
            Self::Lock => "lock",
            Self::Change => "change",
            Self::BeginReset => "begin-reset",
            Self::RedeemGrant => "redeem-grant",
            Self::FinishReset => "finish-reset",
            Self::AbandonReset => "abandon-reset",
            Self::EnableBiometrics => "enable-biometrics",
            Self::DisableBiometrics => "disable-biometrics",
            Self::BeginBiometricUnlock => "begin-biometric-unlock",
            Self::FinishBiometrics => "finish-biometrics",
            Self::CheckIn => "check-in",
            Self::HandOff => "hand-off",
            Self::Activity => "activity",
            Self::ScreenOff => "screen-off",
            Self::Background => "background",
            Self::Retire => "retire",
        }
    }
}

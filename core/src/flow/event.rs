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
    /// After [`super::Outcome::ResetReady`]: the user chooses the new passcode.
    FinishReset(NewPasscode<'a>),
    /// The user leaves the reset.
    AbandonReset,
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
    /// Somebody who may decides that this phone's keys are destroyed.
    Retire,
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
    /// [`Event::FinishReset`].
    FinishReset,
    /// [`Event::AbandonReset`].
    AbandonReset,
    /// [`Event::CheckIn`].
    CheckIn,
    /// [`Event::HandOff`].
    HandOff,
    /// [`Event::Activity`].
    Activity,
    /// [`Event::ScreenOff`].
    ScreenOff,
    /// [`Event::Retire`].
    Retire,
}

//! What a host tells the engine.

use crate::biometrics::BiometricAnswer;
use crate::input::PasscodeInput;
use crate::status::Keyboard;
use passcode_core::Error;
use passcode_core::crypto::hpke::PublicKey;
use passcode_core::flow::{self, Engine, EventKind};
use std::sync::Arc;

/// Something that a user, an app or the host did.
#[derive(uniffi::Enum)]
pub enum Event {
    /// The user signs in for the first time.
    Enroll {
        /// User name and password.
        credentials: Credentials,
    },
    /// The user chooses the first passcode.
    Create {
        /// The passcode.
        chosen: NewPasscode,
    },
    /// The user types the passcode.
    Unlock {
        /// What was typed.
        passcode: Arc<PasscodeInput>,
    },
    /// The user, the screen or the host locks.
    Lock,
    /// The user chooses another passcode.
    Change {
        /// The current one. `None` only where a change is needed: it was typed a moment ago.
        current: Option<Arc<PasscodeInput>>,
        /// The new one.
        chosen: NewPasscode,
    },
    /// The user forgot the passcode and proves who they are another way.
    BeginReset {
        /// User name and password, or, on iOS, a one-time PIN in place of the password.
        credentials: Credentials,
    },
    /// The administrator unlocked AppConnect: the user proves who they are as the grant asks for.
    RedeemGrant {
        /// The user name.
        user_name: String,
        /// The account's password, if the grant asks for it.
        password: Option<Arc<PasscodeInput>>,
    },
    /// After [`crate::Outcome::ResetReady`]: the user chooses the new passcode.
    FinishReset {
        /// The new passcode.
        chosen: NewPasscode,
    },
    /// The user leaves the reset.
    AbandonReset,
    /// The user turns biometric unlock on.
    EnableBiometrics {
        /// The passcode.
        passcode: Arc<PasscodeInput>,
    },
    /// The user turns biometric unlock off.
    DisableBiometrics,
    /// The user wants to unlock by biometrics.
    BeginBiometricUnlock,
    /// After [`crate::Outcome::BiometricPrompt`]: what came of the prompt.
    FinishBiometrics {
        /// What came of it.
        answer: BiometricAnswer,
    },
    /// It is time to talk to the portal.
    CheckIn,
    /// A secure app asks for its key.
    HandOff {
        /// The app, as the operating system names it. SECURITY: never as the request names it.
        app_id: String,
        /// The app's one-use X25519 public key: 32 bytes.
        public_key: Vec<u8>,
    },
    /// A secure app is being used.
    Activity,
    /// The phone's screen went off.
    ScreenOff,
    /// Neither the manager nor any secure app is in front any more. Going from one secure app to
    /// another is not leaving: wait until you know.
    Background,
    /// Somebody who may decides that this phone's keys are destroyed.
    Retire,
}

/// An account's user name and password, or, for a reset on iOS, a one-time PIN in its place.
#[derive(uniffi::Record)]
pub struct Credentials {
    /// The user name, at most 1 KiB.
    pub user_name: String,
    /// The password or PIN.
    pub secret: Arc<PasscodeInput>,
}

/// A passcode that is being set, typed twice.
#[derive(uniffi::Record)]
pub struct NewPasscode {
    /// What was typed first.
    pub passcode: Arc<PasscodeInput>,
    /// What was typed the second time.
    pub repeated: Arc<PasscodeInput>,
    /// On which keyboard; it is shown again at every unlock.
    pub keyboard: Keyboard,
}

impl Event {
    /// Tells the engine. Secrets stay where they are and are lent for the call.
    pub(crate) fn tell(&self, engine: &Engine) -> Result<flow::Outcome, Error> {
        let event = match self {
            Self::Enroll { credentials } => flow::Event::Enroll(credentials.lend()),
            Self::Create { chosen } => flow::Event::Create(chosen.lend()),
            Self::Unlock { passcode } => flow::Event::Unlock {
                passcode: passcode.expose(),
            },
            Self::Lock => flow::Event::Lock,
            Self::Change { current, chosen } => flow::Event::Change {
                current: current.as_ref().map(|typed| typed.expose()),
                new: chosen.lend(),
            },
            Self::BeginReset { credentials } => flow::Event::BeginReset(credentials.lend()),
            Self::RedeemGrant {
                user_name,
                password,
            } => flow::Event::RedeemGrant {
                user_name,
                password: password.as_ref().map(|typed| typed.expose()),
            },
            Self::FinishReset { chosen } => flow::Event::FinishReset(chosen.lend()),
            Self::AbandonReset => flow::Event::AbandonReset,
            Self::EnableBiometrics { passcode } => flow::Event::EnableBiometrics {
                passcode: passcode.expose(),
            },
            Self::DisableBiometrics => flow::Event::DisableBiometrics,
            Self::BeginBiometricUnlock => flow::Event::BeginBiometricUnlock,
            Self::FinishBiometrics { answer } => return answer.tell(engine),
            Self::CheckIn => flow::Event::CheckIn,
            Self::HandOff { app_id, public_key } => flow::Event::HandOff {
                app_id,
                public_key: PublicKey(
                    public_key
                        .as_slice()
                        .try_into()
                        .map_err(|_| Error::HandOffInvalid)?,
                ),
            },
            Self::Activity => flow::Event::Activity,
            Self::ScreenOff => flow::Event::ScreenOff,
            Self::Background => flow::Event::Background,
            Self::Retire => flow::Event::Retire,
        };
        engine.handle(event)
    }

    /// The event without what it carries.
    pub(crate) fn kind(&self) -> EventKind {
        match self {
            Self::Enroll { .. } => EventKind::Enroll,
            Self::Create { .. } => EventKind::Create,
            Self::Unlock { .. } => EventKind::Unlock,
            Self::Lock => EventKind::Lock,
            Self::Change { .. } => EventKind::Change,
            Self::BeginReset { .. } => EventKind::BeginReset,
            Self::RedeemGrant { .. } => EventKind::RedeemGrant,
            Self::FinishReset { .. } => EventKind::FinishReset,
            Self::AbandonReset => EventKind::AbandonReset,
            Self::EnableBiometrics { .. } => EventKind::EnableBiometrics,
            Self::DisableBiometrics => EventKind::DisableBiometrics,
            Self::BeginBiometricUnlock => EventKind::BeginBiometricUnlock,
            Self::FinishBiometrics { .. } => EventKind::FinishBiometrics,
            Self::CheckIn => EventKind::CheckIn,
            Self::HandOff { .. } => EventKind::HandOff,
            Self::Activity => EventKind::Activity,
            Self::ScreenOff => EventKind::ScreenOff,
            Self::Background => EventKind::Background,
            Self::Retire => EventKind::Retire,
        }
    }
}

impl Credentials {
    fn lend(&self) -> flow::Credentials<'_> {
        flow::Credentials {
            user_name: &self.user_name,
            secret: self.secret.expose(),
        }
    }
}

impl NewPasscode {
    fn lend(&self) -> flow::NewPasscode<'_> {
        flow::NewPasscode {
            passcode: self.passcode.expose(),
            repeated: self.repeated.expose(),
            keyboard: self.keyboard.into(),
        }
    }
}

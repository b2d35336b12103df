//! The verbs of a phone and what goes with them: the steps of a scenario as values.
//!
//! Every runner, in every language, knows these: `docs/scenarios.md`.

use jiff::SignedDuration;
use passcode_core::flow::{Credentials, Event, NewPasscode};
use passcode_core::vault::Keyboard;
use serde::Deserialize;

/// What a step can do on a phone; the fields are those of `with`.
#[derive(Deserialize)]
#[serde(
    tag = "do",
    content = "with",
    rename_all = "kebab-case",
    deny_unknown_fields
)]
pub enum Action {
    /// Signs in for the first time.
    Enroll(Account),
    /// Chooses the first passcode.
    Create(Chosen),
    /// Types the passcode.
    Unlock(Typed),
    /// Locks.
    Lock,
    /// Chooses another passcode.
    Change(Changed),
    /// Proves who the user is, by password or one-time PIN.
    Forgot(Account),
    /// Uses the AppConnect Unlock that the administrator granted.
    RedeemGrant(Granted),
    /// Chooses the passcode after [`Action::Forgot`] or [`Action::RedeemGrant`].
    ChooseAfterReset(Chosen),
    /// Leaves the reset.
    LeaveReset,
    /// Turns biometric unlock on: types the passcode, then lays a finger on the sensor.
    EnableBiometrics(Typed),
    /// Turns biometric unlock off.
    DisableBiometrics,
    /// Lays a finger on the sensor.
    TouchSensor,
    /// Adds a finger in the system's settings: the system destroys keys that ask for one.
    AddFinger,
    /// Talks to the portal.
    CheckIn,
    /// Asks the checklist about what was typed so far.
    CheckList(Typed),
    /// A secure app asks for its key.
    OpenApp(InApp),
    /// A secure app seals a note.
    SealNote(Note),
    /// A secure app reads its note.
    ReadNote(InApp),
    /// A secure app is being used.
    UseApp,
    /// The screen goes off.
    ScreenOff,
    /// The user goes to an app that is none of the secure apps.
    LeaveApps,
    /// Only looks.
    Look,
    /// The phone restarts.
    Restart,
    /// The keys are destroyed.
    Retire,
    /// The user turns the wall clock.
    TurnClock(Turned),
    /// Somebody copies the files, as a backup or a thief would.
    CopyFiles,
    /// Somebody puts the copied files back.
    PutFilesBack,
}

/// How far the wall clock is turned, like `-8h`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turned {
    pub(super) by: SignedDuration,
}

/// An account's user name and password, or a PIN in its place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub(super) user_name: String,
    pub(super) secret: String,
}

/// The account's user name, and the password if the grant asks for it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Granted {
    pub(super) user_name: String,
    pub(super) password: Option<String>,
}

/// A passcode, typed twice; the second time alike unless told otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    pub(super) passcode: String,
    pub(super) repeated: Option<String>,
    #[serde(default)]
    keyboard: Keys,
}

/// A passcode, typed once.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    pub(super) passcode: String,
}

/// The current passcode, and another one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    pub(super) current: Option<String>,
    pub(super) passcode: String,
    pub(super) repeated: Option<String>,
    #[serde(default)]
    keyboard: Keys,
}

/// A secure app.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InApp {
    pub(super) app: String,
}

/// A secure app and what it writes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub(super) app: String,
    pub(super) note: String,
}

/// A keyboard.
#[derive(Deserialize, Clone, Copy, Default)]
#[serde(rename_all = "kebab-case")]
enum Keys {
    /// Digits only.
    #[default]
    NumberPad,
    /// Everything.
    Full,
}

impl Account {
    pub(super) fn credentials(&self) -> Credentials<'_> {
        Credentials {
            user_name: &self.user_name,
            secret: self.secret.as_bytes(),
        }
    }
}

impl Chosen {
    pub(super) fn new_passcode(&self) -> NewPasscode<'_> {
        new_passcode(&self.passcode, self.repeated.as_deref(), self.keyboard)
    }
}

impl Typed {
    pub(super) fn event(&self) -> Event<'_> {
        Event::Unlock {
            passcode: self.passcode.as_bytes(),
        }
    }
}

impl Granted {
    pub(super) fn event(&self) -> Event<'_> {
        Event::RedeemGrant {
            user_name: &self.user_name,
            password: self.password.as_deref().map(str::as_bytes),
        }
    }
}

impl Changed {
    pub(super) fn event(&self) -> Event<'_> {
        Event::Change {
            current: self.current.as_deref().map(str::as_bytes),
            new: new_passcode(&self.passcode, self.repeated.as_deref(), self.keyboard),
        }
    }
}

fn new_passcode<'a>(
    passcode: &'a str,
    repeated: Option<&'a str>,
    keyboard: Keys,
) -> NewPasscode<'a> {
    NewPasscode {
        passcode: passcode.as_bytes(),
        repeated: repeated.unwrap_or(passcode).as_bytes(),
        keyboard: match keyboard {
            Keys::NumberPad => Keyboard::NumberPad,
            Keys::Full => Keyboard::Full,
        },
    }
}

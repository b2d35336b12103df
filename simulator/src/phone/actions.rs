//! What a step of a scenario can do on a phone, and the answer as JSON.
//!
//! Every runner, in every language, knows these verbs and answers with these fields:
//! `docs/scenarios.md`.

use super::apps::App;
use super::{FileStore, Phone};
use jiff::SignedDuration;
use passcode_core::Error;
use passcode_core::flow::{Credentials, Event, NewPasscode, Outcome, State};
use passcode_core::passcode::rules::{Check, Rule};
use passcode_core::ports::Clock;
use passcode_core::vault::Keyboard;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::io;
use std::sync::Arc;

/// What came of a step.
pub type Answer = Map<String, Value>;

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
    /// Chooses the passcode after [`Action::Forgot`].
    ChooseAfterReset(Chosen),
    /// Leaves the reset.
    LeaveReset,
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
    by: SignedDuration,
}

/// An account's user name and password, or a PIN in its place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    user_name: String,
    secret: String,
}

/// A passcode, typed twice; the second time alike unless told otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    passcode: String,
    repeated: Option<String>,
    #[serde(default)]
    keyboard: Keys,
}

/// A passcode, typed once.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    passcode: String,
}

/// The current passcode, and another one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    current: Option<String>,
    passcode: String,
    repeated: Option<String>,
    #[serde(default)]
    keyboard: Keys,
}

/// A secure app.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InApp {
    app: String,
}

/// A secure app and what it writes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    app: String,
    note: String,
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

impl Phone {
    /// Does what a step says and tells what came of it: `outcome` or `error`, what belongs to it,
    /// and the `state` after it.
    pub fn act(&mut self, action: &Action) -> Answer {
        let mut answer = match self.try_act(action) {
            Ok(answer) => answer,
            Err(error) => object(json!({"error": error.code()})),
        };
        let state = match self.engine.state() {
            Ok(state) => state.name(),
            Err(error) => error.code(),
        };
        answer.insert("state".to_owned(), json!(state));
        if let Ok(State::LockedOut {
            until_since_boot_ms: Some(until),
        }) = self.engine.state()
        {
            answer.insert("wait_seconds".to_owned(), json!(self.seconds_until(until)));
        }
        answer
    }

    fn try_act(&mut self, action: &Action) -> Result<Answer, Error> {
        let clock = Arc::clone(&self.clock);
        match action {
            Action::Enroll(account) => self.tell(Event::Enroll(account.credentials())),
            Action::Create(chosen) => self.tell(Event::Create(chosen.new_passcode())),
            Action::Unlock(typed) => self.tell(typed.event()),
            Action::Lock => self.tell(Event::Lock),
            Action::Change(changed) => self.tell(changed.event()),
            Action::Forgot(account) => self.tell(Event::BeginReset(account.credentials())),
            Action::ChooseAfterReset(chosen) => {
                self.tell(Event::FinishReset(chosen.new_passcode()))
            }
            Action::LeaveReset => self.tell(Event::AbandonReset),
            Action::CheckIn => self.tell(Event::CheckIn),
            Action::UseApp => self.tell(Event::Activity),
            Action::ScreenOff => self.tell(Event::ScreenOff),
            Action::Retire => self.tell(Event::Retire),
            Action::Look => self.screen(),
            Action::CheckList(typed) => Ok(check_list(
                &self.engine.check_list(typed.passcode.as_bytes())?,
            )),
            Action::OpenApp(InApp { app }) => {
                let app = self
                    .apps
                    .entry(app.clone())
                    .or_insert_with(|| App::new(app));
                app.open(&self.engine, &*clock)?;
                Ok(object(json!({"outcome": "opened"})))
            }
            Action::SealNote(Note { app, note }) => {
                self.app(app)?.seal_note(&*clock, note)?;
                Ok(object(json!({"outcome": "sealed"})))
            }
            Action::ReadNote(InApp { app }) => {
                let note = self.app(app)?.read_note(&*clock)?;
                Ok(object(json!({"outcome": "read", "note": note})))
            }
            Action::TurnClock(Turned { by }) => {
                let wall_ms = clock.now().wall_ms;
                let ms = i64::try_from(by.as_millis()).unwrap_or_default();
                clock.set_wall_ms(wall_ms.saturating_add_signed(ms));
                Ok(object(json!({"outcome": "turned"})))
            }
            Action::CopyFiles => self.files(FileStore::copy, "copied"),
            Action::PutFilesBack => self.files(FileStore::put_back, "put-back"),
            Action::Restart => {
                self.restart().map_err(|_| Error::StoreUnavailable)?;
                Ok(object(json!({"outcome": "restarted"})))
            }
        }
    }

    fn tell(&self, event: Event<'_>) -> Result<Answer, Error> {
        self.engine
            .handle(event)
            .map(|outcome| self.describe(&outcome))
    }

    /// Somebody does something to the files, and the manager's process starts anew.
    fn files(
        &mut self,
        work: fn(&FileStore) -> io::Result<()>,
        outcome: &str,
    ) -> Result<Answer, Error> {
        work(&self.files)
            .and_then(|()| self.start_again())
            .map_err(|_| Error::StoreUnavailable)?;
        Ok(object(json!({"outcome": outcome})))
    }

    /// An app that was opened before.
    fn app(&mut self, app: &str) -> Result<&mut App, Error> {
        self.apps.get_mut(app).ok_or(Error::HandOffExpired)
    }

    /// What a screen would show.
    fn screen(&self) -> Result<Answer, Error> {
        let status = self.engine.status()?;
        let keyboard = match status.keyboard {
            Keyboard::NumberPad => "number-pad",
            Keyboard::Full => "full",
        };
        Ok(object(json!({
            "outcome": "looked",
            "keyboard": keyboard,
            "attempts_remaining": status.attempts_remaining,
            "rules": status.policy.map(|policy| policy.to_json()),
        })))
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "most outcomes carry nothing"
    )]
    fn describe(&self, outcome: &Outcome) -> Answer {
        let mut answer = object(json!({"outcome": outcome.name()}));
        let details = match outcome {
            Outcome::WrongPasscode {
                attempts_remaining,
                next_attempt_since_boot_ms,
            } => json!({
                "attempts_remaining": attempts_remaining,
                "wait_seconds": next_attempt_since_boot_ms.map_or(0, |at| self.seconds_until(at)),
            }),
            Outcome::Rejected { violations } => {
                json!({"violations": violations.iter().map(|rule| rule.code()).collect::<Vec<_>>()})
            }
            Outcome::ChangeNeeded { reason } => json!({"reason": reason.name()}),
            Outcome::Refused(refusal) => json!({"refusal": refusal.code()}),
            Outcome::CheckedIn { changes, commands } => json!({
                "changes": changes.iter().map(|change| &change.field).collect::<Vec<_>>(),
                "commands": commands.iter().map(|command| command.name()).collect::<Vec<_>>(),
            }),
            _ => json!({}),
        };
        answer.extend(object(details));
        answer
    }

    fn seconds_until(&self, since_boot_ms: u64) -> u64 {
        since_boot_ms
            .saturating_sub(self.clock.now().since_boot_ms)
            .div_ceil(1000)
    }
}

/// The checklist as `{"met": […], "unmet": […]}`.
fn check_list(checks: &[Check]) -> Answer {
    let codes = |met: bool| -> Vec<&str> {
        let rules = checks
            .iter()
            .filter(|check| check.met == met)
            .map(|check| check.rule);
        rules.map(Rule::code).collect()
    };
    object(json!({"outcome": "checked", "met": codes(true), "unmet": codes(false)}))
}

fn object(value: Value) -> Answer {
    value.as_object().cloned().unwrap_or_default()
}

impl Account {
    fn credentials(&self) -> Credentials<'_> {
        Credentials {
            user_name: &self.user_name,
            secret: self.secret.as_bytes(),
        }
    }
}

impl Chosen {
    fn new_passcode(&self) -> NewPasscode<'_> {
        new_passcode(&self.passcode, self.repeated.as_deref(), self.keyboard)
    }
}

impl Typed {
    fn event(&self) -> Event<'_> {
        Event::Unlock {
            passcode: self.passcode.as_bytes(),
        }
    }
}

impl Changed {
    fn event(&self) -> Event<'_> {
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

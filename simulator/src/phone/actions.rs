//! What a step of a scenario can do on a phone, and the answer as JSON.
//!
//! Every runner, in every language, knows these verbs and answers with these fields:
//! `docs/scenarios.md`.

use super::apps::App;
use super::verbs::{Action, InApp, Note, Turned};
use super::{FileStore, Phone};
use passcode_core::Error;
use passcode_core::flow::{BiometricAnswer, Event, Outcome, State};
use passcode_core::passcode::rules::{Check, Rule};
use passcode_core::ports::{Clock, KeyStore};
use passcode_core::store::generation::BIOMETRIC_KEY;
use passcode_core::vault::Keyboard;
use serde_json::{Map, Value, json};
use std::io;
use std::sync::Arc;

/// What came of a step.
pub type Answer = Map<String, Value>;

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
            Action::RedeemGrant(granted) => self.tell(granted.event()),
            Action::EnableBiometrics(typed) => self.prompt(Event::EnableBiometrics {
                passcode: typed.passcode.as_bytes(),
            }),
            Action::DisableBiometrics => self.tell(Event::DisableBiometrics),
            Action::TouchSensor => self.prompt(Event::BeginBiometricUnlock),
            Action::AddFinger => {
                self.keys.lose(BIOMETRIC_KEY);
                Ok(object(json!({"outcome": "finger-added"})))
            }
            Action::ChooseAfterReset(chosen) => {
                self.tell(Event::FinishReset(chosen.new_passcode()))
            }
            Action::LeaveReset => self.tell(Event::AbandonReset),
            Action::CheckIn => self.tell(Event::CheckIn),
            Action::UseApp => self.tell(Event::Activity),
            Action::ScreenOff => self.tell(Event::ScreenOff),
            Action::LeaveApps => self.tell(Event::Background),
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

    /// Shows the system's prompt if the library asks for one; the finger is always the right one.
    fn prompt(&self, event: Event<'_>) -> Result<Answer, Error> {
        let outcome = self.engine.handle(event)?;
        let Outcome::BiometricPrompt(prompt) = outcome else {
            return Ok(self.describe(&outcome));
        };
        match self.keys.prf(BIOMETRIC_KEY, &prompt.0) {
            Ok(answer) => self.tell(Event::FinishBiometrics(BiometricAnswer::Answered(&answer))),
            Err(_) => self.tell(Event::FinishBiometrics(BiometricAnswer::Invalidated)),
        }
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
            "biometrics": status.biometrics.name(),
            "grant": status.grant.map(|grant| match grant.password_asked {
                true => "password-asked",
                false => "password-waived",
            }),
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

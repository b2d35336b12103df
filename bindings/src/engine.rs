//! The manager role: one engine behind one entry point, and what it tells the host.

use crate::check::Check;
use crate::error::PasscodeError;
use crate::event::Event;
use crate::outcome::Outcome;
use crate::ports::{LogEntry, LogSink, Observer, Ports};
use crate::settings::Settings;
use crate::status::Status;
use passcode_core::Error;
use passcode_core::flow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The manager app's passcode engine. One per process; it may be called from any thread, and blocks.
///
/// Ports may not call it back.
#[derive(uniffi::Object)]
pub struct PasscodeEngine {
    engine: flow::Engine,
    observer: Option<Arc<dyn Observer>>,
    log: Option<Arc<dyn LogSink>>,
    told: Mutex<Told>,
}

/// What was told last.
#[derive(Default)]
struct Told {
    revision: u64,
    status: Option<flow::Status>,
}

#[uniffi::export]
impl PasscodeEngine {
    /// Takes up where the records are, and finishes what an interruption left half done.
    ///
    /// # Errors
    /// [`PasscodeError::SettingsInvalid`]; [`PasscodeError::StoreUnavailable`], and other failures of the
    /// ports if an interruption left something half done that cannot be finished now. Anything wrong with
    /// the records is told at the first event.
    #[uniffi::constructor]
    pub fn open(ports: Ports, settings: Settings) -> Result<Self, PasscodeError> {
        let engine = flow::Engine::open(ports.for_core(), settings.into())?;
        Ok(Self {
            engine,
            observer: ports.observer,
            log: ports.log,
            told: Mutex::default(),
        })
    }

    /// Handles one event, start to end, and says what came of it. The observer is told before it
    /// returns.
    ///
    /// # Errors
    /// [`PasscodeError::EventNotAllowed`] if the event makes no sense in the present state, and whatever
    /// the host's ports fail with. The passcode and the data are then as they were; a charged attempt
    /// stays charged.
    pub fn handle(&self, event: Event) -> Result<Outcome, PasscodeError> {
        let told = event.tell(&self.engine);
        let result = match &told {
            Ok(outcome) => outcome.name(),
            Err(error) => error.code(),
        };
        self.write_log(event.kind().name(), result, told.is_err());
        // What came of the event counts, whether or not the records can be read right after it.
        let _ = self.status();
        Ok(told?.into())
    }

    /// What a screen needs to know, with a revision that grows when it changes. The observer is told
    /// if it did.
    ///
    /// # Errors
    /// The errors of records, store and hardware key.
    pub fn status(&self) -> Result<Status, PasscodeError> {
        let (status, is_new) = self.look().inspect_err(|error| {
            self.write_log("status", error.code(), true);
        })?;
        if let (Some(observer), true) = (&self.observer, is_new) {
            // A host that fails to listen changes nothing.
            let _ = observer.changed(status.clone());
        }
        Ok(status)
    }

    /// The live checklist for what was typed so far: UTF-8, borrowed.
    ///
    /// # Errors
    /// [`PasscodeError::EventNotAllowed`] before enrolment, and those of [`Self::status`].
    pub fn check_list(&self, typed: &[u8]) -> Result<Vec<Check>, PasscodeError> {
        let checks = self.engine.check_list(typed)?;
        Ok(checks.into_iter().map(Check::from).collect())
    }

    /// Locks at once: wipes the session and any opened reset. It waits for no derivation, no storage
    /// and no network, and tells the observer nothing: ask for the status when there is time.
    pub fn lock(&self) {
        self.engine.lock();
    }
}

impl PasscodeEngine {
    /// One reading at a time, so that a higher revision was always read later.
    fn look(&self) -> Result<(Status, bool), Error> {
        let mut told = self.told();
        let status = self.engine.status()?;
        let is_new = told.status.as_ref() != Some(&status);
        if is_new {
            told.revision += 1;
            told.status = Some(status.clone());
        }
        Ok((Status::new(told.revision, status), is_new))
    }

    fn write_log(&self, operation: &str, result: &str, is_error: bool) {
        if let Some(log) = &self.log {
            let entry = LogEntry {
                operation: operation.to_owned(),
                result: result.to_owned(),
                is_error,
            };
            // There is nowhere to say that the log does not work.
            let _ = log.write(entry);
        }
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

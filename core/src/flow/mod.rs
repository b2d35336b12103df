//! The engine: one entry point, [`Engine::handle`], behind which every user-visible operation is one
//! file that reads top to bottom.
//!
//! It holds no lock while it talks to the portal or derives a key, and [`Engine::lock`] never waits
//! for either. Everything that survives a restart is in the records; what is in memory is the open
//! session and little else.

mod attempt;
mod biometrics;
mod change;
mod check_in;
mod chosen;
mod commands;
mod create;
mod enroll;
mod event;
mod lock;
mod outcome;
mod records;
mod reseal;
mod reset;
mod state;
mod table;
#[cfg(test)]
mod tests;
mod told;
mod unlock;
mod unprotected;
mod wipe;

pub use biometrics::Biometrics;
pub use event::{BiometricAnswer, Credentials, Event, EventKind, NewPasscode};
pub use outcome::{BiometricPrompt, CarriedOut, Outcome, Refusal};
pub use state::{BlockReason, ChangeReason, RetireReason, State};
pub use table::StateKind;

use crate::attempts::recent::RecentGuesses;
use crate::clock::Reading;
use crate::crypto::context::Identity;
use crate::crypto::kdf::{KdfMemory, KdfParams};
use crate::error::Error;
use crate::passcode::rules::{self, Check};
use crate::policy::Policy;
use crate::portal::client::Client;
use crate::portal::wire::Platform;
use crate::ports::{Clock, KeyStore, Rng, Store, Transport};
use crate::session::Session;
use crate::store::generation::{GenerationKey, SIGNING_KEY};
pub use crate::store::ledger::Grant;
use crate::vault::Keyboard;
use biometrics::Prompted;
use records::{Enrolled, Records};
use reset::OpenedReset;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Characters of a device's name; the portal refuses longer ones.
const MAXIMUM_DEVICE_NAME: usize = 64;

/// Characters of an app's version.
const MAXIMUM_APP_VERSION: usize = 32;

/// What the host provides.
#[derive(Clone)]
pub struct Ports {
    /// The phone's clocks.
    pub clock: Arc<dyn Clock>,
    /// The random generator.
    pub rng: Arc<dyn Rng>,
    /// The records.
    pub store: Arc<dyn Store>,
    /// The hardware keys.
    pub keys: Arc<dyn KeyStore>,
    /// The network.
    pub transport: Arc<dyn Transport>,
}

/// What the host knows about itself.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The phone's operating system.
    pub platform: Platform,
    /// The app's version, like `3.1.0`: 1 to 32 characters.
    pub app_version: String,
    /// What the user calls the phone: 1 to 64 characters.
    pub device_name: String,
    /// What a derivation costs in new vaults: [`KdfParams::DEFAULT`], or what
    /// [`crate::crypto::calibrate::calibrate`] found once on this phone.
    pub kdf: KdfParams,
}

/// The manager app's passcode engine. One per process; several processes may share the records.
pub struct Engine {
    ports: Ports,
    settings: Settings,
    kdf: Mutex<KdfMemory>,
    live: Mutex<Live>,
}

/// What is in memory only.
#[derive(Default)]
struct Live {
    session: Option<Session>,
    change_needed: Option<ChangeReason>,
    reset: Option<OpenedReset>,
    prompted: Option<Prompted>,
    recent: RecentGuesses,
    generation_key: Option<(Identity, Arc<GenerationKey>)>,
    /// How often it was locked: an operation that finds another number than at its start opens
    /// nothing any more.
    locks: u64,
}

/// What a screen needs to know.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// Where the phone is.
    pub state: State,
    /// Which keyboard to show.
    pub keyboard: Keyboard,
    /// Attempts left; `None` where there is no passcode to try.
    pub attempts_remaining: Option<u8>,
    /// The rules in force; `None` before enrolment.
    pub policy: Option<Policy>,
    /// Whether biometrics may unlock.
    pub biometrics: Biometrics,
    /// An AppConnect Unlock that waits to be used.
    pub grant: Option<Grant>,
    /// When the state changes by itself, in milliseconds since the phone started, sleep included: a
    /// wait, the session or an opened reset is over. Look again then, so that it is wiped.
    pub changes_at_since_boot_ms: Option<u64>,
}

impl Engine {
    /// Takes up where the records are, and finishes what an interruption left half done.
    ///
    /// # Errors
    /// [`Error::SettingsInvalid`]; [`Error::StoreUnavailable`], and other failures of the ports if an
    /// interruption left something half done that cannot be finished now. Anything wrong with the
    /// records is told at the first event.
    pub fn open(ports: Ports, settings: Settings) -> Result<Self, Error> {
        settings.check()?;
        let engine = Self {
            ports,
            settings,
            kdf: Mutex::default(),
            live: Mutex::default(),
        };
        engine.tidy()?;
        Ok(engine)
    }

    /// Handles one event, start to end, and says what came of it.
    ///
    /// # Errors
    /// [`Error::EventNotAllowed`] if the event makes no sense in the present state, and whatever the
    /// host's ports fail with. The passcode and the data are then as they were; a charged attempt
    /// stays charged.
    pub fn handle(&self, event: Event<'_>) -> Result<Outcome, Error> {
        match event {
            Event::Enroll(credentials) => self.enroll(&credentials),
            Event::Create(new) => self.create(&new),
            Event::Unlock { passcode } => self.unlock(passcode),
            Event::Lock => {
                self.lock();
                Ok(Outcome::Locked)
            }
            Event::Change { current, new } => self.change(current, &new),
            Event::BeginReset(credentials) => self.begin_reset(&credentials),
            Event::RedeemGrant {
                user_name,
                password,
            } => self.redeem_grant(user_name, password),
            Event::FinishReset(new) => self.finish_reset(&new),
            Event::AbandonReset => self.abandon_reset(),
            Event::EnableBiometrics { passcode } => self.enable_biometrics(passcode),
            Event::DisableBiometrics => self.disable_biometrics(),
            Event::BeginBiometricUnlock => self.begin_biometric_unlock(),
            Event::FinishBiometrics(answer) => self.finish_biometrics(&answer),
            Event::CheckIn => self.check_in(),
            Event::HandOff { app_id, public_key } => self.hand_off(app_id, &public_key),
            Event::Activity => self.note_activity(),
            Event::ScreenOff => Ok(self.screen_off()),
            Event::Background => Ok(self.background()),
            Event::Retire => self.retire(),
        }
    }

    /// Where the phone is.
    ///
    /// # Errors
    /// The `record.*`, `store.*` and `hardware_key.*` errors.
    pub fn state(&self) -> Result<State, Error> {
        self.status().map(|status| status.state)
    }

    /// What a screen needs to know.
    ///
    /// # Errors
    /// The `record.*`, `store.*` and `hardware_key.*` errors.
    pub fn status(&self) -> Result<Status, Error> {
        let _exclusive = self.ports.store.exclusive()?;
        let now = self.ports.clock.now();
        let records = self.load_and_open(&now)?;
        let state = self.state_of(&records, &now);
        Ok(match &records {
            Records::Enrolled(enrolled) => Status {
                changes_at_since_boot_ms: self.live().changes_at(&state),
                ..enrolled.status(state, &now)
            },
            Records::Nobody | Records::Gone { .. } => Status {
                state,
                keyboard: Keyboard::Full,
                attempts_remaining: None,
                policy: None,
                biometrics: Biometrics::NotAllowed,
                grant: None,
                changes_at_since_boot_ms: None,
            },
        })
    }

    /// The live checklist for a screen that follows the typing of a new passcode.
    ///
    /// # Errors
    /// [`Error::EventNotAllowed`] before enrolment, and those of [`Engine::status`].
    pub fn check_list(&self, typed: &[u8]) -> Result<Vec<Check>, Error> {
        let policy = match self.reset_policy() {
            Some(policy) => policy,
            None => self.status()?.policy.ok_or(Error::EventNotAllowed)?,
        };
        Ok(rules::check_list(&policy, typed))
    }

    /// Locks at once: wipes the session and any opened reset. It waits for no derivation, no storage
    /// and no network.
    pub fn lock(&self) {
        let mut live = self.live();
        live.close();
        live.locks += 1;
    }

    /// The state, from the records and what is open in memory.
    fn state_of(&self, records: &Records, now: &Reading) -> State {
        let enrolled = match records {
            Records::Nobody => return State::NotEnrolled,
            Records::Gone { why, .. } => {
                return State::Retired {
                    reason: (*why).into(),
                };
            }
            Records::Enrolled(enrolled) => enrolled,
        };
        let mut live = self.live();
        live.close_what_is_over(enrolled.generation(), now);
        if let Some(reason) = enrolled.block_reason(now) {
            live.close();
            return State::Blocked { reason };
        }
        if enrolled.needs_passcode() {
            live.close();
            return State::PasscodeNeeded;
        }
        if live.reset.is_some() {
            return State::ResetInProgress;
        }
        match (&live.session, live.change_needed) {
            (Some(_), Some(reason)) => State::ChangeNeeded { reason },
            (Some(_), None) => State::Unlocked,
            (None, _) => enrolled.state(now),
        }
    }

    /// Loads an enrolled phone's records and checks that an event makes sense now. The caller holds
    /// the store's exclusive lock.
    fn load_for(&self, event: EventKind, now: &Reading) -> Result<Enrolled, Error> {
        let records = self.load_and_open(now)?;
        self.state_of(&records, now).check(event)?;
        match records {
            Records::Enrolled(enrolled) => Ok(*enrolled),
            Records::Nobody | Records::Gone { .. } => Err(Error::EventNotAllowed),
        }
    }

    /// The device API for this phone.
    fn client<'a>(&'a self, device: &'a str) -> Client<'a> {
        Client {
            transport: &*self.ports.transport,
            keys: &*self.ports.keys,
            key_name: SIGNING_KEY,
            key_id: device,
        }
    }

    fn live(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kdf(&self) -> MutexGuard<'_, KdfMemory> {
        self.kdf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Settings {
    /// SECURITY: a vault with costs that no reader accepts would be lost the moment it is written.
    fn check(&self) -> Result<(), Error> {
        let fits = |text: &str, most| (1..=most).contains(&text.chars().count());
        let valid = self.kdf.is_acceptable()
            && fits(&self.device_name, MAXIMUM_DEVICE_NAME)
            && fits(&self.app_version, MAXIMUM_APP_VERSION);
        if valid {
            Ok(())
        } else {
            Err(Error::SettingsInvalid)
        }
    }
}

impl Live {
    /// Wipes what is open.
    fn close(&mut self) {
        self.session = None;
        self.change_needed = None;
        self.reset = None;
        self.prompted = None;
    }

    /// When the state changes by itself.
    fn changes_at(&self, state: &State) -> Option<u64> {
        match state {
            State::LockedOut {
                until_since_boot_ms,
            } => *until_since_boot_ms,
            State::Unlocked | State::ChangeNeeded { .. } => {
                self.session.as_ref().map(Session::ends_at_since_boot_ms)
            }
            State::ResetInProgress => self.reset.as_ref().map(OpenedReset::ends_at_since_boot_ms),
            State::NotEnrolled
            | State::PasscodeNeeded
            | State::Locked
            | State::Blocked { .. }
            | State::Retired { .. } => None,
        }
    }

    /// Wipes what is past its time, or belongs to another generation of the vault.
    fn close_what_is_over(&mut self, generation: u64, now: &Reading) {
        if self
            .session
            .as_ref()
            .is_some_and(|session| session.is_over(generation, now))
        {
            self.session = None;
            self.change_needed = None;
        }
        if self
            .reset
            .as_ref()
            .is_some_and(|reset| reset.is_over(generation, now))
        {
            self.reset = None;
        }
    }
}

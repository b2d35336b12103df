//! Biometric unlock: a convenience beside the passcode, never instead of it. Two steps, and no lock is
//! held between them: the host shows the system's prompt in the meantime.
//!
//! SECURITY: biometrics charge nothing and give nothing back, and wait for the passcode after a
//! restart, after the interval of the rules, when locked out, and when the rules changed.

use super::attempt::{Opened, locked_out};
use super::records::Enrolled;
use super::unlock::is_too_old;
use super::{BiometricAnswer, BiometricPrompt, Engine, EventKind, Outcome, Refusal};
use crate::clock::Reading;
use crate::crypto::keys::Key;
use crate::error::Error;
use crate::ports::KeyPurpose;
use crate::session::auto_lock::{AutoLock, Deadline};
use crate::session::{Origin, Session};
use crate::store::generation::BIOMETRIC_KEY;
use crate::vault::biometric::{self, BiometricSlot};
use std::sync::Arc;

const HOUR_MS: u64 = 60 * 60_000;

/// How long a prompt may stand.
const PROMPT_MS: u64 = 2 * 60_000;

/// Whether biometrics may unlock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Biometrics {
    /// The rules do not allow it.
    NotAllowed,
    /// The user may turn it on.
    Off,
    /// They may.
    Ready,
    /// The passcode is to be typed first.
    PasscodeFirst,
}

impl Biometrics {
    /// Its stable name, for logs and scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAllowed => "not-allowed",
            Self::Off => "off",
            Self::Ready => "ready",
            Self::PasscodeFirst => "passcode-first",
        }
    }
}

/// A prompt that the host shows.
pub(super) struct Prompted {
    purpose: Purpose,
    generation: u64,
    locks: u64,
    deadline: Deadline,
}

/// What a prompt is for.
enum Purpose {
    /// Turning biometrics on, with the secret of the new slot.
    Enable(Key),
    Unlock,
}

impl Engine {
    /// The passcode takes the one path of every attempt; then the prompt for the new key.
    pub(super) fn enable_biometrics(&self, passcode: &[u8]) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        {
            let _exclusive = self.ports.store.exclusive()?;
            let enrolled = self.load_for(EventKind::EnableBiometrics, &now)?;
            if enrolled.biometrics(&now) == Biometrics::NotAllowed {
                return Ok(Outcome::Refused(Refusal::BiometricsNotAllowed));
            }
        }
        self.attempt(EventKind::EnableBiometrics, passcode, |opened| {
            let Opened {
                enrolled,
                now,
                locks,
                ..
            } = opened;
            self.remove_biometrics(&enrolled)?;
            self.ports
                .keys
                .create(BIOMETRIC_KEY, KeyPurpose::BiometricPrf)?;
            let secret = Key::generate(&*self.ports.rng)?;
            let prompt = BiometricPrompt(biometric::prompt(&secret)?);
            let purpose = Purpose::Enable(secret);
            self.prompted(purpose, &enrolled, (&now, locks));
            Ok(Outcome::BiometricPrompt(prompt))
        })
    }

    pub(super) fn disable_biometrics(&self) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let _exclusive = self.ports.store.exclusive()?;
        let enrolled = self.load_for(EventKind::DisableBiometrics, &now)?;
        self.remove_biometrics(&enrolled)?;
        Ok(Outcome::BiometricsOff)
    }

    pub(super) fn begin_biometric_unlock(&self) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let locks = self.live().locks;
        let _exclusive = self.ports.store.exclusive()?;
        let enrolled = self.load_for(EventKind::BeginBiometricUnlock, &now)?;
        if let Some(refused) = enrolled.refuse_biometrics(&now) {
            return Ok(refused);
        }
        let prompt = enrolled.vault()?.biometric_prompt()?;
        let prompt = prompt.ok_or(Error::EventNotAllowed)?;
        self.prompted(Purpose::Unlock, &enrolled, (&now, locks));
        Ok(Outcome::BiometricPrompt(BiometricPrompt(prompt)))
    }

    pub(super) fn finish_biometrics(&self, answer: &BiometricAnswer<'_>) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let _exclusive = self.ports.store.exclusive()?;
        let enrolled = self.load_for(EventKind::FinishBiometrics, &now)?;
        let prompted = self.live().prompted.take().ok_or(Error::EventNotAllowed)?;
        if prompted.deadline.is_over(&now) || prompted.generation != enrolled.generation() {
            return Err(Error::Superseded);
        }
        let answer = match answer {
            BiometricAnswer::Answered(answer) => Key::from_bytes(answer),
            BiometricAnswer::Cancelled => return Ok(Outcome::BiometricsCancelled),
            BiometricAnswer::Invalidated => return self.turn_off(&enrolled),
        };
        match prompted.purpose {
            Purpose::Enable(secret) => self.seal_biometrics(&enrolled, &secret, &answer),
            Purpose::Unlock => self.open_by_biometrics(&enrolled, &answer, (&now, prompted.locks)),
        }
    }

    fn seal_biometrics(
        &self,
        enrolled: &Enrolled,
        secret: &Key,
        answer: &Key,
    ) -> Result<Outcome, Error> {
        let container = {
            let live = self.live();
            let session = live
                .session
                .as_ref()
                .filter(|_| live.change_needed.is_none());
            session.ok_or(Error::EventNotAllowed)?.container()
        };
        let vault_id = &enrolled.vault()?.header.vault_id;
        let slot = biometric::seal(&enrolled.identity, vault_id, (secret, answer), &container);
        self.replace_biometrics(enrolled, Some(slot))?;
        Ok(Outcome::BiometricsOn)
    }

    fn open_by_biometrics(
        &self,
        enrolled: &Enrolled,
        answer: &Key,
        (now, locks): (&Reading, u64),
    ) -> Result<Outcome, Error> {
        if let Some(refused) = enrolled.refuse_biometrics(now) {
            return Ok(refused);
        }
        let vault = enrolled.vault()?;
        // Another key answered than the one that sealed.
        let Some(container) = vault.open_biometric(&enrolled.identity, answer) else {
            return self.turn_off(enrolled);
        };
        let standing = enrolled.standing.as_ref().ok_or(Error::RecordDamaged)?;
        let origin = Origin {
            generation: enrolled.generation(),
            key_epoch: vault.header.key_epoch,
        };
        let auto_lock = AutoLock::of(&standing.policy);
        let session = Session::open(Arc::new(container), origin, auto_lock, now);
        Ok(self.open_session(session, locks, Outcome::Unlocked))
    }

    fn turn_off(&self, enrolled: &Enrolled) -> Result<Outcome, Error> {
        self.remove_biometrics(enrolled)?;
        Ok(Outcome::BiometricsOff)
    }

    /// Destroys the key, then removes the slot. The caller holds the store's exclusive lock.
    pub(super) fn remove_biometrics(&self, enrolled: &Enrolled) -> Result<(), Error> {
        self.ports.keys.delete(BIOMETRIC_KEY)?;
        let has_slot = enrolled
            .vault
            .as_ref()
            .map(|vault| vault.has_biometric_slot());
        match has_slot {
            Some(true) => self.replace_biometrics(enrolled, None),
            Some(false) | None => Ok(()),
        }
    }

    fn replace_biometrics(
        &self,
        enrolled: &Enrolled,
        slot: Option<BiometricSlot>,
    ) -> Result<(), Error> {
        let vault = enrolled.vault()?;
        let sealed = vault.with_biometric(&enrolled.identity, &enrolled.key, slot)?;
        sealed.save(&*self.ports.store, Some(vault.revision))?;
        Ok(())
    }

    fn prompted(&self, purpose: Purpose, enrolled: &Enrolled, (now, locks): (&Reading, u64)) {
        self.live().prompted = Some(Prompted {
            purpose,
            generation: enrolled.generation(),
            locks,
            deadline: Deadline::after(now, PROMPT_MS),
        });
    }
}

impl Enrolled {
    /// Whether biometrics may unlock now.
    pub(super) fn biometrics(&self, now: &Reading) -> Biometrics {
        let (Some(vault), Some(standing)) = (&self.vault, &self.standing) else {
            return Biometrics::NotAllowed;
        };
        let policy = &standing.policy;
        if !policy.biometric_unlock || vault.passcode_slot().is_none() {
            return Biometrics::NotAllowed;
        }
        if !vault.has_biometric_slot() {
            return Biometrics::Off;
        }
        let interval_ms = u64::from(policy.biometric_passcode_hours) * HOUR_MS;
        let is_fresh = standing.passcode_at.is_some_and(|typed| {
            typed.boot_id == now.boot_id
                && now.since_boot_ms < typed.since_boot_ms.saturating_add(interval_ms)
        });
        if is_fresh && !is_too_old(standing, vault, now) {
            Biometrics::Ready
        } else {
            Biometrics::PasscodeFirst
        }
    }

    fn refuse_biometrics(&self, now: &Reading) -> Option<Outcome> {
        let refused = |refusal| Some(Outcome::Refused(refusal));
        match self.biometrics(now) {
            Biometrics::NotAllowed => refused(Refusal::BiometricsNotAllowed),
            Biometrics::Off => refused(Refusal::BiometricsOff),
            Biometrics::PasscodeFirst => refused(Refusal::PasscodeFirst),
            Biometrics::Ready => locked_out(self.lockout(now)),
        }
    }
}

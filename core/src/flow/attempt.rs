//! The one path of every use of the passcode: unlock, change, and whatever comes.
//!
//! SECURITY: the attempt is charged, durably and in both copies, before the hardware key is asked.
//! Nothing after that gives it back but the right passcode.

use super::records::Enrolled;
use super::{ChangeReason, Engine, EventKind, Outcome};
use crate::attempts::lockout::{Lockout, remaining};
use crate::attempts::{charge, lockout};
use crate::clock::Reading;
use crate::crypto::keys::{ContainerKey, Key};
use crate::error::Error;
use crate::passcode::rules::Rule;
use crate::passcode::{Passcode, TextVersion};
use crate::policy::AtTheLimit;
use crate::store::device::Why;
use crate::store::ledger::{BootTime, Failures, Standing};
use std::sync::Arc;

/// What the right passcode opened, while the store is still held.
pub(super) struct Opened {
    pub(super) enrolled: Enrolled,
    pub(super) container: Arc<ContainerKey>,
    pub(super) passcode: Passcode,
    /// Why it must be changed, if it must.
    pub(super) change_reason: Option<ChangeReason>,
    pub(super) now: Reading,
    /// [`super::Live::locks`] when the attempt began.
    pub(super) locks: u64,
}

impl Engine {
    /// Tries a passcode and, if it is right, goes on with `then` under the same lock. Whatever
    /// `then` needs to derive, it derives before: no derivation runs under the lock.
    pub(super) fn attempt(
        &self,
        event: EventKind,
        typed: &[u8],
        then: impl FnOnce(Opened) -> Result<Outcome, Error>,
    ) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let locks = self.live().locks;
        let (header, lockout) = {
            let _exclusive = self.ports.store.exclusive()?;
            let enrolled = self.load_for(event, &now)?;
            (enrolled.vault()?.header.clone(), enrolled.lockout(&now))
        };
        if let Some(outcome) = locked_out(lockout) {
            return Ok(outcome);
        }
        let version =
            TextVersion::from_number(header.text_version).ok_or(Error::RecordVersionUnsupported)?;
        // What cannot be any passcode tells nothing about this one: not charged.
        let Ok(passcode) = Passcode::parse(typed, version) else {
            return Ok(Outcome::Rejected {
                violations: vec![Rule::AllowedCharacters],
            });
        };
        // EXPOSE: the passcode goes into its derivation.
        let derived = self
            .kdf()
            .derive(header.kdf, passcode.expose().as_bytes(), &header.salt)?;
        let known = self.live().recent.contains(&derived, &now);

        let _exclusive = self.ports.store.exclusive()?;
        let mut enrolled = self.load_for(event, &now)?;
        if enrolled.vault()?.header != header {
            return Err(Error::Superseded);
        }
        if let Some(outcome) = locked_out(enrolled.lockout(&now)) {
            return Ok(outcome);
        }
        if known {
            return Ok(wrong(&enrolled, &now));
        }
        self.settle(&mut enrolled, |known| {
            known.failures = charge(known.failures, &now);
            known.running = known.running.counted(&now);
        })?;
        match self.open_passcode_slot(&enrolled, &derived)? {
            None => {
                self.live()
                    .recent
                    .remember(&*self.ports.rng, &derived, &now)?;
                self.after_wrong(&enrolled, &now)
            }
            Some(container) => {
                let container = Arc::new(container);
                let change_reason = self.after_right(&mut enrolled, &passcode, &now)?;
                then(Opened {
                    enrolled,
                    container,
                    passcode,
                    change_reason,
                    now,
                    locks,
                })
            }
        }
    }

    fn open_passcode_slot(
        &self,
        enrolled: &Enrolled,
        derived: &Key,
    ) -> Result<Option<ContainerKey>, Error> {
        let vault = enrolled.vault()?;
        let slot = vault.passcode_slot().ok_or(Error::EventNotAllowed)?;
        slot.open(
            &*self.ports.keys,
            &enrolled.identity,
            enrolled.generation(),
            derived,
        )
    }

    /// Writes what counts, in both copies.
    pub(super) fn settle(
        &self,
        enrolled: &mut Enrolled,
        change: impl FnOnce(&mut Standing),
    ) -> Result<(), Error> {
        let Enrolled {
            identity,
            ledger,
            key,
            standing,
            ..
        } = enrolled;
        let standing = standing.as_mut().ok_or(Error::RecordDamaged)?;
        change(standing);
        ledger.write(&*self.ports.store, identity, key, standing)
    }

    /// The counter begins again. Answers why the passcode must be changed, if it must.
    fn after_right(
        &self,
        enrolled: &mut Enrolled,
        passcode: &Passcode,
        now: &Reading,
    ) -> Result<Option<ChangeReason>, Error> {
        let change_reason = enrolled.change_reason(passcode, now)?;
        self.settle(enrolled, |known| {
            known.failures = Failures::default();
            // SECURITY: biometrics do not get around a change that is needed.
            known.passcode_at = change_reason.is_none().then(|| BootTime::from(now));
        })?;
        self.live().recent.forget();
        Ok(change_reason)
    }

    /// A wrong passcode may have been the last one.
    fn after_wrong(&self, enrolled: &Enrolled, now: &Reading) -> Result<Outcome, Error> {
        let wipe = enrolled
            .standing
            .as_ref()
            .is_some_and(|standing| standing.policy.at_the_limit == AtTheLimit::Wipe);
        match enrolled.lockout(now) {
            Lockout::AtTheLimit if wipe => {
                self.destroy(Why::AtTheLimit)?;
                Ok(Outcome::Wiped)
            }
            Lockout::AtTheLimit => Ok(Outcome::LockedOut {
                until_since_boot_ms: None,
            }),
            Lockout::MayTry | Lockout::Until { .. } => Ok(wrong(enrolled, now)),
        }
    }
}

pub(super) fn locked_out(lockout: Lockout) -> Option<Outcome> {
    match lockout {
        Lockout::MayTry => None,
        Lockout::Until { since_boot_ms } => Some(Outcome::LockedOut {
            until_since_boot_ms: Some(since_boot_ms),
        }),
        Lockout::AtTheLimit => Some(Outcome::LockedOut {
            until_since_boot_ms: None,
        }),
    }
}

fn wrong(enrolled: &Enrolled, now: &Reading) -> Outcome {
    let failures = enrolled
        .standing
        .as_ref()
        .map_or(Failures::default(), |s| s.failures);
    let next_attempt_since_boot_ms =
        match lockout::lockout(&failures, enrolled.failed_attempts(), now) {
            Lockout::Until { since_boot_ms } => Some(since_boot_ms),
            Lockout::MayTry | Lockout::AtTheLimit => None,
        };
    Outcome::WrongPasscode {
        attempts_remaining: remaining(&failures, enrolled.failed_attempts()),
        next_attempt_since_boot_ms,
    }
}

//! The daily unlock: whether the passcode still satisfies the rules, and whether the vault is still
//! sealed as it should be.

use super::attempt::Opened;
use super::chosen::{Choice, Opens};
use super::records::Enrolled;
use super::{ChangeReason, Engine, EventKind, Outcome};
use crate::clock::Reading;
use crate::error::Error;
use crate::passcode::{Passcode, rules};
use crate::policy::Limit;
use crate::session::auto_lock::AutoLock;
use crate::session::{Origin, Session};
use crate::store::ledger::Standing;
use crate::vault::{SetBy, Vault};

const DAY_MS: u64 = 24 * 60 * 60_000;

impl Engine {
    pub(super) fn unlock(&self, typed: &[u8]) -> Result<Outcome, Error> {
        let mut outdated = None;
        let outcome = self.attempt(EventKind::Unlock, typed, |opened| {
            let Opened {
                enrolled,
                container,
                passcode,
                change_reason,
                now,
                locks,
            } = opened;
            let standing = enrolled.standing.as_ref().ok_or(Error::RecordDamaged)?;
            let vault = enrolled.vault()?;
            let generation = enrolled.generation();
            let origin = Origin {
                generation,
                key_epoch: vault.header.key_epoch,
            };
            let auto_lock = AutoLock::of(&standing.policy);
            let session = Session::open(container, origin, auto_lock, &now);
            let outcome = match change_reason {
                Some(reason) => Outcome::ChangeNeeded { reason },
                None => Outcome::Unlocked,
            };
            let outcome = self.open_session(session, locks, outcome);
            if outcome == Outcome::Unlocked {
                outdated = self
                    .upkeep_for(&enrolled, passcode)
                    .map(|upkeep| (upkeep, now, locks));
            }
            Ok(outcome)
        })?;
        if let Some((upkeep, now, locks)) = outdated {
            // The vault as it is opens as well as before; the next unlock tries again.
            let _ = self.keep_up(&upkeep, (&now, locks));
        }
        Ok(outcome)
    }

    /// Opens the session, unless it was locked since the operation began: a lock always wins. If a
    /// change is needed, no app gets its key before.
    pub(super) fn open_session(&self, session: Session, locks: u64, outcome: Outcome) -> Outcome {
        let mut live = self.live();
        if live.locks != locks {
            return Outcome::Locked;
        }
        live.session = Some(session);
        live.reset = None;
        live.change_needed = None;
        if let Outcome::ChangeNeeded { reason } = outcome {
            live.change_needed = Some(reason);
        }
        outcome
    }

    /// What is to be done about the vault while the passcode is at hand.
    fn upkeep_for(&self, enrolled: &Enrolled, passcode: Passcode) -> Option<Upkeep> {
        let standing = enrolled.standing.as_ref()?;
        if !standing.policy.passcode_required {
            return Some(Upkeep::NoPasscodeRequired);
        }
        self.is_outdated(enrolled).then_some(Upkeep::Anew(passcode))
    }

    /// Whether derivations cost more by now, or the organisation has another escrow key.
    pub(super) fn is_outdated(&self, enrolled: &Enrolled) -> bool {
        let (Some(vault), Some(standing)) = (&enrolled.vault, &enrolled.standing) else {
            return false;
        };
        let is_cheap = self.settings.kdf.costs_more_than(&vault.header.kdf);
        (is_cheap && vault.passcode_slot().is_some()) || vault.escrow.key_id != standing.escrow.id
    }

    /// Seals the vault anew while the session is open.
    pub(super) fn keep_up(
        &self,
        upkeep: &Upkeep,
        (now, locks): (&Reading, u64),
    ) -> Result<(), Error> {
        let derived = match upkeep {
            Upkeep::Anew(passcode) => Some(self.derive(passcode, Choice::Same)?),
            Upkeep::NoPasscodeRequired => None,
        };
        let _exclusive = self.ports.store.exclusive()?;
        let mut enrolled = self.load_for(EventKind::HandOff, now)?;
        let container = match &self.live().session {
            Some(session) => session.container(),
            None => return Ok(()),
        };
        let standing = enrolled.standing.clone().ok_or(Error::RecordDamaged)?;
        let lineage = enrolled.vault()?.lineage();
        let opens = match &derived {
            Some(derived) => Opens::Passcode(derived, SetBy::Change),
            None if standing.policy.passcode_required => return Ok(()),
            None => Opens::ByItself,
        };
        let origin = self.reseal(&mut enrolled, &container, &lineage, &opens, standing)?;
        let mut live = self.live();
        let locks_now = live.locks;
        if let Some(session) = live.session.as_mut().filter(|_| locks_now == locks) {
            session.move_to(origin);
        }
        Ok(())
    }
}

/// What is to be done about the vault while the passcode is at hand.
pub(super) enum Upkeep {
    /// Seal it anew, with the same passcode.
    Anew(Passcode),
    /// The rules require no passcode any more: from now on it opens by itself.
    NoPasscodeRequired,
}

impl Enrolled {
    /// Why a new passcode must be chosen, if it must.
    pub(super) fn change_reason(
        &self,
        passcode: &Passcode,
        now: &Reading,
    ) -> Result<Option<ChangeReason>, Error> {
        let standing = self.standing.as_ref().ok_or(Error::RecordDamaged)?;
        if !standing.policy.passcode_required {
            return Ok(None);
        }
        if !rules::violations(&standing.policy, passcode).is_empty() {
            return Ok(Some(ChangeReason::RulesChanged));
        }
        let is_too_old = is_too_old(standing, self.vault()?, now);
        Ok(is_too_old.then_some(ChangeReason::TooOld))
    }
}

/// Whether the passcode is older than the rules allow.
pub(super) fn is_too_old(standing: &Standing, vault: &Vault, now: &Reading) -> bool {
    let Limit::After(days) = standing.policy.maximum_age_days else {
        return false;
    };
    let age_ms = standing
        .server_time
        .estimate_ms(now)
        .saturating_sub(vault.header.set_at_ms);
    age_ms >= u64::from(days) * DAY_MS
}

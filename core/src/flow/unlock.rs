//! The daily unlock: whether the passcode still satisfies the rules, and whether the vault is still
//! sealed as it should be.

use super::attempt::Opened;
use super::chosen::Choice;
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
            let outcome = match change_reason(standing, vault, &passcode, &now) {
                Some(reason) => Outcome::ChangeNeeded { reason },
                None => Outcome::Unlocked,
            };
            let outcome = self.open_session(session, locks, outcome);
            if outcome == Outcome::Unlocked && self.is_outdated(&enrolled) {
                outdated = Some((passcode, now, locks));
            }
            Ok(outcome)
        })?;
        if let Some((passcode, now, locks)) = outdated {
            // The vault as it is opens as well as before; the next unlock tries again.
            let _ = self.reseal_same(&passcode, (&now, locks));
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

    /// Whether derivations cost more by now, or the organisation has another escrow key.
    fn is_outdated(&self, enrolled: &Enrolled) -> bool {
        let (Some(vault), Some(standing)) = (&enrolled.vault, &enrolled.standing) else {
            return false;
        };
        self.settings.kdf.costs_more_than(&vault.header.kdf)
            || vault.escrow.key_id != standing.escrow.id
    }

    /// Seals the vault anew, with the passcode that it has.
    pub(super) fn reseal_same(
        &self,
        passcode: &Passcode,
        (now, locks): (&Reading, u64),
    ) -> Result<(), Error> {
        let derived = self.derive(passcode, Choice::Same)?;
        let _exclusive = self.ports.store.exclusive()?;
        let mut enrolled = self.load_for(EventKind::HandOff, now)?;
        let container = match &self.live().session {
            Some(session) => session.container(),
            None => return Ok(()),
        };
        let standing = enrolled.standing.clone().ok_or(Error::RecordDamaged)?;
        let lineage = enrolled.vault()?.lineage();
        let new = (&derived, SetBy::Change);
        let origin = self.reseal(&mut enrolled, &container, &lineage, new, standing)?;
        let mut live = self.live();
        let locks_now = live.locks;
        if let Some(session) = live.session.as_mut().filter(|_| locks_now == locks) {
            session.move_to(origin);
        }
        Ok(())
    }
}

/// Why a new passcode must be chosen, if it must.
fn change_reason(
    standing: &Standing,
    vault: &Vault,
    passcode: &Passcode,
    now: &Reading,
) -> Option<ChangeReason> {
    if !rules::violations(&standing.policy, passcode).is_empty() {
        return Some(ChangeReason::RulesChanged);
    }
    let Limit::After(days) = standing.policy.maximum_age_days else {
        return None;
    };
    let age_ms = standing
        .server_time
        .estimate_ms(now)
        .saturating_sub(vault.header.set_at_ms);
    (age_ms >= u64::from(days) * DAY_MS).then_some(ChangeReason::TooOld)
}

//! The daily unlock, and whether the passcode still satisfies the rules.

use super::attempt::Opened;
use super::{ChangeReason, Engine, EventKind, Outcome};
use crate::error::Error;
use crate::passcode::rules;
use crate::session::{Origin, Session};

impl Engine {
    pub(super) fn unlock(&self, typed: &[u8]) -> Result<Outcome, Error> {
        self.attempt(EventKind::Unlock, typed, |opened| {
            let Opened {
                enrolled,
                container,
                passcode,
                now,
                locks,
            } = opened;
            let policy = &enrolled
                .standing
                .as_ref()
                .ok_or(Error::RecordDamaged)?
                .policy;
            let generation = enrolled.generation();
            let origin = Origin {
                generation,
                key_epoch: enrolled.vault()?.header.key_epoch,
            };
            let session = Session::open(container, origin, policy.auto_lock_minutes, &now);
            if rules::violations(policy, &passcode).is_empty() {
                return Ok(self.open_session(session, locks, Outcome::Unlocked));
            }
            let reason = ChangeReason::RulesChanged;
            Ok(self.open_session(session, locks, Outcome::ChangeNeeded { reason }))
        })
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
}

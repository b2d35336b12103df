//! Another passcode, by somebody who knows the present one. Data and container key stay.

use super::attempt::Opened;
use super::chosen::{DerivedPasscode, Opens};
use super::records::Enrolled;
use super::{Engine, EventKind, NewPasscode, Outcome, Refusal};
use crate::clock::Reading;
use crate::crypto::keys::ContainerKey;
use crate::error::Error;
use crate::session::auto_lock::AutoLock;
use crate::session::{Origin, Session};
use crate::vault::SetBy;
use std::sync::Arc;

impl Engine {
    pub(super) fn change(
        &self,
        current: Option<&[u8]>,
        new: &NewPasscode<'_>,
    ) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let locks = self.live().locks;
        let (policy, former, forced) = {
            let _exclusive = self.ports.store.exclusive()?;
            let enrolled = self.load_for(EventKind::Change, &now)?;
            let former = enrolled.vault()?.history.clone();
            let policy = enrolled.standing.ok_or(Error::RecordDamaged)?.policy;
            (policy, former, self.live().change_needed.is_some())
        };
        if !policy.user_may_change && !forced {
            return Ok(Outcome::Refused(Refusal::ChangeNotAllowed));
        }
        let derived = match self.accept(new, &policy, &former)? {
            Ok(derived) => derived,
            Err(outcome) => return Ok(outcome),
        };
        match current {
            Some(current) => self.attempt(EventKind::Change, current, |opened| {
                let Opened {
                    mut enrolled,
                    container,
                    now,
                    locks,
                    ..
                } = opened;
                match self.reseal_change(&mut enrolled, &container, &derived)? {
                    Ok(change) => Ok(self.open_changed(container, change, (&now, locks))),
                    Err(outcome) => Ok(outcome),
                }
            }),
            None if forced => self.change_as_needed(&derived, (&now, locks)),
            None => Err(Error::EventNotAllowed),
        }
    }

    /// The passcode was typed at the unlock that asked for the change; the session has the key.
    fn change_as_needed(
        &self,
        derived: &DerivedPasscode,
        (now, locks): (&Reading, u64),
    ) -> Result<Outcome, Error> {
        let _exclusive = self.ports.store.exclusive()?;
        let mut enrolled = self.load_for(EventKind::Change, now)?;
        let container = {
            let live = self.live();
            let session = live
                .session
                .as_ref()
                .filter(|_| live.change_needed.is_some());
            session.ok_or(Error::EventNotAllowed)?.container()
        };
        match self.reseal_change(&mut enrolled, &container, derived)? {
            Ok(change) => Ok(self.open_changed(container, change, (now, locks))),
            Err(outcome) => Ok(outcome),
        }
    }

    /// Commits the new passcode, unless it was used before.
    fn reseal_change(
        &self,
        enrolled: &mut Enrolled,
        container: &ContainerKey,
        derived: &DerivedPasscode,
    ) -> Result<Result<Changed, Outcome>, Error> {
        let standing = enrolled.standing.clone().ok_or(Error::RecordDamaged)?;
        let (auto_lock, count) = (AutoLock::of(&standing.policy), standing.policy.history);
        if let Some(outcome) = enrolled.check_history(container, derived, count)? {
            return Ok(Err(outcome));
        }
        let lineage = enrolled.vault()?.lineage();
        let opens = Opens::Passcode(derived, SetBy::Change);
        let origin = self.reseal(enrolled, container, &lineage, &opens, standing)?;
        Ok(Ok(Changed { origin, auto_lock }))
    }

    fn open_changed(
        &self,
        container: Arc<ContainerKey>,
        Changed { origin, auto_lock }: Changed,
        (now, locks): (&Reading, u64),
    ) -> Outcome {
        let session = Session::open(container, origin, auto_lock, now);
        self.open_session(session, locks, Outcome::Changed)
    }
}

/// A committed change: what its session is opened with.
struct Changed {
    origin: Origin,
    auto_lock: AutoLock,
}

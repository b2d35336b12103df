//! Another passcode, by somebody who knows the present one. Data and container key stay.

use super::attempt::Opened;
use super::records::Enrolled;
use super::reseal::{DerivedPasscode, Lineage};
use super::{Engine, EventKind, NewPasscode, Outcome, Refusal};
use crate::clock::Reading;
use crate::crypto::keys::ContainerKey;
use crate::error::Error;
use crate::session::Session;
use crate::vault::SetBy;

impl Engine {
    pub(super) fn change(
        &self,
        current: Option<&[u8]>,
        new: &NewPasscode<'_>,
    ) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let locks = self.live().locks;
        let (policy, forced) = {
            let _exclusive = self.ports.store.exclusive()?;
            let enrolled = self.load_for(EventKind::Change, &now)?;
            let policy = enrolled.standing.ok_or(Error::RecordDamaged)?.policy;
            (policy, self.live().change_needed.is_some())
        };
        if !policy.user_may_change && !forced {
            return Ok(Outcome::Refused(Refusal::ChangeNotAllowed));
        }
        let derived = match self.accept(new, &policy)? {
            Ok(derived) => derived,
            Err(outcome) => return Ok(outcome),
        };
        match current {
            Some(current) => self.attempt(EventKind::Change, current, |opened| {
                let Opened {
                    enrolled,
                    container,
                    now,
                    locks,
                    ..
                } = opened;
                self.commit_change(enrolled, container, &derived, (&now, locks))
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
        let enrolled = self.load_for(EventKind::Change, now)?;
        let container = {
            let mut live = self.live();
            if live.change_needed.is_none() {
                return Err(Error::EventNotAllowed);
            }
            live.session
                .take()
                .ok_or(Error::EventNotAllowed)?
                .into_container()
        };
        self.commit_change(enrolled, container, derived, (now, locks))
    }

    fn commit_change(
        &self,
        mut enrolled: Enrolled,
        container: ContainerKey,
        derived: &DerivedPasscode,
        (now, locks): (&Reading, u64),
    ) -> Result<Outcome, Error> {
        let header = &enrolled.vault()?.header;
        let lineage = Lineage {
            vault_id: header.vault_id,
            key_epoch: header.key_epoch,
        };
        let standing = enrolled.standing.clone().ok_or(Error::RecordDamaged)?;
        let auto_lock = standing.policy.auto_lock_minutes;
        let origin = self.reseal(
            &mut enrolled,
            &container,
            &lineage,
            (derived, SetBy::Change),
            standing,
        )?;
        let session = Session::open(container, origin, auto_lock, now);
        Ok(self.open_session(session, locks, Outcome::Changed))
    }
}

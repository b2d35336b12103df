//! The first passcode: a fresh container key, the first vault.

use super::reseal::Lineage;
use super::{Engine, EventKind, NewPasscode, Outcome};
use crate::crypto::keys::ContainerKey;
use crate::error::Error;
use crate::session::Session;
use crate::session::auto_lock::AutoLock;
use crate::vault::SetBy;
use std::sync::Arc;

/// FORMAT: the first epoch of the app keys.
const FIRST_KEY_EPOCH: u32 = 1;

impl Engine {
    pub(super) fn create(&self, new: &NewPasscode<'_>) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let locks = self.live().locks;
        let policy = {
            let _exclusive = self.ports.store.exclusive()?;
            let enrolled = self.load_for(EventKind::Create, &now)?;
            enrolled.standing.ok_or(Error::RecordDamaged)?.policy
        };
        let derived = match self.accept(new, &policy, &[])? {
            Ok(derived) => derived,
            Err(outcome) => return Ok(outcome),
        };
        let container = ContainerKey::generate(&*self.ports.rng)?;
        let lineage = Lineage {
            vault_id: self.random_16()?,
            key_epoch: FIRST_KEY_EPOCH,
        };

        let _exclusive = self.ports.store.exclusive()?;
        let mut enrolled = self.load_for(EventKind::Create, &now)?;
        let standing = enrolled.standing.clone().ok_or(Error::RecordDamaged)?;
        let auto_lock = AutoLock::of(&standing.policy);
        let origin = self.reseal(
            &mut enrolled,
            &container,
            &lineage,
            (&derived, SetBy::Creation),
            standing,
        )?;
        let session = Session::open(Arc::new(container), origin, auto_lock, &now);
        Ok(self.open_session(session, locks, Outcome::Created))
    }
}

//! The first passcode: a fresh container key, the first vault. Or the first after a time in which the
//! rules required none: then the container key, and with it the data, stay.

use super::chosen::Opens;
use super::records::Enrolled;
use super::reseal::{FIRST_KEY_EPOCH, Lineage};
use super::{Engine, EventKind, NewPasscode, Outcome};
use crate::crypto::keys::ContainerKey;
use crate::error::Error;
use crate::session::Session;
use crate::session::auto_lock::AutoLock;
use crate::vault::SetBy;
use std::sync::Arc;

impl Engine {
    pub(super) fn create(&self, new: &NewPasscode<'_>) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let locks = self.live().locks;
        let (policy, former) = {
            let _exclusive = self.ports.store.exclusive()?;
            let enrolled = self.load_for(EventKind::Create, &now)?;
            let former = enrolled.vault.map_or_else(Vec::new, |vault| vault.history);
            let policy = enrolled.standing.ok_or(Error::RecordDamaged)?.policy;
            (policy, former)
        };
        let derived = match self.accept(new, &policy, &former)? {
            Ok(derived) => derived,
            Err(outcome) => return Ok(outcome),
        };

        let _exclusive = self.ports.store.exclusive()?;
        let mut enrolled = self.load_for(EventKind::Create, &now)?;
        let standing = enrolled.standing.clone().ok_or(Error::RecordDamaged)?;
        let auto_lock = AutoLock::of(&standing.policy);
        let (container, lineage) = self.container_and_lineage(&enrolled)?;
        if enrolled.vault.is_some()
            && let Some(refused) =
                enrolled.check_history(&container, &derived, standing.policy.history)?
        {
            return Ok(refused);
        }
        let opens = Opens::Passcode(&derived, SetBy::Creation);
        let origin = self.reseal(&mut enrolled, &container, &lineage, &opens, standing)?;
        let session = Session::open(Arc::new(container), origin, auto_lock, &now);
        Ok(self.open_session(session, locks, Outcome::Created))
    }

    /// What the vault seals, and what stays of it; new ones if there is none.
    fn container_and_lineage(&self, enrolled: &Enrolled) -> Result<(ContainerKey, Lineage), Error> {
        if let Some(vault) = &enrolled.vault {
            let (container, _) = enrolled.device_slot(self)?.ok_or(Error::EventNotAllowed)?;
            return Ok((container, vault.lineage()));
        }
        let lineage = Lineage {
            vault_id: self.random_16()?,
            key_epoch: FIRST_KEY_EPOCH,
        };
        Ok((ContainerKey::generate(&*self.ports.rng)?, lineage))
    }
}

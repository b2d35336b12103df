//! Where the rules require no passcode: the vault has a device slot, and the session opens by itself
//! whenever somebody looks. The hardware key and the phone's own lock are all that protects it.

use super::Engine;
use super::chosen::Opens;
use super::records::{Enrolled, Records};
use super::reseal::{FIRST_KEY_EPOCH, Lineage};
use crate::clock::Reading;
use crate::crypto::keys::ContainerKey;
use crate::error::Error;
use crate::session::auto_lock::AutoLock;
use crate::session::{Origin, Session};
use std::sync::Arc;

impl Engine {
    /// Reads all records and, where no passcode is required, opens the session. The caller holds the
    /// store's exclusive lock.
    pub(super) fn load_and_open(&self, now: &Reading) -> Result<Records, Error> {
        let records = self.load()?;
        let Records::Enrolled(mut enrolled) = records else {
            return Ok(records);
        };
        if !enrolled.opens_by_itself() || enrolled.block_reason(now).is_some() {
            return Ok(Records::Enrolled(enrolled));
        }
        self.live().close_what_is_over(enrolled.generation(), now);
        if self.live().session.is_some() {
            return Ok(Records::Enrolled(enrolled));
        }
        let (container, origin) = match enrolled.device_slot(self)? {
            Some((container, origin)) if !self.is_outdated(&enrolled) => (container, origin),
            Some((container, origin)) => {
                // The vault as it is opens as well as before; the next time tries again.
                let resealed = self.reseal_unprotected(&mut enrolled, &container);
                (container, resealed.unwrap_or(origin))
            }
            None => {
                let container = ContainerKey::generate(&*self.ports.rng)?;
                let origin = self.reseal_unprotected(&mut enrolled, &container)?;
                (container, origin)
            }
        };
        let standing = enrolled.standing.as_ref().ok_or(Error::RecordDamaged)?;
        let auto_lock = AutoLock::of(&standing.policy);
        let session = Session::open(Arc::new(container), origin, auto_lock, now);
        self.live().session = Some(session);
        self.load()
    }

    /// Seals a vault that opens by itself. The caller holds the store's exclusive lock.
    pub(super) fn reseal_unprotected(
        &self,
        enrolled: &mut Enrolled,
        container: &ContainerKey,
    ) -> Result<Origin, Error> {
        let standing = enrolled.standing.clone().ok_or(Error::RecordDamaged)?;
        let lineage = match &enrolled.vault {
            Some(vault) => vault.lineage(),
            None => Lineage {
                vault_id: self.random_16()?,
                key_epoch: FIRST_KEY_EPOCH,
            },
        };
        self.reseal(enrolled, container, &lineage, &Opens::ByItself, standing)
    }
}

impl Enrolled {
    /// Whether no passcode is required, and none was set.
    fn opens_by_itself(&self) -> bool {
        let none_set = self
            .vault
            .as_ref()
            .is_none_or(|vault| vault.passcode_slot().is_none());
        let none_required = self
            .standing
            .as_ref()
            .is_some_and(|standing| !standing.policy.passcode_required);
        none_set && none_required
    }

    /// What the device slot seals; `None` if there is none.
    pub(super) fn device_slot(
        &self,
        engine: &Engine,
    ) -> Result<Option<(ContainerKey, Origin)>, Error> {
        let Some(vault) = &self.vault else {
            return Ok(None);
        };
        let origin = Origin {
            generation: self.generation(),
            key_epoch: vault.header.key_epoch,
        };
        let opened = vault.open_device_slot(&*engine.ports.keys, &self.identity)?;
        Ok(opened.map(|container| (container, origin)))
    }
}

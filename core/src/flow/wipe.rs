//! The end of a phone's keys: by retirement, or at the limit of attempts.
//!
//! The intent is durable first, then the hardware keys go, files last. Whatever interrupts it, it is
//! finished at the next start. It needs no readable record, so it works when nothing else does.

use super::records::Records;
use super::{Engine, Outcome};
use crate::crypto::context::Identity;
use crate::error::Error;
use crate::ports::RecordName;
use crate::store::device::{Device, Status, Why};
use crate::store::generation::{OPENING_KEYS, SIGNING_KEY};

impl Engine {
    pub(super) fn retire(&self) -> Result<Outcome, Error> {
        let _exclusive = self.ports.store.exclusive()?;
        // Anything that is wrong with the records is a reason more.
        if let Ok(Records::Nobody | Records::Gone { finished: true, .. }) = self.load() {
            return Err(Error::EventNotAllowed);
        }
        self.destroy(Why::Retired)?;
        Ok(Outcome::Retired)
    }

    /// Destroys everything. The caller holds the store's exclusive lock.
    pub(super) fn destroy(&self, why: Why) -> Result<(), Error> {
        self.lock();
        self.live().generation_key = None;
        self.live().recent.forget();
        let store = &*self.ports.store;
        let identity = Device::load(store)
            .ok()
            .flatten()
            .map_or_else(nobody, |device| device.value.identity);
        self.mark(Status::Retiring(why), &identity)?;
        self.destroy_opening_keys()?;
        self.ports.keys.delete(SIGNING_KEY)?;
        for name in [
            RecordName::Vault,
            RecordName::Reset,
            RecordName::Ledger,
            RecordName::LedgerCopy,
        ] {
            store.remove(name)?;
        }
        self.mark(Status::Retired(why), &identity)
    }

    /// From here on nothing opens the data.
    pub(super) fn destroy_opening_keys(&self) -> Result<(), Error> {
        for name in OPENING_KEYS {
            self.ports.keys.delete(name)?;
        }
        Ok(())
    }

    pub(super) fn mark(&self, status: Status, identity: &Identity) -> Result<(), Error> {
        let store = &*self.ports.store;
        let revision = store
            .read(RecordName::Device)?
            .map(|stored| stored.revision);
        Device {
            status,
            identity: identity.clone(),
        }
        .save(store, revision)
        .map(|_| ())
    }
}

fn nobody() -> Identity {
    Identity {
        tenant: String::new(),
        user: String::new(),
        device: String::new(),
    }
}

//! Records in memory, which outlive the engines that use them.

use super::FaultPlan;
use crate::crypto::keys::sha256;
use crate::ports::{Exclusive, RecordName, Revision, Store, StoreFailure, Stored};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A store in memory.
#[derive(Default)]
pub struct MemoryStore {
    records: Mutex<BTreeMap<RecordName, Vec<u8>>>,
    exclusive: Mutex<()>,
    faults: Arc<FaultPlan>,
}

impl MemoryStore {
    /// A store whose durable steps follow a plan.
    pub fn with_faults(faults: Arc<FaultPlan>) -> Self {
        Self {
            faults,
            ..Self::default()
        }
    }

    /// All records as they are: what a thief, or a backup, would copy.
    pub fn copy(&self) -> BTreeMap<RecordName, Vec<u8>> {
        self.records().clone()
    }

    /// Puts a record back, or changes it, behind the library's back; `None` removes it.
    pub fn tamper(&self, name: RecordName, bytes: Option<Vec<u8>>) {
        match bytes {
            Some(bytes) => self.records().insert(name, bytes),
            None => self.records().remove(&name),
        };
    }

    fn records(&self) -> MutexGuard<'_, BTreeMap<RecordName, Vec<u8>>> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The revision of a content: equal for equal content.
pub fn revision(bytes: &[u8]) -> Revision {
    let [a, b, c, d, e, f, g, h, ..] = sha256(bytes);
    Revision(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
}

struct Guard<'a>(#[expect(dead_code, reason = "held, not read")] MutexGuard<'a, ()>);

impl Exclusive for Guard<'_> {}

impl Store for MemoryStore {
    fn read(&self, name: RecordName) -> Result<Option<Stored>, StoreFailure> {
        if !self.faults.read() {
            return Err(StoreFailure::Unavailable);
        }
        let stored = self.records().get(&name).cloned();
        Ok(stored.map(|bytes| Stored {
            revision: revision(&bytes),
            bytes,
        }))
    }

    fn replace(
        &self,
        name: RecordName,
        expected: Option<Revision>,
        bytes: &[u8],
    ) -> Result<Revision, StoreFailure> {
        let mut records = self.records();
        if records.get(&name).map(|bytes| revision(bytes)) != expected {
            return Err(StoreFailure::Conflict);
        }
        self.faults
            .step(|| records.insert(name, bytes.to_vec()))
            .map(|_| revision(bytes))
            .ok_or(StoreFailure::Unavailable)
    }

    fn remove(&self, name: RecordName) -> Result<(), StoreFailure> {
        let mut records = self.records();
        self.faults
            .step(|| records.remove(&name))
            .map(|_| ())
            .ok_or(StoreFailure::Unavailable)
    }

    fn exclusive(&self) -> Result<Box<dyn Exclusive + '_>, StoreFailure> {
        let guard = self
            .exclusive
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(Box::new(Guard(guard)))
    }
}

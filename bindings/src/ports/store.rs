//! Durable records.

use passcode_core::ports::{self as core, Exclusive, Revision, Stored};
use std::sync::Arc;
use uniffi::UnexpectedUniFFICallbackError;

/// Durable records, a few KiB each.
#[uniffi::export(rust, foreign)]
pub trait Store: Send + Sync {
    /// Reads a record; `None` if it does not exist.
    ///
    /// # Errors
    /// [`StoreFailure::Unavailable`].
    fn read(&self, name: RecordName) -> Result<Option<StoredRecord>, StoreFailure>;

    /// Replaces a record atomically and durably, if its revision still is `expected` (`None`: it
    /// does not exist), and answers the new one. After a power loss either the old or the new content
    /// is there, whole.
    ///
    /// # Errors
    /// [`StoreFailure::Conflict`] if the revision is another one, [`StoreFailure::Unavailable`].
    fn replace(
        &self,
        name: RecordName,
        expected: Option<u64>,
        bytes: Vec<u8>,
    ) -> Result<u64, StoreFailure>;

    /// Removes a record durably. Removing what does not exist succeeds.
    ///
    /// # Errors
    /// [`StoreFailure::Unavailable`].
    fn remove(&self, name: RecordName) -> Result<(), StoreFailure>;

    /// Waits until no other process or thread is inside, and keeps them out until this thread calls
    /// [`Store::leave`].
    ///
    /// # Errors
    /// [`StoreFailure::Unavailable`]: this thread is not inside.
    fn enter(&self) -> Result<(), StoreFailure>;

    /// Lets others in.
    ///
    /// # Errors
    /// [`StoreFailure::Unavailable`]; it is not tried again.
    fn leave(&self) -> Result<(), StoreFailure>;
}

/// The records that the library keeps. Formats: `docs/formats.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum RecordName {
    /// Who this phone is to the portal.
    Device,
    /// The container key, sealed in its slots.
    Vault,
    /// Attempt counter, rules in force and the portal's time.
    Ledger,
    /// The same, where the operating system protects data best.
    LedgerCopy,
    /// A reset that waits for its answer.
    Reset,
}

/// A record as it is stored.
#[derive(uniffi::Record)]
pub struct StoredRecord {
    /// The content.
    pub bytes: Vec<u8>,
    /// What the content was: equal only for equal content.
    pub revision: u64,
}

/// Why a record could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Error)]
pub enum StoreFailure {
    /// The record changed since it was read.
    Conflict,
    /// The storage did not answer, or is full.
    Unavailable,
}

impl std::fmt::Display for StoreFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(passcode_core::Error::from(core::StoreFailure::from(*self)).code())
    }
}

impl std::error::Error for StoreFailure {}

impl From<UnexpectedUniFFICallbackError> for StoreFailure {
    fn from(_: UnexpectedUniFFICallbackError) -> Self {
        Self::Unavailable
    }
}

impl From<StoreFailure> for core::StoreFailure {
    fn from(failure: StoreFailure) -> Self {
        match failure {
            StoreFailure::Conflict => Self::Conflict,
            StoreFailure::Unavailable => Self::Unavailable,
        }
    }
}

impl From<core::RecordName> for RecordName {
    fn from(name: core::RecordName) -> Self {
        match name {
            core::RecordName::Device => Self::Device,
            core::RecordName::Vault => Self::Vault,
            core::RecordName::Ledger => Self::Ledger,
            core::RecordName::LedgerCopy => Self::LedgerCopy,
            core::RecordName::Reset => Self::Reset,
        }
    }
}

/// The host's store as the core's.
pub(super) struct HostStore(pub(super) Arc<dyn Store>);

impl core::Store for HostStore {
    fn read(&self, name: core::RecordName) -> Result<Option<Stored>, core::StoreFailure> {
        let stored = self.0.read(name.into())?;
        Ok(stored.map(|stored| Stored {
            bytes: stored.bytes,
            revision: Revision(stored.revision),
        }))
    }

    fn replace(
        &self,
        name: core::RecordName,
        expected: Option<Revision>,
        bytes: &[u8],
    ) -> Result<Revision, core::StoreFailure> {
        let expected = expected.map(|revision| revision.0);
        let revision = self.0.replace(name.into(), expected, bytes.to_vec())?;
        Ok(Revision(revision))
    }

    fn remove(&self, name: core::RecordName) -> Result<(), core::StoreFailure> {
        Ok(self.0.remove(name.into())?)
    }

    fn exclusive(&self) -> Result<Box<dyn Exclusive + '_>, core::StoreFailure> {
        self.0.enter()?;
        Ok(Box::new(Inside(&*self.0)))
    }
}

/// Leaves when it is dropped.
struct Inside<'a>(&'a dyn Store);

impl Exclusive for Inside<'_> {}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        // A host that cannot leave keeps the next one out: nothing is lost.
        let _ = self.0.leave();
    }
}

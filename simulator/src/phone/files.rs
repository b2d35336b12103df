//! The store port over files: one file a record, replaced atomically and durably.

use passcode_core::ports::{Exclusive, RecordName, Revision, Store, StoreFailure, Stored};
use passcode_core::testing::revision;
use rustix::fs::{FlockOperation, flock};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Records in a folder. Processes that share the folder keep out of each other's way.
pub struct FileStore {
    folder: PathBuf,
}

impl FileStore {
    /// Uses a folder, and makes it if it does not exist.
    ///
    /// # Errors
    /// If the folder cannot be made.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// Copies every record beside the records, but the copy of the ledger, which the operating
    /// system protects.
    pub(super) fn copy(&self) -> io::Result<()> {
        Self::between(&self.folder, &self.copies())
    }

    /// Puts the copied records back.
    pub(super) fn put_back(&self) -> io::Result<()> {
        Self::between(&self.copies(), &self.folder)
    }

    fn copies(&self) -> PathBuf {
        self.folder.join("copies")
    }

    fn between(from: &Path, to: &Path) -> io::Result<()> {
        fs::create_dir_all(to)?;
        let unprotected = RecordName::ALL
            .iter()
            .filter(|name| **name != RecordName::LedgerCopy);
        for name in unprotected.map(|name| name.as_str()) {
            let (from, to) = (from.join(name), to.join(name));
            if from.exists() {
                fs::copy(from, to)?;
            } else if to.exists() {
                fs::remove_file(to)?;
            }
        }
        Ok(())
    }

    fn path(&self, name: RecordName) -> PathBuf {
        self.folder.join(name.as_str())
    }

    fn content(&self, name: RecordName) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.path(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// New file, synced; renamed over the old one; folder synced.
    fn write(&self, name: RecordName, bytes: &[u8]) -> io::Result<()> {
        let new = self.folder.join(format!("{}.new", name.as_str()));
        let mut file = File::create(&new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(new, self.path(name))?;
        File::open(&self.folder)?.sync_all()
    }
}

fn unavailable(_: io::Error) -> StoreFailure {
    StoreFailure::Unavailable
}

/// Holds the lock of the folder's lock file until it is dropped.
struct Locked(#[expect(dead_code, reason = "held, not read")] File);

impl Exclusive for Locked {}

impl Store for FileStore {
    fn read(&self, name: RecordName) -> Result<Option<Stored>, StoreFailure> {
        let content = self.content(name).map_err(unavailable)?;
        Ok(content.map(|bytes| Stored {
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
        let present = self.content(name).map_err(unavailable)?;
        if present.as_deref().map(revision) != expected {
            return Err(StoreFailure::Conflict);
        }
        self.write(name, bytes).map_err(unavailable)?;
        Ok(revision(bytes))
    }

    fn remove(&self, name: RecordName) -> Result<(), StoreFailure> {
        match fs::remove_file(self.path(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(unavailable(error));
            }
            _ => {}
        }
        File::open(&self.folder)
            .and_then(|folder| folder.sync_all())
            .map_err(unavailable)
    }

    fn exclusive(&self) -> Result<Box<dyn Exclusive + '_>, StoreFailure> {
        let file = File::create(self.folder.join("lock")).map_err(unavailable)?;
        flock(&file, FlockOperation::LockExclusive).map_err(|_| StoreFailure::Unavailable)?;
        Ok(Box::new(Locked(file)))
    }
}

#[cfg(test)]
mod tests {
    use super::FileStore;
    use passcode_core::ports::{RecordName, Revision, Store, StoreFailure};
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn a_record_is_replaced_only_at_the_revision_that_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::open(folder.path()).unwrap();
        assert!(store.read(RecordName::Vault).unwrap().is_none());
        let first = store.replace(RecordName::Vault, None, b"one").unwrap();
        assert_eq!(
            store.replace(RecordName::Vault, None, b"two"),
            Err(StoreFailure::Conflict)
        );
        let other = Some(Revision(first.0 ^ 1));
        assert_eq!(
            store.replace(RecordName::Vault, other, b"two"),
            Err(StoreFailure::Conflict)
        );
        store
            .replace(RecordName::Vault, Some(first), b"two")
            .unwrap();
        let stored = FileStore::open(folder.path())
            .unwrap()
            .read(RecordName::Vault)
            .unwrap();
        assert_eq!(stored.unwrap().bytes, b"two");
        store.remove(RecordName::Vault).unwrap();
        store.remove(RecordName::Vault).unwrap();
        assert!(store.read(RecordName::Vault).unwrap().is_none());
    }

    #[test]
    fn one_at_a_time_is_inside() {
        let folder = tempfile::tempdir().unwrap();
        let inside = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let store = FileStore::open(folder.path()).unwrap();
                    for _ in 0..50 {
                        let _exclusive = store.exclusive().unwrap();
                        assert!(!inside.swap(true, Ordering::SeqCst));
                        inside.store(false, Ordering::SeqCst);
                    }
                });
            }
        });
    }

    #[test]
    fn a_folder_that_is_gone_is_a_typed_failure() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::open(folder.path()).unwrap();
        drop(folder);
        let written = store.replace(RecordName::Vault, None, b"one");
        assert_eq!(written, Err(StoreFailure::Unavailable));
        assert!(store.exclusive().is_err());
    }
}

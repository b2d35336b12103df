//! Why the portal does not start. Every text begins with what to do next; none shows a secret.

use std::fmt;
use std::path::PathBuf;

/// The portal cannot start.
#[derive(Debug)]
pub enum StartFailure {
    /// The data directory cannot be made or read.
    DirectoryUnusable(PathBuf),
    /// A file of the data directory cannot be read or written.
    FileUnusable(PathBuf),
    /// A key file can be read by other users of this computer.
    FileOpenToOthers(PathBuf),
    /// The master key's file does not hold 32 bytes.
    MasterKeyDamaged(PathBuf),
    /// There is a database, but not the master key that it was made with.
    MasterKeyMissing(PathBuf),
    /// The master key is not the one that the database was made with.
    MasterKeyWrong(PathBuf),
    /// The certificate or its key cannot be read.
    CertificateUnusable(PathBuf),
    /// A certificate could not be made.
    CertificateNotMade,
    /// The database cannot be opened or brought up to date.
    DatabaseUnusable(PathBuf),
    /// A record of the database cannot be understood.
    DatabaseDamaged,
    /// The system gives no random bytes.
    RandomUnavailable,
}

impl StartFailure {
    /// The stable dotted code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::DirectoryUnusable(_) => "start.directory_unusable",
            Self::FileUnusable(_) => "start.file_unusable",
            Self::FileOpenToOthers(_) => "start.file_open_to_others",
            Self::MasterKeyDamaged(_) => "start.master_key_damaged",
            Self::MasterKeyMissing(_) => "start.master_key_missing",
            Self::MasterKeyWrong(_) => "start.master_key_wrong",
            Self::CertificateUnusable(_) => "start.certificate_unusable",
            Self::CertificateNotMade => "start.certificate_not_made",
            Self::DatabaseUnusable(_) => "start.database_unusable",
            Self::DatabaseDamaged => "start.database_damaged",
            Self::RandomUnavailable => "start.random_unavailable",
        }
    }
}

impl fmt::Display for StartFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DirectoryUnusable(path) => write!(
                f,
                "Choose a data directory that this program may create or write: {} is not one.",
                path.display()
            ),
            Self::FileUnusable(path) => write!(
                f,
                "Check permissions and free space: {} cannot be read or written.",
                path.display()
            ),
            Self::FileOpenToOthers(path) => write!(
                f,
                "Run `chmod 600 {}`: other users of this computer can read this key file.",
                path.display()
            ),
            Self::MasterKeyDamaged(path) => write!(
                f,
                "Put {} back from your backup: it does not hold the 32 bytes of a master key.",
                path.display()
            ),
            Self::MasterKeyMissing(path) => write!(
                f,
                "Put {} back from your backup: the database beside it cannot be used without it.",
                path.display()
            ),
            Self::MasterKeyWrong(path) => write!(
                f,
                "Put the right {} back from your backup: the database was made with another one.",
                path.display()
            ),
            Self::CertificateUnusable(path) => write!(
                f,
                "Put {} back from your backup, or remove it to have a new certificate made \
                 (enrolled phones pin the old one): it does not hold a certificate and its key.",
                path.display()
            ),
            Self::CertificateNotMade => {
                f.write_str("Start the program again: a certificate could not be made.")
            }
            Self::DatabaseUnusable(path) => write!(
                f,
                "Check that {} is a database of this version or an older one, that it may be \
                 written, and that the disk has space: it cannot be opened.",
                path.display()
            ),
            Self::DatabaseDamaged => {
                f.write_str("Put the database back from your backup: a record is damaged.")
            }
            Self::RandomUnavailable => {
                f.write_str("Start the program again: the system gives no random bytes.")
            }
        }
    }
}

impl std::error::Error for StartFailure {}

//! Key files in the data directory: written once, whole, and readable by their owner only.
//!
//! A file that exists is never overwritten, and one that others can read is refused.

use crate::start::StartFailure;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use zeroize::Zeroizing;

/// Reads a key file; `None` if there is none.
pub(crate) fn read(path: &Path) -> Result<Option<Zeroizing<Vec<u8>>>, StartFailure> {
    let unusable = || StartFailure::FileUnusable(path.to_owned());
    let bytes = match fs::read(path) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(failure) if failure.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(_) => return Err(unusable()),
    };
    let metadata = fs::metadata(path).map_err(|_| unusable())?;
    if is_open_to_others(&metadata) {
        return Err(StartFailure::FileOpenToOthers(path.to_owned()));
    }
    Ok(Some(bytes))
}

/// Writes a key file. If another process was faster, its file stays: read again what counts.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, StartFailure> {
    let unusable = |_| StartFailure::FileUnusable(path.to_owned());
    let mut name = [0; 8];
    getrandom::fill(&mut name).map_err(|_| StartFailure::RandomUnavailable)?;
    let draft = path.with_extension(format!("{:016x}.new", u64::from_be_bytes(name)));
    let written = write_draft(&draft, bytes).and_then(|()| match fs::hard_link(&draft, path) {
        Err(failure) if failure.kind() != io::ErrorKind::AlreadyExists => Err(failure),
        Ok(()) | Err(_) => Ok(()),
    });
    let removed = fs::remove_file(&draft);
    written
        .and(removed)
        .and_then(|()| sync_directory(path))
        .map_err(unusable)?;
    read(path)?.ok_or_else(|| StartFailure::FileUnusable(path.to_owned()))
}

/// Makes an empty file, unless there is one: what is written into it later is its owner's only.
pub(crate) fn touch(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(|_| ())
}

fn write_draft(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(draft)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync_directory(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(directory) if cfg!(unix) => File::open(directory)?.sync_all(),
        Some(_) | None => Ok(()),
    }
}

#[cfg(unix)]
fn is_open_to_others(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_open_to_others(_: &fs::Metadata) -> bool {
    false
}

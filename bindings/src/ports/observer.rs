//! Whoever wants to know when the status changes.

use super::PortFailure;
use crate::status::Status;

/// Is told of every change, on the thread that made it, after all locks are released. Several threads
/// may tell at once: keep the status with the highest revision.
#[uniffi::export(rust, foreign)]
pub trait Observer: Send + Sync {
    /// The status is another one than before.
    ///
    /// # Errors
    /// [`PortFailure`] changes nothing.
    fn changed(&self, status: Status) -> Result<(), PortFailure>;
}

//! Where the library logs: names and codes, never text, never a secret.

use super::PortFailure;

/// Is told what came of every call.
#[uniffi::export(rust, foreign)]
pub trait LogSink: Send + Sync {
    /// One line of the log.
    ///
    /// # Errors
    /// [`PortFailure`] changes nothing.
    fn write(&self, entry: LogEntry) -> Result<(), PortFailure>;
}

/// One line of the log: stable names, safe to keep and to send.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LogEntry {
    /// What was done, like `unlock`: an event of `docs/flows.md`, or `status`.
    pub operation: String,
    /// The outcome, like `wrong-passcode`, or the error's code, like `store.unavailable`.
    pub result: String,
    /// Whether it is an error.
    pub is_error: bool,
}

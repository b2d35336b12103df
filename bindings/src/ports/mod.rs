//! What the host provides, as traits that Swift and Kotlin implement, each with a shim to the port of
//! the core.
//!
//! All are synchronous and may block. A host that throws something unexpected, or answers something
//! that cannot be, counts as one that does not answer.

mod clock;
mod keys;
mod log;
mod observer;
mod store;
mod transport;

pub(crate) use clock::HostClock;
pub use clock::{Clock, ClockReading};
pub use keys::{KeyPurpose, KeyStore, KeyStoreFailure, PrfAnswer, PrfInput};
pub use log::{LogEntry, LogSink};
pub use observer::Observer;
pub use store::{RecordName, Store, StoreFailure, StoredRecord};
pub use transport::{Header, HttpAnswer, HttpRequest, Transport, TransportFailure};

use keys::HostKeyStore;
use passcode_core::flow;
use passcode_core::platform::random::SystemRng;
use std::sync::Arc;
use store::HostStore;
use transport::HostTransport;
use uniffi::UnexpectedUniFFICallbackError;

/// What the host provides. Randomness comes from the operating system.
#[derive(uniffi::Record)]
pub struct Ports {
    /// The phone's clocks.
    pub clock: Arc<dyn Clock>,
    /// The records.
    pub store: Arc<dyn Store>,
    /// The hardware keys.
    pub keys: Arc<dyn KeyStore>,
    /// The network.
    pub transport: Arc<dyn Transport>,
    /// Whoever wants to know when the status changes.
    pub observer: Option<Arc<dyn Observer>>,
    /// Where to log.
    pub log: Option<Arc<dyn LogSink>>,
}

/// A clock, an observer or a log did not do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Error)]
pub enum PortFailure {
    /// It did not answer.
    Unavailable,
}

impl std::fmt::Display for PortFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("unavailable")
    }
}

impl std::error::Error for PortFailure {}

impl From<UnexpectedUniFFICallbackError> for PortFailure {
    fn from(_: UnexpectedUniFFICallbackError) -> Self {
        Self::Unavailable
    }
}

impl Ports {
    pub(crate) fn for_core(&self) -> flow::Ports {
        flow::Ports {
            clock: Arc::new(HostClock::new(Arc::clone(&self.clock))),
            rng: Arc::new(SystemRng),
            store: Arc::new(HostStore(Arc::clone(&self.store))),
            keys: Arc::new(HostKeyStore(Arc::clone(&self.keys))),
            transport: Arc::new(HostTransport(Arc::clone(&self.transport))),
        }
    }
}

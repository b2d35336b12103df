//! The phone's clocks.

use super::PortFailure;
use passcode_core::clock::Reading;
use passcode_core::ports as core;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The phone's clocks.
#[uniffi::export(rust, foreign)]
pub trait Clock: Send + Sync {
    /// Reads all clocks at one moment.
    ///
    /// # Errors
    /// [`PortFailure`]: the library then behaves as if the phone had just been started.
    fn now(&self) -> Result<ClockReading, PortFailure>;
}

/// One reading of the phone's clocks, taken together.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ClockReading {
    /// Milliseconds since 1970-01-01 UTC, as the user may have set them.
    pub wall_ms: u64,
    /// Milliseconds since the phone started, sleep included.
    pub since_boot_ms: u64,
    /// Different after every start of the phone: 16 bytes.
    pub boot_id: Vec<u8>,
}

/// The host's clock as the core's.
pub(crate) struct HostClock {
    host: Arc<dyn Clock>,
    failures: AtomicU64,
}

impl HostClock {
    pub(crate) fn new(host: Arc<dyn Clock>) -> Self {
        Self {
            host,
            failures: AtomicU64::default(),
        }
    }

    /// SECURITY: a clock that fails must not keep a session open. Each failure is a start of the phone
    /// of its own: whatever has a deadline is over, and waits begin again.
    fn unknown(&self) -> Reading {
        let failure = self.failures.fetch_add(1, Ordering::Relaxed);
        let (tag, number) = (*b"no clock", failure.to_be_bytes());
        let mut boot_id = [0; 16];
        for (byte, value) in boot_id.iter_mut().zip(tag.into_iter().chain(number)) {
            *byte = value;
        }
        Reading {
            wall_ms: 0,
            since_boot_ms: 0,
            boot_id,
        }
    }
}

impl core::Clock for HostClock {
    fn now(&self) -> Reading {
        let reading = self.host.now().ok().and_then(|reading| {
            Some(Reading {
                wall_ms: reading.wall_ms,
                since_boot_ms: reading.since_boot_ms,
                boot_id: reading.boot_id.as_slice().try_into().ok()?,
            })
        });
        reading.unwrap_or_else(|| self.unknown())
    }
}

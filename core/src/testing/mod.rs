//! Stand-ins for the ports: a clock to turn, a store in memory, a key store in software, a random
//! generator with a seed, and faults at every step. Never part of a release.

mod faults;
mod keys;
mod store;

pub use crate::crypto::kdf::KdfParams;
pub use crate::crypto::software_key::Hardware;
pub use faults::{FaultPlan, Moment};
pub use keys::SoftKeyStore;
pub use store::{MemoryStore, revision};

use crate::clock::Reading;
use crate::crypto::keys::sha256;
use crate::ports::{Clock, Rng, RngFailure};
use std::sync::{Mutex, PoisonError};

/// The cheapest derivation that a test's records may name: 64 KiB, one pass.
pub const CHEAP_KDF: KdfParams = KdfParams::TESTING_FLOOR;

/// A clock that moves only when it is told to.
pub struct ManualClock(Mutex<Reading>);

impl Default for ManualClock {
    /// 2026-01-05 08:00 UTC, one hour after the start of the phone.
    fn default() -> Self {
        Self(Mutex::new(Reading {
            wall_ms: 1_767_600_000_000,
            since_boot_ms: 3_600_000,
            boot_id: [1; 16],
        }))
    }
}

impl ManualClock {
    /// A clock that says this.
    pub fn at(reading: Reading) -> Self {
        Self(Mutex::new(reading))
    }

    /// Time passes: every clock moves forward.
    pub fn advance_ms(&self, ms: u64) {
        let mut reading = self.lock();
        reading.wall_ms += ms;
        reading.since_boot_ms += ms;
    }

    /// The user turns the wall clock.
    pub fn set_wall_ms(&self, wall_ms: u64) {
        self.lock().wall_ms = wall_ms;
    }

    /// The phone restarts; it takes no time.
    pub fn restart(&self) {
        let mut reading = self.lock();
        reading.since_boot_ms = 0;
        if let Some(first) = reading.boot_id.first_mut() {
            *first = first.wrapping_add(1);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Reading> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Reading {
        *self.lock()
    }
}

/// Different bytes at every draw, the same bytes for the same seed.
pub struct SeededRng {
    seed: u64,
    draws: Mutex<u64>,
}

impl SeededRng {
    /// A generator with this seed.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            draws: Mutex::new(0),
        }
    }
}

impl Rng for SeededRng {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RngFailure> {
        let mut draws = self.draws.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in bytes.chunks_mut(32) {
            *draws += 1;
            let block = sha256(&[self.seed.to_be_bytes(), draws.to_be_bytes()].concat());
            chunk
                .iter_mut()
                .zip(block)
                .for_each(|(byte, drawn)| *byte = drawn);
        }
        Ok(())
    }
}

//! The operating system's random generator.

use crate::ports::{Rng, RngFailure};

/// The operating system's random generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRng;

impl Rng for SystemRng {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RngFailure> {
        getrandom::fill(bytes).map_err(|_| RngFailure)
    }
}

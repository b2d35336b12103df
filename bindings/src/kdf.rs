//! What deriving a key from a passcode costs on this phone.

use crate::error::PasscodeError;
use crate::ports::{Clock, HostClock};
use passcode_core::crypto::calibrate;
use passcode_core::crypto::kdf::KdfParams;
use std::sync::Arc;

/// The cost of one derivation with Argon2id in one lane. Accepted: 19 MiB and two passes (the least of
/// OWASP's password storage cheat sheet) to 1 GiB and 16 passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct DerivationCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

/// The most costly derivation that takes no longer than `target_ms` on this phone, but never less than
/// the least accepted. It takes about four derivations: call it once for an installation, off the main
/// thread, and keep the answer. Recommended: 250 ms.
///
/// # Errors
/// [`PasscodeError::MemoryUnavailable`] if not even the least can be had.
#[uniffi::export]
pub fn calibrate(clock: Arc<dyn Clock>, target_ms: u64) -> Result<DerivationCost, PasscodeError> {
    let found = calibrate::calibrate(&HostClock::new(clock), target_ms)?;
    Ok(DerivationCost {
        memory_kib: found.memory_kib,
        passes: found.passes,
    })
}

impl From<DerivationCost> for KdfParams {
    fn from(cost: DerivationCost) -> Self {
        Self {
            memory_kib: cost.memory_kib,
            passes: cost.passes,
            lanes: 1,
        }
    }
}

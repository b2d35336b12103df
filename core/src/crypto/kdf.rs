//! Argon2id, with its memory kept between calls and wiped after each.

use super::keys::Key;
use crate::error::Error;
use argon2::{Algorithm, Argon2, AssociatedData, Block, ParamsBuilder, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// The cost of one derivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfParams {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl KdfParams {
    /// 64 MiB, three passes, one lane: RFC 9106 §4, second recommended option, with one lane.
    pub const DEFAULT: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 1,
    };
    /// 19 MiB, two passes, one lane: the least that OWASP's password storage cheat sheet accepts.
    pub const FLOOR: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
        lanes: 1,
    };
    /// No phone is asked for more: 1 GiB, 16 passes, one lane.
    pub const CEILING: Self = Self {
        memory_kib: 1024 * 1024,
        passes: 16,
        lanes: 1,
    };

    /// Whether a record may name these parameters. SECURITY: a record with weaker ones would make
    /// guessing cheap, one with absurd ones would hang the phone; both are refused, not adjusted.
    pub fn is_acceptable(&self) -> bool {
        let floor = if cfg!(feature = "testing") {
            Self::TESTING_FLOOR
        } else {
            Self::FLOOR
        };
        (floor.memory_kib..=Self::CEILING.memory_kib).contains(&self.memory_kib)
            && (floor.passes..=Self::CEILING.passes).contains(&self.passes)
            && self.lanes == 1
    }

    /// Whether a derivation does more work than with these parameters.
    pub fn costs_more_than(&self, other: &Self) -> bool {
        let work = |params: &Self| u64::from(params.memory_kib) * u64::from(params.passes);
        work(self) > work(other)
    }

    /// What tests with thousands of guesses may go down to; only under the feature `testing`.
    pub(crate) const TESTING_FLOOR: Self = Self {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };
}

/// The memory of the derivation, grown on first use and then kept, so that not every derivation has to
/// fault in 64 MiB anew. SECURITY: the blocks are wiped after each derivation, which the crate's own
/// `zeroize` feature does not do.
#[derive(Default)]
pub struct KdfMemory(Vec<Block>);

impl KdfMemory {
    /// Argon2id, version 1.3, 32 bytes. Takes any parameters: the record parser decides which are
    /// acceptable.
    ///
    /// # Errors
    /// [`Error::MemoryUnavailable`] if there is not enough memory, or no such parameters exist.
    pub fn derive(
        &mut self,
        params: KdfParams,
        passcode: &[u8],
        salt: &[u8; 16],
    ) -> Result<Key, Error> {
        self.derive_with(params, passcode, salt, &[], &[])
    }

    pub(crate) fn derive_with(
        &mut self,
        params: KdfParams,
        passcode: &[u8],
        salt: &[u8],
        secret: &[u8],
        associated_data: &[u8],
    ) -> Result<Key, Error> {
        let params = ParamsBuilder::new()
            .m_cost(params.memory_kib)
            .t_cost(params.passes)
            .p_cost(params.lanes)
            .data(AssociatedData::new(associated_data).map_err(|_| Error::MemoryUnavailable)?)
            .output_len(32)
            .build()
            .map_err(|_| Error::MemoryUnavailable)?;
        let missing = params.block_count().saturating_sub(self.0.len());
        self.0
            .try_reserve_exact(missing)
            .map_err(|_| Error::MemoryUnavailable)?;
        self.0.resize(self.0.len() + missing, Block::new());
        let blocks = self
            .0
            .get_mut(..params.block_count())
            .ok_or(Error::MemoryUnavailable)?;
        let argon2 = Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, params)
            .map_err(|_| Error::MemoryUnavailable)?;
        let mut key = [0; 32];
        let derived = argon2.hash_password_into_with_memory(passcode, salt, &mut key, &mut *blocks);
        blocks.iter_mut().for_each(Zeroize::zeroize);
        let result = derived
            .map(|()| Key::from_bytes(&key))
            .map_err(|_| Error::MemoryUnavailable);
        key.zeroize();
        result
    }
}

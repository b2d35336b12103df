//! Argon2id over a secret and an account's salt, away from the threads that answer requests.

use crate::error::{Error, Internal};
use crate::metrics::DerivationMetrics;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::Arc;
use tokio::sync::Semaphore;
use zeroize::{Zeroize, Zeroizing};

/// 19 MiB, two passes, one lane: the least that OWASP's password storage cheat sheet accepts.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The derived value.
pub(crate) type Derived = Zeroizing<[u8; 32]>;

/// Runs derivations, as many at once as there are processors. This bounds memory, not attempts:
/// those are counted in the database.
pub(crate) struct Derivations {
    permits: Arc<Semaphore>,
    metrics: DerivationMetrics,
}

impl Derivations {
    pub(crate) fn new(metrics: DerivationMetrics) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            permits: Arc::new(Semaphore::new(processors)),
            metrics,
        }
    }

    /// Derives. The secret is normalised already.
    pub(crate) async fn derive(
        &self,
        secret: Zeroizing<String>,
        salt: [u8; 16],
    ) -> Result<Derived, Error> {
        let failed = || Error::Internal(Internal::Derivation);
        let waits = self.metrics.waits();
        let permit = self
            .permits
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| failed())?;
        drop(waits);
        let runs = self.metrics.runs();
        let task = tokio::task::spawn_blocking(move || {
            let derived = argon2id(secret.as_bytes(), &salt);
            drop(runs);
            drop(permit);
            derived
        });
        task.await.ok().flatten().ok_or_else(failed)
    }
}

fn argon2id(secret: &[u8], salt: &[u8; 16]) -> Option<Derived> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).ok()?;
    let mut blocks = Vec::new();
    blocks.try_reserve_exact(params.block_count()).ok()?;
    blocks.resize(params.block_count(), Block::new());
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut derived = Derived::default();
    let result = argon2.hash_password_into_with_memory(secret, salt, &mut *derived, &mut *blocks);
    blocks.iter_mut().for_each(Zeroize::zeroize);
    result.ok().map(|()| derived)
}

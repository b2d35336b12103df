//! The record of a reset that waits for its answer, so that a lost answer loses nothing: the same
//! request can be sent again, and the same answer opened.

use crate::clock::Reading;
use crate::crypto::aead;
use crate::crypto::context::{Context, Identity, Purpose};
use crate::crypto::hpke::PrivateKey;
use crate::crypto::keys::Key;
use crate::error::Error;
use crate::ports::{RecordName, Rng, Store};
use crate::store::generation::GenerationKey;
use crate::store::record::{self, Kind, Loaded};
use serde::{Deserialize, Serialize};

/// The portal keeps an answer for ten minutes (`docs/formats.md` §7); after that a request is not the same
/// any more.
const KEPT_MS: u64 = 10 * 60_000;

/// FORMAT: the record.
#[derive(Serialize, Deserialize)]
struct Record {
    request_id: String,
    generation: u64,
    began: Reading,
    sealed_key: Vec<u8>,
}

/// A request for the recovery key.
pub struct PendingReset {
    /// Its id.
    pub request_id: String,
    /// The private half of the fresh key that the answer is sealed to.
    pub fresh_key: PrivateKey,
}

impl PendingReset {
    /// Takes up the request that was begun less than ten minutes ago, in this generation, or begins
    /// a new one.
    ///
    /// # Errors
    /// [`Error::StoreUnavailable`], [`Error::StoreConflict`], [`Error::RandomUnavailable`].
    pub fn resume_or_begin(
        store: &dyn Store,
        rng: &dyn Rng,
        identity: &Identity,
        key: &GenerationKey,
        (request_id, now): (String, &Reading),
    ) -> Result<Self, Error> {
        let kept: Option<Loaded<Record>> = record::load(store, RecordName::Reset, Kind::Reset)?;
        let revision = kept.as_ref().map(|kept| kept.revision);
        if let Some(pending) = kept.and_then(|kept| kept.value.open(identity, key, now)) {
            return Ok(pending);
        }
        let fresh_key = PrivateKey::generate(rng)?;
        let generation = key.generation();
        let sealed_key = aead::seal_once(
            key.reset_key(identity, &request_id),
            context(identity, &request_id, generation).as_bytes(),
            // EXPOSE: the private key is the message of the seal.
            fresh_key.expose().expose(),
        );
        let record = Record {
            request_id,
            generation,
            began: *now,
            sealed_key,
        };
        record::save(store, (RecordName::Reset, Kind::Reset), revision, &record)?;
        Ok(Self {
            request_id: record.request_id,
            fresh_key,
        })
    }
}

impl Record {
    fn open(
        &self,
        identity: &Identity,
        key: &GenerationKey,
        now: &Reading,
    ) -> Option<PendingReset> {
        // Across a restart only the wall clock tells; turning it gains nothing, because the portal
        // verifies every request in full.
        let age = if self.began.boot_id == now.boot_id {
            now.since_boot_ms.checked_sub(self.began.since_boot_ms)?
        } else {
            now.wall_ms.checked_sub(self.began.wall_ms)?
        };
        if age >= KEPT_MS || self.generation != key.generation() {
            return None;
        }
        let context = context(identity, &self.request_id, self.generation);
        let reset_key = key.reset_key(identity, &self.request_id);
        let opened = aead::open(&reset_key, context.as_bytes(), &self.sealed_key).ok()?;
        let fresh_key = PrivateKey::from_key(Key::from_slice(&opened)?);
        Some(PendingReset {
            request_id: self.request_id.clone(),
            fresh_key,
        })
    }
}

fn context(identity: &Identity, request_id: &str, generation: u64) -> Context {
    Context::bound(Purpose::ResetRecord, identity)
        .text(request_id)
        .number(generation)
}

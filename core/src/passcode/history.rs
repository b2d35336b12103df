//! Former passcodes, kept so that they cannot be used again, and never so that they could be guessed
//! without the container key.
//!
//! An entry is a tag, under a key from the container key, of the passcode derived with the history's
//! own salt: one more derivation however long the history is. When the cost of a derivation rises, a
//! new epoch with a salt of its own begins; an older one goes when its entries have been pushed out.

use super::Passcode;
use crate::crypto::aead;
use crate::crypto::context::{Context, Identity, Purpose};
use crate::crypto::kdf::{KdfMemory, KdfParams};
use crate::crypto::keys::{self, ContainerKey, Key};
use crate::error::Error;
use serde::{Deserialize, Serialize};

/// FORMAT: one epoch as it stands in the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedEpoch {
    /// The salt of its derivations.
    pub salt: [u8; 16],
    /// The cost of its derivations.
    pub kdf: KdfParams,
    /// Its tags, newest first, sealed.
    pub sealed: Vec<u8>,
}

/// A passcode that might be set, derived for every epoch and, if need be, for a new one.
pub struct Candidate {
    derived: Vec<Key>,
    fresh: Option<([u8; 16], KdfParams, Key)>,
}

/// An opened history, newest epoch first.
pub struct History(Vec<Epoch>);

struct Epoch {
    salt: [u8; 16],
    kdf: KdfParams,
    tags: Vec<[u8; 32]>,
}

impl Candidate {
    /// Derives a passcode for the history: once for each epoch, and once more if a derivation costs
    /// more than the newest one by now.
    ///
    /// # Errors
    /// [`Error::MemoryUnavailable`].
    pub fn derive(
        memory: &mut KdfMemory,
        sealed: &[SealedEpoch],
        passcode: &Passcode,
        (fresh_salt, kdf): ([u8; 16], KdfParams),
    ) -> Result<Self, Error> {
        // EXPOSE: the passcode goes into its derivation.
        let text = passcode.expose().as_bytes();
        let derived = sealed
            .iter()
            .map(|epoch| memory.derive(epoch.kdf, text, &epoch.salt))
            .collect::<Result<_, _>>()?;
        let is_current = sealed
            .first()
            .is_some_and(|newest| !kdf.costs_more_than(&newest.kdf));
        let fresh = match is_current {
            true => None,
            false => Some((fresh_salt, kdf, memory.derive(kdf, text, &fresh_salt)?)),
        };
        Ok(Self { derived, fresh })
    }
}

impl History {
    /// Opens the history of a vault.
    ///
    /// # Errors
    /// [`Error::RecordDamaged`] if it is not this vault's.
    pub fn open(
        sealed: &[SealedEpoch],
        container: &ContainerKey,
        (identity, generation): (&Identity, u64),
    ) -> Result<Self, Error> {
        let open_epoch = |epoch: &SealedEpoch| {
            let key = box_key(container, identity, generation, &epoch.salt);
            let context = box_context(identity, generation);
            let tags = aead::open(&key, context.as_bytes(), &epoch.sealed)
                .map_err(|_| Error::RecordDamaged)?;
            let (tags, rest) = tags.as_chunks();
            let whole = rest
                .is_empty()
                .then(|| tags.to_vec())
                .ok_or(Error::RecordDamaged)?;
            Ok(Epoch {
                salt: epoch.salt,
                kdf: epoch.kdf,
                tags: whole,
            })
        };
        sealed
            .iter()
            .map(open_epoch)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Whether a candidate is one of the last `count` passcodes.
    pub fn contains(&self, container: &ContainerKey, candidate: &Candidate, count: u8) -> bool {
        let tags = self
            .0
            .iter()
            .zip(&candidate.derived)
            .flat_map(|(epoch, derived)| {
                let tag = tag(container, derived);
                epoch
                    .tags
                    .iter()
                    .map(move |former| keys::equal(former, &tag))
            });
        tags.take(count.into())
            .fold(false, |found, same| found | same)
    }

    /// Puts a candidate in front, and keeps the newest `count`.
    pub fn push(&mut self, container: &ContainerKey, candidate: &Candidate, count: u8) {
        match (
            &candidate.fresh,
            self.0.first_mut(),
            candidate.derived.first(),
        ) {
            (None, Some(newest), Some(derived)) => newest.tags.insert(0, tag(container, derived)),
            (Some((salt, kdf, derived)), ..) => {
                let tags = vec![tag(container, derived)];
                self.0.insert(
                    0,
                    Epoch {
                        salt: *salt,
                        kdf: *kdf,
                        tags,
                    },
                );
            }
            (None, ..) => {}
        }
        let mut left = usize::from(count);
        for epoch in &mut self.0 {
            epoch.tags.truncate(left);
            left -= epoch.tags.len();
        }
        self.0.retain(|epoch| !epoch.tags.is_empty());
    }

    /// Seals the history for a generation of the vault.
    pub fn seal(
        &self,
        container: &ContainerKey,
        (identity, generation): (&Identity, u64),
    ) -> Vec<SealedEpoch> {
        let context = box_context(identity, generation);
        let seal_epoch = |epoch: &Epoch| {
            let key = box_key(container, identity, generation, &epoch.salt);
            let sealed = aead::seal_once(key, context.as_bytes(), epoch.tags.as_flattened());
            SealedEpoch {
                salt: epoch.salt,
                kdf: epoch.kdf,
                sealed,
            }
        };
        self.0.iter().map(seal_epoch).collect()
    }
}

/// FORMAT: one entry.
fn tag(container: &ContainerKey, derived: &Key) -> [u8; 32] {
    let info = Context::new(Purpose::HistoryTag);
    // EXPOSE: the derived value goes into a tag under a key that only the open vault has.
    keys::mac(&container.derive(info.as_bytes()), derived.expose())
}

/// FORMAT: the key of one epoch's box. SECURITY: fresh, because no generation seals twice under it.
fn box_key(container: &ContainerKey, identity: &Identity, generation: u64, salt: &[u8; 16]) -> Key {
    let info = Context::bound(Purpose::HistoryKey, identity)
        .number(generation)
        .bytes(salt);
    container.derive(info.as_bytes())
}

fn box_context(identity: &Identity, generation: u64) -> Context {
    Context::bound(Purpose::History, identity).number(generation)
}

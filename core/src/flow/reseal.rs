//! The one way to replace the passcode and recovery slots: creation, change and reset all end here.
//!
//! Order is everything (`docs/formats.md`, "Reseal"): new hardware key, ledger, vault, and only then
//! the old hardware key goes. Writing the vault is the one commit point.

use super::Engine;
use super::chosen::{Choice, Opens};
use super::records::Enrolled;
use crate::crypto::keys::{ContainerKey, Key};
use crate::error::Error;
use crate::passcode::TextVersion;
use crate::ports::{KeyPurpose, RecordName};
use crate::reset::escrow::{self, EscrowContext};
use crate::session::Origin;
use crate::store::generation::{BIOMETRIC_KEY, GenerationKey, key_name};
use crate::store::ledger::{BootTime, Failures, Standing};
use crate::vault::{
    Enclosed, Escrow, Header, Keyboard, SealedVault, Secrets, SetBy, SlotSecret, Vault,
};
use std::sync::Arc;

/// FORMAT: the first epoch of the app keys.
pub(super) const FIRST_KEY_EPOCH: u32 = 1;

/// The vault and app keys that stay when slots are replaced.
pub(super) struct Lineage {
    pub(super) vault_id: [u8; 16],
    pub(super) key_epoch: u32,
}

impl Vault {
    /// What stays.
    pub(super) fn lineage(&self) -> Lineage {
        Lineage {
            vault_id: self.header.vault_id,
            key_epoch: self.header.key_epoch,
        }
    }
}

impl Engine {
    /// Replaces the slots and makes the next generation the current one. On an error before the
    /// commit everything is as before; after it, leftovers are tidied at the next start.
    pub(super) fn reseal(
        &self,
        enrolled: &mut Enrolled,
        container: &ContainerKey,
        lineage: &Lineage,
        opens: &Opens<'_>,
        standing: Standing,
    ) -> Result<Origin, Error> {
        let (store, keys) = (&*self.ports.store, &*self.ports.keys);
        let generation = enrolled.generation() + 1;
        let header = self.header(enrolled, lineage, opens, &standing)?;
        let standing = self.standing_after(opens, standing);
        keys.create(key_name(generation), KeyPurpose::Prf)?;
        let next = Arc::new(GenerationKey::obtain(keys, &enrolled.identity, generation)?);
        let recovery = Key::generate(&*self.ports.rng)?;
        let mut history = enrolled.history(container)?;
        if let Some(candidate) = opens.candidate() {
            // The present passcode is always kept, so that a rule that comes later knows it.
            history.push(container, candidate, standing.policy.history.max(1));
        }
        let biometric = match keeps_biometrics(opens, &standing) {
            true => enrolled.vault.as_ref().and_then(Vault::biometric_slot),
            false => None,
        };
        let had_biometrics = enrolled
            .vault
            .as_ref()
            .is_some_and(Vault::has_biometric_slot);
        let ends_biometrics = had_biometrics && biometric.is_none();
        let enclosed = Enclosed {
            escrow: self.escrow(enrolled, &header, &standing, &recovery)?,
            history: history.seal(container, (&enrolled.identity, generation)),
            biometric,
        };
        let by_itself;
        let knowledge = match opens {
            Opens::Passcode(new, _) => SlotSecret::Passcode(&new.derived),
            Opens::ByItself => {
                by_itself = Key::generate(&*self.ports.rng)?;
                SlotSecret::Device(&by_itself)
            }
        };
        let secrets = Secrets {
            container,
            knowledge,
            recovery: &recovery,
        };
        let sealed =
            SealedVault::seal(keys, &enrolled.identity, &next, &header, &secrets, enclosed)?;
        let announced = (&*next, &standing);
        enrolled
            .ledger
            .announce(store, &enrolled.identity, &enrolled.key, announced)?;
        sealed.save(store, enrolled.vault.as_ref().map(|vault| vault.revision))?;

        // Committed. What follows only makes the past useless sooner than the next start would.
        let _ = keys.delete(key_name(enrolled.generation()));
        if ends_biometrics {
            let _ = keys.delete(BIOMETRIC_KEY);
        }
        let _ = enrolled
            .ledger
            .write(store, &enrolled.identity, &next, &standing);
        let _ = store.remove(RecordName::Reset);
        self.live().generation_key = Some((enrolled.identity.clone(), next));
        Ok(Origin {
            generation,
            key_epoch: lineage.key_epoch,
        })
    }

    /// What counts after a reseal. SECURITY: only a new passcode starts a new count. Sealing the same
    /// one anew gives nothing back that another process may have charged meanwhile.
    fn standing_after(&self, opens: &Opens<'_>, standing: Standing) -> Standing {
        if opens.candidate().is_none() {
            return standing;
        }
        Standing {
            failures: Failures::default(),
            passcode_at: Some(BootTime::from(&self.ports.clock.now())),
            ..standing
        }
    }

    fn header(
        &self,
        enrolled: &Enrolled,
        lineage: &Lineage,
        opens: &Opens<'_>,
        standing: &Standing,
    ) -> Result<Header, Error> {
        let now_ms = standing.server_time.estimate_ms(&self.ports.clock.now());
        let present = enrolled.vault.as_ref().map(|vault| &vault.header);
        let kept = present.map_or(Keyboard::Full, |present| present.keyboard);
        let (salt, (keyboard, set_at_ms, set_by)) = match opens {
            Opens::ByItself => (self.random_16()?, (kept, now_ms, SetBy::Nobody)),
            Opens::Passcode(new, set_by) => {
                let made = match (&new.choice, present) {
                    (Choice::New { keyboard, .. }, _) => (*keyboard, now_ms, *set_by),
                    (Choice::Same, Some(same)) => (same.keyboard, same.set_at_ms, same.set_by),
                    (Choice::Same, None) => (kept, now_ms, *set_by),
                };
                (new.salt, made)
            }
        };
        Ok(Header {
            vault_id: lineage.vault_id,
            generation: enrolled.generation() + 1,
            key_epoch: lineage.key_epoch,
            text_version: TextVersion::CURRENT as u8,
            keyboard,
            kdf: self.settings.kdf,
            salt,
            set_at_ms,
            set_by,
        })
    }

    /// Seals the recovery key to the organisation.
    fn escrow(
        &self,
        enrolled: &Enrolled,
        header: &Header,
        standing: &Standing,
        recovery: &Key,
    ) -> Result<Escrow, Error> {
        let context = EscrowContext {
            identity: &enrolled.identity,
            vault: &header.vault_id,
            generation: header.generation,
            escrow_key_id: &standing.escrow.id,
        };
        let sealed = escrow::seal(&*self.ports.rng, &standing.escrow.key, &context, recovery)?;
        Ok(Escrow {
            key_id: standing.escrow.id.clone(),
            sealed,
        })
    }

    pub(super) fn random_16(&self) -> Result<[u8; 16], Error> {
        let mut bytes = [0; 16];
        self.ports.rng.fill(&mut bytes)?;
        Ok(bytes)
    }
}

/// Whether biometrics stay on: a reset turns them off, as does the end of the rule or of the passcode.
fn keeps_biometrics(opens: &Opens<'_>, standing: &Standing) -> bool {
    let by_passcode = match opens {
        Opens::Passcode(_, SetBy::Creation | SetBy::Reset | SetBy::Nobody) | Opens::ByItself => {
            false
        }
        Opens::Passcode(_, SetBy::Change) => true,
    };
    by_passcode && standing.policy.biometric_unlock
}

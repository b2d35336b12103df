//! The biometric slot: opened by a hardware key of its own, which answers only after the biometric
//! prompt of the system.
//!
//! It is bound to the vault's id, not to a generation: a new passcode leaves it as it is. It decides
//! nothing about when biometrics are enough: that is done in `flow`.

use super::envelope::BIOMETRIC;
use super::{Body, SealedVault, SelfKept, Vault, hierarchy, tag_message};
use crate::crypto::aead;
use crate::crypto::context::{Context, Identity, Purpose};
use crate::crypto::keys::{self, ContainerKey, Key};
use crate::error::Error;
use crate::ports::PrfInput;
use crate::store::generation::GenerationKey;
use crate::store::record;

/// A slot that is ready to be put into the vault.
pub struct BiometricSlot(SelfKept);

/// What the hardware key is asked about a slot's secret, behind the prompt.
///
/// # Errors
/// [`Error::HardwareKeyUnavailable`] in a case that cannot happen.
pub fn prompt(secret: &Key) -> Result<PrfInput, Error> {
    keys::prf_input(&hierarchy::hardware_input(secret))
}

/// Seals a container key under a secret and the hardware key's answer to it.
pub fn seal(
    identity: &Identity,
    vault_id: &[u8; 16],
    (secret, answer): (&Key, &Key),
    container: &ContainerKey,
) -> BiometricSlot {
    let key = slot_key(identity, vault_id, secret, answer);
    let context = context(identity, vault_id);
    // EXPOSE: the container key is the message of the seal; the secret stays in the vault.
    let sealed = aead::seal_once(key, context.as_bytes(), container.expose());
    BiometricSlot(SelfKept {
        sealed,
        secret: *secret.expose(),
    })
}

impl Vault {
    /// Whether biometrics are on.
    pub fn has_biometric_slot(&self) -> bool {
        self.biometric.is_some()
    }

    /// What the hardware key is asked; `None` if biometrics are off.
    ///
    /// # Errors
    /// [`Error::HardwareKeyUnavailable`] in a case that cannot happen.
    pub fn biometric_prompt(&self) -> Result<Option<PrfInput>, Error> {
        self.biometric
            .as_ref()
            .map(|slot| prompt(&Key::from_bytes(&slot.secret)))
            .transpose()
    }

    /// Opens the biometric slot with the hardware key's answer; `None` if the answer is wrong.
    pub fn open_biometric(&self, identity: &Identity, answer: &Key) -> Option<ContainerKey> {
        let slot = self.biometric.as_ref()?;
        let vault_id = &self.header.vault_id;
        let key = slot_key(identity, vault_id, &Key::from_bytes(&slot.secret), answer);
        let opened = aead::open(&key, context(identity, vault_id).as_bytes(), &slot.sealed).ok()?;
        Key::from_slice(&opened).map(ContainerKey::from_key)
    }

    /// The same vault with this biometric slot, or without any.
    ///
    /// # Errors
    /// [`Error::RecordDamaged`].
    pub fn with_biometric(
        &self,
        identity: &Identity,
        key: &GenerationKey,
        slot: Option<BiometricSlot>,
    ) -> Result<SealedVault, Error> {
        let mut body: Body = record::decode_body(&self.record.body)?;
        body.biometric = slot.map(|slot| slot.0);
        SealedVault::of(identity, key, &body)
    }

    /// The biometric slot, for the next generation of the vault.
    pub fn biometric_slot(&self) -> Option<BiometricSlot> {
        let slot = self.biometric.as_ref()?;
        Some(BiometricSlot(SelfKept {
            sealed: slot.sealed.clone(),
            secret: slot.secret,
        }))
    }
}

impl BiometricSlot {
    pub(super) fn into_kept(self) -> SelfKept {
        self.0
    }
}

impl SealedVault {
    pub(super) fn of(identity: &Identity, key: &GenerationKey, body: &Body) -> Result<Self, Error> {
        let body = record::encode_body(body)?.to_vec();
        let tag = key.tag(&tag_message(identity, &body));
        Ok(Self(super::Record { body, tag }))
    }
}

/// FORMAT: slot key = HKDF(s ‖ PRF(t)), bound to the vault's id.
fn slot_key(identity: &Identity, vault_id: &[u8; 16], secret: &Key, answer: &Key) -> Key {
    let info = Context::bound(Purpose::SlotKey, identity)
        .text(BIOMETRIC)
        .bytes(vault_id);
    keys::derive_key(&[secret, answer], info.as_bytes())
}

fn context(identity: &Identity, vault_id: &[u8; 16]) -> Context {
    Context::bound(Purpose::Slot, identity)
        .text(BIOMETRIC)
        .bytes(vault_id)
}

//! The vault: one record that holds the container key, sealed in its slots.
//!
//! It decides whether a vault is authentic and which secret opens which slot. It never decides who
//! may try: that is done before, in `flow`.

pub mod biometric;
pub mod envelope;
pub mod hierarchy;
#[cfg(test)]
mod tests;

use crate::crypto::context::{Context, Identity, Purpose};
use crate::crypto::hpke::Sealed;
use crate::crypto::kdf::KdfParams;
use crate::crypto::keys::{ContainerKey, Key};
use crate::error::Error;
use crate::passcode::TextVersion;
use crate::passcode::history::SealedEpoch;
use crate::ports::{KeyStore, RecordName, Revision, Store};
use crate::store::generation::GenerationKey;
use crate::store::record::{self, Kind};
use biometric::BiometricSlot;
use envelope::Slot;
use serde::{Deserialize, Serialize};

/// FORMAT: the header, authenticated by every slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// New with every container key.
    pub vault_id: [u8; 16],
    /// Which hardware key.
    pub generation: u64,
    /// Of the app keys.
    pub key_epoch: u32,
    /// Which normalisation the passcode went through.
    pub text_version: u8,
    /// The keyboard used at creation.
    pub keyboard: Keyboard,
    /// The cost of the derivation.
    pub kdf: KdfParams,
    /// New with every passcode slot.
    pub salt: [u8; 16],
    /// When the passcode was set, by the portal's time.
    pub set_at_ms: u64,
    /// How it was set.
    pub set_by: SetBy,
}

/// FORMAT: which keyboard a screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keyboard {
    /// Digits only.
    NumberPad,
    /// Everything.
    Full,
}

/// FORMAT: how the passcode was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetBy {
    /// For the first time.
    Creation,
    /// By somebody who knew the one before.
    Change,
    /// By somebody who had forgotten it.
    Reset,
    /// Not at all: the rules require none.
    Nobody,
}

/// FORMAT: the record: the body's bytes and their tag.
#[derive(Serialize, Deserialize)]
struct Record {
    body: Vec<u8>,
    tag: [u8; 32],
}

/// FORMAT: the body.
#[derive(Serialize, Deserialize)]
struct Body {
    header: Vec<u8>,
    knowledge: Knowledge,
    recovery: Recovery,
    biometric: Option<SelfKept>,
    history: Vec<SealedEpoch>,
}

/// FORMAT: the slot that opens in daily use.
#[derive(Serialize, Deserialize)]
enum Knowledge {
    /// Opened by the passcode.
    Passcode(Vec<u8>),
    /// Where the rules require no passcode.
    Device(SelfKept),
}

/// FORMAT: a slot whose secret is kept in the vault itself.
#[derive(Serialize, Deserialize)]
struct SelfKept {
    sealed: Vec<u8>,
    secret: [u8; 32],
}

/// FORMAT: the slot that opens after a reset.
#[derive(Serialize, Deserialize)]
struct Recovery {
    sealed: Vec<u8>,
    escrow_key_id: String,
    escrow: Sealed,
}

/// The recovery key, sealed to the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escrow {
    /// The escrow key that it is sealed to.
    pub key_id: String,
    /// The seal.
    pub sealed: Sealed,
}

/// A vault as it was read: well-formed, but not yet authenticated.
pub struct Vault {
    /// Its header.
    pub header: Header,
    /// The escrow of its recovery key.
    pub escrow: Escrow,
    /// Former passcodes, sealed.
    pub history: Vec<SealedEpoch>,
    /// For [`SealedVault::save`].
    pub revision: Revision,
    header_bytes: Vec<u8>,
    knowledge: Knowledge,
    recovery_slot: Vec<u8>,
    biometric: Option<SelfKept>,
    record: Record,
}

impl Vault {
    /// Reads the vault; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::StoreUnavailable`], [`Error::RecordVersionUnsupported`], [`Error::RecordDamaged`]
    /// also for parameters out of range: they are refused, never adjusted.
    pub fn load(store: &dyn Store) -> Result<Option<Self>, Error> {
        let loaded = record::load(store, RecordName::Vault, Kind::Vault)?;
        let Some(record::Loaded {
            value: record,
            revision,
        }) = loaded
        else {
            return Ok(None);
        };
        Self::parse(record, revision).map(Some)
    }

    fn parse(record: Record, revision: Revision) -> Result<Self, Error> {
        let body: Body = record::decode_body(&record.body)?;
        let header: Header = record::decode_body(&body.header)?;
        let costs_are_acceptable = header.kdf.is_acceptable()
            && body.history.iter().all(|epoch| epoch.kdf.is_acceptable());
        if !costs_are_acceptable || header.generation == 0 {
            return Err(Error::RecordDamaged);
        }
        if TextVersion::from_number(header.text_version).is_none() {
            return Err(Error::RecordVersionUnsupported);
        }
        Ok(Self {
            header,
            escrow: Escrow {
                key_id: body.recovery.escrow_key_id,
                sealed: body.recovery.escrow,
            },
            history: body.history,
            revision,
            header_bytes: body.header,
            knowledge: body.knowledge,
            recovery_slot: body.recovery.sealed,
            biometric: body.biometric,
            record,
        })
    }

    /// Checks that this phone wrote the vault, for this identity, in this generation.
    ///
    /// # Errors
    /// [`Error::RecordDamaged`].
    pub fn verify(&self, identity: &Identity, key: &GenerationKey) -> Result<(), Error> {
        let authentic = key.generation() == self.header.generation
            && key.verify(&tag_message(identity, &self.record.body), &self.record.tag);
        if authentic {
            Ok(())
        } else {
            Err(Error::RecordDamaged)
        }
    }

    /// The passcode slot; `None` where no passcode is required.
    pub fn passcode_slot(&self) -> Option<Slot<'_>> {
        match &self.knowledge {
            Knowledge::Passcode(sealed) => Some(self.slot(envelope::PASSCODE, sealed)),
            Knowledge::Device(_) => None,
        }
    }

    /// Opens the device slot: one operation of the hardware key. `None` if the vault has a passcode.
    ///
    /// # Errors
    /// [`Error::RecordDamaged`], [`Error::HardwareKeyLost`], [`Error::HardwareKeyUnavailable`].
    pub fn open_device_slot(
        &self,
        hardware: &dyn KeyStore,
        identity: &Identity,
    ) -> Result<Option<ContainerKey>, Error> {
        let Knowledge::Device(SelfKept { sealed, secret }) = &self.knowledge else {
            return Ok(None);
        };
        let slot = self.slot(envelope::DEVICE, sealed);
        let secret = Key::from_bytes(secret);
        slot.open(hardware, identity, self.header.generation, &secret)?
            .ok_or(Error::RecordDamaged)
            .map(Some)
    }

    /// The recovery slot.
    pub fn recovery_slot(&self) -> Slot<'_> {
        self.slot(envelope::RECOVERY, &self.recovery_slot)
    }

    fn slot<'a>(&'a self, name: &'static str, sealed: &'a [u8]) -> Slot<'a> {
        let header = &self.header_bytes;
        Slot {
            name,
            header,
            sealed,
        }
    }
}

/// What a new vault is sealed with.
pub struct Secrets<'a> {
    /// What every slot seals.
    pub container: &'a ContainerKey,
    /// What opens it in daily use.
    pub knowledge: SlotSecret<'a>,
    /// The recovery key.
    pub recovery: &'a Key,
}

/// What opens a vault in daily use.
pub enum SlotSecret<'a> {
    /// The derived passcode.
    Passcode(&'a Key),
    /// 32 random bytes, kept in the vault: the rules require no passcode.
    Device(&'a Key),
}

/// What a new vault holds besides: sealed already.
pub struct Enclosed {
    /// The recovery key, sealed to the organisation.
    pub escrow: Escrow,
    /// Former passcodes.
    pub history: Vec<SealedEpoch>,
    /// The biometric slot of the vault before.
    pub biometric: Option<BiometricSlot>,
}

/// A vault that is ready to be written.
pub struct SealedVault(Record);

impl SealedVault {
    /// Seals a container key into a new vault: two operations of the hardware key.
    ///
    /// # Errors
    /// [`Error::HardwareKeyLost`], [`Error::HardwareKeyUnavailable`].
    pub fn seal(
        hardware: &dyn KeyStore,
        identity: &Identity,
        key: &GenerationKey,
        header: &Header,
        secrets: &Secrets<'_>,
        enclosed: Enclosed,
    ) -> Result<Self, Error> {
        let header_bytes = record::encode_body(header)?.to_vec();
        let seal = |name, secret| {
            let slot = Slot {
                name,
                header: &header_bytes,
                sealed: &[],
            };
            slot.seal(
                hardware,
                identity,
                header.generation,
                secret,
                secrets.container,
            )
        };
        let knowledge = match secrets.knowledge {
            SlotSecret::Passcode(derived) => {
                Knowledge::Passcode(seal(envelope::PASSCODE, derived)?)
            }
            SlotSecret::Device(secret) => Knowledge::Device(SelfKept {
                sealed: seal(envelope::DEVICE, secret)?,
                // EXPOSE: only the hardware key stands before this slot.
                secret: *secret.expose(),
            }),
        };
        let recovery = Recovery {
            sealed: seal(envelope::RECOVERY, secrets.recovery)?,
            escrow_key_id: enclosed.escrow.key_id,
            escrow: enclosed.escrow.sealed,
        };
        let body = Body {
            header: header_bytes,
            knowledge,
            recovery,
            biometric: enclosed.biometric.map(BiometricSlot::into_kept),
            history: enclosed.history,
        };
        Self::of(identity, key, &body)
    }

    /// Writes the vault: the one commit point of every operation that replaces a slot.
    ///
    /// # Errors
    /// [`Error::StoreUnavailable`], [`Error::StoreConflict`].
    pub fn save(&self, store: &dyn Store, expected: Option<Revision>) -> Result<Revision, Error> {
        record::save(store, (RecordName::Vault, Kind::Vault), expected, &self.0)
    }
}

fn tag_message(identity: &Identity, body: &[u8]) -> Context {
    Context::bound(Purpose::VaultTag, identity).bytes(body)
}

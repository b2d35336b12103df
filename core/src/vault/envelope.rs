//! One slot: the container key sealed under a secret that went through the hardware key.

use super::hierarchy;
use crate::crypto::aead;
use crate::crypto::context::{Context, Identity, Purpose};
use crate::crypto::keys::{ContainerKey, Key};
use crate::error::Error;
use crate::ports::KeyStore;

/// FORMAT: the passcode slot's name.
pub const PASSCODE: &str = "passcode";
/// FORMAT: the recovery slot's name.
pub const RECOVERY: &str = "recovery";

/// FORMAT: the name of the slot where the rules require no passcode.
pub const DEVICE: &str = "device";
/// FORMAT: the biometric slot's name.
pub const BIOMETRIC: &str = "biometric";

/// A slot of a vault.
pub struct Slot<'a> {
    /// Which one.
    pub name: &'static str,
    /// The header that it is bound to.
    pub header: &'a [u8],
    /// The sealed container key.
    pub sealed: &'a [u8],
}

impl Slot<'_> {
    /// Opens the slot: one operation of the hardware key. `None` if the secret is wrong.
    ///
    /// # Errors
    /// [`Error::HardwareKeyLost`], [`Error::HardwareKeyUnavailable`].
    pub fn open(
        &self,
        hardware: &dyn KeyStore,
        identity: &Identity,
        generation: u64,
        secret: &Key,
    ) -> Result<Option<ContainerKey>, Error> {
        let key = hierarchy::slot_key(hardware, identity, (self.name, generation), secret)?;
        let opened = aead::open(&key, self.context(identity).as_bytes(), self.sealed).ok();
        Ok(opened
            .and_then(|bytes| Key::from_slice(&bytes))
            .map(ContainerKey::from_key))
    }

    /// Seals a container key for this slot: one operation of the hardware key.
    ///
    /// # Errors
    /// [`Error::HardwareKeyLost`], [`Error::HardwareKeyUnavailable`].
    pub fn seal(
        &self,
        hardware: &dyn KeyStore,
        identity: &Identity,
        generation: u64,
        secret: &Key,
        container: &ContainerKey,
    ) -> Result<Vec<u8>, Error> {
        let key = hierarchy::slot_key(hardware, identity, (self.name, generation), secret)?;
        // EXPOSE: the container key is the message of the seal.
        let message = container.expose();
        Ok(aead::seal_once(
            key,
            self.context(identity).as_bytes(),
            message,
        ))
    }

    fn context(&self, identity: &Identity) -> Context {
        Context::bound(Purpose::Slot, identity)
            .text(self.name)
            .bytes(self.header)
    }
}

//! A software key behind the desktop's key ring (freedesktop Secret Service).
//!
//! For desktop managers and the simulator only: the key ring protects the key from other users and
//! from a copied disk, not from programs of the same user. Without a real key ring it fails; it never
//! falls back to something weaker.

use crate::crypto::software_key::{Hardware, SoftwareKey};
use crate::ports::{KeyPurpose, KeyStore, KeyStoreFailure, PrfInput, Rng};
use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};
use std::sync::Arc;
use zbus_secret_service_keyring_store::Store;
use zeroize::Zeroizing;

/// Keys in the desktop's key ring, under one service name.
pub struct KeyringKeyStore {
    store: Arc<Store>,
    service: String,
    hardware: Hardware,
    rng: Box<dyn Rng>,
}

impl KeyringKeyStore {
    /// Connects to the key ring. `service` tells apart installations, `hardware` what the key
    /// computes.
    ///
    /// # Errors
    /// [`KeyStoreFailure::Unavailable`] if no key ring answers.
    pub fn connect(
        service: &str,
        hardware: Hardware,
        rng: impl Rng + 'static,
    ) -> Result<Self, KeyStoreFailure> {
        let store = Store::new().map_err(|_| KeyStoreFailure::Unavailable)?;
        Ok(Self {
            store,
            service: service.to_owned(),
            hardware,
            rng: Box::new(rng),
        })
    }

    fn entry(&self, name: &str) -> Result<Entry, KeyStoreFailure> {
        self.store
            .build(&self.service, name, None)
            .map_err(|_| KeyStoreFailure::Unavailable)
    }

    fn key(&self, name: &str) -> Result<SoftwareKey, KeyStoreFailure> {
        let secret = Zeroizing::new(self.entry(name)?.get_secret().map_err(|e| failure(&e))?);
        SoftwareKey::from_bytes(&secret).ok_or(KeyStoreFailure::Missing)
    }
}

impl KeyStore for KeyringKeyStore {
    fn create(&self, name: &str, purpose: KeyPurpose) -> Result<Vec<u8>, KeyStoreFailure> {
        let key = SoftwareKey::generate(&*self.rng).map_err(|_| KeyStoreFailure::Unavailable)?;
        // EXPOSE: the key goes into the key ring.
        self.entry(name)?
            .set_secret(key.expose())
            .map_err(|error| failure(&error))?;
        Ok(match purpose {
            KeyPurpose::Signing => key.public_key(),
            KeyPurpose::Prf | KeyPurpose::BiometricPrf => Vec::new(),
        })
    }

    fn delete(&self, name: &str) -> Result<(), KeyStoreFailure> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(_) => Err(KeyStoreFailure::Unavailable),
        }
    }

    fn prf(&self, name: &str, input: &PrfInput) -> Result<Zeroizing<[u8; 32]>, KeyStoreFailure> {
        self.key(name)?
            .prf(self.hardware, input)
            .ok_or(KeyStoreFailure::Unavailable)
    }

    fn sign(&self, name: &str, message: &[u8]) -> Result<Vec<u8>, KeyStoreFailure> {
        Ok(self.key(name)?.sign(message))
    }
}

fn failure(error: &Error) -> KeyStoreFailure {
    if matches!(error, Error::NoEntry) {
        KeyStoreFailure::Missing
    } else {
        KeyStoreFailure::Unavailable
    }
}

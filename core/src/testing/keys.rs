//! Simulated key hardware: keys that outlive the engines that use them, and count how often they
//! were asked.

use super::FaultPlan;
use crate::crypto::software_key::{Hardware, SoftwareKey};
use crate::ports::{KeyPurpose, KeyStore, KeyStoreFailure, PrfInput, Rng};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// A key store in software.
pub struct SoftKeyStore {
    hardware: Hardware,
    rng: Box<dyn Rng>,
    inner: Mutex<Inner>,
    faults: Arc<FaultPlan>,
}

#[derive(Default)]
struct Inner {
    keys: BTreeMap<String, SoftwareKey>,
    operations: u64,
}

impl SoftKeyStore {
    /// Simulated hardware of one kind.
    pub fn new(hardware: Hardware, rng: impl Rng + 'static) -> Self {
        Self::with_faults(hardware, rng, Arc::default())
    }

    /// Simulated hardware whose durable steps follow a plan.
    pub fn with_faults(
        hardware: Hardware,
        rng: impl Rng + 'static,
        faults: Arc<FaultPlan>,
    ) -> Self {
        Self {
            hardware,
            rng: Box::new(rng),
            inner: Mutex::default(),
            faults,
        }
    }

    /// The names of all keys.
    pub fn names(&self) -> Vec<String> {
        self.inner().keys.keys().cloned().collect()
    }

    /// How often a key was asked about a secret.
    pub fn operations(&self) -> u64 {
        self.inner().operations
    }

    /// Destroys a key behind the library's back, as a system update or a new fingerprint may.
    pub fn lose(&self, name: &str) {
        self.inner().keys.remove(name);
    }

    /// All keys, to be kept.
    pub fn export(&self) -> BTreeMap<String, [u8; 32]> {
        let inner = self.inner();
        let exported = inner.keys.iter();
        // EXPOSE: simulated hardware is no hardware.
        exported
            .map(|(name, key)| (name.clone(), *key.expose()))
            .collect()
    }

    /// Takes a key that was kept; answers its public key, or `None` if it is no key.
    pub fn import(&self, name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
        let key = SoftwareKey::from_bytes(bytes)?;
        let public = key.public_key();
        self.inner().keys.insert(name.to_owned(), key);
        Some(public)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeyStore for SoftKeyStore {
    fn create(&self, name: &str, purpose: KeyPurpose) -> Result<Vec<u8>, KeyStoreFailure> {
        let key = SoftwareKey::generate(&*self.rng).map_err(|_| KeyStoreFailure::Unavailable)?;
        let public = match purpose {
            KeyPurpose::Signing => key.public_key(),
            KeyPurpose::Prf | KeyPurpose::BiometricPrf => Vec::new(),
        };
        let mut inner = self.inner();
        self.faults
            .step(|| inner.keys.insert(name.to_owned(), key))
            .map(|_| public)
            .ok_or(KeyStoreFailure::Unavailable)
    }

    fn delete(&self, name: &str) -> Result<(), KeyStoreFailure> {
        let mut inner = self.inner();
        self.faults
            .step(|| inner.keys.remove(name))
            .map(|_| ())
            .ok_or(KeyStoreFailure::Unavailable)
    }

    fn prf(&self, name: &str, input: &PrfInput) -> Result<Zeroizing<[u8; 32]>, KeyStoreFailure> {
        if !self.faults.read() {
            return Err(KeyStoreFailure::Unavailable);
        }
        let mut inner = self.inner();
        inner.operations += 1;
        let key = inner.keys.get(name).ok_or(KeyStoreFailure::Missing)?;
        key.prf(self.hardware, input)
            .ok_or(KeyStoreFailure::Unavailable)
    }

    fn sign(&self, name: &str, message: &[u8]) -> Result<Vec<u8>, KeyStoreFailure> {
        let inner = self.inner();
        let key = inner.keys.get(name).ok_or(KeyStoreFailure::Missing)?;
        Ok(key.sign(message))
    }
}

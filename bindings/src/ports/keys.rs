//! Keys that cannot leave the hardware.

use crate::error::PasscodeError;
use passcode_core::ports as core;
use std::sync::{Arc, Mutex, PoisonError};
use uniffi::UnexpectedUniFFICallbackError;
use zeroize::Zeroizing;

/// Keys that cannot leave the hardware.
#[uniffi::export(rust, foreign)]
pub trait KeyStore: Send + Sync {
    /// Makes a key, replacing one of the same name. For [`KeyPurpose::Signing`] the answer is the
    /// public key: P-256, uncompressed SEC1, 65 bytes; otherwise it is empty.
    ///
    /// # Errors
    /// [`KeyStoreFailure`].
    fn create(&self, name: String, purpose: KeyPurpose) -> Result<Vec<u8>, KeyStoreFailure>;

    /// Destroys a key. Destroying what does not exist succeeds.
    ///
    /// # Errors
    /// [`KeyStoreFailure::Unavailable`].
    fn delete(&self, name: String) -> Result<(), KeyStoreFailure>;

    /// A deterministic secret function of the key and the input: HMAC-SHA256 of `bytes`, or the
    /// x-coordinate of the key agreement with `point`. SECURITY: wipe the input after use.
    ///
    /// # Errors
    /// [`KeyStoreFailure`].
    fn prf(&self, name: String, input: PrfInput) -> Result<Arc<PrfAnswer>, KeyStoreFailure>;

    /// An ECDSA P-256 signature over the SHA-256 of `message`, ASN.1 DER as both platforms give.
    ///
    /// # Errors
    /// [`KeyStoreFailure`].
    fn sign(&self, name: String, message: Vec<u8>) -> Result<Vec<u8>, KeyStoreFailure>;
}

/// What a hardware key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum KeyPurpose {
    /// [`KeyStore::prf`], usable without a prompt after the first unlock of the phone.
    Prf,
    /// [`KeyStore::prf`], usable only right after the biometric prompt, and only as long as the
    /// set of enrolled biometrics stays what it was.
    BiometricPrf,
    /// [`KeyStore::sign`].
    Signing,
}

/// The input of the one operation on secrets that a hardware key offers. SECURITY: it is a secret.
#[derive(uniffi::Record)]
pub struct PrfInput {
    /// 32 bytes, for keys that compute HMAC-SHA256 (Android).
    pub bytes: Vec<u8>,
    /// The same 32 bytes hashed to a P-256 point (RFC 9380), uncompressed SEC1, 65 bytes, for keys that
    /// do key agreement (iOS).
    pub point: Vec<u8>,
}

/// What a hardware key answered. Whoever takes it takes it once: nothing stays behind.
#[derive(uniffi::Object)]
pub struct PrfAnswer(Mutex<Option<Zeroizing<Vec<u8>>>>);

/// Why a hardware key did not do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Error)]
pub enum KeyStoreFailure {
    /// There is no such key: it was never made, destroyed, or invalidated by the system.
    Missing,
    /// The key exists but does not answer now.
    Unavailable,
}

#[uniffi::export]
impl PrfAnswer {
    /// Copies the 32 bytes once; they are borrowed.
    ///
    /// # Errors
    /// [`PasscodeError::HardwareKeyUnavailable`] if they are not 32.
    #[uniffi::constructor]
    pub fn new(bytes: &[u8]) -> Result<Self, PasscodeError> {
        if bytes.len() == 32 {
            Ok(Self(Mutex::new(Some(Zeroizing::new(bytes.to_vec())))))
        } else {
            Err(PasscodeError::HardwareKeyUnavailable)
        }
    }
}

impl PrfAnswer {
    /// The answer, unless it was taken before.
    pub(crate) fn take(&self) -> Option<Zeroizing<[u8; 32]>> {
        let taken = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()?;
        let mut answer = Zeroizing::new([0; 32]);
        answer.copy_from_slice(&taken);
        Some(answer)
    }
}

impl std::fmt::Display for KeyStoreFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(passcode_core::Error::from(core::KeyStoreFailure::from(*self)).code())
    }
}

impl std::error::Error for KeyStoreFailure {}

impl From<UnexpectedUniFFICallbackError> for KeyStoreFailure {
    fn from(_: UnexpectedUniFFICallbackError) -> Self {
        Self::Unavailable
    }
}

impl From<KeyStoreFailure> for core::KeyStoreFailure {
    fn from(failure: KeyStoreFailure) -> Self {
        match failure {
            KeyStoreFailure::Missing => Self::Missing,
            KeyStoreFailure::Unavailable => Self::Unavailable,
        }
    }
}

impl From<&core::PrfInput> for PrfInput {
    fn from(input: &core::PrfInput) -> Self {
        Self {
            bytes: input.bytes.to_vec(),
            point: input.point.to_vec(),
        }
    }
}

impl From<core::KeyPurpose> for KeyPurpose {
    fn from(purpose: core::KeyPurpose) -> Self {
        match purpose {
            core::KeyPurpose::Prf => Self::Prf,
            core::KeyPurpose::BiometricPrf => Self::BiometricPrf,
            core::KeyPurpose::Signing => Self::Signing,
        }
    }
}

/// The host's key store as the core's.
pub(super) struct HostKeyStore(pub(super) Arc<dyn KeyStore>);

impl core::KeyStore for HostKeyStore {
    fn create(
        &self,
        name: &str,
        purpose: core::KeyPurpose,
    ) -> Result<Vec<u8>, core::KeyStoreFailure> {
        Ok(self.0.create(name.to_owned(), purpose.into())?)
    }

    fn delete(&self, name: &str) -> Result<(), core::KeyStoreFailure> {
        Ok(self.0.delete(name.to_owned())?)
    }

    fn prf(
        &self,
        name: &str,
        input: &core::PrfInput,
    ) -> Result<Zeroizing<[u8; 32]>, core::KeyStoreFailure> {
        let answer = self.0.prf(name.to_owned(), input.into())?;
        answer.take().ok_or(core::KeyStoreFailure::Unavailable)
    }

    fn sign(&self, name: &str, message: &[u8]) -> Result<Vec<u8>, core::KeyStoreFailure> {
        Ok(self.0.sign(name.to_owned(), message.to_vec())?)
    }
}

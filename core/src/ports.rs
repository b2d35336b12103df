//! What the host provides: clock, random generator, storage, hardware keys and the network.
//!
//! Ports are plain synchronous traits. None of them shows a prompt, and the engine holds no lock
//! while it uses [`Transport`].

use crate::clock::Reading;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The phone's clocks.
pub trait Clock: Send + Sync {
    /// Reads all clocks at one moment.
    fn now(&self) -> Reading;
}

/// A cryptographically secure random generator.
pub trait Rng: Send + Sync {
    /// Fills `bytes` entirely, or fails.
    ///
    /// # Errors
    /// [`RngFailure`] if no randomness can be had; `bytes` is then not to be used.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RngFailure>;
}

/// The random generator did not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RngFailure;

/// The records that the library keeps. Formats: `docs/formats.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordName {
    /// Who this phone is to the portal.
    Device,
    /// The container key, sealed in its slots.
    Vault,
    /// Attempt counter, rules in force and the portal's time.
    Ledger,
    /// The same, where the operating system protects data best.
    LedgerCopy,
    /// A reset that waits for its answer.
    Reset,
}

impl RecordName {
    /// Every record.
    pub const ALL: [Self; 5] = [
        Self::Device,
        Self::Vault,
        Self::Ledger,
        Self::LedgerCopy,
        Self::Reset,
    ];

    /// A name that is safe as a file or key chain item name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Vault => "vault",
            Self::Ledger => "ledger",
            Self::LedgerCopy => "ledger-copy",
            Self::Reset => "reset",
        }
    }
}

/// What a record's content was when it was read. Equal only for equal content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision(pub u64);

/// A record as it is stored.
pub struct Stored {
    /// The content.
    pub bytes: Vec<u8>,
    /// Its revision, for [`Store::replace`].
    pub revision: Revision,
}

/// Durable records.
pub trait Store: Send + Sync {
    /// Reads a record; `None` if it does not exist.
    ///
    /// # Errors
    /// [`StoreFailure::Unavailable`].
    fn read(&self, name: RecordName) -> Result<Option<Stored>, StoreFailure>;

    /// Replaces a record atomically and durably, if its revision still is `expected` (`None`: it
    /// does not exist). After a power loss either the old or the new content is there, whole.
    ///
    /// # Errors
    /// [`StoreFailure::Conflict`] if the revision is another one, [`StoreFailure::Unavailable`].
    fn replace(
        &self,
        name: RecordName,
        expected: Option<Revision>,
        bytes: &[u8],
    ) -> Result<Revision, StoreFailure>;

    /// Removes a record durably. Removing what does not exist succeeds.
    ///
    /// # Errors
    /// [`StoreFailure::Unavailable`].
    fn remove(&self, name: RecordName) -> Result<(), StoreFailure>;

    /// Waits until no other process or thread is inside, and keeps them out until the guard is
    /// dropped.
    ///
    /// # Errors
    /// [`StoreFailure::Unavailable`].
    fn exclusive(&self) -> Result<Box<dyn Exclusive + '_>, StoreFailure>;
}

/// Keeps others out of the store until it is dropped.
pub trait Exclusive {}

/// Why a record could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreFailure {
    /// The record changed since it was read.
    Conflict,
    /// The storage did not answer, or is full.
    Unavailable,
}

/// What a hardware key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPurpose {
    /// [`KeyStore::prf`], usable without a prompt after the first unlock of the phone.
    Prf,
    /// [`KeyStore::prf`], usable only right after the biometric prompt, and only as long as the
    /// set of enrolled biometrics stays what it was.
    BiometricPrf,
    /// [`KeyStore::sign`].
    Signing,
}

/// The input of the one operation on secrets that a hardware key offers.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct PrfInput {
    /// 32 bytes, for keys that compute HMAC-SHA256 (Android).
    pub bytes: [u8; 32],
    /// The same 32 bytes hashed to a P-256 point (RFC 9380), uncompressed SEC1, for keys that do
    /// key agreement (iOS).
    pub point: [u8; 65],
}

/// Keys that cannot leave the hardware.
pub trait KeyStore: Send + Sync {
    /// Makes a key, replacing one of the same name. For [`KeyPurpose::Signing`] the answer is the
    /// public key: P-256, uncompressed SEC1, 65 bytes; otherwise it is empty.
    ///
    /// # Errors
    /// [`KeyStoreFailure`].
    fn create(&self, name: &str, purpose: KeyPurpose) -> Result<Vec<u8>, KeyStoreFailure>;

    /// Destroys a key. Destroying what does not exist succeeds.
    ///
    /// # Errors
    /// [`KeyStoreFailure::Unavailable`].
    fn delete(&self, name: &str) -> Result<(), KeyStoreFailure>;

    /// A deterministic secret function of the key and the input: HMAC-SHA256 of `bytes`, or the
    /// x-coordinate of the key agreement with `point`.
    ///
    /// # Errors
    /// [`KeyStoreFailure`].
    fn prf(&self, name: &str, input: &PrfInput) -> Result<Zeroizing<[u8; 32]>, KeyStoreFailure>;

    /// An ECDSA P-256 signature over the SHA-256 of `message`, ASN.1 DER as both platforms give.
    ///
    /// # Errors
    /// [`KeyStoreFailure`].
    fn sign(&self, name: &str, message: &[u8]) -> Result<Vec<u8>, KeyStoreFailure>;
}

/// Why a hardware key did not do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStoreFailure {
    /// There is no such key: it was never made, destroyed, or invalidated by the system.
    Missing,
    /// The key exists but does not answer now.
    Unavailable,
}

/// One request to the portal: always a `POST`. The host adds scheme and authority.
pub struct HttpRequest {
    /// Absolute path, no query.
    pub path: String,
    /// Headers to send as they are.
    pub headers: Vec<(String, String)>,
    /// The body. It may hold a password: don't log, don't keep.
    pub body: Zeroizing<Vec<u8>>,
}

/// The portal's answer, at most 1 MiB.
pub struct HttpAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// One request, one answer, over TLS to the portal that the phone is enrolled with. No redirects,
/// no cookies, no retries.
pub trait Transport: Send + Sync {
    /// Sends the request and waits for the answer.
    ///
    /// # Errors
    /// [`TransportFailure`].
    fn send(&self, request: &HttpRequest) -> Result<HttpAnswer, TransportFailure>;
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransportFailure {
    /// No connection.
    Unreachable,
    /// A connection, but no whole answer in time.
    TimedOut,
    /// The server's certificate is not the expected one.
    Untrusted,
}

impl From<RngFailure> for crate::Error {
    fn from(RngFailure: RngFailure) -> Self {
        Self::RandomUnavailable
    }
}

impl From<StoreFailure> for crate::Error {
    fn from(failure: StoreFailure) -> Self {
        match failure {
            StoreFailure::Conflict => Self::StoreConflict,
            StoreFailure::Unavailable => Self::StoreUnavailable,
        }
    }
}

impl From<KeyStoreFailure> for crate::Error {
    fn from(failure: KeyStoreFailure) -> Self {
        match failure {
            KeyStoreFailure::Missing => Self::HardwareKeyLost,
            KeyStoreFailure::Unavailable => Self::HardwareKeyUnavailable,
        }
    }
}

impl From<TransportFailure> for crate::Error {
    fn from(failure: TransportFailure) -> Self {
        match failure {
            TransportFailure::Unreachable => Self::PortalUnreachable,
            TransportFailure::TimedOut => Self::PortalTimedOut,
            TransportFailure::Untrusted => Self::PortalUntrusted,
        }
    }
}

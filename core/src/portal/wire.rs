//! The messages between phone and portal: JSON bodies, shared by both sides.
//!
//! Paths, status codes and the meaning of every field are in `docs/formats.md`. Requests refuse
//! unknown fields; answers ignore them, so that a newer portal can say more.

use crate::crypto::hpke::{PublicKey, Sealed};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The paths of the device API.
pub mod path {
    /// `POST`, unsigned: a nonce for one signed request.
    pub const NONCE: &str = "/api/device/v1/nonce";
    /// `POST`, signed with the key that the body registers: a new device.
    pub const ENROLL: &str = "/api/device/v1/enroll";
    /// `POST`, signed: the current configuration, time and escrow key.
    pub const CHECK_IN: &str = "/api/device/v1/check-in";
    /// `POST`, signed: commands were carried out.
    pub const COMMANDS_DONE: &str = "/api/device/v1/commands-done";
    /// `POST`, signed: the recovery key for the right credentials.
    pub const RESET: &str = "/api/device/v1/reset";
    /// `POST`, signed: the reset is committed; the portal forgets its answer.
    pub const RESET_DONE: &str = "/api/device/v1/reset-done";
}

/// The codes of refusals that a phone tells apart; all others are one and the same to it.
pub mod refusal {
    /// User name, password or PIN are not accepted. Never says which, or why.
    pub const CREDENTIALS: &str = "credentials.not_accepted";
    /// The app must be updated first: one-time PINs need 3.1.0 or later.
    pub const CLIENT_TOO_OLD: &str = "client.too_old";
    /// The AppConnect Unlock is used, cancelled or too old.
    pub const GRANT_NOT_LIVE: &str = "grant.not_live";
    /// The organisation has destroyed the escrow key that the recovery key is sealed to.
    pub const ESCROW_KEY_DESTROYED: &str = "escrow.key_destroyed";
    /// The rules do not let this user reset the passcode.
    pub const RESET_NOT_ALLOWED: &str = "reset.not_allowed";
    /// Too many failures from here; `retry_after_seconds` says how long.
    pub const TOO_MANY_ATTEMPTS: &str = "attempts.too_many";
    /// The signature, nonce or time of the request is not right. A fresh request may be.
    pub const REQUEST_STALE: &str = "request.stale";
    /// Another request was already answered under this request id.
    pub const REQUEST_REUSED: &str = "request.reused";
    /// The device is not known, or retired.
    pub const DEVICE_UNKNOWN: &str = "device.unknown";
    /// The phone reports an older generation than before: its files were put back.
    pub const DEVICE_ROLLED_BACK: &str = "device.rolled_back";
}

/// Text that must not be seen: a password or a one-time PIN. Wiped when it goes.
#[derive(Zeroize, ZeroizeOnDrop, Serialize, Deserialize, PartialEq, Eq)]
#[serde(transparent)]
pub struct SecretText(String);

impl SecretText {
    /// Takes over a text.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// EXPOSE: for the derivation on the portal and for the request's body.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SecretText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretText(…)")
    }
}

/// Bytes as unpadded base64url text (RFC 4648 §5).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Base64(pub Vec<u8>);

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&URL_SAFE_NO_PAD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        URL_SAFE_NO_PAD
            .decode(text)
            .map(Self)
            .map_err(|_| D::Error::custom("not base64url"))
    }
}

impl Base64 {
    /// As the text that stands in JSON.
    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.0)
    }

    /// From the text that stands in JSON.
    pub fn from_text(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok().map(Self)
    }
}

/// A phone's operating system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    /// iOS: the Go app.
    Ios,
    /// Android: Secure Apps Manager.
    Android,
}

impl Platform {
    /// Its name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ios => "ios",
            Self::Android => "android",
        }
    }
}

/// Asks for a new device.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnrollRequest {
    /// The account's user name.
    pub user_name: String,
    /// The account's password.
    pub password: SecretText,
    /// The phone's operating system.
    pub platform: Platform,
    /// The app's version, like `3.1.0`.
    pub app_version: String,
    /// What the user calls the phone; 1 to 64 characters.
    pub device_name: String,
    /// The phone's P-256 signing key, uncompressed SEC1.
    pub signing_key: Base64,
}

/// The new device.
#[derive(Serialize, Deserialize)]
pub struct EnrollAnswer {
    /// The organisation.
    pub tenant: String,
    /// The user's id: stays when the user name changes.
    pub user: String,
    /// The device's id.
    pub device: String,
    /// What holds for it.
    #[serde(flatten)]
    pub standing: Standing,
}

/// What holds for a device now: part of the answers to an enrolment and a reset.
#[derive(Serialize, Deserialize)]
pub struct Standing {
    /// The portal's clock, milliseconds since 1970-01-01 UTC.
    pub server_time_ms: u64,
    /// The configuration in force.
    pub configuration: Configuration,
    /// The organisation's current escrow key.
    pub escrow_key: EscrowKey,
}

/// A configuration in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Configuration {
    /// Which one: another one may apply to this device at any time.
    pub id: String,
    /// Grows with every change of this configuration.
    pub version: u64,
    /// The rules; `policy::Policy::parse` checks them.
    pub rules: Value,
}

/// A configuration without its rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigurationName {
    /// Which one.
    pub id: String,
    /// Its version.
    pub version: u64,
}

/// The organisation's public escrow key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscrowKey {
    /// Its name.
    pub id: String,
    /// X25519, 32 bytes.
    pub public_key: Base64,
}

/// One HPKE seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedText {
    /// The encapsulated key, 32 bytes.
    pub enc: Base64,
    /// The ciphertext with its tag.
    pub ciphertext: Base64,
}

/// A phone reports and asks for news.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckInRequest {
    /// The app's version.
    pub app_version: String,
    /// The vault's generation; 0 before there is one.
    pub generation: u64,
    /// The escrow key that the vault's recovery slot is sealed to; absent before there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escrow_key_id: Option<String>,
    /// The configuration that it has.
    pub configuration: ConfigurationName,
    /// The highest sequence number of a command that it carried out; 0 before the first.
    pub commands_done: u64,
}

/// The news.
#[derive(Serialize, Deserialize)]
pub struct CheckInAnswer {
    /// The portal's clock, milliseconds since 1970-01-01 UTC.
    pub server_time_ms: u64,
    /// The configuration in force; absent if it is the one that the phone has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configuration: Option<Configuration>,
    /// The organisation's current escrow key.
    pub escrow_key: EscrowKey,
    /// What the phone has not carried out yet, oldest first.
    #[serde(default)]
    pub commands: Vec<Command>,
}

/// Something that the portal wants done. A phone carries it out once: it remembers the highest
/// sequence number, and the portal sends a command until it has heard of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// Grows with every command to this device, from 1.
    pub sequence: u64,
    /// What to do.
    #[serde(flatten)]
    pub action: Action,
}

/// What a command does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub enum Action {
    /// Lock the secure apps; only the passcode opens them again.
    Lock,
    /// The user may choose a new passcode, once; the data stays.
    AppconnectUnlock(Grant),
    /// Destroy the keys.
    Retire,
    /// A command of a newer portal: passed over.
    #[serde(other)]
    Unknown,
}

/// Leave to choose a new passcode: for one device, once, for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Its name.
    pub grant: String,
    /// Until when, by the portal's clock, in milliseconds since 1970-01-01 UTC.
    pub expires_at_ms: u64,
    /// Whether the account's password is asked for too.
    pub password_asked: bool,
}

/// Commands were carried out.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommandsDone {
    /// The highest sequence number.
    pub commands_done: u64,
}

/// Asks for the recovery key.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResetRequest {
    /// The account's user name.
    pub user_name: String,
    /// The account's password, or a one-time PIN in its place; absent with a grant that waives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<SecretText>,
    /// With an AppConnect Unlock: its grant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<String>,
    /// The app's version.
    pub app_version: String,
    /// The vault's id, 16 bytes.
    pub vault: Base64,
    /// The vault's generation.
    pub generation: u64,
    /// Which escrow key the recovery key is sealed to.
    pub escrow_key_id: String,
    /// The sealed recovery key, from the vault.
    pub sealed_recovery_key: SealedText,
    /// A fresh X25519 public key for the answer, 32 bytes.
    pub fresh_key: Base64,
}

/// The recovery key, sealed to the phone's fresh key.
#[derive(Serialize, Deserialize)]
pub struct ResetAnswer {
    /// The seal.
    pub recovery_key: SealedText,
    /// What holds for the device.
    #[serde(flatten)]
    pub standing: Standing,
}

/// The reset is committed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResetDone {
    /// The id of the reset request.
    pub request_id: String,
}

/// A nonce for one signed request.
#[derive(Serialize, Deserialize)]
pub struct NonceAnswer {
    /// To be copied into the signature's `nonce` parameter; good for five minutes.
    pub nonce: String,
    /// The portal's clock, seconds since 1970-01-01 UTC, for the signature's `created` parameter.
    pub server_time: u64,
}

/// An error of the portal: RFC 9457, `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProblemBody {
    /// Always `about:blank`: the code says it.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable dotted code.
    pub code: String,
    /// For a person: what happened and what to do next.
    pub detail: String,
    /// With `attempts.too_many`: seconds until the next attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u64>,
    /// With a refused document: every offending field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<ProblemField>,
}

/// One offending field of a refused document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemField {
    /// The field's name.
    pub field: String,
    /// The stable dotted code.
    pub code: String,
    /// For a person: what is allowed.
    pub detail: String,
}

impl From<&Sealed> for SealedText {
    fn from(sealed: &Sealed) -> Self {
        Self {
            enc: Base64(sealed.enc.to_vec()),
            ciphertext: Base64(sealed.ciphertext.clone()),
        }
    }
}

impl SealedText {
    /// The seal, if its encapsulated key has the right length.
    pub fn to_sealed(&self) -> Option<Sealed> {
        let enc = self.enc.0.as_slice().try_into().ok()?;
        Some(Sealed {
            enc,
            ciphertext: self.ciphertext.0.clone(),
        })
    }
}

impl EscrowKey {
    /// The key, if it has the right length.
    pub fn to_public_key(&self) -> Option<PublicKey> {
        self.public_key.0.as_slice().try_into().ok().map(PublicKey)
    }
}

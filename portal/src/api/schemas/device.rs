//! The messages of `passcode_core::portal::wire`, which knows nothing of this description.

use super::{CommandKind, Rules};
use serde::Deserialize;
use utoipa::ToSchema;

/// Bytes as base64url without padding.
#[derive(Deserialize, ToSchema)]
#[schema(pattern = "^[A-Za-z0-9_-]*$")]
pub(crate) struct Base64(String);

/// A phone's operating system.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Platform {
    Ios,
    Android,
}

/// A nonce for one signed request.
#[derive(ToSchema)]
pub(crate) struct NonceAnswer {
    /// For the signature's `nonce`; good for five minutes.
    nonce: String,
    /// The portal's clock, seconds since 1970-01-01 UTC, for the signature's `created`.
    server_time: u64,
}

/// Asks for a new device.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnrollRequest {
    user_name: String,
    password: String,
    platform: Platform,
    /// Like `3.1.0`.
    #[schema(max_length = 32)]
    app_version: String,
    /// What the user calls the phone.
    #[schema(min_length = 1, max_length = 64)]
    device_name: String,
    /// P-256, uncompressed SEC1.
    signing_key: Base64,
}

/// The new device.
#[derive(ToSchema)]
pub(crate) struct EnrollAnswer {
    /// The organisation.
    tenant: String,
    /// The user's id.
    user: String,
    /// The device's id.
    device: String,
    server_time_ms: u64,
    configuration: Configuration,
    escrow_key: EscrowKey,
}

/// Rules in force.
#[derive(ToSchema)]
pub(crate) struct Configuration {
    /// Which one: another one may apply to this device at any time.
    id: String,
    /// Grows with every change of this configuration.
    version: u64,
    rules: Rules,
}

/// The organisation's public escrow key.
#[derive(ToSchema)]
pub(crate) struct EscrowKey {
    id: String,
    /// X25519, 32 bytes.
    public_key: Base64,
}

/// One HPKE seal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SealedText {
    /// The encapsulated key, 32 bytes.
    enc: Base64,
    /// The ciphertext with its tag.
    ciphertext: Base64,
}

/// A phone reports and asks for news.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckInRequest {
    #[schema(max_length = 32)]
    app_version: String,
    /// The vault's generation; 0 before there is one.
    #[schema(maximum = 9_223_372_036_854_775_807_i64)]
    generation: u64,
    /// The escrow key that the vault's recovery slot is sealed to.
    #[schema(max_length = 64)]
    escrow_key_id: Option<String>,
    /// The configuration that it has.
    configuration: PresentConfiguration,
    /// The highest sequence number of a command that it carried out; 0 before the first.
    commands_done: u64,
}

/// A configuration without its rules.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PresentConfiguration {
    id: String,
    version: u64,
}

/// The news.
#[derive(ToSchema)]
pub(crate) struct CheckInAnswer {
    /// The portal's clock, milliseconds since 1970-01-01 UTC.
    server_time_ms: u64,
    /// Absent if it is the one that the phone has.
    #[schema(nullable = false)]
    configuration: Option<Configuration>,
    escrow_key: EscrowKey,
    /// What the phone has not carried out yet, oldest first.
    commands: Vec<PhoneCommand>,
}

/// Something that the portal wants done, once.
#[derive(ToSchema)]
pub(crate) struct PhoneCommand {
    /// Grows with every command to this device, from 1.
    sequence: u64,
    command: CommandKind,
    /// Of an AppConnect Unlock: the name of its grant.
    #[schema(nullable = false)]
    grant: Option<String>,
    /// Until when, by the portal's clock, in milliseconds since 1970-01-01 UTC.
    #[schema(nullable = false)]
    expires_at_ms: Option<u64>,
    /// Whether the account's password is asked for too.
    #[schema(nullable = false)]
    password_asked: Option<bool>,
}

/// Commands were carried out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommandsDone {
    /// The highest sequence number.
    commands_done: u64,
}

/// Asks for the recovery key.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResetRequest {
    user_name: String,
    /// The account's password, or a one-time PIN in its place; absent with a grant that waives it.
    secret: Option<String>,
    /// With an AppConnect Unlock: its grant.
    grant: Option<String>,
    #[schema(max_length = 32)]
    app_version: String,
    /// The vault's id, 16 bytes.
    vault: Base64,
    #[schema(maximum = 9_223_372_036_854_775_807_i64)]
    generation: u64,
    /// Which escrow key the recovery key is sealed to.
    escrow_key_id: String,
    sealed_recovery_key: SealedText,
    /// A fresh X25519 public key for the answer, 32 bytes.
    fresh_key: Base64,
}

/// The recovery key, sealed to the phone's fresh key.
#[derive(ToSchema)]
pub(crate) struct ResetAnswer {
    recovery_key: SealedText,
    server_time_ms: u64,
    configuration: Configuration,
    escrow_key: EscrowKey,
}

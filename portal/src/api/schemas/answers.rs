//! The answers of the self-service and the administration API, and of those for machines.

use super::{Platform, Rules};
use crate::accounts::AccountSummary;
use crate::audit::Entry;
use serde_json::Value;
use utoipa::ToSchema;

/// All is well.
#[derive(ToSchema)]
pub(crate) struct Health {
    status: String,
}

/// A new session.
#[derive(ToSchema)]
pub(crate) struct Session {
    /// For `Authorization: Bearer`.
    token: String,
    /// When it ends, whatever its use: milliseconds since 1970-01-01 UTC.
    expires_at_ms: u64,
    /// How long it lives without use.
    idle_seconds: u64,
}

/// A user's own devices.
#[derive(ToSchema)]
pub(crate) struct OwnDevices {
    devices: Vec<OwnDevice>,
}

/// One of a user's own devices.
#[derive(ToSchema)]
pub(crate) struct OwnDevice {
    id: String,
    name: String,
    platform: Platform,
    app_version: String,
    enrolled_ms: u64,
    last_seen_ms: u64,
    one_time_pin: PinChoice,
}

/// Whether a device can have a one-time PIN, and whether it has one.
#[derive(ToSchema)]
pub(crate) struct PinChoice {
    possible: bool,
    /// The code of the obstacle.
    #[schema(required)]
    why_not: Option<String>,
    #[schema(required)]
    live_until_ms: Option<u64>,
}

/// A one-time PIN, shown this once.
#[derive(ToSchema)]
pub(crate) struct IssuedPin {
    one_time_pin: String,
    expires_at_ms: u64,
    /// How many digits it has.
    digits: u8,
}

/// The first administrator.
#[derive(ToSchema)]
pub(crate) struct FirstAdministrator {
    id: String,
    user_name: String,
}

/// Every device.
#[derive(ToSchema)]
pub(crate) struct Devices {
    devices: Vec<Device>,
}

/// A device.
#[derive(ToSchema)]
pub(crate) struct Device {
    id: String,
    /// Its user's id.
    user: String,
    name: String,
    platform: Platform,
    app_version: String,
    /// The vault's generation, as last reported.
    generation: u64,
    /// The escrow key that its recovery slot is sealed to, as last reported.
    #[schema(required)]
    escrow_key_id: Option<String>,
    enrolled_ms: u64,
    last_seen_ms: u64,
}

/// A part of the audit trail.
#[derive(ToSchema)]
pub(crate) struct Trail {
    entries: Vec<Entry>,
}

/// Every user.
#[derive(ToSchema)]
pub(crate) struct Users {
    users: Vec<AccountSummary>,
}

/// The configurations of both platforms.
#[derive(ToSchema)]
pub(crate) struct PlatformConfigurations {
    configurations: Vec<PlatformConfiguration>,
}

/// The configuration of a platform.
#[derive(ToSchema)]
pub(crate) struct PlatformConfiguration {
    platform: Platform,
    version: u64,
    rules: Rules,
}

/// A configuration after its change.
#[derive(ToSchema)]
pub(crate) struct ChangedConfiguration {
    platform: Platform,
    version: u64,
    rules: Rules,
    changes: Vec<RuleChange>,
}

/// What changed in one rule.
#[derive(ToSchema)]
pub(crate) struct RuleChange {
    field: String,
    from: Value,
    to: Value,
    /// `stricter`, `looser` or `mixed`.
    direction: String,
}

//! The answers of the self-service and the administration API, and of those for machines, but for
//! configurations and what is asked of devices.

use super::{Command, DeviceState, OwnCommand, Platform};
use crate::accounts::AccountSummary;
use crate::audit::Entry;
use crate::groups::Summary;
use crate::notices;
use crate::staff::Member;
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
    state: DeviceState,
    name: String,
    platform: Platform,
    app_version: String,
    enrolled_ms: u64,
    last_seen_ms: u64,
    /// What its phone has not carried out yet, oldest first.
    commands: Vec<OwnCommand>,
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
    state: DeviceState,
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
    /// When it was told to retire, or given up.
    #[schema(required)]
    retiring_ms: Option<u64>,
    #[schema(required)]
    retired_ms: Option<u64>,
    /// What its phone has not carried out yet, oldest first.
    commands: Vec<Command>,
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

/// Every member of staff.
#[derive(ToSchema)]
pub(crate) struct Staff {
    staff: Vec<Member>,
}

/// Every group.
#[derive(ToSchema)]
pub(crate) struct Groups {
    groups: Vec<Summary>,
}

/// A user's notices.
#[derive(ToSchema)]
pub(crate) struct Notices {
    notices: Vec<notices::Entry>,
}

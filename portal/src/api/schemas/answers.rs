//! The answers of the self-service and the administration API, and of those for machines, but for
//! configurations and what is asked of devices.

use super::{Command, DeviceState, OwnCommand, Platform};
use crate::accounts::AccountSummary;
use crate::audit::Entry;
use crate::groups::Summary;
use crate::notices;
use crate::staff::Member;
use serde::Deserialize;
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

/// A part of the devices.
#[derive(ToSchema)]
pub(crate) struct Devices {
    devices: Vec<Device>,
    /// For `after`, if there are more.
    #[schema(required)]
    next: Option<String>,
}

/// What devices are sorted by; `last-seen` has the one heard of last first.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DeviceSort {
    LastSeen,
    Enrolled,
    Name,
    User,
}

/// When a device was last heard of.
#[derive(Deserialize, ToSchema)]
pub(crate) enum Seen {
    #[serde(rename = "within-a-day")]
    WithinADay,
    #[serde(rename = "over-a-day")]
    OverADay,
    #[serde(rename = "over-7-days")]
    Over7Days,
    #[serde(rename = "over-30-days")]
    Over30Days,
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

/// What a part of the chain of hashes looks like.
#[derive(ToSchema)]
pub(crate) struct Verification {
    verdict: VerificationVerdict,
    /// How many entries the trail has; not with `broken`.
    #[schema(nullable = false)]
    entries: Option<u64>,
    /// With `whole`: the hash of the last entry, worth keeping elsewhere.
    #[schema(nullable = false)]
    head: Option<String>,
    /// With `so-far`: where to go on.
    #[schema(nullable = false)]
    next: Option<u64>,
    /// With `broken`: the first entry that is not right.
    #[schema(nullable = false)]
    sequence: Option<u64>,
    /// With `broken`: what is wrong with it.
    #[schema(nullable = false)]
    fault: Option<VerificationFault>,
}

/// `so-far`: whole so far, go on.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum VerificationVerdict {
    Whole,
    SoFar,
    Broken,
}

/// `hash`: the entry, or the one before, was changed. `missing`: it is not there. `head`: it is not
/// the last one that was written.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum VerificationFault {
    Hash,
    Missing,
    Head,
}

/// A part of the users.
#[derive(ToSchema)]
pub(crate) struct Users {
    users: Vec<AccountSummary>,
    /// For `after`, if there are more.
    #[schema(required)]
    next: Option<String>,
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

//! Enrolled devices: who they belong to, what they last reported, where they are in their life.
//!
//! What a device reported is only ever taken from a signed request, and its generation never goes
//! down.

mod app_version;
mod counts;
mod enroll;
mod life;
mod page;

pub(crate) use app_version::AppVersion;
#[cfg(test)]
pub(crate) use counts::Count;
pub(crate) use counts::{Counts, counts};
pub(crate) use enroll::{app_version, check_generation, check_in, commands_done, enroll};
pub(crate) use life::{State, begin_retirement, end_retirement, hold, hold_active, seen};
pub(crate) use page::{DeviceFilter, DeviceRow, Seen, Sort, page, total};

use crate::database::{Tx, big, optional, unsigned};
use crate::error::{Error, Internal};
use crate::portal::Context;
use crate::{configurations, escrow_keys};
use passcode_core::portal::wire::{Base64, Platform, Standing};
use passcode_core::reset::escrow::Identity;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// A device.
pub(crate) struct Device {
    pub(crate) id: String,
    pub(crate) account: String,
    pub(crate) state: State,
    pub(crate) name: String,
    pub(crate) platform: Platform,
    pub(crate) app_version: AppVersion,
    pub(crate) signing_key: Base64,
    pub(crate) generation: u64,
    pub(crate) escrow_key_id: Option<String>,
    pub(crate) enrolled_ms: u64,
    pub(crate) last_seen_ms: u64,
    pub(crate) retiring_ms: Option<u64>,
    pub(crate) retired_ms: Option<u64>,
}

impl Device {
    /// What every seal for this device is bound to. SECURITY: from the portal's own record.
    pub(crate) fn identity(&self, context: &Context) -> Identity {
        Identity {
            tenant: context.tenant.clone(),
            user: self.account.clone(),
            device: self.id.clone(),
        }
    }
}

/// What a device says about itself in a signed request.
pub(crate) struct Report<'a> {
    pub(crate) app_version: &'a AppVersion,
    pub(crate) generation: u64,
    /// `None` leaves what was reported before.
    pub(crate) escrow_key_id: Option<&'a str>,
}

/// A device by its id, retired ones too.
pub(crate) async fn find(context: &Context, id: &str) -> Result<Option<Device>, Error> {
    let row = sqlx::query(
        "SELECT id, account, state, name, platform, app_version, signing_key, generation,
             escrow_key_id, enrolled_ms, last_seen_ms, retiring_ms, retired_ms
         FROM devices WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(context.database.pool())
    .await?;
    row.as_ref().map(device).transpose()
}

/// A device of this user, retired ones too.
///
/// # Errors
/// [`Error::NoSuchDevice`], also for somebody else's.
pub(crate) async fn owned(context: &Context, user: &str, id: &str) -> Result<Device, Error> {
    find(context, id)
        .await?
        .filter(|device| device.account == user)
        .ok_or(Error::NoSuchDevice)
}

/// An active device of this user.
///
/// # Errors
/// [`Error::NoSuchDevice`], also for somebody else's; [`Error::DeviceRetired`].
pub(crate) async fn of_user(context: &Context, user: &str, id: &str) -> Result<Device, Error> {
    let device = owned(context, user, id).await?;
    device.check_active().map(|()| device)
}

/// Every device of this user that is in this state, or in any but retired.
pub(crate) async fn list(
    context: &Context,
    user: &str,
    state: Option<State>,
) -> Result<Vec<Device>, Error> {
    sqlx::query(
        "SELECT id, account, state, name, platform, app_version, signing_key, generation,
             escrow_key_id, enrolled_ms, last_seen_ms, retiring_ms, retired_ms
         FROM devices WHERE account = $1
             AND (state = $2 OR ($2 = '' AND state <> 'retired'))
         ORDER BY enrolled_ms, id",
    )
    .bind(user)
    .bind(state.map(State::as_str).unwrap_or_default())
    .fetch_all(context.database.pool())
    .await?
    .iter()
    .map(device)
    .collect()
}

/// Inserts a new device.
pub(crate) async fn insert(tx: &mut Tx, device: &Device) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO devices (id, account, state, name, platform, app_version, signing_key,
             generation, enrolled_ms, last_seen_ms)
         VALUES ($1, $2, 'active', $3, $4, $5, $6, $7, $8, $8)",
    )
    .bind(&device.id)
    .bind(&device.account)
    .bind(&device.name)
    .bind(device.platform.as_str())
    .bind(device.app_version.as_str())
    .bind(device.signing_key.to_text())
    .bind(big(device.generation))
    .bind(big(device.enrolled_ms))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Stores what a device reports.
///
/// # Errors
/// [`Error::RolledBack`] if its generation went down.
pub(crate) async fn store_report(
    tx: &mut Tx,
    now_ms: u64,
    device: &str,
    report: &Report<'_>,
) -> Result<(), Error> {
    let stored = sqlx::query(
        "UPDATE devices SET app_version = $1, generation = $2,
             escrow_key_id = COALESCE($3, escrow_key_id), last_seen_ms = $4
         WHERE id = $5 AND state = 'active' AND generation <= $2",
    )
    .bind(report.app_version.as_str())
    .bind(big(report.generation))
    .bind(report.escrow_key_id)
    .bind(big(now_ms))
    .bind(device)
    .execute(&mut **tx)
    .await?;
    if stored.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::RolledBack)
    }
}

/// What holds for a device now.
pub(crate) async fn standing(context: &Context, device: &Device) -> Result<Standing, Error> {
    Ok(Standing {
        server_time_ms: context.now_ms(),
        configuration: configurations::of_device(&context.database, device)
            .await?
            .to_wire(),
        escrow_key: escrow_keys::current(&context.database).await?,
    })
}

/// A platform by its name.
pub(crate) fn platform(name: &str) -> Option<Platform> {
    [Platform::Ios, Platform::Android]
        .into_iter()
        .find(|platform| platform.as_str() == name)
}

fn device(row: &AnyRow) -> Result<Device, Error> {
    let damaged = || Error::Internal(Internal::Record);
    let text = |column| -> Result<String, Error> { Ok(row.try_get(column)?) };
    Ok(Device {
        id: text("id")?,
        account: text("account")?,
        state: State::parse(&text("state")?).ok_or_else(damaged)?,
        name: text("name")?,
        platform: platform(&text("platform")?).ok_or_else(damaged)?,
        app_version: AppVersion::parse(&text("app_version")?).ok_or_else(damaged)?,
        signing_key: Base64::from_text(&text("signing_key")?).ok_or_else(damaged)?,
        generation: unsigned(row, "generation")?,
        escrow_key_id: row.try_get("escrow_key_id")?,
        enrolled_ms: unsigned(row, "enrolled_ms")?,
        last_seen_ms: unsigned(row, "last_seen_ms")?,
        retiring_ms: optional(row, "retiring_ms")?,
        retired_ms: optional(row, "retired_ms")?,
    })
}

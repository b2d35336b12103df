//! One-time PINs: what a user types in place of the password, once.
//!
//! Only a verifier is kept. What becomes of a PIN is in `one_use`.

mod by_staff;
mod confirmed;
mod id;
mod issue;

pub(crate) use by_staff::{Standing, cancel_by_staff, issue_by_staff, issue_by_staff_as, standing};
pub(crate) use confirmed::allow;
pub(crate) use confirmed::issue_confirmed;
pub(crate) use id::PinId;
pub(crate) use issue::{Issued, Obstacle, cancel, issue, issue_as, obstacle};

use crate::database::{Tx, big, unsigned};
use crate::error::{Error, Internal};
use crate::one_use::State;
use crate::portal::Context;
use passcode_core::portal::wire::Base64;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// How many of a user's PINs are compared, newest first: enough to say in the audit trail why one
/// was refused.
const RECENT: i64 = 16;

/// A PIN as it was when it was read.
pub(crate) struct Pin {
    pub(crate) id: String,
    pub(crate) device: String,
    pub(crate) state: State,
    pub(crate) verifier: Vec<u8>,
    pub(crate) expires_ms: u64,
    pub(crate) spent_by: Option<String>,
}

/// A user's newest PINs, newest first. What has run out is `Expired`.
pub(crate) async fn recent(context: &Context, user: &str) -> Result<Vec<Pin>, Error> {
    let now_ms = context.now_ms();
    sqlx::query(
        "SELECT id, device, state, verifier, expires_ms, spent_by FROM one_time_pins
         WHERE account = $1 ORDER BY issued_ms DESC, id LIMIT $2",
    )
    .bind(user)
    .bind(RECENT)
    .fetch_all(context.database.pool())
    .await?
    .iter()
    .map(|row| pin(row, now_ms))
    .collect()
}

/// The live PIN of a device.
pub(crate) async fn live(context: &Context, device: &str) -> Result<Option<Pin>, Error> {
    let now_ms = context.now_ms();
    let row = sqlx::query(
        "SELECT id, device, state, verifier, expires_ms, spent_by FROM one_time_pins
         WHERE device = $1 AND state = 'live' AND expires_ms > $2",
    )
    .bind(device)
    .bind(big(now_ms))
    .fetch_optional(context.database.pool())
    .await?;
    row.as_ref().map(|row| pin(row, now_ms)).transpose()
}

/// How many PINs are live, of all devices.
pub(crate) async fn count_live(context: &Context) -> Result<u64, Error> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS pins FROM one_time_pins WHERE state = 'live' AND expires_ms > $1",
    )
    .bind(big(context.now_ms()))
    .fetch_one(context.database.pool())
    .await?;
    unsigned(&row, "pins")
}

/// The newest PIN of a device, whatever became of it.
pub(crate) async fn newest(context: &Context, device: &str) -> Result<Option<Pin>, Error> {
    let now_ms = context.now_ms();
    let row = sqlx::query(
        "SELECT id, device, state, verifier, expires_ms, spent_by FROM one_time_pins
         WHERE device = $1
         ORDER BY issued_ms DESC, CASE state WHEN 'live' THEN 0 ELSE 1 END LIMIT 1",
    )
    .bind(device)
    .fetch_optional(context.database.pool())
    .await?;
    row.as_ref().map(|row| pin(row, now_ms)).transpose()
}

/// Cancels every live PIN of a user; how many there were.
pub(crate) async fn cancel_all_of(tx: &mut Tx, user: &str) -> Result<u64, Error> {
    let cancelled = sqlx::query(
        "UPDATE one_time_pins SET state = 'cancelled' WHERE account = $1 AND state = 'live'",
    )
    .bind(user)
    .execute(&mut **tx)
    .await?;
    Ok(cancelled.rows_affected())
}

fn pin(row: &AnyRow, now_ms: u64) -> Result<Pin, Error> {
    let damaged = || Error::Internal(Internal::Record);
    let expires_ms = unsigned(row, "expires_ms")?;
    let verifier: String = row.try_get("verifier")?;
    Ok(Pin {
        id: row.try_get("id")?,
        device: row.try_get("device")?,
        state: State::read(row, "state", expires_ms, now_ms)?,
        verifier: Base64::from_text(&verifier).ok_or_else(damaged)?.0,
        expires_ms,
        spent_by: row.try_get("spent_by")?,
    })
}

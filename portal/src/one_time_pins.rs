//! One-time PINs: live, then used, cancelled, expired or exhausted, and never live again.
//!
//! At most one is live per device. Only a verifier is kept. Every step is one conditional update,
//! so two requests at once cannot both make it.

mod by_staff;
mod issue;

pub(crate) use by_staff::{Reason, Standing, cancel_by_staff, issue_by_staff, standing};
pub(crate) use issue::{Issued, cancel, issue, obstacle};

use crate::database::{Tx, big, unsigned};
use crate::error::{Error, Internal};
use crate::portal::Context;
use passcode_core::portal::wire::Base64;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// Wrong tries that end a PIN.
const ATTEMPTS: i64 = 5;
/// How many of a user's PINs are compared, newest first: enough to say in the audit trail why one
/// was refused.
const RECENT: i64 = 16;

/// What became of a PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Live,
    Used,
    Cancelled,
    Expired,
    Exhausted,
}

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

/// Charges a try to the device's live PIN; answers its id. `None`: there is no live PIN, or its
/// tries are all charged.
pub(crate) async fn charge(
    tx: &mut Tx,
    now_ms: u64,
    device: &str,
) -> Result<Option<String>, Error> {
    let row = sqlx::query(
        "UPDATE one_time_pins SET attempts = attempts + 1
         WHERE device = $1 AND state = 'live' AND expires_ms > $2 AND attempts < $3
         RETURNING id",
    )
    .bind(device)
    .bind(big(now_ms))
    .bind(ATTEMPTS)
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|row| row.try_get("id").map_err(Error::from))
        .transpose()
}

/// Takes a charged try back: the credentials were right.
pub(crate) async fn take_back(tx: &mut Tx, pin: &str) -> Result<(), Error> {
    sqlx::query(
        "UPDATE one_time_pins SET attempts = attempts - 1
         WHERE id = $1 AND state = 'live' AND attempts > 0",
    )
    .bind(pin)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// After a wrong try: ends the PIN if it was the last one.
pub(crate) async fn end_if_exhausted(tx: &mut Tx, pin: &str) -> Result<bool, Error> {
    let ended = sqlx::query(
        "UPDATE one_time_pins SET state = 'exhausted'
         WHERE id = $1 AND state = 'live' AND attempts >= $2",
    )
    .bind(pin)
    .bind(ATTEMPTS)
    .execute(&mut **tx)
    .await?;
    Ok(ended.rows_affected() == 1)
}

/// SECURITY: the one-time promise. Of any number of redemptions, over any number of instances,
/// exactly one gets `true`.
pub(crate) async fn spend(
    tx: &mut Tx,
    now_ms: u64,
    pin: &str,
    request_id: &str,
) -> Result<bool, Error> {
    let spent = sqlx::query(
        "UPDATE one_time_pins SET state = 'used', spent_by = $1
         WHERE id = $2 AND state = 'live' AND expires_ms > $3",
    )
    .bind(request_id)
    .bind(pin)
    .bind(big(now_ms))
    .execute(&mut **tx)
    .await?;
    Ok(spent.rows_affected() == 1)
}

/// Whether this very request has spent the PIN, by a copy of it that was faster.
pub(crate) async fn is_spent_by(tx: &mut Tx, pin: &str, request_id: &str) -> Result<bool, Error> {
    let spent = sqlx::query("SELECT id FROM one_time_pins WHERE id = $1 AND spent_by = $2")
        .bind(pin)
        .bind(request_id)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(spent.is_some())
}

/// Cancels the live PIN of a device; how many there were.
pub(crate) async fn cancel_of_device(tx: &mut Tx, device: &str) -> Result<u64, Error> {
    let cancelled = sqlx::query(
        "UPDATE one_time_pins SET state = 'cancelled' WHERE device = $1 AND state = 'live'",
    )
    .bind(device)
    .execute(&mut **tx)
    .await?;
    Ok(cancelled.rows_affected())
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

/// Marks what has run out, before something else becomes of it.
async fn expire(tx: &mut Tx, now_ms: u64, device: &str) -> Result<(), Error> {
    sqlx::query(
        "UPDATE one_time_pins SET state = 'expired'
         WHERE device = $1 AND state = 'live' AND expires_ms <= $2",
    )
    .bind(device)
    .bind(big(now_ms))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn pin(row: &AnyRow, now_ms: u64) -> Result<Pin, Error> {
    let damaged = || Error::Internal(Internal::Record);
    let expires_ms = unsigned(row, "expires_ms")?;
    let state: String = row.try_get("state")?;
    let state = match state.as_str() {
        "live" if expires_ms <= now_ms => State::Expired,
        "live" => State::Live,
        "used" => State::Used,
        "cancelled" => State::Cancelled,
        "expired" => State::Expired,
        "exhausted" => State::Exhausted,
        _ => return Err(damaged()),
    };
    let verifier: String = row.try_get("verifier")?;
    Ok(Pin {
        id: row.try_get("id")?,
        device: row.try_get("device")?,
        state,
        verifier: Base64::from_text(&verifier).ok_or_else(damaged)?.0,
        expires_ms,
        spent_by: row.try_get("spent_by")?,
    })
}

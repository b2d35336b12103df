//! The help desk's side of one-time PINs: issued for a device with a reason, listed, cancelled.
//!
//! Only where the user could have one issued too. The PIN is in the answer and nowhere else; who
//! issued it and why is in the audit trail, and the user is told.

use super::issue::{Issued, NewPin, ready};
use crate::accounts;
use crate::audit::{self, Event};
use crate::commands::Reason;
use crate::database::{big, unsigned};
use crate::devices;
use crate::error::Error;
use crate::notices::{self, Notice};
use crate::one_use::OneUse;
use crate::portal::Context;
use crate::sessions::SignedIn;
use serde::Serialize;

/// Issues a PIN for anybody's device; a former one is cancelled.
///
/// # Errors
/// [`Error::NoSuchDevice`], what stands in the way of a PIN, [`Error::AccountChanged`].
pub(crate) async fn issue_by_staff(
    context: &Context,
    staff: &SignedIn,
    device: &str,
    reason: &Reason,
) -> Result<Issued, Error> {
    let device = devices::find(context, device)
        .await?
        .ok_or(Error::NoSuchDevice)?;
    let policy = ready(context, &device).await?;
    let account = accounts::find_user(context, &device.account).await?;
    let pin = NewPin::draw(context, &device, &account, &policy).await?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    // A new password has a new salt, and a PIN over the old one would never be right.
    if !accounts::is_unchanged(&mut tx, &account).await? {
        return Err(Error::AccountChanged);
    }
    let event = Event::new(staff.actor(), "one_time_pin.issued");
    let issued = pin
        .store(&mut tx, now_ms, event, Some(reason.as_str()))
        .await?;
    let notice = Notice::PinIssuedByStaff;
    notices::add(&mut tx, now_ms, &account.id, notice, Some(&device.id)).await?;
    tx.commit().await?;
    Ok(issued)
}

/// Cancels the live PIN of a device, if there is one.
///
/// # Errors
/// [`Error::NoSuchDevice`].
pub(crate) async fn cancel_by_staff(
    context: &Context,
    staff: &SignedIn,
    device: &str,
) -> Result<(), Error> {
    let device = devices::find(context, device)
        .await?
        .ok_or(Error::NoSuchDevice)?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    if OneUse::Pin.cancel(&mut tx, now_ms, &device.id).await? > 0 {
        let event = Event::new(staff.actor(), "one_time_pin.cancelled").device(&device.id);
        audit::append(&mut tx, now_ms, event.account(Some(&device.account))).await?;
    }
    Ok(tx.commit().await?)
}

/// Whether a device can have a PIN and has one. Never the PIN.
#[derive(Serialize)]
pub(crate) struct Standing {
    possible: bool,
    why_not: Option<&'static str>,
    live: bool,
    issued_ms: Option<u64>,
    live_until_ms: Option<u64>,
}

/// How it stands with a device's PIN.
///
/// # Errors
/// [`Error::NoSuchDevice`].
pub(crate) async fn standing(context: &Context, device: &str) -> Result<Standing, Error> {
    let device = devices::find(context, device)
        .await?
        .ok_or(Error::NoSuchDevice)?;
    let obstacle = ready(context, &device).await.err();
    let row = sqlx::query(
        "SELECT issued_ms, expires_ms FROM one_time_pins
         WHERE device = $1 AND state = 'live' AND expires_ms > $2",
    )
    .bind(&device.id)
    .bind(big(context.now_ms()))
    .fetch_optional(context.database.pool())
    .await?;
    let time = |column| row.as_ref().map(|row| unsigned(row, column)).transpose();
    if let Some(error @ Error::Internal(_)) = obstacle {
        return Err(error);
    }
    Ok(Standing {
        possible: obstacle.is_none(),
        why_not: obstacle.map(|error| error.code()),
        live: row.is_some(),
        issued_ms: time("issued_ms")?,
        live_until_ms: time("expires_ms")?,
    })
}

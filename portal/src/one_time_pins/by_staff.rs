//! The help desk's side of one-time PINs: issued for a device with a reason, listed, cancelled.
//!
//! Only where the user could have one issued too. The PIN is in the answer and nowhere else; who
//! issued it and why is in the audit trail, and the user is told.

use super::PinId;
use super::issue::{Issued, NewPin, ready};
use crate::accounts;
use crate::audit::{self, Event};
use crate::database::{big, unsigned};
use crate::devices;
use crate::error::Error;
use crate::notices::{self, Notice};
use crate::one_use::OneUse;
use crate::portal::Context;
use crate::reason::Reason;
use crate::sessions::SignedIn;
use serde::Serialize;
use utoipa::ToSchema;

/// Issues a PIN for anybody's device; a former one is cancelled.
///
/// # Errors
/// [`Error::NoSuchDevice`], what stands in the way of a PIN, [`Error::AccountChanged`],
/// [`Error::DeviceRetired`].
pub(crate) async fn issue_by_staff(
    context: &Context,
    staff: &SignedIn,
    device: &str,
    reason: &Reason,
) -> Result<Issued, Error> {
    issue_by_staff_as(context, PinId::draw()?, staff, device, reason).await
}

/// The same under an id that was drawn before, with the form that asks for it.
///
/// # Errors
/// As [`issue_by_staff`], and [`Error::PinShownBefore`].
pub(crate) async fn issue_by_staff_as(
    context: &Context,
    id: PinId,
    staff: &SignedIn,
    device: &str,
    reason: &Reason,
) -> Result<Issued, Error> {
    let device = devices::find(context, device)
        .await?
        .ok_or(Error::NoSuchDevice)?;
    id.check_unused(context).await?;
    let policy = ready(context, &device).await?;
    let account = accounts::find_user(context, &device.account).await?;
    let pin = NewPin::draw_as(context, id, (&device, &account), &policy).await?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    // A new password has a new salt, and a PIN over the old one would never be right.
    if !accounts::is_unchanged(&mut tx, &account).await? {
        return Err(Error::AccountChanged);
    }
    let event = Event::new(staff.actor(), "one_time_pin.issued");
    let issued = pin.store(&mut tx, now_ms, event, Some(reason)).await?;
    let notice = Notice::PinIssuedByStaff;
    notices::add(&mut tx, now_ms, &account.id, notice, Some(&device.id)).await?;
    tx.commit().await?;
    context.metrics.issued(OneUse::Pin);
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
    devices::hold(&mut tx, &device.id).await?;
    if OneUse::Pin.cancel(&mut tx, now_ms, &device.id).await? > 0 {
        let event = Event::new(staff.actor(), "one_time_pin.cancelled").device(&device.id);
        audit::append(&mut tx, now_ms, event.account(Some(&device.account))).await?;
    }
    Ok(tx.commit().await?)
}

/// Whether a device can have a PIN and has one. Never the PIN.
#[derive(Serialize, ToSchema)]
#[schema(as = PinStanding)]
pub(crate) struct Standing {
    possible: bool,
    /// The code of the obstacle.
    #[schema(required)]
    why_not: Option<&'static str>,
    pub(crate) live: bool,
    #[schema(required)]
    issued_ms: Option<u64>,
    #[schema(required)]
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

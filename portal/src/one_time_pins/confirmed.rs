//! A one-time PIN for a user without a password here: the identity provider has just confirmed who
//! it is, for this very device. One confirmation, one PIN.

use super::issue::{Issued, NewPin, ready};
use crate::accounts;
use crate::audit::Event;
use crate::database::{Tx, big};
use crate::devices;
use crate::error::Error;
use crate::notices::{self, Notice};
use crate::one_use::OneUse;
use crate::portal::Context;
use crate::sessions::SignedIn;

/// A confirmation counts so long.
const COUNTS_MS: u64 = 2 * 60 * 1000;

/// Notes on a session that it may issue one PIN for this device.
pub(crate) async fn allow(
    tx: &mut Tx,
    now_ms: u64,
    token_hash: &str,
    device: &str,
) -> Result<(), Error> {
    sqlx::query("UPDATE sessions SET pin_confirmed_ms = $1, pin_device = $2 WHERE token_hash = $3")
        .bind(big(now_ms))
        .bind(device)
        .bind(token_hash)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Issues a PIN for a user's device; a former one is cancelled. The confirmation is used up.
///
/// # Errors
/// What stands in the way of a PIN, [`Error::NoSuchDevice`], [`Error::DeviceRetired`],
/// [`Error::ConfirmationNeeded`], [`Error::AccountChanged`].
pub(crate) async fn issue_confirmed(
    context: &Context,
    session: &SignedIn,
    device: &str,
) -> Result<Issued, Error> {
    let user = session.account.as_str();
    let device = devices::of_user(context, user, device).await?;
    let policy = ready(context, &device).await?;
    let account = accounts::find_user(context, user).await?;
    if account.provider_refused().is_some() {
        return Err(Error::ConfirmationNeeded);
    }
    let pin = NewPin::draw(context, &device, &account, &policy).await?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    if !accounts::is_unchanged(&mut tx, &account).await? {
        return Err(Error::AccountChanged);
    }
    // Before the session: what the PIN is for is held first.
    devices::hold_active(&mut tx, &device.id).await?;
    use_up(&mut tx, now_ms, &session.token_hash, &device.id).await?;
    let event = Event::new(session.actor(), "one_time_pin.issued");
    let issued = pin.store(&mut tx, now_ms, event, None).await?;
    notices::add(&mut tx, now_ms, user, Notice::PinIssued, Some(&device.id)).await?;
    tx.commit().await?;
    context.metrics.issued(OneUse::Pin);
    Ok(issued)
}

/// SECURITY: of any number of requests, over any number of instances, one gets the PIN.
async fn use_up(tx: &mut Tx, now_ms: u64, token_hash: &str, device: &str) -> Result<(), Error> {
    let used = sqlx::query(
        "UPDATE sessions SET pin_confirmed_ms = 0, pin_device = NULL
         WHERE token_hash = $1 AND pin_device = $2 AND pin_confirmed_ms > $3",
    )
    .bind(token_hash)
    .bind(device)
    .bind(big(now_ms.saturating_sub(COUNTS_MS)))
    .execute(&mut **tx)
    .await?;
    if used.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::ConfirmationNeeded)
    }
}

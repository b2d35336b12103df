//! Issuing and cancelling a one-time PIN: for the user's own iOS device, after signing in again.

use crate::accounts::{self, Purpose, Role, Source};
use crate::audit::{self, Actor, Event};
use crate::configurations;
use crate::database::{Tx, big};
use crate::devices::{self, Device};
use crate::error::Error;
use crate::one_use::OneUse;
use crate::portal::Context;
use crate::secrets::{random_digits, random_id};
use passcode_core::policy::Policy;
use passcode_core::portal::wire::{Base64, Platform, SecretText};
use serde_json::json;
use zeroize::Zeroizing;

/// Why a device cannot have a one-time PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Obstacle {
    Retired,
    IosOnly,
    ResetNotAllowed,
    NotAllowed,
    ClientTooOld,
}

impl From<Obstacle> for Error {
    fn from(obstacle: Obstacle) -> Self {
        match obstacle {
            Obstacle::Retired => Self::DeviceRetired,
            Obstacle::IosOnly => Self::PinIosOnly,
            Obstacle::ResetNotAllowed => Self::ResetNotAllowed,
            Obstacle::NotAllowed => Self::PinNotAllowed,
            Obstacle::ClientTooOld => Self::ClientTooOld,
        }
    }
}

/// What stands between this device and a one-time PIN.
pub(crate) fn obstacle(device: &Device, policy: &Policy) -> Option<Obstacle> {
    if device.check_active().is_err() {
        Some(Obstacle::Retired)
    } else if device.platform != Platform::Ios {
        Some(Obstacle::IosOnly)
    } else if !policy.user_may_reset {
        Some(Obstacle::ResetNotAllowed)
    } else if !policy.one_time_pin {
        Some(Obstacle::NotAllowed)
    } else if !device.app_version.knows_one_time_pins() {
        Some(Obstacle::ClientTooOld)
    } else {
        None
    }
}

/// A new PIN, to be shown once.
pub(crate) struct Issued {
    pub(crate) digits: Zeroizing<String>,
    pub(crate) expires_at_ms: u64,
}

/// Issues a PIN for a user's device; a former one is cancelled.
///
/// # Errors
/// The [`Obstacle`]s, [`Error::NoSuchDevice`], [`Error::DeviceRetired`], [`Error::Credentials`], [`Error::TooManyAttempts`].
pub(crate) async fn issue(
    context: &Context,
    user: &str,
    device: &str,
    password: &SecretText,
    source: &Source,
) -> Result<Issued, Error> {
    let device = devices::of_user(context, user, device).await?;
    let policy = configurations::in_force(&context.database, device.platform)
        .await?
        .policy;
    if let Some(obstacle) = obstacle(&device, &policy) {
        return Err(obstacle.into());
    }
    let user_name = accounts::name_of(context, user).await?;
    let credentials = (user_name.as_str(), password);
    let verified =
        accounts::verify(context, Role::User, credentials, source, Purpose::IssuePin).await?;
    let digits = random_digits(policy.one_time_pin_digits)?;
    let derived = context
        .derivations
        .derive(digits.clone(), verified.account.salt)
        .await?;
    let pin = random_id()?;
    let verifier = context.keys.pin_verifier(&pin, &device.id, &derived);
    let now_ms = context.now_ms();
    let expires_at_ms = now_ms + u64::from(policy.one_time_pin_minutes) * 60_000;

    let mut tx = context.database.begin().await?;
    verified.settle(&mut tx, now_ms).await?;
    devices::hold_active(&mut tx, &device.id).await?;
    let cancelled = OneUse::Pin.cancel(&mut tx, now_ms, &device.id).await?;
    insert(&mut tx, &pin, &device, &verifier, (now_ms, expires_at_ms)).await?;
    let event = Event::new(Actor::User(user), "one_time_pin.issued").device(&device.id);
    let detail = json!({"one_time_pin": pin, "expires_ms": expires_at_ms, "cancelled": cancelled});
    audit::append(&mut tx, now_ms, event.account(Some(user)).detail(detail)).await?;
    tx.commit().await?;
    Ok(Issued {
        digits,
        expires_at_ms,
    })
}

/// Cancels the live PIN of a user's device, if there is one.
///
/// # Errors
/// [`Error::NoSuchDevice`].
pub(crate) async fn cancel(context: &Context, user: &str, device: &str) -> Result<(), Error> {
    let device = devices::of_user(context, user, device).await?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    if OneUse::Pin.cancel(&mut tx, now_ms, &device.id).await? > 0 {
        let event = Event::new(Actor::User(user), "one_time_pin.cancelled").device(&device.id);
        audit::append(&mut tx, now_ms, event.account(Some(user))).await?;
    }
    Ok(tx.commit().await?)
}

async fn insert(
    tx: &mut Tx,
    pin: &str,
    device: &Device,
    verifier: &[u8; 32],
    (issued_ms, expires_ms): (u64, u64),
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO one_time_pins (id, device, account, state, verifier, attempts, issued_ms,
             expires_ms)
         VALUES ($1, $2, $3, 'live', $4, 0, $5, $6)",
    )
    .bind(pin)
    .bind(&device.id)
    .bind(&device.account)
    .bind(Base64(verifier.to_vec()).to_text())
    .bind(big(issued_ms))
    .bind(big(expires_ms))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

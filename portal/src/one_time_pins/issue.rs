//! Issuing and cancelling a one-time PIN: for the user's own iOS device, after signing in again.

use super::PinId;
use crate::accounts::{self, Account, Purpose, Role, Source};
use crate::audit::{self, Actor, Event};
use crate::configurations;
use crate::database::{Tx, big};
use crate::devices::{self, Device};
use crate::error::Error;
use crate::notices::{self, Notice};
use crate::one_use::OneUse;
use crate::portal::Context;
use crate::reason::Reason;
use crate::secrets::random_digits;
use passcode_core::policy::Policy;
use passcode_core::portal::wire::{Base64, Platform, SecretText};
use serde_json::{Value, json};
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

#[cfg(test)]
impl Obstacle {
    /// Every one.
    pub(crate) const ALL: [Self; 5] = [
        Self::Retired,
        Self::IosOnly,
        Self::ResetNotAllowed,
        Self::NotAllowed,
        Self::ClientTooOld,
    ];
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

/// The rules of a device that can have a PIN.
///
/// # Errors
/// The [`Obstacle`]s.
pub(super) async fn ready(context: &Context, device: &Device) -> Result<Policy, Error> {
    let policy = configurations::of_device(&context.database, device)
        .await?
        .policy;
    match obstacle(device, &policy) {
        Some(obstacle) => Err(obstacle.into()),
        None => Ok(policy),
    }
}

/// A PIN that is drawn and derived, ready to be stored in a transaction.
pub(super) struct NewPin<'a> {
    device: &'a Device,
    id: String,
    digits: Zeroizing<String>,
    verifier: [u8; 32],
    lifetime_ms: u64,
}

impl<'a> NewPin<'a> {
    pub(super) async fn draw(
        context: &Context,
        device: &'a Device,
        account: &Account,
        policy: &Policy,
    ) -> Result<Self, Error> {
        Self::draw_as(context, PinId::draw()?, (device, account), policy).await
    }

    pub(super) async fn draw_as(
        context: &Context,
        PinId(id): PinId,
        (device, account): (&'a Device, &Account),
        policy: &Policy,
    ) -> Result<Self, Error> {
        let digits = random_digits(policy.one_time_pin_digits)?;
        let derived = context
            .derivations
            .derive(digits.clone(), account.salt)
            .await?;
        let verifier = context.keys.pin_verifier(&id, &device.id, &derived);
        Ok(Self {
            device,
            id,
            digits,
            verifier,
            lifetime_ms: u64::from(policy.one_time_pin_minutes) * 60_000,
        })
    }

    /// Stores it and records it; a former one is cancelled.
    ///
    /// # Errors
    /// [`Error::DeviceRetired`], [`Error::PinShownBefore`]; nothing is stored or cancelled then.
    pub(super) async fn store(
        self,
        tx: &mut Tx,
        now_ms: u64,
        event: Event<'_>,
        reason: Option<&Reason>,
    ) -> Result<Issued, Error> {
        let device = self.device;
        let expires_at_ms = now_ms + self.lifetime_ms;
        devices::hold_active(tx, &device.id).await?;
        let cancelled = OneUse::Pin.cancel(tx, now_ms, &device.id).await?;
        let times = (now_ms, expires_at_ms);
        insert(tx, &self.id, device, &self.verifier, times).await?;
        let mut detail = json!({
            "one_time_pin": self.id, "expires_ms": expires_at_ms, "cancelled": cancelled,
        });
        if let (Some(reason), Value::Object(fields)) = (reason, &mut detail) {
            fields.insert("reason".to_owned(), json!(reason.as_str()));
        }
        let event = event.device(&device.id).account(Some(&device.account));
        audit::append(tx, now_ms, event.detail(detail)).await?;
        Ok(Issued {
            digits: self.digits,
            expires_at_ms,
        })
    }
}

/// Issues a PIN for a user's device; a former one is cancelled.
///
/// # Errors
/// The [`Obstacle`]s, [`Error::NoSuchDevice`], [`Error::DeviceRetired`], [`Error::Credentials`],
/// [`Error::TooManyAttempts`].
pub(crate) async fn issue(
    context: &Context,
    user: &str,
    device: &str,
    password: &SecretText,
    source: &Source,
) -> Result<Issued, Error> {
    issue_as(context, PinId::draw()?, (user, device), password, source).await
}

/// The same under an id that was drawn before, with the form that asks for it: a form that is sent
/// twice issues one PIN, and leaves it as it is.
///
/// # Errors
/// As [`issue`], and [`Error::PinShownBefore`].
pub(crate) async fn issue_as(
    context: &Context,
    id: PinId,
    (user, device): (&str, &str),
    password: &SecretText,
    source: &Source,
) -> Result<Issued, Error> {
    let device = devices::of_user(context, user, device).await?;
    id.check_unused(context).await?;
    let policy = ready(context, &device).await?;
    let user_name = accounts::name_of(context, user).await?;
    let credentials = (user_name.as_str(), password);
    let verified =
        accounts::verify(context, Role::User, credentials, source, Purpose::IssuePin).await?;
    let whose = (&device, &verified.account);
    let pin = NewPin::draw_as(context, id, whose, &policy).await?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    verified.settle(&mut tx, now_ms).await?;
    let event = Event::new(Actor::User(user), "one_time_pin.issued");
    let issued = pin.store(&mut tx, now_ms, event, None).await?;
    notices::add(&mut tx, now_ms, user, Notice::PinIssued, Some(&device.id)).await?;
    tx.commit().await?;
    context.metrics.issued(OneUse::Pin);
    Ok(issued)
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
    // SECURITY: of one form, however often and wherever it is sent at once, one PIN.
    let inserted = sqlx::query(
        "INSERT INTO one_time_pins (id, device, account, state, verifier, attempts, issued_ms,
             expires_ms)
         VALUES ($1, $2, $3, 'live', $4, 0, $5, $6) ON CONFLICT (id) DO NOTHING",
    )
    .bind(pin)
    .bind(&device.id)
    .bind(&device.account)
    .bind(Base64(verifier.to_vec()).to_text())
    .bind(big(issued_ms))
    .bind(big(expires_ms))
    .execute(&mut **tx)
    .await?;
    if inserted.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::PinShownBefore)
    }
}

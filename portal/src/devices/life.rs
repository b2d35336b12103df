//! A device's life: active; retiring, until its phone says that the keys are destroyed; retired.
//!
//! There is no way back, and nothing is ever opened for a device that is not active.

use super::Device;
use crate::database::{Tx, big};
use crate::error::{Error, Internal};
use sqlx::Row as _;

/// Where a device is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// In use.
    Active,
    /// Told to destroy its keys, or to be told: only check-ins are answered.
    Retiring,
    /// Has destroyed its keys, or was given up: nothing is answered.
    Retired,
}

impl State {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Retiring => "retiring",
            Self::Retired => "retired",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Active, Self::Retiring, Self::Retired]
            .into_iter()
            .find(|state| state.as_str() == name)
    }
}

impl Device {
    /// # Errors
    /// [`Error::DeviceRetired`] if it is not active.
    pub(crate) fn check_active(&self) -> Result<(), Error> {
        match self.state {
            State::Active => Ok(()),
            State::Retiring | State::Retired => Err(Error::DeviceRetired),
        }
    }
}

/// Takes the device's row for the rest of the transaction; answers its state.
pub(crate) async fn hold(tx: &mut Tx, device: &str) -> Result<State, Error> {
    let row = sqlx::query("UPDATE devices SET state = state WHERE id = $1 RETURNING state")
        .bind(device)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(Error::NoSuchDevice)?;
    State::parse(row.try_get("state")?).ok_or(Error::Internal(Internal::Record))
}

/// Takes the row of a device that is active, and stays so until the transaction ends.
///
/// # Errors
/// [`Error::DeviceRetired`].
pub(crate) async fn hold_active(tx: &mut Tx, device: &str) -> Result<(), Error> {
    match hold(tx, device).await? {
        State::Active => Ok(()),
        State::Retiring | State::Retired => Err(Error::DeviceRetired),
    }
}

/// A retiring device was heard of. What it says about itself no longer counts.
pub(crate) async fn seen(tx: &mut Tx, now_ms: u64, device: &str) -> Result<(), Error> {
    sqlx::query("UPDATE devices SET last_seen_ms = $1 WHERE id = $2")
        .bind(big(now_ms))
        .bind(device)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// From active to retiring.
pub(crate) async fn begin_retirement(tx: &mut Tx, now_ms: u64, device: &str) -> Result<(), Error> {
    sqlx::query(
        "UPDATE devices SET state = 'retiring', retiring_ms = $1 WHERE id = $2 AND state = 'active'",
    )
    .bind(big(now_ms))
    .bind(device)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// From retiring to retired.
pub(crate) async fn end_retirement(tx: &mut Tx, now_ms: u64, device: &str) -> Result<(), Error> {
    sqlx::query(
        "UPDATE devices SET state = 'retired', retired_ms = $1
         WHERE id = $2 AND state = 'retiring'",
    )
    .bind(big(now_ms))
    .bind(device)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

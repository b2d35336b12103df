//! The devices in numbers, for an overview.

use super::page::ago;
use super::{State, platform};
use crate::database::unsigned;
use crate::error::{Error, Internal};
use crate::portal::Context;
use passcode_core::portal::wire::Platform;
use sqlx::Row as _;
use sqlx::any::AnyRow;

const LONG_DAYS: u64 = 7;

/// How many devices there are of a platform in a state.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) platform: Platform,
    pub(crate) state: State,
    pub(crate) devices: u64,
}

/// The devices in numbers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    /// By platform and state; where there is none, nothing is said.
    pub(crate) by_state: Vec<Count>,
    /// Active, and not heard of for 7 days.
    pub(crate) silent: u64,
    /// Active, and relying on an escrow key that is no longer the current one.
    pub(crate) on_former_key: u64,
}

/// Counts them, along indexes.
pub(crate) async fn counts(context: &Context) -> Result<Counts, Error> {
    let pool = context.database.pool();
    let by_state = sqlx::query(
        "SELECT platform, state, COUNT(*) AS devices FROM devices
         GROUP BY platform, state ORDER BY platform, state",
    )
    .fetch_all(pool)
    .await?;
    let silent = sqlx::query(
        "SELECT COUNT(*) AS devices FROM devices WHERE state = 'active' AND last_seen_ms < $1",
    )
    .bind(ago(context.now_ms(), LONG_DAYS))
    .fetch_one(pool)
    .await?;
    let on_former_key = sqlx::query(
        "SELECT COUNT(*) AS devices FROM
             (SELECT d.id FROM escrow_keys k JOIN devices d ON d.escrow_key_id = k.id
              WHERE k.state = 'former' AND d.state = 'active'
              UNION SELECT d.id FROM escrow_keys k JOIN devices d ON d.escrow_key_told = k.id
              WHERE k.state = 'former' AND d.state = 'active') AS found",
    )
    .fetch_one(pool)
    .await?;
    Ok(Counts {
        by_state: by_state.iter().map(count).collect::<Result<_, Error>>()?,
        silent: unsigned(&silent, "devices")?,
        on_former_key: unsigned(&on_former_key, "devices")?,
    })
}

fn count(row: &AnyRow) -> Result<Count, Error> {
    let damaged = || Error::Internal(Internal::Record);
    Ok(Count {
        platform: platform(row.try_get("platform")?).ok_or_else(damaged)?,
        state: State::parse(row.try_get("state")?).ok_or_else(damaged)?,
        devices: unsigned(row, "devices")?,
    })
}

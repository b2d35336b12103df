//! A phone and its commands: it is told what waits, oldest first, and says what it has carried out.
//!
//! What was acknowledged only ever grows, so a phone that remembers its own highest number carries each
//! command out once, whatever answer is lost. A phone may know of more than a database that was put
//! back: then the numbers go on from the phone's.

use super::Kind;
use crate::audit::{self, Actor, Event};
use crate::database::{Tx, big, optional, unsigned};
use crate::devices::{self, Device};
use crate::error::Error;
use passcode_core::portal::wire::{Action, Command, Grant};
use serde_json::json;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// A phone may be ahead of a restored database by so many commands.
const MOST_AHEAD: u64 = 1_000;

/// In a check-in, with the device held: takes in what was carried out, answers what is left.
///
/// # Errors
/// [`Error::Malformed`] for a number that cannot ever have been issued.
pub(crate) async fn exchange(
    tx: &mut Tx,
    now_ms: u64,
    device: &Device,
    done: u64,
) -> Result<Vec<Command>, Error> {
    acknowledge(tx, now_ms, device, done).await?;
    deliver(tx, now_ms, device).await
}

/// With the device held: everything up to this number is carried out. A device that has carried out
/// Retire is retired.
///
/// # Errors
/// [`Error::Malformed`] for a number that cannot ever have been issued.
pub(crate) async fn acknowledge(
    tx: &mut Tx,
    now_ms: u64,
    device: &Device,
    done: u64,
) -> Result<(), Error> {
    let known = sqlx::query(
        "UPDATE devices SET
             commands_done = CASE WHEN commands_done < $1 THEN $1 ELSE commands_done END,
             commands_issued = CASE WHEN commands_issued < $1 THEN $1 ELSE commands_issued END
         WHERE id = $2 AND commands_issued >= $3",
    )
    .bind(big(done))
    .bind(&device.id)
    .bind(big(done.saturating_sub(MOST_AHEAD)))
    .execute(&mut **tx)
    .await?;
    if known.rows_affected() != 1 {
        return Err(Error::Malformed(
            "`commands_done` is far higher than any command to this device. Correct it.",
        ));
    }
    let mut carried_out = sqlx::query(
        "UPDATE commands SET ended_ms = $1, state = CASE
             WHEN command = 'appconnect-unlock' AND delivered_ms IS NULL THEN 'expired'
             ELSE 'done' END
         WHERE device = $2 AND state = 'waiting' AND sequence <= $3
         RETURNING sequence, command, state",
    )
    .bind(big(now_ms))
    .bind(&device.id)
    .bind(big(done))
    .fetch_all(&mut **tx)
    .await?
    .iter()
    .map(|row| {
        Ok((
            unsigned(row, "sequence")?,
            kind(row)?,
            row.try_get("state")?,
        ))
    })
    .collect::<Result<Vec<(u64, Kind, String)>, Error>>()?;
    carried_out.retain(|(_, _, state)| state == "done");
    carried_out.sort_unstable_by_key(|(sequence, _, _)| *sequence);
    for (sequence, kind, _) in carried_out {
        if kind == Kind::Retire {
            devices::end_retirement(tx, now_ms, &device.id).await?;
        }
        record(tx, now_ms, (device, "command.done"), (sequence, kind)).await?;
    }
    Ok(())
}

/// What waits, oldest first. A grant that is no longer live is no longer told.
async fn deliver(tx: &mut Tx, now_ms: u64, device: &Device) -> Result<Vec<Command>, Error> {
    let rows = sqlx::query(
        "SELECT c.sequence, c.command, c.delivered_ms, g.id AS grant_id, g.expires_ms,
             g.password_asked
         FROM commands c LEFT JOIN grants g ON g.device = c.device AND g.sequence = c.sequence
         WHERE c.device = $1 AND c.state = 'waiting'
             AND (g.id IS NULL OR (g.state = 'live' AND g.expires_ms > $2))
         ORDER BY c.sequence",
    )
    .bind(&device.id)
    .bind(big(now_ms))
    .fetch_all(&mut **tx)
    .await?;
    let mut told = Vec::with_capacity(rows.len());
    for row in &rows {
        let sequence = unsigned(row, "sequence")?;
        let kind = kind(row)?;
        if optional(row, "delivered_ms")?.is_none() {
            sqlx::query(
                "UPDATE commands SET delivered_ms = $1 WHERE device = $2 AND sequence = $3",
            )
            .bind(big(now_ms))
            .bind(&device.id)
            .bind(big(sequence))
            .execute(&mut **tx)
            .await?;
            record(tx, now_ms, (device, "command.delivered"), (sequence, kind)).await?;
        }
        let action = match kind {
            Kind::Lock => Action::Lock,
            Kind::Retire => Action::Retire,
            Kind::AppconnectUnlock => Action::AppconnectUnlock(Grant {
                grant: row.try_get("grant_id")?,
                expires_at_ms: unsigned(row, "expires_ms")?,
                password_asked: unsigned(row, "password_asked")? == 1,
            }),
        };
        told.push(Command { sequence, action });
    }
    Ok(told)
}

async fn record(
    tx: &mut Tx,
    now_ms: u64,
    (device, action): (&Device, &'static str),
    (sequence, kind): (u64, Kind),
) -> Result<(), Error> {
    let detail = json!({"command": kind.as_str(), "sequence": sequence});
    let event = Event::new(Actor::Device(&device.id), action).device(&device.id);
    let event = event.account(Some(&device.account)).detail(detail);
    audit::append(tx, now_ms, event).await
}

fn kind(row: &AnyRow) -> Result<Kind, Error> {
    Kind::parse(row.try_get("command")?)
}

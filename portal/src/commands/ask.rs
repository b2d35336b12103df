//! Somebody asks something of a device: the next number of its sequence, what the command makes
//! moot, and the audit trail, in one transaction.
//!
//! Only an active device can be asked. Retire ends at once whatever could open something.

use super::{Command, Kind, list};
use crate::audit::{self, Actor, Event};
use crate::database::{Tx, big, unsigned};
use crate::devices::{self, Device, State};
use crate::error::{Error, Internal};
use crate::one_use::OneUse;
use crate::portal::Context;
use crate::{grants, resets};
use serde_json::{Value, json};

const REASON_CHARACTERS: std::ops::RangeInclusive<usize> = 4..=200;

/// Why somebody does something out of the ordinary, in their words.
pub(crate) struct Reason(String);

impl Reason {
    /// # Errors
    /// [`Error::Reason`] if it has not 4 to 200 characters, or holds control characters.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let length = text.chars().count();
        if REASON_CHARACTERS.contains(&length) && !text.chars().any(char::is_control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::Reason)
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is asked of a device.
pub(crate) enum Asked {
    /// Lock the secure apps.
    Lock,
    /// Destroy the keys.
    Retire,
    /// Let the user choose a new passcode; the account's password is asked too.
    Unlock(Option<Reason>),
    /// The same without the password.
    UnlockWithoutPassword(Reason),
}

impl Asked {
    fn kind(&self) -> Kind {
        match self {
            Self::Lock => Kind::Lock,
            Self::Retire => Kind::Retire,
            Self::Unlock(_) | Self::UnlockWithoutPassword(_) => Kind::AppconnectUnlock,
        }
    }
}

/// Asks something of a device; answers the new command.
///
/// # Errors
/// [`Error::DeviceRetired`].
pub(crate) async fn ask(
    context: &Context,
    actor: Actor<'_>,
    device: &Device,
    asked: &Asked,
) -> Result<Command, Error> {
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    let sequence = next_sequence(&mut tx, &device.id).await?;
    let mut detail = json!({"command": asked.kind().as_str(), "sequence": sequence});
    match asked {
        Asked::Lock => {
            supersede(&mut tx, now_ms, &device.id, Kind::Lock).await?;
            insert(&mut tx, now_ms, (&device.id, sequence), (asked, actor)).await?;
        }
        Asked::Retire => {
            end_everything(&mut tx, now_ms, &device.id).await?;
            insert(&mut tx, now_ms, (&device.id, sequence), (asked, actor)).await?;
            devices::begin_retirement(&mut tx, now_ms, &device.id).await?;
        }
        Asked::Unlock(_) | Asked::UnlockWithoutPassword(_) => {
            OneUse::Grant.cancel(&mut tx, now_ms, &device.id).await?;
            supersede(&mut tx, now_ms, &device.id, Kind::AppconnectUnlock).await?;
            insert(&mut tx, now_ms, (&device.id, sequence), (asked, actor)).await?;
            let (is_asked, reason) = match asked {
                Asked::UnlockWithoutPassword(reason) => (false, Some(reason)),
                Asked::Unlock(reason) => (true, reason.as_ref()),
                Asked::Lock | Asked::Retire => (true, None),
            };
            let command = (device.id.as_str(), sequence);
            let granted = grants::insert(&mut tx, now_ms, command, is_asked, reason).await?;
            add(&mut detail, &granted);
        }
    }
    let event = Event::new(actor, "command.asked").device(&device.id);
    let event = event.account(Some(&device.account)).detail(detail);
    audit::append(&mut tx, now_ms, event).await?;
    tx.commit().await?;
    let commands = list(context, &device.id).await?;
    let asked = commands
        .into_iter()
        .find(|command| command.sequence == sequence);
    asked.ok_or(Error::Internal(Internal::Record))
}

/// An administrator no longer waits for the phone of a device: it is retired now, and its phone is
/// told nothing any more.
///
/// # Errors
/// [`Error::DeviceRetired`] if it is retired already.
pub(crate) async fn give_up(
    context: &Context,
    actor: Actor<'_>,
    device: &Device,
) -> Result<(), Error> {
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    match devices::hold(&mut tx, &device.id).await? {
        State::Retired => return Err(Error::DeviceRetired),
        State::Active | State::Retiring => {}
    }
    end_everything(&mut tx, now_ms, &device.id).await?;
    devices::begin_retirement(&mut tx, now_ms, &device.id).await?;
    devices::end_retirement(&mut tx, now_ms, &device.id).await?;
    let event = Event::new(actor, "device.given_up").device(&device.id);
    audit::append(&mut tx, now_ms, event.account(Some(&device.account))).await?;
    Ok(tx.commit().await?)
}

/// The next number of a device's sequence, if it is active. Holds the device.
async fn next_sequence(tx: &mut Tx, device: &str) -> Result<u64, Error> {
    let row = sqlx::query(
        "UPDATE devices SET commands_issued = commands_issued + 1
         WHERE id = $1 AND state = 'active' RETURNING commands_issued",
    )
    .bind(device)
    .fetch_optional(&mut **tx)
    .await?;
    unsigned(&row.ok_or(Error::DeviceRetired)?, "commands_issued")
}

/// SECURITY: nothing is opened for this device any more, and no answer that opens something is kept.
async fn end_everything(tx: &mut Tx, now_ms: u64, device: &str) -> Result<(), Error> {
    for one_use in [OneUse::Grant, OneUse::Pin] {
        one_use.cancel(tx, now_ms, device).await?;
    }
    resets::forget_all(tx, device).await?;
    sqlx::query(
        "UPDATE commands SET state = 'cancelled', ended_ms = $1
         WHERE device = $2 AND state = 'waiting'",
    )
    .bind(big(now_ms))
    .bind(device)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn supersede(tx: &mut Tx, now_ms: u64, device: &str, kind: Kind) -> Result<(), Error> {
    sqlx::query(
        "UPDATE commands SET state = 'superseded', ended_ms = $1
         WHERE device = $2 AND command = $3 AND state = 'waiting'",
    )
    .bind(big(now_ms))
    .bind(device)
    .bind(kind.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert(
    tx: &mut Tx,
    now_ms: u64,
    (device, sequence): (&str, u64),
    (asked, actor): (&Asked, Actor<'_>),
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO commands (device, sequence, command, state, asked_ms, asked_by)
         VALUES ($1, $2, $3, 'waiting', $4, $5)",
    )
    .bind(device)
    .bind(big(sequence))
    .bind(asked.kind().as_str())
    .bind(big(now_ms))
    .bind(actor.name())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn add(detail: &mut Value, more: &Value) {
    if let (Value::Object(detail), Value::Object(more)) = (detail, more) {
        detail.extend(more.clone());
    }
}

//! Commands to devices: *Lock*, *AppConnect Unlock*, *Retire*. Each device has its own sequence 1, 2,
//! 3 …; a command is told at every check-in until the phone has said that it carried it out.
//!
//! At most one of a kind waits: a newer one supersedes it. Nothing can be asked of a device that is
//! not active, and what the phone has acknowledged never waits again.

mod ask;
mod deliver;

pub(crate) use ask::{Asked, ask, give_up};
pub(crate) use deliver::{acknowledge, exchange};

use crate::database::{Query, big, optional, unsigned};
use crate::error::{Error, Internal};
use crate::grants::Grant;
use crate::one_use;
use crate::portal::Context;
use serde_json::{Value, json};
use sqlx::Row as _;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// How many commands of a device are shown, newest first.
const SHOWN: i64 = 100;

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Locks the secure apps.
    Lock,
    /// Lets the user choose a new passcode, once.
    AppconnectUnlock,
    /// Destroys the keys.
    Retire,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Lock => "lock",
            Self::AppconnectUnlock => "appconnect-unlock",
            Self::Retire => "retire",
        }
    }

    fn parse(name: &str) -> Result<Self, Error> {
        [Self::Lock, Self::AppconnectUnlock, Self::Retire]
            .into_iter()
            .find(|kind| kind.as_str() == name)
            .ok_or(Error::Internal(Internal::Record))
    }
}

/// A command as it was when it was read.
pub(crate) struct Command {
    pub(crate) sequence: u64,
    kind: Kind,
    state: String,
    asked_ms: u64,
    asked_by: String,
    delivered_ms: Option<u64>,
    ended_ms: Option<u64>,
    grant: Option<Grant>,
}

impl Command {
    /// As its user sees it. What waits with a grant that is no longer live waits for nothing, and is
    /// not told to the phone.
    pub(crate) fn to_json(&self) -> Value {
        let moot = self.grant.as_ref().map(|grant| grant.state);
        let moot = moot.filter(|state| self.state == "waiting" && *state != one_use::State::Live);
        json!({
            "sequence": self.sequence,
            "command": self.kind.as_str(),
            "state": moot.map_or(self.state.as_str(), |state| state.as_str()),
            "asked_ms": self.asked_ms,
            "delivered_ms": self.delivered_ms,
            "ended_ms": self.ended_ms,
        })
    }

    /// As administrators see it: who asked, and the grant with its reason too.
    pub(crate) fn to_whole_json(&self) -> Value {
        let mut shown = self.to_json();
        if let Value::Object(fields) = &mut shown {
            fields.insert("asked_by".to_owned(), json!(self.asked_by));
            let grant = self.grant.as_ref().map(Grant::to_json);
            fields.extend(grant.map(|grant| ("grant".to_owned(), grant)));
        }
        shown
    }
}

/// The newest commands of a device, newest first.
pub(crate) async fn list(context: &Context, device: &str) -> Result<Vec<Command>, Error> {
    let now_ms = context.now_ms();
    sqlx::query(
        "SELECT c.device, c.sequence, c.command, c.state, c.asked_ms, c.asked_by, c.delivered_ms,
             c.ended_ms, g.id AS grant_id, g.state AS grant_state, g.password_asked, g.reason,
             g.expires_ms, g.spent_by
         FROM commands c LEFT JOIN grants g ON g.device = c.device AND g.sequence = c.sequence
         WHERE c.device = $1 ORDER BY c.sequence DESC LIMIT $2",
    )
    .bind(device)
    .bind(SHOWN)
    .fetch_all(context.database.pool())
    .await?
    .iter()
    .map(|row| command(row, now_ms))
    .collect()
}

/// What the phones have not carried out yet, by device, oldest first: of this user.
pub(crate) async fn waiting(
    context: &Context,
    user: &str,
) -> Result<BTreeMap<String, Vec<Command>>, Error> {
    let now_ms = context.now_ms();
    let rows = sqlx::query(
        "SELECT c.device, c.sequence, c.command, c.state, c.asked_ms, c.asked_by, c.delivered_ms,
             c.ended_ms, g.id AS grant_id, g.state AS grant_state, g.password_asked, g.reason,
             g.expires_ms, g.spent_by
         FROM commands c LEFT JOIN grants g ON g.device = c.device AND g.sequence = c.sequence
         WHERE c.state = 'waiting'
             AND c.device IN (SELECT id FROM devices WHERE account = $1)
             AND (g.id IS NULL OR (g.state = 'live' AND g.expires_ms > $2))
         ORDER BY c.device, c.sequence",
    )
    .bind(user)
    .bind(big(now_ms))
    .fetch_all(context.database.pool())
    .await?;
    by_device(&rows, now_ms)
}

/// What these phones have not carried out yet, by device, oldest first.
pub(crate) async fn waiting_for(
    context: &Context,
    devices: &[&str],
) -> Result<BTreeMap<String, Vec<Command>>, Error> {
    if devices.is_empty() {
        return Ok(BTreeMap::new());
    }
    let now_ms = context.now_ms();
    let mut query = Query::new(
        "SELECT c.device, c.sequence, c.command, c.state, c.asked_ms, c.asked_by, c.delivered_ms,
             c.ended_ms, g.id AS grant_id, g.state AS grant_state, g.password_asked, g.reason,
             g.expires_ms, g.spent_by
         FROM commands c LEFT JOIN grants g ON g.device = c.device AND g.sequence = c.sequence
         WHERE c.state = 'waiting' AND c.device IN (",
    );
    for (number, device) in devices.iter().enumerate() {
        query
            .then(if number == 0 { "" } else { ", " })
            .text(*device);
    }
    query.then(") AND (g.id IS NULL OR (g.state = 'live' AND g.expires_ms > ");
    query
        .number(big(now_ms))
        .then(")) ORDER BY c.device, c.sequence");
    by_device(&query.rows(context.database.pool()).await?, now_ms)
}

fn by_device(rows: &[AnyRow], now_ms: u64) -> Result<BTreeMap<String, Vec<Command>>, Error> {
    let mut waiting: BTreeMap<String, Vec<Command>> = BTreeMap::new();
    for row in rows {
        let device: String = row.try_get("device")?;
        waiting
            .entry(device)
            .or_default()
            .push(command(row, now_ms)?);
    }
    Ok(waiting)
}

fn command(row: &AnyRow, now_ms: u64) -> Result<Command, Error> {
    let kind: String = row.try_get("command")?;
    Ok(Command {
        sequence: unsigned(row, "sequence")?,
        kind: Kind::parse(&kind)?,
        state: row.try_get("state")?,
        asked_ms: unsigned(row, "asked_ms")?,
        asked_by: row.try_get("asked_by")?,
        delivered_ms: optional(row, "delivered_ms")?,
        ended_ms: optional(row, "ended_ms")?,
        grant: Grant::beside(row, now_ms)?,
    })
}

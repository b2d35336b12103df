//! The audit trail: append-only, hash-chained, written in the transaction that it records.
//!
//! It holds ids, dotted codes, numbers, and the reasons that staff give. It never holds a password,
//! a PIN, a key, a token or what somebody typed to sign in.
//!
//! FORMAT: `hash` is SHA-256, in hexadecimal, of `previous` followed by the JSON array of sequence,
//! time, actor, action, device, account, reason and detail (absent ones `null`, detail as an
//! object). The first entry's `previous` is empty.

mod actions;
mod called;
mod export;
mod filter;
mod names;
mod read;
mod reasons;
mod size;
mod verify;

pub(crate) use actions::actions;
pub(crate) use called::{Called, Known, Owned, called, devices_called, known};
pub(crate) use export::export;
pub(crate) use filter::{Asked, Filter};
pub(crate) use names::{Names, names};
#[cfg(test)]
pub(crate) use read::query;
pub(crate) use read::{Entry, count, cursor, find, list, page};
pub(crate) use reasons::reasons;
pub(crate) use size::size;
pub(crate) use verify::{Verdict, verify};

use crate::database::{Database, Tx, big, unsigned};
use crate::error::{Error, Internal};
use crate::secrets::hash_hex;
use serde_json::{Value, json};
use sqlx::Row as _;

/// Who did it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Actor<'a> {
    /// The portal itself.
    Portal,
    /// Somebody who is not signed in.
    Anonymous,
    /// A device, by its signature.
    Device(&'a str),
    /// A signed-in user.
    User(&'a str),
    /// A signed-in administrator.
    Administrator(&'a str),
    /// A signed-in member of the help desk.
    HelpDesk(&'a str),
    /// A signed-in auditor.
    Auditor(&'a str),
}

impl Actor<'_> {
    /// How the trail names it.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Portal => "portal".to_owned(),
            Self::Anonymous => "anonymous".to_owned(),
            Self::Device(id) => format!("device:{id}"),
            Self::User(id) => format!("user:{id}"),
            Self::Administrator(id) => format!("administrator:{id}"),
            Self::HelpDesk(id) => format!("help-desk:{id}"),
            Self::Auditor(id) => format!("auditor:{id}"),
        }
    }
}

/// What is to be recorded.
pub(crate) struct Event<'a> {
    actor: Actor<'a>,
    action: &'static str,
    device: Option<&'a str>,
    account: Option<&'a str>,
    reason: Option<&'static str>,
    detail: Value,
}

impl<'a> Event<'a> {
    /// Somebody did something.
    pub(crate) fn new(actor: Actor<'a>, action: &'static str) -> Self {
        Self {
            actor,
            action,
            device: None,
            account: None,
            reason: None,
            detail: json!({}),
        }
    }

    /// To or with this device.
    pub(crate) fn device(self, device: &'a str) -> Self {
        Self {
            device: Some(device),
            ..self
        }
    }

    /// To or with this account.
    pub(crate) fn account(self, account: Option<&'a str>) -> Self {
        Self { account, ..self }
    }

    /// Why, as a dotted code.
    pub(crate) fn reason(self, reason: &'static str) -> Self {
        Self {
            reason: Some(reason),
            ..self
        }
    }

    /// More about it. SECURITY: never a secret, never what somebody typed as a credential.
    pub(crate) fn detail(self, detail: Value) -> Self {
        Self { detail, ..self }
    }
}

/// Appends an event. The head row is taken first: two writers cannot fork the chain.
pub(crate) async fn append(tx: &mut Tx, now_ms: u64, event: Event<'_>) -> Result<(), Error> {
    let head = sqlx::query(
        "UPDATE audit_head SET sequence = sequence + 1 WHERE one = 1 RETURNING sequence, hash",
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::Internal(Internal::Record))?;
    let sequence = unsigned(&head, "sequence")?;
    let previous: String = head.try_get("hash")?;
    let Event {
        actor,
        action,
        device,
        account,
        reason,
        detail,
    } = event;
    let (actor, detail) = (actor.name(), detail.to_string());
    let line = Line {
        sequence,
        time_ms: now_ms,
        actor: &actor,
        action,
        device,
        account,
        reason,
        detail: &detail,
    };
    let hash = line.hash(&previous);
    sqlx::query(
        "INSERT INTO audit (sequence, time_ms, actor, action, device, account, reason, detail,
             previous, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(big(sequence))
    .bind(big(now_ms))
    .bind(&actor)
    .bind(action)
    .bind(device)
    .bind(account)
    .bind(reason)
    .bind(&detail)
    .bind(previous)
    .bind(&hash)
    .execute(&mut **tx)
    .await?;
    sqlx::query("UPDATE audit_head SET hash = $1 WHERE one = 1")
        .bind(hash)
        .execute(&mut **tx)
        .await?;
    filter::note_time(tx, sequence, now_ms).await
}

/// What an entry's hash is made of.
struct Line<'a> {
    sequence: u64,
    time_ms: u64,
    actor: &'a str,
    action: &'a str,
    device: Option<&'a str>,
    account: Option<&'a str>,
    reason: Option<&'a str>,
    /// A JSON object.
    detail: &'a str,
}

impl Line<'_> {
    fn hash(&self, previous: &str) -> String {
        let Self {
            sequence,
            time_ms,
            actor,
            action,
            device,
            account,
            reason,
            detail,
        } = self;
        let row = json!([sequence, time_ms, actor, action, device, account, reason]).to_string();
        // The detail goes in as it is stored, so that not even its spelling can change.
        let open = row.strip_suffix(']').unwrap_or(&row);
        hash_hex(format!("{previous}{open},{detail}]").as_bytes())
    }
}

/// Records an event on its own.
pub(crate) async fn record(
    database: &Database,
    now_ms: u64,
    event: Event<'_>,
) -> Result<(), Error> {
    let mut tx = database.begin().await?;
    append(&mut tx, now_ms, event).await?;
    Ok(tx.commit().await?)
}

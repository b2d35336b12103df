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

use crate::database::{AT_ONCE, Database, Tx, big, places, unsigned};
use crate::error::{Error, Internal};
use crate::secrets::hash_hex;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Row as _};

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

    /// What is hashed of it.
    fn line<'b>(
        &'b self,
        sequence: u64,
        time_ms: u64,
        (actor, detail): (&'b str, &'b str),
    ) -> Line<'b> {
        Line {
            sequence,
            time_ms,
            actor,
            action: self.action,
            device: self.device,
            account: self.account,
            reason: self.reason,
            detail,
        }
    }
}

/// Appends an event. The head row is taken first: two writers cannot fork the chain.
pub(crate) async fn append(tx: &mut Tx, now_ms: u64, event: Event<'_>) -> Result<(), Error> {
    append_all(tx, now_ms, vec![event]).await
}

/// Appends events, in their order.
pub(crate) async fn append_all(
    tx: &mut Tx,
    now_ms: u64,
    events: Vec<Event<'_>>,
) -> Result<(), Error> {
    let number = big(u64::try_from(events.len()).unwrap_or(u64::MAX));
    let head = sqlx::query(
        "UPDATE audit_head SET sequence = sequence + $1 WHERE one = 1
         RETURNING sequence - $1 AS sequence, hash",
    )
    .bind(number)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::Internal(Internal::Record))?;
    let before = unsigned(&head, "sequence")?;
    let mut sequence = before;
    let mut hash: String = head.try_get("hash")?;
    for events in events.chunks(AT_ONCE) {
        let text = format!(
            "INSERT INTO audit (sequence, time_ms, actor, action, device, account, reason, detail,
                 previous, hash)
             VALUES {}",
            places(events.len(), 10)
        );
        let mut query = sqlx::query(AssertSqlSafe(text));
        for event in events {
            sequence += 1;
            let (actor, detail) = (event.actor.name(), event.detail.to_string());
            let line = event.line(sequence, now_ms, (&actor, &detail));
            let previous = hash;
            hash = line.hash(&previous);
            query = query
                .bind(big(sequence))
                .bind(big(now_ms))
                .bind(actor)
                .bind(event.action)
                .bind(event.device)
                .bind(event.account)
                .bind(event.reason)
                .bind(detail)
                .bind(previous)
                .bind(hash.clone());
        }
        query.execute(&mut **tx).await?;
    }
    sqlx::query("UPDATE audit_head SET hash = $1 WHERE one = 1")
        .bind(hash)
        .execute(&mut **tx)
        .await?;
    filter::note_time(tx, (before + 1, sequence), now_ms).await
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

//! The audit trail: append-only, hash-chained, written in the transaction that it records.
//!
//! It holds ids, dotted codes, numbers, and the reasons that staff give. It never holds a password,
//! a PIN, a key, a token or what somebody typed to sign in.
//!
//! FORMAT: `hash` is SHA-256, in hexadecimal, of `previous` followed by the JSON array of sequence,
//! time, actor, action, device, account, reason and detail (absent ones `null`, detail as an
//! object). The first entry's `previous` is empty.

use crate::database::{AT_ONCE, Database, Tx, big, places, unsigned};
use crate::error::{Error, Internal};
use crate::secrets::hash_hex;
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};
use utoipa::ToSchema;

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
    fn row(&self, sequence: u64, now_ms: u64) -> Value {
        json!([
            sequence,
            now_ms,
            self.actor.name(),
            self.action,
            self.device,
            self.account,
            self.reason,
            self.detail
        ])
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
    let mut sequence = unsigned(&head, "sequence")?;
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
            let previous = hash;
            let row = event.row(sequence, now_ms);
            hash = hash_hex(format!("{previous}{row}").as_bytes());
            query = query
                .bind(big(sequence))
                .bind(big(now_ms))
                .bind(event.actor.name())
                .bind(event.action)
                .bind(event.device)
                .bind(event.account)
                .bind(event.reason)
                .bind(event.detail.to_string())
                .bind(previous)
                .bind(hash.clone());
        }
        query.execute(&mut **tx).await?;
    }
    sqlx::query("UPDATE audit_head SET hash = $1 WHERE one = 1")
        .bind(hash)
        .execute(&mut **tx)
        .await?;
    Ok(())
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

/// An entry of the trail.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditEntry)]
pub(crate) struct Entry {
    sequence: u64,
    time_ms: u64,
    actor: String,
    action: String,
    device: Option<String>,
    account: Option<String>,
    reason: Option<String>,
    detail: Value,
    previous: String,
    hash: String,
}

/// The entries after a sequence number, oldest first.
pub(crate) async fn list(database: &Database, after: u64, limit: u32) -> Result<Vec<Entry>, Error> {
    sqlx::query(
        "SELECT sequence, time_ms, actor, action, device, account, reason, detail, previous, hash
         FROM audit WHERE sequence > $1 ORDER BY sequence LIMIT $2",
    )
    .bind(big(after))
    .bind(i64::from(limit))
    .fetch_all(database.pool())
    .await?
    .iter()
    .map(entry)
    .collect()
}

fn entry(row: &AnyRow) -> Result<Entry, Error> {
    let detail: String = row.try_get("detail")?;
    Ok(Entry {
        sequence: unsigned(row, "sequence")?,
        time_ms: unsigned(row, "time_ms")?,
        actor: row.try_get("actor")?,
        action: row.try_get("action")?,
        device: row.try_get("device")?,
        account: row.try_get("account")?,
        reason: row.try_get("reason")?,
        detail: serde_json::from_str(&detail).map_err(|_| Error::Internal(Internal::Record))?,
        previous: row.try_get("previous")?,
        hash: row.try_get("hash")?,
    })
}

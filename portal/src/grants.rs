//! The grants of AppConnect Unlock: leave to choose a new passcode, for one device, once, within 24
//! hours by the portal's clock.
//!
//! A grant that asks for the password is worth nothing without it. One that waives it names its
//! reason. A new password leaves a grant as it is: it asks for the password that holds then.

use crate::commands::Reason;
use crate::database::{Tx, big, unsigned};
use crate::error::Error;
use crate::one_use::State;
use crate::portal::Context;
use crate::secrets::random_id;
use serde_json::{Value, json};
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// A grant lives so long.
const LIFETIME_MS: u64 = 24 * 60 * 60 * 1000;

/// A grant as it was when it was read.
pub(crate) struct Grant {
    pub(crate) id: String,
    pub(crate) device: String,
    pub(crate) state: State,
    pub(crate) password_asked: bool,
    reason: Option<String>,
    expires_ms: u64,
    spent_by: Option<String>,
}

impl Grant {
    /// Whether this device has it to use, or has used it for this very request.
    pub(crate) fn is_for(&self, device: &str, answered: Option<&str>) -> bool {
        let is_used_here = self.spent_by.is_some() && self.spent_by.as_deref() == answered;
        self.device == device && (self.state == State::Live || is_used_here)
    }

    /// As administrators see it.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "state": self.state.as_str(),
            "password": password(self.password_asked),
            "reason": self.reason,
            "expires_ms": self.expires_ms,
        })
    }

    /// The one beside a command in its row, if there is one.
    pub(crate) fn beside(row: &AnyRow, now_ms: u64) -> Result<Option<Self>, Error> {
        let id: Option<String> = row.try_get("grant_id")?;
        let Some(id) = id else { return Ok(None) };
        let expires_ms = unsigned(row, "expires_ms")?;
        Ok(Some(Self {
            id,
            device: row.try_get("device")?,
            state: State::read(row, "grant_state", expires_ms, now_ms)?,
            password_asked: unsigned(row, "password_asked")? == 1,
            reason: row.try_get("reason")?,
            expires_ms,
            spent_by: row.try_get("spent_by")?,
        }))
    }
}

/// A grant by its id.
pub(crate) async fn find(context: &Context, id: &str) -> Result<Option<Grant>, Error> {
    let row = sqlx::query(
        "SELECT id AS grant_id, device, state AS grant_state, password_asked, reason, expires_ms,
             spent_by
         FROM grants WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(context.database.pool())
    .await?;
    match row {
        Some(row) => Grant::beside(&row, context.now_ms()),
        None => Ok(None),
    }
}

/// Inserts the grant of a new command; answers what the audit trail says of it.
pub(crate) async fn insert(
    tx: &mut Tx,
    now_ms: u64,
    (device, sequence): (&str, u64),
    password_asked: bool,
    reason: Option<&Reason>,
) -> Result<Value, Error> {
    let id = random_id()?;
    let expires_ms = now_ms + LIFETIME_MS;
    let reason = reason.map(Reason::as_str);
    sqlx::query(
        "INSERT INTO grants (id, device, sequence, state, password_asked, reason, attempts,
             issued_ms, expires_ms)
         VALUES ($1, $2, $3, 'live', $4, $5, 0, $6, $7)",
    )
    .bind(&id)
    .bind(device)
    .bind(big(sequence))
    .bind(i64::from(password_asked))
    .bind(reason)
    .bind(big(now_ms))
    .bind(big(expires_ms))
    .execute(&mut **tx)
    .await?;
    Ok(json!({
        "grant": id,
        "password": password(password_asked),
        "reason": reason,
        "expires_ms": expires_ms,
    }))
}

fn password(is_asked: bool) -> &'static str {
    if is_asked { "asked" } else { "waived" }
}

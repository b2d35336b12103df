//! Answers to resets, kept for ten minutes: a lost answer loses nothing, and nothing else is ever
//! answered under the same request id.

use crate::database::{Database, Tx, big};
use crate::error::{Error, Internal};
use crate::portal::Context;
use crate::secrets::hash_hex;
use passcode_core::portal::wire::ResetRequest;
use serde_json::json;
use sqlx::Row as _;
use sqlx::any::AnyRow;

const LIFETIME_MS: u64 = 10 * 60 * 1000;

/// An answer that was given.
pub(crate) struct Kept {
    request_digest: String,
    pub(crate) answer: String,
}

impl Kept {
    /// # Errors
    /// [`Error::Reused`] if it was given to another request.
    pub(crate) fn check(&self, request_digest: &str) -> Result<(), Error> {
        if self.request_digest == request_digest {
            Ok(())
        } else {
            Err(Error::Reused)
        }
    }
}

/// FORMAT: SHA-256 over the request's JSON with its fields in alphabetical order, without `secret`,
/// and with the user name as it is looked up: another case is the same name.
pub(crate) fn digest(request: &ResetRequest, user_name: &str) -> String {
    let sealed = &request.sealed_recovery_key;
    let fields = json!([
        ["app_version", request.app_version],
        ["escrow_key_id", request.escrow_key_id],
        ["fresh_key", request.fresh_key],
        ["generation", request.generation],
        ["grant", request.grant],
        ["sealed_recovery_key", sealed.ciphertext, sealed.enc],
        ["user_name", user_name],
        ["vault", request.vault],
    ]);
    hash_hex(fields.to_string().as_bytes())
}

/// The answer kept for a request id.
pub(crate) async fn find(
    context: &Context,
    device: &str,
    request_id: &str,
) -> Result<Option<Kept>, Error> {
    let row = sqlx::query(
        "SELECT request_digest, answer FROM kept_answers
         WHERE device = $1 AND request_id = $2 AND expires_ms > $3",
    )
    .bind(device)
    .bind(request_id)
    .bind(big(context.now_ms()))
    .fetch_optional(context.database.pool())
    .await?;
    row.as_ref().map(kept).transpose()
}

/// Removes what is kept no longer.
pub(crate) async fn tidy(database: &Database, now_ms: u64) -> Result<(), Error> {
    let kept = ("kept_answers", "device, request_id", "expires_ms");
    database.tidy(kept, now_ms).await
}

/// Keeps an answer, or finds the one that was kept for this request id in the meantime: what
/// counts is what comes back, and whether it is new.
pub(crate) async fn keep(
    tx: &mut Tx,
    now_ms: u64,
    (device, request_id): (&str, &str),
    (request_digest, answer): (&str, &str),
) -> Result<(Kept, bool), Error> {
    // `DO UPDATE` locks the row it meets, so that nobody forgets it before it is read.
    let inserted = sqlx::query(
        "INSERT INTO kept_answers (device, request_id, request_digest, answer, expires_ms)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (device, request_id) DO UPDATE SET
             request_digest = $3, answer = $4, expires_ms = $5
         WHERE kept_answers.expires_ms <= $6",
    )
    .bind(device)
    .bind(request_id)
    .bind(request_digest)
    .bind(answer)
    .bind(big(now_ms + LIFETIME_MS))
    .bind(big(now_ms))
    .execute(&mut **tx)
    .await?;
    let row = sqlx::query(
        "SELECT request_digest, answer FROM kept_answers WHERE device = $1 AND request_id = $2",
    )
    .bind(device)
    .bind(request_id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::Internal(Internal::Record))?;
    Ok((kept(&row)?, inserted.rows_affected() == 1))
}

/// Forgets an answer: the phone has it and its commit is done.
pub(crate) async fn forget(tx: &mut Tx, device: &str, request_id: &str) -> Result<bool, Error> {
    let forgotten = sqlx::query("DELETE FROM kept_answers WHERE device = $1 AND request_id = $2")
        .bind(device)
        .bind(request_id)
        .execute(&mut **tx)
        .await?;
    Ok(forgotten.rows_affected() == 1)
}

/// Forgets every answer for a device.
pub(crate) async fn forget_all(tx: &mut Tx, device: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM kept_answers WHERE device = $1")
        .bind(device)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn kept(row: &AnyRow) -> Result<Kept, Error> {
    Ok(Kept {
        request_digest: row.try_get("request_digest")?,
        answer: row.try_get("answer")?,
    })
}

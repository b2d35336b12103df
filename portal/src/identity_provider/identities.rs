//! Whose account somebody at the identity provider opens.
//!
//! The user name decides once, at the first sign-in. From then on it is the provider's own name for
//! the person (issuer and subject, OpenID Connect Core §5.7): who gets a name that another one had
//! before does not get the account.

use crate::audit::{self, Actor, Event};
use crate::database::{Tx, big};
use crate::error::Error;
use crate::one_time_pins;
use crate::portal::Context;
use crate::secrets::hash_hex;
use crate::sessions;
use serde_json::{Value, json};
use sqlx::Row as _;

/// Somebody at the provider. Of the subject only its SHA-256 is kept.
pub(super) struct Identity {
    pub(super) issuer: String,
    pub(super) subject_hash: String,
}

/// Whether an identity opens an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binding {
    Held,
    New,
    /// The identity, or the account, belongs to another one.
    Other,
}

impl Identity {
    pub(super) fn new(issuer: &str, subject: &str) -> Self {
        Self {
            issuer: issuer.to_owned(),
            subject_hash: hash_hex(subject.as_bytes()),
        }
    }

    /// For the audit trail.
    pub(super) fn to_json(&self) -> Value {
        json!({"issuer": self.issuer, "subject_sha256": self.subject_hash})
    }

    /// The account that it is bound to.
    pub(super) async fn account(&self, context: &Context) -> Result<Option<String>, Error> {
        let row = sqlx::query(ACCOUNT)
            .bind(&self.issuer)
            .bind(&self.subject_hash)
            .fetch_optional(context.database.pool())
            .await?;
        row.map(|row| Ok(row.try_get("account")?)).transpose()
    }

    /// Binds it to an account that the transaction holds, if `may_bind` and neither is bound yet.
    pub(super) async fn bind(
        &self,
        tx: &mut Tx,
        now_ms: u64,
        account: &str,
        may_bind: bool,
    ) -> Result<Binding, Error> {
        let row = sqlx::query(ACCOUNT)
            .bind(&self.issuer)
            .bind(&self.subject_hash)
            .fetch_optional(&mut **tx)
            .await?;
        if let Some(row) = row {
            let bound: String = row.try_get("account")?;
            let is_held = bound == account;
            return Ok(if is_held {
                Binding::Held
            } else {
                Binding::Other
            });
        }
        if !may_bind {
            return Ok(Binding::Other);
        }
        let made = sqlx::query(
            "INSERT INTO identities (issuer, subject_hash, account, bound_ms)
             VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(&self.issuer)
        .bind(&self.subject_hash)
        .bind(account)
        .bind(big(now_ms))
        .execute(&mut **tx)
        .await?;
        let is_new = made.rows_affected() == 1;
        Ok(if is_new { Binding::New } else { Binding::Other })
    }
}

const ACCOUNT: &str = "SELECT account FROM identities WHERE issuer = $1 AND subject_hash = $2";

/// Forgets who opens an account; how many there were.
pub(crate) async fn forget(tx: &mut Tx, account: &str) -> Result<u64, Error> {
    let forgotten = sqlx::query("DELETE FROM identities WHERE account = $1")
        .bind(account)
        .execute(&mut **tx)
        .await?;
    Ok(forgotten.rows_affected())
}

/// An administrator releases a user from who opened the account up to now: the next sign-in goes by
/// the user name again. Sessions end, live one-time PINs are cancelled. Again does no harm.
///
/// # Errors
/// [`Error::NoSuchUser`].
pub(crate) async fn release(
    context: &Context,
    administrator: &str,
    user: &str,
) -> Result<(), Error> {
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    let held = sqlx::query("UPDATE accounts SET salt = salt WHERE id = $1 AND role = 'user'")
        .bind(user)
        .execute(&mut *tx)
        .await?;
    if held.rows_affected() != 1 {
        return Err(Error::NoSuchUser);
    }
    if forget(&mut tx, user).await? == 0 {
        return Ok(());
    }
    let cancelled = one_time_pins::cancel_all_of(&mut tx, user).await?;
    sessions::end_all_of(&mut tx, user, None).await?;
    let event = Event::new(
        Actor::Administrator(administrator),
        "user.identity_released",
    );
    let detail = json!({"one_time_pins_cancelled": cancelled});
    audit::append(&mut tx, now_ms, event.account(Some(user)).detail(detail)).await?;
    Ok(tx.commit().await?)
}

//! Sessions of the self-service and the administration API: bearer tokens, kept as their SHA-256.
//!
//! A session ends 15 minutes after its last use and 8 hours after it began. A session of one role
//! is none of the other.

use crate::accounts::{self, Purpose, Role, Source, StaffRole};
use crate::audit::{self, Actor, Event};
use crate::database::{Tx, big};
use crate::error::Error;
use crate::mail;
use crate::notices::{self, Notice};
use crate::portal::Context;
use crate::secrets::{hash_hex, random_token};
use passcode_core::portal::wire::SecretText;
use sqlx::Row as _;
use zeroize::Zeroizing;

/// Without use, a session ends after this.
pub(crate) const IDLE_MS: u64 = 15 * 60 * 1000;
/// Whatever its use, a session ends after this.
pub(crate) const ABSOLUTE_MS: u64 = 8 * 60 * 60 * 1000;

/// A new session.
pub(crate) struct NewSession {
    pub(crate) token: Zeroizing<String>,
    pub(crate) expires_at_ms: u64,
}

/// Who is signed in.
pub(crate) struct SignedIn {
    pub(crate) account: String,
    pub(crate) token_hash: String,
    /// As it is now, not as it was at the sign-in. `None` for users.
    pub(crate) staff_role: Option<StaffRole>,
}

impl SignedIn {
    /// How the audit trail names it.
    pub(crate) fn actor(&self) -> Actor<'_> {
        let id = self.account.as_str();
        self.staff_role
            .map_or(Actor::User(id), |role| role.actor(id))
    }
}

/// Signs in.
///
/// # Errors
/// [`Error::Credentials`], [`Error::TooManyAttempts`].
pub(crate) async fn begin(
    context: &Context,
    role: Role,
    credentials: (&str, &SecretText),
    source: &Source,
) -> Result<NewSession, Error> {
    let verified = accounts::verify(context, role, credentials, source, Purpose::SignIn).await?;
    let token = random_token()?;
    let now_ms = context.now_ms();
    // Those that have reached their absolute end are not used any more, and so end up here too.
    let idle = ("sessions", "token_hash", "last_used_ms");
    let tidied = context.database.tidy(idle, now_ms.saturating_sub(IDLE_MS));
    tidied.await?;
    notices::tidy(&context.database, now_ms).await?;
    mail::tidy(context, now_ms).await?;
    let mut tx = context.database.begin().await?;
    verified.settle(&mut tx, now_ms).await?;
    let account = verified.account.id.as_str();
    sqlx::query(
        "INSERT INTO sessions (token_hash, account, created_ms, last_used_ms)
         VALUES ($1, $2, $3, $3)",
    )
    .bind(hash_hex(token.as_bytes()))
    .bind(account)
    .bind(big(now_ms))
    .execute(&mut *tx)
    .await?;
    if role == Role::User && verified.is_new_browser {
        notices::add(&mut tx, now_ms, account, Notice::NewBrowser, None).await?;
    }
    let event = Event::new(verified.account.actor(), "session.begun").account(Some(account));
    audit::append(&mut tx, now_ms, event).await?;
    tx.commit().await?;
    Ok(NewSession {
        token,
        expires_at_ms: now_ms + ABSOLUTE_MS,
    })
}

/// Who a token belongs to; using it keeps the session alive.
///
/// # Errors
/// [`Error::SignInNeeded`].
pub(crate) async fn resume(context: &Context, role: Role, token: &str) -> Result<SignedIn, Error> {
    let now_ms = context.now_ms();
    let token_hash = hash_hex(token.as_bytes());
    let row = sqlx::query(
        "UPDATE sessions SET last_used_ms = $1
         WHERE token_hash = $2 AND last_used_ms > $3 AND created_ms > $4
             AND account IN (SELECT id FROM accounts WHERE role = $5 AND disabled = 0)
         RETURNING account,
             (SELECT staff_role FROM accounts WHERE id = sessions.account) AS staff_role",
    )
    .bind(big(now_ms))
    .bind(&token_hash)
    .bind(big(now_ms.saturating_sub(IDLE_MS)))
    .bind(big(now_ms.saturating_sub(ABSOLUTE_MS)))
    .bind(role.as_str())
    .fetch_optional(context.database.pool())
    .await?
    .ok_or(Error::SignInNeeded)?;
    let staff_role: Option<String> = row.try_get("staff_role")?;
    Ok(SignedIn {
        account: row.try_get("account")?,
        token_hash,
        staff_role: staff_role.as_deref().and_then(StaffRole::parse),
    })
}

/// Signs out.
pub(crate) async fn end(context: &Context, session: &SignedIn) -> Result<(), Error> {
    let mut tx = context.database.begin().await?;
    sqlx::query("DELETE FROM sessions WHERE token_hash = $1")
        .bind(&session.token_hash)
        .execute(&mut *tx)
        .await?;
    let event = Event::new(session.actor(), "session.ended");
    audit::append(
        &mut tx,
        context.now_ms(),
        event.account(Some(&session.account)),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Ends every session of an account but one.
pub(crate) async fn end_all_of(
    tx: &mut Tx,
    account: &str,
    keep: Option<&str>,
) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE account = $1 AND token_hash <> $2")
        .bind(account)
        .bind(keep.unwrap_or_default())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

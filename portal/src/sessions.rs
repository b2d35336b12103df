//! Sessions of the self-service and the administration API: bearer tokens, kept as their SHA-256.
//!
//! A session ends 15 minutes after its last use and 8 hours after it began. A session of one role
//! is none of the other.

use crate::accounts::{self, Account, Purpose, Role, Source, StaffRole};
use crate::audit::{self, Actor, Event};
use crate::database::{Tx, big, unsigned};
use crate::error::Error;
use crate::mail;
use crate::notices::{self, Notice};
use crate::portal::Context;
use crate::secrets::{hash_hex, random_token};
use passcode_core::portal::wire::SecretText;
use serde_json::{Value, json};
use sqlx::Row as _;
use sqlx::any::AnyRow;
use zeroize::Zeroizing;

/// Without use, a session ends after this.
pub(crate) const IDLE_MS: u64 = 15 * 60 * 1000;
/// Whatever its use, a session ends after this.
pub(crate) const ABSOLUTE_MS: u64 = 8 * 60 * 60 * 1000;

/// For what is dangerous, a sign-in counts so long.
const FRESH_MS: u64 = 5 * 60 * 1000;

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
    /// When a password or the identity provider last proved who it is.
    pub(crate) authenticated_ms: u64,
}

impl SignedIn {
    /// How the audit trail names it.
    pub(crate) fn actor(&self) -> Actor<'_> {
        let id = self.account.as_str();
        self.staff_role
            .map_or(Actor::User(id), |role| role.actor(id))
    }

    /// Whether the last proof of who it is is recent enough for what is dangerous.
    pub(crate) fn is_fresh(&self, now_ms: u64) -> bool {
        self.authenticated_ms + FRESH_MS > now_ms
    }
}

/// By what somebody has just proved who they are.
pub(crate) struct Proof {
    /// When.
    pub(crate) authenticated_ms: u64,
    /// Whether it came from a browser that was never used for this account.
    pub(crate) is_new_browser: bool,
    /// What the audit trail says besides.
    pub(crate) detail: Value,
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
    tidy(context).await?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    verified.settle(&mut tx, now_ms).await?;
    let proof = Proof {
        authenticated_ms: now_ms,
        is_new_browser: verified.is_new_browser,
        detail: json!({}),
    };
    let session = open(&mut tx, now_ms, &verified.account, proof).await?;
    tx.commit().await?;
    Ok(session)
}

/// Removes what has run out, before a new session is made.
pub(crate) async fn tidy(context: &Context) -> Result<(), Error> {
    let now_ms = context.now_ms();
    // Those that have reached their absolute end are not used any more, and so end up here too.
    let idle = ("sessions", "token_hash", "last_used_ms");
    let tidied = context.database.tidy(idle, now_ms.saturating_sub(IDLE_MS));
    tidied.await?;
    notices::tidy(&context.database, now_ms).await?;
    mail::tidy(context, now_ms).await
}

/// Makes a session, in the transaction that holds the account and has made sure whose it is.
pub(crate) async fn open(
    tx: &mut Tx,
    now_ms: u64,
    account: &Account,
    proof: Proof,
) -> Result<NewSession, Error> {
    let token = random_token()?;
    let id = account.id.as_str();
    sqlx::query(
        "INSERT INTO sessions (token_hash, account, created_ms, last_used_ms, authenticated_ms)
         VALUES ($1, $2, $3, $3, $4)",
    )
    .bind(hash_hex(token.as_bytes()))
    .bind(id)
    .bind(big(now_ms))
    .bind(big(proof.authenticated_ms))
    .execute(&mut **tx)
    .await?;
    if account.staff_role.is_none() && proof.is_new_browser {
        notices::add(tx, now_ms, id, Notice::NewBrowser, None).await?;
    }
    let event = Event::new(account.actor(), "session.begun").account(Some(id));
    audit::append(tx, now_ms, event.detail(proof.detail)).await?;
    Ok(NewSession {
        token,
        expires_at_ms: now_ms + ABSOLUTE_MS,
    })
}

/// Verifies the password of a signed-in account again.
///
/// # Errors
/// [`Error::Credentials`], [`Error::TooManyAttempts`], [`Error::SignInNeeded`].
pub(crate) async fn confirm(
    context: &Context,
    session: &SignedIn,
    role: Role,
    password: &SecretText,
    source: &Source,
) -> Result<(), Error> {
    let user_name = accounts::name_of(context, &session.account).await?;
    let credentials = (user_name.as_str(), password);
    let verified = accounts::verify(context, role, credentials, source, Purpose::Confirm).await?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    verified.settle(&mut tx, now_ms).await?;
    let account = verified.account.id.as_str();
    prove(&mut tx, now_ms, (&session.token_hash, account), now_ms).await?;
    let event = Event::new(session.actor(), "session.confirmed").account(Some(account));
    audit::append(&mut tx, now_ms, event).await?;
    Ok(tx.commit().await?)
}

/// Notes on a live session of an account when its user last proved who it is.
///
/// # Errors
/// [`Error::SignInNeeded`].
pub(crate) async fn prove(
    tx: &mut Tx,
    now_ms: u64,
    (token_hash, account): (&str, &str),
    authenticated_ms: u64,
) -> Result<(), Error> {
    let proved = sqlx::query(
        "UPDATE sessions SET authenticated_ms = $1
         WHERE token_hash = $2 AND account = $3 AND last_used_ms > $4 AND created_ms > $5",
    )
    .bind(big(authenticated_ms))
    .bind(token_hash)
    .bind(account)
    .bind(big(now_ms.saturating_sub(IDLE_MS)))
    .bind(big(now_ms.saturating_sub(ABSOLUTE_MS)))
    .execute(&mut **tx)
    .await?;
    if proved.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::SignInNeeded)
    }
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
         RETURNING account, authenticated_ms,
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
    signed_in(&row, token_hash)
}

/// The same without keeping the session alive: for what a page asks by itself.
///
/// # Errors
/// [`Error::SignInNeeded`].
pub(crate) async fn look(context: &Context, role: Role, token: &str) -> Result<SignedIn, Error> {
    let now_ms = context.now_ms();
    let token_hash = hash_hex(token.as_bytes());
    let row = sqlx::query(
        "SELECT account, authenticated_ms,
             (SELECT staff_role FROM accounts WHERE id = sessions.account) AS staff_role
         FROM sessions
         WHERE token_hash = $1 AND last_used_ms > $2 AND created_ms > $3
             AND account IN (SELECT id FROM accounts WHERE role = $4 AND disabled = 0)",
    )
    .bind(&token_hash)
    .bind(big(now_ms.saturating_sub(IDLE_MS)))
    .bind(big(now_ms.saturating_sub(ABSOLUTE_MS)))
    .bind(role.as_str())
    .fetch_optional(context.database.pool())
    .await?
    .ok_or(Error::SignInNeeded)?;
    signed_in(&row, token_hash)
}

fn signed_in(row: &AnyRow, token_hash: String) -> Result<SignedIn, Error> {
    let staff_role: Option<String> = row.try_get("staff_role")?;
    Ok(SignedIn {
        account: row.try_get("account")?,
        authenticated_ms: unsigned(row, "authenticated_ms")?,
        token_hash,
        staff_role: staff_role.as_deref().and_then(StaffRole::parse),
    })
}

/// Whose session this is, as long as it is there.
pub(crate) async fn account_of(tx: &mut Tx, token_hash: &str) -> Result<Option<String>, Error> {
    let row = sqlx::query("SELECT account FROM sessions WHERE token_hash = $1")
        .bind(token_hash)
        .fetch_optional(&mut **tx)
        .await?;
    row.map(|row| Ok(row.try_get("account")?)).transpose()
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

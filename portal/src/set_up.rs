//! The first administrator: whoever holds the one-time token that the portal printed at its start.
//!
//! Once there is an administrator, no token is made and none is accepted.

use crate::accounts::{NewStaff, StaffRole};
use crate::audit::{self, Actor, Event};
use crate::error::Error;
use crate::portal::Context;
use crate::secrets::{hash_hex, random_token};
use passcode_core::portal::wire::SecretText;

/// Makes a token; the former one is no longer valid. `None` if there is an administrator.
pub(crate) async fn new_token(context: &Context) -> Result<Option<String>, Error> {
    let token = random_token()?;
    let stored = sqlx::query(
        "INSERT INTO set_up (one, token_hash, used) VALUES (1, $1, 0)
         ON CONFLICT (one) DO UPDATE SET token_hash = $1 WHERE set_up.used = 0",
    )
    .bind(hash_hex(token.as_bytes()))
    .execute(context.database.pool())
    .await?;
    // EXPOSE: the token, for whoever started the portal.
    Ok((stored.rows_affected() == 1).then(|| token.to_string()))
}

/// Whether there is an administrator.
pub(crate) async fn is_done(context: &Context) -> Result<bool, Error> {
    let done = sqlx::query("SELECT one FROM set_up WHERE one = 1 AND used = 1")
        .fetch_optional(context.database.pool())
        .await?;
    Ok(done.is_some())
}

/// Makes the first administrator; answers its id.
///
/// # Errors
/// [`Error::SetUp`], [`Error::UserName`], [`Error::PasswordLength`].
pub(crate) async fn set_up(
    context: &Context,
    token: &SecretText,
    user_name: &str,
    password: &SecretText,
) -> Result<String, Error> {
    // EXPOSE: the token, to be hashed.
    let token_hash = hash_hex(token.expose().as_bytes());
    check_token(context, &token_hash).await?;
    let role = StaffRole::Administrator;
    let new = NewStaff::prepare(context, role, user_name, password).await?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    let used =
        sqlx::query("UPDATE set_up SET used = 1 WHERE one = 1 AND used = 0 AND token_hash = $1")
            .bind(&token_hash)
            .execute(&mut *tx)
            .await?;
    if used.rows_affected() != 1 {
        return Err(Error::SetUp);
    }
    new.insert(&mut tx, now_ms).await?;
    let event = Event::new(Actor::Anonymous, "administrator.created").account(Some(&new.id));
    audit::append(&mut tx, now_ms, event).await?;
    tx.commit().await?;
    Ok(new.id)
}

/// Keeps strangers from making the portal derive. The conditional update above is what counts.
async fn check_token(context: &Context, token_hash: &str) -> Result<(), Error> {
    let found = sqlx::query("SELECT one FROM set_up WHERE used = 0 AND token_hash = $1")
        .bind(token_hash)
        .fetch_optional(context.database.pool())
        .await?;
    found.map(|_| ()).ok_or(Error::SetUp)
}

//! A new password: chosen by the user, or set by an administrator. Either way it ends what the old
//! one allowed: live one-time PINs and other sessions.

use super::{Purpose, Role, Source, Verifier, name_of, verify};
use crate::audit::{self, Actor, Event};
use crate::database::{Tx, big};
use crate::error::Error;
use crate::notices::{self, Notice};
use crate::one_time_pins;
use crate::portal::Context;
use crate::sessions::{self, SignedIn};
use passcode_core::portal::wire::SecretText;

/// A new password, derived, ready to be stored in a transaction.
pub(crate) struct NewPassword(Verifier);

impl NewPassword {
    /// Checks the password, and derives.
    pub(crate) async fn prepare(context: &Context, password: &SecretText) -> Result<Self, Error> {
        Verifier::derive(context, password).await.map(Self)
    }

    /// Puts it in the place of the former one, and nothing else; answers whether there is such an
    /// account.
    pub(crate) async fn put(
        &self,
        tx: &mut Tx,
        now_ms: u64,
        role: Role,
        account: &str,
    ) -> Result<bool, Error> {
        let stored = sqlx::query(
            "UPDATE accounts SET salt = $1, verifier = $2, password_set_ms = $3
             WHERE id = $4 AND role = $5",
        )
        .bind(self.0.salt.to_text())
        .bind(self.0.verifier.to_text())
        .bind(big(now_ms))
        .bind(account)
        .bind(role.as_str())
        .execute(&mut **tx)
        .await?;
        Ok(stored.rows_affected() == 1)
    }

    /// Stores it. Live one-time PINs of the user are cancelled, and every session ends but `keep`.
    async fn store(
        self,
        tx: &mut Tx,
        now_ms: u64,
        user: &str,
        actor: Actor<'_>,
        keep: Option<&str>,
    ) -> Result<(), Error> {
        if !self.put(tx, now_ms, Role::User, user).await? {
            return Err(Error::NoSuchUser);
        }
        let cancelled = one_time_pins::cancel_all_of(tx, user).await?;
        sessions::end_all_of(tx, user, keep).await?;
        let notice = if let Actor::User(_) = actor {
            Notice::PasswordChanged
        } else {
            Notice::PasswordSet
        };
        notices::add(tx, now_ms, user, notice, None).await?;
        let event = Event::new(actor, "user.password_set").account(Some(user));
        let detail = serde_json::json!({"one_time_pins_cancelled": cancelled});
        audit::append(tx, now_ms, event.detail(detail)).await
    }
}

/// A user changes the password, after signing in again.
///
/// # Errors
/// [`Error::PasswordLength`], [`Error::Credentials`], [`Error::TooManyAttempts`].
pub(crate) async fn change_password(
    context: &Context,
    session: &SignedIn,
    password: &SecretText,
    new_password: &SecretText,
    source: &Source,
) -> Result<(), Error> {
    let user = session.account.as_str();
    let new = NewPassword::prepare(context, new_password).await?;
    let user_name = name_of(context, user).await?;
    let credentials = (user_name.as_str(), password);
    let verified = verify(
        context,
        Role::User,
        credentials,
        source,
        Purpose::ChangePassword,
    )
    .await?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    verified.settle(&mut tx, now_ms).await?;
    new.store(
        &mut tx,
        now_ms,
        user,
        Actor::User(user),
        Some(&session.token_hash),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// An administrator sets a user's password.
///
/// # Errors
/// [`Error::PasswordLength`], [`Error::NoSuchUser`].
pub(crate) async fn set_password(
    context: &Context,
    administrator: &str,
    user: &str,
    password: &SecretText,
) -> Result<(), Error> {
    let new = NewPassword::prepare(context, password).await?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    new.store(
        &mut tx,
        now_ms,
        user,
        Actor::Administrator(administrator),
        None,
    )
    .await?;
    Ok(tx.commit().await?)
}

//! Accounts of users and administrators: two roles that never stand in for each other.
//!
//! A password is kept only as its verifier. Whether an account exists is never said: an unknown one
//! costs the same work and gets the same answer.

mod derivation;
mod password;
mod text;
mod verify;

pub(crate) use derivation::{Derivations, Derived};
pub(crate) use password::{change_password, set_password};
pub(crate) use text::{fold_name, normalise_secret};
pub(crate) use verify::{Purpose, Source, derive, matches_password, verify};

use crate::audit::{self, Actor, Event};
use crate::database::{Tx, big, unsigned};
use crate::error::{Error, Internal};
use crate::portal::Context;
use crate::secrets::{random_bytes, random_id};
use passcode_core::portal::wire::{Base64, SecretText};
use serde::Serialize;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use utoipa::ToSchema;

/// What an account is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Owns devices; uses the self-service API.
    User,
    /// Sets the rules; uses the administration API.
    Administrator,
}

impl Role {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Administrator => "administrator",
        }
    }

    pub(crate) fn actor(self, id: &str) -> Actor<'_> {
        match self {
            Self::User => Actor::User(id),
            Self::Administrator => Actor::Administrator(id),
        }
    }
}

/// An account with what verifies its password.
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) salt: [u8; 16],
    verifier: Derived,
}

/// An account as administrators see it.
#[derive(Serialize, ToSchema)]
#[schema(as = User)]
pub(crate) struct AccountSummary {
    id: String,
    user_name: String,
    created_ms: u64,
    password_set_ms: u64,
}

/// Looks an account up by its folded name.
pub(crate) async fn find_by_name(
    context: &Context,
    role: Role,
    folded_name: &str,
) -> Result<Option<Account>, Error> {
    let row =
        sqlx::query("SELECT id, salt, verifier FROM accounts WHERE role = $1 AND folded_name = $2")
            .bind(role.as_str())
            .bind(folded_name)
            .fetch_optional(context.database.pool())
            .await?;
    row.as_ref().map(account).transpose()
}

/// The user name of a signed-in account.
pub(crate) async fn name_of(context: &Context, id: &str) -> Result<String, Error> {
    let row = sqlx::query("SELECT user_name FROM accounts WHERE id = $1")
        .bind(id)
        .fetch_one(context.database.pool())
        .await?;
    Ok(row.try_get("user_name")?)
}

/// Every user.
pub(crate) async fn list_users(context: &Context) -> Result<Vec<AccountSummary>, Error> {
    sqlx::query(
        "SELECT id, user_name, created_ms, password_set_ms FROM accounts
         WHERE role = 'user' ORDER BY folded_name",
    )
    .fetch_all(context.database.pool())
    .await?
    .iter()
    .map(summary)
    .collect()
}

/// One user.
pub(crate) async fn user(context: &Context, id: &str) -> Result<AccountSummary, Error> {
    let row = sqlx::query(
        "SELECT id, user_name, created_ms, password_set_ms FROM accounts
         WHERE role = 'user' AND id = $1",
    )
    .bind(id)
    .fetch_optional(context.database.pool())
    .await?;
    summary(&row.ok_or(Error::NoSuchUser)?)
}

/// A new account whose password is derived, ready to be inserted in a transaction.
pub(crate) struct NewAccount<'a> {
    pub(crate) id: String,
    role: Role,
    user_name: &'a str,
    salt: Base64,
    verifier: Base64,
}

impl<'a> NewAccount<'a> {
    /// Checks name and password, and derives.
    pub(crate) async fn prepare(
        context: &Context,
        role: Role,
        user_name: &'a str,
        password: &SecretText,
    ) -> Result<Self, Error> {
        text::check_name(user_name)?;
        let (salt, verifier) = derive_new(context, password).await?;
        Ok(Self {
            id: random_id()?,
            role,
            user_name,
            salt,
            verifier,
        })
    }

    /// Inserts it.
    ///
    /// # Errors
    /// [`Error::UserExists`].
    pub(crate) async fn insert(&self, tx: &mut Tx, now_ms: u64) -> Result<(), Error> {
        let inserted = sqlx::query(
            "INSERT INTO accounts (id, role, user_name, folded_name, salt, verifier, created_ms,
                 password_set_ms)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT DO NOTHING",
        )
        .bind(&self.id)
        .bind(self.role.as_str())
        .bind(self.user_name)
        .bind(fold_name(self.user_name))
        .bind(self.salt.to_text())
        .bind(self.verifier.to_text())
        .bind(big(now_ms))
        .execute(&mut **tx)
        .await?;
        if inserted.rows_affected() == 1 {
            Ok(())
        } else {
            Err(Error::UserExists)
        }
    }
}

/// An administrator adds a user.
pub(crate) async fn create_user(
    context: &Context,
    administrator: &str,
    user_name: &str,
    password: &SecretText,
) -> Result<String, Error> {
    let new = NewAccount::prepare(context, Role::User, user_name, password).await?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    new.insert(&mut tx, now_ms).await?;
    let event = Event::new(Actor::Administrator(administrator), "user.created");
    audit::append(&mut tx, now_ms, event.account(Some(&new.id))).await?;
    tx.commit().await?;
    Ok(new.id)
}

/// SECURITY: the salt changes with every password, so it also tells whether the password is still
/// the one that was verified. Holds until the transaction ends.
pub(crate) async fn check_unchanged(tx: &mut Tx, account: &Account) -> Result<(), Error> {
    let found = sqlx::query("UPDATE accounts SET salt = salt WHERE id = $1 AND salt = $2")
        .bind(&account.id)
        .bind(Base64(account.salt.to_vec()).to_text())
        .execute(&mut **tx)
        .await?;
    if found.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::Credentials)
    }
}

async fn derive_new(context: &Context, password: &SecretText) -> Result<(Base64, Base64), Error> {
    // EXPOSE: the password, for the derivation.
    let password = text::new_password(password.expose())?;
    let salt = *random_bytes::<16>()?;
    let verifier = context.derivations.derive(password, salt).await?;
    Ok((Base64(salt.to_vec()), Base64(verifier.to_vec())))
}

fn account(row: &AnyRow) -> Result<Account, Error> {
    let bytes = |column| -> Result<Vec<u8>, Error> {
        let text: String = row.try_get(column)?;
        Base64::from_text(&text)
            .map(|bytes| bytes.0)
            .ok_or(Error::Internal(Internal::Record))
    };
    let damaged = |_| Error::Internal(Internal::Record);
    Ok(Account {
        id: row.try_get("id")?,
        salt: bytes("salt")?.try_into().map_err(damaged)?,
        verifier: Derived::new(bytes("verifier")?.try_into().map_err(damaged)?),
    })
}

fn summary(row: &AnyRow) -> Result<AccountSummary, Error> {
    Ok(AccountSummary {
        id: row.try_get("id")?,
        user_name: row.try_get("user_name")?,
        created_ms: unsigned(row, "created_ms")?,
        password_set_ms: unsigned(row, "password_set_ms")?,
    })
}

//! Users as staff see and keep them: name, when the password was set, how they sign in.

use super::{Language, Newcomer, Profile, SignIn, add_user};
use crate::audit::{self, Actor, Event};
use crate::by_name;
use crate::database::{Query, optional, unsigned};
use crate::error::{Error, Internal};
use crate::identity_provider;
use crate::one_time_pins;
use crate::paging::{Cursor, Page, Placed, Way};
use crate::portal::Context;
use crate::sessions;
use passcode_core::portal::wire::SecretText;
use serde::Serialize;
use serde_json::json;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use utoipa::ToSchema;

/// A user as staff see it.
#[derive(Serialize, ToSchema)]
#[schema(as = User)]
pub(crate) struct AccountSummary {
    id: String,
    user_name: String,
    #[schema(required)]
    display_name: Option<String>,
    #[schema(required)]
    email: Option<String>,
    #[schema(required)]
    language: Option<Language>,
    created_ms: u64,
    /// `null`: no password yet.
    #[schema(required)]
    password_set_ms: Option<u64>,
    sign_in: SignIn,
}

/// One page of the users, in the order of their names.
pub(crate) async fn list_users(
    context: &Context,
    cursor: Option<&Cursor>,
    limit: u32,
) -> Result<Page<AccountSummary>, Error> {
    let mut query = Query::new(
        "SELECT id, user_name, display_name, email, language, created_ms,
             NULLIF(password_set_ms, 0) AS password_set_ms, sign_in, folded_name
         FROM accounts WHERE role = 'user'",
    );
    let is_before = cursor.is_some_and(|cursor| cursor.way == Way::Before);
    let (beyond, order) = if is_before {
        (" AND folded_name < ", " ORDER BY folded_name DESC LIMIT ")
    } else {
        (" AND folded_name > ", " ORDER BY folded_name LIMIT ")
    };
    if let Some(cursor) = cursor {
        query.then(beyond).text(&cursor.key);
    }
    query.then(order).number(i64::from(limit) + 1);
    let rows = query.rows(context.database.pool()).await?;
    let placed = |row: &AnyRow| {
        Ok(Placed {
            key: row.try_get("folded_name")?,
            id: row.try_get("id")?,
            row: summary(row)?,
        })
    };
    let read: Vec<_> = rows.iter().map(placed).collect::<Result<_, Error>>()?;
    Ok(Page::cut(by_name::LIST, cursor, limit, read))
}

/// One user.
///
/// # Errors
/// [`Error::NoSuchUser`].
pub(crate) async fn user(context: &Context, id: &str) -> Result<AccountSummary, Error> {
    let row = sqlx::query(
        "SELECT id, user_name, display_name, email, language, created_ms,
             NULLIF(password_set_ms, 0) AS password_set_ms, sign_in
         FROM accounts
         WHERE role = 'user' AND id = $1",
    )
    .bind(id)
    .fetch_optional(context.database.pool())
    .await?;
    summary(&row.ok_or(Error::NoSuchUser)?)
}

/// An administrator adds a user who signs in with a password.
///
/// # Errors
/// [`Error::UserName`], [`Error::PasswordLength`], [`Error::UserExists`].
pub(crate) async fn create_user(
    context: &Context,
    administrator: &str,
    (user_name, password): (&str, &SecretText),
    profile: Profile,
) -> Result<String, Error> {
    let newcomer = Newcomer {
        user_name,
        profile: &profile,
        sign_in: SignIn::Password,
        password: Some(password),
    };
    add_user(context, administrator, &newcomer).await
}

/// An administrator says how a user signs in. What the former way allowed ends: sessions and live
/// one-time PINs, and who the identity provider says it is. Enrolled devices stay.
///
/// # Errors
/// [`Error::NoSuchUser`].
pub(crate) async fn set_sign_in(
    context: &Context,
    administrator: &str,
    user: &str,
    sign_in: SignIn,
) -> Result<(), Error> {
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    let set = sqlx::query(
        "UPDATE accounts SET sign_in = $1 WHERE id = $2 AND role = 'user' AND sign_in <> $1",
    )
    .bind(sign_in.as_str())
    .bind(user)
    .execute(&mut *tx)
    .await?;
    if set.rows_affected() != 1 {
        drop(tx);
        // It is so already, or there is nobody.
        return self::user(context, user).await.map(|_| ());
    }
    identity_provider::forget(&mut tx, user).await?;
    let cancelled = one_time_pins::cancel_all_of(&mut tx, user).await?;
    sessions::end_all_of(&mut tx, user, None).await?;
    let event = Event::new(Actor::Administrator(administrator), "user.sign_in_set");
    let event = event
        .account(Some(user))
        .detail(json!({"sign_in": sign_in, "one_time_pins_cancelled": cancelled}));
    audit::append(&mut tx, now_ms, event).await?;
    Ok(tx.commit().await?)
}

fn summary(row: &AnyRow) -> Result<AccountSummary, Error> {
    let sign_in: String = row.try_get("sign_in")?;
    Ok(AccountSummary {
        id: row.try_get("id")?,
        user_name: row.try_get("user_name")?,
        display_name: row.try_get("display_name")?,
        email: row.try_get("email")?,
        language: Language::read(row)?,
        created_ms: unsigned(row, "created_ms")?,
        password_set_ms: optional(row, "password_set_ms")?,
        sign_in: SignIn::parse(&sign_in).ok_or(Error::Internal(Internal::Record))?,
    })
}

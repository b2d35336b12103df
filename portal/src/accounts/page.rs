//! Users a page at a time, and one user with everything that staff see of it.
//!
//! However many users there are, a page reads as many as it shows, and one pass over the names where
//! something is searched.

use super::{Language, SignIn};
use crate::by_name::{Cursor, List, Page};
use crate::database::{optional, places, unsigned};
use crate::error::{Error, Internal};
use crate::groups::{self, Named};
use crate::portal::Context;
use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};
use std::collections::HashMap;
use utoipa::ToSchema;

/// How many groups of a user are named in a list.
const GROUPS_NAMED: u8 = 3;

/// Which users; nothing means all.
#[derive(Default)]
pub(crate) struct UserFilter {
    /// Part of the user name, the display name or the e-mail address.
    pub(crate) search: String,
    /// A group's id.
    pub(crate) group: Option<String>,
    /// A group's id: who is not in it.
    pub(crate) outside: Option<String>,
    pub(crate) sign_in: Option<SignIn>,
}

/// A user in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserRow {
    pub(crate) id: String,
    pub(crate) user_name: String,
    #[schema(required)]
    pub(crate) display_name: Option<String>,
    #[schema(required)]
    pub(crate) email: Option<String>,
    pub(crate) sign_in: SignIn,
    /// How many are not retired.
    pub(crate) devices: u64,
    /// The names of the first three.
    pub(crate) groups: Vec<String>,
    /// How many there are.
    pub(crate) group_count: u64,
}

/// A user with everything that staff see of it.
#[derive(Serialize, ToSchema)]
#[schema(as = UserDetails)]
pub(crate) struct Details {
    pub(crate) id: String,
    pub(crate) user_name: String,
    #[schema(required)]
    pub(crate) display_name: Option<String>,
    #[schema(required)]
    pub(crate) email: Option<String>,
    #[schema(required)]
    pub(crate) language: Option<Language>,
    pub(crate) sign_in: SignIn,
    pub(crate) created_ms: u64,
    /// `null`: no password yet.
    #[schema(required)]
    pub(crate) password_set_ms: Option<u64>,
    /// Whether there is one; without, nobody signs in with one.
    pub(crate) has_password: bool,
    /// How many devices are not retired.
    pub(crate) devices: u64,
    pub(crate) groups: Vec<Named>,
}

/// A page of users, by their names.
pub(crate) async fn page_users(
    context: &Context,
    filter: &UserFilter,
    cursor: Option<&Cursor>,
    limit: u32,
) -> Result<Page<UserRow>, Error> {
    let mut list = List::new(
        "id, user_name, display_name, email, sign_in,
         (SELECT COUNT(*) FROM devices WHERE account = accounts.id AND state <> 'retired')
             AS devices",
        "accounts",
    )
    .only("role = ?", "user")
    .holding(r"searched LIKE ? ESCAPE '\'", &filter.search);
    if let Some(group) = &filter.group {
        let members = "id IN (SELECT account FROM group_members WHERE user_group = ?)";
        list = list.only(members, group);
    }
    if let Some(group) = &filter.outside {
        let members = "id NOT IN (SELECT account FROM group_members WHERE user_group = ?)";
        list = list.only(members, group);
    }
    if let Some(sign_in) = filter.sign_in {
        list = list.only("sign_in = ?", sign_in.as_str());
    }
    let mut page = list
        .page(&context.database, cursor, limit, user_row)
        .await?;
    let mut groups = first_groups(context, &page.rows).await?;
    for row in &mut page.rows {
        (row.groups, row.group_count) = groups.remove(&row.id).unwrap_or_default();
    }
    Ok(page)
}

/// The names of the first groups of each user, and how many there are.
async fn first_groups(
    context: &Context,
    users: &[UserRow],
) -> Result<HashMap<String, (Vec<String>, u64)>, Error> {
    let mut found: HashMap<_, (Vec<_>, _)> = HashMap::new();
    if users.is_empty() {
        return Ok(found);
    }
    let text = format!(
        "SELECT account, name, number FROM
             (SELECT account, name, COUNT(*) OVER (PARTITION BY account) AS number,
                  ROW_NUMBER() OVER (PARTITION BY account ORDER BY folded_name) AS place
              FROM group_members JOIN user_groups ON user_groups.id = user_group
              WHERE account IN {}) AS ranked
         WHERE place <= {GROUPS_NAMED} ORDER BY place",
        places(1, users.len())
    );
    let mut query = sqlx::query(AssertSqlSafe(text));
    for user in users {
        query = query.bind(&user.id);
    }
    for row in query.fetch_all(context.database.pool()).await? {
        let (names, number) = found.entry(row.try_get("account")?).or_default();
        names.push(row.try_get("name")?);
        *number = unsigned(&row, "number")?;
    }
    Ok(found)
}

/// One user.
///
/// # Errors
/// [`Error::NoSuchUser`].
pub(crate) async fn details(context: &Context, id: &str) -> Result<Details, Error> {
    let row = sqlx::query(
        "SELECT id, user_name, display_name, email, language, sign_in, created_ms,
             NULLIF(password_set_ms, 0) AS password_set_ms,
             (SELECT COUNT(*) FROM devices WHERE account = accounts.id AND state <> 'retired')
                 AS devices
         FROM accounts WHERE role = 'user' AND id = $1",
    )
    .bind(id)
    .fetch_optional(context.database.pool())
    .await?
    .ok_or(Error::NoSuchUser)?;
    let password_set_ms = optional(&row, "password_set_ms")?;
    Ok(Details {
        id: row.try_get("id")?,
        user_name: row.try_get("user_name")?,
        display_name: row.try_get("display_name")?,
        email: row.try_get("email")?,
        language: Language::read(&row)?,
        sign_in: sign_in(&row)?,
        created_ms: unsigned(&row, "created_ms")?,
        password_set_ms,
        has_password: password_set_ms.is_some(),
        devices: unsigned(&row, "devices")?,
        groups: groups::of_user(context, id).await?,
    })
}

fn user_row(row: &AnyRow) -> Result<UserRow, Error> {
    Ok(UserRow {
        id: row.try_get("id")?,
        user_name: row.try_get("user_name")?,
        display_name: row.try_get("display_name")?,
        email: row.try_get("email")?,
        sign_in: sign_in(row)?,
        devices: unsigned(row, "devices")?,
        groups: Vec::new(),
        group_count: 0,
    })
}

fn sign_in(row: &AnyRow) -> Result<SignIn, Error> {
    let text: String = row.try_get("sign_in")?;
    SignIn::parse(&text).ok_or(Error::Internal(Internal::Record))
}

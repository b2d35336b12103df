//! Groups, and the members of one, a page at a time.

use super::{Named, Summary, summary};
use crate::by_name::{Cursor, List, Page};
use crate::error::Error;
use crate::portal::Context;
use serde::Serialize;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use utoipa::ToSchema;

/// A member of a group in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = GroupMember)]
pub(crate) struct Member {
    pub(crate) id: String,
    pub(crate) user_name: String,
    #[schema(required)]
    pub(crate) display_name: Option<String>,
    #[schema(required)]
    pub(crate) email: Option<String>,
}

/// A page of groups, by their names.
pub(crate) async fn page(
    context: &Context,
    search: &str,
    cursor: Option<&Cursor>,
    limit: u32,
) -> Result<Page<Summary>, Error> {
    let columns = "id, name,
        (SELECT COUNT(*) FROM group_members WHERE user_group = id) AS members";
    let list = List::new(columns, "user_groups");
    let list = list.holding(r"folded_name LIKE ? ESCAPE '\'", search);
    list.page(&context.database, cursor, limit, summary).await
}

/// One group, without its members.
///
/// # Errors
/// [`Error::NoSuchGroup`].
pub(crate) async fn heading(context: &Context, id: &str) -> Result<Summary, Error> {
    let row = sqlx::query(
        "SELECT id, name, (SELECT COUNT(*) FROM group_members WHERE user_group = id) AS members
         FROM user_groups WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(context.database.pool())
    .await?;
    summary(&row.ok_or(Error::NoSuchGroup)?)
}

/// A page of a group's members, by their names.
///
/// # Errors
/// [`Error::NoSuchGroup`].
pub(crate) async fn members_page(
    context: &Context,
    group: &str,
    search: &str,
    cursor: Option<&Cursor>,
    limit: u32,
) -> Result<Page<Member>, Error> {
    let found = sqlx::query("SELECT id FROM user_groups WHERE id = $1")
        .bind(group)
        .fetch_optional(context.database.pool())
        .await?;
    found.ok_or(Error::NoSuchGroup)?;
    let list = List::new("id, user_name, display_name, email", "accounts")
        .only("role = ?", "user")
        .only(
            "id IN (SELECT account FROM group_members WHERE user_group = ?)",
            group,
        )
        .holding(r"searched LIKE ? ESCAPE '\'", search);
    list.page(&context.database, cursor, limit, member).await
}

/// The groups of a user.
pub(crate) async fn of_user(context: &Context, user: &str) -> Result<Vec<Named>, Error> {
    let groups = "SELECT id, name FROM user_groups
         WHERE id IN (SELECT user_group FROM group_members WHERE account = $1)
         ORDER BY folded_name";
    super::named(context, groups, user).await
}

fn member(row: &AnyRow) -> Result<Member, Error> {
    Ok(Member {
        id: row.try_get("id")?,
        user_name: row.try_get("user_name")?,
        display_name: row.try_get("display_name")?,
        email: row.try_get("email")?,
    })
}

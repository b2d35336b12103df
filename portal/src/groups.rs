//! Groups of users: what configurations are assigned to.
//!
//! Putting in and taking out may be repeated without harm. A group to which a configuration is
//! assigned is not deleted: that would give its members' phones other rules without anybody saying
//! so.

mod bulk;
mod one_user;
mod page;

pub(crate) use bulk::{add_members, by_names, hold_all};
pub(crate) use one_user::change_of_user;
pub(crate) use page::{Member, heading, members_page, of_user, page};

use crate::audit::{self, Actor, Event};
use crate::database::{Tx, big, unsigned};
use crate::error::Error;
use crate::label::Label;
use crate::portal::Context;
use crate::secrets::random_id;
use serde::Serialize;
use serde_json::json;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use utoipa::ToSchema;

/// A group as staff see it in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = GroupSummary)]
pub(crate) struct Summary {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) members: u64,
}

/// A thing with a name, as it is shown.
#[derive(Serialize, ToSchema)]
pub(crate) struct Named {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// A group with who is in it and what applies through it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Group {
    id: String,
    name: String,
    members: Vec<Named>,
    configurations: Vec<Named>,
}

/// Every group.
pub(crate) async fn list(context: &Context) -> Result<Vec<Summary>, Error> {
    let rows = sqlx::query(
        "SELECT id, name, (SELECT COUNT(*) FROM group_members WHERE user_group = id) AS members
         FROM user_groups ORDER BY folded_name",
    )
    .fetch_all(context.database.pool())
    .await?;
    rows.iter().map(summary).collect()
}

/// One group.
///
/// # Errors
/// [`Error::NoSuchGroup`].
pub(crate) async fn find(context: &Context, id: &str) -> Result<Group, Error> {
    let row = sqlx::query("SELECT name FROM user_groups WHERE id = $1")
        .bind(id)
        .fetch_optional(context.database.pool())
        .await?
        .ok_or(Error::NoSuchGroup)?;
    let members = "SELECT id, user_name AS name FROM accounts
         WHERE id IN (SELECT account FROM group_members WHERE user_group = $1)
         ORDER BY folded_name";
    let configurations = "SELECT id, name FROM configurations
         WHERE id IN (SELECT configuration FROM configuration_groups WHERE user_group = $1)
         ORDER BY platform DESC, place";
    Ok(Group {
        id: id.to_owned(),
        name: row.try_get("name")?,
        members: named(context, members, id).await?,
        configurations: named(context, configurations, id).await?,
    })
}

/// A new group without members; answers its id.
///
/// # Errors
/// [`Error::Name`], [`Error::NameTaken`].
pub(crate) async fn create(
    context: &Context,
    administrator: &str,
    name: &str,
) -> Result<String, Error> {
    let name = Label::parse(name)?;
    let id = random_id()?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    if !insert(&mut tx, now_ms, &id, &name).await? {
        return Err(Error::NameTaken);
    }
    let event = Event::new(Actor::Administrator(administrator), "group.created");
    let event = event.detail(json!({"group": id, "name": name.text}));
    audit::append(&mut tx, now_ms, event).await?;
    tx.commit().await?;
    Ok(id)
}

/// Inserts a group; answers whether the name was free.
pub(crate) async fn insert(
    tx: &mut Tx,
    now_ms: u64,
    id: &str,
    name: &Label,
) -> Result<bool, Error> {
    let inserted = sqlx::query(
        "INSERT INTO user_groups (id, name, folded_name, created_ms) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING",
    )
    .bind(id)
    .bind(&name.text)
    .bind(&name.folded)
    .bind(big(now_ms))
    .execute(&mut **tx)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Gives a group another name.
///
/// # Errors
/// [`Error::Name`], [`Error::NameTaken`], [`Error::NoSuchGroup`].
pub(crate) async fn rename(
    context: &Context,
    administrator: &str,
    id: &str,
    name: &str,
) -> Result<(), Error> {
    let name = Label::parse(name)?;
    let mut tx = context.database.begin().await?;
    let former = hold(&mut tx, id).await?;
    let renamed = sqlx::query("UPDATE user_groups SET name = $1, folded_name = $2 WHERE id = $3")
        .bind(&name.text)
        .bind(&name.folded)
        .bind(id)
        .execute(&mut *tx)
        .await;
    renamed.map_err(Error::name_taken)?;
    let event = Event::new(Actor::Administrator(administrator), "group.renamed");
    let event = event.detail(json!({"group": id, "from": former, "to": name.text}));
    audit::append(&mut tx, context.now_ms(), event).await?;
    Ok(tx.commit().await?)
}

/// Deletes a group; its members only stop being members.
///
/// # Errors
/// [`Error::NoSuchGroup`], [`Error::GroupInUse`].
pub(crate) async fn delete(context: &Context, administrator: &str, id: &str) -> Result<(), Error> {
    let mut tx = context.database.begin().await?;
    let name = hold(&mut tx, id).await?;
    let assigned = "SELECT configuration FROM configuration_groups WHERE user_group = $1 LIMIT 1";
    let assigned = sqlx::query(assigned)
        .bind(id)
        .fetch_optional(&mut *tx)
        .await?;
    if assigned.is_some() {
        return Err(Error::GroupInUse);
    }
    for delete in [
        "DELETE FROM group_members WHERE user_group = $1",
        "DELETE FROM user_groups WHERE id = $1",
    ] {
        sqlx::query(delete).bind(id).execute(&mut *tx).await?;
    }
    let event = Event::new(Actor::Administrator(administrator), "group.deleted");
    let event = event.detail(json!({"group": id, "name": name}));
    audit::append(&mut tx, context.now_ms(), event).await?;
    Ok(tx.commit().await?)
}

/// Puts users in and takes users out; who is in already, or not, stays so. All or none.
///
/// # Errors
/// [`Error::NoSuchGroup`], [`Error::NoSuchUser`].
pub(crate) async fn change_members(
    context: &Context,
    administrator: &str,
    id: &str,
    (put_in, take_out): (&[String], &[String]),
) -> Result<(), Error> {
    let mut tx = context.database.begin().await?;
    hold(&mut tx, id).await?;
    let mut came = Vec::new();
    for user in put_in {
        if put_one_in(&mut tx, id, user).await? {
            came.push(user);
        }
    }
    let mut went = Vec::new();
    for user in take_out {
        let deleted =
            sqlx::query("DELETE FROM group_members WHERE user_group = $1 AND account = $2")
                .bind(id)
                .bind(user)
                .execute(&mut *tx)
                .await?;
        if deleted.rows_affected() == 1 {
            went.push(user);
        }
    }
    if !came.is_empty() || !went.is_empty() {
        let event = Event::new(Actor::Administrator(administrator), "group.members_changed");
        let event = event.detail(json!({"group": id, "put_in": came, "taken_out": went}));
        audit::append(&mut tx, context.now_ms(), event).await?;
    }
    Ok(tx.commit().await?)
}

async fn put_one_in(tx: &mut Tx, group: &str, user: &str) -> Result<bool, Error> {
    let found = sqlx::query("SELECT id FROM accounts WHERE id = $1 AND role = 'user'")
        .bind(user)
        .fetch_optional(&mut **tx)
        .await?;
    if found.is_none() {
        return Err(Error::NoSuchUser);
    }
    let inserted = sqlx::query(
        "INSERT INTO group_members (user_group, account) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    )
    .bind(group)
    .bind(user)
    .execute(&mut **tx)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Keeps a group as it is until the transaction ends; answers its name.
///
/// # Errors
/// [`Error::NoSuchGroup`].
pub(crate) async fn hold(tx: &mut Tx, id: &str) -> Result<String, Error> {
    let row = sqlx::query("UPDATE user_groups SET name = name WHERE id = $1 RETURNING name")
        .bind(id)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(row.ok_or(Error::NoSuchGroup)?.try_get("name")?)
}

fn summary(row: &AnyRow) -> Result<Summary, Error> {
    Ok(Summary {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        members: unsigned(row, "members")?,
    })
}

async fn named(context: &Context, query: &'static str, id: &str) -> Result<Vec<Named>, Error> {
    let rows = sqlx::query(query)
        .bind(id)
        .fetch_all(context.database.pool())
        .await?;
    let named = |row: &AnyRow| -> Result<Named, Error> {
        Ok(Named {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
        })
    };
    rows.iter().map(named).collect()
}

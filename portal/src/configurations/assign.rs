//! Further configurations: made, named, assigned to groups, put in order, deleted.
//!
//! A new one is the last to win and assigned to nobody, so making one changes nothing. The order is
//! one list without ties or gaps of meaning. One that is assigned is not deleted: its phones would
//! get other rules without anybody saying so.

use super::keep_version;
use crate::audit::{self, Actor, Event};
use crate::database::{Tx, big, unsigned};
use crate::error::Error;
use crate::groups;
use crate::label::Label;
use crate::portal::Context;
use crate::secrets::random_id;
use passcode_core::policy::Policy;
use passcode_core::portal::wire::Platform;
use serde_json::{Value, json};
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// A new configuration, the last of its platform; answers its id.
///
/// # Errors
/// [`Error::Name`], [`Error::NameTaken`], [`Error::Policy`].
pub(crate) async fn create(
    context: &Context,
    administrator: &str,
    name: &str,
    platform: Platform,
    rules: &Value,
) -> Result<String, Error> {
    let name = Label::parse(name)?;
    let rules = Policy::parse(rules)?.to_json();
    let id = random_id()?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    hold_order(&mut tx, platform).await?;
    let inserted = sqlx::query(
        "INSERT INTO configurations (id, platform, place, name, folded_name, version, rules)
         SELECT $1, $2, MAX(place) + 1, $3, $4, 1, $5 FROM configurations WHERE platform = $2
         ON CONFLICT DO NOTHING",
    )
    .bind(&id)
    .bind(platform.as_str())
    .bind(&name.text)
    .bind(&name.folded)
    .bind(rules.to_string())
    .execute(&mut *tx)
    .await?;
    if inserted.rows_affected() != 1 {
        return Err(Error::NameTaken);
    }
    let actor = Actor::Administrator(administrator);
    keep_version(&mut tx, &id, (1, &rules.to_string()), now_ms, actor).await?;
    let detail =
        json!({"configuration": id, "name": name.text, "platform": platform, "rules": rules});
    let event = Event::new(actor, "configuration.created").detail(detail);
    audit::append(&mut tx, now_ms, event).await?;
    tx.commit().await?;
    Ok(id)
}

/// Gives a configuration another name; also a default.
///
/// # Errors
/// [`Error::Name`], [`Error::NameTaken`], [`Error::NoSuchConfiguration`].
pub(crate) async fn rename(
    context: &Context,
    administrator: &str,
    id: &str,
    name: &str,
) -> Result<(), Error> {
    let name = Label::parse(name)?;
    let mut tx = context.database.begin().await?;
    let former = hold(&mut tx, id).await?.name;
    sqlx::query("UPDATE configurations SET name = $1, folded_name = $2 WHERE id = $3")
        .bind(&name.text)
        .bind(&name.folded)
        .bind(id)
        .execute(&mut *tx)
        .await
        .map_err(Error::name_taken)?;
    let event = Event::new(Actor::Administrator(administrator), "configuration.renamed");
    let event = event.detail(json!({"configuration": id, "from": former, "to": name.text}));
    audit::append(&mut tx, context.now_ms(), event).await?;
    Ok(tx.commit().await?)
}

/// Assigns a configuration to these groups and to no others.
///
/// # Errors
/// [`Error::NoSuchConfiguration`], [`Error::ConfigurationIsDefault`], [`Error::NoSuchGroup`].
pub(crate) async fn assign(
    context: &Context,
    administrator: &str,
    id: &str,
    groups: &[String],
) -> Result<(), Error> {
    let mut wanted = groups.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let mut tx = context.database.begin().await?;
    let former = hold_assigned(&mut tx, id, &wanted).await?;
    replace_groups(&mut tx, id, (&former, &wanted)).await?;
    record_groups(context, tx, administrator, id, (&former, &wanted)).await
}

/// Assigns a configuration to some groups and takes it from others, whatever else it is assigned to.
///
/// # Errors
/// [`Error::NoSuchConfiguration`], [`Error::ConfigurationIsDefault`], [`Error::NoSuchGroup`].
pub(crate) async fn change_groups(
    context: &Context,
    administrator: &str,
    id: &str,
    (put_in, take_out): (&[String], &[String]),
) -> Result<(), Error> {
    let mut put_in = put_in.to_vec();
    put_in.sort_unstable();
    put_in.dedup();
    let mut tx = context.database.begin().await?;
    let former = hold_assigned(&mut tx, id, &put_in).await?;
    let mut wanted = former.clone();
    wanted.retain(|group| !take_out.contains(group));
    wanted.extend(put_in.into_iter().filter(|group| !former.contains(group)));
    wanted.sort_unstable();
    if wanted == former {
        return Ok(());
    }
    replace_groups(&mut tx, id, (&former, &wanted)).await?;
    record_groups(context, tx, administrator, id, (&former, &wanted)).await
}

/// Keeps a configuration and groups that it is about to get; answers the groups that it has.
async fn hold_assigned(tx: &mut Tx, id: &str, groups: &[String]) -> Result<Vec<String>, Error> {
    for group in groups {
        groups::hold(tx, group).await?;
    }
    if hold(tx, id).await?.is_default {
        return Err(Error::ConfigurationIsDefault);
    }
    let assigned = "SELECT user_group FROM configuration_groups WHERE configuration = $1";
    let rows = sqlx::query(assigned).bind(id).fetch_all(&mut **tx).await?;
    let group = |row: &AnyRow| row.try_get("user_group");
    let mut former = rows.iter().map(group).collect::<Result<Vec<String>, _>>()?;
    // As here, whatever the database's collation.
    former.sort_unstable();
    Ok(former)
}

async fn replace_groups(
    tx: &mut Tx,
    id: &str,
    (former, wanted): (&[String], &[String]),
) -> Result<(), Error> {
    for (groups, others, query) in [
        (
            wanted,
            former,
            "INSERT INTO configuration_groups (configuration, user_group) VALUES ($1, $2)",
        ),
        (
            former,
            wanted,
            "DELETE FROM configuration_groups WHERE configuration = $1 AND user_group = $2",
        ),
    ] {
        for group in groups.iter().filter(|group| !others.contains(group)) {
            sqlx::query(query)
                .bind(id)
                .bind(group)
                .execute(&mut **tx)
                .await?;
        }
    }
    Ok(())
}

async fn record_groups(
    context: &Context,
    mut tx: Tx,
    administrator: &str,
    id: &str,
    (former, wanted): (&[String], &[String]),
) -> Result<(), Error> {
    let event = Event::new(
        Actor::Administrator(administrator),
        "configuration.assigned",
    );
    let detail = json!({"configuration": id, "from": former, "to": wanted});
    audit::append(&mut tx, context.now_ms(), event.detail(detail)).await?;
    Ok(tx.commit().await?)
}

/// Puts a platform's further configurations in order, the one that wins first, if `seen` still is
/// their order.
///
/// # Errors
/// [`Error::OrderChanged`], also if `wanted` does not name each of them once.
pub(crate) async fn order(
    context: &Context,
    administrator: &str,
    platform: Platform,
    seen: &[String],
    wanted: &[String],
) -> Result<(), Error> {
    let mut tx = context.database.begin().await?;
    hold_order(&mut tx, platform).await?;
    let rows = sqlx::query(
        "SELECT id FROM configurations WHERE platform = $1 AND place > 0 ORDER BY place",
    )
    .bind(platform.as_str())
    .fetch_all(&mut *tx)
    .await?;
    let id = |row: &AnyRow| row.try_get("id");
    let present = rows.iter().map(id).collect::<Result<Vec<String>, _>>()?;
    let sorted = |ids: &[String]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids
    };
    if present != seen || sorted(&present) != sorted(wanted) {
        return Err(Error::OrderChanged);
    }
    // Out of the way first: no two may have one place, not even for a moment.
    sqlx::query("UPDATE configurations SET place = -place WHERE platform = $1 AND place > 0")
        .bind(platform.as_str())
        .execute(&mut *tx)
        .await?;
    for (id, place) in wanted.iter().zip(1_u64..) {
        sqlx::query("UPDATE configurations SET place = $1 WHERE id = $2")
            .bind(big(place))
            .bind(id)
            .execute(&mut *tx)
            .await?;
    }
    let event = Event::new(Actor::Administrator(administrator), "configuration.ordered");
    let event = event.detail(json!({"platform": platform, "from": present, "to": wanted}));
    audit::append(&mut tx, context.now_ms(), event).await?;
    Ok(tx.commit().await?)
}

/// Deletes a configuration and its versions; the audit trail keeps what they were.
///
/// # Errors
/// [`Error::NoSuchConfiguration`], [`Error::ConfigurationIsDefault`],
/// [`Error::ConfigurationInUse`].
pub(crate) async fn delete(context: &Context, administrator: &str, id: &str) -> Result<(), Error> {
    let mut tx = context.database.begin().await?;
    let held = hold(&mut tx, id).await?;
    if held.is_default {
        return Err(Error::ConfigurationIsDefault);
    }
    let assigned = "SELECT user_group FROM configuration_groups WHERE configuration = $1 LIMIT 1";
    let assigned = sqlx::query(assigned)
        .bind(id)
        .fetch_optional(&mut *tx)
        .await?;
    if assigned.is_some() {
        return Err(Error::ConfigurationInUse);
    }
    for delete in [
        "DELETE FROM configuration_versions WHERE configuration = $1",
        "DELETE FROM configurations WHERE id = $1",
    ] {
        sqlx::query(delete).bind(id).execute(&mut *tx).await?;
    }
    let event = Event::new(Actor::Administrator(administrator), "configuration.deleted");
    let event = event.detail(json!({"configuration": id, "name": held.name}));
    audit::append(&mut tx, context.now_ms(), event).await?;
    Ok(tx.commit().await?)
}

/// A configuration that stays as it is until the transaction ends.
struct Held {
    name: String,
    is_default: bool,
}

async fn hold(tx: &mut Tx, id: &str) -> Result<Held, Error> {
    let row =
        sqlx::query("UPDATE configurations SET name = name WHERE id = $1 RETURNING name, place")
            .bind(id)
            .fetch_optional(&mut **tx)
            .await?
            .ok_or(Error::NoSuchConfiguration)?;
    Ok(Held {
        name: row.try_get("name")?,
        is_default: unsigned(&row, "place")? == 0,
    })
}

/// Keeps the order of a platform's configurations until the transaction ends: the default, which
/// is always there, serves as the lock.
async fn hold_order(tx: &mut Tx, platform: Platform) -> Result<(), Error> {
    sqlx::query("UPDATE configurations SET place = 0 WHERE platform = $1 AND place = 0")
        .bind(platform.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

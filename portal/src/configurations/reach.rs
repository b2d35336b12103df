//! How many people get a configuration, and who would get another one if its groups changed.
//!
//! It counts as `of_device` decides: of those that are assigned to a group of a user, the first.

use crate::database::unsigned;
use crate::error::Error;
use crate::portal::Context;
use serde::Serialize;
use sqlx::Row as _;
use std::collections::{BTreeMap, BTreeSet};

/// People who get the same configuration.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) people: u64,
}

/// People who would get another configuration than now.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(crate) struct Moved {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) people: u64,
}

/// Of the people in a configuration's groups, how many get which one; of a default, of everybody.
///
/// # Errors
/// [`Error::NoSuchConfiguration`].
pub(crate) async fn reach(context: &Context, id: &str) -> Result<Vec<Part>, Error> {
    let shown = super::find(context, id).await?;
    let groups = "AND m.account IN (SELECT account FROM group_members WHERE user_group IN
        (SELECT user_group FROM configuration_groups WHERE configuration = $2))";
    let among = if shown.is_default {
        "AND $2 = $2"
    } else {
        groups
    };
    let text = format!(
        "SELECT c.id, c.name, c.place, COUNT(*) AS people FROM configurations c,
             (SELECT m.account, MIN(c.place) AS place FROM group_members m
              JOIN configuration_groups a ON a.user_group = m.user_group
              JOIN configurations c ON c.id = a.configuration
              WHERE c.platform = $1 {among} GROUP BY m.account) AS winner
         WHERE c.platform = $1 AND c.place = winner.place
         GROUP BY c.id, c.name, c.place ORDER BY c.place"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(text))
        .bind(&shown.platform)
        .bind(id)
        .fetch_all(context.database.pool())
        .await?;
    let mut parts = Vec::new();
    for row in &rows {
        parts.push(Part {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            people: unsigned(row, "people")?,
        });
    }
    if shown.is_default {
        let everybody = "SELECT COUNT(*) AS people FROM accounts WHERE role = 'user'";
        let row = sqlx::query(everybody)
            .fetch_one(context.database.pool())
            .await?;
        let others: u64 = parts.iter().map(|part| part.people).sum();
        parts.push(Part {
            people: unsigned(&row, "people")?.saturating_sub(others),
            id: shown.id,
            name: shown.name,
        });
    }
    Ok(parts)
}

/// A group of somebody, and a configuration that it brings, by its place.
type Way = (String, Option<(u64, String)>);

/// What a change of groups would do, before it is done.
///
/// # Errors
/// [`Error::NoSuchConfiguration`].
pub(crate) async fn effect(
    context: &Context,
    id: &str,
    (put_in, take_out): (&[String], &[String]),
) -> Result<Vec<Moved>, Error> {
    let all = super::list(context).await?;
    let of = all.iter().find(|shown| shown.id == id);
    let of = of.ok_or(Error::NoSuchConfiguration)?;
    // In the order in which they win, the default last: the place of each.
    let here: Vec<_> = all
        .iter()
        .filter(|shown| shown.platform == of.platform)
        .collect();
    let place = |id: &str| here.iter().position(|shown| shown.id == id);
    let own = place(id).unwrap_or(here.len());
    let mut people: BTreeMap<String, BTreeSet<Way>> = BTreeMap::new();
    for group in put_in.iter().chain(take_out) {
        ways(context, group, &of.platform, &mut people).await?;
    }
    let mut moved: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for ways in people.values() {
        let default = here.len().saturating_sub(1);
        let (mut before, mut after) = (default, default);
        for (group, found) in ways {
            if put_in.contains(group) {
                after = after.min(own);
            }
            let Some(at) = found.as_ref().and_then(|(_, found)| place(found)) else {
                continue;
            };
            before = before.min(at);
            if at != own || !take_out.contains(group) {
                after = after.min(at);
            }
        }
        if before != after {
            *moved.entry((before, after)).or_default() += 1;
        }
    }
    let name = |at: usize| {
        here.get(at)
            .map_or_else(String::new, |shown| shown.name.clone())
    };
    let moved = moved.into_iter().map(|((from, to), people)| Moved {
        from: name(from),
        to: name(to),
        people,
    });
    Ok(moved.collect())
}

/// For everybody in a group: all their groups, with what is assigned to them.
async fn ways(
    context: &Context,
    group: &str,
    platform: &str,
    people: &mut BTreeMap<String, BTreeSet<Way>>,
) -> Result<(), Error> {
    let rows = sqlx::query(
        "SELECT m.account, o.user_group, c.id, c.place FROM group_members m
         JOIN group_members o ON o.account = m.account
         LEFT JOIN configuration_groups a ON a.user_group = o.user_group
         LEFT JOIN configurations c ON c.id = a.configuration AND c.platform = $2
         WHERE m.user_group = $1",
    )
    .bind(group)
    .bind(platform)
    .fetch_all(context.database.pool())
    .await?;
    for row in &rows {
        let id: Option<String> = row.try_get("id")?;
        let found = id.map(|id| Ok::<_, Error>((unsigned(row, "place")?, id)));
        let way = (row.try_get("user_group")?, found.transpose()?);
        people
            .entry(row.try_get("account")?)
            .or_default()
            .insert(way);
    }
    Ok(())
}

//! How many people get a configuration, and who would get another one if its groups changed.
//!
//! It counts as `of_device` decides: of those that are assigned to a group of a user, the first.

use crate::database::{Query, unsigned};
use crate::error::Error;
use crate::portal::Context;
use serde::Serialize;
use sqlx::Row as _;

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
    let default = all
        .iter()
        .find(|shown| shown.platform == of.platform && shown.is_default);
    let name = |id: Option<String>| {
        let of = id.map_or(default, |id| all.iter().find(|shown| shown.id == id));
        of.map_or_else(String::new, |shown| shown.name.clone())
    };
    let rows = moved(id, &of.platform, (put_in, take_out))
        .rows(context.database.pool())
        .await?;
    let moved = rows.iter().map(|row| {
        Ok(Moved {
            from: name(row.try_get("from_id")?),
            to: name(row.try_get("to_id")?),
            people: unsigned(row, "people")?,
        })
    });
    moved.collect()
}

/// Of everybody in these groups, the first place now and then, counted by the two; a default has
/// none. What comes and what goes away stands in the rows of `ways`.
fn moved(id: &str, platform: &str, (put_in, take_out): (&[String], &[String])) -> Query {
    let mut query = Query::new(
        "SELECT b.id AS from_id, e.id AS to_id, people FROM
             (SELECT was, will, COUNT(*) AS people FROM
                 (SELECT account, MIN(now_place) AS was, MIN(then_place) AS will FROM
                     (SELECT m.account, c.place AS now_place,
                          CASE WHEN c.id = ",
    );
    query.text(id).then(" AND m.user_group IN ");
    each(&mut query, take_out);
    query.then(
        " THEN NULL ELSE c.place END AS then_place
                      FROM group_members m
                      JOIN configuration_groups a ON a.user_group = m.user_group
                      JOIN configurations c ON c.id = a.configuration
                      WHERE c.platform = ",
    );
    query.text(platform);
    query.then(" AND m.account IN (SELECT account FROM group_members WHERE user_group IN ");
    each(&mut query, [put_in, take_out].concat().as_slice());
    query.then(
        ") UNION ALL SELECT m.account, NULL, c.place FROM group_members m, configurations c
                      WHERE c.id = ",
    );
    query.text(id).then(" AND m.user_group IN ");
    each(&mut query, put_in);
    query.then(
        ") AS ways GROUP BY account) AS places
              WHERE COALESCE(was, -1) <> COALESCE(will, -1) GROUP BY was, will) AS counted
         LEFT JOIN configurations b ON b.place = was AND b.platform = ",
    );
    query.text(platform);
    query.then(" LEFT JOIN configurations e ON e.place = will AND e.platform = ");
    query.text(platform);
    query.then(" ORDER BY was IS NULL, was, will IS NULL, will");
    query
}

/// One of these.
fn each(query: &mut Query, ids: &[String]) {
    query.then("(NULL");
    for id in ids {
        query.then(", ").text(id);
    }
    query.then(")");
}

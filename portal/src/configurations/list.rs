//! Configurations as staff see them: in the order in which they win, with the groups that they are
//! assigned to, and with every former version.

use super::policy;
use crate::database::unsigned;
use crate::error::{Error, Internal};
use crate::portal::Context;
use serde::Serialize;
use serde_json::Value;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// A configuration.
#[derive(Serialize)]
pub(crate) struct Shown {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) platform: String,
    pub(crate) is_default: bool,
    pub(crate) version: u64,
    pub(crate) rules: Value,
    pub(crate) groups: Vec<Assigned>,
}

/// A group that a configuration is assigned to.
#[derive(Serialize)]
pub(crate) struct Assigned {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// A version of a configuration.
#[derive(Serialize)]
pub(crate) struct Version {
    version: u64,
    rules: Value,
    changed_ms: u64,
    changed_by: String,
}

/// Every configuration: iOS first, and of a platform the one first that wins, its default last.
pub(crate) async fn list(context: &Context) -> Result<Vec<Shown>, Error> {
    let rows = sqlx::query(
        "SELECT c.id, c.name, c.platform, c.place, c.version, c.rules,
             g.id AS group_id, g.name AS group_name
         FROM configurations c
         LEFT JOIN configuration_groups a ON a.configuration = c.id
         LEFT JOIN user_groups g ON g.id = a.user_group
         ORDER BY c.platform DESC, CASE c.place WHEN 0 THEN 1 ELSE 0 END, c.place, g.folded_name",
    )
    .fetch_all(context.database.pool())
    .await?;
    let mut shown: Vec<Shown> = Vec::new();
    for row in &rows {
        let id: String = row.try_get("id")?;
        if shown.last().is_none_or(|last| last.id != id) {
            shown.push(one(row)?);
        }
        if let (Some(last), Some(id)) = (shown.last_mut(), row.try_get("group_id")?) {
            let name = row.try_get("group_name")?;
            last.groups.push(Assigned { id, name });
        }
    }
    Ok(shown)
}

/// One configuration.
///
/// # Errors
/// [`Error::NoSuchConfiguration`].
pub(crate) async fn find(context: &Context, id: &str) -> Result<Shown, Error> {
    let mut all = list(context).await?.into_iter();
    all.find(|shown| shown.id == id)
        .ok_or(Error::NoSuchConfiguration)
}

/// Every version of a configuration, newest first.
///
/// # Errors
/// [`Error::NoSuchConfiguration`].
pub(crate) async fn versions(context: &Context, id: &str) -> Result<Vec<Version>, Error> {
    let rows = sqlx::query(
        "SELECT version, rules, changed_ms, changed_by FROM configuration_versions
         WHERE configuration = $1 ORDER BY version DESC",
    )
    .bind(id)
    .fetch_all(context.database.pool())
    .await?;
    if rows.is_empty() {
        return Err(Error::NoSuchConfiguration);
    }
    rows.iter().map(version).collect()
}

fn one(row: &AnyRow) -> Result<Shown, Error> {
    Ok(Shown {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        platform: row.try_get("platform")?,
        is_default: unsigned(row, "place")? == 0,
        version: unsigned(row, "version")?,
        rules: policy(row)?.to_json(),
        groups: Vec::new(),
    })
}

fn version(row: &AnyRow) -> Result<Version, Error> {
    let rules: String = row.try_get("rules")?;
    Ok(Version {
        version: unsigned(row, "version")?,
        // As they were written: a newer portal may know more rules.
        rules: serde_json::from_str(&rules).map_err(|_| Error::Internal(Internal::Record))?,
        changed_ms: unsigned(row, "changed_ms")?,
        changed_by: row.try_get("changed_by")?,
    })
}

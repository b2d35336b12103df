//! Who changed a configuration when, and what, rule by rule.
//!
//! Versions are compared as checked rules. One that a newer portal wrote, with rules that this one
//! does not know, is shown without what it changed.

use crate::database::{big, unsigned};
use crate::error::{Error, Internal};
use crate::portal::Context;
use passcode_core::policy::{Policy, RuleChange};
use serde_json::Value;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// Versions of a page.
const ROWS: u64 = 20;

/// Who made a version, and when.
pub(crate) struct Made {
    pub(crate) configuration: String,
    pub(crate) version: u64,
    pub(crate) at_ms: u64,
    /// `None` for what was there from the start.
    pub(crate) by: Option<String>,
}

/// A version and what it changed.
pub(crate) struct Step {
    pub(crate) made: Made,
    /// `None` if this portal does not know all its rules.
    pub(crate) policy: Option<Policy>,
    /// What is different from the version before it; `None` for the first one, and where one of both
    /// is not known.
    pub(crate) changes: Option<Vec<RuleChange>>,
}

/// Some versions, newest first.
pub(crate) struct Steps {
    pub(crate) steps: Vec<Step>,
    /// Where older ones begin, if there are any.
    pub(crate) before: Option<u64>,
}

// Only administrators change configurations; what follows `administrator:` is the account.
const COLUMNS: &str = "v.configuration, v.version, v.rules, v.changed_ms, a.user_name
    FROM configuration_versions v
    LEFT JOIN accounts a ON a.id = SUBSTR(v.changed_by, 15)
        AND v.changed_by LIKE 'administrator:%'";

/// Who made the version of each configuration that is in force.
pub(crate) async fn last_made(context: &Context) -> Result<Vec<Made>, Error> {
    let text = format!(
        "SELECT {COLUMNS}
         WHERE v.version = (SELECT version FROM configurations WHERE id = v.configuration)"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(text))
        .fetch_all(context.database.pool())
        .await?;
    rows.iter().map(made).collect()
}

/// The versions of a configuration before a number, newest first.
///
/// # Errors
/// [`Error::NoSuchConfiguration`].
pub(crate) async fn steps(
    context: &Context,
    id: &str,
    before: Option<u64>,
) -> Result<Steps, Error> {
    // One more than is shown: what the last one changed.
    let text = format!(
        "SELECT {COLUMNS} WHERE v.configuration = $1 AND v.version < $2
         ORDER BY v.version DESC LIMIT $3"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(text))
        .bind(id)
        .bind(big(before.unwrap_or(u64::MAX)))
        .bind(big(ROWS + 1))
        .fetch_all(context.database.pool())
        .await?;
    if rows.is_empty() {
        return Err(Error::NoSuchConfiguration);
    }
    let read = |row| Ok((made(row)?, known(row)?));
    let read: Vec<(Made, Option<Policy>)> = rows.iter().map(read).collect::<Result<_, Error>>()?;
    let former: Vec<_> = read.iter().map(|(_, policy)| policy.clone()).collect();
    let shown = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let more = read.len() > shown;
    let step = |((made, policy), former): ((Made, Option<Policy>), Option<&Option<Policy>>)| {
        let former = former.and_then(Option::as_ref);
        let both = former.zip(policy.as_ref());
        let changes = both.map(|(former, policy)| former.changes_to(policy));
        Step {
            made,
            policy,
            changes,
        }
    };
    let former = former.iter().skip(1).map(Some).chain([None]);
    let steps: Vec<Step> = read.into_iter().zip(former).take(shown).map(step).collect();
    let before = steps.last().map(|step| step.made.version);
    Ok(Steps {
        before: before.filter(|_| more),
        steps,
    })
}

/// A version's rules, if this portal knows them all.
///
/// # Errors
/// [`Error::NoSuchConfiguration`], also if there never was such a version.
pub(crate) async fn version(
    context: &Context,
    id: &str,
    version: u64,
) -> Result<(Made, Option<Policy>), Error> {
    let text = format!("SELECT {COLUMNS} WHERE v.configuration = $1 AND v.version = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(text))
        .bind(id)
        .bind(big(version))
        .fetch_optional(context.database.pool())
        .await?
        .ok_or(Error::NoSuchConfiguration)?;
    Ok((made(&row)?, known(&row)?))
}

fn made(row: &AnyRow) -> Result<Made, Error> {
    Ok(Made {
        configuration: row.try_get("configuration")?,
        version: unsigned(row, "version")?,
        at_ms: unsigned(row, "changed_ms")?,
        by: row.try_get("user_name")?,
    })
}

fn known(row: &AnyRow) -> Result<Option<Policy>, Error> {
    let rules: String = row.try_get("rules")?;
    let rules: Value =
        serde_json::from_str(&rules).map_err(|_| Error::Internal(Internal::Record))?;
    Ok(Policy::parse(&rules).ok())
}

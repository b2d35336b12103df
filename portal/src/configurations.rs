//! The configurations: the rules of each platform, with every version that ever was in force.
//!
//! Rules that are not valid never get in, and nobody overwrites what they have not seen.

use crate::audit::{self, Actor, Event};
use crate::database::{Database, Tx, big, unsigned};
use crate::error::{Error, Internal};
use crate::portal::Context;
use passcode_core::policy::{Direction, Policy, RuleChange};
use passcode_core::portal::wire::{Configuration, Platform};
use serde_json::{Value, json};
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// A configuration in force.
pub(crate) struct InForce {
    pub(crate) id: String,
    pub(crate) version: u64,
    pub(crate) policy: Policy,
}

impl InForce {
    /// As phones and administrators get it.
    pub(crate) fn to_wire(&self) -> Configuration {
        Configuration {
            id: self.id.clone(),
            version: self.version,
            rules: self.policy.to_json(),
        }
    }
}

/// Makes the default configuration of a platform.
pub(crate) async fn create_default(
    tx: &mut Tx,
    platform: Platform,
    now_ms: u64,
) -> Result<(), Error> {
    let rules = Policy::default().to_json().to_string();
    sqlx::query("INSERT INTO configurations (platform, version, rules) VALUES ($1, 1, $2)")
        .bind(platform.as_str())
        .bind(&rules)
        .execute(&mut **tx)
        .await?;
    keep_version(tx, platform, (1, &rules), now_ms, Actor::Portal).await
}

/// The configuration of a platform.
pub(crate) async fn in_force(database: &Database, platform: Platform) -> Result<InForce, Error> {
    let row =
        sqlx::query("SELECT platform, version, rules FROM configurations WHERE platform = $1")
            .bind(platform.as_str())
            .fetch_one(database.pool())
            .await?;
    read(&row)
}

/// Replaces the rules of a platform, if `expected` still is the version in force. Answers the new
/// configuration and what changed.
///
/// # Errors
/// [`Error::Policy`], [`Error::ConfigurationChanged`]; nothing is changed then.
pub(crate) async fn replace(
    context: &Context,
    administrator: &str,
    platform: Platform,
    expected: u64,
    rules: &Value,
) -> Result<(InForce, Value), Error> {
    let policy = Policy::parse(rules)?;
    let now_ms = context.now_ms();
    let text = policy.to_json().to_string();
    let mut tx = context.database.begin().await?;
    let seen = sqlx::query(
        "SELECT platform, version, rules FROM configurations WHERE platform = $1 AND version = $2",
    )
    .bind(platform.as_str())
    .bind(big(expected))
    .fetch_optional(&mut *tx)
    .await?;
    let old = read(&seen.ok_or(Error::ConfigurationChanged)?)?;
    let replaced = sqlx::query(
        "UPDATE configurations SET version = version + 1, rules = $1
         WHERE platform = $2 AND version = $3",
    )
    .bind(&text)
    .bind(platform.as_str())
    .bind(big(expected))
    .execute(&mut *tx)
    .await?;
    if replaced.rows_affected() != 1 {
        return Err(Error::ConfigurationChanged);
    }
    let version = expected + 1;
    let actor = Actor::Administrator(administrator);
    keep_version(&mut tx, platform, (version, &text), now_ms, actor).await?;
    let changes: Value = old.policy.changes_to(&policy).iter().map(change).collect();
    let detail =
        json!({"platform": platform.as_str(), "version": version, "changes": changes.clone()});
    let event = Event::new(actor, "configuration.changed").detail(detail);
    audit::append(&mut tx, now_ms, event).await?;
    tx.commit().await?;
    let id = old.id;
    let in_force = InForce {
        id,
        version,
        policy,
    };
    Ok((in_force, changes))
}

async fn keep_version(
    tx: &mut Tx,
    platform: Platform,
    (version, rules): (u64, &str),
    now_ms: u64,
    by: Actor<'_>,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO configuration_versions (platform, version, rules, changed_ms, changed_by)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(platform.as_str())
    .bind(big(version))
    .bind(rules)
    .bind(big(now_ms))
    .bind(by.name())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<InForce, Error> {
    let damaged = || Error::Internal(Internal::Record);
    let rules: String = row.try_get("rules")?;
    let rules: Value = serde_json::from_str(&rules).map_err(|_| damaged())?;
    let policy = Policy::parse(&rules).map_err(|_| damaged())?;
    Ok(InForce {
        id: row.try_get("platform")?,
        version: unsigned(row, "version")?,
        policy,
    })
}

fn change(change: &RuleChange) -> Value {
    let direction = match change.direction {
        Direction::Stricter => "stricter",
        Direction::Looser => "looser",
        Direction::Mixed => "mixed",
    };
    json!({
        "field": change.field, "from": change.from, "to": change.to, "direction": direction,
    })
}

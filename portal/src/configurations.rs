//! Configurations: rules with a name, a platform and every version that ever was in force.
//!
//! Each platform has a default, whose id is the platform's name; it applies wherever no other one
//! does. The others stand in an order without ties, and the first of those that are assigned to a
//! group of the user applies, as a whole: rules are never mixed. Rules that are not valid never get
//! in, and nobody overwrites what they have not seen.

mod advice;
mod assign;
mod danger;
mod explain;
mod history;
mod list;
mod reach;
mod sample;

pub(crate) use advice::{Advice, Level, advise};
pub(crate) use assign::{assign, change_groups, create, delete, order, rename};
pub(crate) use danger::is_dangerous;
pub(crate) use explain::{Explanation, explain};
pub(crate) use history::{Made, Step, last_made, steps, version};
pub(crate) use list::{Shown, find, list, versions};
pub(crate) use reach::{effect, reach};
pub(crate) use sample::{EXAMPLES, Fared};

use crate::audit::{self, Actor, Event};
use crate::database::{Database, Tx, big, unsigned};
use crate::devices::Device;
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
    let (name, folded) = match platform {
        Platform::Ios => ("Default iOS", "default ios"),
        Platform::Android => ("Default Android", "default android"),
    };
    sqlx::query(
        "INSERT INTO configurations (id, platform, place, name, folded_name, version, rules)
         VALUES ($1, $1, 0, $2, $3, 1, $4)",
    )
    .bind(platform.as_str())
    .bind(name)
    .bind(folded)
    .bind(&rules)
    .execute(&mut **tx)
    .await?;
    keep_version(tx, platform.as_str(), (1, &rules), now_ms, Actor::Portal).await
}

/// The configuration that applies to a device.
pub(crate) async fn of_device(database: &Database, device: &Device) -> Result<InForce, Error> {
    // One statement, so that order, assignments and memberships are of one moment.
    let row = sqlx::query(
        "SELECT id, version, rules FROM configurations
         WHERE platform = $1 AND (place = 0 OR id IN
             (SELECT configuration FROM configuration_groups WHERE user_group IN
                 (SELECT user_group FROM group_members WHERE account = $2)))
         ORDER BY CASE place WHEN 0 THEN 1 ELSE 0 END, place LIMIT 1",
    )
    .bind(device.platform.as_str())
    .bind(&device.account)
    .fetch_one(database.pool())
    .await?;
    read(&row)
}

/// Replaces the rules of a configuration, if `expected` still is the version in force. Answers
/// what changed.
///
/// # Errors
/// [`Error::Policy`], [`Error::NoSuchConfiguration`], [`Error::ConfigurationChanged`]; nothing is
/// changed then.
pub(crate) async fn replace(
    context: &Context,
    administrator: &str,
    id: &str,
    expected: u64,
    rules: &Value,
) -> Result<Value, Error> {
    let policy = Policy::parse(rules)?;
    let now_ms = context.now_ms();
    let text = policy.to_json().to_string();
    let mut tx = context.database.begin().await?;
    let seen = sqlx::query("SELECT id, version, rules FROM configurations WHERE id = $1")
        .bind(id)
        .fetch_optional(&mut *tx)
        .await?;
    let old = read(&seen.ok_or(Error::NoSuchConfiguration)?)?;
    let replaced = sqlx::query(
        "UPDATE configurations SET version = version + 1, rules = $1
         WHERE id = $2 AND version = $3",
    )
    .bind(&text)
    .bind(id)
    .bind(big(expected))
    .execute(&mut *tx)
    .await?;
    if old.version != expected || replaced.rows_affected() != 1 {
        return Err(Error::ConfigurationChanged);
    }
    let version = expected + 1;
    let actor = Actor::Administrator(administrator);
    keep_version(&mut tx, id, (version, &text), now_ms, actor).await?;
    let changes: Value = old.policy.changes_to(&policy).iter().map(change).collect();
    let detail = json!({"configuration": id, "version": version, "changes": changes.clone()});
    let event = Event::new(actor, "configuration.changed").detail(detail);
    audit::append(&mut tx, now_ms, event).await?;
    tx.commit().await?;
    Ok(changes)
}

async fn keep_version(
    tx: &mut Tx,
    id: &str,
    (version, rules): (u64, &str),
    now_ms: u64,
    by: Actor<'_>,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO configuration_versions (configuration, version, rules, changed_ms, changed_by)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(id)
    .bind(big(version))
    .bind(rules)
    .bind(big(now_ms))
    .bind(by.name())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<InForce, Error> {
    Ok(InForce {
        id: row.try_get("id")?,
        version: unsigned(row, "version")?,
        policy: policy(row)?,
    })
}

/// Rules as they are stored.
fn policy(row: &AnyRow) -> Result<Policy, Error> {
    let damaged = || Error::Internal(Internal::Record);
    let rules: String = row.try_get("rules")?;
    let rules: Value = serde_json::from_str(&rules).map_err(|_| damaged())?;
    Policy::parse(&rules).map_err(|_| damaged())
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

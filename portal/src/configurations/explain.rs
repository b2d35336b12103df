//! Which configuration applies to a user's phones of a platform, and why no other one does.
//!
//! It looks at what `of_device` decides by, and a test holds both against each other.

use super::policy;
use crate::database::unsigned;
use crate::error::{Error, Internal};
use crate::portal::Context;
use passcode_core::portal::wire::Platform;
use serde::Serialize;
use serde_json::Value;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// What applies, and why.
#[derive(Serialize)]
pub(crate) struct Explanation {
    user: String,
    platform: Platform,
    /// The one that applies.
    configuration: Name,
    /// Every configuration of the platform, the one that wins first, the default last.
    candidates: Vec<Candidate>,
    /// The rules of the one that applies, beside those of the default.
    rules: Vec<Rule>,
}

#[derive(Serialize, Clone)]
struct Name {
    id: String,
    name: String,
    version: u64,
}

#[derive(Serialize)]
struct Candidate {
    #[serde(flatten)]
    name: Name,
    applies: bool,
    why: Why,
    /// The one that wins over it.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Name>,
    groups: Vec<Through>,
    #[serde(skip)]
    rules: Value,
}

/// Why a configuration applies or not.
#[derive(Serialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Why {
    /// The user is in a group that it is assigned to, and no other one comes before it.
    InGroup,
    /// The user is in a group that it is assigned to, but another one that applies comes before it.
    LowerPriority,
    /// The user is in none of its groups.
    NotInGroup,
    /// It is assigned to no group.
    NotAssigned,
    /// The default: no other one applies.
    Default,
    /// The default, and another one applies.
    DefaultNotNeeded,
}

/// A group that a configuration is assigned to.
#[derive(Serialize)]
struct Through {
    id: String,
    name: String,
    /// Whether the user is in it.
    member: bool,
}

#[derive(Serialize)]
struct Rule {
    rule: String,
    value: Value,
    default: Value,
}

/// Explains which configuration applies.
///
/// # Errors
/// [`Error::NoSuchUser`].
pub(crate) async fn explain(
    context: &Context,
    user: &str,
    platform: Platform,
) -> Result<Explanation, Error> {
    crate::accounts::user(context, user).await?;
    let mut candidates = candidates(context, user, platform).await?;
    let mut winner: Option<usize> = None;
    for at in 0..candidates.len() {
        let first = winner
            .and_then(|at| candidates.get(at))
            .map(|one| one.name.clone());
        let Some(candidate) = candidates.get_mut(at) else {
            continue;
        };
        candidate.judge(first);
        if candidate.applies {
            winner = Some(at);
        }
    }
    let damaged = || Error::Internal(Internal::Record);
    let applies = winner
        .and_then(|at| candidates.get(at))
        .ok_or_else(damaged)?;
    let default = candidates.last().ok_or_else(damaged)?;
    Ok(Explanation {
        user: user.to_owned(),
        platform,
        configuration: applies.name.clone(),
        rules: rules(&applies.rules, &default.rules),
        candidates,
    })
}

impl Candidate {
    /// `first` is the one before it that applies.
    fn judge(&mut self, first: Option<Name>) {
        let is_member = self.groups.iter().any(|group| group.member);
        self.why = match (self.why, &first) {
            (Why::Default, None) => Why::Default,
            (Why::Default, Some(_)) => Why::DefaultNotNeeded,
            _ if self.groups.is_empty() => Why::NotAssigned,
            _ if !is_member => Why::NotInGroup,
            (_, None) => Why::InGroup,
            (_, Some(_)) => Why::LowerPriority,
        };
        self.applies = matches!(self.why, Why::InGroup | Why::Default);
        let is_second = matches!(self.why, Why::LowerPriority | Why::DefaultNotNeeded);
        self.after = first.filter(|_| is_second);
    }
}

/// In one statement, so that order, assignments and memberships are of one moment.
async fn candidates(
    context: &Context,
    user: &str,
    platform: Platform,
) -> Result<Vec<Candidate>, Error> {
    let rows = sqlx::query(
        "SELECT c.id, c.name, c.place, c.version, c.rules, g.id AS group_id,
             g.name AS group_name, m.account AS member
         FROM configurations c
         LEFT JOIN configuration_groups a ON a.configuration = c.id
         LEFT JOIN user_groups g ON g.id = a.user_group
         LEFT JOIN group_members m ON m.user_group = g.id AND m.account = $2
         WHERE c.platform = $1
         ORDER BY CASE c.place WHEN 0 THEN 1 ELSE 0 END, c.place, g.folded_name",
    )
    .bind(platform.as_str())
    .bind(user)
    .fetch_all(context.database.pool())
    .await?;
    let mut candidates: Vec<Candidate> = Vec::new();
    for row in &rows {
        let id: String = row.try_get("id")?;
        if candidates.last().is_none_or(|last| last.name.id != id) {
            candidates.push(candidate(row, id)?);
        }
        if let (Some(last), Some(id)) = (candidates.last_mut(), row.try_get("group_id")?) {
            let member: Option<String> = row.try_get("member")?;
            last.groups.push(Through {
                id,
                name: row.try_get("group_name")?,
                member: member.is_some(),
            });
        }
    }
    Ok(candidates)
}

fn candidate(row: &AnyRow, id: String) -> Result<Candidate, Error> {
    let is_default = unsigned(row, "place")? == 0;
    Ok(Candidate {
        name: Name {
            id,
            name: row.try_get("name")?,
            version: unsigned(row, "version")?,
        },
        applies: false,
        why: if is_default {
            Why::Default
        } else {
            Why::NotAssigned
        },
        after: None,
        groups: Vec::new(),
        rules: policy(row)?.to_json(),
    })
}

fn rules(applied: &Value, default: &Value) -> Vec<Rule> {
    let fields = applied.as_object().into_iter().flatten();
    fields
        .map(|(rule, value)| Rule {
            rule: rule.clone(),
            value: value.clone(),
            default: default.get(rule).cloned().unwrap_or_default(),
        })
        .collect()
}

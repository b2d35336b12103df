//! Every version of a configuration: who made it when, and what it changed.

use super::{fields, platform, words};
use crate::api::{Segment, Shared};
use crate::configurations::{self, Step};
use crate::language::Language;
use crate::texts;
use crate::web::query::Queried;
use crate::web::screen::Answer;
use crate::web::who::{By, Reader};
use axum::extract::State;
use passcode_core::policy::{Direction, RuleChange};
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Where older versions begin.
    before: Option<u64>,
}

#[derive(Serialize)]
struct Version {
    version: u64,
    at_ms: u64,
    by: Option<String>,
    /// `None` if this portal cannot compare it.
    changes: Option<Vec<Change>>,
    /// The rules in one line, of those that can be compared.
    summary: Option<String>,
    is_first: bool,
}

#[derive(Serialize)]
struct Change {
    label: String,
    from: String,
    to: String,
    direction: &'static str,
}

/// `GET /admin/configurations/{id}/history`.
pub(super) async fn page(
    State(context): Shared,
    by: By<Reader>,
    Segment(id): Segment,
    Queried(asked): Queried<Asked>,
) -> Answer {
    let shown = configurations::find(&context, &id).await?;
    let found = configurations::steps(&context, &id, asked.before).await?;
    let language = by.screen.language;
    let versions = found.steps.iter().map(|step| version(language, step));
    let view = json!({
        "platform": platform(&shown.platform),
        "configuration": shown,
        "versions": versions.collect::<Vec<_>>(),
        "is_newest": asked.before.is_none(),
        "before": found.before,
    });
    by.screen.show("admin/configurations/history.html", view)
}

fn version(language: Language, step: &Step) -> Version {
    let changes = step.changes.as_ref();
    let policy = step.policy.as_ref();
    Version {
        version: step.made.version,
        at_ms: step.made.at_ms,
        by: step.made.by.clone(),
        changes: changes.map(|all| in_order(language, all)),
        summary: policy.map(|policy| words::summary(language, policy)),
        is_first: step.made.version == 1,
    }
}

/// In the order in which rules stand everywhere else.
fn in_order(language: Language, changes: &[RuleChange]) -> Vec<Change> {
    let mut changes: Vec<_> = changes.iter().collect();
    changes.sort_by_key(|change| fields::place(&change.field));
    changes
        .into_iter()
        .map(|one| change(language, one))
        .collect()
}

fn change(language: Language, change: &RuleChange) -> Change {
    Change {
        label: format!("setting-{}", texts::key_of(&change.field)),
        from: words::value_by_name(language, &change.field, &change.from),
        to: words::value_by_name(language, &change.field, &change.to),
        direction: match change.direction {
            Direction::Stricter => "stricter",
            Direction::Looser => "looser",
            Direction::Mixed => "mixed",
        },
    }
}

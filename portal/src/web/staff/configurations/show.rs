//! One configuration: every rule in words, whom it applies to, and what to think about.

use super::fields::{Field, sections};
use super::{findings, platform, words};
use crate::api::{Segment, Shared};
use crate::configurations;
use crate::language::Language;
use crate::web::screen::Answer;
use crate::web::who::{By, Reader};
use axum::extract::State;
use passcode_core::policy::Policy;
use passcode_core::portal::wire::Platform;
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
struct Section {
    key: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
struct Rule {
    name: &'static str,
    key: String,
    value: String,
    /// The default's value, where it is another one.
    default: Option<String>,
}

/// `GET /admin/configurations/{id}`.
pub(super) async fn page(State(context): Shared, by: By<Reader>, Segment(id): Segment) -> Answer {
    let shown = configurations::find(&context, &id).await?;
    let all = configurations::list(&context).await?;
    let (made, _) = configurations::version(&context, &id, shown.version).await?;
    let reach = configurations::reach(&context, &id).await?;
    let of = platform(&shown.platform);
    let policy = Policy::parse(&shown.rules).unwrap_or_default();
    let before = all.iter().filter(|other| other.platform == shown.platform);
    let before: Vec<_> = before
        .take_while(|other| other.id != shown.id)
        .map(|other| json!({"id": other.id, "name": other.name}))
        .collect();
    let view = json!({
        "configuration": shown,
        "made": {"at_ms": made.at_ms, "by": made.by},
        "summary": words::summary(by.screen.language, &policy),
        "sections": view(by.screen.language, of, &shown.rules),
        "advice": findings::advice(&policy, of),
        "before": before,
        "reach": reach,
    });
    by.screen.show("admin/configurations/show.html", view)
}

fn view(language: Language, platform: Platform, rules: &Value) -> Vec<Section> {
    let defaults = Policy::default().to_json();
    let rule = |field: &Field| {
        let (value, default) = (rules.get(field.name), defaults.get(field.name));
        let default = default.filter(|default| Some(*default) != value);
        Rule {
            name: field.name,
            key: field.key(),
            value: value.map_or_else(String::new, |value| {
                words::value_of(language, *field, value)
            }),
            default: default.map(|default| words::value_of(language, *field, default)),
        }
    };
    let section = |(key, fields): (&'static str, &'static [Field])| Section {
        key,
        rules: fields.iter().map(rule).collect(),
    };
    sections(platform).map(section).collect()
}

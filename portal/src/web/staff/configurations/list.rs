//! Every configuration, of each platform the one first that wins; and their order.

use super::{platform, words};
use crate::api::Shared;
use crate::configurations::{self, Level, Made, Shown};
use crate::error::Error;
use crate::language::Language;
use crate::portal::Context;
use crate::web::failed::Problem;
use crate::web::form::Filled;
use crate::web::screen::{Answer, Screen, go_and_say};
use crate::web::who::{Administrator, By, Reader};
use axum::extract::State;
use passcode_core::policy::Policy;
use passcode_core::portal::wire::Platform;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Serialize)]
struct Group {
    platform: Platform,
    further: Vec<Row>,
    /// Those that apply wherever no other one does: one.
    default: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    groups: Vec<String>,
    version: u64,
    at_ms: u64,
    by: Option<String>,
    summary: String,
    warnings: usize,
}

/// `GET /admin/configurations`.
pub(super) async fn page(State(context): Shared, by: By<Reader>) -> Answer {
    let view = view(&context, &by.screen, None).await?;
    by.screen.show("admin/configurations/list.html", view)
}

async fn view(context: &Context, screen: &Screen, problem: Option<&Error>) -> Result<Value, Error> {
    let all = configurations::list(context).await?;
    let made = configurations::last_made(context).await?;
    let groups = [Platform::Ios, Platform::Android].map(|of| {
        let here = all.iter().filter(|shown| platform(&shown.platform) == of);
        let (default, further): (Vec<_>, Vec<_>) = here.partition(|shown| shown.is_default);
        let rows = |shown: Vec<&Shown>| {
            let rows = shown.into_iter();
            rows.map(|shown| row(screen.language, shown, &made))
                .collect()
        };
        Group {
            platform: of,
            further: rows(further),
            default: rows(default),
        }
    });
    Ok(json!({"platforms": groups, "problem": problem.map(Problem::from)}))
}

fn row(language: Language, shown: &Shown, made: &[Made]) -> Row {
    let policy = Policy::parse(&shown.rules).unwrap_or_default();
    let advice = configurations::advise(&policy, platform(&shown.platform));
    let made = made.iter().find(|made| made.configuration == shown.id);
    Row {
        id: shown.id.clone(),
        name: shown.name.clone(),
        groups: shown
            .groups
            .iter()
            .map(|group| group.name.clone())
            .collect(),
        version: shown.version,
        at_ms: made.map_or(0, |made| made.at_ms),
        by: made.and_then(|made| made.by.clone()),
        summary: words::summary(language, &policy),
        warnings: advice
            .iter()
            .filter(|advice| advice.level() == Level::Warn)
            .count(),
    }
}

#[derive(Deserialize)]
pub(super) struct Move {
    platform: Platform,
    /// The order that was seen.
    #[serde(default)]
    seen: Vec<String>,
    /// Which one, and where to.
    #[serde(default)]
    up: Option<String>,
    #[serde(default)]
    down: Option<String>,
}

/// `POST /admin/configurations/order`: one place up or down.
pub(super) async fn reorder(
    State(context): Shared,
    mut by: By<Administrator>,
    Filled(asked): Filled<Move>,
) -> Answer {
    let wanted = moved(&asked.seen, asked.up.as_deref(), asked.down.as_deref());
    let actor = &by.session.account;
    let done = configurations::order(&context, actor, asked.platform, &asked.seen, &wanted).await;
    match done {
        Ok(()) => Ok(go_and_say(
            &format!("/admin/configurations#{}", asked.platform.as_str()),
            "done-configurations-ordered",
        )),
        Err(error @ Error::OrderChanged) => {
            let view = view(&context, &by.screen, Some(&error)).await?;
            by.screen.belongs_to("/admin/configurations");
            by.screen
                .show_refused(error, "admin/configurations/list.html", view)
        }
        Err(error) => Err(error),
    }
}

fn moved(seen: &[String], up: Option<&str>, down: Option<&str>) -> Vec<String> {
    let mut wanted = seen.to_vec();
    let place = |id: Option<&str>| seen.iter().position(|seen| id == Some(seen));
    let pair = match (place(up), place(down)) {
        (Some(at), _) => at.checked_sub(1).map(|before| (before, at)),
        (None, Some(at)) => Some((at, at + 1)).filter(|(_, after)| *after < seen.len()),
        (None, None) => None,
    };
    if let Some((one, other)) = pair {
        wanted.swap(one, other);
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn one_moves_by_one_place_and_never_out_of_the_list() {
        let seen = ["a", "b", "c"].map(str::to_owned);
        let of = |up, down| moved(&seen, up, down).concat();
        assert_eq!(of(Some("b"), None), "bac");
        assert_eq!(of(None, Some("b")), "acb");
        for same in [
            of(Some("a"), None),
            of(None, Some("c")),
            of(Some("x"), None),
            of(None, None),
        ] {
            assert_eq!(same, "abc");
        }
    }
}

//! Whom a configuration is for: its groups, changed in two steps, the second of which says who will
//! get what.
//!
//! A form says what it showed: groups that it did not show stay as they are.

use super::address;
use crate::accounts::Source;
use crate::api::{Segment, Shared};
use crate::by_name;
use crate::configurations::{self, Shown};
use crate::error::Error;
use crate::groups;
use crate::portal::Context;
use crate::web::confirm::confirm;
use crate::web::failed::Problem;
use crate::web::form::Filled;
use crate::web::query::Queried;
use crate::web::screen::{Answer, go, go_and_say};
use crate::web::staff::mended::can_mend;
use crate::web::who::{Administrator, By};
use axum::extract::State;
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::{Value, json};

const EFFECT: &str = "admin/configurations/assign.html";
/// Groups that are offered at once.
const ROWS: u32 = 50;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    search: String,
    cursor: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    /// The groups that the form showed.
    #[serde(default)]
    shown: Vec<String>,
    /// Those of them that are ticked.
    #[serde(default)]
    group: Vec<String>,
    /// After the second step.
    #[serde(default)]
    confirmed: String,
    confirm_password: Option<SecretText>,
}

/// `GET /admin/configurations/{id}/groups`.
pub(super) async fn page(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
    Queried(asked): Queried<Asked>,
) -> Answer {
    let shown = configurations::find(&context, &id).await?;
    if shown.is_default {
        return Err(Error::ConfigurationIsDefault);
    }
    let cursor = asked.cursor.as_deref();
    let cursor = cursor.and_then(|cursor| by_name::cursor(cursor).ok());
    let found = groups::page(&context, &asked.search, cursor.as_ref(), ROWS).await?;
    let is_assigned = |id: &str| shown.groups.iter().any(|group| group.id == id);
    let others: Vec<_> = found
        .rows
        .iter()
        .filter(|group| !is_assigned(&group.id))
        .collect();
    let link = |cursor: &String| -> String {
        let query = [("search", &asked.search), ("cursor", cursor)];
        let query = serde_html_form::to_string(query).unwrap_or_default();
        format!("{}/groups?{query}", address(&id))
    };
    let view = json!({
        "others": others,
        "assigned": assigned(&context, &shown).await?,
        "configuration": shown,
        "search": asked.search,
        "previous": found.previous.as_ref().map(link),
        "next": found.next.as_ref().map(link),
    });
    by.screen.show("admin/configurations/groups.html", view)
}

/// The groups that it has, with how many people are in them.
async fn assigned(context: &Context, shown: &Shown) -> Result<Vec<Value>, Error> {
    let all = groups::list(context).await?;
    let is_here = |id: &str| shown.groups.iter().any(|group| group.id == id);
    let here = all.into_iter().filter(|group| is_here(&group.id));
    Ok(here.map(|group| json!(group)).collect())
}

/// `POST /admin/configurations/{id}/groups`: first says what it would do, then does it.
pub(super) async fn assign(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(chosen): Filled<Chosen>,
) -> Answer {
    let shown = configurations::find(&context, &id).await?;
    let has = |group: &String| shown.groups.iter().any(|has| has.id == *group);
    let ticked = |group: &String| chosen.group.contains(group);
    let is_new = |group: &&String| !has(group);
    let is_gone = |group: &&String| !ticked(group) && has(group);
    let put_in: Vec<String> = chosen.group.iter().filter(is_new).cloned().collect();
    let take_out: Vec<String> = chosen.shown.iter().filter(is_gone).cloned().collect();
    if put_in.is_empty() && take_out.is_empty() {
        return Ok(go(&address(&id)));
    }
    if shown.is_default {
        return Err(Error::ConfigurationIsDefault);
    }
    let change = (put_in.as_slice(), take_out.as_slice());
    if chosen.confirmed != "yes" {
        let view = effect(&context, &shown, change, None).await?;
        return by.screen.show(EFFECT, view);
    }
    let assigned = async {
        confirm(&context, &mut by, &source, chosen.confirm_password.as_ref()).await?;
        configurations::change_groups(&context, &by.session.account, &id, change).await
    };
    match assigned.await {
        Ok(()) => Ok(go_and_say(&address(&id), "done-configuration-assigned")),
        Err(error) if can_mend(&error) => {
            let view = effect(&context, &shown, change, Some(Problem::from(&error))).await?;
            by.screen.show_refused(error, EFFECT, view)
        }
        Err(error) => Err(error),
    }
}

/// What the second step says.
async fn effect(
    context: &Context,
    shown: &Shown,
    (put_in, take_out): (&[String], &[String]),
    problem: Option<Problem>,
) -> Result<Value, Error> {
    let moved = configurations::effect(context, &shown.id, (put_in, take_out)).await?;
    let all = groups::list(context).await?;
    let named = |ids: &[String]| -> Vec<Value> {
        let found = all.iter().filter(|group| ids.contains(&group.id));
        found.map(|group| json!(group)).collect()
    };
    Ok(json!({
        "put_in": named(put_in),
        "take_out": named(take_out),
        "people": moved.iter().map(|moved| moved.people).sum::<u64>(),
        "moved": moved,
        "configuration": shown,
        "problem": problem,
    }))
}

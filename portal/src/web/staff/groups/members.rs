//! Who is in a group: shown page by page, taken out, put in.

use super::Asked;
use crate::accounts::{self, UserFilter};
use crate::api::{Segment, Shared};
use crate::error::Error;
use crate::groups;
use crate::portal::Context;
use crate::web::form::Filled;
use crate::web::query::Queried;
use crate::web::screen::{Answer, go_and_say};
use crate::web::staff::list::{self, Listed};
use crate::web::who::{Administrator, By, Reader};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

const SHOW: &str = "admin/groups/show.html";
const ADD: &str = "admin/groups/add.html";
const NOBODY_CHOSEN: Error = Error::Malformed("Nobody is ticked. Tick whom you mean.");

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/admin/groups/{id}", get(show).post(take_out))
        .route("/admin/groups/{id}/add", get(others).post(put_in))
}

/// `GET /admin/groups/{id}`.
async fn show(
    State(context): Shared,
    by: By<Reader>,
    Segment(id): Segment,
    Queried(asked): Queried<Asked>,
) -> Answer {
    let view = members(&context, &id, &asked, false).await?;
    by.screen.show(SHOW, view)
}

async fn members(
    context: &Context,
    id: &str,
    asked: &Asked,
    is_nobody_chosen: bool,
) -> Result<Value, Error> {
    let group = groups::heading(context, id).await?;
    let from = list::from(asked.from.as_deref());
    let page = groups::members_page(context, id, &asked.search, from.as_ref(), list::ROWS);
    let narrowed = [("search", asked.search.as_str())];
    let found = Listed::new(page.await?, &super::address(id), &narrowed);
    let assigned = super::assigned(context).await?.remove(id);
    Ok(json!({
        "group": group, "list": found, "asked": asked,
        "configurations": assigned.unwrap_or_default(),
        "is_nobody_chosen": is_nobody_chosen,
    }))
}

/// Users, by their ids.
#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    user: Vec<String>,
}

/// `POST /admin/groups/{id}`.
async fn take_out(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
    Queried(asked): Queried<Asked>,
    Filled(form): Filled<Chosen>,
) -> Answer {
    if form.user.is_empty() {
        let view = members(&context, &id, &asked, true).await?;
        return by.screen.show_refused(NOBODY_CHOSEN, SHOW, view);
    }
    let address = super::address(&id);
    let changes: (&[_], &[_]) = (&[], &form.user);
    groups::change_members(&context, &by.session.account, &id, changes).await?;
    Ok(go_and_say(&address, "done-group-taken-out"))
}

/// `GET /admin/groups/{id}/add`.
async fn others(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
    Queried(asked): Queried<Asked>,
) -> Answer {
    let view = outsiders(&context, &id, &asked, false).await?;
    by.screen.show(ADD, view)
}

async fn outsiders(
    context: &Context,
    id: &str,
    asked: &Asked,
    is_nobody_chosen: bool,
) -> Result<Value, Error> {
    let group = groups::heading(context, id).await?;
    let filter = UserFilter {
        search: asked.search.clone(),
        outside: Some(id.to_owned()),
        ..UserFilter::default()
    };
    let from = list::from(asked.from.as_deref());
    let page = accounts::page_users(context, &filter, from.as_ref(), list::ROWS).await?;
    let path = format!("{}/add", super::address(id));
    let found = Listed::new(page, &path, &[("search", &asked.search)]);
    Ok(json!({
        "group": group, "list": found, "asked": asked, "is_nobody_chosen": is_nobody_chosen,
    }))
}

/// `POST /admin/groups/{id}/add`.
async fn put_in(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
    Queried(asked): Queried<Asked>,
    Filled(form): Filled<Chosen>,
) -> Answer {
    if form.user.is_empty() {
        let view = outsiders(&context, &id, &asked, true).await?;
        return by.screen.show_refused(NOBODY_CHOSEN, ADD, view);
    }
    let address = super::address(&id);
    let changes: (&[_], &[_]) = (&form.user, &[]);
    groups::change_members(&context, &by.session.account, &id, changes).await?;
    Ok(go_and_say(&address, "done-group-put-in"))
}

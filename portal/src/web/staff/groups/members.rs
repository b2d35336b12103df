//! Who is in a group: shown page by page, taken out, put in.

use super::Asked;
use crate::accounts::{self, UserFilter};
use crate::api::{Segment, Shared};
use crate::groups;
use crate::portal::Context;
use crate::web::form::Filled;
use crate::web::query::Queried;
use crate::web::screen::{Answer, go, go_and_say};
use crate::web::staff::list::{self, Listed};
use crate::web::who::{Administrator, By, Reader};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

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
    let group = groups::heading(&context, &id).await?;
    let from = list::from(asked.from.as_deref());
    let page = groups::members_page(&context, &id, &asked.search, from.as_ref(), list::ROWS);
    let narrowed = [("search", asked.search.as_str())];
    let found = Listed::new(page.await?, &super::address(&id), &narrowed);
    let assigned = super::assigned(&context).await?.remove(&id);
    let view = json!({
        "group": group, "list": found, "asked": asked,
        "configurations": assigned.unwrap_or_default(),
    });
    by.screen.show("admin/groups/show.html", view)
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
    Filled(form): Filled<Chosen>,
) -> Answer {
    let address = super::address(&id);
    if form.user.is_empty() {
        return Ok(go(&address));
    }
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
    let group = groups::heading(&context, &id).await?;
    let filter = UserFilter {
        search: asked.search.clone(),
        outside: Some(id.clone()),
        ..UserFilter::default()
    };
    let from = list::from(asked.from.as_deref());
    let page = accounts::page_users(&context, &filter, from.as_ref(), list::ROWS).await?;
    let path = format!("{}/add", super::address(&id));
    let found = Listed::new(page, &path, &[("search", &asked.search)]);
    let view = json!({"group": group, "list": found, "asked": asked});
    by.screen.show("admin/groups/add.html", view)
}

/// `POST /admin/groups/{id}/add`.
async fn put_in(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
    Filled(form): Filled<Chosen>,
) -> Answer {
    let address = super::address(&id);
    if form.user.is_empty() {
        return Ok(go(&format!("{address}/add")));
    }
    let changes: (&[_], &[_]) = (&form.user, &[]);
    groups::change_members(&context, &by.session.account, &id, changes).await?;
    Ok(go_and_say(&address, "done-group-put-in"))
}

//! Users: who there is, one of them with everything, and what administrators change.

mod change;
mod danger;
mod import;
mod new;
mod show;

use super::list::{self, Listed};
use crate::accounts::{self, SignIn, UserFilter};
use crate::api::Shared;
use crate::error::Error;
use crate::groups;
use crate::portal::Context;
use crate::web::query::Queried;
use crate::web::screen::Answer;
use crate::web::who::{By, Staff};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;

const PATH: &str = "/admin/users";

/// A way of signing in that no form offers.
const NO_SUCH_WAY: Error =
    Error::Malformed("There is no such way to sign in. Load the page again.");

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route(PATH, get(list))
        .merge(new::routes())
        .merge(import::routes())
        .merge(show::routes())
        .merge(change::routes())
        .merge(danger::routes())
}

/// Where a user is.
fn address(id: &str) -> String {
    format!("{PATH}/{id}")
}

#[derive(Deserialize, Serialize)]
struct Asked {
    #[serde(default)]
    search: String,
    /// A group's id.
    #[serde(default)]
    group: String,
    #[serde(default)]
    sign_in: String,
    #[serde(default, skip_serializing)]
    from: Option<String>,
}

/// `GET /admin/users`.
async fn list(State(context): Shared, by: By<Staff>, Queried(asked): Queried<Asked>) -> Answer {
    let filter = UserFilter {
        search: asked.search.clone(),
        group: Some(asked.group.clone()).filter(|group| !group.is_empty()),
        outside: None,
        sign_in: SignIn::parse(&asked.sign_in),
    };
    let from = list::from(asked.from.as_deref());
    let found = accounts::page_users(&context, &filter, from.as_ref(), list::ROWS).await?;
    let narrowed = [
        ("search", asked.search.as_str()),
        ("group", &asked.group),
        ("sign_in", &asked.sign_in),
    ];
    let is_narrowed = narrowed.iter().any(|(_, value)| !value.is_empty());
    let found = Listed::new(found, PATH, &narrowed);
    let view = json!({
        "list": found, "asked": asked, "is_narrowed": is_narrowed,
        "groups": groups::list(&context).await?,
    });
    by.screen.show("admin/users/list.html", view)
}

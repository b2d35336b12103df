//! Groups of users: who is in them, and what is assigned to them.
//!
//! Auditors see them; administrators change them.

mod manage;
mod members;

use super::list::{self, Listed};
use crate::api::Shared;
use crate::configurations;
use crate::error::Error;
use crate::groups;
use crate::portal::Context;
use crate::web::query::Queried;
use crate::web::screen::Answer;
use crate::web::who::{By, Reader};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;

const PATH: &str = "/admin/groups";

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route(PATH, get(list))
        .merge(manage::routes())
        .merge(members::routes())
}

/// Where a group is.
fn address(id: &str) -> String {
    format!("{PATH}/{id}")
}

#[derive(Deserialize, Serialize)]
struct Asked {
    #[serde(default)]
    search: String,
    #[serde(default, skip_serializing)]
    from: Option<String>,
}

/// A configuration that is assigned to a group.
#[derive(Serialize, Clone)]
struct Assigned {
    id: String,
    name: String,
    platform: String,
}

/// What is assigned, by the group's id.
async fn assigned(context: &Context) -> Result<HashMap<String, Vec<Assigned>>, Error> {
    let mut assigned: HashMap<_, Vec<_>> = HashMap::new();
    for configuration in configurations::list(context).await? {
        for group in configuration.groups {
            assigned.entry(group.id).or_default().push(Assigned {
                id: configuration.id.clone(),
                name: configuration.name.clone(),
                platform: configuration.platform.clone(),
            });
        }
    }
    Ok(assigned)
}

/// `GET /admin/groups`.
async fn list(State(context): Shared, by: By<Reader>, Queried(asked): Queried<Asked>) -> Answer {
    let from = list::from(asked.from.as_deref());
    let page = groups::page(&context, &asked.search, from.as_ref(), list::ROWS).await?;
    let found = Listed::new(page, PATH, &[("search", &asked.search)]);
    let mut assigned = assigned(&context).await?;
    let configurations: Vec<_> = found
        .rows
        .iter()
        .map(|group| assigned.remove(&group.id).unwrap_or_default())
        .collect();
    let view = json!({"list": found, "configurations": configurations, "asked": asked});
    by.screen.show("admin/groups/list.html", view)
}

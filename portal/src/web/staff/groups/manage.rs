//! Making a group, naming it, and deleting it, which says first what that means.

use crate::accounts::Source;
use crate::api::{Segment, Shared};
use crate::error::Error;
use crate::groups;
use crate::portal::Context;
use crate::web::confirm::{Confirmed, confirm};
use crate::web::failed::Problem;
use crate::web::form::Filled;
use crate::web::screen::{Answer, go_and_say};
use crate::web::staff::mended::can_mend;
use crate::web::who::{Administrator, By};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/admin/groups/new", get(new).post(create))
        .route("/admin/groups/{id}/rename", get(name).post(rename))
        .route("/admin/groups/{id}/delete", get(leaving).post(delete))
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// `GET /admin/groups/new`.
async fn new(by: By<Administrator>) -> Answer {
    let view = json!({"group": null, "name": "", "problem": null});
    by.screen.show("admin/groups/name.html", view)
}

/// `POST /admin/groups/new`.
async fn create(
    State(context): Shared,
    by: By<Administrator>,
    Filled(form): Filled<Named>,
) -> Answer {
    match groups::create(&context, &by.session.account, &form.name).await {
        Ok(id) => Ok(go_and_say(&super::address(&id), "done-group-created")),
        Err(error) if can_mend(&error) => {
            let view = json!({"group": null, "name": form.name, "problem": Problem::from(&error)});
            by.screen
                .show_refused(error, "admin/groups/name.html", view)
        }
        Err(error) => Err(error),
    }
}

/// `GET /admin/groups/{id}/rename`.
async fn name(State(context): Shared, by: By<Administrator>, Segment(id): Segment) -> Answer {
    let group = groups::heading(&context, &id).await?;
    let view = json!({"group": group, "name": group.name, "problem": null});
    by.screen.show("admin/groups/name.html", view)
}

/// `POST /admin/groups/{id}/rename`.
async fn rename(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
    Filled(form): Filled<Named>,
) -> Answer {
    match groups::rename(&context, &by.session.account, &id, &form.name).await {
        Ok(()) => Ok(go_and_say(&super::address(&id), "done-group-renamed")),
        Err(error) if can_mend(&error) => {
            let group = groups::heading(&context, &id).await?;
            let view = json!({"group": group, "name": form.name, "problem": Problem::from(&error)});
            by.screen
                .show_refused(error, "admin/groups/name.html", view)
        }
        Err(error) => Err(error),
    }
}

/// `GET /admin/groups/{id}/delete`.
async fn leaving(State(context): Shared, by: By<Administrator>, Segment(id): Segment) -> Answer {
    show_leaving(&context, &by, &id, None).await
}

async fn show_leaving(
    context: &Context,
    by: &By<Administrator>,
    id: &str,
    refused: Option<Error>,
) -> Answer {
    let group = groups::heading(context, id).await?;
    let assigned = super::assigned(context).await?.remove(id);
    let view = json!({
        "group": group, "configurations": assigned.unwrap_or_default(),
        "problem": refused.as_ref().map(Problem::from),
    });
    let template = "admin/groups/delete.html";
    match refused {
        Some(error) => by.screen.show_refused(error, template, view),
        None => by.screen.show(template, view),
    }
}

/// `POST /admin/groups/{id}/delete`.
async fn delete(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Confirmed>,
) -> Answer {
    let deleted = async {
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        groups::delete(&context, &by.session.account, &id).await
    };
    match deleted.await {
        Ok(()) => Ok(go_and_say(super::PATH, "done-group-deleted")),
        Err(error) if can_mend(&error) => show_leaving(&context, &by, &id, Some(error)).await,
        Err(error) => Err(error),
    }
}

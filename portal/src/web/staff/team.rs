//! The staff: who there is, and what each may do. Auditors see it; administrators change it.

mod change;
mod new;

use crate::accounts::StaffRole;
use crate::api::{Segment, Shared};
use crate::portal::Context;
use crate::staff;
use crate::web::screen::Answer;
use crate::web::who::{By, Reader};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde_json::json;
use std::sync::Arc;

const PATH: &str = "/admin/staff";

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route(PATH, get(list))
        .merge(new::routes())
        .route("/admin/staff/{id}", get(show))
        .merge(change::routes())
}

/// Where a member of staff is.
fn address(id: &str) -> String {
    format!("{PATH}/{id}")
}

/// `GET /admin/staff`.
async fn list(State(context): Shared, by: By<Reader>) -> Answer {
    let members = staff::list(&context).await?;
    let view = json!({"members": members, "roles": StaffRole::ALL, "own": by.session.account});
    by.screen.show("admin/staff/list.html", view)
}

/// `GET /admin/staff/{id}`.
async fn show(State(context): Shared, by: By<Reader>, Segment(id): Segment) -> Answer {
    let member = staff::find(&context, &id).await?;
    let view = json!({"member": member, "own": by.session.account});
    by.screen.show("admin/staff/show.html", view)
}

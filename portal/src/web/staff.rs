//! Administration: for administrators, the help desk and auditors.

mod configurations;
mod audit;
mod escrow_keys;
mod trail;
mod account;
mod groups;
mod list;
mod mended;
mod team;
mod users;

use super::screen::Answer;
use super::sign_in;
use super::who::{By, Staff};
use crate::api::introduce;
use crate::portal::Context;
use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};
use serde_json::json;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .merge(configurations::routes())
        .merge(audit::routes())
        .merge(escrow_keys::routes())
        .route("/admin", get(overview))
        .route("/admin/sign-in", get(sign_in::page))
        .route(
            "/admin/sign-in",
            post(sign_in::sign_in).layer(from_fn(introduce)),
        )
        .route("/admin/sign-out", post(sign_in::sign_out::<Staff>))
        .route("/admin/stay", post(sign_in::stay::<Staff>))
        .merge(users::routes())
        .merge(groups::routes())
        .merge(team::routes())
        .merge(account::routes())
}

async fn overview(by: By<Staff>) -> Answer {
    by.screen.show("admin/overview.html", json!({}))
}

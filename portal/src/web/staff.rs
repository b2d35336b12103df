//! Administration: for administrators, the help desk and auditors.

mod account;
mod audit;
mod configurations;
mod devices;
mod escrow_keys;
mod groups;
mod list;
mod mended;
mod overview;
mod team;
mod trail;
mod users;

use super::sign_in;
use super::who::Staff;
use crate::api::introduce;
use crate::portal::Context;
use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/admin/sign-in", get(sign_in::page))
        .route(
            "/admin/sign-in",
            post(sign_in::sign_in).layer(from_fn(introduce)),
        )
        .route("/admin/sign-out", post(sign_in::sign_out::<Staff>))
        .route("/admin/stay", post(sign_in::stay::<Staff>))
        .merge(overview::routes())
        .merge(devices::routes())
        .merge(users::routes())
        .merge(groups::routes())
        .merge(configurations::routes())
        .merge(escrow_keys::routes())
        .merge(audit::routes())
        .merge(team::routes())
        .merge(account::routes())
}

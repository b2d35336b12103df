//! Self-service: a user's own devices, PINs, activity and password.

mod account;
mod activity;
mod again;
mod commands;
mod devices;
mod reset;

use super::sign_in;
use super::who::User;
use crate::api::introduce;
use crate::portal::Context;
use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/my/sign-in", get(sign_in::page))
        .route(
            "/my/sign-in",
            post(sign_in::sign_in).layer(from_fn(introduce)),
        )
        .route("/my/sign-out", post(sign_in::sign_out::<User>))
        .route("/my/stay", post(sign_in::stay::<User>))
        .merge(devices::routes())
        .merge(reset::routes())
        .merge(commands::routes())
        .merge(activity::routes())
        .merge(account::routes())
}

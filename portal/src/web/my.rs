//! Self-service: a user's own devices, PINs, activity and password.

use super::screen::Answer;
use super::sign_in;
use super::who::{By, User};
use crate::api::introduce;
use crate::portal::Context;
use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};
use serde_json::json;
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
        .route("/my/devices", get(devices))
}

async fn devices(by: By<User>) -> Answer {
    by.screen.show("my/devices.html", json!({}))
}

//! The pages: server-rendered, in English and French, usable without JavaScript.
//!
//! Handlers read a form, call one service and show a template; they decide nothing that the
//! services do not. Whom a page is for is said by its handler's `By<…>`.

mod assets;
mod confirm;
mod cookies;
mod failed;
mod form;
mod guard;
mod home;
mod identity_provider;
mod language;
mod my;
mod pin;
mod query;
mod screen;
mod set_up;
mod sign_in;
mod staff;
mod templates;
mod upload;
mod who;

use crate::portal::Context;
use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};
pub(crate) use failed::explain;
use std::sync::Arc;

/// Every page, and what pages are made of.
pub(crate) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/", get(home::home))
        .route("/language", post(language::choose))
        .merge(identity_provider::routes())
        .merge(my::routes())
        .merge(set_up::routes())
        .merge(staff::routes())
        .layer(from_fn(guard::same_origin))
        .route("/assets/{*path}", get(assets::serve))
}

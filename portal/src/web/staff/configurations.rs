//! AppConnect configurations: their order, their rules, whom they apply to, and what they were.
//!
//! Auditors see everything here; administrators change it.

mod edit;
mod fields;
mod findings;
mod groups;
mod history;
mod list;
mod manage;
mod merge;
mod show;
mod typed;
mod words;

use crate::portal::Context;
use axum::Router;
use axum::routing::{get, post};
use passcode_core::portal::wire::Platform;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/admin/configurations", get(list::page))
        .route("/admin/configurations/order", post(list::reorder))
        .route("/admin/configurations/check", post(edit::check))
        .route(
            "/admin/configurations/new",
            get(manage::new).post(manage::create),
        )
        .route("/admin/configurations/{id}", get(show::page))
        .route(
            "/admin/configurations/{id}/edit",
            get(edit::page).post(edit::save),
        )
        .route("/admin/configurations/{id}/history", get(history::page))
        .route(
            "/admin/configurations/{id}/groups",
            get(groups::page).post(groups::assign),
        )
        .route(
            "/admin/configurations/{id}/rename",
            get(manage::name).post(manage::rename),
        )
        .route(
            "/admin/configurations/{id}/delete",
            get(manage::leaving).post(manage::delete),
        )
}

/// Where a configuration is.
fn address(id: &str) -> String {
    format!("/admin/configurations/{id}")
}

/// A configuration's platform, as the database has it.
fn platform(name: &str) -> Platform {
    crate::devices::platform(name).unwrap_or(Platform::Ios)
}

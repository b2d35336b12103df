//! Audit Trails: what happened, newest first, filtered; one entry; whether the chain is whole; and
//! all of it to take away.
//!
//! Every member of staff reads; whole trails are verified and exported by administrators and
//! auditors.

mod asked;
mod choices;
mod entry;
mod export;
mod facts;
mod list;
mod verify;

use crate::portal::Context;
use axum::Router;
use axum::routing::get;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/admin/audit", get(list::page))
        .route(
            "/admin/audit/verify",
            get(verify::page).post(verify::verify),
        )
        .route(
            "/admin/audit/export",
            get(export::page).post(export::export),
        )
        .route("/admin/audit/{sequence}", get(entry::page))
}

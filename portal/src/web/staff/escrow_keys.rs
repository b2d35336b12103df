//! Escrow keys: which phones rely on which, a new one, and the end of a former one.
//!
//! What changes a key asks again who it is; what destroys one names how many devices lose recovery.

mod change;
mod list;

use crate::api::introduce;
use crate::portal::Context;
use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};
use std::sync::Arc;

const LIST: &str = "/admin/escrow-keys";

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route(LIST, get(list::page))
        .route("/admin/escrow-keys/{id}/devices", get(list::devices))
        .route("/admin/escrow-keys/new", get(change::new))
        .route("/admin/escrow-keys/{id}/destroy", get(change::leaving))
        .merge(
            Router::new()
                .route("/admin/escrow-keys/new", post(change::make))
                .route("/admin/escrow-keys/{id}/destroy", post(change::destroy))
                .layer(from_fn(introduce)),
        )
}

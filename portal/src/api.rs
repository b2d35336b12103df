//! The HTTP surface: routes, limits that hold for every request, and what all handlers share.
//!
//! Handlers are thin: they read, call one service and write. Nothing is decided here.

mod admin;
mod browser;
mod device;
mod extract;
mod roles;
mod self_service;

use crate::error::Error;
use crate::portal::Context;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// A body may have this many bytes.
const BODY_BYTES: usize = 64 * 1024;
/// A request may take this long.
const TIMEOUT: Duration = Duration::from_secs(30);

/// What handlers work with.
pub(crate) type Shared = axum::extract::State<Arc<Context>>;

/// Every route.
pub(crate) fn router(context: Arc<Context>) -> Router {
    Router::new()
        .merge(device::routes())
        .nest("/api/self-service/v1", self_service::routes())
        .nest("/api/admin/v1", admin::routes())
        .route(
            "/health",
            get(|| async { axum::Json(json!({"status": "ok"})) }),
        )
        .fallback(|| async { Error::NoSuchPath })
        .method_not_allowed_fallback(|| async { Error::NoSuchMethod })
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(middleware::from_fn(limits))
        .with_state(context)
}

/// No request lasts for ever; no answer is kept by a browser or a proxy.
async fn limits(request: Request, next: Next) -> Response {
    let answered = tokio::time::timeout(TIMEOUT, next.run(request)).await;
    let mut response = answered.unwrap_or_else(|_| Error::TimedOut.into_response());
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let nosniff = HeaderValue::from_static("nosniff");
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
    response
}

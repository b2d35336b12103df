//! The HTTP surface: routes, limits that hold for every request, and what all handlers share.
//!
//! Handlers are thin: they read, call one service and write. Nothing is decided here.

mod admin;
mod browser;
mod description;
mod device;
mod extract;
mod health;
mod observe;
mod roles;
mod schemas;
mod self_service;

use crate::error::{Error, Internal};
use crate::portal::Context;
use crate::web;
pub(crate) use admin::send_trail;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
pub(crate) use browser::introduce;
pub(crate) use extract::{Segment, body};
pub(crate) use observe::Refusal;
use std::sync::Arc;
use std::time::Duration;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// A body may have this many bytes.
const BODY_BYTES: usize = 64 * 1024;
/// A request may take this long.
const TIMEOUT: Duration = Duration::from_secs(30);

/// What handlers work with.
pub(crate) type Shared = axum::extract::State<Arc<Context>>;

/// Every route.
pub(crate) fn router(context: Arc<Context>) -> Router {
    let (router, mut description) = OpenApiRouter::with_openapi(description::begin())
        .merge(device::routes())
        .nest("/api/self-service/v1", self_service::routes())
        .nest("/api/admin/v1", admin::routes())
        .merge(health::routes())
        .routes(routes!(describe))
        .split_for_parts();
    description::complete(&mut description);
    router
        .layer(Extension(Arc::new(description)))
        .merge(web::routes())
        .fallback(|| async { Error::NoSuchPath })
        .method_not_allowed_fallback(|| async { Error::NoSuchMethod })
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(middleware::from_fn(limits))
        .layer(middleware::from_fn_with_state(
            context.clone(),
            web::explain,
        ))
        .layer(middleware::from_fn(keep_nothing))
        .layer(middleware::from_fn_with_state(
            context.clone(),
            observe::observe,
        ))
        .with_state(context)
}

/// This document.
#[utoipa::path(get, path = "/api/openapi.json", responses((status = 200, description = "OpenAPI 3.1", body = Object)))]
async fn describe(Extension(description): Extension<Arc<OpenApi>>) -> Response {
    Json(&*description).into_response()
}

/// The numbers, for a port of their own.
pub(crate) fn metrics_router(context: Arc<Context>) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .fallback(|| async { Error::NoSuchPath })
        .method_not_allowed_fallback(|| async { Error::NoSuchMethod })
        .with_state(context)
}

async fn metrics(State(context): Shared) -> Result<Response, Error> {
    let text = context.metrics.to_text(&context.database);
    let text = text.map_err(|_| Error::Internal(Internal::Record))?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}

/// No request lasts for ever.
async fn limits(request: Request, next: Next) -> Response {
    let answered = tokio::time::timeout(TIMEOUT, next.run(request)).await;
    answered.unwrap_or_else(|_| Error::TimedOut.into_response())
}

/// No answer is kept by a browser or a proxy, unless it says so, or taken for what it is not: around
/// everything that makes one, pages of refusals too.
async fn keep_nothing(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    let nosniff = HeaderValue::from_static("nosniff");
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
    response
}

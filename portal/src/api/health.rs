//! Whether the process lives, and whether it should get requests.
//!
//! `/health` touches nothing else: a process is not to be ended because its database is away.

use super::Shared;
use super::schemas;
use crate::error::Error;
use crate::portal::Context;
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// A database that takes longer for nothing serves no request.
const DATABASE_ANSWERS: Duration = Duration::from_secs(2);

pub(crate) fn routes() -> OpenApiRouter<Arc<Context>> {
    OpenApiRouter::new()
        .routes(routes!(health))
        .routes(routes!(ready))
}

/// Whether the process lives.
#[utoipa::path(get, path = "/health", responses((status = 200, description = "It does", body = schemas::Health)))]
async fn health() -> Json<Value> {
    Json(json!({"status": "ok"}))
}

/// Whether this instance should get requests.
#[utoipa::path(get, path = "/ready", responses((status = 200, description = "It should", body = schemas::Health), (status = 503, description = "portal.not_ready, portal.timed_out")))]
async fn ready(State(context): Shared) -> Result<Json<Value>, Error> {
    if context.is_leaving() {
        return Err(Error::NotReady);
    }
    let answered = tokio::time::timeout(DATABASE_ANSWERS, context.database.answers()).await;
    answered
        .map_err(|_| Error::NotReady)?
        .map_err(|_| Error::NotReady)?;
    Ok(Json(json!({"status": "ready"})))
}

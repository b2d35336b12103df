//! Whether the process lives, and whether it should get requests.
//!
//! `/health` touches nothing else: a process is not to be ended because its database is away.

use super::Shared;
use crate::error::Error;
use crate::portal::Context;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// A database that takes longer for nothing serves no request.
const DATABASE_ANSWERS: Duration = Duration::from_secs(2);

pub(crate) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
}

async fn health() -> Json<Value> {
    Json(json!({"status": "ok"}))
}

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

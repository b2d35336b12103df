//! The control port: makes a fresh portal for each scenario, turns its clock, and does in it what
//! administrators and users do, through the same APIs over the same TLS as everybody.
//!
//! It listens on loopback, and only who has its token is heard.

mod assignments;
mod client;
mod clock;
mod devices;
mod fill;
mod help_desk;
mod people;
mod phones;
mod stage;
mod tenant;

pub use client::{ControlClient, Ready, parse_pin};
pub use clock::Pace;
pub use fill::Filling;
pub use people::People;
pub use stage::Stage;

use axum::extract::{Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use passcode_core::crypto::keys::equal;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// The control port's routes.
pub fn router(stage: Arc<Stage>) -> Router {
    Router::new()
        .route("/scenario", post(begin))
        .route("/demo", post(begin_demo))
        .route("/step", post(step))
        .route("/fill", post(fill))
        .route(
            "/status",
            get(|State(stage): State<Arc<Stage>>| async move { Json(stage.status().await) }),
        )
        .layer(middleware::from_fn_with_state(
            Arc::clone(&stage),
            only_with_token,
        ))
        .with_state(stage)
}

async fn only_with_token(
    State(stage): State<Arc<Stage>>,
    request: Request,
    next: Next,
) -> Response {
    let given = request
        .headers()
        .get(header::AUTHORIZATION)
        .map(|value| value.as_bytes());
    let expected = format!("Bearer {}", stage.token());
    if given.is_some_and(|given| equal(given, expected.as_bytes())) {
        next.run(request).await
    } else {
        (
            StatusCode::UNAUTHORIZED,
            "the control port wants its token\n",
        )
            .into_response()
    }
}

/// How the clock of a fresh portal goes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Beginning {
    #[serde(default)]
    clock: Pace,
}

async fn begin(
    State(stage): State<Arc<Stage>>,
    Query(Beginning { clock }): Query<Beginning>,
    Json(given): Json<Value>,
) -> Response {
    answer(stage.begin(given, clock).await.map(|()| json!({})))
}

async fn begin_demo(
    State(stage): State<Arc<Stage>>,
    Query(Beginning { clock }): Query<Beginning>,
) -> Response {
    answer(stage.begin_demo(clock).await)
}

async fn fill(State(stage): State<Arc<Stage>>, Json(filling): Json<Filling>) -> Response {
    answer(stage.fill(&filling).await.map(|()| json!({})))
}

async fn step(State(stage): State<Arc<Stage>>, Json(step): Json<Value>) -> Response {
    answer(stage.step(&step).await)
}

fn answer(result: Result<Value, String>) -> Response {
    match result {
        Ok(answer) => Json(answer).into_response(),
        Err(reason) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            Json(json!({"reason": reason})),
        )
            .into_response(),
    }
}

//! The device API: `docs/formats.md` §7. Every request but `nonce` is signed.

mod signed;

use super::Shared;
use super::extract::Body;
use crate::accounts::Source;
use crate::devices;
use crate::error::Error;
use crate::nonces;
use crate::portal::Context;
use crate::resets::{self, Reset};
use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use passcode_core::portal::wire::{
    CheckInAnswer, CheckInRequest, CommandsDone, NonceAnswer, ResetRequest, path,
};
use serde::Deserialize;
use signed::{Enrolling, Signed, SignedWhileRetiring};
use std::sync::Arc;

pub(crate) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route(path::NONCE, post(nonce))
        .route(path::ENROLL, post(enroll))
        .route(path::CHECK_IN, post(check_in))
        .route(path::COMMANDS_DONE, post(commands_done))
        .route(path::RESET, post(reset))
        .route(path::RESET_DONE, post(reset_done))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Empty {}

async fn nonce(
    State(context): Shared,
    Body(Empty {}): Body<Empty>,
) -> Result<Json<NonceAnswer>, Error> {
    let nonce = nonces::issue(&context)?;
    Ok(Json(NonceAnswer {
        nonce,
        server_time: context.now_ms() / 1000,
    }))
}

async fn enroll(
    State(context): Shared,
    source: Source,
    Enrolling(request): Enrolling,
) -> Result<Response, Error> {
    let answer = devices::enroll(&context, request, &source).await?;
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

async fn check_in(
    State(context): Shared,
    SignedWhileRetiring(signed): SignedWhileRetiring<CheckInRequest>,
) -> Result<Json<CheckInAnswer>, Error> {
    devices::check_in(&context, &signed.device, &signed.request)
        .await
        .map(Json)
}

async fn commands_done(
    State(context): Shared,
    SignedWhileRetiring(signed): SignedWhileRetiring<CommandsDone>,
) -> Result<StatusCode, Error> {
    devices::commands_done(&context, &signed.device, signed.request.commands_done).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn reset(
    State(context): Shared,
    source: Source,
    signed: Signed<ResetRequest>,
) -> Result<Response, Error> {
    let reset = Reset::read(&signed.device, &signed.request_id, &signed.request)?;
    let answer = reset.answer(&context, &source).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], answer).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResetDone {
    request_id: String,
}

async fn reset_done(
    State(context): Shared,
    signed: Signed<ResetDone>,
) -> Result<StatusCode, Error> {
    resets::done(&context, &signed.device, &signed.request.request_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

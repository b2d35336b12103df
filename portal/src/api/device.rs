//! The device API: `docs/formats.md` §7. Every request but `nonce` is signed.

mod signed;

use super::Shared;
use super::extract::Body;
use super::schemas;
use crate::accounts::Source;
use crate::devices;
use crate::error::Error;
use crate::nonces;
use crate::portal::Context;
use crate::resets::{self, Reset};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use passcode_core::portal::wire::{
    CheckInAnswer, CheckInRequest, CommandsDone, NonceAnswer, ResetRequest, path,
};
use serde::Deserialize;
use signed::{Enrolling, Signed, SignedWhileRetiring};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<Arc<Context>> {
    OpenApiRouter::new()
        .routes(routes!(nonce))
        .routes(routes!(enroll))
        .routes(routes!(check_in))
        .routes(routes!(commands_done))
        .routes(routes!(reset))
        .routes(routes!(reset_done))
}

/// Nothing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Empty {}

/// A nonce for one signed request.
#[utoipa::path(post, path = path::NONCE, request_body = Empty, security(()), responses((status = 200, description = "A nonce", body = schemas::NonceAnswer)))]
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

/// A new device, signed with the key in the body under the key id `enroll`.
#[utoipa::path(post, path = path::ENROLL, request_body = schemas::EnrollRequest, responses((status = 201, description = "The device", body = schemas::EnrollAnswer), (status = 401, description = "credentials.not_accepted"), (status = 429, description = "attempts.too_many")))]
async fn enroll(
    State(context): Shared,
    source: Source,
    Enrolling(request): Enrolling,
) -> Result<Response, Error> {
    let answer = devices::enroll(&context, request, &source).await?;
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// A phone reports and asks for news.
#[utoipa::path(post, path = path::CHECK_IN, request_body = schemas::CheckInRequest, responses((status = 200, description = "What holds now", body = schemas::CheckInAnswer), (status = 401, description = "device.unknown"), (status = 409, description = "device.rolled_back")))]
async fn check_in(
    State(context): Shared,
    SignedWhileRetiring(signed): SignedWhileRetiring<CheckInRequest>,
) -> Result<Json<CheckInAnswer>, Error> {
    devices::check_in(&context, &signed.device, &signed.request)
        .await
        .map(Json)
}

/// Everything up to this number is carried out.
#[utoipa::path(post, path = path::COMMANDS_DONE, request_body = schemas::CommandsDone, responses((status = 204, description = "Noted"), (status = 401, description = "device.unknown")))]
async fn commands_done(
    State(context): Shared,
    SignedWhileRetiring(signed): SignedWhileRetiring<CommandsDone>,
) -> Result<StatusCode, Error> {
    devices::commands_done(&context, &signed.device, signed.request.commands_done).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The recovery key for the right credentials.
#[utoipa::path(post, path = path::RESET, request_body = schemas::ResetRequest, responses((status = 200, description = "The recovery key, sealed", body = schemas::ResetAnswer), (status = 401, description = "device.unknown, credentials.not_accepted"), (status = 403, description = "reset.not_allowed, client.too_old"), (status = 409, description = "device.rolled_back, request.reused, grant.not_live"), (status = 410, description = "escrow.key_destroyed"), (status = 429, description = "attempts.too_many")))]
async fn reset(
    State(context): Shared,
    source: Source,
    signed: Signed<ResetRequest>,
) -> Result<Response, Error> {
    let reset = Reset::read(&signed.device, &signed.request_id, &signed.request)?;
    let answer = reset.answer(&context, &source).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], answer).into_response())
}

/// The id of the reset request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ResetDone {
    request_id: String,
}

/// The reset is committed; the kept answer goes.
#[utoipa::path(post, path = path::RESET_DONE, request_body = ResetDone, responses((status = 204, description = "Forgotten"), (status = 401, description = "device.unknown")))]
async fn reset_done(
    State(context): Shared,
    signed: Signed<ResetDone>,
) -> Result<StatusCode, Error> {
    resets::done(&context, &signed.device, &signed.request.request_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

//! The device API: `docs/formats.md` §7. Every request but `nonce` is signed.

mod signed;

use super::Shared;
use super::extract::Body;
use crate::accounts::{self, Purpose, Role, Source};
use crate::audit::{self, Actor, Event};
use crate::devices::{self, AppVersion, Device, Report};
use crate::error::Error;
use crate::nonces;
use crate::portal::Context;
use crate::resets::{self, Reset};
use crate::secrets::random_id;
use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use passcode_core::portal::wire::{
    CheckInRequest, EnrollAnswer, EnrollRequest, NonceAnswer, ResetRequest, Standing, path,
};
use serde::Deserialize;
use signed::{Enrolling, Signed};
use std::sync::Arc;

pub(crate) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route(path::NONCE, post(nonce))
        .route(path::ENROLL, post(enroll))
        .route(path::CHECK_IN, post(check_in))
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
    let app_version = app_version(&request.app_version)?;
    if !(1..=64).contains(&request.device_name.chars().count())
        || request.device_name.chars().any(char::is_control)
    {
        return Err(Error::Malformed(
            "`device_name` has 1 to 64 visible characters. Correct it.",
        ));
    }
    let EnrollRequest {
        user_name,
        password,
        platform,
        device_name,
        signing_key,
        ..
    } = request;
    let credentials = (user_name.as_str(), &password);
    let verified =
        accounts::verify(&context, Role::User, credentials, &source, Purpose::Enroll).await?;
    let now_ms = context.now_ms();
    let device = Device {
        id: random_id()?,
        account: verified.account.id.clone(),
        name: device_name,
        platform,
        app_version,
        signing_key,
        generation: 0,
        escrow_key_id: None,
        enrolled_ms: now_ms,
        last_seen_ms: now_ms,
    };
    let mut tx = context.database.begin().await?;
    verified.settle(&mut tx, now_ms).await?;
    devices::insert(&mut tx, &device).await?;
    let event = Event::new(Actor::Device(&device.id), "device.enrolled").device(&device.id);
    audit::append(&mut tx, now_ms, event.account(Some(&device.account))).await?;
    tx.commit().await?;
    let standing = devices::standing(&context, platform).await?;
    let Device { id, account, .. } = device;
    let tenant = context.tenant.clone();
    let answer = EnrollAnswer {
        tenant,
        user: account,
        device: id,
        standing,
    };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

async fn check_in(
    State(context): Shared,
    signed: Signed<CheckInRequest>,
) -> Result<Json<Standing>, Error> {
    let Signed {
        device, request, ..
    } = signed;
    let app_version = app_version(&request.app_version)?;
    check_generation(request.generation)?;
    if request
        .escrow_key_id
        .as_ref()
        .is_some_and(|id| id.len() > 64)
    {
        return Err(Error::Malformed(
            "`escrow_key_id` is none of this portal. Correct it.",
        ));
    }
    let report = Report {
        app_version: &app_version,
        generation: request.generation,
        escrow_key_id: request.escrow_key_id.as_deref(),
    };
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    let stored = devices::store_report(&mut tx, now_ms, &device.id, &report).await;
    if let Err(Error::RolledBack) = stored {
        let event = Event::new(Actor::Device(&device.id), "device.rolled_back").device(&device.id);
        audit::append(&mut tx, now_ms, event.account(Some(&device.account))).await?;
    }
    tx.commit().await?;
    stored?;
    devices::standing(&context, device.platform).await.map(Json)
}

async fn reset(
    State(context): Shared,
    source: Source,
    signed: Signed<ResetRequest>,
) -> Result<Response, Error> {
    check_generation(signed.request.generation)?;
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

fn app_version(text: &str) -> Result<AppVersion, Error> {
    let malformed = Error::Malformed("`app_version` looks like `3.1.0`. Correct it.");
    AppVersion::parse(text).ok_or(malformed)
}

/// Generations are kept in signed columns.
fn check_generation(generation: u64) -> Result<(), Error> {
    let malformed = |_| Error::Malformed("`generation` is too large. Correct it.");
    i64::try_from(generation).map(|_| ()).map_err(malformed)
}

//! The administration API: set-up, sessions, configurations, users, devices, audit trail.
//!
//! Its accounts and sessions are not those of users. It shows no secret, and chooses no passcode.

mod configurations;
mod users;

use super::Shared;
use super::extract::{Administrator, Body, Segment};
use super::schemas;
use super::self_service::{Credentials, session_json};
use crate::accounts::{Role, Source};
use crate::audit;
use crate::devices::{self, Device};
use crate::error::Error;
use crate::portal::Context;
use crate::sessions;
use crate::set_up;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// How many entries of the audit trail come at once.
const AUDIT_DEFAULT: u32 = 100;
const AUDIT_MOST: u32 = 1000;

pub(crate) fn routes() -> OpenApiRouter<Arc<Context>> {
    OpenApiRouter::new()
        .routes(routes!(first_administrator))
        .routes(routes!(sign_in, sign_out))
        .routes(routes!(configurations::list))
        .routes(routes!(configurations::show, configurations::replace))
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::show))
        .routes(routes!(users::set_password))
        .routes(routes!(list_devices))
        .routes(routes!(show_device))
        .routes(routes!(trail))
}

/// The set-up token, and who will be the administrator.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SetUp {
    #[schema(value_type = String)]
    token: SecretText,
    user_name: String,
    #[schema(value_type = String)]
    password: SecretText,
}

/// Makes the first administrator.
#[utoipa::path(post, path = "/set-up", request_body = SetUp, security(()), responses((status = 201, description = "The administrator", body = schemas::FirstAdministrator), (status = 400, description = "user.name_invalid, password.length"), (status = 403, description = "set_up.not_accepted"), (status = 409, description = "user.exists")))]
async fn first_administrator(
    State(context): Shared,
    Body(SetUp {
        token,
        user_name,
        password,
    }): Body<SetUp>,
) -> Result<(StatusCode, Json<Value>), Error> {
    let id = set_up::set_up(&context, &token, &user_name, &password).await?;
    Ok((
        StatusCode::CREATED,
        Json(json!({"id": id, "user_name": user_name})),
    ))
}

/// Signs in.
#[utoipa::path(post, path = "/session", request_body = Credentials, security(()), responses((status = 201, description = "A session", body = schemas::Session), (status = 401, description = "credentials.not_accepted"), (status = 429, description = "attempts.too_many")))]
async fn sign_in(
    State(context): Shared,
    source: Source,
    Body(Credentials {
        user_name,
        password,
    }): Body<Credentials>,
) -> Result<(StatusCode, Json<Value>), Error> {
    let credentials = (user_name.as_str(), &password);
    let session = sessions::begin(&context, Role::Administrator, credentials, &source).await?;
    Ok((StatusCode::CREATED, Json(session_json(&session))))
}

/// Signs out.
#[utoipa::path(delete, path = "/session", responses((status = 204, description = "Signed out")))]
async fn sign_out(
    State(context): Shared,
    Administrator(session): Administrator,
) -> Result<StatusCode, Error> {
    sessions::end(&context, Role::Administrator, &session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Every device that is enrolled and not retired.
#[utoipa::path(get, path = "/devices", responses((status = 200, description = "The devices", body = schemas::Devices)))]
async fn list_devices(
    State(context): Shared,
    Administrator(_): Administrator,
) -> Result<Json<Value>, Error> {
    let shown: Value = devices::list(&context, None)
        .await?
        .iter()
        .map(device_json)
        .collect();
    Ok(Json(json!({"devices": shown})))
}

/// One device.
#[utoipa::path(get, path = "/devices/{id}", params(("id" = String, Path, description = "A device")), responses((status = 200, description = "The device", body = schemas::Device), (status = 404, description = "device.unknown")))]
async fn show_device(
    State(context): Shared,
    Administrator(_): Administrator,
    Segment(id): Segment,
) -> Result<Json<Value>, Error> {
    let device = devices::find(&context, &id)
        .await?
        .ok_or(Error::NoSuchDevice)?;
    Ok(Json(device_json(&device)))
}

fn device_json(device: &Device) -> Value {
    json!({
        "id": device.id,
        "user": device.account,
        "name": device.name,
        "platform": device.platform,
        "app_version": device.app_version.as_str(),
        "generation": device.generation,
        "escrow_key_id": device.escrow_key_id,
        "enrolled_ms": device.enrolled_ms,
        "last_seen_ms": device.last_seen_ms,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    after: Option<u64>,
    limit: Option<u32>,
}

/// The audit trail, oldest entries first.
#[utoipa::path(get, path = "/audit", params(("after" = Option<u64>, Query, description = "Only entries with a greater sequence number"), ("limit" = Option<u32>, Query, maximum = 4_294_967_295_u32, description = "How many entries; 100 without it, 1,000 at most")), responses((status = 200, description = "The entries", body = schemas::Trail)))]
async fn trail(
    State(context): Shared,
    Administrator(_): Administrator,
    range: Result<Query<Range>, QueryRejection>,
) -> Result<Json<Value>, Error> {
    let malformed = || Error::Malformed("`after` and `limit` are whole numbers. Correct them.");
    let Query(Range { after, limit }) = range.map_err(|_| malformed())?;
    if after.is_some_and(|after| i64::try_from(after).is_err()) {
        return Err(malformed());
    }
    let limit = limit.unwrap_or(AUDIT_DEFAULT).clamp(1, AUDIT_MOST);
    let entries = audit::list(&context.database, after.unwrap_or(0), limit).await?;
    Ok(Json(json!({"entries": entries})))
}

//! The administration API: set-up, sessions, configurations, users, devices, audit trail.
//!
//! Its accounts and sessions are not those of users. It shows no secret, and chooses no passcode.

mod configurations;
mod devices;
mod escrow_keys;
mod users;

use super::Shared;
use super::extract::{Administrator, Body};
use super::self_service::{Credentials, session_json};
use crate::accounts::{Role, Source};
use crate::audit;
use crate::error::Error;
use crate::portal::Context;
use crate::sessions;
use crate::set_up;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// How many entries of the audit trail come at once.
const AUDIT_DEFAULT: u32 = 100;
const AUDIT_MOST: u32 = 1000;

pub(crate) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/set-up", post(first_administrator))
        .route("/session", post(sign_in).delete(sign_out))
        .route("/configurations", get(configurations::list))
        .route(
            "/configurations/{platform}",
            get(configurations::show).put(configurations::replace),
        )
        .route("/users", get(users::list).post(users::create))
        .route("/users/{id}", get(users::show))
        .route("/users/{id}/password", put(users::set_password))
        .route("/devices", get(devices::list))
        .route("/devices/{id}", get(devices::show))
        .route(
            "/devices/{id}/commands",
            get(devices::list_commands).post(devices::command),
        )
        .route("/devices/{id}/retired", put(devices::give_up))
        .route(
            "/escrow-keys",
            get(escrow_keys::list).post(escrow_keys::create),
        )
        .route("/escrow-keys/{id}", delete(escrow_keys::destroy))
        .route("/escrow-keys/{id}/devices", get(escrow_keys::devices))
        .route("/audit", get(trail))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetUp {
    token: SecretText,
    user_name: String,
    password: SecretText,
}

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

async fn sign_out(
    State(context): Shared,
    Administrator(session): Administrator,
) -> Result<StatusCode, Error> {
    sessions::end(&context, Role::Administrator, &session).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    after: Option<u64>,
    limit: Option<u32>,
}

async fn trail(
    State(context): Shared,
    Administrator(_): Administrator,
    range: Result<Query<Range>, QueryRejection>,
) -> Result<Json<Value>, Error> {
    let malformed = |_| Error::Malformed("`after` and `limit` are whole numbers. Correct them.");
    let Query(Range { after, limit }) = range.map_err(malformed)?;
    let limit = limit.unwrap_or(AUDIT_DEFAULT).clamp(1, AUDIT_MOST);
    let entries = audit::list(&context.database, after.unwrap_or(0), limit).await?;
    Ok(Json(json!({"entries": entries})))
}

//! The administration API: set-up, sessions, staff, configurations, users, devices, audit trail.
//!
//! Its accounts and sessions are not those of users. It shows no secret, and chooses no passcode.
//! Who may use a route is said by the handler's extractor, in the table of `api::roles`.

mod configurations;
mod devices;
mod escrow_keys;
mod groups;
mod pins;
mod staff;
mod users;

use super::Shared;
use super::browser;
use super::extract::Body;
use super::roles::Staff;
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
use axum::middleware::from_fn;
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
        .route(
            "/session",
            post(sign_in)
                .layer(from_fn(browser::introduce))
                .delete(sign_out),
        )
        .route("/users", get(users::list).post(users::create))
        .route("/users/{id}", get(users::show))
        .route("/users/{id}/password", put(users::set_password))
        .route("/users/{id}/sign-in", put(users::set_sign_in))
        .route("/staff", get(staff::list).post(staff::create))
        .route("/staff/{id}", get(staff::show).put(staff::change))
        .route("/devices", get(devices::list))
        .route("/devices/{id}", get(devices::show))
        .route(
            "/devices/{id}/one-time-pin",
            get(pins::show).post(pins::issue).delete(pins::cancel),
        )
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
        .merge(rules())
}

/// Groups, configurations, and which of them apply.
fn rules() -> Router<Arc<Context>> {
    Router::new()
        .route("/groups", get(groups::list).post(groups::create))
        .route(
            "/groups/{id}",
            get(groups::show).put(groups::rename).delete(groups::delete),
        )
        .route("/groups/{id}/members", post(groups::change_members))
        .route(
            "/configurations",
            get(configurations::list).post(configurations::create),
        )
        .route(
            "/configurations/{id}",
            get(configurations::show)
                .put(configurations::replace)
                .delete(configurations::delete),
        )
        .route("/configurations/{id}/name", put(configurations::rename))
        .route("/configurations/{id}/groups", put(configurations::assign))
        .route(
            "/configurations/{id}/versions",
            get(configurations::versions),
        )
        .route(
            "/configuration-order/{platform}",
            put(configurations::order),
        )
        .route(
            "/devices/{id}/configuration",
            get(configurations::of_device),
        )
        .route(
            "/users/{id}/configuration/{platform}",
            get(configurations::of_user),
        )
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
    let session = sessions::begin(&context, Role::Staff, credentials, &source).await?;
    Ok((StatusCode::CREATED, Json(session_json(&session))))
}

async fn sign_out(State(context): Shared, Staff(session): Staff) -> Result<StatusCode, Error> {
    sessions::end(&context, &session).await?;
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
    _: Staff,
    range: Result<Query<Range>, QueryRejection>,
) -> Result<Json<Value>, Error> {
    let malformed = |_| Error::Malformed("`after` and `limit` are whole numbers. Correct them.");
    let Query(Range { after, limit }) = range.map_err(malformed)?;
    let limit = limit.unwrap_or(AUDIT_DEFAULT).clamp(1, AUDIT_MOST);
    let entries = audit::list(&context.database, after.unwrap_or(0), limit).await?;
    Ok(Json(json!({"entries": entries})))
}

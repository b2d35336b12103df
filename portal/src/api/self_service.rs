//! The self-service API: a user's own devices, their one-time PINs, and the password.

mod commands;

use super::Shared;
use super::extract::{Body, Segment, User};
use crate::accounts::{self, Role, Source};
use crate::commands::Command;
use crate::configurations;
use crate::devices::{self, Device};
use crate::error::Error;
use crate::one_time_pins;
use crate::portal::Context;
use crate::sessions::{self, NewSession};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post, put};
use axum::{Json, Router};
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

pub(crate) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/session", post(sign_in).delete(sign_out))
        .route("/devices", get(list_devices))
        .route("/devices/{id}/commands", post(commands::command))
        .route(
            "/devices/{id}/one-time-pin",
            post(issue_pin).delete(cancel_pin),
        )
        .route("/account/password", put(change_password))
}

/// What somebody signs in with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    pub(crate) user_name: String,
    pub(crate) password: SecretText,
}

/// A new session as JSON. EXPOSE: the token, to whoever signed in.
pub(crate) fn session_json(session: &NewSession) -> Value {
    json!({
        "token": *session.token,
        "expires_at_ms": session.expires_at_ms,
        "idle_seconds": sessions::IDLE_MS / 1000,
    })
}

async fn sign_in(
    State(context): Shared,
    source: Source,
    Body(Credentials {
        user_name,
        password,
    }): Body<Credentials>,
) -> Result<(StatusCode, Json<Value>), Error> {
    let session = sessions::begin(&context, Role::User, (&user_name, &password), &source).await?;
    Ok((StatusCode::CREATED, Json(session_json(&session))))
}

async fn sign_out(State(context): Shared, User(session): User) -> Result<StatusCode, Error> {
    sessions::end(&context, Role::User, &session).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list_devices(State(context): Shared, User(session): User) -> Result<Json<Value>, Error> {
    let user = Some(session.account.as_str());
    let mut waiting = crate::commands::waiting(&context, user).await?;
    let mut shown = Vec::new();
    for device in devices::list(&context, user, None).await? {
        let commands = waiting.remove(&device.id).unwrap_or_default();
        shown.push(device_json(&context, &device, &commands).await?);
    }
    Ok(Json(json!({"devices": shown})))
}

async fn device_json(
    context: &Context,
    device: &Device,
    commands: &[Command],
) -> Result<Value, Error> {
    let policy = configurations::in_force(&context.database, device.platform)
        .await?
        .policy;
    let obstacle = one_time_pins::obstacle(device, &policy);
    let live = one_time_pins::live(context, &device.id).await?;
    let commands: Value = commands.iter().map(Command::to_json).collect();
    Ok(json!({
        "id": device.id,
        "state": device.state.as_str(),
        "name": device.name,
        "platform": device.platform,
        "app_version": device.app_version.as_str(),
        "enrolled_ms": device.enrolled_ms,
        "last_seen_ms": device.last_seen_ms,
        "commands": commands,
        "one_time_pin": {
            "possible": obstacle.is_none(),
            "why_not": obstacle.map(|obstacle| Error::from(obstacle).code()),
            "live_until_ms": live.map(|pin| pin.expires_ms),
        },
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IssuePin {
    password: SecretText,
}

async fn issue_pin(
    State(context): Shared,
    User(session): User,
    source: Source,
    Segment(device): Segment,
    Body(IssuePin { password }): Body<IssuePin>,
) -> Result<(StatusCode, Json<Value>), Error> {
    let issued =
        one_time_pins::issue(&context, &session.account, &device, &password, &source).await?;
    // EXPOSE: the PIN, once, to the user it is for.
    let answer = json!({
        "one_time_pin": *issued.digits,
        "expires_at_ms": issued.expires_at_ms,
        "digits": issued.digits.len(),
    });
    Ok((StatusCode::CREATED, Json(answer)))
}

async fn cancel_pin(
    State(context): Shared,
    User(session): User,
    Segment(device): Segment,
) -> Result<StatusCode, Error> {
    one_time_pins::cancel(&context, &session.account, &device).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangePassword {
    password: SecretText,
    new_password: SecretText,
}

async fn change_password(
    State(context): Shared,
    User(session): User,
    source: Source,
    Body(ChangePassword {
        password,
        new_password,
    }): Body<ChangePassword>,
) -> Result<StatusCode, Error> {
    accounts::change_password(&context, &session, &password, &new_password, &source).await?;
    Ok(StatusCode::NO_CONTENT)
}

//! The self-service API: a user's own devices, their one-time PINs, and the password.

use super::Shared;
use super::extract::{Body, Segment, User};
use super::schemas;
use crate::accounts::{self, Role, Source};
use crate::configurations;
use crate::devices::{self, Device};
use crate::error::Error;
use crate::one_time_pins;
use crate::portal::Context;
use crate::sessions::{self, NewSession};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<Arc<Context>> {
    OpenApiRouter::new()
        .routes(routes!(sign_in, sign_out))
        .routes(routes!(list_devices))
        .routes(routes!(issue_pin, cancel_pin))
        .routes(routes!(change_password))
}

/// What somebody signs in with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    pub(crate) user_name: String,
    #[schema(value_type = String)]
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
    let session = sessions::begin(&context, Role::User, (&user_name, &password), &source).await?;
    Ok((StatusCode::CREATED, Json(session_json(&session))))
}

/// Signs out.
#[utoipa::path(delete, path = "/session", responses((status = 204, description = "Signed out")))]
async fn sign_out(State(context): Shared, User(session): User) -> Result<StatusCode, Error> {
    sessions::end(&context, Role::User, &session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The user's own devices.
#[utoipa::path(get, path = "/devices", responses((status = 200, description = "The devices", body = schemas::OwnDevices)))]
async fn list_devices(State(context): Shared, User(session): User) -> Result<Json<Value>, Error> {
    let mut shown = Vec::new();
    for device in devices::list(&context, Some(&session.account)).await? {
        shown.push(device_json(&context, &device).await?);
    }
    Ok(Json(json!({"devices": shown})))
}

async fn device_json(context: &Context, device: &Device) -> Result<Value, Error> {
    let policy = configurations::in_force(&context.database, device.platform)
        .await?
        .policy;
    let obstacle = one_time_pins::obstacle(device, &policy);
    let live = one_time_pins::live(context, &device.id).await?;
    Ok(json!({
        "id": device.id,
        "name": device.name,
        "platform": device.platform,
        "app_version": device.app_version.as_str(),
        "enrolled_ms": device.enrolled_ms,
        "last_seen_ms": device.last_seen_ms,
        "one_time_pin": {
            "possible": obstacle.is_none(),
            "why_not": obstacle.map(|obstacle| Error::from(obstacle).code()),
            "live_until_ms": live.map(|pin| pin.expires_ms),
        },
    }))
}

/// The user's own password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct IssuePin {
    #[schema(value_type = String)]
    password: SecretText,
}

/// Issues a one-time PIN; a former one is cancelled.
#[utoipa::path(post, path = "/devices/{id}/one-time-pin", params(("id" = String, Path, description = "A device of the user")), request_body = IssuePin, responses((status = 201, description = "The PIN, shown this once", body = schemas::IssuedPin), (status = 401, description = "credentials.not_accepted"), (status = 429, description = "attempts.too_many"), (status = 403, description = "one_time_pin.ios_only, one_time_pin.not_allowed, reset.not_allowed, client.too_old"), (status = 404, description = "device.unknown")))]
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

/// Cancels the live one-time PIN, if there is one.
#[utoipa::path(delete, path = "/devices/{id}/one-time-pin", params(("id" = String, Path, description = "A device of the user")), responses((status = 204, description = "There is none any more"), (status = 404, description = "device.unknown")))]
async fn cancel_pin(
    State(context): Shared,
    User(session): User,
    Segment(device): Segment,
) -> Result<StatusCode, Error> {
    one_time_pins::cancel(&context, &session.account, &device).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The present password and the new one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangePassword {
    #[schema(value_type = String)]
    password: SecretText,
    /// 8 to 1,024 bytes.
    #[schema(value_type = String)]
    new_password: SecretText,
}

/// Changes the password; every other session ends, every live one-time PIN is cancelled.
#[utoipa::path(put, path = "/account/password", request_body = ChangePassword, responses((status = 204, description = "Changed"), (status = 401, description = "credentials.not_accepted"), (status = 429, description = "attempts.too_many"), (status = 400, description = "password.length")))]
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

//! The self-service API: a user's own devices, their one-time PINs, and the password.

mod commands;

use super::Shared;
use super::admin::NewLanguage;
use super::browser;
use super::extract::{Body, Segment, User};
use super::schemas;
use crate::accounts::{self, Role, Source};
use crate::commands::Command;
use crate::configurations;
use crate::devices::{self, Device};
use crate::error::Error;
use crate::notices;
use crate::one_time_pins::{self, Issued};
use crate::portal::Context;
use crate::sessions::{self, NewSession};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::from_fn;
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt as _};
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<Arc<Context>> {
    OpenApiRouter::new()
        .routes(routes!(sign_in).layer(from_fn(browser::introduce)))
        .routes(routes!(sign_out))
        .routes(routes!(list_devices))
        .routes(routes!(commands::command))
        .routes(routes!(issue_pin, cancel_pin))
        .routes(routes!(change_password))
        .routes(routes!(set_language))
        .routes(routes!(list_notices))
        .routes(routes!(mark_read))
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
#[utoipa::path(post, path = "/session", request_body = Credentials, security(()), responses((status = 201, description = "A session", body = schemas::Session, headers(("Set-Cookie" = String, description = "A browser without a name gets one, whatever the answer is: `__Host-passcode-browser`"))), (status = 401, description = "credentials.not_accepted"), (status = 429, description = "attempts.too_many")))]
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
    sessions::end(&context, &session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The user's own devices.
#[utoipa::path(get, path = "/devices", responses((status = 200, description = "The devices", body = schemas::OwnDevices)))]
async fn list_devices(State(context): Shared, User(session): User) -> Result<Json<Value>, Error> {
    let user = session.account.as_str();
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
    let policy = configurations::of_device(&context.database, device)
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

/// The user's own password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct IssuePin {
    #[schema(value_type = String)]
    password: SecretText,
}

/// Issues a one-time PIN; a former one is cancelled.
#[utoipa::path(post, path = "/devices/{id}/one-time-pin", params(("id" = String, Path, description = "A device of the user")), request_body = IssuePin, responses((status = 201, description = "The PIN, shown this once", body = schemas::IssuedPin), (status = 401, description = "credentials.not_accepted"), (status = 429, description = "attempts.too_many"), (status = 403, description = "one_time_pin.ios_only, one_time_pin.not_allowed, reset.not_allowed, client.too_old"), (status = 404, description = "device.unknown"), (status = 409, description = "device.retired")))]
async fn issue_pin(
    State(context): Shared,
    User(session): User,
    source: Source,
    Segment(device): Segment,
    Body(IssuePin { password }): Body<IssuePin>,
) -> Result<(StatusCode, Json<Value>), Error> {
    let issued =
        one_time_pins::issue(&context, &session.account, &device, &password, &source).await?;
    Ok((StatusCode::CREATED, Json(pin_json(&issued))))
}

/// A new PIN as JSON. EXPOSE: the PIN, once, to whoever it was issued to.
pub(crate) fn pin_json(issued: &Issued) -> Value {
    json!({
        "one_time_pin": *issued.digits,
        "expires_at_ms": issued.expires_at_ms,
        "digits": issued.digits.len(),
    })
}

/// Cancels the live one-time PIN, if there is one.
#[utoipa::path(delete, path = "/devices/{id}/one-time-pin", params(("id" = String, Path, description = "A device of the user")), responses((status = 204, description = "There is none any more"), (status = 404, description = "device.unknown"), (status = 409, description = "device.retired")))]
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
pub(crate) struct ChangePassword {
    #[schema(value_type = String)]
    pub(crate) password: SecretText,
    /// 8 to 1,024 bytes.
    #[schema(value_type = String)]
    pub(crate) new_password: SecretText,
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

/// Chooses one's own language.
#[utoipa::path(put, path = "/account/language", request_body = NewLanguage, responses((status = 204, description = "Chosen")))]
async fn set_language(
    State(context): Shared,
    User(session): User,
    Body(NewLanguage { language }): Body<NewLanguage>,
) -> Result<StatusCode, Error> {
    accounts::set_language(&context, &session, language).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What happened to the account: the newest 100 of 90 days, newest first.
#[utoipa::path(get, path = "/notices", responses((status = 200, description = "The notices", body = schemas::Notices)))]
async fn list_notices(State(context): Shared, User(session): User) -> Result<Json<Value>, Error> {
    let notices = notices::list(&context, &session.account).await?;
    Ok(Json(json!({"notices": notices})))
}

/// Marks a notice as read; again does no harm.
#[utoipa::path(put, path = "/notices/{id}/read", params(("id" = String, Path, description = "A notice")), responses((status = 204, description = "Marked"), (status = 404, description = "notice.unknown")))]
async fn mark_read(
    State(context): Shared,
    User(session): User,
    Segment(id): Segment,
) -> Result<StatusCode, Error> {
    notices::mark_read(&context, &session.account, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

//! The administration API: set-up, sessions, staff, configurations, users, devices, audit trail.
//!
//! Its accounts and sessions are not those of users. It shows no secret, and chooses no passcode.
//! Who may use a route is said by the handler's extractor, in the table of `api::roles`.

mod configurations;
mod devices;
mod escrow_keys;
mod groups;
mod import;
mod lists;
mod pins;
mod staff;
mod trail;
mod users;

pub(crate) use staff::NewLanguage;
pub(crate) use trail::send as send_trail;

use super::Shared;
use super::browser;
use super::extract::Body;
use super::roles::Staff;
use super::schemas;
use super::self_service::{Credentials, session_json};
use crate::accounts::{Role, Source};
use crate::error::Error;
use crate::import::FILE_BYTES;
use crate::portal::Context;
use crate::sessions;
use crate::set_up;
use axum::Json;
use axum::extract::{DefaultBodyLimit, State};
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
        .routes(routes!(first_administrator))
        .routes(routes!(sign_in).layer(from_fn(browser::introduce)))
        .routes(routes!(sign_out))
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::search))
        .routes(routes!(import::import).layer(DefaultBodyLimit::max(FILE_BYTES)))
        .routes(routes!(users::show))
        .routes(routes!(users::details))
        .routes(routes!(users::set_profile))
        .routes(routes!(users::set_password))
        .routes(routes!(users::set_sign_in))
        .routes(routes!(users::release_identity))
        .routes(routes!(staff::list, staff::create))
        .routes(routes!(staff::show, staff::change))
        .routes(routes!(staff::set_profile))
        .routes(routes!(staff::set_password))
        .routes(routes!(staff::change_own_password))
        .routes(routes!(staff::set_own_language))
        .routes(routes!(devices::list))
        .routes(routes!(devices::show))
        .routes(routes!(devices::list_commands, devices::command))
        .routes(routes!(devices::give_up))
        .routes(routes!(pins::show, pins::issue, pins::cancel))
        .routes(routes!(escrow_keys::list, escrow_keys::create))
        .routes(routes!(escrow_keys::destroy))
        .routes(routes!(escrow_keys::devices))
        .routes(routes!(trail::list))
        .routes(routes!(trail::export))
        .routes(routes!(trail::verification))
        .merge(rules())
}

/// Groups, configurations, and which of them apply.
fn rules() -> OpenApiRouter<Arc<Context>> {
    OpenApiRouter::new()
        .routes(routes!(groups::list, groups::create))
        .routes(routes!(groups::show, groups::rename, groups::delete))
        .routes(routes!(groups::search))
        .routes(routes!(groups::members, groups::change_members))
        .routes(routes!(configurations::list, configurations::create))
        .routes(routes!(
            configurations::show,
            configurations::replace,
            configurations::delete
        ))
        .routes(routes!(configurations::rename))
        .routes(routes!(configurations::assign))
        .routes(routes!(configurations::versions))
        .routes(routes!(configurations::order))
        .routes(routes!(configurations::of_device))
        .routes(routes!(configurations::of_user))
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
#[utoipa::path(post, path = "/session", request_body = Credentials, security(()), responses((status = 201, description = "A session", body = schemas::Session, headers(("Set-Cookie" = String, description = "A browser without a name gets one, whatever the answer is: `__Host-passcode-browser`"))), (status = 401, description = "credentials.not_accepted"), (status = 429, description = "attempts.too_many")))]
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

/// Signs out.
#[utoipa::path(delete, path = "/session", responses((status = 204, description = "Signed out")))]
async fn sign_out(State(context): Shared, Staff(session): Staff) -> Result<StatusCode, Error> {
    sessions::end(&context, &session).await?;
    Ok(StatusCode::NO_CONTENT)
}

//! The organisation's users.

use crate::accounts::{self, AccountSummary, SignIn};
use crate::api::extract::{Body, Segment};
use crate::api::roles::{Administrator, Staff};
use crate::api::self_service::Credentials;
use crate::api::{Shared, schemas};
use crate::error::Error;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// How many users come at once, at most and where nothing is said.
const MOST: u32 = 1000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    after: Option<String>,
    limit: Option<u32>,
}

/// The users, in the order of their names.
#[utoipa::path(get, path = "/users", params(("after" = Option<String>, Query, description = "The `next` of the page before"), ("limit" = Option<u32>, Query, maximum = 4_294_967_295_u32, description = "How many users; 1,000 without it and at most")), responses((status = 200, description = "The users", body = schemas::Users)))]
pub(crate) async fn list(
    State(context): Shared,
    _: Staff,
    part: Result<Query<Part>, QueryRejection>,
) -> Result<Json<Value>, Error> {
    let malformed = |_| Error::Malformed("`limit` is a whole number. Correct it.");
    let Query(Part { after, limit }) = part.map_err(malformed)?;
    let cursor = after.as_deref().map(accounts::users_cursor).transpose()?;
    let limit = limit.unwrap_or(MOST).clamp(1, MOST);
    let page = accounts::list_users(&context, cursor.as_ref(), limit).await?;
    Ok(Json(json!({"users": page.rows, "next": page.next})))
}

/// One user.
#[utoipa::path(get, path = "/users/{id}", params(("id" = String, Path, description = "A user")), responses((status = 200, description = "The user", body = AccountSummary), (status = 404, description = "user.unknown")))]
pub(crate) async fn show(
    State(context): Shared,
    _: Staff,
    Segment(id): Segment,
) -> Result<Json<AccountSummary>, Error> {
    accounts::user(&context, &id).await.map(Json)
}

/// Adds a user.
#[utoipa::path(post, path = "/users", request_body = Credentials, security(("staff_session" = ["administrator"])), responses((status = 201, description = "The user", body = AccountSummary), (status = 400, description = "user.name_invalid, password.length"), (status = 409, description = "user.exists")))]
pub(crate) async fn create(
    State(context): Shared,
    Administrator(session): Administrator,
    Body(Credentials {
        user_name,
        password,
    }): Body<Credentials>,
) -> Result<(StatusCode, Json<AccountSummary>), Error> {
    let id = accounts::create_user(&context, &session.account, &user_name, &password).await?;
    Ok((
        StatusCode::CREATED,
        Json(accounts::user(&context, &id).await?),
    ))
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    /// 8 to 1,024 bytes.
    #[schema(value_type = String)]
    password: SecretText,
}

/// Sets a user's password; the user's sessions end, live one-time PINs are cancelled.
#[utoipa::path(put, path = "/users/{id}/password", params(("id" = String, Path, description = "A user")), request_body = NewPassword, security(("staff_session" = ["administrator"])), responses((status = 204, description = "Set"), (status = 400, description = "password.length"), (status = 404, description = "user.unknown")))]
pub(crate) async fn set_password(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(NewPassword { password }): Body<NewPassword>,
) -> Result<StatusCode, Error> {
    accounts::set_password(&context, &session.account, &id, &password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How the user signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSignIn {
    sign_in: SignIn,
}

/// Says how a user signs in; where that is new, the user's sessions end, live one-time PINs are cancelled.
#[utoipa::path(put, path = "/users/{id}/sign-in", params(("id" = String, Path, description = "A user")), request_body = NewSignIn, security(("staff_session" = ["administrator"])), responses((status = 200, description = "The user", body = AccountSummary), (status = 404, description = "user.unknown")))]
pub(crate) async fn set_sign_in(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(NewSignIn { sign_in }): Body<NewSignIn>,
) -> Result<Json<AccountSummary>, Error> {
    accounts::set_sign_in(&context, &session.account, &id, sign_in).await?;
    accounts::user(&context, &id).await.map(Json)
}

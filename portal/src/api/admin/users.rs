//! The organisation's users.

use crate::accounts::{self, AccountSummary, SignIn};
use crate::api::Shared;
use crate::api::extract::{Body, Segment};
use crate::api::roles::{Administrator, Staff};
use crate::api::self_service::Credentials;
use crate::error::Error;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) async fn list(State(context): Shared, _: Staff) -> Result<Json<Value>, Error> {
    Ok(Json(
        json!({"users": accounts::list_users(&context).await?}),
    ))
}

pub(crate) async fn show(
    State(context): Shared,
    _: Staff,
    Segment(id): Segment,
) -> Result<Json<AccountSummary>, Error> {
    accounts::user(&context, &id).await.map(Json)
}

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    password: SecretText,
}

pub(crate) async fn set_password(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(NewPassword { password }): Body<NewPassword>,
) -> Result<StatusCode, Error> {
    accounts::set_password(&context, &session.account, &id, &password).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSignIn {
    sign_in: SignIn,
}

pub(crate) async fn set_sign_in(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(NewSignIn { sign_in }): Body<NewSignIn>,
) -> Result<Json<AccountSummary>, Error> {
    accounts::set_sign_in(&context, &session.account, &id, sign_in).await?;
    accounts::user(&context, &id).await.map(Json)
}

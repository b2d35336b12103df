//! The staff: administrators, help desk, auditors.

use crate::accounts::StaffRole;
use crate::api::Shared;
use crate::api::extract::{Body, Segment};
use crate::api::roles::{Administrator, Reader};
use crate::error::Error;
use crate::staff::{self, Member};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) async fn list(State(context): Shared, _: Reader) -> Result<Json<Value>, Error> {
    Ok(Json(json!({"staff": staff::list(&context).await?})))
}

pub(crate) async fn show(
    State(context): Shared,
    _: Reader,
    Segment(id): Segment,
) -> Result<Json<Member>, Error> {
    staff::find(&context, &id).await.map(Json)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct New {
    user_name: String,
    password: SecretText,
    role: StaffRole,
}

pub(crate) async fn create(
    State(context): Shared,
    Administrator(session): Administrator,
    Body(New {
        user_name,
        password,
        role,
    }): Body<New>,
) -> Result<(StatusCode, Json<Member>), Error> {
    let credentials = (user_name.as_str(), &password);
    let id = staff::create(&context, &session.account, credentials, role).await?;
    let member = staff::find(&context, &id).await?;
    Ok((StatusCode::CREATED, Json(member)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    role: StaffRole,
    disabled: bool,
}

pub(crate) async fn change(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(Change { role, disabled }): Body<Change>,
) -> Result<Json<Member>, Error> {
    staff::change(&context, &session.account, &id, role, disabled).await?;
    staff::find(&context, &id).await.map(Json)
}

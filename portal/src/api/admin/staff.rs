//! The staff: administrators, help desk, auditors.

use crate::accounts::StaffRole;
use crate::api::extract::{Body, Segment};
use crate::api::roles::{Administrator, Reader};
use crate::api::{Shared, schemas};
use crate::error::Error;
use crate::staff::{self, Member};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// Every member of staff.
#[utoipa::path(get, path = "/staff", security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "The staff", body = schemas::Staff)))]
pub(crate) async fn list(State(context): Shared, _: Reader) -> Result<Json<Value>, Error> {
    Ok(Json(json!({"staff": staff::list(&context).await?})))
}

/// One member of staff.
#[utoipa::path(get, path = "/staff/{id}", params(("id" = String, Path, description = "A member of staff")), security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "The member", body = Member), (status = 404, description = "staff.unknown")))]
pub(crate) async fn show(
    State(context): Shared,
    _: Reader,
    Segment(id): Segment,
) -> Result<Json<Member>, Error> {
    staff::find(&context, &id).await.map(Json)
}

/// A new member of staff.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewMember)]
#[serde(deny_unknown_fields)]
pub(crate) struct New {
    user_name: String,
    /// 8 to 1,024 bytes.
    #[schema(value_type = String)]
    password: SecretText,
    role: StaffRole,
}

/// Adds a member of staff.
#[utoipa::path(post, path = "/staff", request_body = New, security(("staff_session" = ["administrator"])), responses((status = 201, description = "The member", body = Member), (status = 400, description = "user.name_invalid, password.length"), (status = 409, description = "user.exists")))]
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

/// What a member of staff may do, and whether they may sign in.
#[derive(Deserialize, ToSchema)]
#[schema(as = MemberChange)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    role: StaffRole,
    disabled: bool,
}

/// Changes what a member of staff may do; the sessions of the member end.
#[utoipa::path(put, path = "/staff/{id}", params(("id" = String, Path, description = "A member of staff")), request_body = Change, security(("staff_session" = ["administrator"])), responses((status = 200, description = "The member", body = Member), (status = 404, description = "staff.unknown"), (status = 409, description = "staff.last_administrator")))]
pub(crate) async fn change(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(Change { role, disabled }): Body<Change>,
) -> Result<Json<Member>, Error> {
    staff::change(&context, &session.account, &id, role, disabled).await?;
    staff::find(&context, &id).await.map(Json)
}

//! The staff: administrators, help desk, auditors.

use super::users::{NewPassword, NewProfile};
use crate::accounts::{self, Language, Profile, Source, StaffRole};
use crate::api::extract::{Body, Segment};
use crate::api::roles::{Administrator, Reader, Staff};
use crate::api::self_service::ChangePassword;
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
    display_name: Option<String>,
    email: Option<String>,
    language: Option<Language>,
}

/// Adds a member of staff.
#[utoipa::path(post, path = "/staff", request_body = New, security(("staff_session" = ["administrator"])), responses((status = 201, description = "The member", body = Member), (status = 400, description = "user.name_invalid, password.length, name.invalid, email.invalid"), (status = 409, description = "user.exists")))]
pub(crate) async fn create(
    State(context): Shared,
    Administrator(session): Administrator,
    Body(new): Body<New>,
) -> Result<(StatusCode, Json<Member>), Error> {
    let (name, email) = (new.display_name.as_deref(), new.email.as_deref());
    let profile = Profile::parse(name, email, new.language)?;
    let credentials = (new.user_name.as_str(), &new.password);
    let id = staff::create(&context, &session.account, credentials, new.role, profile).await?;
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
    let change = staff::Change {
        role: Some(role),
        disabled: Some(disabled),
    };
    staff::change(&context, &session.account, &id, &change).await?;
    staff::find(&context, &id).await.map(Json)
}

/// Says who a member of staff is, in place of what was said before.
#[utoipa::path(put, path = "/staff/{id}/profile", params(("id" = String, Path, description = "A member of staff")), request_body = NewProfile, security(("staff_session" = ["administrator"])), responses((status = 200, description = "The member", body = Member), (status = 400, description = "name.invalid, email.invalid"), (status = 404, description = "staff.unknown")))]
pub(crate) async fn set_profile(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(profile): Body<NewProfile>,
) -> Result<Json<Member>, Error> {
    staff::set_profile(&context, &session.account, &id, &profile.parse()?).await?;
    staff::find(&context, &id).await.map(Json)
}

/// Sets a colleague's password; the sessions of the colleague end.
#[utoipa::path(put, path = "/staff/{id}/password", params(("id" = String, Path, description = "A member of staff")), request_body = NewPassword, security(("staff_session" = ["administrator"])), responses((status = 204, description = "Set"), (status = 400, description = "password.length"), (status = 404, description = "staff.unknown"), (status = 409, description = "staff.own_password")))]
pub(crate) async fn set_password(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(NewPassword { password }): Body<NewPassword>,
) -> Result<StatusCode, Error> {
    staff::set_password(&context, &session.account, &id, &password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes one's own password; every other session ends.
#[utoipa::path(put, path = "/account/password", request_body = ChangePassword, responses((status = 204, description = "Changed"), (status = 400, description = "password.length"), (status = 401, description = "credentials.not_accepted"), (status = 429, description = "attempts.too_many")))]
pub(crate) async fn change_own_password(
    State(context): Shared,
    Staff(session): Staff,
    source: Source,
    Body(ChangePassword {
        password,
        new_password,
    }): Body<ChangePassword>,
) -> Result<StatusCode, Error> {
    staff::change_own_password(&context, &session, &password, &new_password, &source).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The language that somebody wants to read; absent or `null`, the browser's.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewLanguage {
    pub(crate) language: Option<Language>,
}

/// Chooses one's own language.
#[utoipa::path(put, path = "/account/language", request_body = NewLanguage, responses((status = 204, description = "Chosen")))]
pub(crate) async fn set_own_language(
    State(context): Shared,
    Staff(session): Staff,
    Body(NewLanguage { language }): Body<NewLanguage>,
) -> Result<StatusCode, Error> {
    accounts::set_language(&context, &session, language).await?;
    Ok(StatusCode::NO_CONTENT)
}

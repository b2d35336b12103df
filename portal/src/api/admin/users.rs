//! The organisation's users.

use crate::accounts::{
    self, AccountSummary, Details, Language, Profile, SignIn, UserFilter, UserRow,
};
use crate::api::admin::lists;
use crate::api::extract::{Body, Segment};
use crate::api::roles::{Administrator, Staff};
use crate::api::{Shared, schemas};
use crate::by_name::{self, Page};
use crate::error::Error;
use crate::identity_provider;
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
#[utoipa::path(get, path = "/users", params(("after" = Option<String>, Query, description = "The `next` of the page before"), ("limit" = Option<u64>, Query, maximum = 4_294_967_295_u32, description = "How many users; 1,000 without it and at most")), responses((status = 200, description = "The users", body = schemas::Users)))]
pub(crate) async fn list(
    State(context): Shared,
    _: Staff,
    part: Result<Query<Part>, QueryRejection>,
) -> Result<Json<Value>, Error> {
    let malformed = |_| Error::Malformed("`limit` is a whole number. Correct it.");
    let Query(Part { after, limit }) = part.map_err(malformed)?;
    let cursor = after.as_deref().map(by_name::cursor).transpose()?;
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    #[serde(default)]
    text: String,
    group: Option<String>,
    sign_in: Option<SignIn>,
    cursor: Option<String>,
    limit: Option<u32>,
}

/// Users by their names, a page at a time.
#[utoipa::path(get, path = "/users/search", params(("text" = Option<String>, Query, description = "Part of the user name, the display name or the e-mail address"), ("group" = Option<String>, Query, description = "Only members of this group"), ("sign_in" = Option<SignIn>, Query, description = "Only those who sign in like this"), ("cursor" = Option<String>, Query, description = "`next` or `previous` of another page"), ("limit" = Option<u64>, Query, maximum = 4_294_967_295_u32, description = "How many users; 50 without it, 200 at most")), responses((status = 200, description = "A page of users", body = Page<UserRow>)))]
pub(crate) async fn search(
    State(context): Shared,
    _: Staff,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<Page<UserRow>>, Error> {
    let Query(wanted) = wanted.map_err(|_| lists::MALFORMED)?;
    let cursor = lists::cursor(wanted.cursor.as_deref())?;
    let filter = UserFilter {
        search: wanted.text,
        outside: None,
        group: wanted.group,
        sign_in: wanted.sign_in,
    };
    let limit = wanted.limit.unwrap_or(lists::ROWS);
    let page = accounts::page_users(&context, &filter, cursor.as_ref(), limit).await?;
    Ok(Json(page))
}

/// One user, with devices counted and groups named.
#[utoipa::path(get, path = "/users/{id}/details", params(("id" = String, Path, description = "A user")), responses((status = 200, description = "The user", body = Details), (status = 404, description = "user.unknown")))]
pub(crate) async fn details(
    State(context): Shared,
    _: Staff,
    Segment(id): Segment,
) -> Result<Json<Details>, Error> {
    accounts::details(&context, &id).await.map(Json)
}

/// A new user.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewUser)]
#[serde(deny_unknown_fields)]
pub(crate) struct New {
    user_name: String,
    /// 8 to 1,024 bytes.
    #[schema(value_type = String)]
    password: SecretText,
    display_name: Option<String>,
    email: Option<String>,
    language: Option<Language>,
}

/// Adds a user.
#[utoipa::path(post, path = "/users", request_body = New, security(("staff_session" = ["administrator"])), responses((status = 201, description = "The user", body = AccountSummary), (status = 400, description = "user.name_invalid, password.length, name.invalid, email.invalid"), (status = 409, description = "user.exists")))]
pub(crate) async fn create(
    State(context): Shared,
    Administrator(session): Administrator,
    Body(new): Body<New>,
) -> Result<(StatusCode, Json<AccountSummary>), Error> {
    let (name, email) = (new.display_name.as_deref(), new.email.as_deref());
    let profile = Profile::parse(name, email, new.language)?;
    let credentials = (new.user_name.as_str(), &new.password);
    let id = accounts::create_user(&context, &session.account, credentials, profile).await?;
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
    pub(super) password: SecretText,
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

/// Who somebody is; what is absent, `null` or blank is not known afterwards.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewProfile {
    /// 1 to 64 characters, none of them invisible.
    display_name: Option<String>,
    /// At most 254 characters.
    email: Option<String>,
    language: Option<Language>,
}

impl NewProfile {
    pub(super) fn parse(&self) -> Result<Profile, Error> {
        let (name, email) = (self.display_name.as_deref(), self.email.as_deref());
        Profile::parse(name, email, self.language)
    }
}

/// Says who a user is, in place of what was said before.
#[utoipa::path(put, path = "/users/{id}/profile", params(("id" = String, Path, description = "A user")), request_body = NewProfile, security(("staff_session" = ["administrator"])), responses((status = 200, description = "The user", body = AccountSummary), (status = 400, description = "name.invalid, email.invalid"), (status = 404, description = "user.unknown")))]
pub(crate) async fn set_profile(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(profile): Body<NewProfile>,
) -> Result<Json<AccountSummary>, Error> {
    accounts::set_profile(&context, &session.account, &id, &profile.parse()?).await?;
    accounts::user(&context, &id).await.map(Json)
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

/// Releases a user from the person at the identity provider who opened the account up to now: the next sign-in there goes by the user name again; sessions end, live one-time PINs are cancelled.
#[utoipa::path(delete, path = "/users/{id}/identity", params(("id" = String, Path, description = "A user")), security(("staff_session" = ["administrator"])), responses((status = 204, description = "There is none any more"), (status = 404, description = "user.unknown")))]
pub(crate) async fn release_identity(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
) -> Result<StatusCode, Error> {
    identity_provider::release(&context, &session.account, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

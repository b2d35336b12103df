//! Groups of users.

use crate::api::admin::lists::{self, Wanted};
use crate::api::extract::{Body, Segment};
use crate::api::roles::{Administrator, Reader};
use crate::api::{Shared, schemas};
use crate::by_name::Page;
use crate::error::Error;
use crate::groups::{self, Group, Member, Summary};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A name for something.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewName {
    /// 1 to 64 characters, none of them invisible.
    #[schema(min_length = 1)]
    pub(crate) name: String,
}

/// Every group.
#[utoipa::path(get, path = "/groups", security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "The groups", body = schemas::Groups)))]
pub(crate) async fn list(State(context): Shared, _: Reader) -> Result<Json<Value>, Error> {
    Ok(Json(json!({"groups": groups::list(&context).await?})))
}

/// Groups by their names, a page at a time.
#[utoipa::path(get, path = "/groups/search", params(("text" = Option<String>, Query, description = "Part of the name"), ("cursor" = Option<String>, Query, description = "`next` or `previous` of another page"), ("limit" = Option<u64>, Query, maximum = 4_294_967_295_u32, description = "How many groups; 50 without it, 200 at most")), security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "A page of groups", body = Page<Summary>)))]
pub(crate) async fn search(
    State(context): Shared,
    _: Reader,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<Page<Summary>>, Error> {
    let Query(wanted) = wanted.map_err(|_| lists::MALFORMED)?;
    let cursor = lists::cursor(wanted.cursor.as_deref())?;
    let limit = wanted.limit.unwrap_or(lists::ROWS);
    let page = groups::page(&context, &wanted.text, cursor.as_ref(), limit).await?;
    Ok(Json(page))
}

/// The members of a group by their names, a page at a time.
#[utoipa::path(get, path = "/groups/{id}/members", params(("id" = String, Path, description = "A group"), ("text" = Option<String>, Query, description = "Part of the user name, the display name or the e-mail address"), ("cursor" = Option<String>, Query, description = "`next` or `previous` of another page"), ("limit" = Option<u64>, Query, maximum = 4_294_967_295_u32, description = "How many members; 50 without it, 200 at most")), security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "A page of members", body = Page<Member>), (status = 404, description = "group.unknown")))]
pub(crate) async fn members(
    State(context): Shared,
    _: Reader,
    Segment(id): Segment,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<Page<Member>>, Error> {
    let Query(wanted) = wanted.map_err(|_| lists::MALFORMED)?;
    let cursor = lists::cursor(wanted.cursor.as_deref())?;
    let limit = wanted.limit.unwrap_or(lists::ROWS);
    let page = groups::members_page(&context, &id, &wanted.text, cursor.as_ref(), limit).await?;
    Ok(Json(page))
}

/// One group, with who is in it and what applies through it.
#[utoipa::path(get, path = "/groups/{id}", params(("id" = String, Path, description = "A group")), security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "The group", body = Group), (status = 404, description = "group.unknown")))]
pub(crate) async fn show(
    State(context): Shared,
    _: Reader,
    Segment(id): Segment,
) -> Result<Json<Group>, Error> {
    groups::find(&context, &id).await.map(Json)
}

/// Makes a group.
#[utoipa::path(post, path = "/groups", request_body = NewName, security(("staff_session" = ["administrator"])), responses((status = 201, description = "The group", body = Group), (status = 400, description = "name.invalid"), (status = 409, description = "name.taken")))]
pub(crate) async fn create(
    State(context): Shared,
    Administrator(session): Administrator,
    Body(NewName { name }): Body<NewName>,
) -> Result<(StatusCode, Json<Group>), Error> {
    let id = groups::create(&context, &session.account, &name).await?;
    let group = groups::find(&context, &id).await?;
    Ok((StatusCode::CREATED, Json(group)))
}

/// Gives a group another name.
#[utoipa::path(put, path = "/groups/{id}", params(("id" = String, Path, description = "A group")), request_body = NewName, security(("staff_session" = ["administrator"])), responses((status = 200, description = "The group", body = Group), (status = 400, description = "name.invalid"), (status = 404, description = "group.unknown"), (status = 409, description = "name.taken")))]
pub(crate) async fn rename(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(NewName { name }): Body<NewName>,
) -> Result<Json<Group>, Error> {
    groups::rename(&context, &session.account, &id, &name).await?;
    groups::find(&context, &id).await.map(Json)
}

/// Deletes a group; its members only stop being members.
#[utoipa::path(delete, path = "/groups/{id}", params(("id" = String, Path, description = "A group")), security(("staff_session" = ["administrator"])), responses((status = 204, description = "Deleted"), (status = 404, description = "group.unknown"), (status = 409, description = "group.in_use")))]
pub(crate) async fn delete(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
) -> Result<StatusCode, Error> {
    groups::delete(&context, &session.account, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Users by their ids, each in one list only.
#[derive(Deserialize, ToSchema)]
#[schema(as = MembersChange)]
#[serde(deny_unknown_fields)]
pub(crate) struct Members {
    #[serde(default)]
    put_in: Vec<String>,
    #[serde(default)]
    take_out: Vec<String>,
}

/// Puts users in and takes users out, all or none.
#[utoipa::path(post, path = "/groups/{id}/members", params(("id" = String, Path, description = "A group")), request_body = Members, security(("staff_session" = ["administrator"])), responses((status = 200, description = "The group", body = Group), (status = 404, description = "group.unknown, user.unknown")))]
pub(crate) async fn change_members(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(Members { put_in, take_out }): Body<Members>,
) -> Result<Json<Group>, Error> {
    if put_in.iter().any(|user| take_out.contains(user)) {
        return Err(Error::Malformed(
            "A user is in `put_in` and in `take_out`. Leave them out of one.",
        ));
    }
    let members = (put_in.as_slice(), take_out.as_slice());
    groups::change_members(&context, &session.account, &id, members).await?;
    groups::find(&context, &id).await.map(Json)
}

//! Groups of users.

use crate::api::Shared;
use crate::api::extract::{Body, Segment};
use crate::api::roles::{Administrator, Reader};
use crate::error::Error;
use crate::groups::{self, Group};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

/// A name for something.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewName {
    pub(crate) name: String,
}

pub(crate) async fn list(State(context): Shared, _: Reader) -> Result<Json<Value>, Error> {
    Ok(Json(json!({"groups": groups::list(&context).await?})))
}

pub(crate) async fn show(
    State(context): Shared,
    _: Reader,
    Segment(id): Segment,
) -> Result<Json<Group>, Error> {
    groups::find(&context, &id).await.map(Json)
}

pub(crate) async fn create(
    State(context): Shared,
    Administrator(session): Administrator,
    Body(NewName { name }): Body<NewName>,
) -> Result<(StatusCode, Json<Group>), Error> {
    let id = groups::create(&context, &session.account, &name).await?;
    let group = groups::find(&context, &id).await?;
    Ok((StatusCode::CREATED, Json(group)))
}

pub(crate) async fn rename(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(NewName { name }): Body<NewName>,
) -> Result<Json<Group>, Error> {
    groups::rename(&context, &session.account, &id, &name).await?;
    groups::find(&context, &id).await.map(Json)
}

pub(crate) async fn delete(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
) -> Result<StatusCode, Error> {
    groups::delete(&context, &session.account, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Users by their ids.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Members {
    #[serde(default)]
    put_in: Vec<String>,
    #[serde(default)]
    take_out: Vec<String>,
}

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

//! The organisation's escrow keys: a new one, who relies on which, the end of a former one.

use crate::api::Shared;
use crate::api::extract::Segment;
use crate::api::roles::{Administrator, Reader};
use crate::error::Error;
use crate::escrow_keys;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) async fn list(State(context): Shared, _: Reader) -> Result<Json<Value>, Error> {
    let keys = escrow_keys::list(&context).await?;
    Ok(Json(json!({"escrow_keys": keys})))
}

pub(crate) async fn create(
    State(context): Shared,
    Administrator(session): Administrator,
) -> Result<(StatusCode, Json<Value>), Error> {
    let (id, former) = escrow_keys::rotate(&context, &session.account).await?;
    let answer = json!({"id": id, "state": "current", "former": former});
    Ok((StatusCode::CREATED, Json(answer)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    after: Option<String>,
}

pub(crate) async fn devices(
    State(context): Shared,
    _: Reader,
    Segment(id): Segment,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Value>, Error> {
    let malformed = |_| Error::Malformed("`after` is the id of a device. Correct it.");
    let Query(Page { after }) = page.map_err(malformed)?;
    let devices = escrow_keys::devices(&context, &id, after.as_deref()).await?;
    Ok(Json(json!({"devices": devices})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acceptance {
    #[serde(default)]
    accept_losing: u64,
}

pub(crate) async fn destroy(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    acceptance: Result<Query<Acceptance>, QueryRejection>,
) -> Result<StatusCode, Error> {
    let malformed = |_| Error::Malformed("`accept_losing` is a whole number. Correct it.");
    let Query(Acceptance { accept_losing }) = acceptance.map_err(malformed)?;
    escrow_keys::destroy(&context, &session.account, &id, accept_losing).await?;
    Ok(StatusCode::NO_CONTENT)
}

//! The organisation's escrow keys: a new one, who relies on which, the end of a former one.

use crate::api::extract::Segment;
use crate::api::roles::{Administrator, Reader};
use crate::api::{Shared, schemas};
use crate::error::Error;
use crate::escrow_keys;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

/// Every escrow key, the current one first, with how many active devices rely on it.
#[utoipa::path(get, path = "/escrow-keys", security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "The keys", body = schemas::EscrowKeys)))]
pub(crate) async fn list(State(context): Shared, _: Reader) -> Result<Json<Value>, Error> {
    let keys = escrow_keys::list(&context).await?;
    Ok(Json(json!({"escrow_keys": keys})))
}

/// Makes a new current escrow key; the one before only opens from now on.
#[utoipa::path(post, path = "/escrow-keys", security(("staff_session" = ["administrator"])), responses((status = 201, description = "The new current key", body = schemas::NewEscrowKey), (status = 409, description = "escrow.key_changed")))]
pub(crate) async fn create(
    State(context): Shared,
    Administrator(session): Administrator,
) -> Result<(StatusCode, Json<Value>), Error> {
    let (id, former) = escrow_keys::rotate(&context, &session.account, None).await?;
    let answer = json!({"id": id, "state": "current", "former": former});
    Ok((StatusCode::CREATED, Json(answer)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    after: Option<String>,
}

/// The active devices that rely on a key: at most 1,000, in the order of their ids.
#[utoipa::path(get, path = "/escrow-keys/{id}/devices", params(("id" = String, Path, description = "An escrow key"), ("after" = Option<String>, Query, description = "Only devices with a greater id")), security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "The devices", body = schemas::DevicesOfKey), (status = 404, description = "escrow.key_unknown")))]
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

/// Destroys the private half of a former key.
#[utoipa::path(delete, path = "/escrow-keys/{id}", params(("id" = String, Path, description = "An escrow key"), ("accept_losing" = Option<u64>, Query, description = "How many active devices rely on it and may lose recovery; 0 without it")), security(("staff_session" = ["administrator"])), responses((status = 204, description = "Destroyed"), (status = 404, description = "escrow.key_unknown"), (status = 409, description = "escrow.key_current, escrow.key_in_use"), (status = 410, description = "escrow.key_destroyed")))]
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

//! Configurations: rules, names, groups, order, and what applies to whom.

use super::groups::NewName;
use crate::api::Shared;
use crate::api::extract::{Body, Segment, Segments};
use crate::api::roles::{Administrator, Reader};
use crate::configurations::{self, Explanation, Shown};
use crate::devices;
use crate::error::Error;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use passcode_core::portal::wire::Platform;
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) async fn list(State(context): Shared, _: Reader) -> Result<Json<Value>, Error> {
    let shown = configurations::list(&context).await?;
    Ok(Json(json!({"configurations": shown})))
}

pub(crate) async fn show(
    State(context): Shared,
    _: Reader,
    Segment(id): Segment,
) -> Result<Json<Shown>, Error> {
    configurations::find(&context, &id).await.map(Json)
}

pub(crate) async fn versions(
    State(context): Shared,
    _: Reader,
    Segment(id): Segment,
) -> Result<Json<Value>, Error> {
    let versions = configurations::versions(&context, &id).await?;
    Ok(Json(json!({"versions": versions})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct New {
    name: String,
    platform: Platform,
    rules: Value,
}

pub(crate) async fn create(
    State(context): Shared,
    Administrator(session): Administrator,
    Body(New {
        name,
        platform,
        rules,
    }): Body<New>,
) -> Result<(StatusCode, Json<Shown>), Error> {
    let id = configurations::create(&context, &session.account, &name, platform, &rules).await?;
    let shown = configurations::find(&context, &id).await?;
    Ok((StatusCode::CREATED, Json(shown)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Replacement {
    version: u64,
    rules: Value,
}

pub(crate) async fn replace(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(Replacement { version, rules }): Body<Replacement>,
) -> Result<Json<Value>, Error> {
    let changes = configurations::replace(&context, &session.account, &id, version, &rules).await?;
    let mut answer = json!(configurations::find(&context, &id).await?);
    if let Value::Object(fields) = &mut answer {
        fields.insert("changes".to_owned(), changes);
    }
    Ok(Json(answer))
}

pub(crate) async fn rename(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(NewName { name }): Body<NewName>,
) -> Result<Json<Shown>, Error> {
    configurations::rename(&context, &session.account, &id, &name).await?;
    configurations::find(&context, &id).await.map(Json)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assignment {
    groups: Vec<String>,
}

pub(crate) async fn assign(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(Assignment { groups }): Body<Assignment>,
) -> Result<Json<Shown>, Error> {
    configurations::assign(&context, &session.account, &id, &groups).await?;
    configurations::find(&context, &id).await.map(Json)
}

pub(crate) async fn delete(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
) -> Result<StatusCode, Error> {
    configurations::delete(&context, &session.account, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    seen: Vec<String>,
    order: Vec<String>,
}

pub(crate) async fn order(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(platform): Segment,
    Body(Order { seen, order }): Body<Order>,
) -> Result<Json<Value>, Error> {
    let platform = devices::platform(&platform).ok_or(Error::NoSuchPath)?;
    configurations::order(&context, &session.account, platform, &seen, &order).await?;
    let shown = configurations::list(&context).await?;
    Ok(Json(json!({"configurations": shown})))
}

pub(crate) async fn of_device(
    State(context): Shared,
    _: Reader,
    Segment(id): Segment,
) -> Result<Json<Explanation>, Error> {
    let device = devices::find(&context, &id)
        .await?
        .ok_or(Error::NoSuchDevice)?;
    let explained = configurations::explain(&context, &device.account, device.platform).await?;
    Ok(Json(explained))
}

pub(crate) async fn of_user(
    State(context): Shared,
    _: Reader,
    Segments((user, platform)): Segments<(String, String)>,
) -> Result<Json<Explanation>, Error> {
    let platform = devices::platform(&platform).ok_or(Error::NoSuchPath)?;
    let explained = configurations::explain(&context, &user, platform).await?;
    Ok(Json(explained))
}

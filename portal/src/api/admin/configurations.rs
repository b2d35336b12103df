//! Configurations: rules, names, groups, order, and what applies to whom.

use super::groups::NewName;
use crate::api::extract::{Body, Segment, Segments};
use crate::api::roles::{Administrator, Reader};
use crate::api::{Shared, schemas};
use crate::configurations::{self, Explanation, Shown};
use crate::devices;
use crate::error::Error;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use passcode_core::portal::wire::Platform;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// Every configuration: of a platform the one first that wins, its default last.
#[utoipa::path(get, path = "/configurations", security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "The configurations", body = schemas::Configurations)))]
pub(crate) async fn list(State(context): Shared, _: Reader) -> Result<Json<Value>, Error> {
    let shown = configurations::list(&context).await?;
    Ok(Json(json!({"configurations": shown})))
}

/// One configuration.
#[utoipa::path(get, path = "/configurations/{id}", params(("id" = String, Path, description = "A configuration")), security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "The configuration", body = schemas::NamedConfiguration), (status = 404, description = "configuration.unknown")))]
pub(crate) async fn show(
    State(context): Shared,
    _: Reader,
    Segment(id): Segment,
) -> Result<Json<Shown>, Error> {
    configurations::find(&context, &id).await.map(Json)
}

/// Every version of a configuration, newest first.
#[utoipa::path(get, path = "/configurations/{id}/versions", params(("id" = String, Path, description = "A configuration")), security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "The versions", body = schemas::ConfigurationVersions), (status = 404, description = "configuration.unknown")))]
pub(crate) async fn versions(
    State(context): Shared,
    _: Reader,
    Segment(id): Segment,
) -> Result<Json<Value>, Error> {
    let versions = configurations::versions(&context, &id).await?;
    Ok(Json(json!({"versions": versions})))
}

/// A new configuration.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewConfiguration)]
#[serde(deny_unknown_fields)]
pub(crate) struct New {
    /// 1 to 64 characters, none of them invisible.
    #[schema(min_length = 1)]
    name: String,
    #[schema(value_type = schemas::Platform)]
    platform: Platform,
    #[schema(value_type = schemas::Rules)]
    rules: Value,
}

/// Makes a configuration, the last before the default, assigned to no group.
#[utoipa::path(post, path = "/configurations", request_body = New, security(("staff_session" = ["administrator"])), responses((status = 201, description = "The configuration", body = schemas::NamedConfiguration), (status = 400, description = "name.invalid, policy.invalid"), (status = 409, description = "name.taken")))]
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

/// New rules, and the version that they replace.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Replacement {
    version: u64,
    #[schema(value_type = schemas::Rules)]
    rules: Value,
}

/// Replaces the rules of a configuration.
#[utoipa::path(put, path = "/configurations/{id}", params(("id" = String, Path, description = "A configuration")), request_body = Replacement, security(("staff_session" = ["administrator"])), responses((status = 200, description = "The configuration and what changed", body = schemas::ChangedConfiguration), (status = 400, description = "policy.invalid"), (status = 404, description = "configuration.unknown"), (status = 409, description = "configuration.changed")))]
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

/// Gives a configuration another name.
#[utoipa::path(put, path = "/configurations/{id}/name", params(("id" = String, Path, description = "A configuration")), request_body = NewName, security(("staff_session" = ["administrator"])), responses((status = 200, description = "The configuration", body = schemas::NamedConfiguration), (status = 400, description = "name.invalid"), (status = 404, description = "configuration.unknown"), (status = 409, description = "name.taken")))]
pub(crate) async fn rename(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(NewName { name }): Body<NewName>,
) -> Result<Json<Shown>, Error> {
    configurations::rename(&context, &session.account, &id, &name).await?;
    configurations::find(&context, &id).await.map(Json)
}

/// Groups by their ids: these and no others.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assignment {
    groups: Vec<String>,
}

/// Assigns a configuration to groups.
#[utoipa::path(put, path = "/configurations/{id}/groups", params(("id" = String, Path, description = "A configuration")), request_body = Assignment, security(("staff_session" = ["administrator"])), responses((status = 200, description = "The configuration", body = schemas::NamedConfiguration), (status = 404, description = "configuration.unknown, group.unknown"), (status = 409, description = "configuration.is_default")))]
pub(crate) async fn assign(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(Assignment { groups }): Body<Assignment>,
) -> Result<Json<Shown>, Error> {
    configurations::assign(&context, &session.account, &id, &groups).await?;
    configurations::find(&context, &id).await.map(Json)
}

/// Deletes a configuration.
#[utoipa::path(delete, path = "/configurations/{id}", params(("id" = String, Path, description = "A configuration")), security(("staff_session" = ["administrator"])), responses((status = 204, description = "Deleted"), (status = 404, description = "configuration.unknown"), (status = 409, description = "configuration.is_default, configuration.in_use")))]
pub(crate) async fn delete(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
) -> Result<StatusCode, Error> {
    configurations::delete(&context, &session.account, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The order that was seen, and the one that is wanted: ids, without the default.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewOrder)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    seen: Vec<String>,
    order: Vec<String>,
}

/// Puts the configurations of a platform in order, the one first that wins.
#[utoipa::path(put, path = "/configuration-order/{platform}", params(("platform" = schemas::Platform, Path, description = "A phone's operating system")), request_body = Order, security(("staff_session" = ["administrator"])), responses((status = 200, description = "The configurations", body = schemas::Configurations), (status = 409, description = "configuration.order_changed")))]
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

/// Which configuration applies to a device, and why no other one does.
#[utoipa::path(get, path = "/devices/{id}/configuration", params(("id" = String, Path, description = "A device")), security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "What applies, and why", body = schemas::Explanation), (status = 404, description = "device.unknown")))]
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

/// Which configuration applies to a user's phones of a platform, and why no other one does.
#[utoipa::path(get, path = "/users/{id}/configuration/{platform}", params(("id" = String, Path, description = "A user"), ("platform" = schemas::Platform, Path, description = "A phone's operating system")), security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "What applies, and why", body = schemas::Explanation), (status = 404, description = "user.unknown")))]
pub(crate) async fn of_user(
    State(context): Shared,
    _: Reader,
    Segments((user, platform)): Segments<(String, String)>,
) -> Result<Json<Explanation>, Error> {
    let platform = devices::platform(&platform).ok_or(Error::NoSuchPath)?;
    let explained = configurations::explain(&context, &user, platform).await?;
    Ok(Json(explained))
}

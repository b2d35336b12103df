//! The configurations of both platforms.

use crate::api::extract::{Administrator, Body, Segment};
use crate::api::{Shared, schemas};
use crate::configurations::{self, InForce};
use crate::devices;
use crate::error::Error;
use axum::Json;
use axum::extract::State;
use passcode_core::portal::wire::Platform;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// The configurations of both platforms.
#[utoipa::path(get, path = "/configurations", responses((status = 200, description = "The configurations", body = schemas::PlatformConfigurations)))]
pub(crate) async fn list(
    State(context): Shared,
    Administrator(_): Administrator,
) -> Result<Json<Value>, Error> {
    let mut shown = Vec::new();
    for platform in [Platform::Ios, Platform::Android] {
        let in_force = configurations::in_force(&context.database, platform).await?;
        shown.push(to_json(platform, &in_force));
    }
    Ok(Json(json!({"configurations": shown})))
}

/// The configuration of a platform.
#[utoipa::path(get, path = "/configurations/{platform}", params(("platform" = schemas::Platform, Path, description = "Whose rules")), responses((status = 200, description = "The configuration", body = schemas::PlatformConfiguration), (status = 404, description = "configuration.unknown")))]
pub(crate) async fn show(
    State(context): Shared,
    Administrator(_): Administrator,
    Segment(name): Segment,
) -> Result<Json<Value>, Error> {
    let platform = platform(&name)?;
    let in_force = configurations::in_force(&context.database, platform).await?;
    Ok(Json(to_json(platform, &in_force)))
}

/// New rules, and the version that they replace.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Replacement {
    version: u64,
    #[schema(value_type = schemas::Rules)]
    rules: Value,
}

/// Replaces the rules of a platform.
#[utoipa::path(put, path = "/configurations/{platform}", params(("platform" = schemas::Platform, Path, description = "Whose rules")), request_body = Replacement, responses((status = 200, description = "The configuration and what changed", body = schemas::ChangedConfiguration), (status = 404, description = "configuration.unknown"), (status = 400, description = "policy.invalid"), (status = 409, description = "configuration.changed")))]
pub(crate) async fn replace(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(name): Segment,
    Body(Replacement { version, rules }): Body<Replacement>,
) -> Result<Json<Value>, Error> {
    let platform = platform(&name)?;
    let (in_force, changes) =
        configurations::replace(&context, &session.account, platform, version, &rules).await?;
    let mut answer = to_json(platform, &in_force);
    if let Value::Object(fields) = &mut answer {
        fields.insert("changes".to_owned(), changes);
    }
    Ok(Json(answer))
}

fn platform(name: &str) -> Result<Platform, Error> {
    devices::platform(name).ok_or(Error::NoSuchConfiguration)
}

fn to_json(platform: Platform, in_force: &InForce) -> Value {
    json!({
        "platform": platform,
        "version": in_force.version,
        "rules": in_force.policy.to_json(),
    })
}

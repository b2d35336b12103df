//! The configurations of both platforms.

use crate::api::Shared;
use crate::api::extract::{Administrator, Body, Segment};
use crate::configurations::{self, InForce};
use crate::devices;
use crate::error::Error;
use axum::Json;
use axum::extract::State;
use passcode_core::portal::wire::Platform;
use serde::Deserialize;
use serde_json::{Value, json};

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

pub(crate) async fn show(
    State(context): Shared,
    Administrator(_): Administrator,
    Segment(name): Segment,
) -> Result<Json<Value>, Error> {
    let platform = platform(&name)?;
    let in_force = configurations::in_force(&context.database, platform).await?;
    Ok(Json(to_json(platform, &in_force)))
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

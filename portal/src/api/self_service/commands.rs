//! What users ask of their own devices: Lock and Retire. AppConnect Unlock is an administrator's.

use crate::api::Shared;
use crate::api::extract::{Body, Segment, User};
use crate::audit::Actor;
use crate::commands::{self, Asked};
use crate::devices;
use crate::error::Error;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Wanted {
    Lock {},
    Retire {},
}

pub(crate) async fn command(
    State(context): Shared,
    User(session): User,
    Segment(id): Segment,
    Body(wanted): Body<Wanted>,
) -> Result<(StatusCode, Json<Value>), Error> {
    let device = devices::of_user(&context, &session.account, &id).await?;
    let asked = match wanted {
        Wanted::Lock {} => Asked::Lock,
        Wanted::Retire {} => Asked::Retire,
    };
    let actor = Actor::User(&session.account);
    let command = commands::ask(&context, actor, &device, &asked).await?;
    Ok((StatusCode::CREATED, Json(command.to_json())))
}

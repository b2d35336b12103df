//! The devices of all users, and what an administrator asks of them.

use crate::api::Shared;
use crate::api::extract::{Body, Segment};
use crate::api::roles::{Administrator, Staff};
use crate::audit::Actor;
use crate::commands::{self, Asked, Command, Reason};
use crate::devices::{self, Device, State as DeviceState};
use crate::error::Error;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filter {
    state: Option<String>,
}

pub(crate) async fn list(
    State(context): Shared,
    _: Staff,
    filter: Result<Query<Filter>, QueryRejection>,
) -> Result<Json<Value>, Error> {
    let malformed =
        || Error::Malformed("`state` is `active`, `retiring` or `retired`. Choose one.");
    let Query(Filter { state }) = filter.map_err(|_| malformed())?;
    let state = match state {
        Some(name) => Some(DeviceState::parse(&name).ok_or_else(malformed)?),
        None => None,
    };
    let mut waiting = commands::waiting(&context, None).await?;
    let shown: Value = devices::list(&context, None, state)
        .await?
        .iter()
        .map(|device| to_json(device, &waiting.remove(&device.id).unwrap_or_default()))
        .collect();
    Ok(Json(json!({"devices": shown})))
}

pub(crate) async fn show(
    State(context): Shared,
    _: Staff,
    Segment(id): Segment,
) -> Result<Json<Value>, Error> {
    let device = find(&context, &id).await?;
    let mut waiting = commands::waiting(&context, Some(&device.account)).await?;
    let waiting = waiting.remove(&device.id).unwrap_or_default();
    Ok(Json(to_json(&device, &waiting)))
}

/// Its commands, the newest 100, newest first.
pub(crate) async fn list_commands(
    State(context): Shared,
    _: Staff,
    Segment(id): Segment,
) -> Result<Json<Value>, Error> {
    let device = find(&context, &id).await?;
    let commands = commands::list(&context, &device.id).await?;
    let shown: Value = commands.iter().map(Command::to_whole_json).collect();
    Ok(Json(json!({"commands": shown})))
}

/// Whether the account's password is asked at an AppConnect Unlock.
#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Password {
    #[default]
    Asked,
    Waived,
}

#[derive(Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Wanted {
    Lock {},
    AppconnectUnlock {
        #[serde(default)]
        password: Password,
        reason: Option<String>,
    },
    Retire {},
}

impl Wanted {
    fn asked(self) -> Result<Asked, Error> {
        let (password, reason) = match self {
            Self::Lock {} => return Ok(Asked::Lock),
            Self::Retire {} => return Ok(Asked::Retire),
            Self::AppconnectUnlock { password, reason } => (password, reason),
        };
        let reason = reason.as_deref().map(Reason::parse).transpose()?;
        match password {
            Password::Asked => Ok(Asked::Unlock(reason)),
            Password::Waived => {
                let reason = reason.ok_or(Error::Reason)?;
                Ok(Asked::UnlockWithoutPassword(reason))
            }
        }
    }
}

pub(crate) async fn command(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(wanted): Body<Wanted>,
) -> Result<(StatusCode, Json<Value>), Error> {
    let device = find(&context, &id).await?;
    let actor = Actor::Administrator(&session.account);
    let command = commands::ask(&context, actor, &device, &wanted.asked()?).await?;
    Ok((StatusCode::CREATED, Json(command.to_whole_json())))
}

/// The phone is lost for good: nobody waits for it any more.
pub(crate) async fn give_up(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
) -> Result<StatusCode, Error> {
    let device = find(&context, &id).await?;
    commands::give_up(&context, Actor::Administrator(&session.account), &device).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn find(context: &crate::portal::Context, id: &str) -> Result<Device, Error> {
    devices::find(context, id).await?.ok_or(Error::NoSuchDevice)
}

fn to_json(device: &Device, waiting: &[Command]) -> Value {
    let waiting: Value = waiting.iter().map(Command::to_whole_json).collect();
    json!({
        "id": device.id,
        "user": device.account,
        "state": device.state.as_str(),
        "name": device.name,
        "platform": device.platform,
        "app_version": device.app_version.as_str(),
        "generation": device.generation,
        "escrow_key_id": device.escrow_key_id,
        "enrolled_ms": device.enrolled_ms,
        "last_seen_ms": device.last_seen_ms,
        "retiring_ms": device.retiring_ms,
        "retired_ms": device.retired_ms,
        "commands": waiting,
    })
}

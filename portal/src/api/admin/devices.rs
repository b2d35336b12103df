//! The devices of all users, for all staff, and what an administrator asks of them.

use crate::api::extract::{Body, Segment};
use crate::api::roles::{Administrator, Staff};
use crate::api::{Shared, schemas};
use crate::commands::{self, Asked, Command};
use crate::devices::{self, Device, DeviceFilter, DeviceRow, Seen, Sort, State as DeviceState};
use crate::error::Error;
use crate::paging::Search;
use crate::reason::Reason;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

/// How many devices come at once, at most and where nothing is said.
const MOST: u32 = 1000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    state: Option<String>,
    platform: Option<String>,
    seen: Option<String>,
    user: Option<String>,
    search: Option<String>,
    sort: Option<String>,
    after: Option<String>,
    limit: Option<u32>,
}

impl Wanted {
    fn filter(&self) -> Result<DeviceFilter, Error> {
        let search = self.search.as_deref().unwrap_or_default();
        let sort = one_of(
            self.sort.as_deref(),
            Sort::parse,
            "`sort` is `last-seen`, `enrolled`, `name` or `user`. Choose one.",
        );
        Ok(DeviceFilter {
            search: Search::parse(search)?,
            platform: one_of(
                self.platform.as_deref(),
                devices::platform,
                "`platform` is `ios` or `android`. Choose one.",
            )?,
            state: one_of(
                self.state.as_deref(),
                DeviceState::parse,
                "`state` is `active`, `retiring` or `retired`. Choose one.",
            )?,
            seen: one_of(
                self.seen.as_deref(),
                Seen::parse,
                "`seen` is `within-a-day`, `over-a-day`, `over-7-days` or `over-30-days`. \
                 Choose one.",
            )?,
            user: self.user.clone(),
            sort: sort?.unwrap_or(Sort::Enrolled),
        })
    }
}

fn one_of<T>(
    name: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
    otherwise: &'static str,
) -> Result<Option<T>, Error> {
    let parse = |name| parse(name).ok_or(Error::Malformed(otherwise));
    name.map(parse).transpose()
}

/// The devices that are in this state, without one all but the retired: in the order of their
/// enrolment, unless another one is asked for.
#[utoipa::path(get, path = "/devices", params(("state" = Option<schemas::DeviceState>, Query, description = "Only those in this state"), ("platform" = Option<schemas::Platform>, Query, description = "Only those of this platform"), ("seen" = Option<schemas::Seen>, Query, description = "Only those last heard of then"), ("user" = Option<String>, Query, description = "Only those of this user, by the id"), ("search" = Option<String>, Query, description = "Only those with this in their name or id, or in the user's name or display name: 128 characters at most", max_length = 128), ("sort" = Option<schemas::DeviceSort>, Query, description = "The order; `enrolled` without it"), ("after" = Option<String>, Query, description = "The `next` of the page before, asked for in the same order"), ("limit" = Option<u64>, Query, maximum = 4_294_967_295_u32, description = "How many devices; 1,000 without it and at most")), responses((status = 200, description = "The devices", body = schemas::Devices)))]
pub(crate) async fn list(
    State(context): Shared,
    _: Staff,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<Value>, Error> {
    let malformed = "What is asked for in the query is not known here, or `limit` is no whole \
                     number. Check it against the documentation.";
    let Query(wanted) = wanted.map_err(|_| Error::Malformed(malformed))?;
    let filter = wanted.filter()?;
    let cursor = wanted.after.as_deref().map(|text| filter.cursor(text));
    let limit = wanted.limit.unwrap_or(MOST).clamp(1, MOST);
    let page = devices::page(&context, &filter, cursor.transpose()?.as_ref(), limit).await?;
    let awaited = page.rows.iter().filter(|row| row.is_awaited);
    let awaited: Vec<_> = awaited.map(|row| row.device.id.as_str()).collect();
    let mut waiting = commands::waiting_for(&context, &awaited).await?;
    let device = |row: &DeviceRow| {
        let waiting = waiting.remove(&row.device.id).unwrap_or_default();
        to_json(&row.device, &waiting)
    };
    let shown: Value = page.rows.iter().map(device).collect();
    Ok(Json(json!({"devices": shown, "next": page.next})))
}

/// One device.
#[utoipa::path(get, path = "/devices/{id}", params(("id" = String, Path, description = "A device")), responses((status = 200, description = "The device", body = schemas::Device), (status = 404, description = "device.unknown")))]
pub(crate) async fn show(
    State(context): Shared,
    _: Staff,
    Segment(id): Segment,
) -> Result<Json<Value>, Error> {
    let device = find(&context, &id).await?;
    let mut waiting = commands::waiting(&context, &device.account).await?;
    let waiting = waiting.remove(&device.id).unwrap_or_default();
    Ok(Json(to_json(&device, &waiting)))
}

/// The commands to a device: the newest 100, newest first.
#[utoipa::path(get, path = "/devices/{id}/commands", params(("id" = String, Path, description = "A device")), responses((status = 200, description = "The commands", body = schemas::Commands), (status = 404, description = "device.unknown")))]
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
pub(crate) enum Wish {
    Lock {},
    AppconnectUnlock {
        #[serde(default)]
        password: Password,
        reason: Option<String>,
    },
    Retire {},
}

impl Wish {
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

/// Asks something of a device; a waiting command of the same kind is superseded.
#[utoipa::path(post, path = "/devices/{id}/commands", params(("id" = String, Path, description = "A device")), request_body = schemas::Wish, security(("staff_session" = ["administrator"])), responses((status = 201, description = "The command", body = schemas::Command), (status = 400, description = "reason.invalid"), (status = 404, description = "device.unknown"), (status = 409, description = "device.retired")))]
pub(crate) async fn command(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
    Body(wish): Body<Wish>,
) -> Result<(StatusCode, Json<Value>), Error> {
    let device = find(&context, &id).await?;
    let command = commands::ask(&context, session.actor(), &device, &wish.asked()?).await?;
    Ok((StatusCode::CREATED, Json(command.to_whole_json())))
}

/// The phone is lost for good: nobody waits for it any more.
#[utoipa::path(put, path = "/devices/{id}/retired", params(("id" = String, Path, description = "A device")), security(("staff_session" = ["administrator"])), responses((status = 204, description = "It is retired"), (status = 404, description = "device.unknown"), (status = 409, description = "device.retired")))]
pub(crate) async fn give_up(
    State(context): Shared,
    Administrator(session): Administrator,
    Segment(id): Segment,
) -> Result<StatusCode, Error> {
    let device = find(&context, &id).await?;
    commands::give_up(&context, session.actor(), &device).await?;
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

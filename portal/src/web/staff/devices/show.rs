//! One device: what is known of it, which rules apply and why, what was asked of it, what happened.

use super::{effective, find};
use crate::accounts;
use crate::api::{Segment, Shared};
use crate::audit::{self, Asked, Filter};
use crate::commands::{self, Command};
use crate::devices::{Device, State as Life};
use crate::error::Error;
use crate::escrow_keys;
use crate::one_time_pins;
use crate::portal::Context;
use crate::web::screen::Answer;
use crate::web::staff::trail::{self, Who};
use crate::web::who::{By, Staff};
use axum::extract::State;
use serde::Serialize;
use serde_json::{Value, json};

/// How many entries of the trail are shown here; the rest is in *Audit Trails*.
const LATEST: u32 = 20;

/// A device as staff see it.
#[derive(Serialize)]
pub(super) struct View {
    id: String,
    name: String,
    user: String,
    user_name: String,
    display_name: Option<String>,
    platform: &'static str,
    app_version: String,
    state: &'static str,
    enrolled_ms: u64,
    last_seen_ms: u64,
    retiring_ms: Option<u64>,
    retired_ms: Option<u64>,
    generation: u64,
    /// `current`, `former` or `none`.
    escrow_key: &'static str,
}

/// `GET /admin/devices/{id}`.
pub(super) async fn page(State(context): Shared, by: By<Staff>, Segment(id): Segment) -> Answer {
    let device = find(&context, &id).await?;
    let language = by.screen.language;
    let asked = Asked {
        device: Some(device.id.clone()),
        ..Asked::default()
    };
    let happened = audit::page(&context, &Filter::parse(asked)?, None, LATEST).await?;
    let view = json!({
        "device": view(&context, &device).await?,
        "effective": effective::view(&context, language, &device).await?,
        "commands": asked_of(&context, &device).await?,
        "pin": one_time_pins::standing(&context, &device.id).await?,
        "timeline": trail::lines(&context, language, &happened.rows).await?,
        "has_more": happened.next.is_some(),
    });
    by.screen.show("admin/devices/show.html", view)
}

/// A device with the names of its user, and its key.
pub(super) async fn view(context: &Context, device: &Device) -> Result<View, Error> {
    let user = accounts::details(context, &device.account).await?;
    let current = escrow_keys::current(&context.database).await?.id;
    let escrow_key = match device.escrow_key_id.as_deref() {
        None => "none",
        Some(key) if key == current => "current",
        Some(_) => "former",
    };
    Ok(View {
        id: device.id.clone(),
        name: device.name.clone(),
        user: device.account.clone(),
        user_name: user.user_name,
        display_name: user.display_name,
        platform: device.platform.as_str(),
        app_version: device.app_version.as_str().to_owned(),
        state: device.state.as_str(),
        enrolled_ms: device.enrolled_ms,
        last_seen_ms: device.last_seen_ms,
        retiring_ms: device.retiring_ms,
        retired_ms: device.retired_ms.filter(|_| device.state == Life::Retired),
        generation: device.generation,
        escrow_key,
    })
}

/// The commands to a device, newest first, with the names of who asked.
async fn asked_of(context: &Context, device: &Device) -> Result<Vec<Value>, Error> {
    let commands = commands::list(context, &device.id).await?;
    let commands: Vec<_> = commands.iter().map(Command::to_whole_json).collect();
    let by = |command: &Value| {
        let by = command.get("asked_by").and_then(Value::as_str);
        by.unwrap_or_default().to_owned()
    };
    let actors: Vec<_> = commands.iter().map(by).collect();
    let actors: Vec<_> = actors.iter().map(String::as_str).collect();
    let names = audit::actor_names(context, &actors).await?;
    let named = |(mut command, actor): (Value, &&str)| {
        let who = Who::of(actor, |_, id| names.get(id).map(String::as_str));
        if let Value::Object(fields) = &mut command {
            fields.insert("who".to_owned(), json!(who));
        }
        command
    };
    Ok(commands.into_iter().zip(&actors).map(named).collect())
}

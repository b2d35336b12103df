//! One user: facts, groups, devices, and which configurations apply.

use crate::accounts;
use crate::api::{Segment, Shared};
use crate::configurations;
use crate::devices::{self, DeviceFilter, DeviceRow};
use crate::portal::Context;
use crate::web::screen::Answer;
use crate::web::who::{By, Staff};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use passcode_core::portal::wire::Platform;
use serde_json::{Value, json};
use std::sync::Arc;

/// Devices that are shown; few have as many.
const DEVICES: u32 = 50;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new().route("/admin/users/{id}", get(show))
}

/// `GET /admin/users/{id}`.
async fn show(State(context): Shared, by: By<Staff>, Segment(id): Segment) -> Answer {
    let user = accounts::details(&context, &id).await?;
    let filter = DeviceFilter {
        user: Some(id.clone()),
        ..DeviceFilter::default()
    };
    let found = devices::page(&context, &filter, None, DEVICES).await?;
    let devices: Vec<_> = found.rows.iter().map(device).collect();
    let mut configurations = Vec::new();
    for platform in [Platform::Ios, Platform::Android] {
        configurations.push(configurations::explain(&context, &id, platform).await?);
    }
    let view = json!({
        "user": user, "devices": devices, "is_more": found.next.is_some(),
        "configurations": configurations,
    });
    by.screen.show("admin/users/show.html", view)
}

fn device(row: &DeviceRow) -> Value {
    let device = &row.device;
    json!({
        "id": device.id, "name": device.name, "platform": device.platform.as_str(),
        "app_version": device.app_version.as_str(), "state": device.state.as_str(),
        "last_seen_ms": device.last_seen_ms,
    })
}

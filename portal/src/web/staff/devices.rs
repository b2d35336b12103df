//! The devices of all users, and what administrators and the help desk do with one.
//!
//! All staff see them. Only administrators ask something of a phone; the help desk issues one-time
//! PINs.

mod commands;
mod effective;
mod list;
mod one_time_pin;
mod show;

use crate::devices::{self, Device};
use crate::error::Error;
use crate::portal::Context;
use axum::Router;
use axum::routing::{get, post};
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    let device = "/admin/devices/{id}";
    let at = |end: &str| format!("{device}/{end}");
    Router::new()
        .route("/admin/devices", get(list::page))
        .route(device, get(show::page))
        .route(&at("lock"), get(commands::lock).post(commands::do_lock))
        .route(
            &at("retire"),
            get(commands::retire).post(commands::do_retire),
        )
        .route(
            &at("appconnect-unlock"),
            get(commands::unlock).post(commands::do_unlock),
        )
        .route(
            &at("give-up"),
            get(commands::give_up).post(commands::do_give_up),
        )
        .route(
            &at("one-time-pin"),
            get(one_time_pin::page).post(one_time_pin::issue),
        )
        .route(&at("one-time-pin/cancel"), post(one_time_pin::cancel))
        .route(&at("one-time-pin/standing"), get(one_time_pin::standing))
}

async fn find(context: &Context, id: &str) -> Result<Device, Error> {
    devices::find(context, id).await?.ok_or(Error::NoSuchDevice)
}

/// Where a device's page is.
fn address(device: &Device) -> String {
    format!("/admin/devices/{}", device.id)
}

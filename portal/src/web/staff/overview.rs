//! Where administration begins: the few figures that somebody should act on, and what happened last.

use super::trail;
use crate::api::Shared;
use crate::audit::{self, Filter};
use crate::devices::{self, Counts, State as Life};
use crate::one_time_pins;
use crate::portal::Context;
use crate::web::screen::Answer;
use crate::web::who::{By, Staff};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use passcode_core::portal::wire::Platform;
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;

/// How many entries of the trail are shown.
const LATEST: usize = 8;
/// Among how many: most are of people who sign in, which is nothing to look at here.
const LOOKED_AT: u32 = 200;
const SESSIONS: &str = "session.";

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new().route("/admin", get(page))
}

/// The devices of a platform in numbers.
#[derive(Serialize)]
struct Row {
    platform: Platform,
    active: u64,
    retiring: u64,
    retired: u64,
}

/// `GET /admin`.
async fn page(State(context): Shared, by: By<Staff>) -> Answer {
    let counts = devices::counts(&context).await?;
    let live_pins = one_time_pins::count_live(&context).await?;
    let mut latest = audit::page(&context, &Filter::default(), None, LOOKED_AT).await?;
    latest
        .rows
        .retain(|entry| !entry.action.starts_with(SESSIONS));
    latest.rows.truncate(LATEST);
    let latest = trail::lines(&context, by.screen.language, &latest.rows).await?;
    let view = json!({
        "platforms": [row(&counts, Platform::Ios), row(&counts, Platform::Android)],
        "silent": counts.silent,
        "on_former_key": counts.on_former_key,
        "live_pins": live_pins,
        "latest": latest,
    });
    by.screen.show("admin/overview.html", view)
}

fn row(counts: &Counts, platform: Platform) -> Row {
    let of = |state: Life| {
        let mut found = counts.by_state.iter();
        let found = found.find(|count| count.platform == platform && count.state == state);
        found.map_or(0, |count| count.devices)
    };
    Row {
        platform,
        active: of(Life::Active),
        retiring: of(Life::Retiring),
        retired: of(Life::Retired),
    }
}

//! The list of devices: looked through, filtered and sorted by a form whose address can be kept.

use crate::api::Shared;
use crate::commands;
use crate::devices::{self, DeviceFilter, DeviceRow, Seen, Sort, State as Life};
use crate::error::Error;
use crate::paging::{Search, Total};
use crate::portal::Context;
use crate::web::query::Queried;
use crate::web::screen::Answer;
use crate::web::who::{By, Staff};
use axum::extract::State;
use passcode_core::portal::wire::Platform;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Devices of a page.
const ROWS: u32 = 50;
const MALFORMED: Error =
    Error::Malformed("This is no filter of this list. Begin with the list of all devices.");

/// The fields of the form, as they come back into it.
#[derive(Deserialize, Serialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    search: String,
    platform: String,
    state: String,
    seen: String,
    sort: String,
    #[serde(skip_serializing)]
    at: String,
}

#[derive(Serialize)]
struct View {
    asked: Asked,
    devices: Vec<Row>,
    total: Total,
    is_filtered: bool,
    /// Whether there are retired ones, where nothing else is shown.
    has_retired: bool,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    user: String,
    user_name: String,
    display_name: Option<String>,
    platform: Platform,
    app_version: String,
    state: &'static str,
    last_seen_ms: u64,
    waiting: Vec<Value>,
}

impl Asked {
    /// # Errors
    /// [`Error::Malformed`] for what no form of this portal sends.
    fn filter(&self) -> Result<DeviceFilter, Error> {
        let sort = one_of(&self.sort, Sort::parse)?;
        Ok(DeviceFilter {
            search: Search::parse(&self.search)?,
            platform: one_of(&self.platform, devices::platform)?,
            state: one_of(&self.state, Life::parse)?,
            seen: one_of(&self.seen, Seen::parse)?,
            user: None,
            sort: sort.unwrap_or_default(),
        })
    }

    fn is_filtered(&self) -> bool {
        let filters = [&self.search, &self.platform, &self.state, &self.seen];
        filters.iter().any(|filter| !filter.trim().is_empty())
    }

    /// The address of another page of the same list.
    fn address(&self, at: &str) -> String {
        let fields = [
            ("search", self.search.as_str()),
            ("platform", &self.platform),
            ("state", &self.state),
            ("seen", &self.seen),
            ("sort", &self.sort),
            ("at", at),
        ];
        let given = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let query = serde_html_form::to_string(given.collect::<Vec<_>>()).unwrap_or_default();
        format!("/admin/devices?{query}")
    }
}

fn one_of<T>(name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Error> {
    if name.is_empty() {
        return Ok(None);
    }
    parse(name).map(Some).ok_or(MALFORMED)
}

/// `GET /admin/devices`.
pub(super) async fn page(
    State(context): Shared,
    by: By<Staff>,
    Queried(asked): Queried<Asked>,
) -> Answer {
    let filter = asked.filter()?;
    let cursor = Some(asked.at.as_str()).filter(|at| !at.is_empty());
    let cursor = cursor.map(|at| filter.cursor(at)).transpose()?;
    let page = devices::page(&context, &filter, cursor.as_ref(), ROWS).await?;
    let is_filtered = asked.is_filtered();
    let is_empty = page.rows.is_empty() && !is_filtered;
    let view = View {
        total: devices::total(&context, &filter, &page).await?,
        is_filtered,
        has_retired: is_empty && has_retired(&context).await?,
        previous: page.previous.as_deref().map(|at| asked.address(at)),
        next: page.next.as_deref().map(|at| asked.address(at)),
        devices: rows(&context, &page.rows).await?,
        asked,
    };
    by.screen.show(
        "admin/devices/list.html",
        json!({"list": view, "seen": Seen::ALL.map(Seen::as_str), "sorts": Sort::ALL.map(Sort::as_str)}),
    )
}

async fn rows(context: &Context, found: &[DeviceRow]) -> Result<Vec<Row>, Error> {
    let awaited = found.iter().filter(|row| row.is_awaited);
    let awaited: Vec<_> = awaited.map(|row| row.device.id.as_str()).collect();
    let mut waiting = commands::waiting_for(context, &awaited).await?;
    let row = |row: &DeviceRow| {
        let device = &row.device;
        let waiting = waiting.remove(&device.id).unwrap_or_default();
        Row {
            id: device.id.clone(),
            name: device.name.clone(),
            user: device.account.clone(),
            user_name: row.user_name.clone(),
            display_name: row.display_name.clone(),
            platform: device.platform,
            app_version: device.app_version.as_str().to_owned(),
            state: device.state.as_str(),
            last_seen_ms: device.last_seen_ms,
            waiting: waiting.iter().map(commands::Command::to_json).collect(),
        }
    };
    Ok(found.iter().map(row).collect())
}

async fn has_retired(context: &Context) -> Result<bool, Error> {
    let counts = devices::counts(context).await?;
    let mut found = counts.by_state.iter();
    Ok(found.any(|count| count.state == Life::Retired))
}

//! The keys, and the devices that rely on one.

use crate::api::{Segment, Shared};
use crate::devices::{self, State as DeviceState};
use crate::error::{Error, Internal};
use crate::escrow_keys;
use crate::portal::Context;
use crate::web::query::Queried;
use crate::web::screen::Answer;
use crate::web::who::{By, Reader};
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::json;

const ROWS: u32 = 50;

/// A key as the service lists it.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Key {
    pub(super) id: String,
    pub(super) state: String,
    created_ms: u64,
    destroyed_ms: Option<u64>,
    /// Active ones that rely on it.
    pub(super) devices: u64,
}

/// Every key, the current one first.
pub(super) async fn keys(context: &Context) -> Result<Vec<Key>, Error> {
    let keys = escrow_keys::list(context).await?;
    let key = |key| serde_json::from_value(key).map_err(|_| Error::Internal(Internal::Record));
    keys.into_iter().map(key).collect()
}

/// One of them.
///
/// # Errors
/// [`Error::NoSuchEscrowKey`].
pub(super) async fn key(context: &Context, id: &str) -> Result<Key, Error> {
    let keys = keys(context).await?;
    let found = keys.into_iter().find(|key| key.id == id);
    found.ok_or(Error::NoSuchEscrowKey)
}

/// `GET /admin/escrow-keys`.
pub(super) async fn page(State(context): Shared, by: By<Reader>) -> Answer {
    let keys = keys(&context).await?;
    let in_state = |state: &str| {
        let keys = keys.iter().filter(|key| key.state == state);
        keys.collect::<Vec<_>>()
    };
    let counts = devices::counts(&context).await?;
    let active = counts.by_state.iter();
    let active = active.filter(|count| count.state == DeviceState::Active);
    let active: u64 = active.map(|count| count.devices).sum();
    let view = json!({
        "current": in_state("current").first(),
        "former": in_state("former"),
        "destroyed": in_state("destroyed"),
        "active": active,
        "followed": active.saturating_sub(counts.on_former_key),
    });
    by.screen.show("admin/escrow-keys/list.html", view)
}

#[derive(Deserialize)]
pub(super) struct Place {
    at: Option<String>,
}

/// `GET /admin/escrow-keys/{id}/devices`.
pub(super) async fn devices(
    State(context): Shared,
    by: By<Reader>,
    Segment(id): Segment,
    Queried(place): Queried<Place>,
) -> Answer {
    let cursor = place.at.as_deref().map(escrow_keys::cursor).transpose()?;
    let key = key(&context, &id).await?;
    let page = escrow_keys::page(&context, &id, cursor.as_ref(), ROWS).await?;
    let address = |at: String| format!("/admin/escrow-keys/{id}/devices?at={at}");
    let view = json!({
        "key": key,
        "rows": page.rows,
        "previous": page.previous.map(address),
        "next": page.next.map(address),
    });
    by.screen.show("admin/escrow-keys/devices.html", view)
}

//! One entry with everything that the trail says of it, as it was written and in words.

use super::facts;
use crate::api::{Segment, Shared};
use crate::audit;
use crate::error::Error;
use crate::web::screen::Answer;
use crate::web::who::{By, Staff};
use axum::extract::State;
use serde_json::json;

/// `GET /admin/audit/{sequence}`.
pub(super) async fn page(
    State(context): Shared,
    by: By<Staff>,
    Segment(sequence): Segment,
) -> Answer {
    let sequence: u64 = sequence.parse().map_err(|_| Error::NoSuchPath)?;
    let entry = audit::find(&context.database, sequence).await?;
    let last = audit::count(&context.database).await?;
    let entries = [entry];
    let rows = facts::rows(&context, by.screen.language, &entries).await?;
    let [entry] = entries;
    let view = json!({
        "row": rows.into_iter().next(),
        "line": serde_json::to_string_pretty(&entry).unwrap_or_default(),
        "entry": entry,
        "older": sequence.checked_sub(1).filter(|older| *older > 0),
        "newer": sequence.checked_add(1).filter(|newer| *newer <= last),
    });
    by.screen.show("admin/audit/entry.html", view)
}

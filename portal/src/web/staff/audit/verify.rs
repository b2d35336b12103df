//! Whether the chain is whole: looked at part by part, each part a form that the page goes on with.
//!
//! SECURITY: a form and not a link, so that nobody is led to the last part of a chain and takes its
//! end for the whole.

use crate::api::Shared;
use crate::audit::{self, Verdict};
use crate::web::form::Filled;
use crate::web::screen::Answer;
use crate::web::who::{By, Reader};
use axum::extract::State;
use serde::Deserialize;
use serde_json::json;

/// How many entries are looked at before the page says how far it is: at most seconds of work.
const PART: u32 = 20_000;

/// `GET /admin/audit/verify`.
pub(super) async fn page(State(context): Shared, by: By<Reader>) -> Answer {
    let entries = audit::count(&context.database).await?;
    let view = json!({"state": "ready", "next": 1, "done": 0, "entries": entries});
    by.screen.show("admin/audit/verify.html", view)
}

#[derive(Deserialize)]
pub(super) struct Part {
    from: u64,
}

/// `POST /admin/audit/verify`.
pub(super) async fn verify(
    State(context): Shared,
    by: By<Reader>,
    Filled(Part { from }): Filled<Part>,
) -> Answer {
    let view = match audit::verify(&context.database, from, PART).await? {
        Verdict::SoFar { next, entries } => {
            let done = next.saturating_sub(1);
            json!({"state": "so-far", "next": next, "done": done, "entries": entries})
        }
        Verdict::Whole { entries, head } => {
            let last = audit::find(&context.database, entries).await?;
            json!({"state": "whole", "entries": entries, "head": head, "last_ms": last.time_ms})
        }
        Verdict::Broken { sequence, fault } => {
            json!({"state": "broken", "sequence": sequence, "fault": fault.as_str()})
        }
    };
    by.screen.show("admin/audit/verify.html", view)
}

//! The trail to take away: what it will hold and about how large it is, then the file itself.

use super::asked::Asked;
use super::choices;
use crate::api::{Shared, send_trail};
use crate::audit;
use crate::web::form::Filled;
use crate::web::query::Queried;
use crate::web::screen::{Answer, go};
use crate::web::who::{By, Reader};
use axum::extract::State;
use serde_json::json;

const KB: u64 = 1000;

/// `GET /admin/audit/export`.
pub(super) async fn page(
    State(context): Shared,
    by: By<Reader>,
    Queried(asked): Queried<Asked>,
) -> Answer {
    let Some(filter) = asked.understand(&context).await?.filter else {
        return Ok(go(&trail(&asked)));
    };
    let size = audit::size(&context, &filter).await?;
    let language = by.screen.language;
    let view = json!({
        "query": asked.to_query(),
        "is_filtered": asked.is_some(),
        "areas": choices::areas(language, &asked),
        "reasons": choices::reasons(language, &asked),
        "asked": asked,
        "total": size.entries,
        "kilobytes": size.bytes.div_ceil(KB),
        "megabytes": (size.bytes / KB).div_ceil(KB),
    });
    by.screen.show("admin/audit/export.html", view)
}

/// `POST /admin/audit/export`. SECURITY: a form, for it is recorded: no link elsewhere makes anybody
/// export.
pub(super) async fn export(
    State(context): Shared,
    by: By<Reader>,
    Filled(asked): Filled<Asked>,
) -> Answer {
    let Some(filter) = asked.understand(&context).await?.filter else {
        return Ok(go(&trail(&asked)));
    };
    let lines = audit::export(&context, by.session.actor(), filter).await?;
    Ok(send_trail(lines))
}

fn trail(asked: &Asked) -> String {
    format!("/admin/audit?{}", asked.to_query())
}

//! The trail, newest first.

use super::asked::Asked;
use super::{choices, facts};
use crate::api::Shared;
use crate::audit;
use crate::web::query::Queried;
use crate::web::screen::Answer;
use crate::web::who::{By, Staff};
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::json;

const ROWS: u32 = 50;

#[derive(Deserialize)]
pub(super) struct Place {
    at: Option<String>,
}

/// `GET /admin/audit`.
pub(super) async fn page(
    State(context): Shared,
    by: By<Staff>,
    Queried(asked): Queried<Asked>,
    Queried(place): Queried<Place>,
) -> Answer {
    let cursor = place.at.as_deref().map(audit::cursor).transpose()?;
    let understood = asked.understand(&context).await?;
    let language = by.screen.language;
    let (mut rows, mut previous, mut next) = (Vec::new(), None, None);
    if let Some(filter) = &understood.filter {
        let page = audit::page(&context, filter, cursor.as_ref(), ROWS).await?;
        rows = facts::rows(&context, language, &page.rows).await?;
        previous = page.previous.map(|at| address(&asked, &at));
        next = page.next.map(|at| address(&asked, &at));
    }
    let is_wrong = understood.filter.is_none();
    let status = if is_wrong {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let view = json!({
        "areas": choices::areas(language, &asked),
        "reasons": choices::reasons(language, &asked),
        "is_filtered": asked.is_some(),
        "is_more": asked.is_more(),
        "is_wrong": is_wrong,
        "query": asked.to_query(),
        "asked": asked,
        "problems": understood.problems,
        "devices": understood.devices,
        "rows": rows,
        "previous": previous,
        "next": next,
    });
    by.screen.show_as(status, "admin/audit/list.html", view)
}

fn address(asked: &Asked, at: &str) -> String {
    let query = asked.to_query();
    let and = if query.is_empty() { "" } else { "&" };
    format!("/admin/audit?{query}{and}at={at}")
}

//! *Recent activity*: what happened to the account and its devices, and what to do if it was not the
//! user.

use super::again::Again;
use crate::api::Shared;
use crate::notices;
use crate::portal::Context;
use crate::web::form::Filled;
use crate::web::screen::{Answer, go_and_say};
use crate::web::who::{By, User};
use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/my/activity", get(list))
        .route("/my/activity/read", post(mark_all_read))
}

/// `GET /my/activity`.
async fn list(State(context): Shared, by: By<User>) -> Answer {
    let notices = notices::list(&context, &by.session.account).await?;
    let again = Again::of(&context, &by.session).await?;
    by.screen.show(
        "my/activity.html",
        json!({"notices": notices, "again": again}),
    )
}

#[derive(Deserialize)]
struct Seen {
    /// When the list was made.
    seen_ms: u64,
}

/// `POST /my/activity/read`.
async fn mark_all_read(State(context): Shared, by: By<User>, Filled(form): Filled<Seen>) -> Answer {
    notices::mark_all_read(&context, &by.session.account, form.seen_ms).await?;
    Ok(go_and_say("/my/activity", "done-activity-read"))
}

#[cfg(test)]
mod tests {
    use crate::notices::Notice;
    use crate::texts;

    #[test]
    fn every_notice_has_words() {
        for notice in Notice::ALL {
            let key = format!("notice-{}", texts::key_of(notice.code()));
            assert!(texts::has(&key), "{key}");
        }
    }
}

//! *My account* of staff: who one is here, in which language mails come, and one's own password.

use super::mended::{agree, can_mend};
use crate::accounts::{self, Language, Source};
use crate::api::Shared;
use crate::portal::Context;
use crate::staff;
use crate::web::failed::Problem;
use crate::web::form::Filled;
use crate::web::screen::{Answer, go_and_say};
use crate::web::who::{By, Staff};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

const PATH: &str = "/admin/account";
const PASSWORD: &str = "admin/account_password.html";

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route(PATH, get(show))
        .route("/admin/account/language", post(set_language))
        .route("/admin/account/password", get(page).post(change_password))
}

/// `GET /admin/account`.
async fn show(State(context): Shared, by: By<Staff>) -> Answer {
    let member = staff::find(&context, &by.session.account).await?;
    by.screen
        .show("admin/account.html", json!({"member": member}))
}

#[derive(Deserialize)]
struct Choice {
    /// Empty: whatever the organisation uses.
    language: String,
}

/// `POST /admin/account/language`.
async fn set_language(
    State(context): Shared,
    by: By<Staff>,
    Filled(form): Filled<Choice>,
) -> Answer {
    let language = Language::parse(&form.language);
    accounts::set_language(&context, &by.session, language).await?;
    Ok(go_and_say(PATH, "done-account-language-set"))
}

/// `GET /admin/account/password`.
async fn page(by: By<Staff>) -> Answer {
    let view = json!({"problem": null, "is_repeated_wrongly": false});
    by.screen.show(PASSWORD, view)
}

#[derive(Deserialize)]
struct NewPassword {
    password: SecretText,
    new_password: SecretText,
    repeated: SecretText,
}

/// `POST /admin/account/password`.
async fn change_password(
    State(context): Shared,
    by: By<Staff>,
    source: Source,
    Filled(form): Filled<NewPassword>,
) -> Answer {
    if !agree(&form.new_password, &form.repeated) {
        let view = json!({"problem": null, "is_repeated_wrongly": true});
        return by.screen.show_as(StatusCode::BAD_REQUEST, PASSWORD, view);
    }
    let (password, new) = (&form.password, &form.new_password);
    match staff::change_own_password(&context, &by.session, password, new, &source).await {
        Ok(()) => Ok(go_and_say(PATH, "done-account-password-changed")),
        Err(error) if can_mend(&error) => {
            let view = json!({"problem": Problem::from(&error), "is_repeated_wrongly": false});
            by.screen.show_refused(error, PASSWORD, view)
        }
        Err(error) => Err(error),
    }
}

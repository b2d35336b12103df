//! *My account*: who the portal takes the user for, the language of mails, and the account's password.

use super::again::Again;
use crate::accounts::{self, Language, Source};
use crate::api::Shared;
use crate::error::Error;
use crate::portal::Context;
use crate::web::failed::Problem;
use crate::web::form::Filled;
use crate::web::screen::{Answer, go_and_say};
use crate::web::who::{By, User};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/my/account", get(show))
        .route("/my/account/language", post(set_language))
        .route(
            "/my/account/password",
            get(password_page).post(change_password),
        )
}

/// `GET /my/account`.
async fn show(State(context): Shared, by: By<User>) -> Answer {
    let account = accounts::details(&context, &by.session.account).await?;
    let again = Again::of(&context, &by.session).await?;
    by.screen.show(
        "my/account.html",
        json!({"account": account, "again": again}),
    )
}

#[derive(Deserialize)]
struct Choice {
    /// Empty: whatever the organisation uses.
    language: String,
}

/// `POST /my/account/language`.
async fn set_language(
    State(context): Shared,
    by: By<User>,
    Filled(form): Filled<Choice>,
) -> Answer {
    let language = Language::parse(&form.language);
    accounts::set_language(&context, &by.session, language).await?;
    Ok(go_and_say("/my/account", "done-my-language-set"))
}

/// `GET /my/account/password`.
async fn password_page(State(context): Shared, by: By<User>) -> Answer {
    let again = Again::of(&context, &by.session).await?;
    let view = json!({"again": again, "problem": null, "is_repeated_wrongly": false});
    by.screen.show("my/password.html", view)
}

#[derive(Deserialize)]
struct NewPassword {
    password: SecretText,
    new_password: SecretText,
    repeated: SecretText,
}

/// `POST /my/account/password`.
async fn change_password(
    State(context): Shared,
    by: By<User>,
    source: Source,
    Filled(form): Filled<NewPassword>,
) -> Answer {
    let again = Again::of(&context, &by.session).await?;
    // EXPOSE: what was typed twice, to compare.
    if form.new_password.expose() != form.repeated.expose() {
        let view = json!({"again": again, "problem": null, "is_repeated_wrongly": true});
        return by
            .screen
            .show_as(StatusCode::BAD_REQUEST, "my/password.html", view);
    }
    let (password, new) = (&form.password, &form.new_password);
    match accounts::change_password(&context, &by.session, password, new, &source).await {
        Ok(()) => Ok(go_and_say("/my/account", "done-my-password-changed")),
        Err(
            error @ (Error::Credentials | Error::TooManyAttempts { .. } | Error::PasswordLength),
        ) => {
            let problem = Problem::from(&error);
            let view = json!({"again": again, "problem": problem, "is_repeated_wrongly": false});
            by.screen.show_refused(error, "my/password.html", view)
        }
        Err(error) => Err(error),
    }
}

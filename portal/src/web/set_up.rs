//! The first administrator: whoever opens the link that the portal printed at its start.
//!
//! The token is in the link's fragment, which browsers send to nobody. A script puts it into the
//! form; without one it is pasted.

use super::failed::Problem;
use super::form::Plain;
use super::screen::{Answer, Screen, go_and_say};
use super::who::Zone;
use crate::api::Shared;
use crate::error::Error;
use crate::portal::Context;
use crate::set_up;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new().route("/set-up", get(page).post(first_administrator))
}

/// `GET /set-up`.
async fn page(State(context): Shared, screen: Screen) -> Answer {
    let view = json!({
        "is_done": set_up::is_done(&context).await?, "token": "", "user_name": "",
        "problem": null, "is_repeated_wrongly": false,
    });
    screen.show("set_up.html", view)
}

#[derive(Deserialize)]
struct First {
    token: SecretText,
    user_name: String,
    new_password: SecretText,
    repeated: SecretText,
}

/// `POST /set-up`.
async fn first_administrator(
    State(context): Shared,
    screen: Screen,
    Plain(form): Plain<First>,
) -> Answer {
    // EXPOSE: what was typed twice, to compare.
    if form.new_password.expose() != form.repeated.expose() {
        // EXPOSE: the token, to whoever sent it; no one keeps the page.
        let view = json!({
            "is_done": false, "token": form.token.expose(), "user_name": form.user_name,
            "problem": null, "is_repeated_wrongly": true,
        });
        return screen.show_as(StatusCode::BAD_REQUEST, "set_up.html", view);
    }
    match set_up::set_up(&context, &form.token, &form.user_name, &form.new_password).await {
        Ok(_) => Ok(go_and_say(Zone::Admin.sign_in(), "done-set-up")),
        Err(error @ (Error::SetUp | Error::UserName | Error::PasswordLength)) => {
            let is_refused = matches!(error, Error::SetUp);
            // EXPOSE: the token, to whoever sent it; no one keeps the page.
            let token = if is_refused { "" } else { form.token.expose() };
            let view = json!({
                "is_done": set_up::is_done(&context).await?, "token": token,
                "user_name": form.user_name, "problem": Problem::from(&error),
                "is_repeated_wrongly": false,
            });
            screen.show_refused(error, "set_up.html", view)
        }
        Err(error) => Err(error),
    }
}

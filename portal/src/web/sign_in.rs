//! Signing in with a password, and signing out; the same for users and staff.

use super::failed::Problem;
use super::form::{Filled, Nothing, Plain};
use super::query::Queried;
use super::screen::{Answer, Screen, go, go_and_say};
use super::who::{Allowed, By, Zone};
use crate::accounts::Source;
use crate::api::Shared;
use crate::error::Error;
use crate::identity_provider;
use crate::local::Local;
use crate::portal::Context;
use crate::sessions;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
pub(super) struct Asked {
    next: Option<String>,
    reason: Option<String>,
}

/// `GET …/sign-in`.
pub(super) async fn page(
    State(context): Shared,
    screen: Screen,
    Queried(asked): Queried<Asked>,
) -> Answer {
    let next = asked.next.as_deref().and_then(Local::parse);
    let reason = asked.reason.as_deref();
    let reason = reason.filter(|reason| ["ended", "unsaved"].contains(reason));
    let view = json!({
        "next": next, "reason": reason, "user_name": "", "problem": null,
        "identity_provider": provider(&context, screen.zone, next.as_ref()),
    });
    screen.show("sign_in.html", view)
}

#[derive(Deserialize)]
pub(super) struct Credentials {
    user_name: String,
    password: SecretText,
    next: Option<String>,
}

/// `POST …/sign-in`.
pub(super) async fn sign_in(
    State(context): Shared,
    screen: Screen,
    source: Source,
    Plain(form): Plain<Credentials>,
) -> Answer {
    let zone = screen.zone;
    let next = form.next.as_deref().and_then(Local::parse);
    let credentials = (form.user_name.as_str(), &form.password);
    match sessions::begin(&context, zone.role(), credentials, &source).await {
        Ok(session) => {
            let mut response = go(next.as_ref().map_or(zone.home(), Local::as_str));
            // EXPOSE: the token, to whoever signed in.
            zone.cookie().set(&mut response, &session.token);
            Ok(response)
        }
        Err(error @ (Error::Credentials | Error::TooManyAttempts { .. })) => {
            let problem = Problem::from(&error);
            let view = json!({
                "next": next, "reason": null, "user_name": form.user_name,
                "problem": problem, "identity_provider": provider(&context, zone, next.as_ref()),
            });
            screen.show_refused(error, "sign_in.html", view)
        }
        Err(error) => Err(error),
    }
}

/// What users call the identity provider, and the way there; staff sign in with passwords only.
fn provider(context: &Context, zone: Zone, next: Option<&Local>) -> Value {
    let name = match zone {
        Zone::My => identity_provider::name(context),
        Zone::Admin => None,
    };
    let query = next.and_then(|next| serde_html_form::to_string([("next", next.as_str())]).ok());
    let href = format!(
        "/my/sign-in/identity-provider?{}",
        query.unwrap_or_default()
    );
    name.map_or(Value::Null, |name| json!({"name": name, "href": href}))
}

/// `POST …/sign-out`.
pub(super) async fn sign_out<R: Allowed>(
    State(context): Shared,
    by: By<R>,
    _: Filled<Nothing>,
) -> Result<Response, Error> {
    sessions::end(&context, &by.session).await?;
    let mut response = go_and_say(R::ZONE.sign_in(), "done-signed-out");
    R::ZONE.cookie().remove(&mut response);
    Ok(response)
}

/// `POST …/stay`: keeps the session alive for somebody who is still reading.
pub(super) async fn stay<R: Allowed>(_: By<R>, _: Filled<Nothing>) -> StatusCode {
    StatusCode::NO_CONTENT
}

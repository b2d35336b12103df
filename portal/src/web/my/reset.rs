//! *Reset Secure Apps Passcode*: signing in again, then a one-time PIN, in the answer to this form
//! and nowhere else.
//!
//! The form carries the id of its PIN, drawn when the page was made. Sent twice, by a reload or an
//! impatient finger, it neither shows another PIN nor ends the one that was shown.

use super::again::{self, Again};
use super::devices::{self, own};
use crate::accounts::Source;
use crate::api::{Segment, Shared};
use crate::error::Error;
use crate::identity_provider::Purpose;
use crate::one_time_pins::{self, PinId};
use crate::portal::Context;
use crate::web::failed::Problem;
use crate::web::form::{Filled, Nothing};
use crate::web::pin;
use crate::web::query::Queried;
use crate::web::screen::{Answer, go_and_say};
use crate::web::who::{By, User, Watching};
use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use passcode_core::portal::wire::SecretText;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    let path = "/my/devices/{id}/reset";
    Router::new()
        .route(path, get(page).post(issue))
        .route(&format!("{path}/cancel"), post(cancel))
        .route(&format!("{path}/standing"), get(standing))
        .route(&format!("{path}/identity-provider"), get(ask_provider))
}

#[derive(Serialize)]
struct View<'a> {
    device: devices::View,
    again: Again<'a>,
    /// The identity provider has just sent somebody back here.
    is_confirmed: bool,
    once: PinId,
    problem: Option<Problem>,
}

#[derive(Deserialize)]
struct Asked {
    step: Option<String>,
}

/// `GET /my/devices/{id}/reset`.
async fn page(
    State(context): Shared,
    by: By<User>,
    Segment(id): Segment,
    Queried(asked): Queried<Asked>,
) -> Answer {
    let is_confirmed = asked.step.is_some_and(|step| step == "confirmed");
    let view = view(&context, &by, &id, is_confirmed).await?;
    by.screen.show("my/reset.html", view)
}

async fn view<'a>(
    context: &'a Context,
    by: &By<User>,
    id: &str,
    is_confirmed: bool,
) -> Result<View<'a>, Error> {
    Ok(View {
        device: own(context, by, id).await?.1,
        again: Again::of(context, &by.session).await?,
        is_confirmed,
        once: PinId::draw()?,
        problem: None,
    })
}

#[derive(Deserialize)]
struct Wanted {
    /// None: the identity provider has confirmed who it is.
    password: Option<SecretText>,
    once: PinId,
}

/// `POST /my/devices/{id}/reset`.
async fn issue(
    State(context): Shared,
    by: By<User>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Wanted>,
) -> Answer {
    let whose = (by.session.account.as_str(), id.as_str());
    let issued = match &form.password {
        Some(password) => {
            let once = form.once.clone();
            one_time_pins::issue_as(&context, once, whose, password, &source).await
        }
        None => one_time_pins::issue_confirmed(&context, &by.session, &id).await,
    };
    match issued {
        Ok(issued) => {
            let (_, device) = own(&context, &by, &id).await?;
            let view = json!({"device": device, "pin": pin::shown(&issued, context.now_ms())});
            by.screen.show("my/pin.html", view)
        }
        Err(error @ (Error::NoSuchDevice | Error::Internal(_))) => Err(error),
        Err(error) => {
            let view = View {
                problem: Some(Problem::from(&error)),
                // A wrong password leaves the form what it was.
                once: if let Error::PinShownBefore = error {
                    PinId::draw()?
                } else {
                    form.once
                },
                ..view(&context, &by, &id, false).await?
            };
            by.screen.show_refused(error, "my/reset.html", view)
        }
    }
}

/// `POST /my/devices/{id}/reset/cancel`.
async fn cancel(
    State(context): Shared,
    by: By<User>,
    Segment(id): Segment,
    _: Filled<Nothing>,
) -> Answer {
    one_time_pins::cancel(&context, &by.session.account, &id).await?;
    Ok(go_and_say(
        &format!("/my/devices/{id}/reset"),
        "done-pin-cancelled",
    ))
}

/// `GET /my/devices/{id}/reset/standing`: what became of the newest PIN, for the page that shows it.
/// Asked every few seconds, it does not keep the session alive.
async fn standing(
    State(context): Shared,
    by: Watching<User>,
    Segment(id): Segment,
) -> Result<Json<Value>, Error> {
    let device = crate::devices::owned(&context, &by.account, &id).await?;
    pin::standing(&context, &device.id).await.map(Json)
}

/// `GET /my/devices/{id}/reset/identity-provider`.
async fn ask_provider(
    State(context): Shared,
    by: By<User>,
    source: Source,
    Segment(id): Segment,
) -> Answer {
    let purpose = Purpose::ConfirmForPin {
        session: &by.session,
        device: &id,
    };
    let back = format!("/my/devices/{id}/reset?step=confirmed");
    again::go_to_provider(&context, &source, &purpose, &back).await
}

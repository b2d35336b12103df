//! *Reset Secure Apps Passcode*: signing in again, then a one-time PIN, in the answer to this form
//! and nowhere else.
//!
//! The form carries the id of its PIN, drawn when the page was made. Sent twice, by a reload or an
//! impatient finger, it neither shows another PIN nor ends the one that was shown.

use super::again::{self, Again};
use super::devices::{self, own};
use crate::accounts::{Role, Source};
use crate::api::{Segment, Shared};
use crate::error::Error;
use crate::identity_provider::Purpose;
use crate::one_time_pins::{self, Issued, PinId};
use crate::portal::Context;
use crate::sessions;
use crate::web::failed::Problem;
use crate::web::form::Filled;
use crate::web::screen::{Answer, go_and_say};
use crate::web::sign_in::Nothing;
use crate::web::who::{By, User, Zone};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::routing::{get, post};
use axum::{Json, Router};
use passcode_core::portal::wire::SecretText;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// Digits that are read at a glance.
const GROUP: usize = 4;

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
    Query(asked): Query<Asked>,
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
            let view = pin(&device, &issued, context.now_ms());
            by.screen.show("my/pin.html", view)
        }
        Err(error @ (Error::NoSuchDevice | Error::Internal(_))) => Err(error),
        Err(error) => {
            let view = View {
                problem: Some(Problem::from(&error)),
                // A wrong password leaves the form what it was.
                once: match error {
                    Error::PinShownBefore => PinId::draw()?,
                    _ => form.once,
                },
                ..view(&context, &by, &id, false).await?
            };
            by.screen.show_refused(error, "my/reset.html", view)
        }
    }
}

/// EXPOSE: the PIN, once, to whoever it was issued to.
fn pin(device: &devices::View, issued: &Issued, now_ms: u64) -> Value {
    let digits = issued.digits.as_str();
    let spoken: Vec<_> = digits.chars().map(String::from).collect();
    json!({
        "device": device,
        "groups": groups(digits),
        "spoken": spoken.join(" "),
        "expires_at_ms": issued.expires_at_ms,
        "now_ms": now_ms,
    })
}

/// In as few groups as are easily read, as even as can be: 6 digits are 3 and 3, 7 are 4 and 3.
fn groups(digits: &str) -> Vec<String> {
    let digits: Vec<char> = digits.chars().collect();
    let mut left = digits.as_slice();
    let mut groups = Vec::new();
    while !left.is_empty() {
        let size = left.len().div_ceil(left.len().div_ceil(GROUP));
        let (group, rest) = left.split_at(size);
        groups.push(group.iter().collect());
        left = rest;
    }
    groups
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
    headers: HeaderMap,
    Segment(id): Segment,
) -> Result<Json<Value>, Error> {
    let token = Zone::My.cookie().of(&headers).ok_or(Error::SignInNeeded)?;
    let user = sessions::whose(&context, Role::User, token).await?;
    let device = crate::devices::owned(&context, &user, &id).await?;
    let pin = one_time_pins::newest(&context, &device.id).await?;
    Ok(Json(json!({
        "state": pin.as_ref().map(|pin| pin.state.as_str()),
        "expires_ms": pin.map(|pin| pin.expires_ms),
    })))
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

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn digits_are_shown_in_even_groups() {
        for (digits, shown) in [
            ("123456", "123 456"),
            ("1234567", "1234 567"),
            ("12345678", "1234 5678"),
            ("123456789", "123 456 789"),
            ("1234567890", "1234 567 890"),
            ("12345678901", "1234 5678 901"),
            ("123456789012", "1234 5678 9012"),
        ] {
            assert_eq!(groups(digits).join(" "), shown);
        }
    }
}

//! *Lock* and *Retire* for one's own devices, each with a page that says what will happen.

use super::again::{self, Again};
use super::devices::own;
use crate::accounts::Source;
use crate::api::{Segment, Shared};
use crate::commands::{self, Asked};
use crate::devices;
use crate::error::Error;
use crate::identity_provider::Purpose;
use crate::portal::Context;
use crate::web::failed::Problem;
use crate::web::form::{Filled, Nothing};
use crate::web::screen::{Answer, go_and_say};
use crate::web::who::{By, User};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/my/devices/{id}/lock", get(lock_page).post(lock))
        .route("/my/devices/{id}/retire", get(retire_page).post(retire))
        .route(
            "/my/devices/{id}/retire/identity-provider",
            get(ask_provider),
        )
}

/// `GET /my/devices/{id}/lock`.
async fn lock_page(State(context): Shared, by: By<User>, Segment(id): Segment) -> Answer {
    let (device, view) = own(&context, &by, &id).await?;
    device.check_active()?;
    by.screen.show("my/lock.html", json!({"device": view}))
}

/// `POST /my/devices/{id}/lock`.
async fn lock(
    State(context): Shared,
    by: By<User>,
    Segment(id): Segment,
    _: Filled<Nothing>,
) -> Answer {
    let device = devices::of_user(&context, &by.session.account, &id).await?;
    commands::ask(&context, by.session.actor(), &device, &Asked::Lock).await?;
    Ok(go_and_say(
        &format!("/my/devices/{id}"),
        "done-my-lock-asked",
    ))
}

/// `GET /my/devices/{id}/retire`.
async fn retire_page(State(context): Shared, by: By<User>, Segment(id): Segment) -> Answer {
    let view = retire_view(&context, &by, &id, None).await?;
    by.screen.show("my/retire.html", view)
}

async fn retire_view(
    context: &Context,
    by: &By<User>,
    id: &str,
    problem: Option<Problem>,
) -> Result<Value, Error> {
    let (device, view) = own(context, by, id).await?;
    device.check_active()?;
    let again = Again::of(context, &by.session).await?;
    let is_needed = again.is_needed(&by.session, context.now_ms());
    Ok(json!({
        "device": view, "again": again, "is_again_needed": is_needed, "problem": problem,
    }))
}

#[derive(Deserialize)]
struct Retire {
    password: Option<SecretText>,
}

/// `POST /my/devices/{id}/retire`.
async fn retire(
    State(context): Shared,
    by: By<User>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Retire>,
) -> Answer {
    let device = devices::of_user(&context, &by.session.account, &id).await?;
    let again = Again::of(&context, &by.session).await?;
    let password = form.password.as_ref();
    let checked = again.check(&context, &by.session, password, &source).await;
    if let Err(error) = checked {
        let view = retire_view(&context, &by, &id, Some(Problem::from(&error))).await?;
        return by.screen.show_refused(error, "my/retire.html", view);
    }
    commands::ask(&context, by.session.actor(), &device, &Asked::Retire).await?;
    Ok(go_and_say(
        &format!("/my/devices/{id}"),
        "done-my-retire-asked",
    ))
}

/// `GET /my/devices/{id}/retire/identity-provider`.
async fn ask_provider(
    State(context): Shared,
    by: By<User>,
    source: Source,
    Segment(id): Segment,
) -> Answer {
    let purpose = Purpose::Confirm {
        session: &by.session,
    };
    let back = format!("/my/devices/{id}/retire");
    again::go_to_provider(&context, &source, &purpose, &back).await
}

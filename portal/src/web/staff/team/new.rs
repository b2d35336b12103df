//! Adding a member of staff. It lets somebody in: so it asks again who it is.

use crate::accounts::{Language, Profile, Source, StaffRole};
use crate::api::Shared;
use crate::error::Error;
use crate::portal::Context;
use crate::staff;
use crate::web::confirm::confirm;
use crate::web::failed::Problem;
use crate::web::form::Filled;
use crate::web::screen::{Answer, go_and_say};
use crate::web::staff::mended::{agree, can_mend};
use crate::web::who::{Administrator, By};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use passcode_core::portal::wire::SecretText;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

const TEMPLATE: &str = "admin/staff/new.html";

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new().route("/admin/staff/new", get(page).post(add))
}

/// What was typed. SECURITY: passwords are not shown again.
#[derive(Deserialize, Serialize, Default)]
struct Typed {
    user_name: String,
    display_name: String,
    email: String,
    language: String,
    role: String,
    #[serde(skip_serializing)]
    new_password: Option<SecretText>,
    #[serde(skip_serializing)]
    repeated: Option<SecretText>,
    #[serde(skip_serializing)]
    confirm_password: Option<SecretText>,
}

fn view(typed: &Typed, problem: Option<Problem>, is_repeated_wrongly: bool) -> Value {
    json!({
        "typed": typed, "problem": problem, "is_repeated_wrongly": is_repeated_wrongly,
        "roles": StaffRole::ALL,
    })
}

/// `GET /admin/staff/new`.
async fn page(by: By<Administrator>) -> Answer {
    let typed = Typed {
        role: StaffRole::HelpDesk.as_str().to_owned(),
        ..Typed::default()
    };
    by.screen.show(TEMPLATE, view(&typed, None, false))
}

/// `POST /admin/staff/new`.
async fn add(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Filled(form): Filled<Typed>,
) -> Answer {
    let passwords = form.new_password.as_ref().zip(form.repeated.as_ref());
    let Some((password, _)) = passwords.filter(|(one, other)| agree(one, other)) else {
        let view = view(&form, None, true);
        return by.screen.show_as(StatusCode::BAD_REQUEST, TEMPLATE, view);
    };
    match store(&context, &mut by, &source, (&form, password)).await {
        Ok(()) => Ok(go_and_say(super::PATH, "done-staff-added")),
        Err(error) if can_mend(&error) => {
            let view = view(&form, Some(Problem::from(&error)), false);
            by.screen.show_refused(error, TEMPLATE, view)
        }
        Err(error) => Err(error),
    }
}

async fn store(
    context: &Context,
    by: &mut By<Administrator>,
    source: &Source,
    (form, password): (&Typed, &SecretText),
) -> Result<(), Error> {
    let language = Language::parse(&form.language);
    let profile = Profile::parse(Some(&form.display_name), Some(&form.email), language)?;
    let role = StaffRole::parse(&form.role).ok_or(super::change::NO_SUCH_ROLE)?;
    confirm(context, by, source, form.confirm_password.as_ref()).await?;
    let credentials = (form.user_name.as_str(), password);
    staff::create(context, &by.session.account, credentials, role, profile).await?;
    Ok(())
}

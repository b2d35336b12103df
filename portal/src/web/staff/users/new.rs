//! Adding a user, with a password or without one.

use crate::accounts::{self, Language, Newcomer, Profile, SignIn, Source};
use crate::api::Shared;
use crate::error::Error;
use crate::portal::Context;
use crate::web::confirm::confirm;
use crate::web::failed::Problem;
use crate::web::form::Filled;
use crate::web::screen::{Answer, go_and_say};
use crate::web::staff::mended::{can_mend, typed};
use crate::web::who::{Administrator, By};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use passcode_core::portal::wire::SecretText;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new().route("/admin/users/new", get(page).post(add))
}

/// What was typed. SECURITY: the password is not shown again.
#[derive(Deserialize, Serialize, Default)]
struct Typed {
    user_name: String,
    display_name: String,
    email: String,
    language: String,
    sign_in: String,
    #[serde(skip_serializing)]
    password: Option<SecretText>,
    #[serde(skip_serializing)]
    confirm_password: Option<SecretText>,
}

/// `GET /admin/users/new`.
async fn page(by: By<Administrator>) -> Answer {
    let typed = Typed {
        sign_in: SignIn::Password.as_str().to_owned(),
        ..Typed::default()
    };
    let view = json!({"typed": typed, "problem": null});
    by.screen.show("admin/users/new.html", view)
}

/// `POST /admin/users/new`.
async fn add(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Filled(form): Filled<Typed>,
) -> Answer {
    match store(&context, &mut by, &source, &form).await {
        Ok(id) => Ok(go_and_say(&super::address(&id), "done-user-added")),
        Err(error) if can_mend(&error) => {
            let view = json!({"typed": form, "problem": Problem::from(&error)});
            by.screen.show_refused(error, "admin/users/new.html", view)
        }
        Err(error) => Err(error),
    }
}

/// A password lets somebody in: so it asks again who it is.
async fn store(
    context: &Context,
    by: &mut By<Administrator>,
    source: &Source,
    form: &Typed,
) -> Result<String, Error> {
    let language = Language::parse(&form.language);
    let profile = Profile::parse(Some(&form.display_name), Some(&form.email), language)?;
    let newcomer = Newcomer {
        user_name: &form.user_name,
        profile: &profile,
        sign_in: SignIn::parse(&form.sign_in).ok_or(super::NO_SUCH_WAY)?,
        password: form.password.as_ref().and_then(typed),
    };
    if newcomer.password.is_some() {
        confirm(context, by, source, form.confirm_password.as_ref()).await?;
    }
    accounts::add_user(context, &by.session.account, &newcomer).await
}

//! What lets a user in, or out: password, way of signing in, and whose sign-in at the identity
//! provider opens the account. Each asks again who it is.

use crate::accounts::{self, SignIn, Source};
use crate::api::{Segment, Shared};
use crate::error::Error;
use crate::identity_provider;
use crate::portal::Context;
use crate::web::confirm::{Confirmed, confirm};
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
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

const PASSWORD: &str = "admin/users/password.html";
const SIGN_IN: &str = "admin/users/sign_in.html";
const RELEASE: &str = "admin/users/release.html";

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route(
            "/admin/users/{id}/password",
            get(password).post(set_password),
        )
        .route("/admin/users/{id}/sign-in", get(sign_in).post(set_sign_in))
        .route("/admin/users/{id}/release", get(release_page).post(release))
}

async fn view(context: &Context, id: &str, problem: Option<Problem>) -> Result<Value, Error> {
    let user = accounts::details(context, id).await?;
    Ok(json!({
        "user": user, "problem": problem, "is_repeated_wrongly": false, "chosen": user.sign_in,
    }))
}

/// What a form comes to: the user's page, or the form again.
async fn answer(
    context: &Context,
    by: &By<Administrator>,
    (id, template): (&str, &str),
    (result, done): (Result<(), Error>, &str),
) -> Answer {
    match result {
        Ok(()) => Ok(go_and_say(&super::address(id), done)),
        Err(error) if can_mend(&error) => {
            let view = view(context, id, Some(Problem::from(&error))).await?;
            by.screen.show_refused(error, template, view)
        }
        Err(error) => Err(error),
    }
}

/// `GET /admin/users/{id}/password`.
async fn password(State(context): Shared, by: By<Administrator>, Segment(id): Segment) -> Answer {
    by.screen.show(PASSWORD, view(&context, &id, None).await?)
}

#[derive(Deserialize)]
struct NewPassword {
    new_password: SecretText,
    repeated: SecretText,
    confirm_password: Option<SecretText>,
}

/// `POST /admin/users/{id}/password`.
async fn set_password(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<NewPassword>,
) -> Answer {
    if !agree(&form.new_password, &form.repeated) {
        let mut view = view(&context, &id, None).await?;
        if let Some(wrongly) = view.get_mut("is_repeated_wrongly") {
            *wrongly = Value::Bool(true);
        }
        return by.screen.show_as(StatusCode::BAD_REQUEST, PASSWORD, view);
    }
    let result = async {
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        accounts::set_password(&context, &by.session.account, &id, &form.new_password).await
    };
    let result = (result.await, "done-user-password-set");
    answer(&context, &by, (&id, PASSWORD), result).await
}

/// `GET /admin/users/{id}/sign-in`.
async fn sign_in(State(context): Shared, by: By<Administrator>, Segment(id): Segment) -> Answer {
    by.screen.show(SIGN_IN, view(&context, &id, None).await?)
}

#[derive(Deserialize)]
struct Way {
    sign_in: String,
    confirm_password: Option<SecretText>,
}

/// `POST /admin/users/{id}/sign-in`.
async fn set_sign_in(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Way>,
) -> Answer {
    let way = SignIn::parse(&form.sign_in).ok_or(super::NO_SUCH_WAY)?;
    let result = async {
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        accounts::set_sign_in(&context, &by.session.account, &id, way).await
    };
    match result.await {
        Err(error) if can_mend(&error) => {
            let mut view = view(&context, &id, Some(Problem::from(&error))).await?;
            if let Some(chosen) = view.get_mut("chosen") {
                *chosen = json!(way);
            }
            by.screen.show_refused(error, SIGN_IN, view)
        }
        result => {
            answer(
                &context,
                &by,
                (&id, SIGN_IN),
                (result, "done-user-sign-in-set"),
            )
            .await
        }
    }
}

/// `GET /admin/users/{id}/release`.
async fn release_page(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
) -> Answer {
    by.screen.show(RELEASE, view(&context, &id, None).await?)
}

/// `POST /admin/users/{id}/release`.
async fn release(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Confirmed>,
) -> Answer {
    let result = async {
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        identity_provider::release(&context, &by.session.account, &id).await
    };
    let result = (result.await, "done-user-released");
    answer(&context, &by, (&id, RELEASE), result).await
}

//! What a member of staff may do, whether they may sign in, and with which password; and who they
//! are. What lets somebody in or out asks again who it is.

use crate::accounts::{Language, Profile, Source, StaffRole};
use crate::api::{Segment, Shared};
use crate::error::Error;
use crate::portal::Context;
use crate::staff::{self, Change};
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
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;

const ROLE: &str = "admin/staff/role.html";
const ACCESS: &str = "admin/staff/access.html";
const PASSWORD: &str = "admin/staff/password.html";
const PROFILE: &str = "admin/staff/profile.html";

/// A role that no form offers.
pub(super) const NO_SUCH_ROLE: Error =
    Error::Malformed("There is no such role. Load the page again.");

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/admin/staff/{id}/role", get(role).post(set_role))
        .route("/admin/staff/{id}/access", get(access).post(set_access))
        .route(
            "/admin/staff/{id}/password",
            get(password).post(set_password),
        )
        .route("/admin/staff/{id}/profile", get(profile).post(set_profile))
}

/// A form of a member of staff, with what it shows besides.
async fn view(
    context: &Context,
    by: &By<Administrator>,
    id: &str,
    besides: Value,
) -> Result<Value, Error> {
    let member = staff::find(context, id).await?;
    let mut view = Map::new();
    view.insert("is_own".to_owned(), json!(member.id == by.session.account));
    view.insert("roles".to_owned(), json!(StaffRole::ALL));
    view.insert("problem".to_owned(), Value::Null);
    view.insert("is_repeated_wrongly".to_owned(), json!(false));
    view.insert("chosen".to_owned(), json!(member.role));
    view.insert(
        "typed".to_owned(),
        json!({
            "display_name": member.display_name.as_deref().unwrap_or_default(),
            "email": member.email.as_deref().unwrap_or_default(),
            "language": member.language.map_or("", Language::as_str),
        }),
    );
    view.insert("member".to_owned(), json!(member));
    if let Value::Object(besides) = besides {
        view.extend(besides);
    }
    Ok(Value::Object(view))
}

/// What a form comes to: the member's page, or the form again.
async fn answer(
    (context, by, id): (&Context, &By<Administrator>, &str),
    (template, done): (&str, &str),
    result: Result<(), Error>,
    mut besides: Value,
) -> Answer {
    match result {
        Ok(()) => Ok(go_and_say(&super::address(id), done)),
        Err(error) if can_mend(&error) => {
            if let Some(besides) = besides.as_object_mut() {
                besides.insert("problem".to_owned(), json!(Problem::from(&error)));
            }
            let view = view(context, by, id, besides).await?;
            by.screen.show_refused(error, template, view)
        }
        Err(error) => Err(error),
    }
}

/// `GET /admin/staff/{id}/role`.
async fn role(State(context): Shared, by: By<Administrator>, Segment(id): Segment) -> Answer {
    let view = view(&context, &by, &id, json!({})).await?;
    by.screen.show(ROLE, view)
}

#[derive(Deserialize)]
struct Role {
    role: String,
    confirm_password: Option<SecretText>,
}

/// `POST /admin/staff/{id}/role`.
async fn set_role(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Role>,
) -> Answer {
    let role = StaffRole::parse(&form.role).ok_or(NO_SUCH_ROLE)?;
    let result = async {
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        let change = Change {
            role: Some(role),
            disabled: None,
        };
        staff::change(&context, &by.session.account, &id, &change).await
    };
    let (result, texts) = (result.await, (ROLE, "done-staff-role-set"));
    answer((&context, &by, &id), texts, result, json!({"chosen": role})).await
}

/// `GET /admin/staff/{id}/access`.
async fn access(State(context): Shared, by: By<Administrator>, Segment(id): Segment) -> Answer {
    let view = view(&context, &by, &id, json!({})).await?;
    by.screen.show(ACCESS, view)
}

#[derive(Deserialize)]
struct Access {
    access: String,
    confirm_password: Option<SecretText>,
}

/// `POST /admin/staff/{id}/access`.
async fn set_access(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Access>,
) -> Answer {
    let (is_disabled, done) = match form.access.as_str() {
        "disable" => (true, "done-staff-disabled"),
        "enable" => (false, "done-staff-enabled"),
        _ => {
            return Err(Error::Malformed(
                "There is no such button. Load the page again.",
            ));
        }
    };
    let result = async {
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        let change = Change {
            role: None,
            disabled: Some(is_disabled),
        };
        staff::change(&context, &by.session.account, &id, &change).await
    };
    let result = result.await;
    answer((&context, &by, &id), (ACCESS, done), result, json!({})).await
}

/// `GET /admin/staff/{id}/password`.
async fn password(State(context): Shared, by: By<Administrator>, Segment(id): Segment) -> Answer {
    let view = view(&context, &by, &id, json!({})).await?;
    by.screen.show(PASSWORD, view)
}

#[derive(Deserialize)]
struct NewPassword {
    new_password: SecretText,
    repeated: SecretText,
    confirm_password: Option<SecretText>,
}

/// `POST /admin/staff/{id}/password`.
async fn set_password(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<NewPassword>,
) -> Answer {
    if !agree(&form.new_password, &form.repeated) {
        let view = view(&context, &by, &id, json!({"is_repeated_wrongly": true})).await?;
        return by.screen.show_as(StatusCode::BAD_REQUEST, PASSWORD, view);
    }
    let result = async {
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        staff::set_password(&context, &by.session.account, &id, &form.new_password).await
    };
    let (result, texts) = (result.await, (PASSWORD, "done-staff-password-set"));
    answer((&context, &by, &id), texts, result, json!({})).await
}

/// `GET /admin/staff/{id}/profile`.
async fn profile(State(context): Shared, by: By<Administrator>, Segment(id): Segment) -> Answer {
    let view = view(&context, &by, &id, json!({})).await?;
    by.screen.show(PROFILE, view)
}

#[derive(Deserialize)]
struct Typed {
    display_name: String,
    email: String,
    language: String,
}

/// `POST /admin/staff/{id}/profile`.
async fn set_profile(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
    Filled(form): Filled<Typed>,
) -> Answer {
    let result = async {
        let language = Language::parse(&form.language);
        let profile = Profile::parse(Some(&form.display_name), Some(&form.email), language)?;
        staff::set_profile(&context, &by.session.account, &id, &profile).await
    };
    let (result, texts) = (result.await, (PROFILE, "done-staff-profile-set"));
    let besides = json!({"typed": {
        "display_name": form.display_name, "email": form.email, "language": form.language,
    }});
    answer((&context, &by, &id), texts, result, besides).await
}

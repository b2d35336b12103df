//! What is known of a user, and the groups that the user is in.

use crate::accounts::{self, Language, Profile};
use crate::api::{Segment, Shared};
use crate::error::Error;
use crate::groups;
use crate::portal::Context;
use crate::web::failed::Problem;
use crate::web::form::Filled;
use crate::web::query::Queried;
use crate::web::screen::{Answer, go_and_say};
use crate::web::staff::list::{self, Listed};
use crate::web::staff::mended::can_mend;
use crate::web::who::{Administrator, By};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashSet;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/admin/users/{id}/profile", get(profile).post(set_profile))
        .route(
            "/admin/users/{id}/groups",
            get(groups_page).post(set_groups),
        )
}

/// What was typed.
#[derive(Deserialize, Serialize)]
struct Typed {
    display_name: String,
    email: String,
    /// Empty: whatever the organisation uses.
    language: String,
}

/// `GET /admin/users/{id}/profile`.
async fn profile(State(context): Shared, by: By<Administrator>, Segment(id): Segment) -> Answer {
    let user = accounts::details(&context, &id).await?;
    let typed = Typed {
        display_name: user.display_name.clone().unwrap_or_default(),
        email: user.email.clone().unwrap_or_default(),
        language: user.language.map_or("", Language::as_str).to_owned(),
    };
    let view = json!({"user": user, "typed": typed, "problem": null});
    by.screen.show("admin/users/profile.html", view)
}

/// `POST /admin/users/{id}/profile`.
async fn set_profile(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
    Filled(form): Filled<Typed>,
) -> Answer {
    match store(&context, &by, &id, &form).await {
        Ok(()) => Ok(go_and_say(&super::address(&id), "done-user-profile-set")),
        Err(error) if can_mend(&error) => {
            let user = accounts::details(&context, &id).await?;
            let view = json!({"user": user, "typed": form, "problem": Problem::from(&error)});
            by.screen
                .show_refused(error, "admin/users/profile.html", view)
        }
        Err(error) => Err(error),
    }
}

async fn store(
    context: &Context,
    by: &By<Administrator>,
    id: &str,
    form: &Typed,
) -> Result<(), Error> {
    let language = Language::parse(&form.language);
    let profile = Profile::parse(Some(&form.display_name), Some(&form.email), language)?;
    accounts::set_profile(context, &by.session.account, id, &profile).await
}

#[derive(Deserialize, Serialize)]
struct Asked {
    #[serde(default)]
    search: String,
    #[serde(default, skip_serializing)]
    from: Option<String>,
}

/// `GET /admin/users/{id}/groups`.
async fn groups_page(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
    Queried(asked): Queried<Asked>,
) -> Answer {
    let user = accounts::details(&context, &id).await?;
    let from = list::from(asked.from.as_deref());
    let page = groups::page(&context, &asked.search, from.as_ref(), list::ROWS).await?;
    let path = format!("{}/groups", super::address(&id));
    let found = Listed::new(page, &path, &[("search", &asked.search)]);
    let of_user: HashSet<_> = user.groups.iter().map(|group| group.id.as_str()).collect();
    let is_in: Vec<_> = found
        .rows
        .iter()
        .map(|group| of_user.contains(group.id.as_str()))
        .collect();
    let view = json!({"user": user, "list": found, "is_in": is_in, "asked": asked});
    by.screen.show("admin/users/groups.html", view)
}

/// The groups that were chosen, and those that the user was in when the page was made: what somebody
/// else changed meanwhile, and what is on another page, stays.
#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    group: HashSet<String>,
    #[serde(default)]
    was: HashSet<String>,
}

/// `POST /admin/users/{id}/groups`.
async fn set_groups(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
    Filled(form): Filled<Chosen>,
) -> Answer {
    let join: Vec<_> = form.group.difference(&form.was).cloned().collect();
    let leave: Vec<_> = form.was.difference(&form.group).cloned().collect();
    let changes = (join.as_slice(), leave.as_slice());
    groups::change_of_user(&context, &by.session.account, &id, changes).await?;
    Ok(go_and_say(&super::address(&id), "done-user-groups-set"))
}

//! Configurations made, named and deleted.

use super::{address, platform};
use crate::accounts::Source;
use crate::api::{Segment, Shared};
use crate::configurations;
use crate::error::Error;
use crate::portal::Context;
use crate::web::confirm::{Confirmed, confirm};
use crate::web::failed::Problem;
use crate::web::form::Filled;
use crate::web::query::Queried;
use crate::web::screen::{Answer, go_and_say};
use crate::web::staff::mended::can_mend;
use crate::web::who::{Administrator, By};
use axum::extract::State;
use passcode_core::policy::Policy;
use passcode_core::portal::wire::Platform;
use serde::Deserialize;
use serde_json::{Value, json};

const NEW: &str = "admin/configurations/new.html";
const NAME: &str = "admin/configurations/rename.html";
const DELETE: &str = "admin/configurations/delete.html";
/// FORMAT: what stands for the rules that come with the product.
const STANDARD: &str = "standard";

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The one to duplicate.
    from: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct New {
    name: String,
    platform: Platform,
    from: String,
}

/// `GET /admin/configurations/new`.
pub(super) async fn new(
    State(context): Shared,
    by: By<Administrator>,
    Queried(asked): Queried<Asked>,
) -> Answer {
    let from = asked.from.unwrap_or_else(|| STANDARD.to_owned());
    let of = match from.as_str() {
        STANDARD => Platform::Ios,
        id => platform(&configurations::find(&context, id).await?.platform),
    };
    let view = new_view(&context, ("", of, &from), None).await?;
    by.screen.show(NEW, view)
}

async fn new_view(
    context: &Context,
    (name, of, from): (&str, Platform, &str),
    problem: Option<&Error>,
) -> Result<Value, Error> {
    let all = configurations::list(context).await?;
    let all = all
        .iter()
        .map(|shown| json!({"id": shown.id, "name": shown.name, "platform": shown.platform}));
    Ok(json!({
        "name": name,
        "platform": of,
        "from": from,
        "all": all.collect::<Value>(),
        "problem": problem.map(Problem::from),
    }))
}

/// `POST /admin/configurations/new`.
pub(super) async fn create(
    State(context): Shared,
    by: By<Administrator>,
    Filled(New {
        name,
        platform,
        from,
    }): Filled<New>,
) -> Answer {
    let rules = match from.as_str() {
        STANDARD => Policy::default().to_json(),
        id => configurations::find(&context, id).await?.rules,
    };
    let actor = &by.session.account;
    match configurations::create(&context, actor, &name, platform, &rules).await {
        Ok(id) => Ok(go_and_say(&address(&id), "done-configuration-created")),
        Err(error @ (Error::Name | Error::NameTaken)) => {
            let view = new_view(&context, (&name, platform, &from), Some(&error)).await?;
            by.screen.show_refused(error, NEW, view)
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
pub(super) struct Name {
    name: String,
}

/// `GET /admin/configurations/{id}/rename`.
pub(super) async fn name(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
) -> Answer {
    let shown = configurations::find(&context, &id).await?;
    let view = json!({"name": shown.name, "configuration": shown, "problem": null});
    by.screen.show(NAME, view)
}

/// `POST /admin/configurations/{id}/rename`.
pub(super) async fn rename(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
    Filled(Name { name }): Filled<Name>,
) -> Answer {
    match configurations::rename(&context, &by.session.account, &id, &name).await {
        Ok(()) => Ok(go_and_say(&address(&id), "done-configuration-renamed")),
        Err(error @ (Error::Name | Error::NameTaken)) => {
            let shown = configurations::find(&context, &id).await?;
            let problem = Problem::from(&error);
            let view = json!({"name": name, "configuration": shown, "problem": problem});
            by.screen.show_refused(error, NAME, view)
        }
        Err(error) => Err(error),
    }
}

/// `GET /admin/configurations/{id}/delete`: what will happen, or why it cannot.
pub(super) async fn leaving(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
) -> Answer {
    let shown = configurations::find(&context, &id).await?;
    let view = json!({"configuration": shown, "problem": null});
    by.screen.show(DELETE, view)
}

/// `POST /admin/configurations/{id}/delete`.
pub(super) async fn delete(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Confirmed>,
) -> Answer {
    let deleted = async {
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        configurations::delete(&context, &by.session.account, &id).await
    };
    match deleted.await {
        Ok(()) => Ok(go_and_say(
            "/admin/configurations",
            "done-configuration-deleted",
        )),
        Err(error) if can_mend(&error) => {
            let shown = configurations::find(&context, &id).await?;
            let view = json!({"configuration": shown, "problem": Problem::from(&error)});
            by.screen.show_refused(error, DELETE, view)
        }
        Err(error) => Err(error),
    }
}

//! The way to the organisation's identity provider to sign in, and the way back from there, also for
//! those who went to prove again who they are.
//!
//! A way is begun by a link, not by a form: browsers hold what a form leads to against the
//! content-security policy, and the provider is another site.

use super::cookies::Cookie;
use super::query::Queried;
use super::screen::{Answer, go};
use super::who::Zone;
use crate::accounts::Source;
use crate::api::{Shared, introduce};
use crate::error::Error;
use crate::identity_provider::{self, Finished, Purpose};
use crate::local::Local;
use crate::portal::Context;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::from_fn;
use axum::routing::get;
use serde::Deserialize;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route(
            "/my/sign-in/identity-provider",
            get(sign_in).layer(from_fn(introduce)),
        )
        .route("/my/sign-in/identity-provider/callback", get(finish))
}

#[derive(Deserialize)]
struct Asked {
    next: Option<String>,
}

impl Asked {
    /// Where to go in the end; anything that is no page of self-service is its beginning.
    fn return_to(&self) -> Local {
        let next = self.next.as_deref().and_then(Local::parse);
        next.filter(|next| Zone::of(next.path()) == Zone::My)
            .unwrap_or_else(Local::self_service)
    }
}

/// SECURITY: only for a page that somebody goes to: pictures and frames of other sites begin nothing.
async fn sign_in(
    State(context): Shared,
    source: Source,
    headers: HeaderMap,
    Queried(asked): Queried<Asked>,
) -> Answer {
    let is_page = |dest: &HeaderValue| dest == "document";
    if !headers.get("sec-fetch-dest").is_none_or(is_page) {
        return Err(Error::CrossSite);
    }
    let next = asked.return_to();
    let address = identity_provider::begin(&context, &source, &Purpose::SignIn, &next).await?;
    Ok(go(address.as_str()))
}

async fn finish(State(context): Shared, source: Source, RawQuery(query): RawQuery) -> Answer {
    let query = query.unwrap_or_default();
    match identity_provider::finish(&context, &source, &query).await? {
        Finished::SignedIn(session, next) => {
            let mut response = go(next.as_str());
            // EXPOSE: the token, to whoever signed in.
            Cookie::UserSession.set(&mut response, &session.token);
            Ok(response)
        }
        Finished::Confirmed(next) => Ok(go(next.as_str())),
    }
}

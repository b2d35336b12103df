//! What every page shows beside its own content: language, who is signed in, what was just done.

use super::cookies::Cookie;
use super::templates;
use super::who::Zone;
use crate::accounts;
use crate::api::Refusal;
use crate::error::Error;
use crate::language::Language;
use crate::notices;
use crate::portal::Context;
use crate::sessions::{self, SignedIn};
use crate::texts;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use minijinja::value::{Serde, Value, merge_maps};
use serde::Serialize;
use serde_json::json;
use std::convert::Infallible;
use std::sync::Arc;

/// What a handler answers.
pub(super) type Answer = Result<Response, Error>;

/// Where a page is shown.
#[derive(Clone)]
pub(super) struct Screen {
    pub(super) language: Language,
    pub(super) zone: Zone,
    pub(super) now_ms: u64,
    pub(super) person: Option<Person>,
    /// Path and query of the request.
    here: String,
    /// The key of what was just done.
    done: Option<String>,
}

/// Who is signed in, as a page shows it.
#[derive(Clone, Serialize)]
pub(super) struct Person {
    user_name: String,
    /// What people call them.
    name: String,
    /// `None` for users.
    role: Option<&'static str>,
    form_token: String,
    /// Without a request the session ends after this.
    idle_seconds: u64,
    /// Whether what is dangerous may be done without proving again who it is.
    pub(super) is_fresh: bool,
    /// How many notices a user has not read; 0 for staff.
    unread: u64,
}

impl Person {
    pub(super) async fn of(context: &Context, session: &SignedIn) -> Result<Self, Error> {
        let (user_name, name) = accounts::names_of(context, &session.account).await?;
        Ok(Self {
            user_name,
            name,
            role: session.staff_role.map(|role| role.as_str()),
            form_token: context.keys.form_token(&session.token_hash),
            idle_seconds: sessions::IDLE_MS / 1000,
            is_fresh: session.is_fresh(context.now_ms()),
            unread: match session.staff_role {
                Some(_) => 0,
                None => notices::unread(context, &session.account).await?,
            },
        })
    }
}

impl Screen {
    /// The screen of a request, nobody signed in.
    pub(super) fn of(parts: &Parts, context: &Context) -> Self {
        let path = parts.uri.path();
        let query = parts.uri.query();
        let done = Cookie::Done.of(&parts.headers);
        Self {
            language: language(&parts.headers),
            zone: Zone::of(path),
            now_ms: context.now_ms(),
            person: None,
            here: query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}")),
            // SECURITY: a key of ours, whatever the cookie says.
            done: done
                .filter(|key| key.starts_with("done-") && texts::has(key))
                .map(str::to_owned),
        }
    }

    /// Path and query of the request, or of the page that is shown instead.
    pub(super) fn here(&self) -> &str {
        &self.here
    }

    /// The page is shown at another address than its own, for example one that takes forms only.
    pub(super) fn belongs_to(&mut self, path: &str) {
        path.clone_into(&mut self.here);
    }

    /// Shows a template with what it needs.
    pub(super) fn show(&self, template: &str, view: impl Serialize) -> Answer {
        self.show_as(StatusCode::OK, template, view)
    }

    /// The same with another status: a form that was refused.
    pub(super) fn show_as(
        &self,
        status: StatusCode,
        template: &str,
        view: impl Serialize,
    ) -> Answer {
        let page = json!({"page": {
            "language": self.language,
            "zone": self.zone.as_str(),
            "now_ms": self.now_ms,
            "here": self.here,
            "done": self.done,
            "person": self.person,
        }});
        let values = merge_maps([Value::from(Serde(page)), Value::from(Serde(view))]);
        let text = templates::render(self.language, template, values)?;
        let mut response = (status, Html(text)).into_response();
        let language = HeaderValue::from_static(self.language.as_str());
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_LANGUAGE, language);
        if self.done.is_some() {
            Cookie::Done.remove(&mut response);
        }
        Ok(response)
    }
}

impl Screen {
    /// A form again, because it was refused: with the refusal's status, and counted as one.
    pub(super) fn show_refused(
        &self,
        error: Error,
        template: &str,
        view: impl Serialize,
    ) -> Answer {
        let refused = error.into_response();
        let mut shown = self.show_as(refused.status(), template, view)?;
        if let Some(refusal) = refused.extensions().get::<Refusal>() {
            shown.extensions_mut().insert(*refusal);
        }
        Ok(shown)
    }
}

impl FromRequestParts<Arc<Context>> for Screen {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        context: &Arc<Context>,
    ) -> Result<Self, Infallible> {
        Ok(Self::of(parts, context))
    }
}

/// The one that was chosen, else the browser's, else English.
pub(super) fn language(headers: &HeaderMap) -> Language {
    let chosen = Cookie::Language.of(headers).and_then(Language::parse);
    let accepted = || {
        let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        Language::accepted(header)
    };
    chosen.or_else(accepted).unwrap_or(Language::En)
}

/// On to another page, after a form.
pub(super) fn go(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(path) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, path);
    }
    response
}

/// On to another page, which says what was done: the text `done-…` of this key.
pub(super) fn go_and_say(path: &str, done: &str) -> Response {
    let mut response = go(path);
    Cookie::Done.set(&mut response, done);
    response
}

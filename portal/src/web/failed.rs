//! What went wrong, as a page: the same codes as in the API, in the reader's language.

use super::guard;
use super::screen::{Person, Screen, go};
use super::who::Reading;
use crate::api::{Refusal, Shared};
use crate::error::Error;
use crate::local::Local;
use crate::portal::Context;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;
use serde_json::json;

/// What a form says when it was refused.
#[derive(Serialize)]
pub(super) struct Problem {
    code: &'static str,
    /// Minutes to wait, rounded up.
    minutes: Option<u64>,
}

impl From<&Error> for Problem {
    fn from(error: &Error) -> Self {
        let seconds = error.retry_after_seconds();
        Self {
            code: error.code(),
            minutes: seconds.map(|seconds| seconds.div_ceil(60)),
        }
    }
}

/// Around everything: for browsers, a refusal becomes a page, and every page is safe to show.
pub(crate) async fn explain(State(context): Shared, request: Request, next: Next) -> Response {
    if !is_page(request.uri().path()) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let asked = Asked::of(&parts, &context);
    let is_read = is_read(&parts.headers);
    let reading = Reading::default();
    parts.extensions.insert(reading.clone());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let refusal = response.extensions().get::<Refusal>().copied();
    if let Some(refusal) = refusal.filter(|_| is_read && !is_shown(&response)) {
        response = page(asked, reading.who(), refusal, response);
    }
    guard::add_headers(response.headers_mut());
    response
}

/// What was asked for, as far as the page of a refusal says it.
struct Asked {
    screen: Screen,
    path: String,
    /// Whether it was a form, or anything else that changes something.
    is_form: bool,
    /// The page that the form stood on.
    from: Option<Local>,
}

impl Asked {
    fn of(parts: &Parts, context: &Context) -> Self {
        Self {
            screen: Screen::of(parts, context),
            path: parts.uri.path().to_owned(),
            is_form: !matches!(parts.method, Method::GET | Method::HEAD),
            from: guard::came_from(&parts.uri, &parts.headers),
        }
    }

    /// An address that answers a reader, for the page of a refusal. SECURITY: without the query,
    /// which may hold what an identity provider sent.
    fn address(&self) -> &str {
        match &self.from {
            _ if !self.is_form => &self.path,
            Some(from) => from.as_str(),
            None => self.screen.zone.home(),
        }
    }
}

/// The refusal as a page, or the way to the sign-in and back.
fn page(
    mut asked: Asked,
    person: Option<Person>,
    refusal: Refusal,
    response: Response,
) -> Response {
    let mut shown = if refusal.code == Error::SignInNeeded.code() {
        sign_in(&asked)
    } else {
        let address = asked.address().to_owned();
        let screen = &mut asked.screen;
        screen.belongs_to(&address);
        screen.person = person;
        let seconds = response.headers().get(header::RETRY_AFTER);
        let seconds = seconds.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        let problem = Problem {
            code: refusal.code,
            minutes: seconds.map(|seconds| seconds.div_ceil(60)),
        };
        let view = json!({"problem": problem, "status": response.status().as_u16()});
        match screen.show_as(response.status(), "error.html", view) {
            Ok(shown) => shown,
            Err(_) => return response,
        }
    };
    shown.extensions_mut().insert(refusal);
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = response.headers().get(&name) {
            shown.headers_mut().insert(name, value.clone());
        }
    }
    shown
}

/// To the sign-in, which says why and leads back: after a form, to the page that it stood on, for
/// nothing of it was saved.
fn sign_in(asked: &Asked) -> Response {
    let zone = asked.screen.zone;
    let next = if asked.is_form {
        asked.from.as_ref().map(Local::as_str)
    } else {
        Some(asked.screen.here())
    };
    // Where people begin they come anyway, and what an identity provider sent is of use only once.
    let next = next.filter(|next| *next != zone.home() && !next.starts_with(zone.sign_in()));
    let is_unsaved = asked.is_form && !has_nothing_to_save(&asked.path);
    let reason = match next {
        _ if is_unsaved => Some("unsaved"),
        None if asked.path == zone.home() => None,
        _ => Some("ended"),
    };
    let query = [("reason", reason), ("next", next)];
    let query: Vec<_> = query
        .iter()
        .filter_map(|(name, value)| Some((name, (*value)?)))
        .collect();
    let query = serde_html_form::to_string(&query).unwrap_or_default();
    go(&format!("{}?{query}", zone.sign_in()))
}

/// The forms of a session itself.
fn has_nothing_to_save(path: &str) -> bool {
    path.ends_with("/sign-out") || path.ends_with("/stay")
}

/// Everything but what programs ask.
fn is_page(path: &str) -> bool {
    !path.starts_with("/api/") && !["/health", "/ready", "/metrics"].contains(&path)
}

/// Whether a handler has made a page of it already: the form, again.
fn is_shown(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Whether somebody is going to read the answer.
fn is_read(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    accept
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

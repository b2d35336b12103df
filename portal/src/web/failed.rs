//! What went wrong, as a page: the same codes as in the API, in the reader's language.

use super::guard;
use super::screen::{Screen, go};
use super::who::Zone;
use crate::api::{Refusal, Shared};
use crate::error::Error;
use axum::extract::{Request, State};
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
    let is_read = is_read(request.headers());
    let is_safe = *request.method() == Method::GET;
    let (parts, body) = request.into_parts();
    let screen = Screen::of(&parts, &context);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let refusal = response.extensions().get::<Refusal>().copied();
    if let Some(refusal) = refusal.filter(|_| is_read && !is_shown(&response)) {
        response = page(&screen, is_safe, refusal, response);
    }
    guard::add_headers(response.headers_mut());
    response
}

/// The refusal as a page, or the way to the sign-in and back.
fn page(screen: &Screen, is_safe: bool, refusal: Refusal, response: Response) -> Response {
    let mut shown = if refusal.code == Error::SignInNeeded.code() {
        sign_in(screen.zone, screen.here(), is_safe)
    } else {
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

fn sign_in(zone: Zone, here: &str, is_safe: bool) -> Response {
    let mut query = vec![("reason", "ended")];
    if here == zone.home() {
        query.clear();
    } else if is_safe {
        query.push(("next", here));
    }
    let query = serde_html_form::to_string(&query).unwrap_or_default();
    go(&format!("{}?{query}", zone.sign_in()))
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

//! What every request leaves behind: numbers, and one line in the log.
//!
//! SECURITY: of a request, only its method and its route's template are ever written; of an answer,
//! its status and the code of its problem. No path, query, header or body, and no user name.

use super::Shared;
use crate::metrics::Answered;
use crate::secrets::random_id;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use std::time::{Duration, Instant};

/// Under which name an answer tells how its request is called in the log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Requests that match no route.
const NO_ROUTE: &str = "none";
/// Asked every few seconds: not worth a line as long as all is well.
const PROBES: [&str; 2] = ["/health", "/ready"];

/// Why a request was refused. An error leaves it in its answer.
#[derive(Clone, Copy)]
pub(crate) struct Refusal {
    pub(crate) code: &'static str,
    /// What failed inside, or what was wrong with an answer of the identity provider.
    pub(crate) cause: Option<&'static str>,
    /// Whether something failed inside.
    pub(crate) is_inside: bool,
    /// The kind of the bucket that was full.
    pub(crate) bucket: Option<&'static str>,
}

pub(crate) async fn observe(State(context): Shared, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = random_id().unwrap_or_default();
    let method = method(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let refusal = response.extensions().get::<Refusal>().copied();
    let answered = Answered {
        route: route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str),
        method,
        status: response.status().as_u16(),
        took: begun.elapsed(),
    };
    context.metrics.answered(&answered);
    // After the commit of whatever this request did.
    if method != "GET" && answered.status < 400 {
        context.mail_queued.notify_one();
    }
    if let Some(refusal) = refusal {
        context.metrics.refused(refusal.code, refusal.bucket);
    }
    log(&id, &answered, refusal);
    response
}

fn log(request_id: &str, answered: &Answered<'_>, refusal: Option<Refusal>) {
    let Answered {
        route,
        method,
        status,
        took,
    } = *answered;
    let ms = whole_ms(took);
    match refusal {
        Some(Refusal {
            code,
            cause: Some(cause),
            is_inside: true,
            ..
        }) => tracing::error!(
            request_id, method, route, status, code, cause, ms, "request"
        ),
        // Anybody can make one of these.
        Some(Refusal {
            code,
            cause: Some(cause),
            ..
        }) => tracing::warn!(
            request_id, method, route, status, code, cause, ms, "request"
        ),
        Some(Refusal { code, .. }) => {
            tracing::info!(request_id, method, route, status, code, ms, "request");
        }
        None if PROBES.contains(&route) => {}
        None => tracing::info!(request_id, method, route, status, ms, "request"),
    }
}

fn whole_ms(took: Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}

/// One of a few words: a client may send any.
fn method(method: &Method) -> &'static str {
    let known = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"];
    let found = known.into_iter().find(|known| *known == method.as_str());
    found.unwrap_or("other")
}

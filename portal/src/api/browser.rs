//! A browser's name for itself: a long-lived random cookie, so that failures of strangers are not
//! held against it. It proves nothing and signs nobody in.
//!
//! A forged or absent cookie is simply a new browser. Only its hash goes any further.

use crate::secrets::{hash_hex, random_token};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use passcode_core::portal::wire::Base64;

/// FORMAT: by its prefix, a browser takes it over TLS and from this host only, and sends it nowhere
/// else.
const COOKIE: &str = "__Host-passcode-browser";
/// As long as browsers keep a cookie at most: 400 days. `Lax`, so that it is there when an identity
/// provider sends somebody back.
const ATTRIBUTES: &str = "Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax";

/// The hash of a browser's token.
#[derive(Clone)]
pub(super) struct Browser(pub(super) String);

impl Browser {
    /// From a request's cookies.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let cookies = headers.get_all(header::COOKIE).into_iter();
        let pairs = cookies
            .filter_map(|value| value.to_str().ok())
            .flat_map(|text| text.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let mut tokens = pairs.filter(|(name, _)| *name == COOKIE);
        let (_, token) = tokens.next()?;
        let is_token = Base64::from_text(token).is_some_and(|bytes| bytes.0.len() == 32);
        is_token.then(|| Self(hash_hex(token.as_bytes())))
    }
}

/// Around a sign-in: a browser without a name gets one with the answer, whatever the answer is.
pub(crate) async fn introduce(mut request: Request, next: Next) -> Response {
    if Browser::of(request.headers()).is_some() {
        return next.run(request).await;
    }
    let token = match random_token() {
        Ok(token) => token,
        Err(error) => return error.into_response(),
    };
    let browser = Browser(hash_hex(token.as_bytes()));
    request.extensions_mut().insert(browser);
    let mut response = next.run(request).await;
    // EXPOSE: the token, to the browser that it names.
    let cookie = format!("{COOKIE}={}; {ATTRIBUTES}", *token);
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

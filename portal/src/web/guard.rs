//! What every page is sent with, and what every form is held against before anybody reads it.

use crate::error::Error;
use crate::local::Local;
use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// Nothing from elsewhere, nothing inline. Pictures may be written into style sheets (`data:`), as
/// the CSS base does. `form-action` keeps a form that somebody smuggled in from sending anywhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'";

/// A year, as browsers' lists of such hosts ask.
const TLS_ONLY: &str = "max-age=31536000";

/// Adds what browsers need to know to keep a page safe.
pub(super) fn add_headers(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::STRICT_TRANSPORT_SECURITY, TLS_ONLY),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// SECURITY: what changes something has to come from a page of this portal. Browsers say where a
/// request comes from (`Sec-Fetch-Site`, or `Origin` in older ones); what says neither is refused.
/// OWASP calls this a complete defence against CSRF; forms of a session carry a token as well.
pub(super) async fn same_origin(request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_safe || comes_from_here(request.uri(), request.headers()) {
        next.run(request).await
    } else {
        Error::CrossSite.into_response()
    }
}

fn comes_from_here(uri: &Uri, headers: &HeaderMap) -> bool {
    match text(headers, &HeaderName::from_static("sec-fetch-site")) {
        Some(site) => site == "same-origin",
        None => {
            let origin = text(headers, &header::ORIGIN);
            let origin = origin.and_then(|origin| origin.strip_prefix("https://"));
            origin.is_some() && origin == host(uri, headers)
        }
    }
}

/// The page of this portal that a request was sent from, if the browser says so.
pub(super) fn came_from(uri: &Uri, headers: &HeaderMap) -> Option<Local> {
    let page = text(headers, &header::REFERER)?.strip_prefix("https://")?;
    let path = page.strip_prefix(host(uri, headers)?)?;
    // SECURITY: `host.elsewhere` begins with the host too; a path of ours begins with a slash.
    Local::parse(path)
}

/// By which name the portal was asked: `Host`, which requests over HTTP/2 do not have, or the
/// authority of the address.
fn host<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    let authority = || uri.authority().map(Authority::as_str);
    text(headers, &header::HOST).or_else(authority)
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let value = headers.get(name)?;
    Some(value.to_str().unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_says_that_it_comes_from_here_does() {
        let says = |pairs: &[(&'static str, &'static str)]| {
            let pairs = pairs.iter().map(|(name, value)| {
                let name = HeaderName::from_static(name);
                (name, HeaderValue::from_static(value))
            });
            comes_from_here(&Uri::from_static("/my"), &pairs.collect())
        };
        assert!(says(&[("sec-fetch-site", "same-origin")]));
        assert!(says(&[("origin", "https://a:8443"), ("host", "a:8443")]));
        assert!(!says(&[("host", "a:8443")]));
        assert!(!says(&[]));
        assert!(!says(&[("origin", "http://a:8443"), ("host", "a:8443")]));
        assert!(!says(&[("origin", "https://b"), ("host", "a")]));
        assert!(!says(&[("origin", "null"), ("host", "a")]));
        for site in ["cross-site", "same-site", "none"] {
            let site = HeaderValue::from_static(site);
            let headers = [
                (HeaderName::from_static("sec-fetch-site"), site),
                (header::ORIGIN, HeaderValue::from_static("https://a")),
                (header::HOST, HeaderValue::from_static("a")),
            ];
            let headers = headers.into_iter().collect();
            assert!(!comes_from_here(&Uri::from_static("/my"), &headers));
        }
    }

    #[test]
    fn over_http_2_the_address_says_which_host_is_asked() {
        let uri = Uri::from_static("https://a:8443/my/lock");
        let from = |origin: &'static str| {
            let origin = HeaderValue::from_static(origin);
            comes_from_here(&uri, &HeaderMap::from_iter([(header::ORIGIN, origin)]))
        };
        assert!(from("https://a:8443"));
        assert!(!from("https://b") && !from("http://a:8443") && !from("null"));
    }

    #[test]
    fn only_pages_of_this_host_are_where_a_request_came_from() {
        let from = |page: &'static str| {
            let pairs = [(header::REFERER, page), (header::HOST, "a")];
            let pairs = pairs.map(|(name, value)| (name, HeaderValue::from_static(value)));
            came_from(&Uri::from_static("/"), &HeaderMap::from_iter(pairs))
        };
        let here = from("https://a/admin/users?search=x").unwrap();
        assert_eq!(here.as_str(), "/admin/users?search=x");
        for page in [
            "https://a.evil.example/admin",
            "https://a@evil.example/admin",
            "https://b/admin",
            "http://a/admin",
            "https://a//evil.example/admin",
            "https://a/assets/x",
            "/admin",
        ] {
            assert!(from(page).is_none(), "{page}");
        }
    }
}

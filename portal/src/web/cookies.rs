//! The pages' cookies. All have the `__Host-` prefix: over TLS, for this host alone, for all paths.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

/// What a cookie is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cookie {
    /// A user's session.
    UserSession,
    /// A session of staff.
    StaffSession,
    /// The language that somebody chose.
    Language,
    /// What was just done, for the next page to say.
    Done,
}

impl Cookie {
    /// FORMAT: kept by browsers.
    fn name(self) -> &'static str {
        match self {
            Self::UserSession => "__Host-passcode-session",
            Self::StaffSession => "__Host-passcode-staff",
            Self::Language => "__Host-passcode-language",
            Self::Done => "__Host-passcode-done",
        }
    }

    /// How long a browser keeps it: sessions end with the browser, at the latest.
    fn max_age(self) -> &'static str {
        match self {
            Self::UserSession | Self::StaffSession => "",
            Self::Language => "; Max-Age=34560000",
            Self::Done => "; Max-Age=60",
        }
    }

    /// Its value in a request.
    pub(super) fn of(self, headers: &HeaderMap) -> Option<&str> {
        headers
            .get_all(header::COOKIE)
            .into_iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|text| text.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name())
            .map(|(_, value)| value)
    }

    /// Gives it to the browser. `Lax`, so that a link in a mail finds its reader signed in; what
    /// changes something is guarded by `web::guard` and `web::form`.
    pub(super) fn set(self, response: &mut Response, value: &str) {
        let (name, age) = (self.name(), self.max_age());
        self.send(
            response,
            &format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}"),
        );
    }

    /// Takes it from the browser.
    pub(super) fn remove(self, response: &mut Response) {
        let name = self.name();
        self.send(
            response,
            &format!("{name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"),
        );
    }

    fn send(self, response: &mut Response, cookie: &str) {
        if let Ok(cookie) = HeaderValue::from_str(cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
}

//! What a browser brings back from the identity provider: a code, or why there is none.

use crate::error::Error;
use serde::Deserialize;

/// The query of the callback. Providers add parameters of their own.
#[derive(Deserialize)]
struct Query {
    state: String,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// An answer of the provider, by way of the browser.
pub(super) struct Callback {
    pub(super) state: String,
    answer: Query,
}

impl Callback {
    /// # Errors
    /// [`Error::Malformed`]; a parameter that is there twice is one of the reasons (RFC 6749 §3.1).
    pub(super) fn parse(query: &str) -> Result<Self, Error> {
        let mut answer: Query = serde_html_form::from_str(query).map_err(|_| {
            Error::Malformed("This is no answer of an identity provider. Sign in again.")
        })?;
        Ok(Self {
            state: std::mem::take(&mut answer.state),
            answer,
        })
    }

    /// The code.
    ///
    /// # Errors
    /// [`Error::ProviderAnswer`] if another issuer answers (RFC 9207) or there is no code;
    /// [`Error::ProviderDenied`], [`Error::ProviderInteraction`], [`Error::ProviderUnreachable`] as
    /// the provider says.
    pub(super) fn code(self, issuer: &str) -> Result<String, Error> {
        let Query {
            code, error, iss, ..
        } = self.answer;
        if iss.is_some_and(|iss| iss != issuer) {
            return Err(Error::ProviderAnswer("callback.other_issuer"));
        }
        match (error.as_deref(), code) {
            (None, Some(code)) => Ok(code),
            (None, None) => Err(Error::ProviderAnswer("callback.no_code")),
            (Some(error), _) => Err(refused(error)),
        }
    }
}

/// FORMAT: RFC 6749 §4.1.2.1 and OpenID Connect Core §3.1.2.6.
fn refused(error: &str) -> Error {
    match error {
        "access_denied" => Error::ProviderDenied,
        "login_required"
        | "interaction_required"
        | "consent_required"
        | "account_selection_required" => Error::ProviderInteraction,
        "temporarily_unavailable" | "server_error" => Error::ProviderUnreachable,
        _ => Error::ProviderAnswer("callback.refused"),
    }
}

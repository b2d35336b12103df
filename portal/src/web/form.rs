//! Forms: `application/x-www-form-urlencoded`, and the token by which a session knows its own.

use super::who::Zone;
use crate::api::body;
use crate::error::Error;
use crate::portal::Context;
use crate::secrets::{hash_hex, same};
use axum::extract::{FromRequest, Request};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// A form that somebody who is signed in filled in.
pub(super) struct Filled<T>(pub(super) T);

/// A form before anybody is signed in.
pub(super) struct Plain<T>(pub(super) T);

/// A form of a button alone.
#[derive(Deserialize)]
pub(super) struct Nothing {}

#[derive(Deserialize)]
struct Token {
    form_token: String,
}

impl<T: DeserializeOwned> FromRequest<Arc<Context>> for Filled<T> {
    type Rejection = Error;

    async fn from_request(request: Request, context: &Arc<Context>) -> Result<Self, Error> {
        let expected = token_of(&request, context)?;
        let bytes = body(request, context).await?;
        let Token { form_token } = parse(&bytes)?;
        check_token(form_token.as_bytes(), &expected)?;
        parse(&bytes).map(Self)
    }
}

impl<T: DeserializeOwned> FromRequest<Arc<Context>> for Plain<T> {
    type Rejection = Error;

    async fn from_request(request: Request, context: &Arc<Context>) -> Result<Self, Error> {
        parse(&body(request, context).await?).map(Self)
    }
}

/// The token of the request's session.
///
/// # Errors
/// [`Error::SignInNeeded`].
pub(super) fn token_of(request: &Request, context: &Context) -> Result<String, Error> {
    let cookie = Zone::of(request.uri().path()).cookie();
    let session = cookie.of(request.headers()).ok_or(Error::SignInNeeded)?;
    Ok(context.keys.form_token(&hash_hex(session.as_bytes())))
}

/// # Errors
/// [`Error::FormOutdated`].
pub(super) fn check_token(sent: &[u8], expected: &str) -> Result<(), Error> {
    if same(sent, expected.as_bytes()) {
        Ok(())
    } else {
        Err(Error::FormOutdated)
    }
}

/// # Errors
/// [`Error::Malformed`]: no page of this portal has such a form.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    serde_html_form::from_bytes(bytes).map_err(|_| {
        Error::Malformed("The form is not the one that is expected here. Load the page again.")
    })
}

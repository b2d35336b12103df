//! What handlers take out of a request: a JSON body, the source of an attempt, who is signed in.

use super::browser::Browser;
use crate::accounts::{Role, Source};
use crate::error::Error;
use crate::portal::Context;
use crate::sessions::{self, SignedIn};
use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

/// The bytes of a body.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::Malformed`].
pub(crate) async fn body(request: Request, context: &Arc<Context>) -> Result<Bytes, Error> {
    Bytes::from_request(request, context)
        .await
        .map_err(|rejection| {
            if rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
                Error::TooLarge
            } else {
                Error::Malformed("The body did not arrive whole. Send the request again.")
            }
        })
}

/// Reads JSON. Unknown fields are refused by the types.
///
/// # Errors
/// [`Error::Malformed`].
pub(crate) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|_| {
        Error::Malformed(
            "The body is not the JSON object that is expected here: check its syntax, its fields \
             and their types against the documentation.",
        )
    })
}

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Arc<Context>> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, context: &Arc<Context>) -> Result<Self, Error> {
        json(&body(request, context).await?).map(Self)
    }
}

/// The one segment of a path that names something.
pub(crate) struct Segment(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Segment {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let segment = Path::<String>::from_request_parts(parts, state).await;
        segment
            .map(|Path(text)| Self(text))
            .map_err(|_| Error::NoSuchPath)
    }
}

/// The segments of a path that name something, where there are several.
pub(crate) struct Segments<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Segments<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let segments = Path::<T>::from_request_parts(parts, state).await;
        segments
            .map(|Path(segments)| Self(segments))
            .map_err(|_| Error::NoSuchPath)
    }
}

impl<S: Sync> FromRequestParts<S> for Source {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(source(parts))
    }
}

/// Where a request comes from: its browser, and its address, where one subscriber has a whole IPv6
/// /64.
pub(crate) fn source(parts: &Parts) -> Source {
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|peer| peer.0.ip());
    let address = match peer.map(|address| address.to_canonical()) {
        None => "unknown".to_owned(),
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            Ipv6Addr::from(u128::from(address) & !u128::from(u64::MAX)).to_string()
        }
    };
    let introduced = parts.extensions.get::<Browser>().cloned();
    let browser = introduced.or_else(|| Browser::of(&parts.headers));
    Source {
        address,
        browser: browser.map(|Browser(hash)| hash),
    }
}

/// A signed-in user.
pub(crate) struct User(pub(crate) SignedIn);

impl FromRequestParts<Arc<Context>> for User {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, context: &Arc<Context>) -> Result<Self, Error> {
        signed_in(parts, context, Role::User).await.map(Self)
    }
}

/// Who the request's session belongs to.
///
/// # Errors
/// [`Error::SignInNeeded`].
pub(super) async fn signed_in(
    parts: &Parts,
    context: &Context,
    role: Role,
) -> Result<SignedIn, Error> {
    let header = parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = header
        .and_then(|text| text.strip_prefix("Bearer "))
        .ok_or(Error::SignInNeeded)?;
    sessions::resume(context, role, token).await
}

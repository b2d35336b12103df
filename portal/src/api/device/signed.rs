//! Signed requests (RFC 9421): time, nonce, device, signature, in this order, before anything else
//! is read. A request that is not signed rightly costs one look at the devices, never an account.

use crate::api::extract;
use crate::devices::{self, Device, State};
use crate::error::Error;
use crate::nonces::{self, Nonce};
use crate::portal::Context;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use passcode_core::portal::signing::{
    CONTENT_DIGEST, REQUEST_ID, SIGNATURE, SIGNATURE_INPUT, SignatureHeaders, SignatureParams,
    TOLERANCE_SECONDS, is_signing_key,
};
use passcode_core::portal::wire::{Base64, EnrollRequest};
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// The key id of a phone that has no id yet.
const ENROLL_KEY_ID: &str = "enroll";

/// A request signed by an active device.
pub(crate) struct Signed<T> {
    pub(crate) device: Device,
    pub(crate) request_id: String,
    pub(crate) request: T,
}

impl<T: DeserializeOwned> FromRequest<Arc<Context>> for Signed<T> {
    type Rejection = Error;

    async fn from_request(request: Request, context: &Arc<Context>) -> Result<Self, Error> {
        Self::receive(request, context, |state| state == State::Active).await
    }
}

/// A request signed by a device that is active or retiring.
pub(crate) struct SignedWhileRetiring<T>(pub(crate) Signed<T>);

impl<T: DeserializeOwned> FromRequest<Arc<Context>> for SignedWhileRetiring<T> {
    type Rejection = Error;

    async fn from_request(request: Request, context: &Arc<Context>) -> Result<Self, Error> {
        let signed = Signed::receive(request, context, |state| state != State::Retired);
        signed.await.map(Self)
    }
}

impl<T: DeserializeOwned> Signed<T> {
    async fn receive(
        request: Request,
        context: &Arc<Context>,
        is_served: fn(State) -> bool,
    ) -> Result<Self, Error> {
        let message = Message::receive(request, context).await?;
        let (params, nonce) = message.claims(context)?;
        let device = devices::find(context, &params.key_id)
            .await?
            .filter(|device| is_served(device.state))
            .ok_or(Error::SignerUnknown)?;
        message
            .verify(context, &params, &nonce, &device.signing_key.0)
            .await?;
        let request = extract::json(&message.body)?;
        Ok(Self {
            device,
            request_id: params.request_id,
            request,
        })
    }
}

/// A request to enrol, signed by the key in its body.
pub(crate) struct Enrolling(pub(crate) EnrollRequest);

impl FromRequest<Arc<Context>> for Enrolling {
    type Rejection = Error;

    async fn from_request(request: Request, context: &Arc<Context>) -> Result<Self, Error> {
        let message = Message::receive(request, context).await?;
        let (params, nonce) = message.claims(context)?;
        if params.key_id != ENROLL_KEY_ID {
            return Err(Error::Stale);
        }
        let request: EnrollRequest = extract::json(&message.body)?;
        if !is_signing_key(&request.signing_key.0) {
            return Err(Error::Malformed(
                "`signing_key` is no P-256 public key, uncompressed. Make a new key.",
            ));
        }
        message
            .verify(context, &params, &nonce, &request.signing_key.0)
            .await?;
        Ok(Self(request))
    }
}

struct Message {
    method: String,
    path: String,
    headers: SignatureHeaders,
    body: Bytes,
}

impl Message {
    async fn receive(request: Request, context: &Arc<Context>) -> Result<Self, Error> {
        let method = request.method().as_str().to_owned();
        let path = request.uri().path().to_owned();
        let headers = signature_headers(request.headers());
        let body = extract::body(request, context).await?;
        Ok(Self {
            method,
            path,
            headers: headers.ok_or(Error::Stale)?,
            body,
        })
    }

    /// Who claims to have signed, if time, nonce and request id can be right.
    fn claims(&self, context: &Context) -> Result<(SignatureParams, Nonce), Error> {
        let params = self.headers.params().ok_or(Error::Stale)?;
        let now = context.now_ms() / 1000;
        let is_id = Base64::from_text(&params.request_id).is_some_and(|id| id.0.len() == 16);
        if !is_id || now.abs_diff(params.created) > TOLERANCE_SECONDS {
            return Err(Error::Stale);
        }
        let nonce = nonces::recognise(context, &params.nonce)?;
        Ok((params, nonce))
    }

    /// Whether this key signed this request, for the first time.
    async fn verify(
        &self,
        context: &Context,
        params: &SignatureParams,
        nonce: &Nonce,
        key: &[u8],
    ) -> Result<(), Error> {
        if !self
            .headers
            .verify(params, (&self.method, &self.path, &self.body), key)
        {
            return Err(Error::Stale);
        }
        nonces::use_up(&context.database, context.now_ms(), nonce).await
    }
}

fn signature_headers(headers: &HeaderMap) -> Option<SignatureHeaders> {
    let only = |name| {
        let mut values = headers.get_all(name).iter();
        let value = values.next()?.to_str().ok()?.to_owned();
        values.next().is_none().then_some(value)
    };
    Some(SignatureHeaders {
        request_id: only(REQUEST_ID)?,
        content_digest: only(CONTENT_DIGEST)?,
        signature_input: only(SIGNATURE_INPUT)?,
        signature: only(SIGNATURE)?,
    })
}

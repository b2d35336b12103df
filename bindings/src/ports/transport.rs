//! The network.

use passcode_core::ports as core;
use std::sync::Arc;
use uniffi::UnexpectedUniFFICallbackError;

/// One request, one answer, over TLS to the portal that the phone is enrolled with. No redirects,
/// no cookies, no retries.
#[uniffi::export(rust, foreign)]
pub trait Transport: Send + Sync {
    /// Sends the request and waits for the answer. No lock is held meanwhile.
    ///
    /// # Errors
    /// [`TransportFailure`].
    fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportFailure>;
}

/// One request to the portal: always a `POST`. The host adds scheme and authority.
#[derive(uniffi::Record)]
pub struct HttpRequest {
    /// Absolute path, no query.
    pub path: String,
    /// Headers to send as they are.
    pub headers: Vec<Header>,
    /// The body. SECURITY: it may hold a password: don't log, don't keep, wipe it after use.
    pub body: Vec<u8>,
}

/// A header of a request.
#[derive(uniffi::Record)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// The portal's answer, at most 1 MiB.
#[derive(uniffi::Record)]
pub struct HttpAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Error)]
pub enum TransportFailure {
    /// No connection.
    Unreachable,
    /// A connection, but no whole answer in time.
    TimedOut,
    /// The server's certificate is not the expected one.
    Untrusted,
}

impl std::fmt::Display for TransportFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(passcode_core::Error::from(core::TransportFailure::from(*self)).code())
    }
}

impl std::error::Error for TransportFailure {}

impl From<UnexpectedUniFFICallbackError> for TransportFailure {
    fn from(_: UnexpectedUniFFICallbackError) -> Self {
        Self::Unreachable
    }
}

impl From<TransportFailure> for core::TransportFailure {
    fn from(failure: TransportFailure) -> Self {
        match failure {
            TransportFailure::Unreachable => Self::Unreachable,
            TransportFailure::TimedOut => Self::TimedOut,
            TransportFailure::Untrusted => Self::Untrusted,
        }
    }
}

#[cfg(feature = "network")]
impl From<core::TransportFailure> for TransportFailure {
    fn from(failure: core::TransportFailure) -> Self {
        match failure {
            core::TransportFailure::Unreachable => Self::Unreachable,
            core::TransportFailure::TimedOut => Self::TimedOut,
            core::TransportFailure::Untrusted => Self::Untrusted,
        }
    }
}

#[cfg(feature = "network")]
impl From<HttpRequest> for core::HttpRequest {
    fn from(request: HttpRequest) -> Self {
        let headers = request.headers.into_iter();
        Self {
            path: request.path,
            headers: headers.map(|header| (header.name, header.value)).collect(),
            body: zeroize::Zeroizing::new(request.body),
        }
    }
}

/// The host's network as the core's.
pub(super) struct HostTransport(pub(super) Arc<dyn Transport>);

impl core::Transport for HostTransport {
    fn send(
        &self,
        request: &core::HttpRequest,
    ) -> Result<core::HttpAnswer, core::TransportFailure> {
        let headers = request.headers.iter();
        let answer = self.0.send(HttpRequest {
            path: request.path.clone(),
            headers: headers
                .map(|(name, value)| Header {
                    name: name.clone(),
                    value: value.clone(),
                })
                .collect(),
            body: request.body.to_vec(),
        })?;
        Ok(core::HttpAnswer {
            status: answer.status,
            body: answer.body,
        })
    }
}

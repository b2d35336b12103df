//! The built-in network client, for hosts that do not bring their own.

use crate::error::PasscodeError;
use crate::ports::{HttpAnswer, HttpRequest, Transport, TransportFailure};
use passcode_core::Error;
use passcode_core::platform::http::HttpTransport;
use passcode_core::ports::{self as core, Transport as _};
use std::sync::Arc;
use std::time::Duration;

/// How long a whole request may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A client for the portal at `base` (`https://host:port`), which trusts exactly the certificate with
/// this SHA-256 (32 bytes), follows no redirect and honours no proxy setting. An app behind a proxy or
/// a per-app VPN brings its own.
///
/// # Errors
/// [`PasscodeError::PortalUntrusted`] if `base` is not an `https` address or the digest is none.
#[uniffi::export]
pub fn built_in_transport(
    base: String,
    certificate_sha256: Vec<u8>,
) -> Result<Arc<dyn Transport>, PasscodeError> {
    let pin = certificate_sha256
        .as_slice()
        .try_into()
        .map_err(|_| PasscodeError::PortalUntrusted)?;
    let client = HttpTransport::pinned(&base, pin, TIMEOUT).map_err(Error::from)?;
    Ok(Arc::new(BuiltIn(client)))
}

struct BuiltIn(HttpTransport);

impl Transport for BuiltIn {
    fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportFailure> {
        let answer = self.0.send(&core::HttpRequest::from(request))?;
        Ok(HttpAnswer {
            status: answer.status,
            body: answer.body,
        })
    }
}

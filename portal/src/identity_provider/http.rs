//! Requests to the identity provider: over TLS only, where it was told and not where an answer
//! points to, with an end in time and in size.

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use rustls::{ClientConfig, RootCertStore};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(10);
/// An answer may have this many bytes.
const ANSWER_BYTES: usize = 1024 * 1024;

/// Why there is no answer. Never what was sent or received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoAnswer {
    /// No connection, no whole answer in time, or the provider says itself that it is in trouble.
    Unreachable,
    /// The answer has too many bytes.
    TooLarge,
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreachable => "unreachable",
            Self::TooLarge => "too large",
        })
    }
}

impl std::error::Error for NoAnswer {}

/// The web's certificate authorities.
pub(super) fn web_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    roots
}

/// What sends requests to the provider.
pub(super) struct Http(Client);

/// Any future that `openidconnect` waits for may move between threads.
impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(send(&self.0, request))
    }
}

/// A client that trusts these authorities.
///
/// SECURITY: no redirect is followed: an answer must not send the portal, which stands inside the
/// organisation's network, anywhere.
pub(super) fn client(roots: RootCertStore) -> Option<Http> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .ok()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let client = Client::builder()
        .tls_backend_preconfigured(tls)
        .https_only(true)
        .redirect(Policy::none())
        .no_proxy()
        .timeout(TIMEOUT);
    client.build().ok().map(Http)
}

/// Sends a request and reads the whole answer.
async fn send(client: &Client, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
    let unreachable = |_: reqwest::Error| NoAnswer::Unreachable;
    let request = reqwest::Request::try_from(request).map_err(unreachable)?;
    let mut response = client.execute(request).await.map_err(unreachable)?;
    if response.status().is_server_error() {
        return Err(NoAnswer::Unreachable);
    }
    let mut answer = HttpResponse::new(read(&mut response).await?);
    *answer.status_mut() = response.status();
    std::mem::swap(answer.headers_mut(), response.headers_mut());
    Ok(answer)
}

async fn read(response: &mut Response) -> Result<Vec<u8>, NoAnswer> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| NoAnswer::Unreachable)? {
        if body.len() + chunk.len() > ANSWER_BYTES {
            return Err(NoAnswer::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

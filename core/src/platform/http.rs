//! The built-in network client: one TLS connection pool to one portal, whose certificate is pinned.
//!
//! It follows no redirect, keeps no cookie, retries nothing and honours no proxy setting. Blocking:
//! make it, use it and drop it on a plain thread.

use crate::crypto::keys::{equal, sha256};
use crate::ports::{HttpAnswer, HttpRequest, Transport, TransportFailure};
use reqwest::blocking::Client;
use reqwest::redirect::Policy;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

/// No answer may be larger: 1 MiB.
const MAXIMUM_BYTES: u64 = 1024 * 1024;

/// The network client of one engine.
pub struct HttpTransport {
    client: Client,
    base: String,
}

impl HttpTransport {
    /// A client for the portal at `base` (`https://host:port`), whose certificate has this SHA-256.
    /// `timeout` covers a whole request.
    ///
    /// # Errors
    /// [`TransportFailure::Untrusted`] if `base` is not an `https` address,
    /// [`TransportFailure::Unreachable`] if no client can be made at all.
    pub fn pinned(
        base: &str,
        certificate_sha256: [u8; 32],
        timeout: Duration,
    ) -> Result<Self, TransportFailure> {
        if !base.starts_with("https://") {
            return Err(TransportFailure::Untrusted);
        }
        let client = Client::builder()
            .tls_backend_preconfigured(pinned_tls(certificate_sha256)?)
            .redirect(Policy::none())
            .no_proxy()
            .timeout(timeout)
            .build()
            .map_err(|_| TransportFailure::Unreachable)?;
        Ok(Self {
            client,
            base: base.trim_end_matches('/').to_owned(),
        })
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: &HttpRequest) -> Result<HttpAnswer, TransportFailure> {
        let url = format!("{}{}", self.base, request.path);
        let mut builder = self.client.post(url);
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let answer = builder
            .body(request.body.to_vec())
            .send()
            .map_err(|error| failure(&error))?;
        let status = answer.status().as_u16();
        let mut body = Vec::new();
        // What is cut off here cannot be read as an answer later.
        answer
            .take(MAXIMUM_BYTES)
            .read_to_end(&mut body)
            .map_err(|_| TransportFailure::TimedOut)?;
        Ok(HttpAnswer { status, body })
    }
}

/// TLS that trusts exactly one certificate, whatever name it bears.
///
/// # Errors
/// [`TransportFailure::Unreachable`] if the TLS library refuses its own defaults.
pub fn pinned_tls(certificate_sha256: [u8; 32]) -> Result<ClientConfig, TransportFailure> {
    let provider = Arc::new(ring::default_provider());
    let pin = Arc::new(Pin {
        certificate_sha256,
        provider: Arc::clone(&provider),
    });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| TransportFailure::Unreachable)?
        .dangerous()
        .with_custom_certificate_verifier(pin)
        .with_no_client_auth();
    Ok(config)
}

/// SECURITY: the pin replaces the chain, the name and the dates; the handshake's signature is still
/// verified, so the server must own the certificate's key.
#[derive(Debug)]
struct Pin {
    certificate_sha256: [u8; 32],
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pin {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if equal(&sha256(end_entity), &self.certificate_sha256) {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(Error::InvalidCertificate(
                CertificateError::ApplicationVerificationFailure,
            ))
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

fn failure(error: &reqwest::Error) -> TransportFailure {
    if names_certificate(error) {
        TransportFailure::Untrusted
    } else if error.is_timeout() || !error.is_connect() {
        TransportFailure::TimedOut
    } else {
        TransportFailure::Unreachable
    }
}

/// Whether a refused certificate is the cause, however deep it is wrapped. An I/O error names what it
/// wraps by `get_ref`, not as its source.
fn names_certificate(error: &(dyn std::error::Error + 'static)) -> bool {
    if let Some(Error::InvalidCertificate(_)) = error.downcast_ref() {
        return true;
    }
    let wrapped = error
        .downcast_ref::<std::io::Error>()
        .and_then(std::io::Error::get_ref);
    wrapped.is_some_and(|wrapped| names_certificate(wrapped))
        || error.source().is_some_and(names_certificate)
}

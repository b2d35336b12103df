//! The portal over TLS, by a client that trusts its certificate and no other.

use crate::support::Office;
use passcode_core::crypto::keys::sha256;
use passcode_portal::server::serve;
use passcode_portal::tls::ServerIdentity;
use reqwest::Client;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::oneshot;

/// Trusts this certificate and no other.
pub(crate) fn trusting(certificate: &[u8]) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from(certificate.to_vec()))
        .unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth()
}

pub(crate) fn client(certificate: &[u8]) -> Client {
    let config = trusting(certificate);
    Client::builder()
        .tls_backend_preconfigured(config)
        .no_proxy()
        .build()
        .unwrap()
}

#[tokio::test]
async fn it_serves_with_its_certificate_until_it_is_told_to_stop() {
    let office = Office::open().await;
    let identity = ServerIdentity::load_or_create(office.directory.path()).unwrap();
    let certificate = identity.certificate_der().to_vec();
    let hex: String = sha256(&certificate)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(identity.fingerprint(), hex);

    let (told, address) = oneshot::channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let router = office.router.clone();
    let serving = tokio::spawn(async move {
        let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let ready = |address| told.send(address).unwrap();
        serve(any, &identity, router, ready, async {
            stopped.await.unwrap()
        })
        .await
    });
    let port = address.await.unwrap().port();
    for host in ["127.0.0.1", "localhost"] {
        let health = format!("https://{host}:{port}/health");
        assert_eq!(
            client(&certificate)
                .get(&health)
                .send()
                .await
                .unwrap()
                .status(),
            200
        );
    }

    let elsewhere = tempfile::tempdir().unwrap();
    let other = ServerIdentity::load_or_create(elsewhere.path()).unwrap();
    let health = format!("https://127.0.0.1:{port}/health");
    assert!(
        client(other.certificate_der())
            .get(&health)
            .send()
            .await
            .is_err()
    );

    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
    assert!(client(&certificate).get(&health).send().await.is_err());
}

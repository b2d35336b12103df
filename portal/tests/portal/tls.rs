//! The portal over TLS, by a client that trusts its certificate and no other.

use crate::support::{Office, client};
use passcode_core::crypto::keys::sha256;
use passcode_portal::server::serve;
use passcode_portal::tls::ServerIdentity;
use std::net::SocketAddr;
use tokio::sync::oneshot;

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

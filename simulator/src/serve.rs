//! `passcode-simulator serve`: the portal's own router, TLS and database as a process of its own,
//! with a clock that the control port turns. For demos, scenarios and other people's UI tests.

use crate::control::{self, Stage};
use passcode_portal::server;
use passcode_portal::tls::ServerIdentity;
use serde_json::json;
use std::future::pending;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;

/// Serves until the process is told to end, or, on a leash, until standard input ends; prints one
/// line of JSON when it is ready.
///
/// # Errors
/// A sentence for whoever started it.
pub async fn serve(is_leashed: bool) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let identity =
        ServerIdentity::load_or_create(folder.path()).map_err(|failure| failure.to_string())?;
    let stage = Arc::new(Stage::new(
        folder.path().to_owned(),
        identity.fingerprint(),
    )?);
    let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let control = TcpListener::bind(loopback)
        .await
        .map_err(|error| error.to_string())?;
    let control_address = control.local_addr().map_err(|error| error.to_string())?;

    // From before anybody is told that it is ready: no request to end is missed.
    let mut terminated = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
    let mut interrupted = signal(SignalKind::interrupt()).map_err(|error| error.to_string())?;
    let (listening, listens) = oneshot::channel();
    let front = stage.front();
    let portal = async {
        let ready = |address| {
            let _ = listening.send(address);
        };
        server::serve(loopback, &identity, front, ready, pending())
            .await
            .map_err(|error| error.to_string())
    };
    let control = async {
        let address = listens.await.map_err(|_| "the portal does not listen")?;
        stage.listens_at(address);
        let ready = json!({
            "address": stage.base(),
            "certificate_sha256": identity.fingerprint(),
            "control": format!("http://{control_address}"),
            "control_token": stage.token(),
        });
        let mut output = std::io::stdout().lock();
        writeln!(output, "{ready}").map_err(|error| error.to_string())?;
        drop(output);
        let router = control::router(Arc::clone(&stage));
        axum::serve(control, router)
            .await
            .map_err(|error| error.to_string())
    };
    tokio::select! {
        served = async { tokio::try_join!(portal, control) } => served.map(|_| ()),
        () = leash(is_leashed) => Ok(()),
        _ = terminated.recv() => Ok(()),
        _ = interrupted.recv() => Ok(()),
    }
}

/// Resolves when standard input ends. A plain thread waits for it: nobody has to wait for the thread.
async fn leash(is_leashed: bool) {
    if !is_leashed {
        return pending().await;
    }
    let (let_go, gone) = oneshot::channel();
    thread::spawn(move || {
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        let _ = let_go.send(());
    });
    let _ = gone.await;
}

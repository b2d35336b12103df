//! Serves a router over TLS until it is told to stop. Only the numbers for monitoring, on a port of
//! their own, go without TLS.

use crate::portal::Portal;
use crate::tls::ServerIdentity;
use axum::Router;
use axum_server::Handle;
use std::future::{Future, IntoFuture as _};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::pin;
use std::time::Duration;

/// How long requests under way may take once the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// Binds, calls `ready` with the address once it listens, and serves until `shutdown` resolves.
/// Requests under way are finished.
///
/// # Errors
/// What the system says about the address or the connection.
pub async fn serve(
    listen: SocketAddr,
    identity: &ServerIdentity,
    router: Router,
    ready: impl FnOnce(SocketAddr),
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let listener = TcpListener::bind(listen)?;
    let address = listener.local_addr()?;
    let handle = Handle::new();
    let server = axum_server::from_tcp_rustls(listener, identity.config())?.handle(handle.clone());
    let mut serving =
        pin!(server.serve(router.into_make_service_with_connect_info::<SocketAddr>()));
    let mut shutdown = pin!(shutdown);
    ready(address);
    tokio::select! {
        result = &mut serving => return result,
        () = &mut shutdown => handle.graceful_shutdown(Some(FAREWELL)),
    }
    serving.await
}

/// Serves `/metrics` for as long as the process lives; answers the address.
///
/// # Errors
/// What the system says about the address.
pub async fn serve_metrics(listen: SocketAddr, portal: &Portal) -> io::Result<SocketAddr> {
    let listener = tokio::net::TcpListener::bind(listen).await?;
    let address = listener.local_addr()?;
    tokio::spawn(axum::serve(listener, portal.metrics_router()).into_future());
    Ok(address)
}

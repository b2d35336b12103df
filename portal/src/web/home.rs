//! The address without a path: most people come for their own devices.

use super::screen::go;
use super::who::Zone;
use axum::response::Response;

/// `GET /`.
pub(super) async fn home() -> Response {
    go(Zone::My.home())
}

//! Fills the database of the portal that is on with what a large organisation has after years, as the
//! portal's own tests do. Nothing of it can sign in, and no phone is behind it.

use serde::Deserialize;
use sqlx::{AnyConnection, Connection as _};
use std::path::Path;

#[expect(
    clippy::unwrap_used,
    reason = "the portal's tests share it: a panic is a failed test"
)]
#[path = "../../../portal/tests/portal/support/scale.rs"]
mod scale;

/// How much there is to be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filling {
    /// Devices, with half as many users.
    #[serde(default)]
    devices: u64,
    /// Lines of the audit trail, whose hashes are none.
    #[serde(default)]
    audit_lines: u64,
    /// Lines of the audit trail, chained as the portal chains them.
    #[serde(default)]
    chained_audit_lines: u64,
}

/// Fills the database in a portal's folder.
///
/// # Errors
/// If it does not open.
pub(super) async fn fill(folder: &Path, filling: &Filling, now_ms: u64) -> Result<(), String> {
    sqlx::any::install_default_drivers();
    let url = format!("sqlite://{}", folder.join("portal.sqlite").display());
    let mut connection = AnyConnection::connect(&url)
        .await
        .map_err(|error| error.to_string())?;
    if filling.devices > 0 {
        scale::add_devices(&mut connection, filling.devices, now_ms).await;
    }
    if filling.audit_lines > 0 {
        scale::add_lines(&mut connection, filling.audit_lines).await;
    }
    if filling.chained_audit_lines > 0 {
        scale::add_chained_lines(&mut connection, filling.chained_audit_lines).await;
    }
    connection.close().await.map_err(|error| error.to_string())
}

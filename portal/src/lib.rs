//! The reference management server of Secure Apps Passcode: the device API, the self-service API
//! and the administration API over one database.
//!
//! The library serves the `passcode-portal` program and anybody who wants a portal in process with
//! a clock of their own. It never sees a passcode, a vault or a container key.

// The tests inside use the same database as those outside.
#[cfg(test)]
extern crate self as passcode_portal;
#[cfg(test)]
#[expect(dead_code, reason = "the tests outside use more of it")]
#[path = "../tests/portal/support/database.rs"]
mod test_database;
#[cfg(test)]
#[expect(dead_code, reason = "the benchmarks use more of it")]
#[path = "../tests/portal/support/scale.rs"]
mod test_scale;

mod accounts;
mod api;
mod audit;
mod by_name;
pub mod clock;
mod commands;
mod configurations;
mod database;
mod dates;
mod devices;
mod error;
mod escrow_keys;
mod grants;
mod groups;
mod identity_provider;
mod import;
mod label;
mod language;
mod local;
mod mail;
mod metrics;
mod nonces;
mod notices;
mod one_time_pins;
mod one_use;
mod paging;
mod portal;
mod private_file;
mod reason;
mod resets;
#[cfg(test)]
mod scale;
mod secrets;
pub mod server;
mod sessions;
mod set_up;
mod settings;
mod staff;
mod start;
mod texts;
mod throttle;
pub mod tls;
mod web;

pub use clock::{Clock, SystemClock};
pub use database::{DatabaseChoice, PostgresUrl};
pub use identity_provider::IdentityProvider;
pub use mail::{Delivered, Mail};
pub use portal::Portal;
pub use settings::Settings;
pub use start::StartFailure;

//! The reference management server of Secure Apps Passcode: the device API, the self-service API
//! and the administration API over one database.
//!
//! The library serves the `passcode-portal` program and anybody who wants a portal in process with
//! a clock of their own. It never sees a passcode, a vault or a container key.

mod accounts;
mod api;
mod audit;
pub mod clock;
mod configurations;
mod database;
mod devices;
mod error;
mod escrow_keys;
mod metrics;
mod nonces;
mod one_time_pins;
mod portal;
mod private_file;
mod resets;
mod secrets;
pub mod server;
mod sessions;
mod set_up;
mod start;
mod throttle;
pub mod tls;

pub use clock::{Clock, SystemClock};
pub use database::{DatabaseChoice, PostgresUrl};
pub use portal::Portal;
pub use start::StartFailure;

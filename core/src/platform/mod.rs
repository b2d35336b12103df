//! Adapters from the ports to real crates, each behind a feature of its own: this computer's clock
//! and random generator (`system`), the desktop's key ring (`keyring`), the network (`http`).
//!
//! Phones bring their own adapters. Nothing else in the crate names these.

#[cfg(all(feature = "system", target_os = "linux"))]
pub mod clock;
#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "keyring")]
pub mod keyring;
#[cfg(feature = "system")]
pub mod random;

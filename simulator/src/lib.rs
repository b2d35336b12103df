//! Simulated phones, a portal whose clock can be turned, and the runner of scenario files.
//!
//! Everything but the key hardware and the clocks is real: the core library, records in files, TLS,
//! the portal's router and database. Nothing here is part of a release.

pub mod control;
pub mod demo;
pub mod phone;
pub mod scenario;
pub mod serve;

//! The portal from outside: the real router over a real database, with a clock that the test turns.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests: a panic is a failed test"
)]

mod admin;
mod audit;
mod description;
mod enroll;
mod health;
mod instances;
mod kill;
mod log;
mod metrics;
mod one_time_pins;
mod program;
mod resets;
mod self_service;
mod sessions;
mod signing;
mod start;
mod support;
mod throttle;
mod tls;

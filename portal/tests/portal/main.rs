//! The portal from outside: the real router over a real database, with a clock that the test turns.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests: a panic is a failed test"
)]

mod admin;
mod assignments;
mod at_once;
mod audit;
mod browsers;
mod commands;
mod description;
mod devices_at_once;
mod enroll;
mod escrow_keys;
mod flood;
mod grants;
mod groups;
mod health;
mod help_desk;
mod import;
mod import_at_once;
mod instances;
mod kill;
mod log;
mod mail;
mod mail_servers;
mod metrics;
mod notices;
mod one_time_pins;
mod pages_account;
mod pages_configurations;
mod pages_configurations_kept;
mod pages_devices;
mod pages_escrow_keys;
mod pages_folk;
mod pages_groups;
mod pages_refused;
mod pages_self;
mod pages_staff;
mod pages_trail;
mod people;
mod program;
mod resets;
mod roles;
mod same_work;
mod scale;
mod self_service;
mod sessions;
mod sign_in;
mod signing;
mod staff;
mod start;
mod support;
mod throttle;
mod tls;
mod upgrade;

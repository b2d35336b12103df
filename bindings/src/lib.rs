//! The UniFFI surface over `passcode-core`: its types in a shape that crosses to Swift and Kotlin, one
//! file each, and a shim for every port. It decides nothing.
//!
//! Secrets come in as borrowed bytes ([`PasscodeInput`], [`PrfAnswer`]) and are wiped when they go.
//! SECURITY: whatever the library frees is wiped too, by its allocator: that is what removes the copies
//! that crossing the boundary makes.

mod biometrics;
mod check;
mod engine;
mod error;
mod event;
mod hand_off;
mod input;
mod kdf;
#[cfg(feature = "network")]
mod network;
mod outcome;
mod ports;
mod refusal;
mod rules;
mod secure_app;
mod settings;
mod state;
mod status;

pub use biometrics::{BiometricAnswer, Biometrics};
pub use check::{Check, Rule};
pub use engine::PasscodeEngine;
pub use error::{PasscodeError, Retry, error_code, error_retry};
pub use event::{Credentials, Event, NewPasscode};
pub use hand_off::HandOff;
pub use input::PasscodeInput;
pub use kdf::{DerivationCost, calibrate};
#[cfg(feature = "network")]
pub use network::built_in_transport;
pub use outcome::{CarriedOut, Outcome};
pub use ports::{
    Clock, ClockReading, Header, HttpAnswer, HttpRequest, KeyPurpose, KeyStore, KeyStoreFailure,
    LogEntry, LogSink, Observer, PortFailure, Ports, PrfAnswer, PrfInput, RecordName, Store,
    StoreFailure, StoredRecord, Transport, TransportFailure,
};
pub use refusal::Refusal;
pub use rules::{AtTheLimit, Direction, PasscodeRules, PasscodeType, RuleChange};
pub use secure_app::SecureApp;
pub use settings::{Platform, Settings};
pub use state::{BlockReason, ChangeReason, RetireReason, State};
pub use status::{Grant, Keyboard, Status};

use std::alloc::System;
use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

uniffi::setup_scaffolding!();

//! Every rule and every decision of the secure apps passcode.
//!
//! The crate is synchronous and pure: time, randomness, storage, the hardware key and the network
//! are [`ports`] that the host provides. It opens no file, no socket and no prompt of its own, and
//! reads no clock. Start at [`flow::Engine`].

pub mod attempts;
pub mod clock;
pub mod crypto;
pub mod error;
pub mod flow;
pub mod passcode;
pub mod platform;
pub mod policy;
pub mod portal;
pub mod ports;
pub mod reset;
pub mod session;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
pub mod vault;

pub use error::{Error, Retry};

//! The master key, the keys derived from it, and the system's random generator.
//!
//! The master key stays in its file and in memory; the database holds only what it seals or
//! authenticates. Nothing here can be printed or copied.

mod keys;
mod random;

pub(crate) use keys::{MasterKeys, hash_hex, same};
pub(crate) use random::{SystemRng, random_bytes, random_digits, random_id, random_token};

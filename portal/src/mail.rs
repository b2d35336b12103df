//! Notices by mail: queued with the notice, in its transaction, and sent by SMTP where that is
//! configured.
//!
//! A mail is sent at least once: normally by exactly one instance, again after a crash, then under
//! the same Message-ID. It says what the notice says, and never holds a secret. Who gets it is never
//! logged.

mod by_byte;
mod delivery;
mod failure;
mod file;
mod letter;
mod outbox;
mod server;

pub(crate) use delivery::{deliver_due, keep_delivering};
pub(crate) use outbox::{queue, tidy};

use lettre::message::Mailbox;
use server::Server;

/// Which server takes mail, and what is said in it. It has no `Debug`: there may be a password.
pub struct Mail {
    server: Server,
    from: Mailbox,
    /// Where people reach the portal, without a slash at the end.
    public_url: String,
}

/// What one round of sending did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    /// So many were taken by the server.
    pub sent: u64,
    /// So many are to be tried again.
    pub postponed: u64,
    /// So many are never to be tried again.
    pub given_up: u64,
}

//! The open session: it holds the container key and says until when.
//!
//! One inactivity timer spans all secure apps ([`auto_lock`]); apps get their own key from it
//! ([`handoff`]). It lives in the manager's memory only and is bound to one start of the phone.

pub mod auto_lock;
pub mod handoff;

use crate::clock::Reading;
use crate::crypto::context::Identity;
use crate::crypto::hpke::PublicKey;
use crate::crypto::keys::ContainerKey;
use crate::error::Error;
use crate::ports::Rng;
use auto_lock::{AutoLock, Deadline};
use handoff::HandOff;
use std::sync::Arc;

/// Which vault a session was opened from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The vault's generation. Another one means that the passcode was set anew, maybe by another
    /// process: the session is over.
    pub generation: u64,
    /// The epoch of the app keys.
    pub key_epoch: u32,
}

/// An open session.
pub struct Session {
    container: Arc<ContainerKey>,
    origin: Origin,
    auto_lock: AutoLock,
    deadline: Deadline,
}

impl Session {
    /// Opens a session now.
    pub fn open(
        container: Arc<ContainerKey>,
        origin: Origin,
        auto_lock: AutoLock,
        now: &Reading,
    ) -> Self {
        Self {
            container,
            origin,
            auto_lock,
            deadline: Deadline::after(now, auto_lock.after_ms),
        }
    }

    /// Whether it may still be used.
    pub fn is_open(&self, now: &Reading) -> bool {
        !self.deadline.is_over(now)
    }

    /// When its time is over, unless it is used before.
    pub fn ends_at_since_boot_ms(&self) -> u64 {
        self.deadline.since_boot_ms
    }

    /// Whether its time is over, or the vault has another generation now.
    pub fn is_over(&self, generation: u64, now: &Reading) -> bool {
        !self.is_open(now) || self.origin.generation != generation
    }

    /// A secure app is in use: the timer starts again, unless it is over.
    pub fn touch(&mut self, now: &Reading) {
        if self.is_open(now) {
            self.deadline = Deadline::after(now, self.auto_lock.after_ms);
        }
    }

    /// No secure app is in front any more: it ends after the grace, if there is any. Answers whether
    /// it stays open until then.
    pub fn leave_foreground(&mut self, now: &Reading) -> bool {
        self.end_within(self.auto_lock.grace_ms, now);
        self.is_open(now)
    }

    fn end_within(&mut self, ms: u64, now: &Reading) {
        let limit = Deadline::after(now, ms);
        if self.is_open(now) && limit.since_boot_ms < self.deadline.since_boot_ms {
            self.deadline = limit;
        }
    }

    /// Whether it ends when the screen goes off.
    pub fn ends_on_screen_off(&self) -> bool {
        self.auto_lock.on_screen_off
    }

    /// The rules changed: a shorter timer holds from now on, a longer one from the next use.
    pub fn limit(&mut self, auto_lock: AutoLock, now: &Reading) {
        self.auto_lock = auto_lock;
        self.end_within(auto_lock.after_ms, now);
    }

    /// Seals an app's own key to the app.
    ///
    /// # Errors
    /// [`Error::HandOffInvalid`] if the app's public key is none, [`Error::RandomUnavailable`].
    pub fn hand_off(
        &self,
        rng: &dyn Rng,
        identity: &Identity,
        app_id: &str,
        public_key: &PublicKey,
    ) -> Result<HandOff, Error> {
        let key = self
            .container
            .app_key(identity, self.origin.key_epoch, app_id);
        HandOff::seal(rng, &key, app_id, public_key, self.deadline)
    }

    /// The vault was sealed anew, with the same passcode.
    pub fn move_to(&mut self, origin: Origin) {
        self.origin = origin;
    }

    /// EXPOSE: the container key, for replacing a slot while the session is open.
    pub fn container(&self) -> Arc<ContainerKey> {
        Arc::clone(&self.container)
    }
}

//! The one inactivity timer. It counts time since boot, sleep included, and ends with the boot.

use crate::clock::Reading;
use crate::policy::Policy;
use serde::{Deserialize, Serialize};

/// FORMAT: until when a session, or an app's key, may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// Milliseconds since the phone started, sleep included.
    pub since_boot_ms: u64,
    /// Which start; after another one it is over.
    pub boot_id: [u8; 16],
}

/// When a session ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AutoLock {
    /// After so many milliseconds without use.
    pub after_ms: u64,
    /// When the screen goes off.
    pub on_screen_off: bool,
    /// So many milliseconds after the last secure app left the foreground.
    pub grace_ms: u64,
}

impl AutoLock {
    /// What a policy says.
    pub fn of(policy: &Policy) -> Self {
        Self {
            after_ms: u64::from(policy.auto_lock_minutes) * 60_000,
            on_screen_off: policy.lock_on_screen_off,
            grace_ms: u64::from(policy.grace_minutes) * 60_000,
        }
    }
}

impl Deadline {
    /// So many milliseconds from now.
    pub fn after(now: &Reading, ms: u64) -> Self {
        let since_boot_ms = now.since_boot_ms.saturating_add(ms);
        Self {
            since_boot_ms,
            boot_id: now.boot_id,
        }
    }

    /// Whether it is over.
    pub fn is_over(&self, now: &Reading) -> bool {
        self.boot_id != now.boot_id || now.since_boot_ms >= self.since_boot_ms
    }
}

#[cfg(test)]
mod tests {
    use super::Deadline;
    use crate::clock::Reading;

    #[test]
    fn it_is_over_at_its_time_and_after_a_restart_only() {
        let at = |since_boot_ms, boot| Reading {
            wall_ms: 0,
            since_boot_ms,
            boot_id: [boot; 16],
        };
        let deadline = Deadline::after(&at(100, 1), 50);
        assert!(!deadline.is_over(&at(149, 1)));
        assert!(deadline.is_over(&at(150, 1)));
        assert!(deadline.is_over(&at(0, 2)));
    }
}

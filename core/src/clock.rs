//! What a clock says, and the honest arithmetic on it.
//!
//! Short waits count time since boot, which nobody can turn; long ones count from the last time
//! the portal told, so a turned wall clock can never shorten them.

use serde::{Deserialize, Serialize};

/// One reading of the phone's clocks, taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Milliseconds since 1970-01-01 UTC, as the user may have set them.
    pub wall_ms: u64,
    /// Milliseconds since the phone started, sleep included.
    pub since_boot_ms: u64,
    /// Different after every start of the phone.
    pub boot_id: [u8; 16],
}

/// The portal's time, and what this phone's clocks said when it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerTime {
    /// The portal's clock, in milliseconds since 1970-01-01 UTC.
    pub server_ms: u64,
    /// The phone's clocks at that moment.
    pub heard_at: Reading,
}

impl ServerTime {
    /// The best guess at the portal's time now. It never goes below what the portal said.
    ///
    /// Within one boot only the time since boot counts. Across a restart the wall clock may move
    /// the guess forward, never back.
    pub fn estimate_ms(&self, now: &Reading) -> u64 {
        let elapsed = if now.boot_id == self.heard_at.boot_id {
            now.since_boot_ms
                .saturating_sub(self.heard_at.since_boot_ms)
        } else {
            now.wall_ms
                .saturating_sub(self.heard_at.wall_ms)
                .max(now.since_boot_ms)
        };
        self.server_ms.saturating_add(elapsed)
    }
}

/// How long the phone has certainly been running since a moment. It counts time since boot only,
/// and what an earlier boot had not written down is lost: never too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningTime {
    counted_ms: u64,
    since_boot_ms: u64,
    boot_id: [u8; 16],
}

impl RunningTime {
    /// Begins to count.
    pub fn start(now: &Reading) -> Self {
        Self {
            counted_ms: 0,
            since_boot_ms: now.since_boot_ms,
            boot_id: now.boot_id,
        }
    }

    /// What is certain by now, in milliseconds.
    pub fn total_ms(&self, now: &Reading) -> u64 {
        self.counted_ms.saturating_add(self.uncounted_ms(now))
    }

    /// What of it is not written down yet, and would be lost at a restart.
    pub fn uncounted_ms(&self, now: &Reading) -> u64 {
        if now.boot_id == self.boot_id {
            now.since_boot_ms.saturating_sub(self.since_boot_ms)
        } else {
            now.since_boot_ms
        }
    }

    /// The count as it is written down now.
    #[must_use]
    pub fn counted(&self, now: &Reading) -> Self {
        Self {
            counted_ms: self.total_ms(now),
            ..Self::start(now)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reading, RunningTime, ServerTime};

    #[test]
    fn running_time_never_counts_too_much() {
        let began = RunningTime::start(&reading(0, 100, 1));
        assert_eq!(began.total_ms(&reading(u64::MAX, 160, 1)), 60);
        // What ran before the restart was not written down.
        assert_eq!(began.total_ms(&reading(u64::MAX, 40, 2)), 40);
        let counted = began.counted(&reading(0, 160, 1));
        assert_eq!(counted.total_ms(&reading(0, 40, 2)), 100);
        assert_eq!(
            counted
                .counted(&reading(0, 40, 2))
                .total_ms(&reading(0, 50, 2)),
            110
        );
    }

    fn reading(wall_ms: u64, since_boot_ms: u64, boot: u8) -> Reading {
        Reading {
            wall_ms,
            since_boot_ms,
            boot_id: [boot; 16],
        }
    }

    #[test]
    fn turning_the_wall_clock_changes_nothing_within_a_boot() {
        let heard = ServerTime {
            server_ms: 1_000,
            heard_at: reading(500, 100, 1),
        };
        assert_eq!(heard.estimate_ms(&reading(0, 160, 1)), 1_060);
        assert_eq!(heard.estimate_ms(&reading(9_999_999, 160, 1)), 1_060);
    }

    #[test]
    fn a_restart_with_the_clock_turned_back_counts_the_running_time() {
        let heard = ServerTime {
            server_ms: 1_000,
            heard_at: reading(500, 100, 1),
        };
        assert_eq!(heard.estimate_ms(&reading(0, 40, 2)), 1_040);
        assert_eq!(heard.estimate_ms(&reading(700, 40, 2)), 1_200);
    }
}

//! The portal's clock on a stage: it waits to be turned, or goes on with the wall clock. It is never
//! turned back.

use passcode_portal::{Clock, SystemClock};
use serde::Deserialize;
use std::sync::{Mutex, PoisonError};

/// 2026-01-05 08:00 UTC: when every scenario begins, here as on the simulated phones.
pub(super) const BEGIN_MS: u64 = 1_767_600_000_000;

/// How a clock goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// It moves only when it is told to.
    #[default]
    Still,
    /// It goes on with the wall clock.
    Running,
}

/// A portal's clock that can be turned.
pub(super) struct StageClock(Mutex<Reading>);

#[derive(Clone, Copy)]
enum Reading {
    Still { now_ms: u64 },
    Running { ahead_ms: u64 },
}

impl StageClock {
    /// A clock that stands still at this time.
    pub(super) fn at(now_ms: u64) -> Self {
        Self(Mutex::new(Reading::Still { now_ms }))
    }

    /// Time passes.
    pub(super) fn turn(&self, by_ms: u64) {
        match &mut *self.lock() {
            Reading::Still { now_ms: ms } | Reading::Running { ahead_ms: ms } => *ms += by_ms,
        }
    }

    /// From now on it goes by itself: with the wall clock, or ahead of it where it is already.
    pub(super) fn run(&self) {
        let mut reading = self.lock();
        if let Reading::Still { now_ms } = *reading {
            let ahead_ms = now_ms.saturating_sub(SystemClock.now_ms());
            *reading = Reading::Running { ahead_ms };
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Reading> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for StageClock {
    fn now_ms(&self) -> u64 {
        match *self.lock() {
            Reading::Still { now_ms } => now_ms,
            Reading::Running { ahead_ms } => SystemClock.now_ms() + ahead_ms,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BEGIN_MS, StageClock};
    use passcode_portal::{Clock, SystemClock};

    #[test]
    fn it_stands_still_until_it_is_turned() {
        let clock = StageClock::at(BEGIN_MS);
        clock.turn(1_800_000);
        assert_eq!(clock.now_ms(), BEGIN_MS + 1_800_000);
        assert_eq!(clock.now_ms(), BEGIN_MS + 1_800_000);
    }

    #[test]
    fn once_it_runs_it_follows_the_wall_clock_and_can_still_be_turned() {
        let clock = StageClock::at(BEGIN_MS);
        clock.run();
        let now_ms = SystemClock.now_ms();
        assert!((now_ms..now_ms + 60_000).contains(&clock.now_ms()));
        clock.turn(3_600_000);
        clock.run();
        assert!((now_ms + 3_600_000..now_ms + 3_660_000).contains(&clock.now_ms()));
    }

    #[test]
    fn a_clock_that_was_ahead_is_not_turned_back() {
        let ahead_ms = SystemClock.now_ms() + 86_400_000;
        let clock = StageClock::at(ahead_ms);
        clock.run();
        assert!(clock.now_ms() >= ahead_ms);
    }
}

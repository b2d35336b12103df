//! When the next attempt may be made. Waits count the time since boot, so turning the clock does
//! nothing; a restart begins the wait again.

use crate::clock::Reading;
use crate::store::ledger::Failures;

/// SECURITY: whatever the rules say, or pretend to say: NIST SP 800-63B-4 allows an
/// activation secret at most ten consecutive failures.
pub const HARD_LIMIT: u8 = 10;

const MINUTE_MS: u64 = 60_000;

/// Whether an attempt may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lockout {
    /// Now.
    MayTry,
    /// Not before the phone has been running for this many milliseconds.
    Until {
        /// Milliseconds since the phone started.
        since_boot_ms: u64,
    },
    /// Never: only a reset helps.
    AtTheLimit,
}

/// Whether an attempt may be made now, under a limit of `failed_attempts`.
pub fn lockout(failures: &Failures, failed_attempts: u8, now: &Reading) -> Lockout {
    if failures.count >= failed_attempts.min(HARD_LIMIT) {
        return Lockout::AtTheLimit;
    }
    let Some(last) = failures.last else {
        return Lockout::MayTry;
    };
    let began = if last.boot_id == now.boot_id {
        last.since_boot_ms
    } else {
        0
    };
    let until = began.saturating_add(wait_ms(failures.count));
    if until > now.since_boot_ms {
        Lockout::Until {
            since_boot_ms: until,
        }
    } else {
        Lockout::MayTry
    }
}

/// How many attempts are left.
pub fn remaining(failures: &Failures, failed_attempts: u8) -> u8 {
    failed_attempts
        .min(HARD_LIMIT)
        .saturating_sub(failures.count)
}

/// The wait after the nth failure: Android's software limiter.
fn wait_ms(failures: u8) -> u64 {
    let minutes = match failures {
        0..=4 => 0,
        5 => 1,
        6 => 5,
        7 => 15,
        8 => 30,
        _ => 90,
    };
    minutes * MINUTE_MS
}

#[cfg(test)]
mod tests {
    use super::{Lockout, MINUTE_MS, lockout, remaining};
    use crate::attempts::charge;
    use crate::clock::Reading;
    use crate::store::ledger::Failures;

    fn at(since_boot_ms: u64, boot: u8) -> Reading {
        Reading {
            wall_ms: 0,
            since_boot_ms,
            boot_id: [boot; 16],
        }
    }

    fn failed(times: u8) -> Failures {
        (0..times).fold(Failures::default(), |failures, _| {
            charge(failures, &at(1_000, 1))
        })
    }

    #[test]
    fn the_waiting_table() {
        let table = [
            (1, 0),
            (2, 0),
            (3, 0),
            (4, 0),
            (5, 1),
            (6, 5),
            (7, 15),
            (8, 30),
            (9, 90),
        ];
        for (failures, minutes) in table {
            let until = 1_000 + minutes * MINUTE_MS;
            let expected = if minutes == 0 {
                Lockout::MayTry
            } else {
                assert_eq!(
                    lockout(&failed(failures), 10, &at(until, 1)),
                    Lockout::MayTry
                );
                Lockout::Until {
                    since_boot_ms: until,
                }
            };
            assert_eq!(
                lockout(&failed(failures), 10, &at(1_000, 1)),
                expected,
                "{failures}"
            );
            assert_eq!(remaining(&failed(failures), 10), 10 - failures);
        }
        assert_eq!(
            lockout(&failed(10), 10, &at(u64::MAX, 1)),
            Lockout::AtTheLimit
        );
    }

    #[test]
    fn a_lower_limit_comes_first_and_a_higher_one_never() {
        assert_eq!(lockout(&failed(3), 3, &at(1_000, 1)), Lockout::AtTheLimit);
        assert_eq!(
            lockout(&failed(10), 200, &at(1_000, 1)),
            Lockout::AtTheLimit
        );
        assert_eq!(remaining(&failed(3), 3), 0);
    }

    #[test]
    fn a_restart_begins_the_wait_again() {
        assert_eq!(
            lockout(&failed(5), 10, &at(10, 2)),
            Lockout::Until {
                since_boot_ms: MINUTE_MS
            }
        );
        assert_eq!(lockout(&failed(5), 10, &at(MINUTE_MS, 2)), Lockout::MayTry);
    }
}

//! This computer's clocks, on Linux: the wall clock, the boot-time clock, which counts sleep, and
//! the kernel's boot id.

use crate::clock::Reading;
use crate::ports::Clock;
use rustix::time::{ClockId, clock_gettime};

/// Where the kernel tells which boot this is.
const BOOT_ID: &str = "/proc/sys/kernel/random/boot_id";

/// This computer's clocks.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    boot_id: [u8; 16],
}

impl SystemClock {
    /// The clocks of this boot; `None` if the kernel does not tell which boot it is.
    pub fn new() -> Option<Self> {
        #[expect(clippy::disallowed_methods, reason = "the adapter of the clock port")]
        let text = std::fs::read(BOOT_ID).ok()?;
        let digits: Vec<u8> = text
            .iter()
            .filter_map(|byte| char::from(*byte).to_digit(16))
            .filter_map(|digit| u8::try_from(digit).ok())
            .collect();
        let bytes: Vec<u8> = digits
            .chunks_exact(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
            .collect();
        Some(Self {
            boot_id: bytes.try_into().ok()?,
        })
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Reading {
        let ms = |clock| {
            let time = clock_gettime(clock);
            let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
            seconds * 1000 + u64::try_from(time.tv_nsec).unwrap_or(0) / 1_000_000
        };
        Reading {
            wall_ms: ms(ClockId::Realtime),
            since_boot_ms: ms(ClockId::Boottime),
            boot_id: self.boot_id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SystemClock;
    use crate::ports::Clock;

    #[test]
    fn it_goes_forward_within_one_boot() {
        let clock = SystemClock::new().unwrap();
        let (first, second) = (clock.now(), SystemClock::new().unwrap().now());
        assert_ne!(first.boot_id, [0; 16]);
        assert_eq!(first.boot_id, second.boot_id);
        assert!(second.since_boot_ms >= first.since_boot_ms && first.since_boot_ms > 0);
        assert!(first.wall_ms > 1_700_000_000_000);
    }
}

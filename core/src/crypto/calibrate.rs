//! What a derivation may cost on this phone so that it takes about as long as somebody is willing to
//! wait. A host asks once for an installation of the app and keeps the answer: costs that are
//! measured anew at every start would rise and fall with the noise.

use super::kdf::{KdfMemory, KdfParams};
use crate::error::Error;
use crate::ports::Clock;

/// The least disturbed of so many measurements counts.
const MEASUREMENTS: usize = 3;

/// The most costly derivation that takes no longer than `target_ms` on this phone, but never less
/// than [`KdfParams::FLOOR`]. It takes about four derivations of 64 MiB with one pass.
///
/// More passes over 64 MiB if the phone is fast; less memory, down to 19 MiB, if it is slow.
/// Recommended: 250 ms; published times of phones at 64 MiB and three passes are 150 to 190 ms.
///
/// # Errors
/// [`Error::MemoryUnavailable`] if not even the least can be had.
pub fn calibrate(clock: &dyn Clock, target_ms: u64) -> Result<KdfParams, Error> {
    let mut memory = KdfMemory::default();
    let probe = KdfParams {
        passes: 1,
        ..KdfParams::DEFAULT
    };
    let derive = |memory: &mut KdfMemory, cost| memory.derive(cost, b"calibration", &[0; 16]);
    // The first one also gets the memory from the system.
    if derive(&mut memory, probe).is_err() {
        derive(&mut memory, KdfParams::FLOOR)?;
        return Ok(KdfParams::FLOOR);
    }
    let mut pass_ms = u64::MAX;
    for _ in 0..MEASUREMENTS {
        let begin = clock.now().since_boot_ms;
        derive(&mut memory, probe)?;
        let took_ms = clock.now().since_boot_ms.saturating_sub(begin);
        pass_ms = pass_ms.min(took_ms.max(1));
    }
    Ok(costs(pass_ms, target_ms))
}

/// `pass_ms`: how long one pass over 64 MiB takes.
fn costs(pass_ms: u64, target_ms: u64) -> KdfParams {
    let (default, floor) = (KdfParams::DEFAULT, KdfParams::FLOOR);
    let passes = target_ms / pass_ms;
    if passes >= default.passes.into() {
        let most = KdfParams::CEILING.passes;
        let passes = u32::try_from(passes).map_or(most, |passes| passes.min(most));
        return KdfParams { passes, ..default };
    }
    for passes in [default.passes, floor.passes] {
        let kib = u64::from(default.memory_kib) * target_ms / (pass_ms * u64::from(passes));
        // Whole MiB, so that noise makes fewer differences.
        let memory_kib = u32::try_from(kib).unwrap_or(default.memory_kib) & !1023;
        if memory_kib >= floor.memory_kib {
            return KdfParams {
                memory_kib,
                passes,
                ..default
            };
        }
    }
    floor
}

#[cfg(test)]
mod tests {
    use super::{MEASUREMENTS, calibrate, costs};
    use crate::clock::Reading;
    use crate::crypto::kdf::KdfParams;
    use crate::ports::Clock;
    use std::sync::Mutex;

    /// Every reading is later by the next of these.
    struct Script(Mutex<(u64, Vec<u64>)>);

    impl Clock for Script {
        fn now(&self) -> Reading {
            let mut script = self.0.lock().unwrap();
            let step = script.1.remove(0);
            script.0 += step;
            Reading {
                wall_ms: 0,
                since_boot_ms: script.0,
                boot_id: [1; 16],
            }
        }
    }

    #[test]
    fn a_fast_phone_gets_more_passes_and_a_slow_one_less_memory() {
        for (pass_ms, memory_mib, passes) in [
            (0, 64, 16),
            (10, 64, 16),
            (50, 64, 5),
            (83, 64, 3),
            (84, 63, 3),
            (280, 19, 3),
            (290, 27, 2),
            (420, 19, 2),
            (5_000, 19, 2),
        ] {
            let expected = KdfParams {
                memory_kib: memory_mib * 1024,
                passes,
                lanes: 1,
            };
            assert_eq!(costs(pass_ms.max(1), 250), expected, "{pass_ms}");
            assert!(expected.is_acceptable());
        }
    }

    #[test]
    fn the_least_disturbed_measurement_counts() {
        let steps = vec![7, 900, 0, 50, 0, 400];
        assert_eq!(steps.len(), 2 * MEASUREMENTS);
        let script = Script(Mutex::new((0, steps)));
        assert_eq!(calibrate(&script, 250), Ok(costs(50, 250)));
    }
}

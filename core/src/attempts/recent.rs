//! The same wrong guess again, within five minutes, costs nothing: it tells an attacker nothing and
//! spares the user whose finger slipped twice.
//!
//! Only tags of *derived* values are kept, under a key that never leaves this process.

use crate::clock::Reading;
use crate::crypto::context::{Context, Purpose};
use crate::crypto::keys::{self, Key};
use crate::error::Error;
use crate::ports::Rng;

const KEPT: usize = 5;
const KEPT_MS: u64 = 5 * 60_000;

/// The last few wrong guesses of this process.
#[derive(Default)]
pub struct RecentGuesses {
    key: Option<Key>,
    guesses: Vec<Guess>,
}

struct Guess {
    tag: [u8; 32],
    since_boot_ms: u64,
}

impl RecentGuesses {
    /// Whether this derived value was a wrong guess within the last five minutes.
    pub fn contains(&mut self, derived: &Key, now: &Reading) -> bool {
        self.guesses
            .retain(|guess| now.since_boot_ms < guess.since_boot_ms + KEPT_MS);
        let Some(key) = &self.key else { return false };
        let message = message(derived);
        // Every tag is compared, so that the time does not tell which one it was.
        self.guesses.iter().fold(false, |found, guess| {
            found | keys::verify_mac(key, message.as_bytes(), &guess.tag)
        })
    }

    /// Remembers a wrong guess.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`].
    pub fn remember(&mut self, rng: &dyn Rng, derived: &Key, now: &Reading) -> Result<(), Error> {
        let key = match self.key.take() {
            Some(key) => key,
            None => Key::generate(rng)?,
        };
        let tag = keys::mac(&key, message(derived).as_bytes());
        if self.guesses.len() >= KEPT {
            self.guesses.remove(0);
        }
        self.guesses.push(Guess {
            tag,
            since_boot_ms: now.since_boot_ms,
        });
        self.key = Some(key);
        Ok(())
    }

    /// Forgets everything, the key too.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

fn message(derived: &Key) -> Context {
    // EXPOSE: the derived value goes into a tag under a key that only this process has.
    Context::new(Purpose::RecentGuess).bytes(derived.expose())
}

#[cfg(test)]
mod tests {
    use super::{KEPT, KEPT_MS, RecentGuesses};
    use crate::clock::Reading;
    use crate::crypto::keys::Key;
    use crate::testing::SeededRng;

    fn at(since_boot_ms: u64) -> Reading {
        Reading {
            wall_ms: 0,
            since_boot_ms,
            boot_id: [1; 16],
        }
    }

    fn guess(number: u8) -> Key {
        Key::from_bytes(&[number; 32])
    }

    #[test]
    fn the_last_five_are_known_for_five_minutes() {
        let rng = SeededRng::new(1);
        let mut recent = RecentGuesses::default();
        assert!(!recent.contains(&guess(0), &at(0)));
        for number in 0..=KEPT {
            recent
                .remember(&rng, &guess(u8::try_from(number).unwrap()), &at(0))
                .unwrap();
        }
        assert!(!recent.contains(&guess(0), &at(1)));
        assert!(recent.contains(&guess(1), &at(KEPT_MS - 1)));
        assert!(recent.contains(&guess(5), &at(KEPT_MS - 1)));
        assert!(!recent.contains(&guess(5), &at(KEPT_MS)));
    }

    #[test]
    fn nothing_is_known_after_forgetting() {
        let mut recent = RecentGuesses::default();
        recent
            .remember(&SeededRng::new(1), &guess(1), &at(0))
            .unwrap();
        recent.forget();
        assert!(!recent.contains(&guess(1), &at(0)));
    }
}

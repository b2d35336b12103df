//! How passcodes fare under rules, for an administrator who is about to set them: by the very code
//! that phones check with, on both platforms.
//!
//! Nothing of a sample is kept or logged.

use passcode_core::passcode::rules::{Check, check_list};
use passcode_core::policy::Policy;
use passcode_core::portal::wire::SecretText;

/// What people choose: the most common ones, a pattern on the keypad, dates, and good ones.
pub(crate) const EXAMPLES: [&str; 10] = [
    "1234",
    "2580",
    "123456",
    "111111",
    "290785",
    "908172",
    "50281937",
    "password",
    "correct horse",
    "Zebra-4711-Rain",
];

/// A text and how it fares.
pub(crate) struct Fared {
    pub(crate) checks: Vec<Check>,
}

impl Fared {
    /// One of [`EXAMPLES`], or any other text that is no secret.
    pub(crate) fn example(policy: &Policy, text: &str) -> Self {
        Self {
            checks: check_list(policy, text.as_bytes()),
        }
    }

    /// What an administrator typed; `None` if that is nothing.
    pub(crate) fn sample(policy: &Policy, typed: &SecretText) -> Option<Self> {
        // EXPOSE: for the rules, as on a phone.
        let text = typed.expose();
        (!text.is_empty()).then(|| Self::example(policy, text))
    }

    /// Whether phones would take it.
    pub(crate) fn is_accepted(&self) -> bool {
        self.checks.iter().all(|check| check.met)
    }
}

//! Why somebody does something out of the ordinary, in their words: text for the audit trail.

use crate::error::Error;

const CHARACTERS: std::ops::RangeInclusive<usize> = 4..=200;

/// A reason that somebody may give.
pub(crate) struct Reason(String);

impl Reason {
    /// # Errors
    /// [`Error::Reason`] if it has not 4 to 200 characters, or holds control characters.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let length = text.chars().count();
        if CHARACTERS.contains(&length) && !text.chars().any(char::is_control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::Reason)
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

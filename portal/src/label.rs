//! Names of groups and configurations: 1 to 64 visible characters, compared without case.

use crate::accounts::{fold_name, is_invisible};
use crate::error::Error;

const CHARACTERS: std::ops::RangeInclusive<usize> = 1..=64;

/// A name that somebody may give.
pub(crate) struct Label {
    pub(crate) text: String,
    /// As it is compared.
    pub(crate) folded: String,
}

impl Label {
    /// # Errors
    /// [`Error::Name`].
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        if CHARACTERS.contains(&text.chars().count()) && !text.chars().any(is_invisible) {
            Ok(Self {
                text: text.to_owned(),
                folded: fold_name(text),
            })
        } else {
            Err(Error::Name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Label;

    #[test]
    fn a_name_has_1_to_64_visible_characters() {
        for refused in ["", "  ", "a\nb", "a\u{202e}b", &"x".repeat(65)] {
            assert!(Label::parse(refused).is_err(), "{refused:?}");
        }
        let label = Label::parse(&format!(" {} ", "É".repeat(64))).ok();
        assert_eq!(
            label.map(|label| (label.text, label.folded)),
            Some(("É".repeat(64), "é".repeat(64)))
        );
    }
}

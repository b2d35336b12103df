//! What a passcode is as text: the one normalisation, done here and nowhere else.
//!
//! A [`Passcode`] is normalised, can be neither copied nor printed, and is wiped when it goes. This
//! module does not know the rules of an organisation: those are in [`rules`].

pub mod history;
pub mod rules;
#[cfg(test)]
mod tests;

use crate::crypto::keys;
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};
use zeroize::Zeroizing;

/// The most bytes of UTF-8 that may be typed.
pub const MAXIMUM_BYTES: usize = 1024;

/// NFKC grows UTF-8 at most elevenfold (Unicode Standard Annex 15, section 9.1).
const MAXIMUM_EXPANSION: usize = 11;

/// FORMAT: which normalisation a vault was made with. Version 1: NFKC, then decimal digits of any
/// script as ASCII digits, Unicode 18.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextVersion {
    /// The only one so far.
    V1 = 1,
}

impl TextVersion {
    /// What new vaults are made with.
    pub const CURRENT: Self = Self::V1;

    /// The version from its number in a record.
    pub fn from_number(number: u8) -> Option<Self> {
        (number == 1).then_some(Self::V1)
    }
}

/// A passcode as typed, normalised.
pub struct Passcode(Zeroizing<String>);

/// Why a text cannot be a passcode under any rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextProblem {
    /// Nothing was typed.
    Empty,
    /// More than 1 KiB.
    TooLong,
    /// Not UTF-8.
    NotText,
    /// A control, invisible, private-use or unassigned character: it could not be typed again
    /// reliably.
    ForbiddenCharacter,
}

impl Passcode {
    /// Normalises what was typed. Nothing is trimmed.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn parse(typed: &[u8], version: TextVersion) -> Result<Self, TextProblem> {
        let TextVersion::V1 = version;
        if typed.is_empty() {
            return Err(TextProblem::Empty);
        }
        if typed.len() > MAXIMUM_BYTES {
            return Err(TextProblem::TooLong);
        }
        let text = std::str::from_utf8(typed).map_err(|_| TextProblem::NotText)?;
        // SECURITY: one allocation, large enough, so that no half-built copy is left behind.
        let mut normal = Zeroizing::new(String::with_capacity(text.len() * MAXIMUM_EXPANSION));
        if text.is_ascii() {
            normal.push_str(text);
        } else {
            let nfkc = ComposingNormalizerBorrowed::new_nfkc();
            normal.extend(nfkc.normalize_iter(text.chars()).map(fold_digit));
        }
        if normal.chars().all(is_allowed) {
            Ok(Self(normal))
        } else {
            Err(TextProblem::ForbiddenCharacter)
        }
    }

    /// The normalised text. EXPOSE: for the derivation of the key and for the rules.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether two passcodes are the same text.
    pub fn is_same(&self, other: &Self) -> bool {
        keys::equal(self.0.as_bytes(), other.0.as_bytes())
    }
}

/// Whether a character can be part of a passcode.
fn is_allowed(character: char) -> bool {
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    !matches!(
        category,
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Unassigned
            | GeneralCategory::PrivateUse
            | GeneralCategory::Surrogate
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    ) && !CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

/// A decimal digit of any script as its ASCII digit. Unicode keeps decimal digits in runs of ten,
/// zero first (Unicode Standard, section 4.6), so the distance from the start of the run tells.
fn fold_digit(character: char) -> char {
    let is_digit = |code: u32| {
        CodePointMapData::<GeneralCategory>::new().get32(code) == GeneralCategory::DecimalNumber
    };
    let code = u32::from(character);
    if character.is_ascii() || !is_digit(code) {
        return character;
    }
    let mut start = code;
    while start > 0 && is_digit(start - 1) {
        start -= 1;
    }
    char::from_digit((code - start) % 10, 10).unwrap_or(character)
}

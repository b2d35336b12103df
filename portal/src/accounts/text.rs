//! User names and secrets as text: brought into one form before they are compared or derived.

use crate::error::Error;
use icu_normalizer::ComposingNormalizerBorrowed;
use passcode_core::portal::wire::SecretText;
use zeroize::Zeroizing;

/// Bytes of a password, after normalisation: eight at least (NIST SP 800-63B-4 §3.1.1 for a password
/// that is one of two factors; the phone is the other), 1,024 at most.
const PASSWORD_BYTES: std::ops::RangeInclusive<usize> = 8..=1024;
const USER_NAME_CHARACTERS: std::ops::RangeInclusive<usize> = 1..=128;

/// A secret as it is derived: NFKC; a text of nothing but digits, spaces and hyphens loses its
/// spaces and hyphens, for PINs are shown in groups.
pub(crate) fn normalise_secret(secret: &str) -> Zeroizing<String> {
    // NFKC makes a character at most 18 times as long; one allocation that never moves is wiped whole.
    let mut text = Zeroizing::new(String::with_capacity(secret.len().saturating_mul(18)));
    text.extend(ComposingNormalizerBorrowed::new_nfkc().normalize_iter(secret.chars()));
    let is_separator = |character: char| matches!(character, ' ' | '-');
    if text
        .chars()
        .all(|character| character.is_ascii_digit() || is_separator(character))
    {
        text.retain(|character| !is_separator(character));
    }
    text
}

/// A new password, normalised.
///
/// # Errors
/// [`Error::PasswordLength`].
pub(crate) fn new_password(secret: &str) -> Result<Zeroizing<String>, Error> {
    let text = normalise_secret(secret);
    if PASSWORD_BYTES.contains(&text.len()) {
        Ok(text)
    } else {
        Err(Error::PasswordLength)
    }
}

/// Whether this may be a password.
///
/// # Errors
/// [`Error::PasswordLength`].
pub(crate) fn check_password(password: &SecretText) -> Result<(), Error> {
    // EXPOSE: the password, to be measured.
    new_password(password.expose()).map(|_| ())
}

/// A user name as it is compared: without case, in NFC.
pub(crate) fn fold_name(name: &str) -> String {
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    nfc.normalize(&nfc.normalize(name).to_lowercase())
        .into_owned()
}

/// Whether a name with this character may look like one without: it breaks the line, turns the
/// direction of what follows, or has no width. Joiners stay: Persian and emoji are written with them.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
                | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
        )
}

/// Whether somebody may be called this.
///
/// # Errors
/// [`Error::UserName`].
pub(crate) fn check_name(name: &str) -> Result<(), Error> {
    let is_valid = USER_NAME_CHARACTERS.contains(&name.chars().count())
        && !name.trim().is_empty()
        && !name.chars().any(is_invisible);
    if is_valid {
        Ok(())
    } else {
        Err(Error::UserName)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_digits_are_one_number_and_words_keep_their_spaces() {
        assert_eq!(*normalise_secret("1234 56-78"), "12345678");
        assert_eq!(*normalise_secret("１２３４"), "1234");
        assert_eq!(*normalise_secret("correct horse-1"), "correct horse-1");
        assert_eq!(*normalise_secret("\u{fb01}sh"), "fish");
    }

    #[test]
    fn a_password_has_8_to_1024_bytes() {
        assert!(new_password("1234567").is_err());
        assert!(new_password("1234 - 567").is_err());
        assert!(new_password("12345678").is_ok());
        assert!(new_password(&"x".repeat(1024)).is_ok());
        assert!(new_password(&"x".repeat(1025)).is_err());
    }

    #[test]
    fn names_are_compared_without_case_and_composition() {
        assert_eq!(fold_name("ÉLOÏSE"), fold_name("e\u{301}loi\u{308}se"));
        assert_ne!(fold_name("eloise"), fold_name("éloïse"));
        for refused in [
            "",
            " ",
            "a\nb",
            "al\u{200b}ice",
            "\u{202e}ecila",
            &"x".repeat(129),
        ] {
            assert!(check_name(refused).is_err(), "{refused:?}");
        }
        assert!(check_name(&"é".repeat(128)).is_ok());
        assert!(check_name("می\u{200c}خواهم").is_ok());
    }
}

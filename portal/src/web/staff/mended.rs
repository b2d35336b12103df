//! Which refusals a form shows in place, because whoever filled it in can mend them; and new
//! passwords, which are typed twice.

use crate::error::Error;
use passcode_core::portal::wire::SecretText;

/// Whether the form is shown again; anything else is a page that says what went wrong.
pub(super) fn can_mend(error: &Error) -> bool {
    matches!(
        error,
        Error::ConfirmationNeeded
            | Error::Credentials
            | Error::TooManyAttempts { .. }
            | Error::PasswordLength
            | Error::UserName
            | Error::UserExists
            | Error::Name
            | Error::NameTaken
            | Error::Email
            | Error::GroupInUse
            | Error::ConfigurationInUse
            | Error::ConfigurationIsDefault
            | Error::LastAdministrator
            | Error::OwnPassword
    )
}

/// Whether both times the same was typed. EXPOSE: to compare.
pub(super) fn agree(password: &SecretText, repeated: &SecretText) -> bool {
    password.expose() == repeated.expose()
}

/// What was typed, or `None` for nothing. EXPOSE: whether there is something.
pub(super) fn typed(password: &SecretText) -> Option<&SecretText> {
    (!password.expose().is_empty()).then_some(password)
}

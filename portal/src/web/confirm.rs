//! Who it is, again, before what is dangerous: the password, unless it was given minutes ago.

use super::who::By;
use crate::accounts::Source;
use crate::error::Error;
use crate::portal::Context;
use crate::sessions;
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;

/// A form of nothing but who it is.
#[derive(Deserialize)]
pub(super) struct Confirmed {
    pub(super) confirm_password: Option<SecretText>,
}

/// Makes sure who it is. `password` is the field of `ui.confirm`, which a form has only if it is
/// needed. Once it was right, pages of this request do not ask again.
///
/// # Errors
/// [`Error::ConfirmationNeeded`], [`Error::Credentials`], [`Error::TooManyAttempts`].
pub(super) async fn confirm<R>(
    context: &Context,
    by: &mut By<R>,
    source: &Source,
    password: Option<&SecretText>,
) -> Result<(), Error> {
    // EXPOSE: whether something was typed.
    match password.filter(|password| !password.expose().is_empty()) {
        Some(password) => {
            let role = by.screen.zone.role();
            sessions::confirm(context, &by.session, role, password, source).await?;
            by.is_confirmed(context.now_ms());
            Ok(())
        }
        None if by.session.is_fresh(context.now_ms()) => Ok(()),
        None => Err(Error::ConfirmationNeeded),
    }
}

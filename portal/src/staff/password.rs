//! Passwords of staff: one's own, with the present one; a colleague's, by an administrator. Either
//! way the other sessions of the account end.

use crate::accounts::{self, NewPassword, Purpose, Role, Source};
use crate::audit::{self, Actor, Event};
use crate::error::Error;
use crate::portal::Context;
use crate::sessions::{self, SignedIn};
use passcode_core::portal::wire::SecretText;

/// An administrator sets a colleague's password. SECURITY: never one's own, which asks for the
/// present one: a session that somebody left open does not give the account away.
///
/// # Errors
/// [`Error::PasswordLength`], [`Error::OwnPassword`], [`Error::NoSuchStaff`].
pub(crate) async fn set_password(
    context: &Context,
    administrator: &str,
    id: &str,
    password: &SecretText,
) -> Result<(), Error> {
    if administrator == id {
        return Err(Error::OwnPassword);
    }
    let new = NewPassword::prepare(context, password).await?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    if !new.put(&mut tx, now_ms, Role::Staff, id).await? {
        return Err(Error::NoSuchStaff);
    }
    sessions::end_all_of(&mut tx, id, None).await?;
    let event = Event::new(Actor::Administrator(administrator), "staff.password_set");
    audit::append(&mut tx, now_ms, event.account(Some(id))).await?;
    Ok(tx.commit().await?)
}

/// A member of staff changes the own password, after signing in again.
///
/// # Errors
/// [`Error::PasswordLength`], [`Error::Credentials`], [`Error::TooManyAttempts`].
pub(crate) async fn change_own_password(
    context: &Context,
    session: &SignedIn,
    password: &SecretText,
    new_password: &SecretText,
    source: &Source,
) -> Result<(), Error> {
    let id = session.account.as_str();
    let new = NewPassword::prepare(context, new_password).await?;
    let user_name = accounts::name_of(context, id).await?;
    let credentials = (user_name.as_str(), password);
    let purpose = Purpose::ChangeStaffPassword;
    let verified = accounts::verify(context, Role::Staff, credentials, source, purpose).await?;
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    verified.settle(&mut tx, now_ms).await?;
    if !new.put(&mut tx, now_ms, Role::Staff, id).await? {
        return Err(Error::NoSuchStaff);
    }
    sessions::end_all_of(&mut tx, id, Some(&session.token_hash)).await?;
    let event = Event::new(session.actor(), "staff.password_set").account(Some(id));
    audit::append(&mut tx, now_ms, event).await?;
    Ok(tx.commit().await?)
}

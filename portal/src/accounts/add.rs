//! A new user, with a password or without one.
//!
//! Without one, nobody signs in with a password until an administrator has set it.

use super::{NewUser, Profile, SignIn, Verifier, add_all, check_name, fold_name};
use crate::audit::{self, Actor, Event};
use crate::error::Error;
use crate::portal::Context;
use crate::secrets::random_id;
use passcode_core::portal::wire::SecretText;
use serde_json::json;

/// Who is to be added.
pub(crate) struct Newcomer<'a> {
    pub(crate) user_name: &'a str,
    pub(crate) profile: &'a Profile,
    pub(crate) sign_in: SignIn,
    pub(crate) password: Option<&'a SecretText>,
}

/// An administrator adds a user; answers its id.
///
/// # Errors
/// [`Error::UserName`], [`Error::PasswordLength`], [`Error::UserExists`].
pub(crate) async fn add_user(
    context: &Context,
    administrator: &str,
    newcomer: &Newcomer<'_>,
) -> Result<String, Error> {
    check_name(newcomer.user_name)?;
    let verifier = match newcomer.password {
        Some(password) => Verifier::derive(context, password).await?,
        None => Verifier::of_nothing()?,
    };
    let (id, now_ms) = (random_id()?, context.now_ms());
    let user = NewUser {
        id: &id,
        user_name: newcomer.user_name,
        folded_name: &fold_name(newcomer.user_name),
        profile: newcomer.profile,
        sign_in: newcomer.sign_in,
        verifier: &verifier,
    };
    let mut tx = context.database.begin().await?;
    if add_all(&mut tx, now_ms, &[user]).await?.is_empty() {
        return Err(Error::UserExists);
    }
    let event = Event::new(Actor::Administrator(administrator), "user.created");
    let event = event.account(Some(&id));
    let detail = json!({"sign_in": newcomer.sign_in, "has_password": newcomer.password.is_some()});
    audit::append(&mut tx, now_ms, event.detail(detail)).await?;
    tx.commit().await?;
    Ok(id)
}

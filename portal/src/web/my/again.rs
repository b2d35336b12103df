//! Signing in again before what is dangerous: with the password, or at the identity provider.

use crate::accounts::{self, Role, SignIn, Source};
use crate::error::Error;
use crate::identity_provider::{self, Purpose};
use crate::local::Local;
use crate::portal::Context;
use crate::sessions::{self, SignedIn};
use crate::web::screen::{Answer, go};
use passcode_core::portal::wire::SecretText;
use serde::Serialize;

/// How whoever is signed in does it.
#[derive(Serialize)]
#[serde(tag = "how", rename_all = "kebab-case")]
pub(super) enum Again<'a> {
    Password,
    /// What users call it.
    IdentityProvider {
        name: &'a str,
    },
    /// There is no way here; the help desk knows one.
    HelpDesk,
}

impl<'a> Again<'a> {
    pub(super) async fn of(context: &'a Context, session: &SignedIn) -> Result<Self, Error> {
        let details = accounts::details(context, &session.account).await?;
        let name = identity_provider::name(context);
        Ok(match (details.sign_in, name) {
            (SignIn::Password, _) => Self::Password,
            (SignIn::IdentityProvider, Some(name)) => Self::IdentityProvider { name },
            (SignIn::IdentityProvider, None) | (SignIn::SecondFactor, _) => Self::HelpDesk,
        })
    }

    /// Whether it still has to be done.
    pub(super) fn is_needed(&self, session: &SignedIn, now_ms: u64) -> bool {
        match self {
            Self::Password => true,
            Self::IdentityProvider { .. } | Self::HelpDesk => !session.is_fresh(now_ms),
        }
    }

    /// # Errors
    /// [`Error::Credentials`], [`Error::TooManyAttempts`]; without a password here,
    /// [`Error::ConfirmationNeeded`] if the identity provider has not just confirmed who it is.
    pub(super) async fn check(
        &self,
        context: &Context,
        session: &SignedIn,
        password: Option<&SecretText>,
        source: &Source,
    ) -> Result<(), Error> {
        if let Self::Password = self {
            let password = password.ok_or(Error::Credentials)?;
            sessions::confirm(context, session, Role::User, password, source).await
        } else if self.is_needed(session, context.now_ms()) {
            Err(Error::ConfirmationNeeded)
        } else {
            Ok(())
        }
    }
}

/// On to the identity provider, and back to this page of a device.
///
/// # Errors
/// [`Error::NoSuchDevice`] where the page would be none, and what `identity_provider::begin` refuses.
pub(super) async fn go_to_provider(
    context: &Context,
    source: &Source,
    purpose: &Purpose<'_>,
    back: &str,
) -> Answer {
    let back = Local::parse(back).ok_or(Error::NoSuchDevice)?;
    let address = identity_provider::begin(context, source, purpose, &back).await?;
    Ok(go(address.as_str()))
}

#[cfg(test)]
mod tests {
    use super::Again;
    use crate::language::Language;
    use crate::texts;
    use crate::web::templates::render;
    use minijinja::value::{Serde, Value};
    use serde_json::json;

    fn shown(language: Language, name: &str, again: &Again<'_>) -> String {
        let device = json!({
            "id": "a", "name": "Phone", "platform": "ios", "state": "active", "commands": [],
            "pin": {"why_not": null, "instead": null, "live_until_ms": null},
        });
        let view = json!({
            "page": {
                "language": language, "zone": "my", "now_ms": 0, "here": "/my", "done": null,
                "person": {
                    "user_name": "alice", "name": "Alice", "role": null, "form_token": "t",
                    "idle_seconds": 900, "unread": 0,
                },
            },
            "again": again, "is_again_needed": true, "is_confirmed": false,
            "once": "a", "problem": null, "device": device, "notices": [],
            "account": {
                "user_name": "alice", "display_name": null, "email": null, "language": null,
            },
        });
        let page = render(language, name, Value::from(Serde(view))).unwrap();
        assert!(!page.contains("type=\"password\""), "{name}");
        page
    }

    /// An account may outlive the provider that it signed in through, and a session both.
    #[test]
    fn who_can_sign_in_nowhere_is_sent_to_the_help_desk() {
        for language in Language::ALL {
            for (name, key) in [
                ("my/reset.html", "again-help-desk"),
                ("my/retire.html", "retire-help-desk"),
                ("my/account.html", "account-password-help-desk"),
                ("my/password.html", "account-password-help-desk"),
                ("my/activity.html", "activity-not-you-help-desk"),
            ] {
                let page = shown(language, name, &Again::HelpDesk);
                let text = texts::text(language, key, &[]);
                assert!(page.contains(&text), "{name}: {page}");
            }
        }
    }

    #[test]
    fn who_signs_in_at_the_provider_is_asked_for_no_password_here() {
        let again = Again::IdentityProvider { name: "Example ID" };
        for language in Language::ALL {
            for name in [
                "my/reset.html",
                "my/retire.html",
                "my/account.html",
                "my/password.html",
            ] {
                assert!(
                    shown(language, name, &again).contains("Example ID"),
                    "{name}"
                );
            }
        }
    }
}

//! Sign-in of users through the organisation's identity provider: OpenID Connect, authorization code
//! flow with PKCE, as a confidential client.
//!
//! Accounts that sign in with a password never do so here, and the others never with a password.
//! Who somebody is, is the provider's word; whether there is an account for them, the portal's.

mod attempts;
mod callback;
mod configuration;
mod finishing;
mod http;
mod identities;
mod provider;
#[cfg(unix)]
#[cfg(test)]
mod tests;
mod token;

pub(crate) use identities::{forget, release};
pub use provider::IdentityProvider;

use crate::accounts::Source;
use crate::devices;
use crate::error::Error;
use crate::local::Local;
use crate::portal::Context;
use crate::sessions::{NewSession, SignedIn};
use callback::Callback;
use finishing::Finishing;
use openidconnect::url::Url;
use provider::Flow;

/// What a browser is sent to the provider for.
pub(crate) enum Purpose<'a> {
    /// A new session.
    SignIn,
    /// That it is still this session's user: the provider has to ask again.
    Confirm { session: &'a SignedIn },
    /// The same, and then one PIN for this device of theirs.
    ConfirmForPin {
        session: &'a SignedIn,
        device: &'a str,
    },
}

/// What came of it.
pub(crate) enum Finished {
    /// A new session, and where to go with it.
    SignedIn(NewSession, Local),
    /// It is still the session's user.
    Confirmed(Local),
}

/// What users call the provider, if there is one.
pub(crate) fn name(context: &Context) -> Option<&str> {
    context
        .identity_provider
        .as_ref()
        .map(IdentityProvider::name)
}

/// Where to send this browser.
///
/// # Errors
/// [`Error::NoIdentityProvider`], [`Error::ProviderUnreachable`], [`Error::ProviderAnswer`],
/// [`Error::AttemptUnknown`] if the browser has no name, [`Error::TooManyAttempts`],
/// [`Error::NoSuchDevice`], [`Error::DeviceRetired`].
pub(crate) async fn begin(
    context: &Context,
    source: &Source,
    purpose: &Purpose<'_>,
    return_to: &Local,
) -> Result<Url, Error> {
    let provider = provider(context)?;
    let browser = source.browser.as_deref().ok_or(Error::AttemptUnknown)?;
    if let Purpose::ConfirmForPin { session, device } = purpose {
        devices::of_user(context, &session.account, device).await?;
    }
    let flow = Flow::new(context)?;
    // Before the provider is asked for anything.
    let begun = (flow.state.as_str(), purpose, return_to);
    attempts::begin(context, source, browser, begun).await?;
    let must_authenticate = !matches!(purpose, Purpose::SignIn);
    provider
        .address(context.now_ms(), &flow, must_authenticate)
        .await
}

/// What came of it, by the query with which the provider sent the browser back.
///
/// # Errors
/// [`Error::NoIdentityProvider`], [`Error::Malformed`], [`Error::AttemptUnknown`], what the provider
/// says instead of a code, [`Error::ProviderUnreachable`], [`Error::ProviderAnswer`],
/// [`Error::NoAccount`], [`Error::NotConfirmed`], [`Error::SignInNeeded`], [`Error::AccountChanged`].
pub(crate) async fn finish(
    context: &Context,
    source: &Source,
    query: &str,
) -> Result<Finished, Error> {
    let provider = provider(context)?;
    let callback = Callback::parse(query)?;
    let browser = source.browser.as_deref().ok_or(Error::AttemptUnknown)?;
    let attempt = attempts::take(context, source, &callback.state, browser).await?;
    let finishing = Finishing {
        context,
        provider,
        browser,
        attempt: &attempt,
    };
    match finishing.finish(callback).await {
        Ok(Some(session)) => Ok(Finished::SignedIn(session, attempt.return_to)),
        Ok(None) => Ok(Finished::Confirmed(attempt.return_to)),
        Err(refusal) => {
            finishing.record(&refusal).await?;
            Err(refusal.error)
        }
    }
}

fn provider(context: &Context) -> Result<&IdentityProvider, Error> {
    let provider = context.identity_provider.as_ref();
    provider.ok_or(Error::NoIdentityProvider)
}

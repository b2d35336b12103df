//! The end of a way to the identity provider and back: a session, a confirmation, or a refusal that
//! is in the audit trail.
//!
//! The provider's answer is verified whole before any account is looked at.

use super::attempts::{Attempt, Goal};
use super::callback::Callback;
use super::identities::{Binding, Identity};
use super::provider::{Flow, IdentityProvider};
use super::token::Token;
use crate::accounts::{self, Account, Role, SignIn};
use crate::audit::{self, Actor, Event};
use crate::database::Tx;
use crate::error::Error;
use crate::one_time_pins;
use crate::portal::Context;
use crate::sessions::{self, NewSession, Proof};
use crate::throttle;
use serde_json::json;

/// How far the provider's clock may be from the portal's.
const SKEW_MS: u64 = 60 * 1000;

/// An attempt that is taken and has to come to an end, one way or the other.
pub(super) struct Finishing<'a> {
    pub(super) context: &'a Context,
    pub(super) provider: &'a IdentityProvider,
    pub(super) browser: &'a str,
    pub(super) attempt: &'a Attempt,
}

/// Why nobody is signed in or confirmed; for the audit trail, more than is told.
pub(super) struct Refusal {
    pub(super) error: Error,
    reason: &'static str,
    account: Option<String>,
    identity: Option<Identity>,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let reason = if let Error::ProviderAnswer(reason) = error {
            reason
        } else {
            error.code()
        };
        Self {
            error,
            reason,
            account: None,
            identity: None,
        }
    }
}

impl Finishing<'_> {
    /// A new session, or none where one is confirmed.
    pub(super) async fn finish(&self, callback: Callback) -> Result<Option<NewSession>, Refusal> {
        let flow = Flow::of(self.context, &callback.state);
        let issuer = self.provider.issuer();
        let code = callback.code(issuer)?;
        let now_ms = self.context.now_ms();
        let token = self.provider.exchange(now_ms, code, flow).await?;
        let identity = Identity::new(issuer, token.claims.subject().as_str());
        match &self.attempt.goal {
            Goal::SignIn => self.sign_in(&token, identity).await.map(Some),
            Goal::Confirm { session, device } => {
                let goal = (session.as_str(), device.as_deref());
                self.confirm(&token, identity, goal).await.map(|()| None)
            }
        }
    }

    /// Records a refusal. What failed inside is in the log alone.
    pub(super) async fn record(&self, refusal: &Refusal) -> Result<(), Error> {
        if let Error::Internal(_) = refusal.error {
            return Ok(());
        }
        let action = match self.attempt.goal {
            Goal::SignIn => accounts::Purpose::SignIn.refused(),
            Goal::Confirm { .. } => accounts::Purpose::Confirm.refused(),
        };
        let identity = refusal.identity.as_ref().map(Identity::to_json);
        let event = Event::new(Actor::Anonymous, action)
            .reason(refusal.reason)
            .account(refusal.account.as_deref())
            .detail(identity.unwrap_or_else(|| json!({})));
        let context = self.context;
        audit::record(&context.database, context.now_ms(), event).await
    }

    async fn sign_in(&self, token: &Token, identity: Identity) -> Result<NewSession, Refusal> {
        let context = self.context;
        let bound = identity.account(context).await?;
        let may_bind = bound.is_none();
        let account = match bound {
            Some(id) => Some(accounts::find_user(context, &id).await?),
            None => self.by_name(token).await?,
        };
        let Some(account) = account else {
            return Err(no_account("account.unknown", None, identity));
        };
        if let Some(reason) = account.provider_refused() {
            return Err(no_account(reason, Some(account), identity));
        }
        let known = self.known(&account).await?;
        let now_ms = context.now_ms();
        let is_known = throttle::is_known(&context.database, now_ms, &known).await?;
        throttle::tidy_known(&context.database, now_ms).await?;
        sessions::tidy(context).await?;
        let mut tx = context.database.begin().await?;
        let binding = hold(&mut tx, now_ms, &account, &identity, may_bind).await?;
        if binding == Binding::Other {
            drop(tx);
            return Err(no_account("identity.other", Some(account), identity));
        }
        throttle::remember(&mut tx, now_ms, &known).await?;
        let proof = Proof {
            // SECURITY: what the provider remembers from long ago is no fresh proof, and what it
            // does not date is none at all.
            authenticated_ms: token.authenticated_ms().unwrap_or(0).min(now_ms),
            is_new_browser: !is_known,
            detail: json!({"by": SignIn::IdentityProvider}),
        };
        let session = sessions::open(&mut tx, now_ms, &account, proof).await?;
        if binding == Binding::New {
            let event = Event::new(account.actor(), "user.identity_bound");
            let event = event.account(Some(&account.id)).detail(identity.to_json());
            audit::append(&mut tx, now_ms, event).await?;
        }
        tx.commit().await.map_err(Error::from)?;
        Ok(session)
    }

    async fn confirm(
        &self,
        token: &Token,
        identity: Identity,
        (session, device): (&str, Option<&str>),
    ) -> Result<(), Refusal> {
        let context = self.context;
        let Some(id) = identity.account(context).await? else {
            return Err(not_confirmed("account.unknown", None, identity));
        };
        let account = accounts::find_user(context, &id).await?;
        if let Some(reason) = account.provider_refused() {
            return Err(not_confirmed(reason, Some(account), identity));
        }
        let now_ms = context.now_ms();
        // SECURITY: `max_age=0` asks for it, and a provider that did not ask the user again says so
        // by an older time or none.
        let begun_ms = self.attempt.begun_ms;
        let recent = begun_ms.saturating_sub(SKEW_MS)..=now_ms + SKEW_MS;
        let authenticated_ms = token.authenticated_ms();
        let Some(authenticated_ms) = authenticated_ms.filter(|time| recent.contains(time)) else {
            return Err(not_confirmed(
                "auth_time.not_recent",
                Some(account),
                identity,
            ));
        };
        let mut tx = context.database.begin().await?;
        let binding = hold(&mut tx, now_ms, &account, &identity, false).await?;
        let whose = sessions::account_of(&mut tx, session).await?;
        if binding != Binding::Held || whose.as_deref() != Some(&*account.id) {
            drop(tx);
            let error = whose.map_or(Error::SignInNeeded, |_| Error::NotConfirmed);
            return Err(Refusal {
                error,
                ..not_confirmed("identity.other", Some(account), identity)
            });
        }
        let session = (session, account.id.as_str());
        sessions::prove(&mut tx, now_ms, session, authenticated_ms.min(now_ms)).await?;
        let mut event = Event::new(account.actor(), "session.confirmed");
        event = event.account(Some(&account.id));
        if let Some(device) = device {
            one_time_pins::allow(&mut tx, now_ms, session.0, device).await?;
            event = event.device(device);
        }
        let event = event.detail(json!({"by": SignIn::IdentityProvider}));
        audit::append(&mut tx, now_ms, event).await?;
        Ok(tx.commit().await.map_err(Error::from)?)
    }

    /// The account that nobody is bound to yet, by the provider's word for the user name.
    async fn by_name(&self, token: &Token) -> Result<Option<Account>, Error> {
        let now_ms = self.context.now_ms();
        let name = self.provider.user_name(now_ms, token).await?;
        let Some(name) = name.filter(|name| accounts::check_name(name).is_ok()) else {
            return Ok(None);
        };
        let folded = accounts::fold_name(&name);
        accounts::find_by_name(self.context, Role::User, &folded).await
    }

    /// The name by which this browser is known to the account.
    async fn known(&self, account: &Account) -> Result<String, Error> {
        let name = accounts::name_of(self.context, &account.id).await?;
        let folded = accounts::fold_name(&name);
        let known = accounts::known_browser(self.context, Role::User, &folded, self.browser);
        Ok(known)
    }
}

/// Holds the account as it was looked at, and the identity with it.
async fn hold(
    tx: &mut Tx,
    now_ms: u64,
    account: &Account,
    identity: &Identity,
    may_bind: bool,
) -> Result<Binding, Error> {
    if accounts::is_unchanged(tx, account).await? {
        identity.bind(tx, now_ms, &account.id, may_bind).await
    } else {
        Err(Error::AccountChanged)
    }
}

fn no_account(reason: &'static str, account: Option<Account>, identity: Identity) -> Refusal {
    Refusal {
        error: Error::NoAccount,
        reason,
        account: account.map(|account| account.id),
        identity: Some(identity),
    }
}

fn not_confirmed(reason: &'static str, account: Option<Account>, identity: Identity) -> Refusal {
    Refusal {
        error: Error::NotConfirmed,
        ..no_account(reason, account, identity)
    }
}

//! One password attempt: charged and committed first, then derived and compared, then settled.
//!
//! An unknown account is derived with a salt of its own and compared all the same.

use super::{Account, Derived, Role, check_unchanged, find_by_name, fold_name, normalise_secret};
use crate::audit::{self, Actor, Event};
use crate::database::Tx;
use crate::error::Error;
use crate::portal::Context;
use crate::secrets::same;
use crate::throttle::{self, Charge, Kind};
use passcode_core::portal::wire::SecretText;

/// What the password is asked for; named in the audit trail when it is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A new session.
    SignIn,
    /// A new device.
    Enroll,
    /// A one-time PIN.
    IssuePin,
    /// A new password.
    ChangePassword,
}

impl Purpose {
    fn refused(self) -> &'static str {
        match self {
            Self::SignIn => "session.refused",
            Self::Enroll => "device.enroll_refused",
            Self::IssuePin => "one_time_pin.refused",
            Self::ChangePassword => "user.password_refused",
        }
    }
}

/// Where an attempt comes from: a network address, IPv6 by its /64.
pub(crate) struct Source(pub(crate) String);

/// An account whose password was right.
pub(crate) struct Verified {
    pub(crate) account: Account,
    charges: Vec<Charge>,
    known_source: String,
}

impl Verified {
    /// In the transaction that uses it: the password is still that one, the charges are taken back.
    pub(crate) async fn settle(&self, tx: &mut Tx, now_ms: u64) -> Result<(), Error> {
        check_unchanged(tx, &self.account).await?;
        throttle::take_back(tx, &self.charges).await?;
        throttle::remember(tx, now_ms, &self.known_source).await
    }
}

/// Verifies a password.
///
/// # Errors
/// [`Error::TooManyAttempts`], [`Error::Credentials`].
pub(crate) async fn verify(
    context: &Context,
    role: Role,
    (user_name, password): (&str, &SecretText),
    source: &Source,
    purpose: Purpose,
) -> Result<Verified, Error> {
    let folded = fold_name(user_name);
    let known_source = context
        .keys
        .source_name(&[role.as_str(), &folded, &source.0]);
    let charges = charge(context, role, &folded, source, &known_source).await?;
    let account = find_by_name(context, role, &folded).await?;
    // EXPOSE: the password, for the derivation.
    let secret = normalise_secret(password.expose());
    let derived = derive(context, role, &folded, account.as_ref(), secret).await?;
    let is_right = matches_password(account.as_ref(), &derived);
    let why_not = account.as_ref().and_then(Account::password_refused);
    match account {
        Some(account) if is_right && why_not.is_none() => {
            throttle::tidy_known(&context.database, context.now_ms()).await?;
            Ok(Verified {
                account,
                charges,
                known_source,
            })
        }
        refused => {
            let reason = match (&refused, is_right, why_not) {
                (None, _, _) => "account.unknown",
                (Some(_), true, Some(why_not)) => why_not,
                (Some(_), _, _) => "password.wrong",
            };
            let event = Event::new(Actor::Anonymous, purpose.refused()).reason(reason);
            let event = event.account(refused.as_ref().map(|account| account.id.as_str()));
            audit::record(&context.database, context.now_ms(), event).await?;
            Err(Error::Credentials)
        }
    }
}

/// Derives with the account's salt, or with the one that an unknown name always gets.
pub(crate) async fn derive(
    context: &Context,
    role: Role,
    folded_name: &str,
    account: Option<&Account>,
    secret: zeroize::Zeroizing<String>,
) -> Result<Derived, Error> {
    let unknown = context.keys.unknown_salt(role.as_str(), folded_name);
    let salt = account.map_or(unknown, |account| account.salt);
    context.derivations.derive(secret, salt).await
}

/// Compares, whether or not there is an account.
pub(crate) fn matches_password(account: Option<&Account>, derived: &Derived) -> bool {
    let nobody = Derived::default();
    let verifier = account.map_or(&nobody, |account| &account.verifier);
    same(&**verifier, &**derived) && account.is_some()
}

async fn charge(
    context: &Context,
    role: Role,
    folded: &str,
    source: &Source,
    known_source: &str,
) -> Result<Vec<Charge>, Error> {
    let address = context.keys.source_name(&["address", &source.0]);
    let everywhere = context.keys.source_name(&[role.as_str(), folded]);
    let mut buckets = vec![
        (Kind::Address, address.as_str()),
        (Kind::AccountAtAddress, known_source),
    ];
    let now_ms = context.now_ms();
    throttle::tidy(&context.database, now_ms).await?;
    if !throttle::is_known(&context.database, now_ms, known_source).await? {
        buckets.push((Kind::Account, &everywhere));
    }
    let mut tx = context.database.begin().await?;
    let charges = throttle::charge(&mut tx, now_ms, &buckets).await?;
    tx.commit().await?;
    Ok(charges)
}

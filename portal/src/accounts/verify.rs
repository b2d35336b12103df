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
    /// A new password of a user.
    ChangePassword,
    /// That it is still the session's user.
    Confirm,
    /// A new password of a member of staff.
    ChangeStaffPassword,
}

impl Purpose {
    /// The action in the audit trail.
    pub(crate) fn refused(self) -> &'static str {
        match self {
            Self::SignIn => "session.refused",
            Self::Enroll => "device.enroll_refused",
            Self::IssuePin => "one_time_pin.refused",
            Self::ChangePassword => "user.password_refused",
            Self::Confirm => "session.confirm_refused",
            Self::ChangeStaffPassword => "staff.password_refused",
        }
    }
}

/// Where an attempt comes from.
pub(crate) struct Source {
    /// A network address, IPv6 by its /64.
    pub(crate) address: String,
    /// The hash of a browser's token; `None` for everything that is no browser.
    pub(crate) browser: Option<String>,
}

/// An account whose password was right.
pub(crate) struct Verified {
    pub(crate) account: Account,
    /// Whether it came from a browser that was never used for this account.
    pub(crate) is_new_browser: bool,
    charged: Charged,
}

/// What an attempt was charged to, and the name that its source is known by.
struct Charged {
    buckets: Vec<Charge>,
    source: String,
    is_known: bool,
}

impl Verified {
    /// In the transaction that uses it: the password is still that one, the charges are taken back.
    pub(crate) async fn settle(&self, tx: &mut Tx, now_ms: u64) -> Result<(), Error> {
        check_unchanged(tx, &self.account).await?;
        throttle::take_back(tx, &self.charged.buckets).await?;
        throttle::remember(tx, now_ms, &self.charged.source).await
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
    let charged = charge(context, role, &folded, source).await?;
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
                is_new_browser: source.browser.is_some() && !charged.is_known,
                charged,
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

/// The name by which a browser is known that succeeded with an account.
pub(crate) fn known_browser(context: &Context, role: Role, folded: &str, browser: &str) -> String {
    let parts = [role.as_str(), folded, "browser", browser];
    context.keys.source_name(&parts)
}

/// SECURITY: nobody is locked out by a stranger. A browser that succeeded with this account before
/// has its own bucket and no other; an address alone makes nobody known at a sign-in, for a whole
/// office may share it. Where there is no browser, at an enrolment, the address stands for it.
async fn charge(
    context: &Context,
    role: Role,
    folded: &str,
    source: &Source,
) -> Result<Charged, Error> {
    let name = |parts: &[&str]| context.keys.source_name(parts);
    let here = name(&[role.as_str(), folded, &source.address]);
    let address = name(&["address", &source.address]);
    let everywhere = name(&[role.as_str(), folded]);
    let browser = source.browser.as_deref();
    let known_by = browser.map_or(here.clone(), |browser| {
        known_browser(context, role, folded, browser)
    });
    let browser = browser.map(|browser| name(&["browser", browser]));
    let now_ms = context.now_ms();
    throttle::tidy(&context.database, now_ms).await?;
    let is_known = throttle::is_known(&context.database, now_ms, &known_by).await?;
    let mut buckets = Vec::new();
    if browser.is_none() || !is_known {
        buckets.push((Kind::Address, address.as_str()));
        buckets.push((Kind::AccountAtAddress, here.as_str()));
    }
    buckets.extend(browser.as_deref().map(|browser| (Kind::Browser, browser)));
    if !is_known {
        buckets.push((Kind::Account, everywhere.as_str()));
    }
    let mut tx = context.database.begin().await?;
    let buckets = throttle::charge(&mut tx, now_ms, &buckets).await?;
    tx.commit().await?;
    Ok(Charged {
        buckets,
        source: known_by,
        is_known,
    })
}

//! Whether what was typed is the account's password, the device's one-time PIN, or neither; with a
//! grant, whether it is the password that the grant asks for.
//!
//! Password and PINs are always all compared. Why something is refused goes to the audit trail and
//! nowhere else.

use crate::accounts::{self, Account, Derived};
use crate::devices::Device;
use crate::grants::Grant;
use crate::one_time_pins::Pin;
use crate::one_use::{OneUse, State};
use crate::portal::Context;
use crate::secrets::same;

/// What was typed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The account's password.
    Password,
    /// The device's live PIN or grant, by its id.
    Live(OneUse, String),
    /// What this very request was answered for.
    Spent(OneUse),
    /// Neither, and why.
    Refused(&'static str),
}

impl Verdict {
    /// How the audit trail names the way in.
    pub(crate) fn way(&self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Live(OneUse::Pin, _) | Self::Spent(OneUse::Pin) => "one-time-pin",
            Self::Live(OneUse::Grant, _) | Self::Spent(OneUse::Grant) => "appconnect-unlock",
            Self::Refused(_) => "none",
        }
    }
}

/// What the credentials are judged by.
pub(crate) struct Evidence<'a> {
    pub(crate) device: &'a Device,
    pub(crate) account: Option<&'a Account>,
    /// The recent PINs of the device's user.
    pub(crate) pins: &'a [Pin],
    /// The live PIN or grant that this attempt was charged to.
    pub(crate) charged: Option<&'a str>,
    /// Whether the rules allow one-time PINs.
    pub(crate) pins_allowed: bool,
    /// The request id, if an answer is kept for it.
    pub(crate) kept_for: Option<&'a str>,
}

impl Evidence<'_> {
    /// Judges a derived secret.
    pub(crate) fn judge(&self, context: &Context, derived: &Derived) -> Verdict {
        let is_password = accounts::matches_password(self.account, derived);
        let pin = self.matching_pin(context, derived);
        let why_not = self.account.and_then(Account::password_refused);
        match (self.account, pin, why_not) {
            (None, _, _) => Verdict::Refused("account.unknown"),
            (Some(account), _, _) if account.id != self.device.account => {
                Verdict::Refused("account.of_other_device")
            }
            (Some(_), _, None) if is_password => Verdict::Password,
            (Some(_), Some(pin), _) => self.judge_pin(pin),
            (Some(_), None, Some(why_not)) if is_password => Verdict::Refused(why_not),
            (Some(_), None, _) => Verdict::Refused("secret.wrong"),
        }
    }

    /// Judges by a grant that is this device's, live or spent by this request: the user's own name,
    /// and the password unless the grant waives it. PINs don't count.
    pub(crate) fn judge_grant(&self, grant: &Grant, derived: Option<&Derived>) -> Verdict {
        let is_right = derived.map_or(!grant.password_asked, |derived| {
            accounts::matches_password(self.account, derived)
        });
        let why_not = self.account.and_then(Account::password_refused);
        match (self.account, why_not) {
            (None, _) => Verdict::Refused("account.unknown"),
            (Some(account), _) if account.id != self.device.account => {
                Verdict::Refused("account.of_other_device")
            }
            (Some(_), _) if !is_right => Verdict::Refused("secret.wrong"),
            (Some(_), Some(why_not)) if grant.password_asked => Verdict::Refused(why_not),
            (Some(_), _) if self.charged == Some(&grant.id) => {
                Verdict::Live(OneUse::Grant, grant.id.clone())
            }
            (Some(_), _) if self.kept_for.is_some() => Verdict::Spent(OneUse::Grant),
            (Some(_), _) => Verdict::Refused("grant.used"),
        }
    }

    /// Compares with every PIN, at least one, whatever is found on the way.
    fn matching_pin(&self, context: &Context, derived: &Derived) -> Option<&Pin> {
        let nobodys = context.keys.pin_verifier("", &self.device.id, derived);
        std::hint::black_box(same(&nobodys, &[0; 32]));
        self.pins.iter().fold(None, |found, pin| {
            let verifier = context.keys.pin_verifier(&pin.id, &pin.device, derived);
            let is_same = same(&verifier, &pin.verifier);
            found.or(is_same.then_some(pin))
        })
    }

    fn judge_pin(&self, pin: &Pin) -> Verdict {
        let is_spent_here = pin.spent_by.is_some() && pin.spent_by.as_deref() == self.kept_for;
        if pin.device != self.device.id {
            return Verdict::Refused("one_time_pin.other_device");
        }
        match pin.state {
            State::Used if is_spent_here => Verdict::Spent(OneUse::Pin),
            State::Used => Verdict::Refused("one_time_pin.used"),
            State::Cancelled => Verdict::Refused("one_time_pin.cancelled"),
            State::Expired => Verdict::Refused("one_time_pin.expired"),
            State::Exhausted => Verdict::Refused("one_time_pin.exhausted"),
            State::Live if !self.pins_allowed => Verdict::Refused("one_time_pin.not_allowed"),
            State::Live if self.charged == Some(&pin.id) => {
                Verdict::Live(OneUse::Pin, pin.id.clone())
            }
            State::Live => Verdict::Refused("one_time_pin.exhausted"),
        }
    }
}

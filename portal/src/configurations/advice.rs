//! Advice on rules that are allowed but risky, each with where it comes from.
//!
//! It is for administrators to weigh. It never refuses anything: what is not allowed at all is
//! decided by `core::policy`.

use passcode_core::policy::{AtTheLimit, Limit, PasscodeType, Policy};
use passcode_core::portal::wire::Platform;

/// NIST SP 800-63B-4 §3.2.10: a secret that is checked on the phone should have so many characters.
const LENGTH: u8 = 6;
/// With fewer characters than that, more attempts than this give a thief a real chance.
const ATTEMPTS_WITH_SHORT: u8 = 5;
/// With fewer, mistyping is enough to be locked out.
const ATTEMPTS: u8 = 5;
/// OWASP, Session Management Cheat Sheet: from here on for what carries little risk.
const AUTO_LOCK_MINUTES: u16 = 15;
const GRACE_MINUTES: u8 = 1;
/// Android's own interval.
const BIOMETRIC_HOURS: u16 = 72;
const PIN_MINUTES: u16 = 30;
const PIN_DIGITS: u8 = 8;
/// A day without network is a flight; two weeks are a holiday.
const BLOCK_HOURS: u16 = 24;
const WIPE_DAYS: u16 = 14;

/// A risky choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Advice {
    NoPasscode,
    ShortLength,
    AlphanumericForced,
    ComplexForced,
    SimpleAllowed,
    AttemptsForShort,
    FewAttempts,
    WipeAtTheLimit,
    LongAutoLock,
    LongGrace,
    LongBiometric,
    ChangeForbidden,
    ResetForbidden,
    Rotation,
    History,
    ShortBlock,
    ShortWipe,
    LongPin,
    ShortPin,
}

#[cfg(test)]
impl Advice {
    pub(crate) const ALL: [Self; 19] = [
        Self::NoPasscode,
        Self::ShortLength,
        Self::AlphanumericForced,
        Self::ComplexForced,
        Self::SimpleAllowed,
        Self::AttemptsForShort,
        Self::FewAttempts,
        Self::WipeAtTheLimit,
        Self::LongAutoLock,
        Self::LongGrace,
        Self::LongBiometric,
        Self::ChangeForbidden,
        Self::ResetForbidden,
        Self::Rotation,
        Self::History,
        Self::ShortBlock,
        Self::ShortWipe,
        Self::LongPin,
        Self::ShortPin,
    ];
}

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// Good to know.
    Info,
    /// Data or its protection may be lost.
    Warn,
}

/// A document, by its title in its own language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) title: &'static str,
    pub(crate) link: &'static str,
}

macro_rules! nist {
    ($section:literal) => {
        Source {
            title: concat!("NIST SP 800-63B-4, ", $section),
            link: "https://pages.nist.gov/800-63-4/sp800-63b.html",
        }
    };
}

macro_rules! asvs {
    ($requirements:literal) => {
        Source {
            title: concat!("OWASP ASVS 5.0, ", $requirements),
            link: "https://github.com/OWASP/ASVS/blob/master/5.0/en/0x15-V6-Authentication.md",
        }
    };
}

const ACTIVATION: Source = nist!("3.2.10 Activation Secrets");
const PASSWORDS: Source = nist!("3.1.1.2 Password Verifiers");
const SESSIONS: Source = Source {
    title: "OWASP Cheat Sheet Series, Session Management",
    link: "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html",
};
const ANDROID: Source = Source {
    title: "Android Open Source Project, System security best practices",
    link: "https://source.android.com/docs/security/best-practices/system",
};

/// What is to be said about rules, in the order of the rules.
pub(crate) fn advise(policy: &Policy, platform: Platform) -> Vec<Advice> {
    let is_short = policy.minimum_length < LENGTH;
    let biometrics = policy.biometric_unlock;
    let pins = policy.one_time_pin && platform == Platform::Ios;
    let sooner = |limit, than| matches!(limit, Limit::After(number) if number < than);
    // Without a passcode, what a passcode has to be is of no effect.
    let passcode = policy.passcode_required;
    [
        (!passcode, Advice::NoPasscode),
        (passcode && is_short, Advice::ShortLength),
        (
            passcode && policy.passcode_type == PasscodeType::Alphanumeric,
            Advice::AlphanumericForced,
        ),
        (
            passcode && policy.minimum_complex_characters > 0,
            Advice::ComplexForced,
        ),
        (passcode && !policy.forbid_simple, Advice::SimpleAllowed),
        (
            passcode && is_short && policy.failed_attempts > ATTEMPTS_WITH_SHORT,
            Advice::AttemptsForShort,
        ),
        (
            passcode && policy.failed_attempts < ATTEMPTS,
            Advice::FewAttempts,
        ),
        (
            passcode && policy.at_the_limit == AtTheLimit::Wipe,
            Advice::WipeAtTheLimit,
        ),
        (
            policy.auto_lock_minutes > AUTO_LOCK_MINUTES,
            Advice::LongAutoLock,
        ),
        (policy.grace_minutes > GRACE_MINUTES, Advice::LongGrace),
        (
            biometrics && policy.biometric_passcode_hours > BIOMETRIC_HOURS,
            Advice::LongBiometric,
        ),
        (passcode && !policy.user_may_change, Advice::ChangeForbidden),
        (passcode && !policy.user_may_reset, Advice::ResetForbidden),
        (
            passcode && policy.maximum_age_days != Limit::Never,
            Advice::Rotation,
        ),
        (passcode && policy.history > 0, Advice::History),
        (
            sooner(policy.block_out_of_contact_hours, BLOCK_HOURS),
            Advice::ShortBlock,
        ),
        (
            sooner(policy.wipe_out_of_contact_days, WIPE_DAYS),
            Advice::ShortWipe,
        ),
        (
            pins && policy.one_time_pin_minutes > PIN_MINUTES,
            Advice::LongPin,
        ),
        (
            pins && policy.one_time_pin_digits < PIN_DIGITS,
            Advice::ShortPin,
        ),
    ]
    .into_iter()
    .filter_map(|(is_so, advice)| is_so.then_some(advice))
    .collect()
}

impl Advice {
    /// The stable code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::NoPasscode => "advice.no_passcode",
            Self::ShortLength => "advice.short_length",
            Self::AlphanumericForced => "advice.alphanumeric_forced",
            Self::ComplexForced => "advice.complex_forced",
            Self::SimpleAllowed => "advice.simple_allowed",
            Self::AttemptsForShort => "advice.attempts_for_short",
            Self::FewAttempts => "advice.few_attempts",
            Self::WipeAtTheLimit => "advice.wipe_at_the_limit",
            Self::LongAutoLock => "advice.long_auto_lock",
            Self::LongGrace => "advice.long_grace",
            Self::LongBiometric => "advice.long_biometric",
            Self::ChangeForbidden => "advice.change_forbidden",
            Self::ResetForbidden => "advice.reset_forbidden",
            Self::Rotation => "advice.rotation",
            Self::History => "advice.history",
            Self::ShortBlock => "advice.short_block",
            Self::ShortWipe => "advice.short_wipe",
            Self::LongPin => "advice.long_pin",
            Self::ShortPin => "advice.short_pin",
        }
    }

    /// The rule that it is about.
    pub(crate) fn rule(self) -> &'static str {
        match self {
            Self::NoPasscode => "passcode_required",
            Self::ShortLength => "minimum_length",
            Self::AlphanumericForced => "passcode_type",
            Self::ComplexForced => "minimum_complex_characters",
            Self::SimpleAllowed => "forbid_simple",
            Self::AttemptsForShort | Self::FewAttempts => "failed_attempts",
            Self::WipeAtTheLimit => "at_the_limit",
            Self::LongAutoLock => "auto_lock_minutes",
            Self::LongGrace => "grace_minutes",
            Self::LongBiometric => "biometric_passcode_hours",
            Self::ChangeForbidden => "user_may_change",
            Self::ResetForbidden => "user_may_reset",
            Self::Rotation => "maximum_age_days",
            Self::History => "history",
            Self::ShortBlock => "block_out_of_contact_hours",
            Self::ShortWipe => "wipe_out_of_contact_days",
            Self::LongPin => "one_time_pin_minutes",
            Self::ShortPin => "one_time_pin_digits",
        }
    }

    /// How much it matters.
    pub(crate) fn level(self) -> Level {
        match self {
            Self::NoPasscode
            | Self::ShortLength
            | Self::SimpleAllowed
            | Self::AttemptsForShort
            | Self::WipeAtTheLimit
            | Self::LongAutoLock
            | Self::ResetForbidden
            | Self::ShortWipe
            | Self::ShortPin => Level::Warn,
            Self::AlphanumericForced
            | Self::ComplexForced
            | Self::FewAttempts
            | Self::LongGrace
            | Self::LongBiometric
            | Self::ChangeForbidden
            | Self::Rotation
            | Self::History
            | Self::ShortBlock
            | Self::LongPin => Level::Info,
        }
    }

    /// Where it comes from; `None` where no standard gives a number.
    pub(crate) fn source(self) -> Option<Source> {
        match self {
            Self::NoPasscode
            | Self::ShortLength
            | Self::SimpleAllowed
            | Self::AttemptsForShort
            | Self::WipeAtTheLimit => Some(ACTIVATION),
            Self::AlphanumericForced | Self::ComplexForced => Some(asvs!("6.2.5")),
            Self::Rotation => Some(asvs!("6.2.10")),
            Self::History => Some(PASSWORDS),
            Self::ChangeForbidden => Some(asvs!("6.2.2")),
            Self::ResetForbidden => Some(asvs!("6.4.3")),
            Self::LongAutoLock | Self::LongGrace => Some(SESSIONS),
            Self::LongBiometric => Some(ANDROID),
            Self::LongPin => Some(asvs!("6.5.5")),
            Self::ShortPin => Some(asvs!("6.5.4, 6.6.3")),
            Self::FewAttempts | Self::ShortBlock | Self::ShortWipe => None,
        }
    }
}

#[cfg(test)]
mod tests;

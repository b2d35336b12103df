//! Why the portal, or the rules, refuse.

use passcode_core::flow;

/// Why the portal refuses, as far as a phone can tell, or the rules do. What to do: `docs/errors.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Refusal {
    /// User name, password or PIN are not accepted. The portal never says which.
    CredentialsNotAccepted,
    /// The app must be updated first.
    ClientTooOld,
    /// The rules do not let the user reset the passcode.
    ResetNotAllowed,
    /// The rules do not let the user change the passcode.
    ChangeNotAllowed,
    /// The rules do not allow biometric unlock.
    BiometricsNotAllowed,
    /// Biometric unlock is off.
    BiometricsOff,
    /// The passcode is to be typed first: the phone was restarted, its time has come, or the rules
    /// changed.
    PasscodeFirst,
    /// There is no AppConnect Unlock, or it is used, cancelled or too old.
    GrantNotLive,
    /// The organisation has destroyed the escrow key: no reset can open this vault. The passcode still
    /// does, and seals it anew.
    EscrowKeyDestroyed,
    /// Too many failures: wait.
    TooManyAttempts {
        /// Seconds until the next attempt.
        retry_after_seconds: u64,
    },
    /// The portal does not know this device any more.
    DeviceUnknown,
    /// The portal has seen a newer state of this phone: its files were put back.
    DeviceRolledBack,
}

impl From<flow::Refusal> for Refusal {
    fn from(refusal: flow::Refusal) -> Self {
        match refusal {
            flow::Refusal::CredentialsNotAccepted => Self::CredentialsNotAccepted,
            flow::Refusal::ClientTooOld => Self::ClientTooOld,
            flow::Refusal::ResetNotAllowed => Self::ResetNotAllowed,
            flow::Refusal::ChangeNotAllowed => Self::ChangeNotAllowed,
            flow::Refusal::BiometricsNotAllowed => Self::BiometricsNotAllowed,
            flow::Refusal::BiometricsOff => Self::BiometricsOff,
            flow::Refusal::PasscodeFirst => Self::PasscodeFirst,
            flow::Refusal::GrantNotLive => Self::GrantNotLive,
            flow::Refusal::EscrowKeyDestroyed => Self::EscrowKeyDestroyed,
            flow::Refusal::TooManyAttempts {
                retry_after_seconds,
            } => Self::TooManyAttempts {
                retry_after_seconds,
            },
            flow::Refusal::DeviceUnknown => Self::DeviceUnknown,
            flow::Refusal::DeviceRolledBack => Self::DeviceRolledBack,
        }
    }
}

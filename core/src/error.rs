//! The one error type of the library: flat, typed, with a stable dotted code.
//!
//! Expected results (a wrong passcode, a refusal by the portal) are values of
//! [`crate::flow::Outcome`], not errors. No variant carries text or a secret.

/// Something exceptional happened. Exactly one passcode opens the data: the one before the call or,
/// if the last write was done but reported as failed, the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Error {
    /// The event makes no sense in the state that the engine is in.
    EventNotAllowed,
    /// The host's settings make no sense: derivation costs out of range, an empty or over-long name.
    SettingsInvalid,
    /// Another operation changed the state while this one was waiting; nothing was done.
    Superseded,
    /// The hardware key is gone for good. The data cannot be opened: retire and enrol again.
    HardwareKeyLost,
    /// The hardware key did not answer this time.
    HardwareKeyUnavailable,
    /// The random generator did not answer.
    RandomUnavailable,
    /// There is not enough free memory to derive the key.
    MemoryUnavailable,
    /// A record could not be read or written.
    StoreUnavailable,
    /// A record changed under the operation; nothing was overwritten.
    StoreConflict,
    /// A record is truncated, altered or belongs to another device; nothing was overwritten.
    RecordDamaged,
    /// A record was written by a newer version of this library; nothing was overwritten.
    RecordVersionUnsupported,
    /// A record is older than the hardware key: somebody put an old copy back.
    RecordRolledBack,
    /// A record that must exist is not there.
    RecordMissing,
    /// The portal could not be reached.
    PortalUnreachable,
    /// The portal did not answer in time.
    PortalTimedOut,
    /// The portal's certificate is not the expected one.
    PortalUntrusted,
    /// The portal answered, but it is in trouble itself.
    PortalUnavailable,
    /// The portal's answer makes no sense.
    PortalAnswerInvalid,
    /// A user name, password or PIN that no account can have: empty or longer than 1 KiB.
    CredentialsInvalid,
    /// An app's request for its key, or the manager's answer to it, makes no sense.
    HandOffInvalid,
    /// The app's time with its key is over, or the phone has restarted: ask the manager again.
    HandOffExpired,
}

/// What the caller can do about an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Retry {
    /// The same call will fail again.
    Never,
    /// The same call may work at once.
    Now,
    /// The same call may work later, without the user doing anything.
    Later,
    /// The same call may work after the user or the administrator has done something about it.
    AfterAction,
}

impl Error {
    /// Every variant, in the order of the documentation.
    pub const ALL: [Self; 21] = [
        Self::EventNotAllowed,
        Self::SettingsInvalid,
        Self::Superseded,
        Self::HardwareKeyLost,
        Self::HardwareKeyUnavailable,
        Self::RandomUnavailable,
        Self::MemoryUnavailable,
        Self::StoreUnavailable,
        Self::StoreConflict,
        Self::RecordDamaged,
        Self::RecordVersionUnsupported,
        Self::RecordRolledBack,
        Self::RecordMissing,
        Self::PortalUnreachable,
        Self::PortalTimedOut,
        Self::PortalUntrusted,
        Self::PortalUnavailable,
        Self::PortalAnswerInvalid,
        Self::CredentialsInvalid,
        Self::HandOffInvalid,
        Self::HandOffExpired,
    ];

    /// The stable code: safe to log, to send and to search for.
    pub fn code(self) -> &'static str {
        match self {
            Self::EventNotAllowed => "engine.event_not_allowed",
            Self::SettingsInvalid => "engine.settings_invalid",
            Self::Superseded => "engine.superseded",
            Self::HardwareKeyLost => "hardware_key.lost",
            Self::HardwareKeyUnavailable => "hardware_key.unavailable",
            Self::RandomUnavailable => "random.unavailable",
            Self::MemoryUnavailable => "memory.unavailable",
            Self::StoreUnavailable => "store.unavailable",
            Self::StoreConflict => "store.conflict",
            Self::RecordDamaged => "record.damaged",
            Self::RecordVersionUnsupported => "record.version_unsupported",
            Self::RecordRolledBack => "record.rolled_back",
            Self::RecordMissing => "record.missing",
            Self::PortalUnreachable => "portal.unreachable",
            Self::PortalTimedOut => "portal.timed_out",
            Self::PortalUntrusted => "portal.untrusted",
            Self::PortalUnavailable => "portal.unavailable",
            Self::PortalAnswerInvalid => "portal.answer_invalid",
            Self::CredentialsInvalid => "credentials.invalid",
            Self::HandOffInvalid => "hand_off.invalid",
            Self::HandOffExpired => "hand_off.expired",
        }
    }

    /// Whether and when it is worth calling again.
    pub fn retry(self) -> Retry {
        match self {
            Self::Superseded | Self::StoreConflict => Retry::Now,
            Self::HardwareKeyUnavailable
            | Self::RandomUnavailable
            | Self::MemoryUnavailable
            | Self::StoreUnavailable
            | Self::PortalUnreachable
            | Self::PortalTimedOut
            | Self::PortalUnavailable
            | Self::PortalAnswerInvalid => Retry::Later,
            Self::RecordVersionUnsupported
            | Self::PortalUntrusted
            | Self::CredentialsInvalid
            | Self::HandOffExpired => Retry::AfterAction,
            Self::EventNotAllowed
            | Self::SettingsInvalid
            | Self::HardwareKeyLost
            | Self::RecordDamaged
            | Self::RecordRolledBack
            | Self::RecordMissing
            | Self::HandOffInvalid => Retry::Never,
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::Error;
    use std::collections::BTreeSet;

    #[test]
    fn every_variant_is_listed_once_with_its_own_code() {
        let codes: BTreeSet<_> = Error::ALL.iter().map(|error| error.code()).collect();
        let variants: BTreeSet<_> = Error::ALL.iter().collect();
        assert_eq!(codes.len(), Error::ALL.len());
        assert_eq!(variants.len(), Error::ALL.len());
        assert!(codes.iter().all(|code| code.split('.').count() == 2));
    }
}

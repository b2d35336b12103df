//! The one error of the surface: flat, without text and without secrets. What to do: `docs/errors.md`.

use passcode_core::Error;

/// Something exceptional happened. Exactly one passcode opens the data: the one before the call or, if
/// the last write was done but reported as failed, the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Error)]
pub enum PasscodeError {
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

/// What the caller can do about a [`PasscodeError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
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

/// The stable code of an error: safe to log, to send and to search for.
#[uniffi::export]
pub fn error_code(error: PasscodeError) -> String {
    Error::from(error).code().to_owned()
}

/// Whether and when it is worth calling again.
#[uniffi::export]
pub fn error_retry(error: PasscodeError) -> Retry {
    match Error::from(error).retry() {
        passcode_core::Retry::Never => Retry::Never,
        passcode_core::Retry::Now => Retry::Now,
        passcode_core::Retry::Later => Retry::Later,
        passcode_core::Retry::AfterAction => Retry::AfterAction,
    }
}

impl std::fmt::Display for PasscodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(Error::from(*self).code())
    }
}

impl std::error::Error for PasscodeError {}

/// Both directions between two enums with the same variants.
macro_rules! same_variants {
    ($($variant:ident),+ $(,)?) => {
        impl From<Error> for PasscodeError {
            fn from(error: Error) -> Self {
                match error {
                    $(Error::$variant => Self::$variant,)+
                }
            }
        }

        impl From<PasscodeError> for Error {
            fn from(error: PasscodeError) -> Self {
                match error {
                    $(PasscodeError::$variant => Self::$variant,)+
                }
            }
        }
    };
}

same_variants!(
    EventNotAllowed,
    SettingsInvalid,
    Superseded,
    HardwareKeyLost,
    HardwareKeyUnavailable,
    RandomUnavailable,
    MemoryUnavailable,
    StoreUnavailable,
    StoreConflict,
    RecordDamaged,
    RecordVersionUnsupported,
    RecordRolledBack,
    RecordMissing,
    PortalUnreachable,
    PortalTimedOut,
    PortalUntrusted,
    PortalUnavailable,
    PortalAnswerInvalid,
    CredentialsInvalid,
    HandOffInvalid,
    HandOffExpired,
);

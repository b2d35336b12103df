//! The manager's answer to a secure app that asked for its key.

use passcode_core::Error;
use passcode_core::crypto::hpke::Sealed;
use passcode_core::session::auto_lock::Deadline;
use passcode_core::session::handoff;

/// An app's key, sealed to the app's one-use key. Give it to the app as it is: nobody else can open it,
/// and nothing in it can be altered.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HandOff {
    /// The encapsulated key: 32 bytes.
    pub enc: Vec<u8>,
    /// The sealed key: 48 bytes.
    pub ciphertext: Vec<u8>,
    /// Until when the app may use it: milliseconds since the phone started, sleep included.
    pub until_since_boot_ms: u64,
    /// Of which start of the phone: 16 bytes.
    pub boot_id: Vec<u8>,
}

impl From<handoff::HandOff> for HandOff {
    fn from(hand_off: handoff::HandOff) -> Self {
        Self {
            enc: hand_off.sealed.enc.to_vec(),
            ciphertext: hand_off.sealed.ciphertext,
            until_since_boot_ms: hand_off.deadline.since_boot_ms,
            boot_id: hand_off.deadline.boot_id.to_vec(),
        }
    }
}

impl TryFrom<HandOff> for handoff::HandOff {
    type Error = Error;

    fn try_from(hand_off: HandOff) -> Result<Self, Error> {
        let invalid = |_| Error::HandOffInvalid;
        Ok(Self {
            sealed: Sealed {
                enc: hand_off.enc.as_slice().try_into().map_err(invalid)?,
                ciphertext: hand_off.ciphertext,
            },
            deadline: Deadline {
                since_boot_ms: hand_off.until_since_boot_ms,
                boot_id: hand_off.boot_id.as_slice().try_into().map_err(invalid)?,
            },
        })
    }
}

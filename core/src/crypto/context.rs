//! What a key or a seal is for, as unambiguous bytes: HKDF info, HPKE info and associated data.
//!
//! FORMAT: every part is preceded by its length as four bytes, big endian. The first part names the
//! product and format version, the second the purpose.

use serde::{Deserialize, Serialize};

/// What a context is for. The texts are part of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The 32 bytes that the hardware key is asked about, from a slot's secret.
    HardwareInput,
    /// What a generation's hardware key is asked about to authenticate records.
    GenerationInput,
    /// The key that authenticates the records of one generation.
    GenerationKey,
    /// The key of one slot.
    SlotKey,
    /// Associated data of one slot.
    Slot,
    /// The tag over a whole vault.
    VaultTag,
    /// The tag over one entry of the ledger.
    LedgerTag,
    /// The key of the record of a pending reset.
    ResetKey,
    /// Associated data of the record of a pending reset.
    ResetRecord,
    /// One app's key.
    AppKey,
    /// The HPKE seal of an app's key to the app.
    HandOff,
    /// The HPKE seal of the recovery key to the organisation.
    Escrow,
    /// The HPKE seal of the recovery key to a phone's fresh key.
    EscrowAnswer,
    /// The tag of a recent wrong guess.
    RecentGuess,
    /// The key of the history's tags.
    HistoryTag,
    /// The key of one epoch of the history.
    HistoryKey,
    /// Associated data of the history.
    History,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::HardwareInput => "hardware input",
            Self::GenerationInput => "generation input",
            Self::GenerationKey => "generation key",
            Self::SlotKey => "slot key",
            Self::Slot => "slot",
            Self::VaultTag => "vault tag",
            Self::LedgerTag => "ledger tag",
            Self::ResetKey => "reset key",
            Self::ResetRecord => "reset record",
            Self::AppKey => "app key",
            Self::HandOff => "hand-off",
            Self::Escrow => "escrow",
            Self::EscrowAnswer => "escrow answer",
            Self::RecentGuess => "recent guess",
            Self::HistoryTag => "history tag",
            Self::HistoryKey => "history key",
            Self::History => "history",
        }
    }
}

/// Who a phone is: the three names that every seal is bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The organisation, as the portal names it.
    pub tenant: String,
    /// The user, as the portal names it; not the user name, which may change.
    pub user: String,
    /// The device, as the portal names it.
    pub device: String,
}

/// Builds the bytes of a context.
pub struct Context(Vec<u8>);

impl Context {
    /// Starts a context that is bound to nothing but its purpose.
    pub fn new(purpose: Purpose) -> Self {
        Self(Vec::with_capacity(128))
            .text("secure-apps-passcode/1")
            .text(purpose.as_str())
    }

    /// Starts a context that is bound to one device of one user.
    pub fn bound(purpose: Purpose, identity: &Identity) -> Self {
        Self::new(purpose)
            .text(&identity.tenant)
            .text(&identity.user)
            .text(&identity.device)
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// Adds a number, as eight bytes, big endian.
    #[must_use]
    pub fn number(self, number: u64) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    /// Adds bytes.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    /// The finished bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Context, Purpose};

    #[test]
    fn parts_cannot_run_into_each_other() {
        let one = Context::new(Purpose::Slot).text("ab").text("c");
        let other = Context::new(Purpose::Slot).text("a").text("bc");
        assert_ne!(one.as_bytes(), other.as_bytes());
    }

    #[test]
    fn the_bytes_are_the_documented_ones() {
        let context = Context::new(Purpose::Slot).number(7);
        let expected =
            b"\0\0\0\x16secure-apps-passcode/1\0\0\0\x04slot\0\0\0\x08\0\0\0\0\0\0\0\x07";
        assert_eq!(context.as_bytes(), expected);
    }
}

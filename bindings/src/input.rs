//! What a user typed. It lives in memory that is wiped, and can be read by the engine only.

use zeroize::Zeroizing;

/// A passcode, a password or a one-time PIN, as it was typed: UTF-8.
///
/// Make it at once from memory that you can wipe, wipe that memory, and release this as soon as the
/// call that takes it has returned. It may be used for several calls.
#[derive(uniffi::Object)]
pub struct PasscodeInput(Zeroizing<Vec<u8>>);

#[uniffi::export]
impl PasscodeInput {
    /// Copies the bytes once. They are borrowed, so nothing of them is left at the boundary.
    #[uniffi::constructor]
    pub fn new(bytes: &[u8]) -> Self {
        Self(Zeroizing::new(bytes.to_vec()))
    }
}

impl PasscodeInput {
    /// EXPOSE: the engine reads what was typed.
    pub(crate) fn expose(&self) -> &[u8] {
        &self.0
    }
}

//! The generations of the hardware key: one for the enrolled phone without a vault (0), and a new
//! one whenever the passcode or recovery slot is replaced.
//!
//! A generation's hardware key authenticates its records. When it is gone, everything of that
//! generation is worthless: that is what makes old copies useless.

use crate::crypto::context::{Context, Identity, Purpose};
use crate::crypto::keys::{self, Key};
use crate::error::Error;
use crate::ports::KeyStore;

/// The names of all keys that any slot ever needs: destroying these destroys the data.
pub const OPENING_KEYS: [&str; 3] = ["vault-0", "vault-1", BIOMETRIC_KEY];

/// The name of the phone's signing key.
pub const SIGNING_KEY: &str = "sign";

/// The name of the key that answers only after the biometric prompt.
pub const BIOMETRIC_KEY: &str = "biometric";

/// The name of a generation's hardware key. Two names are enough: when a generation is made, the one
/// before the last is long gone, and making a key replaces whatever had its name.
pub fn key_name(generation: u64) -> &'static str {
    if generation.is_multiple_of(2) {
        "vault-0"
    } else {
        "vault-1"
    }
}

/// What authenticates the records of one generation. SECURITY: whoever holds it can refill the
/// attempt counter, so it comes from the hardware key and stays in memory.
pub struct GenerationKey {
    generation: u64,
    key: Key,
}

impl GenerationKey {
    /// Asks the hardware key: one operation.
    ///
    /// # Errors
    /// [`Error::HardwareKeyLost`] if that generation's key is gone,
    /// [`Error::HardwareKeyUnavailable`].
    pub fn obtain(
        hardware: &dyn KeyStore,
        identity: &Identity,
        generation: u64,
    ) -> Result<Self, Error> {
        let input = Context::bound(Purpose::GenerationInput, identity).number(generation);
        let input = keys::derive_key(&[&Key::from_bytes(&[0; 32])], input.as_bytes());
        let answer = keys::hardware_prf(hardware, key_name(generation), &input)?;
        let info = Context::bound(Purpose::GenerationKey, identity).number(generation);
        Ok(Self {
            generation,
            key: keys::derive_key(&[&answer], info.as_bytes()),
        })
    }

    /// Which generation it is.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The tag of a message.
    pub fn tag(&self, message: &Context) -> [u8; 32] {
        keys::mac(&self.key, message.as_bytes())
    }

    /// Whether a tag is right.
    pub fn verify(&self, message: &Context, tag: &[u8; 32]) -> bool {
        keys::verify_mac(&self.key, message.as_bytes(), tag)
    }

    /// The key of the record of one pending reset.
    pub fn reset_key(&self, identity: &Identity, request_id: &str) -> Key {
        let info = Context::bound(Purpose::ResetKey, identity).text(request_id);
        keys::derive_key(&[&self.key], info.as_bytes())
    }
}

//! The recovery key's way: sealed by the phone to the organisation, opened by the portal, sealed by
//! the portal to the phone's fresh key, opened by the phone.
//!
//! Every seal is bound to tenant, user, device, vault and generation, so that no answer fits another
//! phone or an older vault. SECURITY: the portal builds the [`EscrowContext`] from its own record of
//! the device; only vault and generation come from the signed request.

pub use crate::crypto::context::Identity;
pub use crate::crypto::hpke::{PublicKey, Sealed};
pub use crate::ports::{Rng, RngFailure};

use crate::crypto::context::{Context, Purpose};
use crate::crypto::hpke::{self, PrivateKey};
use crate::crypto::keys::Key;
use crate::error::Error;

/// What a sealed recovery key belongs to.
pub struct EscrowContext<'a> {
    /// Whose it is.
    pub identity: &'a Identity,
    /// The vault's id.
    pub vault: &'a [u8; 16],
    /// The vault's generation.
    pub generation: u64,
    /// The escrow key that it is sealed to.
    pub escrow_key_id: &'a str,
}

/// A key pair of the organisation.
pub struct EscrowKeyPair(PrivateKey);

impl EscrowKeyPair {
    /// Draws a key pair.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`].
    pub fn generate(rng: &dyn Rng) -> Result<Self, Error> {
        PrivateKey::generate(rng).map(Self)
    }

    /// Takes a private key that was kept.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Key::from_slice(bytes).map(|key| Self(PrivateKey::from_key(key)))
    }

    /// EXPOSE: the private key, to be kept sealed under the portal's master key.
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose().expose()
    }

    /// The half that phones get.
    pub fn public_key(&self) -> [u8; 32] {
        self.0.public_key().0
    }
}

/// On the phone: seals the recovery key to the organisation.
///
/// # Errors
/// [`Error::RandomUnavailable`]; [`Error::RecordDamaged`] if the public key is no key.
pub fn seal(
    rng: &dyn Rng,
    to: &PublicKey,
    context: &EscrowContext<'_>,
    recovery_key: &Key,
) -> Result<Sealed, Error> {
    let (info, data) = context.bytes();
    // EXPOSE: the recovery key is the message of the seal.
    hpke::seal(
        rng,
        to,
        info.as_bytes(),
        data.as_bytes(),
        recovery_key.expose(),
    )
}

/// On the portal: opens the recovery key and seals it to the phone's fresh key. `None` if the seal
/// belongs to another phone, vault or escrow key, or if the fresh key is no key.
pub fn answer(
    rng: &dyn Rng,
    with: &EscrowKeyPair,
    context: &EscrowContext<'_>,
    sealed: &Sealed,
    request_id: &str,
    fresh_key: &PublicKey,
) -> Option<Sealed> {
    let (info, data) = context.bytes();
    let recovery_key = hpke::open(&with.0, sealed, info.as_bytes(), data.as_bytes())?;
    Key::from_slice(&recovery_key)?;
    let answer = answer_context(context.identity, request_id, fresh_key);
    hpke::seal(rng, fresh_key, answer.as_bytes(), &[], &recovery_key).ok()
}

/// On the phone: opens the portal's answer. `None` if it belongs to another request or was altered.
pub fn open_answer(
    with: &PrivateKey,
    identity: &Identity,
    request_id: &str,
    sealed: &Sealed,
) -> Option<Key> {
    let context = answer_context(identity, request_id, &with.public_key());
    let opened = hpke::open(with, sealed, context.as_bytes(), &[])?;
    Key::from_slice(&opened)
}

impl EscrowContext<'_> {
    /// HPKE info and associated data.
    fn bytes(&self) -> (Context, Context) {
        let info = Context::bound(Purpose::Escrow, self.identity).text(self.escrow_key_id);
        let data = Context::new(Purpose::Escrow)
            .bytes(self.vault)
            .number(self.generation);
        (info, data)
    }
}

fn answer_context(identity: &Identity, request_id: &str, fresh_key: &PublicKey) -> Context {
    Context::bound(Purpose::EscrowAnswer, identity)
        .text(request_id)
        .bytes(&fresh_key.0)
}

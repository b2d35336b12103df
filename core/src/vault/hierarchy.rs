//! How a slot's key comes from its secret: through the hardware key, always.

use crate::crypto::context::{Context, Identity, Purpose};
use crate::crypto::keys::{self, Key};
use crate::error::Error;
use crate::ports::KeyStore;
use crate::store::generation;

/// FORMAT: t = HKDF(s, "hardware input").
pub(super) fn hardware_input(secret: &Key) -> Key {
    keys::derive_key(&[secret], Context::new(Purpose::HardwareInput).as_bytes())
}

/// FORMAT: slot key = HKDF(s ‖ PRF(t)), bound to slot and generation.
pub(super) fn slot_key(
    hardware: &dyn KeyStore,
    identity: &Identity,
    (slot, generation): (&str, u64),
    secret: &Key,
) -> Result<Key, Error> {
    let name = generation::key_name(generation);
    let answer = keys::hardware_prf(hardware, name, &hardware_input(secret))?;
    let info = Context::bound(Purpose::SlotKey, identity)
        .text(slot)
        .number(generation);
    Ok(keys::derive_key(&[secret, &answer], info.as_bytes()))
}

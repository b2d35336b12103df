//! How a slot's key comes from its secret: through the hardware key, always.

use crate::crypto::context::{Context, Identity, Purpose};
use crate::crypto::keys::{self, Key};
use crate::error::Error;
use crate::ports::KeyStore;
use crate::store::generation;

/// FORMAT: slot key = HKDF(s ‖ PRF(t)), t = HKDF(s, "hardware input").
pub(super) fn slot_key(
    hardware: &dyn KeyStore,
    identity: &Identity,
    (slot, generation): (&str, u64),
    secret: &Key,
) -> Result<Key, Error> {
    let input = keys::derive_key(&[secret], Context::new(Purpose::HardwareInput).as_bytes());
    let answer = keys::hardware_prf(hardware, generation::key_name(generation), &input)?;
    let info = Context::bound(Purpose::SlotKey, identity)
        .text(slot)
        .number(generation);
    Ok(keys::derive_key(&[secret, &answer], info.as_bytes()))
}

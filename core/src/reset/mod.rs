//! What a reset needs besides the engine: the escrow of the recovery key ([`escrow`]) and the
//! record of a reset that waits for its answer.

pub mod escrow;
pub mod pending;

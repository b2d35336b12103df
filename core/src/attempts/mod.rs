//! Failed attempts: what one costs ([`charge`]), when the next may be made ([`lockout`]), and which
//! wrong guess is not charged twice ([`recent`]).
//!
//! Pure functions over the ledger's counter. An attempt is charged before the answer is known and is
//! never given back except by the right passcode.

pub mod lockout;
pub mod recent;

use crate::clock::Reading;
use crate::store::ledger::{BootTime, Failures};

/// The counter after one more attempt, made now.
#[must_use]
pub fn charge(failures: Failures, now: &Reading) -> Failures {
    Failures {
        count: failures.count.saturating_add(1),
        last: Some(BootTime::from(now)),
    }
}

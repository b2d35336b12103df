//! Who this phone is to the portal, and whether it still is anybody.

use super::record::{self, Kind, Loaded};
use crate::crypto::context::Identity;
use crate::error::Error;
use crate::ports::{RecordName, Revision, Store};
use serde::{Deserialize, Serialize};

/// FORMAT: the device record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Whether its keys exist, are being destroyed, or are gone.
    pub status: Status,
    /// The names that every seal is bound to.
    pub identity: Identity,
}

/// FORMAT: where a device is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// Enrolled.
    Active,
    /// Its keys are to be destroyed; whatever interrupts it, it is finished at the next start.
    Retiring(Why),
    /// Its keys are gone.
    Retired(Why),
}

/// FORMAT: why the keys were destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// Somebody who may retired the device.
    Retired,
    /// The failed attempts reached the limit, and the rules say wipe.
    AtTheLimit,
    /// The phone was without contact for longer than the rules allow.
    OutOfContact,
}

impl Device {
    /// Reads the device record.
    ///
    /// # Errors
    /// Those of [`record::load`].
    pub fn load(store: &dyn Store) -> Result<Option<Loaded<Self>>, Error> {
        record::load(store, RecordName::Device, Kind::Device)
    }

    /// Writes the device record.
    ///
    /// # Errors
    /// Those of [`record::save`].
    pub fn save(&self, store: &dyn Store, expected: Option<Revision>) -> Result<Revision, Error> {
        record::save(store, (RecordName::Device, Kind::Device), expected, self)
    }
}

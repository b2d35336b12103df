//! What the records say, read together and authenticated, with nobody else writing meanwhile.

use super::state::{BlockReason, RetireReason, State};
use super::{Engine, Status as Shown};
use crate::attempts::lockout::{HARD_LIMIT, Lockout, lockout, remaining};
use crate::clock::Reading;
use crate::crypto::context::Identity;
use crate::error::Error;
use crate::policy::Limit;
use crate::ports::RecordName;
use crate::store::device::{Device, Status, Why};
use crate::store::generation::{BIOMETRIC_KEY, GenerationKey, key_name};
use crate::store::ledger::{Ledger, ShutOut, Standing};
use crate::vault::{Keyboard, Vault};
use std::sync::Arc;

const HOUR_MS: u64 = 60 * 60_000;
const DAY_MS: u64 = 24 * HOUR_MS;

/// What the records say.
pub(super) enum Records {
    /// Nothing: this phone is nobody yet.
    Nobody,
    /// The keys are destroyed, or, unfinished, about to be.
    Gone { why: Why, finished: bool },
    /// An enrolled phone.
    Enrolled(Box<Enrolled>),
}

/// An enrolled phone's records.
pub(super) struct Enrolled {
    pub(super) identity: Identity,
    pub(super) vault: Option<Vault>,
    pub(super) ledger: Ledger,
    pub(super) key: Arc<GenerationKey>,
    /// What counts; `None` if no copy of the ledger is authentic.
    pub(super) standing: Option<Standing>,
}

impl Enrolled {
    /// The generation of the vault; 0 if there is none.
    pub(super) fn generation(&self) -> u64 {
        self.key.generation()
    }

    /// Whether anything was proved by this generation's hardware key: a loaded vault always was.
    fn is_authentic(&self) -> bool {
        self.vault.is_some() || self.standing.is_some()
    }

    /// Whether an attempt may be made. SECURITY: without an authentic counter the attempts count as
    /// used up, so that deleting or altering it gains nothing.
    pub(super) fn lockout(&self, now: &Reading) -> Lockout {
        self.standing
            .as_ref()
            .map_or(Lockout::AtTheLimit, |standing| {
                lockout(&standing.failures, standing.policy.failed_attempts, now)
            })
    }

    /// Why the secure apps stay closed, if they do: counted from the last time the portal told.
    pub(super) fn block_reason(&self, now: &Reading) -> Option<BlockReason> {
        let Standing {
            policy,
            server_time,
            shut_out,
            ..
        } = self.standing.as_ref()?;
        match shut_out {
            Some(ShutOut::RolledBack) => return Some(BlockReason::RolledBack),
            Some(ShutOut::Unknown) => return Some(BlockReason::DeviceUnknown),
            None => {}
        }
        if self.is_to_be_wiped(now) {
            return Some(BlockReason::OutOfContact);
        }
        let Limit::After(hours) = policy.block_out_of_contact_hours else {
            return None;
        };
        let out_ms = server_time
            .estimate_ms(now)
            .saturating_sub(server_time.server_ms);
        (out_ms >= u64::from(hours) * HOUR_MS).then_some(BlockReason::OutOfContact)
    }

    /// Whether the phone was without contact for longer than the rules allow. SECURITY: only running
    /// time that was really counted wipes; a clock that jumped may block, never more.
    pub(super) fn is_to_be_wiped(&self, now: &Reading) -> bool {
        self.standing.as_ref().is_some_and(|standing| {
            let Limit::After(days) = standing.policy.wipe_out_of_contact_days else {
                return false;
            };
            standing.running.total_ms(now) >= u64::from(days) * DAY_MS
        })
    }

    /// Whether a passcode is to be created: there is none, and the rules require one.
    pub(super) fn needs_passcode(&self) -> bool {
        match (&self.vault, &self.standing) {
            (None, _) => true,
            (Some(vault), Some(standing)) => {
                vault.passcode_slot().is_none() && standing.policy.passcode_required
            }
            // Without an authentic ledger nobody knows the rules: only a reset helps.
            (Some(_), None) => false,
        }
    }

    /// What a screen needs to know.
    pub(super) fn status(&self, state: State, now: &Reading) -> Shown {
        let policy = self.standing.as_ref().map(|known| known.policy.clone());
        let number_pad = policy
            .as_ref()
            .is_some_and(|policy| policy.number_pad_is_enough());
        let by_rules = match number_pad {
            true => Keyboard::NumberPad,
            false => Keyboard::Full,
        };
        let with_passcode = self
            .vault
            .as_ref()
            .filter(|vault| vault.passcode_slot().is_some());
        Shown {
            state,
            keyboard: with_passcode.map_or(by_rules, |vault| vault.header.keyboard),
            attempts_remaining: with_passcode.map(|_| {
                self.standing.as_ref().map_or(0, |standing| {
                    remaining(&standing.failures, standing.policy.failed_attempts)
                })
            }),
            policy,
            biometrics: self.biometrics(now),
            grant: self.grant(now).cloned(),
            changes_at_since_boot_ms: None,
        }
    }

    /// The failed attempts that the rules allow.
    pub(super) fn failed_attempts(&self) -> u8 {
        self.standing
            .as_ref()
            .map_or(HARD_LIMIT, |standing| standing.policy.failed_attempts)
    }

    /// The vault.
    pub(super) fn vault(&self) -> Result<&Vault, Error> {
        self.vault.as_ref().ok_or(Error::EventNotAllowed)
    }

    /// The state as far as the records tell.
    pub(super) fn state(&self, now: &Reading) -> State {
        match self.lockout(now) {
            Lockout::MayTry => State::Locked,
            Lockout::Until { since_boot_ms } => State::LockedOut {
                until_since_boot_ms: Some(since_boot_ms),
            },
            Lockout::AtTheLimit => State::LockedOut {
                until_since_boot_ms: None,
            },
        }
    }
}

impl From<Why> for RetireReason {
    fn from(why: Why) -> Self {
        match why {
            Why::Retired => Self::Retired,
            Why::AtTheLimit => Self::AtTheLimit,
            Why::OutOfContact => Self::OutOfContact,
        }
    }
}

impl Engine {
    /// Reads all records. The caller holds the store's exclusive lock.
    pub(super) fn load(&self) -> Result<Records, Error> {
        let store = &*self.ports.store;
        let Some(device) = Device::load(store)? else {
            return match store.read(RecordName::Vault)? {
                None => Ok(Records::Nobody),
                Some(_) => Err(Error::RecordMissing),
            };
        };
        match device.value.status {
            Status::Active => self.load_enrolled(device.value.identity),
            Status::Retiring(why) => Ok(Records::Gone {
                why,
                finished: false,
            }),
            Status::Retired(why) => Ok(Records::Gone {
                why,
                finished: true,
            }),
        }
    }

    fn load_enrolled(&self, identity: Identity) -> Result<Records, Error> {
        let store = &*self.ports.store;
        let vault = Vault::load(store)?;
        let generation = vault.as_ref().map_or(0, |vault| vault.header.generation);
        let ledger = Ledger::load(store)?;
        let claimed = ledger.newest_claimed_generation();
        if vault.is_none() && claimed.is_some() && !ledger.has(generation) {
            return Err(Error::RecordMissing);
        }
        // A vault that its hardware key does not fit is an older one, if the ledger knows a newer.
        let rolled_back = claimed.is_some_and(|claimed| claimed > generation);
        let or_rolled_back = |error| {
            if rolled_back {
                Error::RecordRolledBack
            } else {
                error
            }
        };
        let key = self
            .generation_key(&identity, generation)
            .map_err(|error| {
                if error == Error::HardwareKeyLost {
                    or_rolled_back(error)
                } else {
                    error
                }
            })?;
        if let Some(vault) = &vault
            && let Err(error) = vault.verify(&identity, &key)
        {
            self.live().generation_key = None;
            return Err(or_rolled_back(error));
        }
        let standing = ledger.standing(&identity, &key);
        Ok(Records::Enrolled(Box::new(Enrolled {
            identity,
            vault,
            ledger,
            key,
            standing,
        })))
    }

    /// A generation's key, from memory or from the hardware.
    fn generation_key(
        &self,
        identity: &Identity,
        generation: u64,
    ) -> Result<Arc<GenerationKey>, Error> {
        if let Some((of, key)) = &self.live().generation_key
            && of == identity
            && key.generation() == generation
        {
            return Ok(Arc::clone(key));
        }
        let key = Arc::new(GenerationKey::obtain(
            &*self.ports.keys,
            identity,
            generation,
        )?);
        self.live().generation_key = Some((identity.clone(), Arc::clone(&key)));
        Ok(key)
    }

    /// At start: finishes what an interruption left half done. Nothing here is needed for the data;
    /// it makes old hardware keys useless. SECURITY: the other hardware key is deleted only after
    /// the vault, or else the ledger, proved authentic under its own.
    pub(super) fn tidy(&self) -> Result<(), Error> {
        let _exclusive = self.ports.store.exclusive()?;
        match self.load() {
            Ok(Records::Gone {
                why,
                finished: false,
            }) => self.destroy(why),
            Ok(Records::Enrolled(mut enrolled)) if enrolled.is_authentic() => {
                self.ports
                    .keys
                    .delete(key_name(enrolled.generation() + 1))?;
                let vault = enrolled.vault.as_ref();
                if !vault.is_some_and(Vault::has_biometric_slot) {
                    self.ports.keys.delete(BIOMETRIC_KEY)?;
                }
                let Enrolled {
                    identity,
                    ledger,
                    key,
                    standing,
                    ..
                } = &mut *enrolled;
                match standing {
                    Some(standing) if ledger.has_other_than(key.generation()) => {
                        ledger.write(&*self.ports.store, identity, key, standing)
                    }
                    _ => Ok(()),
                }
            }
            // An error is told again at the first event.
            Ok(_) | Err(_) => Ok(()),
        }
    }
}

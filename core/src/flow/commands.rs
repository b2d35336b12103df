//! What the portal wants done: each command once, whatever is lost on the way.
//!
//! What a command changes is durable before, or in the same step as, the note that it is done. The
//! portal hears of it at once if it can be reached, and at the next check-in anyway.

use super::records::Enrolled;
use super::{CarriedOut, Engine, Outcome};
use crate::clock::Reading;
use crate::error::Error;
use crate::policy::RuleChange;
use crate::portal::client::new_request_id;
use crate::portal::wire::{Action, Command, CommandsDone, path};
use crate::store::device::{Status, Why};
use crate::store::ledger::{Grant, Standing};

/// What is to be done.
pub(super) struct Orders {
    carried_out: Vec<CarriedOut>,
    retire: bool,
    /// The highest sequence number; `None` if there was no command.
    done: Option<u64>,
}

impl Standing {
    /// Takes up the commands that were not carried out yet, in their order.
    pub(super) fn take_orders(&mut self, commands: &[Command]) -> Orders {
        let mut orders = Orders {
            carried_out: Vec::new(),
            retire: false,
            done: None,
        };
        for command in commands {
            if command.sequence <= self.commands_done {
                continue;
            }
            match &command.action {
                Action::Lock => {
                    self.passcode_at = None;
                    orders.carried_out.push(CarriedOut::Locked);
                }
                Action::AppconnectUnlock(grant) => {
                    self.grant = Some(Grant {
                        id: grant.grant.clone(),
                        expires_at_ms: grant.expires_at_ms,
                        password_asked: grant.password_asked,
                    });
                    orders.carried_out.push(CarriedOut::AppConnectUnlocked);
                }
                Action::Retire => orders.retire = true,
                // Of a newer portal, which knows that this version passes it over.
                Action::Unknown => {}
            }
            self.commands_done = command.sequence;
            orders.done = Some(command.sequence);
        }
        orders
    }
}

impl Enrolled {
    /// The AppConnect Unlock that waits to be used. The portal decides whether it still is good.
    pub(super) fn grant(&self, now: &Reading) -> Option<&Grant> {
        let standing = self.standing.as_ref()?;
        let now_ms = standing.server_time.estimate_ms(now);
        let grant = standing.grant.as_ref();
        grant.filter(|grant| now_ms < grant.expires_at_ms)
    }
}

impl Engine {
    /// The caller holds the store's exclusive lock.
    pub(super) fn carry_out(&self, enrolled: &Enrolled, orders: &Orders) -> Result<(), Error> {
        if orders.carried_out.contains(&CarriedOut::Locked) {
            self.lock();
        }
        if orders.retire {
            self.lock();
            // The intent is durable first; the next start finishes it.
            self.mark(Status::Retiring(Why::Retired), &enrolled.identity)?;
            self.destroy_opening_keys()?;
        }
        Ok(())
    }

    /// Tells the portal. What opens the data is gone by then if that was the order; the key to tell it
    /// with goes last.
    pub(super) fn finish_orders(
        &self,
        device: &str,
        orders: Orders,
        changes: Vec<RuleChange>,
    ) -> Result<Outcome, Error> {
        if let Some(commands_done) = orders.done
            && let Ok(id) = new_request_id(&*self.ports.rng)
        {
            // If it does not get through, the next check-in tells.
            let done = CommandsDone { commands_done };
            let _ = self.client(device).notify(path::COMMANDS_DONE, &id, &done);
        }
        if orders.retire {
            let _exclusive = self.ports.store.exclusive()?;
            self.destroy(Why::Retired)?;
            return Ok(Outcome::Retired);
        }
        Ok(Outcome::CheckedIn {
            changes,
            commands: orders.carried_out,
        })
    }
}

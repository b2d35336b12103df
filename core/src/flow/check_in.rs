//! News from the portal: rules, escrow key, time, commands. And what follows if there is none.

use super::records::Enrolled;
use super::told::news_told;
use super::{Engine, EventKind, Outcome, Refusal};
use crate::clock::Reading;
use crate::error::Error;
use crate::passcode::rules;
use crate::portal::client::{Reply, new_request_id};
use crate::portal::wire::{CheckInAnswer, CheckInRequest, ConfigurationName, path};
use crate::session::auto_lock::AutoLock;
use crate::store::device::Why;
use crate::store::ledger::ShutOut;

/// Less running time than this need not be written down: check-ins are 15 minutes apart, or more.
const UNCOUNTED_MS: u64 = 10 * 60_000;

impl Engine {
    pub(super) fn check_in(&self) -> Result<Outcome, Error> {
        let (device, request) = self.report()?;
        let request_id = new_request_id(&*self.ports.rng)?;
        let reply = self
            .client(&device)
            .call(path::CHECK_IN, &request_id, &request);
        match reply {
            Ok(Reply::Answer(told)) => self.take_in(&device, &told),
            Ok(Reply::Refused(refusal)) => self.refused_at_check_in(refusal),
            Ok(Reply::Reused) => Err(Error::PortalAnswerInvalid),
            Err(error) => self.out_of_contact(error),
        }
    }

    /// What the phone tells. Running time without contact is written down on the way: a phone that
    /// cannot reach the portal comes here again and again.
    fn report(&self) -> Result<(String, CheckInRequest), Error> {
        let now = self.ports.clock.now();
        let _exclusive = self.ports.store.exclusive()?;
        let mut enrolled = self.load_for(EventKind::CheckIn, &now)?;
        // SECURITY: without an authentic counter there is nothing to write news beside; writing a
        // fresh one would give the attempts back.
        let standing = enrolled.standing.clone().ok_or(Error::RecordDamaged)?;
        if standing.running.uncounted_ms(&now) >= UNCOUNTED_MS {
            self.settle(&mut enrolled, |known| {
                known.running = known.running.counted(&now);
            })?;
        }
        let generation = enrolled.generation();
        let request = CheckInRequest {
            app_version: self.settings.app_version.clone(),
            generation,
            escrow_key_id: enrolled.vault.map(|vault| vault.escrow.key_id),
            configuration: ConfigurationName {
                id: standing.configuration.id,
                version: standing.configuration.version,
            },
            commands_done: standing.commands_done,
        };
        Ok((enrolled.identity.device, request))
    }

    fn take_in(&self, device: &str, told: &CheckInAnswer) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let (changes, orders) = {
            let _exclusive = self.ports.store.exclusive()?;
            let mut enrolled = self.load_for(EventKind::CheckIn, &now)?;
            let known = enrolled.standing.as_ref().ok_or(Error::RecordDamaged)?;
            let mut new = news_told(told, &now, known)?;
            let changes = known.policy.changes_to(&new.policy);
            let orders = new.take_orders(&told.commands);
            if !rules::ask_the_same(&known.policy, &new.policy) {
                // Only the passcode itself can be held against other rules.
                new.passcode_at = None;
            }
            let auto_lock = AutoLock::of(&new.policy);
            let no_biometrics = !new.policy.biometric_unlock;
            // Before it is written down as done: what dies in between is done again.
            self.carry_out(&enrolled, &orders)?;
            self.settle(&mut enrolled, |known| *known = new)?;
            if let Some(session) = &mut self.live().session {
                session.limit(auto_lock, &now);
            }
            if no_biometrics {
                self.remove_biometrics(&enrolled)?;
            }
            (changes, orders)
        };
        self.finish_orders(device, orders, changes)
    }

    /// SECURITY: a phone that the portal does not take for itself any more stays closed.
    fn refused_at_check_in(&self, refusal: Refusal) -> Result<Outcome, Error> {
        let shut_out = match refusal {
            Refusal::DeviceRolledBack => ShutOut::RolledBack,
            Refusal::DeviceUnknown => ShutOut::Unknown,
            Refusal::CredentialsNotAccepted
            | Refusal::ClientTooOld
            | Refusal::ResetNotAllowed
            | Refusal::ChangeNotAllowed
            | Refusal::BiometricsNotAllowed
            | Refusal::BiometricsOff
            | Refusal::PasscodeFirst
            | Refusal::GrantNotLive
            | Refusal::EscrowKeyDestroyed
            | Refusal::TooManyAttempts { .. } => return Ok(Outcome::Refused(refusal)),
        };
        let now = self.ports.clock.now();
        let _exclusive = self.ports.store.exclusive()?;
        let mut enrolled = self.load_for(EventKind::CheckIn, &now)?;
        self.settle(&mut enrolled, |known| known.shut_out = Some(shut_out))?;
        self.lock();
        Ok(Outcome::Refused(refusal))
    }

    /// No answer: after enough running time without any, the rules may say wipe. A portal that
    /// answers with trouble of its own was reached, and wipes nothing.
    fn out_of_contact(&self, error: Error) -> Result<Outcome, Error> {
        let was_out_of_reach = matches!(
            error,
            Error::PortalUnreachable | Error::PortalTimedOut | Error::PortalUntrusted
        );
        if !was_out_of_reach {
            return Err(error);
        }
        let now: Reading = self.ports.clock.now();
        let _exclusive = self.ports.store.exclusive()?;
        let enrolled: Enrolled = self.load_for(EventKind::CheckIn, &now)?;
        if !enrolled.is_to_be_wiped(&now) {
            return Err(error);
        }
        self.destroy(Why::OutOfContact)?;
        Ok(Outcome::Wiped)
    }
}

//! News from the portal: rules, escrow key, time.

use super::records::Enrolled;
use super::told::news_told;
use super::{Engine, EventKind, Outcome};
use crate::error::Error;
use crate::portal::client::{Reply, new_request_id};
use crate::portal::wire::{CheckInAnswer, CheckInRequest, ConfigurationName, path};
use crate::session::auto_lock::AutoLock;

impl Engine {
    pub(super) fn check_in(&self) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let (device, request) = {
            let _exclusive = self.ports.store.exclusive()?;
            let enrolled = self.load_for(EventKind::CheckIn, &now)?;
            let generation = enrolled.generation();
            let standing = enrolled.standing.ok_or(Error::RecordDamaged)?;
            let request = CheckInRequest {
                app_version: self.settings.app_version.clone(),
                generation,
                escrow_key_id: enrolled.vault.map(|vault| vault.escrow.key_id),
                configuration: ConfigurationName {
                    id: standing.configuration.id,
                    version: standing.configuration.version,
                },
                commands_done: 0,
            };
            (enrolled.identity.device, request)
        };
        let request_id = new_request_id(&*self.ports.rng)?;
        let told: CheckInAnswer =
            match self
                .client(&device)
                .call(path::CHECK_IN, &request_id, &request)?
            {
                Reply::Answer(told) => told,
                Reply::Refused(refusal) => return Ok(Outcome::Refused(refusal)),
                Reply::Reused => return Err(Error::PortalAnswerInvalid),
            };
        self.take_in(&told)
    }

    fn take_in(&self, told: &CheckInAnswer) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let _exclusive = self.ports.store.exclusive()?;
        let mut enrolled = self.load_for(EventKind::CheckIn, &now)?;
        let Enrolled {
            identity,
            ledger,
            key,
            standing,
            ..
        } = &mut enrolled;
        // SECURITY: without an authentic counter there is nothing to write news beside; writing a
        // fresh one would give the attempts back.
        let known = standing.as_ref().ok_or(Error::RecordDamaged)?;
        let new = news_told(told, &now, known)?;
        let changes = known.policy.changes_to(&new.policy);
        ledger.write(&*self.ports.store, identity, key, &new)?;
        if let Some(session) = &mut self.live().session {
            session.limit(AutoLock::of(&new.policy), &now);
        }
        Ok(Outcome::CheckedIn { changes })
    }
}

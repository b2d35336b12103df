//! The way back for somebody who forgot the passcode. Two steps, and no lock is held between them:
//! credentials to the portal, which opens the recovery key; then a new passcode.
//!
//! Until the new vault is committed nothing has changed: leaving midway costs nothing.

use super::chosen::{DerivedPasscode, Opens};
use super::records::Enrolled;
use super::told::standing_told;
use super::{Credentials, Engine, EventKind, NewPasscode, Outcome, Refusal};
use crate::clock::Reading;
use crate::crypto::context::Identity;
use crate::crypto::keys::Key;
use crate::error::Error;
use crate::policy::Policy;
use crate::portal::client::{Reply, new_request_id};
use crate::portal::wire::{Base64, ResetAnswer, ResetDone, ResetRequest, SecretText, path};
use crate::ports::RecordName;
use crate::reset::escrow;
use crate::reset::pending::PendingReset;
use crate::session::Session;
use crate::session::auto_lock::{AutoLock, Deadline};
use crate::store::ledger::Standing;
use crate::vault::SetBy;
use std::sync::Arc;

/// How long an opened recovery key may wait in memory for the new passcode.
const OPENED_MS: u64 = 5 * 60_000;

/// A reset whose credentials were accepted.
pub(super) struct OpenedReset {
    recovery: Key,
    request_id: String,
    generation: u64,
    standing: Standing,
    deadline: Deadline,
}

/// A request that is ready to be sent.
struct Prepared {
    identity: Identity,
    generation: u64,
    pending: PendingReset,
    request: ResetRequest,
}

/// How the user proves who they are.
enum Proof {
    /// By password or one-time PIN.
    Credentials(SecretText),
    /// By an AppConnect Unlock, and the password if it asks for one.
    Grant { password: Option<SecretText> },
}

/// What is sent of it.
struct Accepted {
    secret: Option<SecretText>,
    grant: Option<String>,
}

impl Enrolled {
    /// What is sent: secret and grant; or why nothing need be sent.
    fn accept_proof(
        &self,
        proof: Proof,
        now: &Reading,
    ) -> Result<Result<Accepted, Refusal>, Error> {
        let may_reset = self
            .standing
            .as_ref()
            .is_none_or(|standing| standing.policy.user_may_reset);
        match proof {
            Proof::Credentials(_) if !may_reset => Ok(Err(Refusal::ResetNotAllowed)),
            Proof::Credentials(secret) => Ok(Ok(Accepted {
                secret: Some(secret),
                grant: None,
            })),
            Proof::Grant { password } => {
                let Some(grant) = self.grant(now) else {
                    return Ok(Err(Refusal::GrantNotLive));
                };
                let secret = match (grant.password_asked, password) {
                    (true, None) => return Err(Error::CredentialsInvalid),
                    (true, password) => password,
                    (false, _) => None,
                };
                let grant = Some(grant.id.clone());
                Ok(Ok(Accepted { secret, grant }))
            }
        }
    }
}

impl OpenedReset {
    /// Whether it took too long, or the passcode was set another way meanwhile.
    pub(super) fn is_over(&self, generation: u64, now: &Reading) -> bool {
        self.deadline.is_over(now) || self.generation != generation
    }

    /// When its time is over.
    pub(super) fn ends_at_since_boot_ms(&self) -> u64 {
        self.deadline.since_boot_ms
    }
}

impl Engine {
    pub(super) fn begin_reset(&self, credentials: &Credentials<'_>) -> Result<Outcome, Error> {
        let secret = credentials.check()?;
        self.prove(credentials.user_name, Proof::Credentials(secret))
    }

    /// An AppConnect Unlock in place of the rules' leave, and maybe of the password.
    pub(super) fn redeem_grant(
        &self,
        user_name: &str,
        password: Option<&[u8]>,
    ) -> Result<Outcome, Error> {
        let password = match password {
            Some(secret) => Some(Credentials { user_name, secret }.check()?),
            None => None,
        };
        self.prove(user_name, Proof::Grant { password })
    }

    fn prove(&self, user_name: &str, proof: Proof) -> Result<Outcome, Error> {
        let locks = self.live().locks;
        let prepared = match self.prepare_reset(user_name, proof)? {
            Ok(prepared) => prepared,
            Err(refusal) => return Ok(Outcome::Refused(refusal)),
        };
        let reply = self.client(&prepared.identity.device).call(
            path::RESET,
            &prepared.pending.request_id,
            &prepared.request,
        )?;
        match reply {
            Reply::Answer(answer) => self.open_answer(prepared, &answer, locks),
            Reply::Refused(refusal) => {
                if refusal == Refusal::GrantNotLive {
                    self.forget_grant()?;
                }
                Ok(Outcome::Refused(refusal))
            }
            Reply::Reused => {
                let _exclusive = self.ports.store.exclusive()?;
                self.ports.store.remove(RecordName::Reset)?;
                Err(Error::Superseded)
            }
        }
    }

    fn open_answer(
        &self,
        prepared: Prepared,
        answer: &ResetAnswer,
        locks: u64,
    ) -> Result<Outcome, Error> {
        let Prepared {
            identity,
            generation,
            pending,
            ..
        } = prepared;
        let now = self.ports.clock.now();
        let standing = standing_told(&answer.standing, &now)?;
        let recovery = answer
            .recovery_key
            .to_sealed()
            .and_then(|sealed| {
                escrow::open_answer(&pending.fresh_key, &identity, &pending.request_id, &sealed)
            })
            .ok_or(Error::PortalAnswerInvalid)?;
        let mut live = self.live();
        if live.locks != locks {
            return Ok(Outcome::Locked);
        }
        live.reset = Some(OpenedReset {
            recovery,
            request_id: pending.request_id,
            generation,
            standing,
            deadline: Deadline::after(&now, OPENED_MS),
        });
        Ok(Outcome::ResetReady)
    }

    /// A refusal that the phone knows already: the portal would say the same.
    fn prepare_reset(
        &self,
        user_name: &str,
        proof: Proof,
    ) -> Result<Result<Prepared, Refusal>, Error> {
        let now = self.ports.clock.now();
        let _exclusive = self.ports.store.exclusive()?;
        let event = match proof {
            Proof::Credentials(_) => EventKind::BeginReset,
            Proof::Grant { .. } => EventKind::RedeemGrant,
        };
        let enrolled = self.load_for(event, &now)?;
        let Accepted { secret, grant } = match enrolled.accept_proof(proof, &now)? {
            Ok(accepted) => accepted,
            Err(refusal) => return Ok(Err(refusal)),
        };
        self.live().reset = None;
        let pending = PendingReset::resume_or_begin(
            &*self.ports.store,
            &*self.ports.rng,
            &enrolled.identity,
            &enrolled.key,
            (new_request_id(&*self.ports.rng)?, &now),
        )?;
        let vault = enrolled.vault()?;
        let request = ResetRequest {
            user_name: user_name.to_owned(),
            secret,
            grant,
            app_version: self.settings.app_version.clone(),
            vault: Base64(vault.header.vault_id.to_vec()),
            generation: vault.header.generation,
            escrow_key_id: vault.escrow.key_id.clone(),
            sealed_recovery_key: (&vault.escrow.sealed).into(),
            fresh_key: Base64(pending.fresh_key.public_key().0.to_vec()),
        };
        let generation = enrolled.generation();
        Ok(Ok(Prepared {
            identity: enrolled.identity,
            generation,
            pending,
            request,
        }))
    }

    /// The portal does not take the grant any more: used, cancelled or too old.
    fn forget_grant(&self) -> Result<(), Error> {
        let now = self.ports.clock.now();
        let _exclusive = self.ports.store.exclusive()?;
        let mut enrolled = self.load_for(EventKind::RedeemGrant, &now)?;
        self.settle(&mut enrolled, |known| known.grant = None)
    }

    pub(super) fn finish_reset(&self, new: &NewPasscode<'_>) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let locks = self.live().locks;
        let former = {
            let _exclusive = self.ports.store.exclusive()?;
            self.load_for(EventKind::FinishReset, &now)?
                .vault()?
                .history
                .clone()
        };
        let policy = self.reset_policy().ok_or(Error::EventNotAllowed)?;
        let derived = match self.accept(new, &policy, &former)? {
            Ok(derived) => derived,
            Err(outcome) => return Ok(outcome),
        };
        let (outcome, device, request_id) = match self.commit_reset(&derived, (&now, locks))? {
            Ok(committed) => committed,
            Err(outcome) => return Ok(outcome),
        };
        // The portal forgets its answer now rather than in ten minutes; nothing depends on it.
        if let Ok(id) = new_request_id(&*self.ports.rng) {
            let done = ResetDone { request_id };
            let _ = self.client(&device).notify(path::RESET_DONE, &id, &done);
        }
        Ok(outcome)
    }

    /// Commits the new passcode, unless it was used before: then the reset stays open.
    fn commit_reset(
        &self,
        derived: &DerivedPasscode,
        (now, locks): (&Reading, u64),
    ) -> Result<Result<(Outcome, String, String), Outcome>, Error> {
        let _exclusive = self.ports.store.exclusive()?;
        let mut enrolled = self.load_for(EventKind::FinishReset, now)?;
        let opened = self.live().reset.take().ok_or(Error::EventNotAllowed)?;
        let vault = enrolled.vault()?;
        let lineage = vault.lineage();
        let (keys, generation) = (&*self.ports.keys, enrolled.generation());
        let container = vault
            .recovery_slot()
            .open(keys, &enrolled.identity, generation, &opened.recovery)?
            .ok_or(Error::PortalAnswerInvalid)?;
        let policy = &opened.standing.policy;
        let auto_lock = AutoLock::of(policy);
        if let Some(refused) = enrolled.check_history(&container, derived, policy.history)? {
            let mut live = self.live();
            if live.locks == locks {
                live.reset = Some(opened);
            }
            return Ok(Err(refused));
        }
        let known = enrolled.standing.as_ref();
        let standing = Standing {
            commands_done: known.map_or(0, |known| known.commands_done),
            ..opened.standing
        };
        let opens = Opens::Passcode(derived, SetBy::Reset);
        let origin = self.reseal(&mut enrolled, &container, &lineage, &opens, standing)?;
        self.live().recent.forget();
        let session = Session::open(Arc::new(container), origin, auto_lock, now);
        let outcome = self.open_session(session, locks, Outcome::Reset);
        Ok(Ok((outcome, enrolled.identity.device, opened.request_id)))
    }

    pub(super) fn abandon_reset(&self) -> Result<Outcome, Error> {
        let reset = self.live().reset.take();
        reset
            .map(|_| Outcome::ResetAbandoned)
            .ok_or(Error::EventNotAllowed)
    }

    /// The rules that a new passcode must satisfy while a reset is open.
    pub(super) fn reset_policy(&self) -> Option<Policy> {
        self.live()
            .reset
            .as_ref()
            .map(|reset| reset.standing.policy.clone())
    }
}

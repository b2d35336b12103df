//! From nobody to a device of a user: a signing key, the portal's names, the first ledger.

use super::records::Records;
use super::told::standing_told;
use super::{Credentials, Engine, EventKind, Outcome};
use crate::clock::Reading;
use crate::crypto::context::Identity;
use crate::error::Error;
use crate::portal::client::{Reply, new_request_id};
use crate::portal::wire::{Base64, EnrollAnswer, EnrollRequest, SecretText, path};
use crate::ports::{KeyPurpose, RecordName};
use crate::store::device::{Device, Status};
use crate::store::generation::{GenerationKey, SIGNING_KEY, key_name};
use crate::store::ledger::Ledger;

/// The key id of a phone that has none yet.
const NOBODY: &str = "enroll";

/// No user name or password is longer, in bytes of UTF-8.
const MAXIMUM_CREDENTIAL_BYTES: usize = 1024;

impl Engine {
    pub(super) fn enroll(&self, credentials: &Credentials<'_>) -> Result<Outcome, Error> {
        let password = credentials.check()?;
        let now = self.ports.clock.now();
        let signing_key = {
            let _exclusive = self.ports.store.exclusive()?;
            self.may_enroll(&now)?;
            self.ports.keys.create(SIGNING_KEY, KeyPurpose::Signing)?
        };
        let request = EnrollRequest {
            user_name: credentials.user_name.to_owned(),
            password,
            platform: self.settings.platform,
            app_version: self.settings.app_version.clone(),
            device_name: self.settings.device_name.clone(),
            signing_key: Base64(signing_key),
        };
        let request_id = new_request_id(&*self.ports.rng)?;
        let answer = match self
            .client(NOBODY)
            .call(path::ENROLL, &request_id, &request)?
        {
            Reply::Answer(answer) => answer,
            Reply::Refused(refusal) => return Ok(Outcome::Refused(refusal)),
            Reply::Reused => return Err(Error::PortalAnswerInvalid),
        };
        self.become_device(answer)
    }

    fn become_device(&self, answer: EnrollAnswer) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let standing = standing_told(&answer.standing, &now)?;
        let identity = Identity {
            tenant: answer.tenant,
            user: answer.user,
            device: answer.device,
        };
        let (store, keys) = (&*self.ports.store, &*self.ports.keys);
        let _exclusive = store.exclusive()?;
        self.may_enroll(&now)?;
        keys.create(key_name(0), KeyPurpose::Prf)?;
        let key = GenerationKey::obtain(keys, &identity, 0)?;
        Ledger::load(store)?.write(store, &identity, &key, &standing)?;
        let replaced = store
            .read(RecordName::Device)?
            .map(|stored| stored.revision);
        Device {
            status: Status::Active,
            identity,
        }
        .save(store, replaced)?;
        self.live().generation_key = None;
        Ok(Outcome::Enrolled)
    }

    fn may_enroll(&self, now: &Reading) -> Result<(), Error> {
        let records: Records = self.load()?;
        self.state_of(&records, now).check(EventKind::Enroll)
    }
}

impl Credentials<'_> {
    /// The secret as it is sent.
    ///
    /// # Errors
    /// [`Error::CredentialsInvalid`] if no account can have such a name or secret.
    pub(super) fn check(&self) -> Result<SecretText, Error> {
        let fits = |bytes: &[u8]| (1..=MAXIMUM_CREDENTIAL_BYTES).contains(&bytes.len());
        if !fits(self.user_name.as_bytes()) || !fits(self.secret) {
            return Err(Error::CredentialsInvalid);
        }
        let text = std::str::from_utf8(self.secret).map_err(|_| Error::CredentialsInvalid)?;
        Ok(SecretText::new(text.to_owned()))
    }
}

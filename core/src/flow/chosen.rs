//! A passcode that is to be set: checked against the rules, compared with its repetition, derived.
//! All of it before any lock is taken, and before anything is charged.

use super::records::Enrolled;
use super::{Engine, NewPasscode, Outcome};
use crate::crypto::keys::{ContainerKey, Key};
use crate::error::Error;
use crate::passcode::history::{Candidate, History, SealedEpoch};
use crate::passcode::rules::{self, Rule};
use crate::passcode::{Passcode, TextVersion};
use crate::policy::Policy;
use crate::vault::{Keyboard, SetBy};

/// What a new vault opens by, in daily use.
pub(super) enum Opens<'a> {
    /// By a passcode.
    Passcode(&'a DerivedPasscode, SetBy),
    /// By itself: the rules require no passcode.
    ByItself,
}

/// A passcode that satisfies the rules, derived for a new vault.
pub(super) struct DerivedPasscode {
    pub(super) derived: Key,
    pub(super) salt: [u8; 16],
    pub(super) choice: Choice,
}

/// Whether the user chose it now.
pub(super) enum Choice {
    /// Chosen now.
    New {
        /// On which keyboard.
        keyboard: Keyboard,
        /// For the history.
        candidate: Candidate,
    },
    /// The passcode that the vault has already, derived anew.
    Same,
}

impl Opens<'_> {
    /// What a new passcode adds to the history.
    pub(super) fn candidate(&self) -> Option<&Candidate> {
        match self {
            Self::Passcode(new, _) => match &new.choice {
                Choice::New { candidate, .. } => Some(candidate),
                Choice::Same => None,
            },
            Self::ByItself => None,
        }
    }
}

impl Engine {
    /// Checks a new passcode and derives it, also for the history of the present vault; or says why
    /// not.
    pub(super) fn accept(
        &self,
        new: &NewPasscode<'_>,
        policy: &Policy,
        former: &[SealedEpoch],
    ) -> Result<Result<DerivedPasscode, Outcome>, Error> {
        let rejected = |violations| Ok(Err(Outcome::Rejected { violations }));
        let Ok(passcode) = Passcode::parse(new.passcode, TextVersion::CURRENT) else {
            return rejected(vec![Rule::AllowedCharacters]);
        };
        let violations = rules::violations(policy, &passcode);
        if !violations.is_empty() {
            return rejected(violations);
        }
        let repeated = Passcode::parse(new.repeated, TextVersion::CURRENT);
        if !repeated.is_ok_and(|repeated| repeated.is_same(&passcode)) {
            return Ok(Err(Outcome::NotTheSame));
        }
        let fresh = (self.random_16()?, self.settings.kdf);
        let candidate = Candidate::derive(&mut self.kdf(), former, &passcode, fresh)?;
        let choice = Choice::New {
            keyboard: new.keyboard,
            candidate,
        };
        self.derive(&passcode, choice).map(Ok)
    }

    /// Derives a passcode for a new vault.
    pub(super) fn derive(
        &self,
        passcode: &Passcode,
        choice: Choice,
    ) -> Result<DerivedPasscode, Error> {
        let salt = self.random_16()?;
        // EXPOSE: the passcode goes into its derivation.
        let text = passcode.expose().as_bytes();
        let derived = self.kdf().derive(self.settings.kdf, text, &salt)?;
        Ok(DerivedPasscode {
            derived,
            salt,
            choice,
        })
    }
}

impl Enrolled {
    /// The opened history of the vault; an empty one if there is no vault yet.
    pub(super) fn history(&self, container: &ContainerKey) -> Result<History, Error> {
        let sealed = self.vault.as_ref().map_or(&[][..], |vault| &vault.history);
        History::open(sealed, container, (&self.identity, self.generation()))
    }

    /// What is wrong with a passcode that the history knows.
    pub(super) fn check_history(
        &self,
        container: &ContainerKey,
        new: &DerivedPasscode,
        count: u8,
    ) -> Result<Option<Outcome>, Error> {
        let Choice::New { candidate, .. } = &new.choice else {
            return Ok(None);
        };
        let known = self
            .history(container)?
            .contains(container, candidate, count);
        let violations = vec![Rule::NotRecent(count)];
        Ok(known.then_some(Outcome::Rejected { violations }))
    }
}

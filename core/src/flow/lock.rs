//! What secure apps may ask while the session is open: their own key, and more time.

use super::{Engine, EventKind, Outcome};
use crate::crypto::hpke::PublicKey;
use crate::error::Error;

impl Engine {
    /// Seals an app's key to the app. It counts as use: the timer starts again.
    pub(super) fn hand_off(&self, app_id: &str, public_key: &PublicKey) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let enrolled = {
            let _exclusive = self.ports.store.exclusive()?;
            self.load_for(EventKind::HandOff, &now)?
        };
        let mut live = self.live();
        let session = live.session.as_mut().ok_or(Error::EventNotAllowed)?;
        session.touch(&now);
        session
            .hand_off(&*self.ports.rng, &enrolled.identity, app_id, public_key)
            .map(Outcome::HandedOff)
    }

    /// One timer over all secure apps: whichever is used, it starts again.
    pub(super) fn note_activity(&self) -> Result<Outcome, Error> {
        let now = self.ports.clock.now();
        let mut live = self.live();
        let change_needed = live.change_needed.is_some();
        let session = live
            .session
            .as_mut()
            .filter(|session| session.is_open(&now));
        session
            .filter(|_| !change_needed)
            .ok_or(Error::EventNotAllowed)?
            .touch(&now);
        Ok(Outcome::Noted)
    }

    /// Nobody looks at a secure app any more: the session ends after the grace of the rules, at once if
    /// there is none; an opened reset goes with the screen. It waits for nothing.
    pub(super) fn background(&self) -> Outcome {
        let now = self.ports.clock.now();
        let stays = {
            let mut live = self.live();
            live.session
                .as_mut()
                .is_some_and(|session| session.leave_foreground(&now))
        };
        if stays {
            return Outcome::Noted;
        }
        self.lock();
        Outcome::Locked
    }

    /// Locks if the rules say so. It waits for nothing: the session knows its rules.
    pub(super) fn screen_off(&self) -> Outcome {
        let stays = {
            let live = self.live();
            live.session
                .as_ref()
                .is_some_and(|session| !session.ends_on_screen_off())
        };
        if stays {
            return Outcome::Noted;
        }
        self.lock();
        Outcome::Locked
    }
}

//! A secure app: it gets its own key by hand-off and keeps a note sealed with it.

use passcode_core::Error;
use passcode_core::crypto::aead;
use passcode_core::crypto::keys::{Key, derive_key};
use passcode_core::flow::{Engine, Event, Outcome};
use passcode_core::platform::random::SystemRng;
use passcode_core::ports::Clock;
use passcode_core::session::handoff::{KeyRequest, SecureApp};

/// One secure app on a phone.
pub(super) struct App {
    id: String,
    role: SecureApp,
    note: Option<Vec<u8>>,
}

impl App {
    /// An app without a key and without data.
    pub(super) fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            role: SecureApp::new(id),
            note: None,
        }
    }

    /// The app's process starts anew: the key is gone, the data stays.
    pub(super) fn restart(&mut self) {
        self.role = SecureApp::new(&self.id);
    }

    /// Asks the manager for the app's key.
    pub(super) fn open(&mut self, engine: &Engine, clock: &dyn Clock) -> Result<(), Error> {
        let request = KeyRequest::new(&SystemRng)?;
        let public_key = request.public_key();
        let event = Event::HandOff {
            app_id: &self.id,
            public_key,
        };
        let Outcome::HandedOff(answer) = engine.handle(event)? else {
            return Err(Error::HandOffInvalid);
        };
        self.role.accept(clock, request, &answer)
    }

    /// Seals a note with the key that the app holds.
    pub(super) fn seal_note(&mut self, clock: &dyn Clock, note: &str) -> Result<(), Error> {
        let sealed = self.role.with_key(clock, |key| {
            aead::seal_once(note_key(key), b"note", note.as_bytes())
        })?;
        self.note = Some(sealed);
        Ok(())
    }

    /// Reads the note with the key that the app holds. `None`: no note, or the key does not fit it.
    pub(super) fn read_note(&mut self, clock: &dyn Clock) -> Result<Option<String>, Error> {
        let note = self.note.as_deref();
        self.role.with_key(clock, |key| {
            let opened = aead::open(&note_key(key), b"note", note?).ok()?;
            String::from_utf8(opened.to_vec()).ok()
        })
    }
}

/// The key of the one note that a simulated app ever keeps.
fn note_key(app_key: &[u8; 32]) -> Key {
    derive_key(&[&Key::from_bytes(app_key)], b"the note of a simulated app")
}

//! The app role: one secure app, its own key, until the deadline, and nothing else.

use crate::error::PasscodeError;
use crate::hand_off::HandOff;
use crate::ports::{Clock, HostClock};
use passcode_core::platform::random::SystemRng;
use passcode_core::session::handoff;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The app role of the library, for mail, documents and the like. It has no passcode and no records.
///
/// Ask the manager for the key whenever the app comes to the front, and lock if it is refused: what
/// was handed out cannot be called back.
#[derive(uniffi::Object)]
pub struct SecureApp {
    clock: HostClock,
    role: Mutex<Role>,
}

struct Role {
    app: handoff::SecureApp,
    asked: Option<handoff::KeyRequest>,
}

#[uniffi::export]
impl SecureApp {
    /// An app without a key. `app_id` is what the manager's operating system calls it.
    #[uniffi::constructor]
    pub fn new(app_id: String, clock: Arc<dyn Clock>) -> Self {
        let role = Role {
            app: handoff::SecureApp::new(app_id),
            asked: None,
        };
        Self {
            clock: HostClock::new(clock),
            role: Mutex::new(role),
        }
    }

    /// Draws a one-use key pair and answers its public half, 32 bytes, for the manager. An earlier
    /// request is forgotten.
    ///
    /// # Errors
    /// [`PasscodeError::RandomUnavailable`].
    pub fn request_key(&self) -> Result<Vec<u8>, PasscodeError> {
        let request = handoff::KeyRequest::new(&SystemRng)?;
        let public_key = request.public_key().0.to_vec();
        self.role().asked = Some(request);
        Ok(public_key)
    }

    /// Takes the manager's answer to the last request, which is then used up.
    ///
    /// # Errors
    /// [`PasscodeError::HandOffInvalid`] if it is for another app or request, or altered;
    /// [`PasscodeError::HandOffExpired`] if it came too late.
    pub fn accept(&self, answer: HandOff) -> Result<(), PasscodeError> {
        let answer = handoff::HandOff::try_from(answer)?;
        let mut role = self.role();
        let request = role.asked.take().ok_or(PasscodeError::HandOffInvalid)?;
        Ok(role.app.accept(&self.clock, request, &answer)?)
    }

    /// A copy of the app's key: 32 bytes. SECURITY: wipe it after use, and ask again the next time:
    /// past the deadline the library wipes its own instead.
    ///
    /// # Errors
    /// [`PasscodeError::HandOffExpired`]: ask the manager again; it may have to be unlocked first.
    pub fn key(&self) -> Result<Vec<u8>, PasscodeError> {
        // EXPOSE: the app encrypts its own data with its own key.
        let key = self.role().app.with_key(&self.clock, |key| key.to_vec())?;
        Ok(key)
    }

    /// Wipes the key.
    pub fn lock(&self) {
        let mut role = self.role();
        role.asked = None;
        role.app.lock();
    }
}

impl SecureApp {
    fn role(&self) -> MutexGuard<'_, Role> {
        self.role.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

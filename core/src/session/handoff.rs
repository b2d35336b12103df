//! How a secure app gets its own key, and nothing else.
//!
//! The app makes a one-use key pair ([`KeyRequest`]); the manager seals the app's key to it
//! ([`HandOff`]); the app holds the key in memory until the deadline ([`SecureApp`]). Nothing of it
//! is ever written. SECURITY: the manager takes the app's id from the operating system, never from
//! the request.

use super::auto_lock::Deadline;
use crate::crypto::context::{Context, Purpose};
use crate::crypto::hpke::{self, PrivateKey, PublicKey, Sealed};
use crate::crypto::keys::Key;
use crate::error::Error;
use crate::ports::{Clock, Rng};

/// An app's wish for its key: good for one answer.
pub struct KeyRequest(PrivateKey);

/// The manager's answer. FORMAT: the deadline is bound to the seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOff {
    /// The sealed app key.
    pub sealed: Sealed,
    /// Until when the app may use it.
    pub deadline: Deadline,
}

/// The app role of the library: one app, one key, until the deadline.
///
/// The manager may lock before. An app asks for its key anew whenever it comes to the front, and locks
/// if it is refused: what was handed out cannot be called back.
pub struct SecureApp {
    app_id: String,
    held: Option<(Key, Deadline)>,
}

impl KeyRequest {
    /// Draws a one-use key pair.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`].
    pub fn new(rng: &dyn Rng) -> Result<Self, Error> {
        PrivateKey::generate(rng).map(Self)
    }

    /// What the app sends to the manager: 32 bytes.
    pub fn public_key(&self) -> PublicKey {
        self.0.public_key()
    }
}

impl HandOff {
    pub(super) fn seal(
        rng: &dyn Rng,
        key: &Key,
        app_id: &str,
        to: &PublicKey,
        deadline: Deadline,
    ) -> Result<Self, Error> {
        let info = context(app_id, to, &deadline);
        // EXPOSE: the app's key is the message of the seal.
        let sealed = hpke::seal(rng, to, info.as_bytes(), &[], key.expose()).map_err(|error| {
            if error == Error::RecordDamaged {
                Error::HandOffInvalid
            } else {
                error
            }
        })?;
        Ok(Self { sealed, deadline })
    }
}

impl SecureApp {
    /// An app without a key.
    pub fn new(app_id: impl Into<String>) -> Self {
        Self {
            app_id: app_id.into(),
            held: None,
        }
    }

    /// Takes the manager's answer to a request.
    ///
    /// # Errors
    /// [`Error::HandOffInvalid`] if it is for another app or request, or altered;
    /// [`Error::HandOffExpired`] if it came too late.
    pub fn accept(
        &mut self,
        clock: &dyn Clock,
        request: KeyRequest,
        answer: &HandOff,
    ) -> Result<(), Error> {
        if answer.deadline.is_over(&clock.now()) {
            return Err(Error::HandOffExpired);
        }
        let info = context(&self.app_id, &request.public_key(), &answer.deadline);
        let key = hpke::open(&request.0, &answer.sealed, info.as_bytes(), &[])
            .and_then(|opened| Key::from_slice(&opened))
            .ok_or(Error::HandOffInvalid)?;
        self.held = Some((key, answer.deadline));
        Ok(())
    }

    /// Lends the key to a piece of code. Past the deadline the key is wiped instead.
    ///
    /// # Errors
    /// [`Error::HandOffExpired`]: ask the manager again; it may have to be unlocked first.
    pub fn with_key<T>(
        &mut self,
        clock: &dyn Clock,
        work: impl FnOnce(&[u8; 32]) -> T,
    ) -> Result<T, Error> {
        match &self.held {
            // EXPOSE: the app encrypts its own data with its own key.
            Some((key, deadline)) if !deadline.is_over(&clock.now()) => Ok(work(key.expose())),
            _ => {
                self.held = None;
                Err(Error::HandOffExpired)
            }
        }
    }

    /// Wipes the key.
    pub fn lock(&mut self) {
        self.held = None;
    }
}

fn context(app_id: &str, public_key: &PublicKey, deadline: &Deadline) -> Context {
    Context::new(Purpose::HandOff)
        .text(app_id)
        .bytes(&public_key.0)
        .number(deadline.since_boot_ms)
        .bytes(&deadline.boot_id)
}

#[cfg(test)]
mod tests {
    use super::{HandOff, KeyRequest, SecureApp};
    use crate::clock::Reading;
    use crate::crypto::hpke::{PrivateKey, Sealed};
    use crate::crypto::keys::Key;
    use crate::error::Error;
    use crate::ports::Clock;
    use crate::session::auto_lock::Deadline;
    use crate::testing::{ManualClock, SeededRng};
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    struct World {
        clock: ManualClock,
        rng: SeededRng,
        app: SecureApp,
    }

    fn world() -> World {
        World {
            clock: ManualClock::default(),
            rng: SeededRng::new(1),
            app: SecureApp::new("mail"),
        }
    }

    impl World {
        fn answer(&self, app_id: &str, request: &KeyRequest) -> HandOff {
            let deadline = Deadline::after(&self.clock.now(), 1_000);
            let key = Key::from_bytes(&[7; 32]);
            HandOff::seal(&self.rng, &key, app_id, &request.public_key(), deadline).unwrap()
        }
    }

    #[test]
    fn the_key_can_be_used_until_the_deadline() {
        let mut world = world();
        let request = KeyRequest::new(&world.rng).unwrap();
        let answer = world.answer("mail", &request);
        world.app.accept(&world.clock, request, &answer).unwrap();
        assert_eq!(world.app.with_key(&world.clock, |key| *key), Ok([7; 32]));
        world.clock.advance_ms(1_000);
        assert_eq!(
            world.app.with_key(&world.clock, |key| *key),
            Err(Error::HandOffExpired)
        );
        world.clock.set_wall_ms(0);
        assert_eq!(
            world.app.with_key(&world.clock, |key| *key),
            Err(Error::HandOffExpired)
        );
    }

    #[test]
    fn a_restart_and_a_lock_end_it() {
        let mut world = world();
        for end in [
            |world: &mut World| world.clock.restart(),
            |world: &mut World| world.app.lock(),
        ] {
            let request = KeyRequest::new(&world.rng).unwrap();
            let answer = world.answer("mail", &request);
            world.app.accept(&world.clock, request, &answer).unwrap();
            end(&mut world);
            assert_eq!(
                world.app.with_key(&world.clock, |_| ()),
                Err(Error::HandOffExpired)
            );
        }
    }

    #[test]
    fn an_answer_for_another_app_request_or_deadline_is_refused() {
        let mut world = world();
        let fresh = || KeyRequest::new(&SeededRng::new(5)).unwrap();
        let for_other_app = world.answer("documents", &fresh());
        let for_other_request = world.answer("mail", &KeyRequest::new(&world.rng).unwrap());
        let mut prolonged = world.answer("mail", &fresh());
        prolonged.deadline.since_boot_ms += 1;
        for answer in [for_other_app, for_other_request, prolonged] {
            let refused = world.app.accept(&world.clock, fresh(), &answer);
            assert_eq!(refused, Err(Error::HandOffInvalid));
        }
        let late = world.answer("mail", &fresh());
        world.clock.advance_ms(1_000);
        let refused = world.app.accept(&world.clock, fresh(), &late);
        assert_eq!(refused, Err(Error::HandOffExpired));
    }

    /// A secure app may be built with another version of this library than the manager.
    #[test]
    fn a_frozen_answer_gives_the_app_its_key() {
        let frozen: serde_json::Value =
            serde_json::from_str(include_str!("../../../vectors/hand-off-1.json")).unwrap();
        let bytes = |name: &str| {
            URL_SAFE_NO_PAD
                .decode(frozen[name].as_str().unwrap())
                .unwrap()
        };
        let private = Key::from_slice(&bytes("private_key")).unwrap();
        let request = KeyRequest(PrivateKey::from_key(private));
        let deadline = Deadline {
            since_boot_ms: frozen["deadline_since_boot_ms"].as_u64().unwrap(),
            boot_id: bytes("boot_id").try_into().unwrap(),
        };
        let sealed = Sealed {
            enc: bytes("enc").try_into().unwrap(),
            ciphertext: bytes("ciphertext"),
        };
        let clock = ManualClock::at(Reading {
            wall_ms: 0,
            since_boot_ms: deadline.since_boot_ms - 1,
            boot_id: deadline.boot_id,
        });
        let mut app = SecureApp::new(frozen["app_id"].as_str().unwrap());
        app.accept(&clock, request, &HandOff { sealed, deadline })
            .unwrap();
        assert_eq!(
            app.with_key(&clock, |key| key.to_vec()).unwrap(),
            bytes("app_key")
        );
    }
}

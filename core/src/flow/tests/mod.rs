//! The engine on stand-in ports, against a portal that keeps to the wire format.

mod biometrics;
mod commands;
mod contact;
mod crashes;
mod journeys;
mod limits;
mod messages;
mod portal;
mod random;
mod resets;
mod rules;
mod tampering;
mod unprotected;
mod upkeep;
mod vectors;

use super::{Credentials, Engine, Event, NewPasscode, Outcome, Ports, Settings};
use crate::error::Error;
use crate::portal::wire::Platform;
use crate::ports::{KeyStore, Rng};
use crate::session::handoff::{KeyRequest, SecureApp};
use crate::testing::{
    CHEAP_KDF, FaultPlan, Hardware, ManualClock, MemoryStore, SeededRng, SoftKeyStore,
};
use crate::vault::Keyboard;
use portal::FakePortal;
use std::sync::Arc;

const MINUTE: u64 = 60_000;
const PASSWORD: &str = "correct horse";
const FIRST: &str = "847319";
const SECOND: &str = "otter-52";

/// One phone and its portal; engines come and go like processes.
struct World {
    hardware: Hardware,
    clock: Arc<ManualClock>,
    rng: Arc<dyn Rng>,
    faults: Arc<FaultPlan>,
    store: Arc<MemoryStore>,
    keys: Arc<SoftKeyStore>,
    portal: Arc<FakePortal>,
}

impl World {
    fn new() -> Self {
        Self::on(Hardware::Hmac)
    }

    fn on(hardware: Hardware) -> Self {
        Self::seeded(hardware, 1)
    }

    /// Another phone: other keys, although the portal gives it the same names.
    fn other() -> Self {
        Self::seeded(Hardware::Hmac, 1_000)
    }

    fn seeded(hardware: Hardware, seed: u64) -> Self {
        let faults = Arc::new(FaultPlan::default());
        Self {
            hardware,
            clock: Arc::default(),
            rng: Arc::new(SeededRng::new(seed)),
            store: Arc::new(MemoryStore::with_faults(Arc::clone(&faults))),
            keys: Arc::new(SoftKeyStore::with_faults(
                hardware,
                SeededRng::new(seed + 1),
                Arc::clone(&faults),
            )),
            portal: Arc::new(FakePortal::new()),
            faults,
        }
    }

    /// A process starts.
    fn start(&self) -> Engine {
        let (ports, settings) = self.host();
        Engine::open(ports, settings).unwrap()
    }

    /// What a host provides, and knows about itself.
    fn host(&self) -> (Ports, Settings) {
        let ports = Ports {
            clock: Arc::<ManualClock>::clone(&self.clock),
            rng: Arc::clone(&self.rng),
            store: Arc::<MemoryStore>::clone(&self.store),
            keys: Arc::<SoftKeyStore>::clone(&self.keys) as Arc<dyn KeyStore>,
            transport: Arc::<FakePortal>::clone(&self.portal),
        };
        let settings = Settings {
            platform: Platform::Ios,
            app_version: "3.1.0".to_owned(),
            device_name: "phone".to_owned(),
            kdf: CHEAP_KDF,
        };
        (ports, settings)
    }

    /// Enrolled, with the first passcode, unlocked.
    fn created(&self) -> Engine {
        let engine = self.start();
        assert_eq!(engine.handle(enroll()), Ok(Outcome::Enrolled));
        assert_eq!(engine.handle(create(FIRST)), Ok(Outcome::Created));
        engine
    }

    /// Enrolled, with the first passcode, locked.
    fn locked(&self) -> Engine {
        let engine = self.created();
        engine.lock();
        engine
    }

    /// What the mail app would get.
    fn app_key(&self, engine: &Engine) -> Result<[u8; 32], Error> {
        let request = KeyRequest::new(&*self.rng)?;
        let public_key = request.public_key();
        let outcome = engine.handle(Event::HandOff {
            app_id: "mail",
            public_key,
        })?;
        let Outcome::HandedOff(answer) = outcome else {
            panic!("{outcome:?}")
        };
        let mut app = SecureApp::new("mail");
        app.accept(&*self.clock, request, &answer)?;
        app.with_key(&*self.clock, |key| *key)
    }

    /// The app key that a passcode leads to, in a process of its own; `None` if it is wrong.
    fn opens(&self, passcode: &str) -> Option<[u8; 32]> {
        let engine = self.start();
        let outcome = engine.handle(unlock(passcode)).unwrap();
        if matches!(outcome, Outcome::WrongPasscode { .. }) {
            return None;
        }
        assert_eq!(outcome, Outcome::Unlocked);
        Some(self.app_key(&engine).unwrap())
    }
}

fn enroll() -> Event<'static> {
    Event::Enroll(credentials(PASSWORD))
}

fn credentials(secret: &str) -> Credentials<'_> {
    Credentials {
        user_name: "alice",
        secret: secret.as_bytes(),
    }
}

fn new(passcode: &str) -> NewPasscode<'_> {
    let passcode = passcode.as_bytes();
    NewPasscode {
        passcode,
        repeated: passcode,
        keyboard: Keyboard::Full,
    }
}

fn create(passcode: &str) -> Event<'_> {
    Event::Create(new(passcode))
}

fn unlock(passcode: &str) -> Event<'_> {
    Event::Unlock {
        passcode: passcode.as_bytes(),
    }
}

fn change<'a>(current: &'a str, to: &'a str) -> Event<'a> {
    Event::Change {
        current: Some(current.as_bytes()),
        new: new(to),
    }
}

fn wrong(attempts_remaining: u8) -> Result<Outcome, Error> {
    Ok(Outcome::WrongPasscode {
        attempts_remaining,
        next_attempt_since_boot_ms: None,
    })
}

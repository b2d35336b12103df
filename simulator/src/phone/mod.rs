//! A simulated phone: the manager app with the real library, records in files, simulated key
//! hardware, a clock to turn, and secure apps with data of their own.

mod actions;
mod apps;
mod files;
mod network;
mod verbs;

pub use actions::Answer;
pub use files::FileStore;
pub use network::{Network, Trouble};
pub use verbs::Action;

use apps::App;
use passcode_core::Error;
use passcode_core::crypto::kdf::KdfParams;
use passcode_core::flow::{Engine, Ports, Settings};
use passcode_core::platform::random::SystemRng;
use passcode_core::portal::wire::Platform;
use passcode_core::ports::Transport;
use passcode_core::testing::{Hardware, ManualClock, SoftKeyStore};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// A simulated phone.
pub struct Phone {
    ports: Ports,
    settings: Settings,
    clock: Arc<ManualClock>,
    network: Arc<Network>,
    files: Arc<FileStore>,
    keys: Arc<SoftKeyStore>,
    engine: Engine,
    apps: BTreeMap<String, App>,
}

/// What a phone is made of.
pub struct PhoneModel<'a> {
    /// What the user calls it.
    pub name: &'a str,
    /// Its operating system.
    pub platform: Platform,
    /// The version of the manager app.
    pub app_version: &'a str,
}

impl Phone {
    /// A new phone with its records below `folder`, which talks through `transport`.
    ///
    /// # Errors
    /// If the folder cannot be used.
    pub fn new(
        model: &PhoneModel<'_>,
        folder: &Path,
        transport: Box<dyn Transport>,
    ) -> io::Result<Self> {
        let clock = Arc::new(ManualClock::default());
        let network = Arc::new(Network::new(transport));
        // The Secure Enclave agrees on keys, the Android Keystore computes HMAC.
        let hardware = match model.platform {
            Platform::Ios => Hardware::KeyAgreement,
            Platform::Android => Hardware::Hmac,
        };
        let files = Arc::new(FileStore::open(folder)?);
        let keys = Arc::new(SoftKeyStore::new(hardware, SystemRng));
        let ports = Ports {
            clock: Arc::<ManualClock>::clone(&clock),
            rng: Arc::new(SystemRng),
            store: Arc::<FileStore>::clone(&files),
            keys: Arc::<SoftKeyStore>::clone(&keys),
            transport: Arc::<Network>::clone(&network),
        };
        let settings = Settings {
            platform: model.platform,
            app_version: model.app_version.to_owned(),
            device_name: model.name.to_owned(),
            kdf: KdfParams::FLOOR,
        };
        let engine = start(&ports, &settings)?;
        Ok(Self {
            ports,
            settings,
            clock,
            network,
            files,
            keys,
            engine,
            apps: BTreeMap::new(),
        })
    }

    /// Time passes, on every clock of the phone.
    pub fn advance_ms(&self, ms: u64) {
        self.clock.advance_ms(ms);
    }

    /// The wall clock says this, whatever it said before.
    pub fn set_wall_ms(&self, wall_ms: u64) {
        self.clock.set_wall_ms(wall_ms);
    }

    /// What the network does from now on.
    pub fn set_trouble(&self, trouble: Trouble) {
        self.network.set_trouble(trouble);
    }

    /// The library.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The phone restarts: memory is gone, files and hardware keys stay.
    fn restart(&mut self) -> io::Result<()> {
        self.clock.restart();
        self.apps.values_mut().for_each(App::restart);
        self.start_again()
    }

    /// The manager's process starts anew.
    fn start_again(&mut self) -> io::Result<()> {
        self.engine = start(&self.ports, &self.settings)?;
        Ok(())
    }
}

fn start(ports: &Ports, settings: &Settings) -> io::Result<Engine> {
    Engine::open(ports.clone(), settings.clone()).map_err(|error: Error| io::Error::other(error))
}

//! Several processes of one manager app over the same records and keys: real processes, real files.
//!
//! Each is this test binary again, with `process_of_its_own` as its only test; it reads commands from
//! its standard input, so that all of them begin at the same moment.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod support;

use passcode_core::crypto::calibrate::calibrate;
use passcode_core::crypto::kdf::KdfParams;
use passcode_core::crypto::software_key::{Hardware, SoftwareKey};
use passcode_core::flow::{Engine, Event, NewPasscode, Outcome, Ports};
use passcode_core::platform::clock::SystemClock;
use passcode_core::platform::random::SystemRng;
use passcode_core::ports::{
    HttpAnswer, HttpRequest, KeyPurpose, KeyStore, KeyStoreFailure, PrfInput, Transport,
    TransportFailure,
};
use passcode_core::testing::ManualClock;
use passcode_core::vault::Keyboard;
use passcode_simulator::phone::FileStore;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};
use support::{Process, enroll, mail_app, portal, settings};
use zeroize::Zeroizing;

const FOLDER: &str = "PASSCODE_TEST_FOLDER";
const PROCESSES: usize = 4;

/// Simulated key hardware that several processes reach: a file a key.
struct FileKeys(PathBuf);

impl FileKeys {
    fn key(&self, name: &str) -> Result<SoftwareKey, KeyStoreFailure> {
        let bytes = fs::read(self.0.join(name)).map_err(|_| KeyStoreFailure::Missing)?;
        SoftwareKey::from_bytes(&bytes).ok_or(KeyStoreFailure::Missing)
    }
}

impl KeyStore for FileKeys {
    fn create(&self, name: &str, _: KeyPurpose) -> Result<Vec<u8>, KeyStoreFailure> {
        let key = SoftwareKey::generate(&SystemRng).map_err(|_| KeyStoreFailure::Unavailable)?;
        let new = self.0.join(format!("{name}.new"));
        fs::write(&new, key.expose()).unwrap();
        fs::rename(new, self.0.join(name)).unwrap();
        Ok(key.public_key())
    }

    fn delete(&self, name: &str) -> Result<(), KeyStoreFailure> {
        let _ = fs::remove_file(self.0.join(name));
        Ok(())
    }

    fn prf(&self, name: &str, input: &PrfInput) -> Result<Zeroizing<[u8; 32]>, KeyStoreFailure> {
        let answer = self.key(name)?.prf(Hardware::Hmac, input);
        answer.ok_or(KeyStoreFailure::Unavailable)
    }

    fn sign(&self, name: &str, message: &[u8]) -> Result<Vec<u8>, KeyStoreFailure> {
        Ok(self.key(name)?.sign(message))
    }
}

struct NoNetwork;

impl Transport for NoNetwork {
    fn send(&self, _: &HttpRequest) -> Result<HttpAnswer, TransportFailure> {
        Err(TransportFailure::Unreachable)
    }
}

fn engine(folder: &Path, transport: Arc<dyn Transport>) -> Engine {
    let ports = Ports {
        clock: Arc::new(ManualClock::default()),
        rng: Arc::new(SystemRng),
        store: Arc::new(FileStore::open(&folder.join("records")).unwrap()),
        keys: Arc::new(FileKeys(folder.join("keys"))),
        transport,
    };
    Engine::open(ports, settings()).unwrap()
}

fn new(passcode: &str) -> NewPasscode<'_> {
    let passcode = passcode.as_bytes();
    NewPasscode {
        passcode,
        repeated: passcode,
        keyboard: Keyboard::Full,
    }
}

fn unlock(passcode: &str) -> Event<'_> {
    let passcode = passcode.as_bytes();
    Event::Unlock { passcode }
}

/// What the mail app gets in an open session.
fn app_key(engine: &Engine) -> [u8; 32] {
    let clock = ManualClock::default();
    let mut app = mail_app(engine, &SystemRng, &clock);
    app.with_key(&clock, |key| *key).unwrap()
}

/// An enrolled phone with a passcode, and the processes of its manager app.
struct Shared {
    folder: tempfile::TempDir,
    processes: Vec<Process>,
    key: [u8; 32],
}

impl Shared {
    fn start(passcode: &str) -> Self {
        let control = portal();
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("keys")).unwrap();
        let engine = engine(folder.path(), Arc::new(control.transport().unwrap()));
        enroll(&engine);
        let created = engine.handle(Event::Create(new(passcode)));
        assert_eq!(created, Ok(Outcome::Created));
        let key = app_key(&engine);
        let processes = (0..PROCESSES).map(|_| Process::start(&[(FOLDER, folder.path())]));
        Self {
            processes: processes.collect(),
            folder,
            key,
        }
    }

    /// A process that looks afterwards.
    fn look(&self) -> Engine {
        engine(self.folder.path(), Arc::new(NoNetwork))
    }

    /// Tells every process its command at the same moment, and waits for all answers.
    fn at_once(&mut self, command: impl Fn(usize) -> String) -> Vec<String> {
        for (number, process) in self.processes.iter_mut().enumerate() {
            process.send(&format!("{}\n", command(number)));
        }
        let answers = self.processes.iter_mut();
        answers.map(|process| process.line("answer ")).collect()
    }
}

#[test]
#[ignore = "the other tests of this file start it as a process of its own"]
fn process_of_its_own() {
    let folder = PathBuf::from(env::var_os(FOLDER).unwrap());
    let engine = engine(&folder, Arc::new(NoNetwork));
    println!();
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let words: Vec<_> = line.split(' ').collect();
        let outcome = match words.as_slice() {
            ["unlock", passcode] => engine.handle(unlock(passcode)),
            ["change", current, to] => {
                engine.lock();
                match engine.handle(unlock(current)) {
                    Ok(Outcome::Unlocked) => engine.handle(Event::Change {
                        current: Some(current.as_bytes()),
                        new: new(to),
                    }),
                    refused => refused,
                }
            }
            other => panic!("{other:?}"),
        };
        let told = match outcome {
            Ok(Outcome::WrongPasscode {
                attempts_remaining, ..
            }) => format!("wrong {attempts_remaining}"),
            Ok(outcome) => outcome.name().to_owned(),
            Err(error) => error.code().to_owned(),
        };
        println!("answer {told}");
    }
}

#[test]
fn every_attempt_of_every_process_is_charged_once() {
    let mut shared = Shared::start("847319");
    let answers = shared.at_once(|process| format!("unlock no-such-{process}"));
    let distinct: BTreeSet<_> = answers.iter().map(String::as_str).collect();
    let expected = BTreeSet::from(["wrong 9", "wrong 8", "wrong 7", "wrong 6"]);
    assert_eq!(distinct, expected, "{answers:?}");
    // The fifth begins a wait, for all of them; what comes during it is not charged.
    let answers = shared.at_once(|process| format!("unlock nor-such-{process}"));
    let count = |answer: &str| answers.iter().filter(|told| *told == answer).count();
    assert_eq!(
        (count("wrong 5"), count("locked-out")),
        (1, PROCESSES - 1),
        "{answers:?}"
    );
    assert_eq!(shared.look().status().unwrap().attempts_remaining, Some(5));
}

#[test]
fn of_changes_at_once_one_wins_and_the_data_stays() {
    let mut shared = Shared::start("847319");
    let mut current = "847319".to_owned();
    for round in 0..3 {
        let chosen = |process: usize| format!("walrus-{round}{process}-otter");
        let answers = shared.at_once(|process| format!("change {current} {}", chosen(process)));
        let changed: Vec<_> = (0..PROCESSES)
            .filter(|process| answers.get(*process).is_some_and(|told| told == "changed"))
            .collect();
        let [winner] = changed.as_slice() else {
            panic!("{answers:?}")
        };
        for told in &answers {
            let expected = ["changed", "engine.superseded", "engine.event_not_allowed"];
            let lost = expected.contains(&told.as_str()) || told.starts_with("wrong ");
            assert!(lost, "{answers:?}");
        }
        let engine = shared.look();
        let former = engine.handle(unlock(&current)).unwrap();
        assert!(
            matches!(former, Outcome::WrongPasscode { .. }),
            "{former:?}"
        );
        current = chosen(*winner);
        assert_eq!(engine.handle(unlock(&current)), Ok(Outcome::Unlocked));
        assert_eq!(app_key(&engine), shared.key);
    }
}

#[test]
fn calibration_on_this_computer_gives_costs_that_a_vault_may_have() {
    let clock = SystemClock::new().unwrap();
    let costs = calibrate(&clock, 250).unwrap();
    assert!(costs.is_acceptable(), "{costs:?}");
    assert!(!KdfParams::FLOOR.costs_more_than(&costs), "{costs:?}");
}

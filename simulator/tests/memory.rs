//! After `lock`, no secret is in the memory of the process that locked: read from outside, byte by byte.
//!
//! The process is this test binary again. It keeps what it drew, and what it was handed, only in a mask.
//! A release build is what counts on a phone; this one has more copies, not fewer.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test")]

use memchr::memmem;
use passcode_core::crypto::kdf::KdfParams;
use passcode_core::flow::{Credentials, Engine, Event, NewPasscode, Outcome, Ports, Settings};
use passcode_core::platform::random::SystemRng;
use passcode_core::portal::wire::Platform;
use passcode_core::ports::{Rng, RngFailure};
use passcode_core::session::handoff::{KeyRequest, SecureApp};
use passcode_core::testing::{Hardware, ManualClock, MemoryStore, SoftKeyStore};
use passcode_core::vault::Keyboard;
use passcode_simulator::control::ControlClient;
use passcode_simulator::scenario::Scenario;
use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use zeroize::Zeroizing;

const MASK: u8 = 0x5a;

fn masked(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| byte ^ MASK).collect()
}

/// The system's generator, which keeps what was drawn as a key, in a mask.
#[derive(Default)]
struct Recording(Mutex<Vec<Vec<u8>>>);

impl Rng for Recording {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RngFailure> {
        SystemRng.fill(bytes)?;
        if bytes.len() == 32 {
            self.0.lock().unwrap().push(masked(bytes));
        }
        Ok(())
    }
}

/// Types a passcode that is nowhere in this program: read byte by byte, without any buffer of the
/// standard library.
fn typed() -> Zeroizing<Vec<u8>> {
    let mut passcode = Zeroizing::new(Vec::with_capacity(64));
    let mut byte = Zeroizing::new([0]);
    while rustix::io::read(rustix::stdio::stdin(), &mut *byte).unwrap() == 1 && *byte != *b"\n" {
        passcode.extend_from_slice(&*byte);
    }
    passcode
}

fn engine(rng: Arc<Recording>) -> Engine {
    let control =
        ControlClient::start(Path::new(env!("CARGO_BIN_EXE_passcode-simulator"))).unwrap();
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let scenario = Scenario::read(&scenarios.join("change-android.json")).unwrap();
    control.begin(&scenario.given).unwrap();
    let ports = Ports {
        clock: Arc::new(ManualClock::default()),
        rng,
        store: Arc::new(MemoryStore::default()),
        keys: Arc::new(SoftKeyStore::new(Hardware::Hmac, SystemRng)),
        transport: Arc::new(control.transport().unwrap()),
    };
    let settings = Settings {
        platform: Platform::Android,
        app_version: "3.1.0".to_owned(),
        device_name: "scanned".to_owned(),
        kdf: KdfParams::FLOOR,
    };
    let engine = Engine::open(ports, settings).unwrap();
    let enrolled = engine.handle(Event::Enroll(Credentials {
        user_name: "alice",
        secret: b"correct horse battery",
    }));
    assert_eq!(enrolled, Ok(Outcome::Enrolled));
    engine
}

#[test]
#[ignore = "the other test of this file starts it as a process of its own"]
fn process_of_its_own() {
    let rng = Arc::new(Recording::default());
    let engine = engine(Arc::clone(&rng));
    // What was drawn for the enrolment is no secret of the session.
    rng.0.lock().unwrap().clear();
    println!("\ntype");
    let passcode = typed();
    let new = NewPasscode {
        passcode: &passcode,
        repeated: &passcode,
        keyboard: Keyboard::Full,
    };
    assert_eq!(engine.handle(Event::Create(new)), Ok(Outcome::Created));
    engine.lock();
    let unlock = Event::Unlock {
        passcode: &passcode,
    };
    assert_eq!(engine.handle(unlock), Ok(Outcome::Unlocked));
    let request = KeyRequest::new(&*rng).unwrap();
    let public_key = request.public_key();
    let app_id = "mail";
    let Ok(Outcome::HandedOff(answer)) = engine.handle(Event::HandOff { app_id, public_key })
    else {
        panic!("no hand-off")
    };
    let (mut app, clock) = (SecureApp::new(app_id), ManualClock::default());
    app.accept(&clock, request, &answer).unwrap();
    let app_key = app.with_key(&clock, |key| masked(key)).unwrap();
    drop(passcode);
    tell("open", &rng.0.lock().unwrap(), &app_key);
    wait();
    engine.lock();
    app.lock();
    tell("locked", &[], &[]);
    wait();
}

fn tell(what: &str, drawn: &[Vec<u8>], app_key: &[u8]) {
    let hex = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let drawn: Vec<_> = drawn.iter().map(|key| hex(key)).collect();
    println!("{what} {} {}", hex(app_key), drawn.join(" "));
}

/// Until the other process has read the memory.
fn wait() {
    let mut byte = [0];
    assert_eq!(
        rustix::io::read(rustix::stdio::stdin(), &mut byte).unwrap(),
        1
    );
}

struct Scanned {
    child: Child,
    answers: BufReader<ChildStdout>,
}

impl Scanned {
    fn line(&mut self, begin: &str) -> Vec<String> {
        let mut line = String::new();
        while !line.starts_with(begin) {
            line.clear();
            assert_ne!(
                self.answers.read_line(&mut line).unwrap(),
                0,
                "the process ended"
            );
        }
        line.split_whitespace().skip(1).map(str::to_owned).collect()
    }

    fn send(&mut self, text: &str) {
        let input = self.child.stdin.as_mut().unwrap();
        input.write_all(text.as_bytes()).unwrap();
        input.flush().unwrap();
    }

    /// Where these secrets are in its memory: the kind of the mapping of each find.
    fn find(&self, secret: &[u8]) -> Vec<String> {
        let process = format!("/proc/{}", self.child.id());
        let mut memory = File::open(format!("{process}/mem")).unwrap();
        let maps = fs::read_to_string(format!("{process}/maps")).unwrap();
        let mut found = Vec::new();
        for mapping in maps.lines() {
            let fields: Vec<_> = mapping.split_whitespace().collect();
            let [range, rights, ..] = fields.as_slice() else {
                panic!("{mapping}")
            };
            if !rights.starts_with("rw") {
                continue;
            }
            let (begin, end) = range.split_once('-').unwrap();
            let begin = u64::from_str_radix(begin, 16).unwrap();
            let length = u64::from_str_radix(end, 16).unwrap() - begin;
            let mut bytes = Vec::new();
            memory.seek(SeekFrom::Start(begin)).unwrap();
            // Some mappings of the kernel's cannot be read.
            let _ = (&memory).take(length).read_to_end(&mut bytes);
            let kind = fields.get(5).copied().unwrap_or("anonymous");
            let finds = memmem::find_iter(&bytes, secret);
            found.extend(finds.map(|at| format!("{kind}+{at:x} of {length:x}")));
        }
        found
    }
}

impl Drop for Scanned {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn unmasked(hex: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(hex.get(at..at + 2).unwrap(), 16).unwrap() ^ MASK;
    (0..hex.len()).step_by(2).map(byte).collect()
}

#[test]
fn after_a_lock_no_secret_is_in_the_memory_of_the_process() {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["process_of_its_own", "--exact", "--ignored", "--nocapture"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let answers = BufReader::new(child.stdout.take().unwrap());
    let mut process = Scanned { child, answers };
    process.line("type");
    let passcode = "quokka-53-basilisk";
    process.send(&format!("{passcode}\n"));
    let told = process.line("open");
    let (app_key, drawn) = told.split_first().unwrap();
    let secrets: Vec<_> = drawn.iter().map(|hex| unmasked(hex)).collect();
    assert!(
        secrets.len() >= 4,
        "container key, recovery key, seals: {}",
        secrets.len()
    );
    let container = secrets
        .iter()
        .filter(|secret| !process.find(secret).is_empty());
    assert_ne!(container.count(), 0, "the scan sees what is there");
    assert!(
        !process.find(&unmasked(app_key)).is_empty(),
        "the scan sees what is there"
    );
    process.send("x");
    process.line("locked");
    let mut left = Vec::new();
    for (number, secret) in secrets.iter().enumerate() {
        // Half of a secret is too much already.
        let [first, second] = [secret.get(..16).unwrap(), secret.get(16..).unwrap()];
        left.extend(
            process
                .find(first)
                .into_iter()
                .map(|place| format!("drawn {number}: {place}")),
        );
        left.extend(
            process
                .find(second)
                .into_iter()
                .map(|place| format!("drawn {number}: {place}")),
        );
    }
    let places = process.find(&unmasked(app_key));
    left.extend(places.into_iter().map(|place| format!("app key: {place}")));
    let places = process.find(passcode.as_bytes());
    left.extend(places.into_iter().map(|place| format!("passcode: {place}")));
    process.send("x");
    assert!(left.is_empty(), "{left:#?}");
}

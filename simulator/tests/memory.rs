//! After `lock`, no secret is in the memory of the process that locked: read from outside, byte by byte.
//!
//! The process is this test binary again. It keeps what it drew, and what it was handed, only in a mask.
//! A release build is what counts on a phone; this one has more copies, not fewer.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod support;

use memchr::memmem;
use passcode_core::flow::{Engine, Event, NewPasscode, Outcome, Ports};
use passcode_core::platform::random::SystemRng;
use passcode_core::ports::{Rng, RngFailure};
use passcode_core::testing::{Hardware, ManualClock, MemoryStore, SoftKeyStore};
use passcode_core::vault::Keyboard;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex};
use support::{Process, enroll, mail_app, portal, settings};
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

fn enrolled(rng: Arc<Recording>) -> Engine {
    let control = portal();
    let ports = Ports {
        clock: Arc::new(ManualClock::default()),
        rng,
        store: Arc::new(MemoryStore::default()),
        keys: Arc::new(SoftKeyStore::new(Hardware::Hmac, SystemRng)),
        transport: Arc::new(control.transport().unwrap()),
    };
    let engine = Engine::open(ports, settings()).unwrap();
    enroll(&engine);
    engine
}

#[test]
#[ignore = "the other test of this file starts it as a process of its own"]
fn process_of_its_own() {
    let rng = Arc::new(Recording::default());
    let engine = enrolled(Arc::clone(&rng));
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
    let clock = ManualClock::default();
    let mut app = mail_app(&engine, &*rng, &clock);
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

impl Process {
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

fn unmasked(hex: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(hex.get(at..at + 2).unwrap(), 16).unwrap() ^ MASK;
    (0..hex.len()).step_by(2).map(byte).collect()
}

#[test]
fn after_a_lock_no_secret_is_in_the_memory_of_the_process() {
    let mut process = Process::start(&[]);
    process.line("type");
    let passcode = "quokka-53-basilisk";
    process.send(&format!("{passcode}\n"));
    let told = process.line("open");
    let told: Vec<_> = told.split(' ').collect();
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

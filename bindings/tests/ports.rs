//! What the shims do with a host that fails, and with what crosses the boundary in a wrong size.

use passcode_ffi::{
    Clock, ClockReading, DerivationCost, Event, Header, HttpAnswer, HttpRequest, KeyPurpose,
    KeyStore, KeyStoreFailure, PasscodeEngine, PasscodeError, Platform, PortFailure, Ports,
    PrfAnswer, PrfInput, RecordName, SecureApp, Settings, State, Store, StoreFailure, StoredRecord,
    Transport, TransportFailure,
};
use std::sync::Arc;

struct Phone;

impl Clock for Phone {
    fn now(&self) -> Result<ClockReading, PortFailure> {
        Ok(ClockReading {
            wall_ms: 1,
            since_boot_ms: 1,
            boot_id: vec![1; 16],
        })
    }
}

impl Store for Phone {
    fn read(&self, _: RecordName) -> Result<Option<StoredRecord>, StoreFailure> {
        Ok(None)
    }

    fn replace(&self, _: RecordName, _: Option<u64>, _: Vec<u8>) -> Result<u64, StoreFailure> {
        Err(StoreFailure::Unavailable)
    }

    fn remove(&self, _: RecordName) -> Result<(), StoreFailure> {
        Ok(())
    }

    fn enter(&self) -> Result<(), StoreFailure> {
        Ok(())
    }

    fn leave(&self) -> Result<(), StoreFailure> {
        Ok(())
    }
}

impl KeyStore for Phone {
    fn create(&self, _: String, _: KeyPurpose) -> Result<Vec<u8>, KeyStoreFailure> {
        Err(KeyStoreFailure::Unavailable)
    }

    fn delete(&self, _: String) -> Result<(), KeyStoreFailure> {
        Ok(())
    }

    fn prf(&self, _: String, _: PrfInput) -> Result<Arc<PrfAnswer>, KeyStoreFailure> {
        Err(KeyStoreFailure::Missing)
    }

    fn sign(&self, _: String, _: Vec<u8>) -> Result<Vec<u8>, KeyStoreFailure> {
        Err(KeyStoreFailure::Missing)
    }
}

impl Transport for Phone {
    fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportFailure> {
        Err(TransportFailure::Unreachable)
    }
}

/// A clock that fails whenever it is asked.
struct NoClock;

impl Clock for NoClock {
    fn now(&self) -> Result<ClockReading, PortFailure> {
        Err(PortFailure::Unavailable)
    }
}

fn ports() -> Ports {
    Ports {
        clock: Arc::new(Phone),
        store: Arc::new(Phone),
        keys: Arc::new(Phone),
        transport: Arc::new(Phone),
        observer: None,
        log: None,
    }
}

fn settings() -> Settings {
    Settings {
        platform: Platform::Android,
        app_version: "3.1.0".to_owned(),
        device_name: "phone".to_owned(),
        derivation_cost: DerivationCost {
            memory_kib: 19 * 1024,
            passes: 2,
        },
    }
}

#[test]
fn the_status_has_a_revision_that_grows_only_with_a_change() {
    let engine = PasscodeEngine::open(ports(), settings()).unwrap();
    let first = engine.status().unwrap();
    assert_eq!((first.revision, first.state), (1, State::NotEnrolled));
    assert_eq!(engine.status().unwrap(), first);
}

#[test]
fn costs_that_no_reader_accepts_are_refused() {
    let mut weak = settings();
    weak.derivation_cost.passes = 0;
    let refused = PasscodeEngine::open(ports(), weak).err();
    assert_eq!(refused, Some(PasscodeError::SettingsInvalid));
}

#[test]
fn a_public_key_of_another_size_is_refused() {
    let engine = PasscodeEngine::open(ports(), settings()).unwrap();
    let event = Event::HandOff {
        app_id: "mail".to_owned(),
        public_key: vec![9; 31],
    };
    let refused = engine.handle(event).err();
    assert_eq!(refused, Some(PasscodeError::HandOffInvalid));
}

#[test]
fn an_answer_of_the_hardware_has_32_bytes() {
    for size in [0, 31, 33] {
        let refused = PrfAnswer::new(&vec![1; size]).err();
        assert_eq!(refused, Some(PasscodeError::HardwareKeyUnavailable));
    }
    assert!(PrfAnswer::new(&[1; 32]).is_ok());
}

#[test]
fn an_app_that_never_asked_accepts_nothing_and_without_a_clock_has_no_key() {
    let app = SecureApp::new("mail".to_owned(), Arc::new(NoClock));
    assert_eq!(app.request_key().unwrap().len(), 32);
    app.lock();
    let answer = passcode_ffi::HandOff {
        enc: vec![1; 32],
        ciphertext: vec![1; 48],
        until_since_boot_ms: u64::MAX,
        boot_id: vec![0; 16],
    };
    assert_eq!(app.accept(answer), Err(PasscodeError::HandOffInvalid));
    assert_eq!(app.key().err(), Some(PasscodeError::HandOffExpired));
}

#[cfg(feature = "network")]
#[test]
fn the_built_in_network_needs_https_and_a_digest() {
    let refused = |base: &str, pin| {
        passcode_ffi::built_in_transport(base.to_owned(), pin)
            .err()
            .map(|error| error.to_string())
    };
    let untrusted = Some("portal.untrusted".to_owned());
    assert_eq!(refused("http://localhost", vec![0; 32]), untrusted);
    assert_eq!(refused("https://localhost", vec![0; 31]), untrusted);
    let client =
        passcode_ffi::built_in_transport("https://localhost:1".to_owned(), vec![0; 32]).unwrap();
    let request = HttpRequest {
        path: "/".to_owned(),
        headers: vec![Header {
            name: "content-type".to_owned(),
            value: "application/json".to_owned(),
        }],
        body: Vec::new(),
    };
    assert_eq!(
        client.send(request).err(),
        Some(TransportFailure::Unreachable)
    );
}

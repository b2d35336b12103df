use super::portal::Weather;
use super::{FIRST, PASSWORD, SECOND, World, change, create, credentials, enroll, new, unlock};
use crate::error::Error;
use crate::flow::{
    BlockReason, ChangeReason, Event, NewPasscode, Outcome, Refusal, RetireReason, State,
};
use crate::passcode::rules::Rule;
use crate::policy::Policy;
use crate::ports::{KeyStore, PrfInput, TransportFailure};
use crate::session::auto_lock::AutoLock;
use crate::testing::Hardware;
use crate::vault::Keyboard;
use serde_json::json;

const MINUTE: u64 = 60_000;

fn wrong(attempts_remaining: u8) -> Result<Outcome, Error> {
    Ok(Outcome::WrongPasscode {
        attempts_remaining,
        next_attempt_since_boot_ms: None,
    })
}

#[test]
fn from_nobody_to_unlocked_on_both_kinds_of_hardware() {
    for hardware in [Hardware::Hmac, Hardware::KeyAgreement] {
        let world = World::on(hardware);
        let engine = world.start();
        assert_eq!(engine.state(), Ok(State::NotEnrolled));
        assert_eq!(engine.handle(enroll()), Ok(Outcome::Enrolled));
        assert_eq!(engine.state(), Ok(State::PasscodeNeeded));
        assert_eq!(engine.status().unwrap().keyboard, Keyboard::NumberPad);
        assert_eq!(engine.handle(create(FIRST)), Ok(Outcome::Created));
        assert_eq!(engine.state(), Ok(State::Unlocked));
        let key = world.app_key(&engine).unwrap();
        assert_eq!(engine.handle(Event::Lock), Ok(Outcome::Locked));
        assert_eq!(engine.state(), Ok(State::Locked));
        assert_eq!(engine.status().unwrap().keyboard, Keyboard::Full);
        assert_eq!(world.app_key(&engine), Err(Error::EventNotAllowed));
        assert_eq!(engine.handle(unlock("000000")), wrong(9));
        assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
        assert_eq!(world.app_key(&engine), Ok(key));
        assert_eq!(engine.status().unwrap().attempts_remaining, Some(10));
    }
}

#[test]
fn wrong_credentials_enrol_nobody() {
    let world = World::new();
    let engine = world.start();
    let refused = engine.handle(Event::Enroll(credentials("wrong")));
    assert_eq!(
        refused,
        Ok(Outcome::Refused(Refusal::CredentialsNotAccepted))
    );
    assert_eq!(engine.state(), Ok(State::NotEnrolled));
    let long = "x".repeat(1025);
    for secret in ["", &long] {
        let refused = engine.handle(Event::Enroll(credentials(secret)));
        assert_eq!(refused, Err(Error::CredentialsInvalid));
    }
    assert_eq!(engine.handle(enroll()), Ok(Outcome::Enrolled));
}

#[test]
fn a_new_passcode_is_checked_before_anything_is_charged() {
    let world = World::new();
    let engine = world.start();
    engine.handle(enroll()).unwrap();
    let rejected = |violations: Vec<Rule>| Ok(Outcome::Rejected { violations });
    let simple = rejected(vec![Rule::NoSequence]);
    assert_eq!(engine.handle(create("123890")), simple);
    assert_eq!(
        engine.handle(create("8473")),
        rejected(vec![Rule::MinimumLength(6)])
    );
    assert_eq!(
        engine.handle(create("84\u{0}7319")),
        rejected(vec![Rule::AllowedCharacters])
    );
    let different = NewPasscode {
        passcode: b"847319",
        repeated: b"847391",
        keyboard: Keyboard::NumberPad,
    };
    assert_eq!(
        engine.handle(Event::Create(different)),
        Ok(Outcome::NotTheSame)
    );
    assert_eq!(engine.state(), Ok(State::PasscodeNeeded));
    engine.handle(create(FIRST)).unwrap();
    assert_eq!(engine.handle(change(FIRST, "123890")), simple);
    assert_eq!(engine.status().unwrap().attempts_remaining, Some(10));
    assert!(
        engine
            .check_list(b"847319")
            .unwrap()
            .iter()
            .all(|check| check.met)
    );
}

#[test]
fn the_same_passcode_typed_another_way_opens() {
    let world = World::new();
    let engine = world.start();
    engine.handle(enroll()).unwrap();
    assert_eq!(
        engine.handle(create("ca\u{301}fé-97")),
        Ok(Outcome::Created)
    );
    engine.lock();
    assert_eq!(
        engine.handle(unlock("cáfe\u{301}-٩٧")),
        Ok(Outcome::Unlocked)
    );
}

#[test]
fn waits_grow_and_the_limit_leaves_only_a_reset() {
    let world = World::new();
    let engine = world.locked();
    let boot = |ms| world_ms(&world) + ms;
    for (failure, minutes) in [0u64, 0, 0, 0, 1, 5, 15, 30, 90].into_iter().enumerate() {
        let until = (minutes > 0).then(|| boot(minutes * MINUTE));
        let guess = format!("00000{failure}");
        let expected = Outcome::WrongPasscode {
            attempts_remaining: 9 - u8::try_from(failure).unwrap(),
            next_attempt_since_boot_ms: until,
        };
        assert_eq!(engine.handle(unlock(&guess)), Ok(expected), "{failure}");
        if minutes > 0 {
            let waiting = Outcome::LockedOut {
                until_since_boot_ms: until,
            };
            assert_eq!(engine.handle(unlock(FIRST)), Ok(waiting));
            world.clock.set_wall_ms(u64::MAX / 2);
            assert_eq!(
                engine.state(),
                Ok(State::LockedOut {
                    until_since_boot_ms: until
                })
            );
        }
        world.clock.advance_ms(minutes * MINUTE);
    }
    let locked_out = Ok(Outcome::LockedOut {
        until_since_boot_ms: None,
    });
    assert_eq!(engine.handle(unlock("000009")), locked_out);
    assert_eq!(engine.handle(unlock(FIRST)), locked_out);
    world.clock.restart();
    world.clock.advance_ms(1000 * MINUTE);
    assert_eq!(world.start().handle(unlock(FIRST)), locked_out);
    let engine = world.start();
    assert_eq!(
        engine.handle(Event::BeginReset(credentials(PASSWORD))),
        Ok(Outcome::ResetReady)
    );
    assert_eq!(
        engine.handle(Event::FinishReset(new(SECOND))),
        Ok(Outcome::Reset)
    );
    assert_eq!(engine.status().unwrap().attempts_remaining, Some(10));
}

fn world_ms(world: &World) -> u64 {
    use crate::ports::Clock;
    world.clock.now().since_boot_ms
}

#[test]
fn at_the_limit_the_rules_may_say_wipe() {
    let world = World::new();
    world
        .portal
        .set_rules(json!({"failed_attempts": 3, "at_the_limit": "wipe"}));
    let engine = world.locked();
    assert_eq!(engine.handle(unlock("000001")), wrong(2));
    assert_eq!(engine.handle(unlock("000002")), wrong(1));
    assert_eq!(engine.handle(unlock("000003")), Ok(Outcome::Wiped));
    assert_eq!(
        engine.state(),
        Ok(State::Retired {
            reason: RetireReason::AtTheLimit
        })
    );
    assert_eq!(world.keys.names(), Vec::<String>::new());
    assert_eq!(world.store.copy().len(), 1);
    assert_eq!(engine.handle(unlock(FIRST)), Err(Error::EventNotAllowed));
    assert_eq!(engine.handle(enroll()), Ok(Outcome::Enrolled));
}

#[test]
fn the_same_wrong_guess_again_is_not_charged() {
    let world = World::new();
    let engine = world.locked();
    assert_eq!(engine.handle(unlock("000000")), wrong(9));
    let operations = world.keys.operations();
    assert_eq!(engine.handle(unlock("000000")), wrong(9));
    assert_eq!(world.keys.operations(), operations);
    world.clock.advance_ms(5 * MINUTE);
    assert_eq!(engine.handle(unlock("000000")), wrong(8));
}

#[test]
fn every_guess_costs_one_operation_of_the_hardware_key() {
    let world = World::new();
    let engine = world.locked();
    let operations = world.keys.operations();
    engine.handle(unlock("000000")).unwrap();
    engine.handle(unlock("000001")).unwrap();
    engine.handle(unlock(FIRST)).unwrap();
    assert_eq!(world.keys.operations(), operations + 3);
}

#[test]
fn change_keeps_the_data_and_the_old_passcode_and_files_are_worthless() {
    let world = World::new();
    let engine = world.created();
    let key = world.app_key(&engine).unwrap();
    assert_eq!(engine.handle(change("000000", SECOND)), wrong(9));
    assert_eq!(engine.handle(change(FIRST, SECOND)), Ok(Outcome::Changed));
    assert_eq!(world.app_key(&engine), Ok(key));
    assert_eq!(world.opens(FIRST), None);
    assert_eq!(world.opens(SECOND), Some(key));
    assert_eq!(world.keys.names(), ["sign", "vault-0"]);
}

#[test]
fn change_and_reset_only_where_the_rules_allow_them() {
    let world = World::new();
    world
        .portal
        .set_rules(json!({"user_may_change": false, "user_may_reset": false}));
    let engine = world.created();
    let refused = |refusal| Ok(Outcome::Refused(refusal));
    let changed = engine.handle(change(FIRST, SECOND));
    assert_eq!(changed, refused(Refusal::ChangeNotAllowed));
    engine.lock();
    let reset = engine.handle(Event::BeginReset(credentials(PASSWORD)));
    assert_eq!(reset, refused(Refusal::ResetNotAllowed));
    assert!(
        !world
            .portal
            .seen()
            .contains(&"/api/device/v1/reset".to_owned())
    );
}

#[test]
fn reset_keeps_the_data() {
    for hardware in [Hardware::Hmac, Hardware::KeyAgreement] {
        let world = World::on(hardware);
        let engine = world.created();
        let key = world.app_key(&engine).unwrap();
        engine.lock();
        world.portal.set_secret("48151623");
        let refused = engine.handle(Event::BeginReset(credentials("00000000")));
        assert_eq!(
            refused,
            Ok(Outcome::Refused(Refusal::CredentialsNotAccepted))
        );
        let ready = engine.handle(Event::BeginReset(credentials("48151623")));
        assert_eq!(ready, Ok(Outcome::ResetReady));
        assert_eq!(engine.state(), Ok(State::ResetInProgress));
        assert_eq!(
            engine.handle(Event::FinishReset(new(SECOND))),
            Ok(Outcome::Reset)
        );
        assert_eq!(world.app_key(&engine), Ok(key));
        assert_eq!(world.opens(FIRST), None);
        assert_eq!(world.opens(SECOND), Some(key));
        assert_eq!(
            world.portal.seen().last().unwrap(),
            "/api/device/v1/reset-done"
        );
    }
}

#[test]
fn a_reset_is_offered_only_while_locked_and_checks_the_new_rules() {
    let world = World::new();
    let engine = world.created();
    let begin = || Event::BeginReset(credentials(PASSWORD));
    assert_eq!(engine.handle(begin()), Err(Error::EventNotAllowed));
    engine.lock();
    assert_eq!(
        engine.handle(Event::FinishReset(new(SECOND))),
        Err(Error::EventNotAllowed)
    );
    world.portal.set_rules(json!({"minimum_length": 8}));
    assert_eq!(engine.handle(begin()), Ok(Outcome::ResetReady));
    let rejected = Outcome::Rejected {
        violations: vec![Rule::MinimumLength(8)],
    };
    assert_eq!(
        engine.handle(Event::FinishReset(new("952846"))),
        Ok(rejected)
    );
    assert_eq!(engine.state(), Ok(State::ResetInProgress));
    assert!(
        !engine
            .check_list(b"952846")
            .unwrap()
            .iter()
            .all(|check| check.met)
    );
    assert_eq!(
        engine.handle(Event::FinishReset(new(SECOND))),
        Ok(Outcome::Reset)
    );
}

#[test]
fn a_reset_left_midway_starts_again_from_the_credentials() {
    let world = World::new();
    let engine = world.locked();
    let begin = || engine.handle(Event::BeginReset(credentials(PASSWORD)));
    let leave: [fn(&World, &crate::flow::Engine); 3] = [
        |_, engine| {
            assert_eq!(
                engine.handle(Event::AbandonReset),
                Ok(Outcome::ResetAbandoned)
            )
        },
        |_, engine| engine.lock(),
        |world, _| world.clock.advance_ms(5 * MINUTE),
    ];
    for leave in leave {
        assert_eq!(begin(), Ok(Outcome::ResetReady));
        leave(&world, &engine);
        assert_eq!(engine.state(), Ok(State::Locked));
        assert_eq!(
            engine.handle(Event::FinishReset(new(SECOND))),
            Err(Error::EventNotAllowed)
        );
    }
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
}

#[test]
fn a_lost_answer_is_fetched_again_under_the_same_request() {
    let world = World::new();
    let engine = world.locked();
    world.portal.set_weather(Weather::AnswerLost);
    let begin =
        |engine: &crate::flow::Engine| engine.handle(Event::BeginReset(credentials(PASSWORD)));
    assert_eq!(begin(&engine), Err(Error::PortalTimedOut));
    world.portal.set_weather(Weather::Fine);
    // Spent by the lost answer: only the same request gets it again.
    world.portal.set_secret("something else");
    let engine = world.start();
    assert_eq!(begin(&engine), Ok(Outcome::ResetReady));
    assert_eq!(
        engine.handle(Event::FinishReset(new(SECOND))),
        Ok(Outcome::Reset)
    );
}

#[test]
fn trouble_with_the_portal_changes_nothing() {
    let world = World::new();
    let engine = world.locked();
    let before = world.store.copy();
    for (weather, error) in [
        (
            Weather::Fails(TransportFailure::Unreachable),
            Error::PortalUnreachable,
        ),
        (
            Weather::Fails(TransportFailure::TimedOut),
            Error::PortalTimedOut,
        ),
        (
            Weather::Fails(TransportFailure::Untrusted),
            Error::PortalUntrusted,
        ),
        (Weather::Nonsense, Error::PortalAnswerInvalid),
        (Weather::Status(503), Error::PortalUnavailable),
        (Weather::Status(302), Error::PortalAnswerInvalid),
        (Weather::Status(404), Error::PortalAnswerInvalid),
    ] {
        world.portal.set_weather(weather);
        let reset = engine.handle(Event::BeginReset(credentials(PASSWORD)));
        assert_eq!(reset, Err(error), "{weather:?}");
        assert_eq!(engine.handle(Event::CheckIn), Err(error), "{weather:?}");
        assert_eq!(World::new().start().state(), Ok(State::NotEnrolled));
    }
    for (name, bytes) in before {
        assert_eq!(world.store.copy()[&name], bytes, "{name:?}");
    }
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
}

#[test]
fn offline_unlock_and_change_work() {
    let world = World::new();
    let engine = world.locked();
    world
        .portal
        .set_weather(Weather::Fails(TransportFailure::Unreachable));
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    assert_eq!(engine.handle(change(FIRST, SECOND)), Ok(Outcome::Changed));
}

#[test]
fn new_rules_ask_for_a_change_only_if_the_passcode_fails_them() {
    let world = World::new();
    let engine = world.locked();
    world.portal.set_rules(json!({"history": 3}));
    let checked_in = engine.handle(Event::CheckIn).unwrap();
    let Outcome::CheckedIn { changes } = checked_in else {
        panic!("{checked_in:?}")
    };
    assert_eq!(changes.len(), 1);
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    world
        .portal
        .set_rules(json!({"minimum_length": 8, "user_may_change": false}));
    engine.handle(Event::CheckIn).unwrap();
    engine.lock();
    let reason = ChangeReason::RulesChanged;
    assert_eq!(
        engine.handle(unlock(FIRST)),
        Ok(Outcome::ChangeNeeded { reason })
    );
    assert_eq!(engine.state(), Ok(State::ChangeNeeded { reason }));
    assert_eq!(world.app_key(&engine), Err(Error::EventNotAllowed));
    let to_second = Event::Change {
        current: None,
        new: new(SECOND),
    };
    assert_eq!(engine.handle(to_second), Ok(Outcome::Changed));
    assert_eq!(engine.state(), Ok(State::Unlocked));
    let without_current = Event::Change {
        current: None,
        new: new("badger-73"),
    };
    assert_eq!(
        engine.handle(without_current),
        Ok(Outcome::Refused(Refusal::ChangeNotAllowed))
    );
}

#[test]
fn one_timer_spans_all_apps_and_a_restart_ends_the_session() {
    let world = World::new();
    let engine = world.created();
    world.clock.advance_ms(14 * MINUTE);
    assert_eq!(engine.handle(Event::Activity), Ok(Outcome::Noted));
    world.clock.advance_ms(14 * MINUTE);
    world.app_key(&engine).unwrap();
    world.clock.advance_ms(15 * MINUTE);
    assert_eq!(engine.state(), Ok(State::Locked));
    assert_eq!(engine.handle(Event::Activity), Err(Error::EventNotAllowed));
    engine.handle(unlock(FIRST)).unwrap();
    world.clock.restart();
    assert_eq!(engine.state(), Ok(State::Locked));
}

#[test]
fn a_shorter_timer_holds_at_once() {
    let world = World::new();
    let engine = world.created();
    world.portal.set_rules(json!({"auto_lock_minutes": 1}));
    engine.handle(Event::CheckIn).unwrap();
    world.clock.advance_ms(MINUTE);
    assert_eq!(engine.state(), Ok(State::Locked));
}

#[test]
fn a_lock_during_an_unlock_wins() {
    let world = World::new();
    let engine = world.locked();
    let seen = engine.attempt(crate::flow::EventKind::Unlock, FIRST.as_bytes(), |opened| {
        engine.lock();
        let auto_lock = AutoLock::of(&Policy::default());
        let origin = crate::session::Origin {
            generation: 1,
            key_epoch: 1,
        };
        let session =
            crate::session::Session::open(opened.container, origin, auto_lock, &opened.now);
        Ok(engine.open_session(session, opened.locks, Outcome::Unlocked))
    });
    assert_eq!(seen, Ok(Outcome::Locked));
    assert_eq!(engine.state(), Ok(State::Locked));
}

#[test]
fn retire_destroys_the_keys_whatever_the_records_say() {
    let world = World::new();
    let engine = world.created();
    world
        .store
        .tamper(crate::ports::RecordName::Vault, Some(b"rubbish".to_vec()));
    assert_eq!(engine.state(), Err(Error::RecordDamaged));
    assert_eq!(engine.handle(Event::Retire), Ok(Outcome::Retired));
    assert_eq!(
        engine.state(),
        Ok(State::Retired {
            reason: RetireReason::Retired
        })
    );
    assert_eq!(world.keys.names(), Vec::<String>::new());
    assert_eq!(
        World::new().start().handle(Event::Retire),
        Err(Error::EventNotAllowed)
    );
}

#[test]
fn four_threads_at_once_charge_every_attempt() {
    let world = World::new();
    world.locked();
    let engine = world.start();
    std::thread::scope(|scope| {
        for guess in 0..4 {
            let engine = &engine;
            scope.spawn(move || engine.handle(unlock(&format!("00000{guess}"))).unwrap());
        }
    });
    assert_eq!(engine.status().unwrap().attempts_remaining, Some(6));
}

#[test]
fn another_hardware_key_under_the_same_name_opens_nothing() {
    let world = World::new();
    let engine = world.locked();
    world
        .keys
        .create("vault-1", crate::ports::KeyPurpose::Prf)
        .unwrap();
    let input = PrfInput {
        bytes: [0; 32],
        point: [0; 65],
    };
    assert!(world.keys.prf("vault-1", &input).is_ok());
    assert_eq!(world.start().state(), Err(Error::RecordDamaged));
    drop(engine);
}

#[test]
fn settings_that_no_vault_or_portal_would_take_are_refused() {
    let world = World::new();
    let with = |change: fn(&mut crate::flow::Settings)| {
        let (ports, mut settings) = world.host();
        change(&mut settings);
        crate::flow::Engine::open(ports, settings).err()
    };
    assert_eq!(with(|_| {}), None);
    let refused = Some(Error::SettingsInvalid);
    assert_eq!(with(|settings| settings.kdf.memory_kib = 1), refused);
    assert_eq!(with(|settings| settings.kdf.lanes = 4), refused);
    assert_eq!(with(|settings| settings.device_name.clear()), refused);
    assert_eq!(
        with(|settings| settings.device_name = "x".repeat(65)),
        refused
    );
    assert_eq!(with(|settings| settings.app_version.clear()), refused);
}

#[test]
fn a_passcode_set_by_another_process_ends_this_ones_session() {
    let world = World::new();
    let engine = world.created();
    let other = world.start();
    assert_eq!(
        other.handle(Event::BeginReset(credentials(PASSWORD))),
        Ok(Outcome::ResetReady)
    );
    assert_eq!(
        other.handle(Event::FinishReset(new(SECOND))),
        Ok(Outcome::Reset)
    );
    assert_eq!(engine.state(), Ok(State::Locked));
    assert_eq!(world.app_key(&engine), Err(Error::EventNotAllowed));
    assert_eq!(engine.handle(unlock(SECOND)), Ok(Outcome::Unlocked));
}

/// The table, asked through every event that the engine can handle.
#[test]
fn events_that_make_no_sense_are_refused_in_every_state() {
    let world = World::new();
    let engine = world.start();
    let refused = Err(Error::EventNotAllowed);
    for event in [
        create(FIRST),
        unlock(FIRST),
        Event::CheckIn,
        Event::Activity,
        Event::Retire,
    ] {
        assert_eq!(engine.handle(event), refused);
    }
    engine.handle(enroll()).unwrap();
    for event in [
        enroll(),
        unlock(FIRST),
        change(FIRST, SECOND),
        Event::AbandonReset,
    ] {
        assert_eq!(engine.handle(event), refused);
    }
    engine.handle(create(FIRST)).unwrap();
    for event in [enroll(), create(FIRST), unlock(FIRST), Event::AbandonReset] {
        assert_eq!(engine.handle(event), refused);
    }
    world.portal.set_rules(json!({"minimum_length": 8}));
    engine.handle(Event::CheckIn).unwrap();
    engine.lock();
    engine.handle(unlock(FIRST)).unwrap();
    for event in [
        Event::Activity,
        unlock(FIRST),
        Event::BeginReset(credentials(PASSWORD)),
    ] {
        assert_eq!(engine.handle(event), refused);
    }
    assert_eq!(engine.handle(Event::Retire), Ok(Outcome::Retired));
    for event in [Event::Retire, create(FIRST), unlock(FIRST), Event::CheckIn] {
        assert_eq!(engine.handle(event), refused);
    }
}

#[test]
fn the_screen_going_off_locks_where_the_rules_say_so() {
    let world = World::new();
    let engine = world.created();
    assert_eq!(engine.handle(Event::ScreenOff), Ok(Outcome::Noted));
    assert_eq!(engine.state(), Ok(State::Unlocked));
    world.portal.set_rules(json!({"lock_on_screen_off": true}));
    engine.handle(Event::CheckIn).unwrap();
    assert_eq!(engine.handle(Event::ScreenOff), Ok(Outcome::Locked));
    assert_eq!(engine.state(), Ok(State::Locked));
    assert_eq!(engine.handle(Event::ScreenOff), Ok(Outcome::Locked));
}

#[test]
fn out_of_contact_for_too_long_blocks_until_the_next_contact() {
    const HOUR: u64 = 60 * MINUTE;
    let world = World::new();
    world
        .portal
        .set_rules(json!({"block_out_of_contact_hours": 24, "auto_lock_minutes": 1440}));
    let engine = world.created();
    world.clock.advance_ms(24 * HOUR - 1);
    assert_eq!(engine.state(), Ok(State::Unlocked));
    world.clock.set_wall_ms(0);
    world.clock.advance_ms(1);
    let blocked = Ok(State::Blocked {
        reason: BlockReason::OutOfContact,
    });
    assert_eq!(engine.state(), blocked);
    assert_eq!(world.app_key(&engine), Err(Error::EventNotAllowed));
    assert_eq!(engine.handle(Event::Activity), Err(Error::EventNotAllowed));
    assert_eq!(engine.handle(unlock(FIRST)), Err(Error::EventNotAllowed));
    world
        .portal
        .set_weather(Weather::Fails(TransportFailure::Unreachable));
    assert_eq!(engine.handle(Event::CheckIn), Err(Error::PortalUnreachable));
    world.portal.set_weather(Weather::Fine);
    assert!(matches!(
        engine.handle(Event::CheckIn),
        Ok(Outcome::CheckedIn { .. })
    ));
    assert_eq!(engine.state(), Ok(State::Locked));
    assert_eq!(engine.handle(unlock(FIRST)), Ok(Outcome::Unlocked));
    world.clock.advance_ms(24 * HOUR);
    assert_eq!(world.start().state(), blocked);
}

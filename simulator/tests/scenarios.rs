//! Every scenario file, run as it is against a simulator server of its own, as a test each.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test")]

use passcode_simulator::control::ControlClient;
use passcode_simulator::demo::PROCEDURES;
use passcode_simulator::scenario::{Runner, Scenario};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios")
}

fn server() -> ControlClient {
    ControlClient::start(Path::new(env!("CARGO_BIN_EXE_passcode-simulator"))).unwrap()
}

fn run(name: &str) {
    let scenario = Scenario::read(&folder().join(format!("{name}.json"))).unwrap();
    let server = server();
    let records = tempfile::tempdir().unwrap();
    let mut done = 0;
    let result = Runner::new(&server, records.path()).run(&scenario, |_| done += 1);
    if let Err(failure) = result {
        panic!("{name}, step {}: {}", failure.step, failure.reason);
    }
    assert_eq!(done, scenario.steps.len());
}

macro_rules! scenarios {
    ($($test:ident $name:literal),* $(,)?) => {
        $(#[test] fn $test() { run($name); })*

        #[test]
        fn every_file_is_a_test_and_a_procedure_of_the_demo() {
            let tests = BTreeSet::from([$($name.to_owned()),*]);
            let procedures: BTreeSet<_> = PROCEDURES.map(str::to_owned).into();
            let files: BTreeSet<_> = std::fs::read_dir(folder())
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
                .collect();
            assert_eq!(files, tests);
            assert_eq!(files, procedures);
        }
    };
}

scenarios! {
    admin_sets_rules "admin-sets-rules",
    enrol "enrol",
    create_passcode "create-passcode",
    rules_refuse_weak "rules-refuse-weak",
    one_unlock_opens_all_apps "one-unlock-opens-all-apps",
    wrong_passcode_waits "wrong-passcode-waits",
    change_ios "change-ios",
    change_android "change-android",
    forgot_ios_password "forgot-ios-password",
    forgot_android_password "forgot-android-password",
    one_time_pin_ios "one-time-pin-ios",
    pin_in_place_of_password "pin-in-place-of-password",
    pin_expired_after_30_minutes "pin-expired-after-30-minutes",
    pin_used_twice "pin-used-twice",
    auto_lock_spans_apps "auto-lock-spans-apps",
    restart_locks "restart-locks",
    offline_unlock "offline-unlock",
    offline_change "offline-change",
    change_not_allowed "change-not-allowed",
    rules_tightened_change_needed "rules-tightened-change-needed",
    lockout_then_reset "lockout-then-reset",
    wipe_at_limit "wipe-at-limit",
    identical_wrong_guess_free "identical-wrong-guess-free",
    clock_turned_back "clock-turned-back",
    forgot_left_midway "forgot-left-midway",
    pin_newer_cancels_older "pin-newer-cancels-older",
    pin_cancelled "pin-cancelled",
    pin_other_device_refused "pin-other-device-refused",
    pin_five_wrong_tries "pin-five-wrong-tries",
    pin_android_refused "pin-android-refused",
    client_older_than_3_1_0_refused "client-older-than-3.1.0-refused",
    reset_not_allowed "reset-not-allowed",
    answer_lost_then_retried "answer-lost-then-retried",
    rolled_back_files_refused "rolled-back-files-refused",
    second_phone_same_user "second-phone-same-user",
    history_refuses_old "history-refuses-old",
    maximum_age_forces_change "maximum-age-forces-change",
    screen_off_locks "screen-off-locks",
    out_of_contact_blocks "out-of-contact-blocks",
    assigned_configuration_wins "assigned-configuration-wins",
    forgot_both_help_desk "forgot-both-help-desk",
    grace_period "grace-period",
    biometric_unlock "biometric-unlock",
    biometric_invalidated "biometric-invalidated",
    passcode_not_required "passcode-not-required",
    out_of_contact_wipes "out-of-contact-wipes",
    lock_command "lock-command",
    retire_destroys_keys "retire-destroys-keys",
    appconnect_unlock_keeps_data "appconnect-unlock-keeps-data",
    forgot_both_android "forgot-both-android",
    escrow_key_rotated "escrow-key-rotated",
}

/// A check that cannot fail is none.
#[test]
fn what_does_not_come_out_as_expected_is_told() {
    let server = server();
    let records = tempfile::tempdir().unwrap();
    let mut scenario = Scenario::read(&folder().join("enrol.json")).unwrap();
    let failure = |scenario: &Scenario| {
        let result = Runner::new(&server, records.path()).run(scenario, |_| {});
        let failure = result.unwrap_err();
        (failure.step, failure.reason)
    };
    let look = |expect| json!({"on": "phone:a", "do": "look", "expect": expect});
    scenario.steps = vec![look(json!({})), look(json!({"state": "unlocked"}))];
    let (step, reason) = failure(&scenario);
    assert_eq!(step, 2);
    assert!(
        reason.contains("unlocked") && reason.contains("not-enrolled"),
        "{reason}"
    );
    for (wrong, told) in [
        (json!({"on": "phone:b", "do": "look"}), "no phone b"),
        (json!({"on": "phone:a", "do": "dance"}), "dance"),
        (
            json!({"on": "phone:a", "do": "unlock", "with": {"passcod": "1"}}),
            "passcod",
        ),
        (
            json!({"on": "phone:a", "do": "look", "expects": {}}),
            "expects",
        ),
        (json!({"on": "admin", "do": "dance"}), "dance"),
        (json!({"on": "somebody", "do": "look"}), "somebody"),
        (json!({"on": "help-desk:hana", "do": "look"}), "no hana"),
        (json!({"clock": "30m"}), "+30m"),
        (json!({"clock": "+soon"}), "+30m"),
        (
            json!({"fault": {"phone": "a", "network": "haunted"}}),
            "haunted",
        ),
        (
            json!({"on": "phone:a", "do": "look", "save": {"x": "absent"}}),
            "absent",
        ),
    ] {
        scenario.steps = vec![wrong.clone()];
        let (_, reason) = failure(&scenario);
        assert!(reason.contains(told), "{wrong}: {reason}");
    }
    scenario.given = json!({"users": [{"user_name": "alice", "password": "short"}]});
    assert!(failure(&scenario).1.contains("password"));
    scenario.given = json!({"user": []});
    assert!(failure(&scenario).1.contains("user"));
}

#[test]
fn unknown_fields_in_a_file_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.json");
    let whole = json!({"name": "x", "about": "…", "given": {"phones": []}, "steps": []});
    let read = |document: &serde_json::Value| {
        std::fs::write(&path, document.to_string()).unwrap();
        Scenario::read(&path).map(|_| ()).unwrap_err()
    };
    std::fs::write(&path, whole.to_string()).unwrap();
    assert!(Scenario::read(&path).is_ok());
    for (pointer, value) in [
        ("colour", json!("red")),
        ("given", json!({"phone": []})),
        (
            "steps",
            json!([{"on": "admin", "do": "look", "expectation": {}}]),
        ),
        ("name", json!("y")),
    ] {
        let mut document = whole.clone();
        document[pointer] = value;
        let reason = read(&document);
        assert!(reason.contains("x.json"), "{reason}");
    }
}

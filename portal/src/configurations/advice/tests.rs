use super::{Advice, advise};
use passcode_core::policy::Policy;
use passcode_core::portal::wire::Platform;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn advice(rules: &Value, platform: Platform) -> Vec<Advice> {
    advise(&Policy::parse(rules).unwrap(), platform)
}

/// Rules at the border: on the first line of each the advice is not given, on the second it is.
#[expect(clippy::too_many_lines, reason = "a table")]
#[test]
fn each_is_given_from_its_border_on_and_never_before() {
    let table = [
        (
            Advice::NoPasscode,
            json!({"passcode_required": true}),
            json!({"passcode_required": false}),
        ),
        (
            Advice::ShortLength,
            json!({"minimum_length": 6}),
            json!({"minimum_length": 5, "failed_attempts": 5}),
        ),
        (
            Advice::AlphanumericForced,
            json!({"passcode_type": "numeric"}),
            json!({"passcode_type": "alphanumeric"}),
        ),
        (
            Advice::ComplexForced,
            json!({"minimum_complex_characters": 0}),
            json!({"minimum_complex_characters": 1}),
        ),
        (
            Advice::SimpleAllowed,
            json!({"forbid_simple": true}),
            json!({"forbid_simple": false}),
        ),
        (
            Advice::FewAttempts,
            json!({"failed_attempts": 5}),
            json!({"failed_attempts": 4}),
        ),
        (
            Advice::WipeAtTheLimit,
            json!({"at_the_limit": "lock"}),
            json!({"at_the_limit": "wipe"}),
        ),
        (
            Advice::LongAutoLock,
            json!({"auto_lock_minutes": 15}),
            json!({"auto_lock_minutes": 16}),
        ),
        (
            Advice::LongGrace,
            json!({"grace_minutes": 1}),
            json!({"grace_minutes": 2}),
        ),
        (
            Advice::LongBiometric,
            json!({"biometric_unlock": true, "biometric_passcode_hours": 72}),
            json!({"biometric_unlock": true, "biometric_passcode_hours": 73}),
        ),
        (
            Advice::ChangeForbidden,
            json!({"user_may_change": true}),
            json!({"user_may_change": false}),
        ),
        (
            Advice::ResetForbidden,
            json!({"user_may_reset": true}),
            json!({"user_may_reset": false}),
        ),
        (
            Advice::Rotation,
            json!({"maximum_age_days": "never"}),
            json!({"maximum_age_days": 730}),
        ),
        (
            Advice::History,
            json!({"history": 0}),
            json!({"history": 1}),
        ),
        (
            Advice::ShortBlock,
            json!({"block_out_of_contact_hours": 24}),
            json!({"block_out_of_contact_hours": 23}),
        ),
        (
            Advice::ShortWipe,
            json!({"wipe_out_of_contact_days": 14}),
            json!({"wipe_out_of_contact_days": 13}),
        ),
        (
            Advice::LongPin,
            json!({"one_time_pin": true, "one_time_pin_minutes": 30}),
            json!({"one_time_pin": true, "one_time_pin_minutes": 31}),
        ),
        (
            Advice::ShortPin,
            json!({"one_time_pin": true, "one_time_pin_digits": 8}),
            json!({"one_time_pin": true, "one_time_pin_digits": 7}),
        ),
    ];
    for (expected, silent, given) in &table {
        assert_eq!(advice(silent, Platform::Ios), [], "{silent}");
        assert_eq!(advice(given, Platform::Ios), [*expected], "{given}");
    }
    // The one that needs two rules, and comes with another one.
    let short = |attempts: u8| {
        let rules = json!({"minimum_length": 5, "failed_attempts": attempts});
        advice(&rules, Platform::Android)
    };
    assert_eq!(short(5), [Advice::ShortLength]);
    let both = [Advice::ShortLength, Advice::AttemptsForShort];
    assert_eq!(short(6), both);
    let seen: Vec<_> = table
        .iter()
        .map(|(advice, ..)| *advice)
        .chain(both)
        .collect();
    assert!(Advice::ALL.iter().all(|advice| seen.contains(advice)));
}

#[test]
fn the_default_is_beyond_reproach() {
    for platform in [Platform::Ios, Platform::Android] {
        assert_eq!(advice(&json!({}), platform), []);
    }
}

#[test]
fn nothing_is_said_about_rules_that_have_no_effect() {
    let android = json!({
        "one_time_pin": true, "one_time_pin_minutes": 1440, "one_time_pin_digits": 6,
    });
    assert_eq!(advice(&android, Platform::Android), []);
    let off = json!({
        "one_time_pin_minutes": 1440, "one_time_pin_digits": 6, "biometric_passcode_hours": 720,
    });
    assert_eq!(advice(&off, Platform::Ios), []);
    let no_passcode = json!({
        "passcode_required": false, "minimum_length": 4, "passcode_type": "alphanumeric",
        "minimum_complex_characters": 2, "forbid_simple": false, "failed_attempts": 3,
        "at_the_limit": "wipe", "user_may_change": false, "user_may_reset": false,
        "maximum_age_days": 30, "history": 5,
    });
    let given = advice(&no_passcode, Platform::Ios);
    assert_eq!(given, [Advice::NoPasscode]);
}

#[test]
fn codes_are_different_and_sources_are_whole() {
    let codes: BTreeSet<_> = Advice::ALL.iter().map(|advice| advice.code()).collect();
    assert_eq!(codes.len(), Advice::ALL.len());
    for source in Advice::ALL.iter().filter_map(|advice| advice.source()) {
        assert!(source.link.starts_with("https://") && source.title.len() > 10);
    }
    let policy = Policy::default().to_json();
    for advice in Advice::ALL {
        assert!(policy.get(advice.rule()).is_some(), "{advice:?}");
    }
}

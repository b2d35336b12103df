use super::{AtTheLimit, Direction, Limit, PasscodeType, Policy, Problem};
use serde_json::{Value, json};

#[test]
fn an_empty_document_is_the_default() {
    assert_eq!(Policy::parse(&json!({})).unwrap(), Policy::default());
}

#[test]
fn what_is_written_is_read_back() {
    let policy = Policy::parse(&json!({
        "passcode_type": "alphanumeric", "minimum_length": 10, "minimum_complex_characters": 2,
        "forbidden_words": ["acme"], "maximum_age_days": 90, "history": 5, "at_the_limit": "wipe",
        "block_out_of_contact_hours": 2160, "one_time_pin": true,
    }))
    .unwrap();
    assert_eq!(policy.passcode_type, PasscodeType::Alphanumeric);
    assert_eq!(policy.maximum_age_days, Limit::After(90));
    assert_eq!(policy.at_the_limit, AtTheLimit::Wipe);
    assert_eq!(Policy::parse(&policy.to_json()).unwrap(), policy);
}

/// The bounds of every rule with a number: `docs/formats.md` §6.
const BOUNDS: [(&str, u64, u64, bool); 13] = [
    ("minimum_length", 4, 64, false),
    ("minimum_complex_characters", 0, 16, false),
    ("maximum_age_days", 1, 730, true),
    ("history", 0, 24, false),
    ("failed_attempts", 3, 10, false),
    ("auto_lock_minutes", 1, 1440, false),
    ("grace_minutes", 0, 5, false),
    ("biometric_passcode_hours", 1, 720, false),
    ("one_time_pin_minutes", 5, 1440, false),
    ("one_time_pin_digits", 6, 12, false),
    ("check_in_minutes", 15, 1440, false),
    ("block_out_of_contact_hours", 1, 2160, true),
    ("wipe_out_of_contact_days", 1, 365, true),
];

#[test]
fn bounds_are_inclusive_and_the_next_number_is_refused() {
    for (field, minimum, maximum, or_never) in BOUNDS {
        let with = |value: Value| Policy::parse(&json!({"minimum_length": 64, field: value}));
        assert!(with(json!(minimum)).is_ok(), "{field} {minimum}");
        assert!(with(json!(maximum)).is_ok(), "{field} {maximum}");
        assert!(with(json!(maximum + 1)).is_err(), "{field} {maximum} + 1");
        assert!(with(json!(-1)).is_err(), "{field} -1");
        assert!(with(json!(f64::from(5) + 0.5)).is_err(), "{field} 5.5");
        assert_eq!(with(json!("never")).is_ok(), or_never, "{field} never");
        if minimum > 0 {
            assert!(with(json!(minimum - 1)).is_err(), "{field} {minimum} - 1");
        }
    }
}

#[test]
fn every_offending_field_is_named() {
    let invalid = Policy::parse(&json!({
        "minimum_length": 3, "history": "many", "passcode_required": 1, "at_the_limit": "explode",
        "forbidden_words": ["ab"], "minimum_lenght": 6,
    }))
    .unwrap_err();
    let codes: Vec<_> = invalid
        .fields
        .iter()
        .map(|field| (field.field.as_str(), field.problem.code()))
        .collect();
    assert_eq!(
        codes,
        [
            ("passcode_required", "policy.not_a_boolean"),
            ("minimum_length", "policy.out_of_range"),
            ("forbidden_words", "policy.not_words"),
            ("history", "policy.out_of_range"),
            ("at_the_limit", "policy.not_one_of"),
            ("minimum_lenght", "policy.unknown_field"),
        ]
    );
}

#[test]
fn what_is_not_an_object_or_contradicts_itself_is_refused() {
    let problem = |document: &Value| {
        Policy::parse(document)
            .unwrap_err()
            .fields
            .remove(0)
            .problem
    };
    assert_eq!(problem(&json!([])), Problem::NotAnObject);
    assert_eq!(
        problem(&json!({"minimum_length": 4, "minimum_complex_characters": 5})),
        Problem::MoreThanMinimumLength
    );
}

#[test]
fn the_strictest_of_two_is_at_least_as_strict_as_both() {
    let a = Policy::parse(&json!({
        "minimum_length": 8, "failed_attempts": 5, "user_may_reset": false, "one_time_pin": true,
        "forbidden_words": ["acme"],
    }))
    .unwrap();
    let b = Policy::parse(&json!({
        "passcode_type": "alphanumeric", "maximum_age_days": 90, "auto_lock_minutes": 5,
        "forbidden_words": ["corp"], "passcode_required": false,
    }))
    .unwrap();
    let both = a.strictest(&b);
    let expected = Policy::parse(&json!({
        "passcode_type": "alphanumeric", "minimum_length": 8, "failed_attempts": 5,
        "maximum_age_days": 90, "auto_lock_minutes": 5, "user_may_reset": false,
        "forbidden_words": ["acme", "corp"],
    }))
    .unwrap();
    assert_eq!(both, expected);
    assert_eq!(b.strictest(&a), both);
    assert_eq!(both.strictest(&a), both);
}

#[test]
fn changes_say_which_way_they_go() {
    let old = Policy::parse(&json!({"history": 3, "forbidden_words": ["acme"]})).unwrap();
    let new = Policy::parse(&json!({"minimum_length": 8, "forbidden_words": ["corp"]})).unwrap();
    let changes: Vec<_> = old
        .changes_to(&new)
        .into_iter()
        .map(|change| (change.field, change.direction))
        .collect();
    assert_eq!(
        changes,
        [
            ("forbidden_words".to_owned(), Direction::Mixed),
            ("history".to_owned(), Direction::Looser),
            ("minimum_length".to_owned(), Direction::Stricter),
        ]
    );
    assert!(old.changes_to(&old).is_empty());
}

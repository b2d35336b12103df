use super::rules::{Rule, check_list, violations};
use super::{MAXIMUM_BYTES, Passcode, TextProblem, TextVersion};
use crate::policy::Policy;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use proptest::prelude::*;
use serde_json::{Value, json};

fn parse(typed: &str) -> Result<Passcode, TextProblem> {
    Passcode::parse(typed.as_bytes(), TextVersion::CURRENT)
}

fn unmet(policy: Value, typed: &str) -> Vec<&'static str> {
    let policy = Policy::parse(&policy).unwrap();
    violations(&policy, &parse(typed).unwrap())
        .into_iter()
        .map(Rule::code)
        .collect()
}

#[test]
fn frozen_normalisation_vectors() {
    let vectors: Value =
        serde_json::from_str(include_str!("../../../vectors/passcode-text.json")).unwrap();
    let cases = vectors["version_1"].as_array().unwrap();
    assert!(cases.len() > 20);
    for case in cases {
        let typed = case["typed"].as_str().unwrap();
        match parse(typed) {
            Ok(passcode) => assert_eq!(case["normal"], passcode.expose(), "{case}"),
            Err(problem) => assert_eq!(case["refused"], format!("{problem:?}"), "{case}"),
        }
    }
}

#[test]
fn size_is_bounded_in_bytes() {
    assert_eq!(parse("").err(), Some(TextProblem::Empty));
    assert!(parse("x").is_ok());
    assert!(parse(&"x".repeat(MAXIMUM_BYTES)).is_ok());
    assert_eq!(
        parse(&"x".repeat(MAXIMUM_BYTES + 1)).err(),
        Some(TextProblem::TooLong)
    );
    assert_eq!(parse(&"x".repeat(10_000)).err(), Some(TextProblem::TooLong));
    let invalid = Passcode::parse(&[0xff, 0xfe], TextVersion::CURRENT);
    assert_eq!(invalid.err(), Some(TextProblem::NotText));
}

#[test]
fn every_decimal_digit_of_unicode_folds_to_its_value() {
    let mut seen = 0;
    for character in ('\u{80}'..=char::MAX).filter(|character| {
        CodePointMapData::<GeneralCategory>::new().get(*character) == GeneralCategory::DecimalNumber
    }) {
        let passcode = parse(&character.to_string()).unwrap();
        let folded = passcode.expose();
        assert!(
            folded.len() == 1 && folded.as_bytes()[0].is_ascii_digit(),
            "{character:?}"
        );
        seen += 1;
    }
    assert_eq!(seen % 10, 0);
    assert!(seen >= 700, "{seen}");
}

#[test]
fn sequences_are_found_in_any_three_characters() {
    for simple in ["123", "x321y", "aaa1", "ABC", "aBc", "zyx", "7---7", "9876"] {
        let policy = json!({"minimum_length": 4});
        assert!(
            unmet(policy, &format!("{simple}x!")).contains(&"rule.no_sequence"),
            "{simple}"
        );
    }
    for fine in ["1357", "112233", "abab", "135642", "!\"#$"] {
        let policy = json!({"minimum_length": 4});
        assert!(!unmet(policy, fine).contains(&"rule.no_sequence"), "{fine}");
    }
}

#[test]
fn common_passcodes_and_words_are_found_in_any_case() {
    assert_eq!(unmet(json!({}), "159753"), ["rule.not_common"]);
    assert_eq!(unmet(json!({}), "PassW0rd"), ["rule.not_common"]);
    let words = json!({"forbidden_words": ["Acme", "été"]});
    assert_eq!(unmet(words.clone(), "xACMEx7"), ["rule.no_forbidden_word"]);
    assert_eq!(
        unmet(words.clone(), "mon ÉTÉ 9"),
        ["rule.no_forbidden_word"]
    );
    assert!(unmet(words, "a-cme-7").is_empty());
    assert!(
        unmet(
            json!({"forbid_simple": false, "forbidden_words": ["acme"]}),
            "acme12"
        )
        .is_empty()
    );
}

#[test]
fn length_counts_scalar_values_after_normalisation() {
    assert_eq!(unmet(json!({}), "84731"), ["rule.minimum_length"]);
    assert!(unmet(json!({}), "847319").is_empty());
    // A decomposed é is one character; an emoji is one; Arabic digits are digits.
    assert_eq!(unmet(json!({}), "e\u{301}84731"), Vec::<&str>::new());
    assert_eq!(unmet(json!({}), "e\u{301}8473"), ["rule.minimum_length"]);
    assert!(unmet(json!({}), "🐙🦀🐳🦑🐡🦐").is_empty());
    assert!(unmet(json!({"passcode_type": "alphanumeric"}), "٨٤٧٣١٩م").is_empty());
}

#[test]
fn alphanumeric_and_complex() {
    let alphanumeric = json!({"passcode_type": "alphanumeric"});
    assert_eq!(
        unmet(alphanumeric.clone(), "847319"),
        ["rule.letter_and_digit"]
    );
    assert_eq!(
        unmet(alphanumeric.clone(), "otters"),
        ["rule.letter_and_digit"]
    );
    assert!(unmet(alphanumeric, "otter7").is_empty());
    let complex = json!({"minimum_complex_characters": 2});
    assert_eq!(
        unmet(complex.clone(), "otter 7!"),
        ["rule.complex_characters"]
    );
    assert!(unmet(complex, "otter-7!").is_empty());
}

#[test]
fn the_checklist_shows_every_rule_of_the_policy_while_typing() {
    let policy = Policy::parse(&json!({
        "passcode_type": "alphanumeric", "minimum_complex_characters": 1,
        "forbidden_words": ["acme"],
    }))
    .unwrap();
    let met = |typed: &str| -> Vec<bool> {
        check_list(&policy, typed.as_bytes())
            .into_iter()
            .map(|check| check.met)
            .collect()
    };
    assert_eq!(met(""), [true, false, false, false, false, false, false]);
    assert_eq!(met("ot"), [true, false, false, false, true, true, true]);
    assert_eq!(met("otter-7"), [true; 7]);
    assert_eq!(met("otter-7\0"), [false; 7]);
    assert_eq!(check_list(&Policy::default(), b"x").len(), 4);
}

#[test]
fn the_list_of_common_passcodes_is_lower_case_without_repeats() {
    let lines: Vec<_> = include_str!("common.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let unique: std::collections::BTreeSet<_> = lines.iter().collect();
    assert_eq!(unique.len(), lines.len());
    assert!(
        lines
            .iter()
            .all(|line| !line.is_empty() && *line == line.to_lowercase())
    );
}

proptest! {
    #[test]
    fn normalising_twice_is_normalising_once(typed in "\\PC{1,40}") {
        if let Ok(once) = parse(&typed) && once.expose().len() <= MAXIMUM_BYTES {
            let twice = parse(once.expose()).map(|twice| twice.is_same(&once));
            prop_assert_eq!(twice, Ok(true));
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic(typed in proptest::collection::vec(any::<u8>(), 0..1100)) {
        let _ = Passcode::parse(&typed, TextVersion::CURRENT);
        prop_assert_eq!(check_list(&Policy::default(), &typed).len(), 4);
    }
}

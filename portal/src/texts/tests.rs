use super::{Locales, text};
use crate::language::Language;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use std::collections::{BTreeMap, BTreeSet};

type Keys = BTreeMap<String, BTreeSet<String>>;

/// Every text of a language, by file and key, with its variables.
fn keys(language: Language) -> Keys {
    let folder = format!("{}/", language.as_str());
    let mut keys = Keys::new();
    for path in Locales::iter().filter(|path| path.starts_with(&folder)) {
        let source = Locales::get(&path).unwrap().data.into_owned();
        let source = String::from_utf8(source).unwrap();
        let resource = parser::parse(source.as_str());
        let resource = resource.unwrap_or_else(|(_, errors)| panic!("{path}: {errors:?}"));
        let file = path.strip_prefix(&folder).unwrap();
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                assert!(!matches!(entry, Entry::Junk { .. }), "{path}: {entry:?}");
                continue;
            };
            let mut add = |attribute: &str, pattern: &Pattern<&str>| {
                let key = format!("{file}: {}{attribute}", message.id.name);
                let before = keys.insert(key.clone(), variables(pattern));
                assert!(before.is_none(), "{key} is there twice");
            };
            if let Some(pattern) = &message.value {
                add("", pattern);
            }
            for attribute in &message.attributes {
                add(&format!(".{}", attribute.id.name), &attribute.value);
            }
        }
    }
    assert!(keys.len() > 40, "{keys:?}");
    keys
}

fn variables(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(inline) => found.extend(variable(inline)),
            Expression::Select { selector, variants } => {
                found.extend(variable(selector));
                let variants = variants
                    .iter()
                    .flat_map(|variant| variables(&variant.value));
                found.extend(variants);
            }
        }
    }
    found
}

fn variable(inline: &InlineExpression<&str>) -> Option<String> {
    if let InlineExpression::VariableReference { id } = inline {
        Some(id.name.to_owned())
    } else {
        None
    }
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_values() {
    assert_eq!(keys(Language::En), keys(Language::Fr));
}

#[test]
fn a_value_is_put_in_as_it_is() {
    let device = |language, name: &str| text(language, "mail-device", &[("device", name.into())]);
    assert_eq!(device(Language::En, "a { $b }"), "Device: “a { $b }”");
    let french = "Périphérique\u{a0}: «\u{a0}<b>\u{a0}»";
    assert_eq!(device(Language::Fr, "<b>"), french);
}

#[test]
#[should_panic(expected = "mail-nothing")]
fn a_missing_text_fails_the_test() {
    text(Language::En, "mail-nothing", &[]);
}

#[test]
#[should_panic(expected = "mail-device")]
fn a_missing_value_fails_the_test() {
    text(Language::En, "mail-device", &[]);
}

/// In French, a space before these never begins a new line.
#[test]
fn french_spaces_do_not_break() {
    for path in Locales::iter().filter(|path| path.starts_with("fr/")) {
        let source = Locales::get(&path).unwrap().data.into_owned();
        let source = String::from_utf8(source).unwrap();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let breaks = [" :", " ;", " ?", " !", " »", "« "];
            assert!(!breaks.iter().any(|found| line.contains(found)), "{line}");
            assert!(!line.contains('\''), "{line}");
        }
    }
}

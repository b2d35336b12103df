use super::{Locales, key_of, text, value};
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

/// The same without files: as templates name them.
fn names(language: Language) -> BTreeSet<String> {
    let name = |key: String| key.split_once(": ").unwrap().1.to_owned();
    keys(language).into_keys().map(name).collect()
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

#[test]
fn numbers_choose_plurals_and_are_grouped() {
    let of = |language, n| text(language, "ago-minutes", &[("n", value(n))]);
    assert_eq!(of(Language::En, 1), "1 minute ago");
    assert_eq!(of(Language::En, 12_345), "12,345 minutes ago");
    assert_eq!(of(Language::Fr, 0), "il y a 0 minute");
    assert_eq!(of(Language::Fr, 12_345), "il y a 12\u{202f}345 minutes");
}

/// Keys are written in templates as `t("key")` and in the source as `"key"` after a few words: a
/// template's keys must be there.
#[test]
fn every_key_that_a_template_names_is_there() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let known = names(Language::En);
    let mut folders = vec![folder];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let source = source.replace("asset(", "");
            for rest in source.split("t(\"").skip(1) {
                let (key, after) = rest.split_once('"').unwrap();
                // A key that is put together is checked where it is used.
                if after.trim_start().starts_with('~') {
                    continue;
                }
                assert!(known.contains(key), "{key} in {}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 20);
}

/// Every code of the portal's section of `docs/errors.md`, which another test holds against the
/// source.
#[test]
fn every_code_of_the_portal_has_a_text() {
    let table = include_str!("../../../docs/errors.md");
    let section = table.split("\n## ").find(|part| part.starts_with("Portal"));
    let codes = section.unwrap().lines().filter_map(|line| {
        let code = line.strip_prefix("| `")?.split('`').next()?;
        Some(code.to_owned())
    });
    let known = names(Language::En);
    let mut seen = 0;
    for code in codes {
        let key = format!("error-{}", key_of(&code));
        assert!(known.contains(&key), "{key}");
        seen += 1;
    }
    assert!(seen > 40);
}

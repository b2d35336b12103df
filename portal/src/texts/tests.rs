use super::*;
use fluent_bundle::FluentResource;
use std::collections::{BTreeMap, BTreeSet};

/// Every key of a language with the variables that its text names.
fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let folder = format!("{}/", language.as_str());
    let mut keys = BTreeMap::new();
    for name in Files::iter().filter(|name| name.starts_with(&folder)) {
        let source = String::from_utf8(Files::get(&name).unwrap().data.into_owned()).unwrap();
        FluentResource::try_new(source.clone())
            .map_err(|(_, errors)| errors)
            .unwrap();
        let mut key = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =")
                && !line.starts_with([' ', '.'])
            {
                key = name.trim().to_owned();
                assert!(
                    keys.insert(key.clone(), BTreeSet::new()).is_none(),
                    "{key} twice in {}",
                    language.as_str()
                );
            }
            let variables = line.split('$').skip(1).map(|rest| {
                rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
                    .next()
                    .unwrap()
                    .to_owned()
            });
            if let Some(found) = keys.get_mut(&key) {
                found.extend(variables);
            }
        }
    }
    keys
}

#[test]
fn all_languages_have_the_same_keys_with_the_same_variables() {
    let (english, french) = (keys(Language::En), keys(Language::Fr));
    for (key, variables) in &english {
        let other = french.get(key);
        assert!(other.is_some(), "{key} is missing in French");
        assert_eq!(
            other,
            Some(variables),
            "{key} has other variables in French"
        );
    }
    for key in french.keys() {
        assert!(english.contains_key(key), "{key} is missing in English");
    }
    assert!(english.len() > 20);
}

#[test]
fn no_text_is_empty_or_unfinished() {
    for language in Language::ALL {
        for key in keys(language).keys() {
            let pattern = of(language)
                .get_message(key)
                .and_then(|found| found.value());
            assert!(
                pattern.is_some(),
                "{key} has no text in {}",
                language.as_str()
            );
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
    let known = keys(Language::En);
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
                assert!(known.contains_key(key), "{key} in {}", path.display());
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
    let known = keys(Language::En);
    let mut seen = 0;
    for code in codes {
        let key = format!("error-{}", key_of(&code));
        assert!(known.contains_key(&key), "{key}");
        seen += 1;
    }
    assert!(seen > 40);
}

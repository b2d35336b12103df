//! What people read, from `locales/<language>/*.ftl` (Fluent), compiled into the program.
//!
//! It escapes nothing: that is for whoever puts a text somewhere. A text that is missing fails a
//! development build; in a release it shows its key and is logged.

use crate::dates;
use crate::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "locales"]
struct Locales;

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::En));
static FRENCH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Fr));

/// The text of a key, `message` or `message.attribute`, with its variables put in.
pub(crate) fn text(language: Language, key: &str, variables: &[(&str, FluentValue<'_>)]) -> String {
    let found = find(language, key, variables);
    debug_assert!(found.is_some(), "{key} or a variable of it is missing");
    found.unwrap_or_else(|| {
        tracing::error!(key, language = language.as_str(), "text missing");
        key.to_owned()
    })
}

fn find(language: Language, key: &str, variables: &[(&str, FluentValue<'_>)]) -> Option<String> {
    let bundle = of(language);
    let pattern = match key.split_once('.') {
        None => bundle.get_message(key)?.value()?,
        Some((key, attribute)) => bundle.get_message(key)?.get_attribute(attribute)?.value(),
    };
    let variables: FluentArgs<'_> = variables.iter().cloned().collect();
    let mut problems = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&variables), &mut problems);
    problems.is_empty().then(|| text.into_owned())
}

/// Whether there is such a text.
pub(crate) fn has(key: &str) -> bool {
    of(Language::En).has_message(key)
}

/// The part of a key that a dotted code becomes: `one_time_pin.ios_only` is `one-time-pin-ios-only`.
pub(crate) fn key_of(code: &str) -> String {
    code.replace(['.', '_'], "-")
}

fn of(language: Language) -> &'static Bundle {
    match language {
        Language::En => &ENGLISH,
        Language::Fr => &FRENCH,
    }
}

fn bundle(language: Language) -> Bundle {
    let tag = language.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Isolation is for text of mixed direction; none of these languages is written right to left.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::En => |value, _| number(Language::En, value),
        Language::Fr => |value, _| number(Language::Fr, value),
    }));
    let folder = format!("{}/", language.as_str());
    for name in Locales::iter().filter(|name| name.starts_with(&folder)) {
        let Some(file) = Locales::get(&name) else {
            continue;
        };
        let source = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, _)| {
            tracing::error!(name = name.as_ref(), "text file damaged");
            resource
        });
        if bundle.add_resource(resource).is_err() {
            tracing::error!(name = name.as_ref(), "text defined twice");
        }
    }
    bundle
}

/// Fluent leaves the grouping of digits to its host.
fn number(language: Language, value: &FluentValue<'_>) -> Option<String> {
    if let FluentValue::Number(number) = value {
        let whole = format!("{:.0}", number.value).parse().ok()?;
        return Some(dates::number(language, whole));
    }
    None
}

/// A variable's value: whole numbers choose plurals.
pub(crate) fn value(number: u64) -> FluentValue<'static> {
    FluentValue::from(number)
}

#[cfg(test)]
mod tests;

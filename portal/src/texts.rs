//! What the portal says to people, in their language: Fluent files under `locales`, part of the
//! program.
//!
//! It formats no dates and escapes nothing: that is for whoever puts a text somewhere. A text or a
//! value that is missing fails every test that comes by, and no request.

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

/// The text of a key, `message` or `message.attribute`, with values put in.
pub(crate) fn text(language: Language, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
    let found = find(language, key, values);
    debug_assert!(found.is_some(), "{key} or a value of it is missing");
    found.unwrap_or_else(|| key.to_owned())
}

fn find(language: Language, key: &str, values: &[(&str, FluentValue<'_>)]) -> Option<String> {
    let bundle: &Bundle = match language {
        Language::En => &ENGLISH,
        Language::Fr => &FRENCH,
    };
    let pattern = match key.split_once('.') {
        None => bundle.get_message(key)?.value()?,
        Some((key, attribute)) => bundle.get_message(key)?.get_attribute(attribute)?.value(),
    };
    let values: FluentArgs<'_> = values.iter().cloned().collect();
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&values), &mut errors);
    debug_assert!(errors.is_empty(), "{key}: {errors:?}");
    Some(text.into_owned())
}

fn bundle(language: Language) -> Bundle {
    let folder = format!("{}/", language.as_str());
    let mut bundle = Bundle::new_concurrent(vec![language.as_str().parse().unwrap_or_default()]);
    // The marks that it would put around values are no part of a plain text.
    bundle.set_use_isolating(false);
    for path in Locales::iter().filter(|path| path.starts_with(&folder)) {
        let file = Locales::get(&path)
            .map(|file| file.data)
            .unwrap_or_default();
        let source = String::from_utf8_lossy(&file).into_owned();
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
            debug_assert!(errors.is_empty(), "{path}: {errors:?}");
            resource
        });
        let added = bundle.add_resource(resource);
        debug_assert!(added.is_ok(), "{path}: {added:?}");
    }
    bundle
}

#[cfg(test)]
mod tests;

//! Templates (`templates/*.html`), compiled into the program, with the functions of a language.
//!
//! What a template shows is escaped; a variable that is not there is an error, seen by the tests
//! that open every page.

use super::assets;
use crate::dates;
use crate::error::{Error, Internal};
use crate::language::Language;
use crate::texts;
use fluent_bundle::FluentValue;
use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{Environment, ErrorKind, UndefinedBehavior};
use rust_embed::RustEmbed;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Files;

static ENGLISH: LazyLock<Environment<'static>> = LazyLock::new(|| environment(Language::En));
static FRENCH: LazyLock<Environment<'static>> = LazyLock::new(|| environment(Language::Fr));

/// A page's text.
pub(super) fn render(language: Language, name: &str, values: Value) -> Result<String, Error> {
    let environment = match language {
        Language::En => &ENGLISH,
        Language::Fr => &FRENCH,
    };
    let rendered = environment
        .get_template(name)
        .and_then(|template| template.render(values));
    rendered.map_err(|error| {
        // SECURITY: its kind, place and template; the text of an error may hold a value.
        let kind = error.kind().to_string();
        let line = error.line().unwrap_or_default();
        let template = error.name().unwrap_or(name).to_owned();
        tracing::error!(template, line, kind, "template");
        Error::Internal(Internal::Template)
    })
}

fn environment(language: Language) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_loader(|name| {
        Ok(Files::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned()))
    });
    environment.add_function("t", move |key: &str, variables: Kwargs| {
        translate(language, key, &variables)
    });
    environment.add_function("has_text", |key: &str| texts::has(key));
    environment.add_function("key_of", |code: &str| texts::key_of(code));
    environment.add_function("number", move |number: i64| dates::number(language, number));
    environment.add_function("time", move |ms: u64| time(ms, &dates::short(language, ms)));
    environment.add_function("long_time", move |ms: u64| {
        time(ms, &dates::long(language, ms))
    });
    environment.add_function("ago", move |now_ms: u64, ms: u64| {
        let title = dates::short(language, ms);
        let ago = dates::ago(language, now_ms, ms);
        let iso = dates::iso(ms);
        Value::from_safe_string(format!(
            "<time datetime=\"{iso}\" title=\"{title}\" data-title>{ago}</time>"
        ))
    });
    environment.add_function("asset", |name: &str| {
        assets::address(name).ok_or_else(|| missing("asset"))
    });
    environment.add_function("icon", |name: &str| icon(name));
    environment
}

/// SECURITY: an icon's name is written in a template; the sprite is ours.
fn icon(name: &str) -> Result<Value, minijinja::Error> {
    let sprite = assets::address("icons.svg").ok_or_else(|| missing("icons.svg"))?;
    let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !is_name {
        return Err(missing("icon"));
    }
    Ok(Value::from_safe_string(format!(
        "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\"><use href=\"{sprite}#{name}\"></use></svg>"
    )))
}

fn time(ms: u64, text: &str) -> Value {
    let iso = dates::iso(ms);
    Value::from_safe_string(format!("<time datetime=\"{iso}\" data-local>{text}</time>"))
}

fn translate(
    language: Language,
    key: &str,
    variables: &Kwargs,
) -> Result<String, minijinja::Error> {
    let mut values = Vec::new();
    for name in variables.args() {
        let value: Value = variables.get(name)?;
        let value = match (value.kind(), u64::try_from(value.clone())) {
            (ValueKind::Number, Ok(number)) => texts::value(number),
            (_, _) => FluentValue::from(value.to_string()),
        };
        values.push((name, value));
    }
    variables.assert_all_used()?;
    Ok(texts::text(language, key, &values))
}

fn missing(what: &'static str) -> minijinja::Error {
    minijinja::Error::new(ErrorKind::TemplateNotFound, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_escaped_also_inside_texts() {
        let shown = |source: &str, value: &str| {
            let environment = environment(Language::En);
            let values = minijinja::context! { value => value };
            environment
                .render_named_str("a.html", source, values)
                .unwrap()
        };
        let bad = "<script>alert('x')</script>";
        for source in ["{{ value }}", "{{ t('greeting', name=value) }}"] {
            let shown = shown(source, bad);
            assert!(
                !shown.contains('<') && shown.contains("&lt;script"),
                "{shown}"
            );
        }
    }

    #[test]
    fn every_template_is_well_formed() {
        let names: Vec<_> = Files::iter().collect();
        assert!(names.len() > 3);
        for language in Language::ALL {
            let environment = environment(language);
            for name in &names {
                environment.get_template(name).unwrap();
            }
        }
    }
}

//! Which configuration applies to a device, why, and its rules, for a page.

use crate::configurations;
use crate::devices::Device;
use crate::error::{Error, Internal};
use crate::language::Language;
use crate::portal::Context;
use crate::texts;
use crate::web::staff::configurations::{rule_names, value_by_name};
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
struct Rule {
    name: String,
    value: String,
    /// The default's value, where it is another one.
    default: Option<String>,
}

/// What applies, the candidates that do not, and the rules in words.
pub(super) async fn view(
    context: &Context,
    language: Language,
    device: &Device,
) -> Result<Value, Error> {
    let damaged = |_| Error::Internal(Internal::Record);
    let explained = configurations::explain(context, &device.account, device.platform).await?;
    let explained = serde_json::to_value(explained).map_err(damaged)?;
    let list = |field: &str| {
        let list = explained.get(field).and_then(Value::as_array);
        list.cloned().unwrap_or_default()
    };
    let candidates = list("candidates").into_iter();
    let (applies, others): (Vec<_>, Vec<_>) =
        candidates.partition(|one| one.get("applies").is_some_and(|applies| *applies == true));
    let known = list("rules");
    let named = |name| {
        known
            .iter()
            .find(|rule| rule.get("rule").is_some_and(|rule| rule == name))
    };
    let rules = rule_names(device.platform).filter_map(named);
    let rules: Vec<_> = rules.map(|one| rule(language, one)).collect();
    let changed = rules.iter().filter(|rule| rule.default.is_some()).count();
    Ok(json!({
        "applies": applies.first(), "others": others, "rules": rules, "changed": changed,
    }))
}

fn rule(language: Language, explained: &Value) -> Rule {
    let field = |name| explained.get(name).unwrap_or(&Value::Null);
    let name = field("rule").as_str().unwrap_or_default();
    let (value, default) = (field("value"), field("default"));
    let other = Some(default).filter(|default| *default != value);
    let (shown, value) = in_words(language, name, value);
    Rule {
        name: shown,
        value,
        default: other.map(|default| in_words(language, name, default).1),
    }
}

/// A rule's name and value in words; of a rule that this portal does not know, what is written.
fn in_words(language: Language, name: &str, value: &Value) -> (String, String) {
    let key = format!("setting-{}", texts::key_of(name));
    let shown = if texts::has(&key) {
        texts::text(language, &key, &[])
    } else {
        name.to_owned()
    };
    (shown, value_by_name(language, name, value))
}

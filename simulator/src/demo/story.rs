//! One step as a line of the story: who does what, and what comes of it.

use serde_json::{Map, Value};

/// The line of a step that was done.
pub(super) fn line(step: &Value, answer: &Map<String, Value>) -> String {
    if let Some(clock) = step.get("clock").and_then(Value::as_str) {
        return format!("… {} later", clock.trim_start_matches('+'));
    }
    if let Some(fault) = step.get("fault") {
        let network = text(fault, "network");
        return format!(
            "… the network of phone {} is now: {network}",
            text(fault, "phone")
        );
    }
    let who = who(text(step, "on"));
    let does = does(text(step, "do"), step.get("with").unwrap_or(&Value::Null));
    format!("{who:<14} {does:<58} {}", comes(answer))
}

fn who(on: &str) -> String {
    match on.split_once(':') {
        Some(("phone", id)) => format!("phone {id}"),
        Some(("help-desk", name)) => format!("{name} (help desk)"),
        Some((_, user)) => format!("{user} (portal)"),
        None => on.to_owned(),
    }
}

fn does(action: &str, with: &Value) -> String {
    on_a_phone(action, with).unwrap_or_else(|| at_the_portal(action, with))
}

fn on_a_phone(action: &str, with: &Value) -> Option<String> {
    let value = |name| short(text(with, name));
    let does = match action {
        "enroll" => format!(
            "enrols as {} with “{}”",
            value("user_name"),
            value("secret")
        ),
        "create" => format!("chooses the passcode {}{}", value("passcode"), again(with)),
        "unlock" => format!("types the passcode {}", value("passcode")),
        "lock" => "locks".to_owned(),
        "change" => format!("changes {} to {}", value("current"), value("passcode")),
        "forgot" => format!(
            "forgot it: {} with “{}”",
            value("user_name"),
            value("secret")
        ),
        "choose-after-reset" => format!("chooses the new passcode {}", value("passcode")),
        "check-in" => "asks the portal for news".to_owned(),
        "check-list" => format!("has typed “{}” so far", value("passcode")),
        "open-app" => format!("the {} app asks for its key", value("app")),
        "seal-note" => format!("the {} app seals “{}”", value("app"), value("note")),
        "read-note" => format!("the {} app reads its note", value("app")),
        "use-app" => "a secure app is used".to_owned(),
        "leave-apps" => "its user leaves the secure apps".to_owned(),
        "enable-biometrics" => format!("turns biometrics on with {}", value("passcode")),
        "disable-biometrics" => "turns biometrics off".to_owned(),
        "touch-sensor" => "a finger is laid on the sensor".to_owned(),
        "add-finger" => "another finger is added to the phone".to_owned(),
        "redeem-grant" => format!(
            "uses the AppConnect Unlock: {} {}",
            value("user_name"),
            value("password")
        ),
        "screen-off" => "its screen goes off".to_owned(),
        "look" => "shows its screen".to_owned(),
        "restart" => "restarts".to_owned(),
        "leave-reset" => "leaves the reset".to_owned(),
        "retire" => "is retired".to_owned(),
        "turn-clock" => format!("its wall clock is turned by {}", value("by")),
        "copy-files" => "somebody copies its files".to_owned(),
        "put-files-back" => "somebody puts the copied files back".to_owned(),
        _ => return None,
    };
    Some(does)
}

fn at_the_portal(action: &str, with: &Value) -> String {
    let value = |name| short(text(with, name));
    match action {
        "cancel-one-time-pin" => "cancels the one-time PIN".to_owned(),
        "set-rules" => format!(
            "sets the {} rules {}",
            value("platform"),
            json(with, "rules")
        ),
        "show-rules" => format!("looks at the {} rules", value("platform")),
        "list-devices" => "looks at the devices".to_owned(),
        "send-lock" => format!("sends Lock to phone {}", value("phone")),
        "send-retire" => format!("sends Retire to phone {}", value("phone")),
        "send-appconnect-unlock" => format!(
            "sends AppConnect Unlock to phone {}{}",
            value("phone"),
            waived(with)
        ),
        "list-commands" => format!("looks at the commands to phone {}", value("phone")),
        "give-up" => format!("no longer waits for phone {}", value("phone")),
        "rotate-escrow-key" => "makes a new escrow key".to_owned(),
        "list-escrow-keys" => "looks at the escrow keys".to_owned(),
        "list-devices-of-key" => "looks who relies on that escrow key".to_owned(),
        "destroy-escrow-key" => format!("destroys that escrow key{}", losing(with)),
        "count-audit" => format!("counts “{}” in the audit trail", value("action")),
        "issue-one-time-pin" if with.get("reason").is_some() => {
            format!("issues a one-time PIN: “{}”", value("reason"))
        }
        "issue-one-time-pin" => format!("asks for a one-time PIN with “{}”", value("password")),
        other => does_with_people(other, with),
    }
}

/// What administrators and the help desk do with groups, configurations and accounts.
fn does_with_people(action: &str, with: &Value) -> String {
    let value = |name| short(text(with, name));
    match action {
        "create-group" => format!(
            "makes the group “{}” of {}",
            value("group"),
            json(with, "members")
        ),
        "change-members" => format!(
            "takes {} out of “{}”",
            json(with, "take_out"),
            value("group")
        ),
        "create-configuration" => format!(
            "gives {} the configuration “{}”: {}",
            json(with, "groups"),
            value("name"),
            json(with, "rules")
        ),
        "order-configurations" => format!("puts in order: {}", json(with, "order")),
        "explain-configuration" => format!("asks what applies to phone {}", value("phone")),
        "look-at-one-time-pin" => format!("asks whether phone {} has a live PIN", value("phone")),
        "show-audit" => format!("reads “{}” in the audit trail", value("action")),
        "set-password" => format!("sets the password of {}", value("user")),
        "list-notices" => "reads what happened to the account".to_owned(),
        other => other.to_owned(),
    }
}

/// A password that is not asked for.
fn waived(with: &Value) -> String {
    match (text(with, "password"), short(text(with, "reason"))) {
        ("waived", reason) if reason.is_empty() => " without the password".to_owned(),
        ("waived", reason) => format!(" without the password: “{reason}”"),
        _ => String::new(),
    }
}

/// How many devices may lose recovery.
fn losing(with: &Value) -> String {
    let number = with.get("accept_losing").map(plain);
    number.map_or_else(String::new, |number| {
        format!(", accepting to lose {number}")
    })
}

/// A second typing that differs.
fn again(with: &Value) -> String {
    let repeated = text(with, "repeated");
    if repeated.is_empty() {
        String::new()
    } else {
        format!(", then {repeated}")
    }
}

fn comes(answer: &Map<String, Value>) -> String {
    let mut parts = Vec::new();
    for name in ["error", "outcome"] {
        parts.extend(answer.get(name).map(plain));
    }
    let named = [
        ("refusal", "because"),
        ("violations", "fails"),
        ("fields", "wrong fields"),
        ("changes", "changed"),
        ("biometrics", "biometrics"),
        ("grant", "grant"),
        ("met", "met"),
        ("unmet", "unmet"),
        ("attempts_remaining", "attempts left"),
        ("wait_seconds", "seconds to wait"),
        ("one_time_pin", "PIN"),
        ("note", "note"),
        ("devices", "devices"),
        ("commands", "commands"),
        ("escrow_keys", "keys"),
        ("count", "count"),
        ("version", "version"),
        ("configuration", "it is"),
        ("by", "by"),
        ("why", "why"),
        ("notices", "notices"),
        ("live", "live"),
    ];
    for (name, words) in named {
        let value = answer
            .get(name)
            .filter(|value| !value.is_null() && **value != 0)
            .filter(|value| !is_nothing_new(name, value));
        parts.extend(value.map(|value| format!("{words} {}", short(&plain(value)))));
    }
    let state = answer
        .get("state")
        .map(|state| format!("  [{}]", plain(state)));
    format!("→ {}{}", parts.join(", "), state.unwrap_or_default())
}

/// A check-in that brought nothing is not worth a word.
fn is_nothing_new(name: &str, value: &Value) -> bool {
    ["changes", "commands"].contains(&name) && value.as_array().is_some_and(Vec::is_empty)
}

fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn json(object: &Value, name: &str) -> String {
    object.get(name).map(Value::to_string).unwrap_or_default()
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) if list.is_empty() => "none".to_owned(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(" "),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

/// At most 40 characters, and nothing that a terminal would act on.
fn short(text: &str) -> String {
    let shown: String = text.chars().take(40).flat_map(visible).collect();
    if text.chars().count() > 40 {
        format!("{shown}…")
    } else {
        shown
    }
}

fn visible(character: char) -> Vec<char> {
    if character.is_control() || character == '\u{200b}' {
        character.escape_unicode().collect()
    } else {
        vec![character]
    }
}

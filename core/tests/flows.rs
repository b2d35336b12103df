//! What is printed from the code: `docs/flows.md` and `vectors/codes.json`.
//!
//! `UPDATE_PRINTED=1 cargo test -p passcode-core --test flows` prints them anew. Codes are stable: a
//! code that was ever printed may not go.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test, which may print its page anew"
)]

use passcode_core::Error;
use passcode_core::error::Retry;
use passcode_core::flow::{EventKind, StateKind};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn is_printed(path: &str, printed: &str) {
    let path = file(path);
    if env::var_os("UPDATE_PRINTED").is_some() {
        fs::write(&path, printed).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == printed,
        "{} is not what the code prints: UPDATE_PRINTED=1 cargo test -p passcode-core --test flows",
        path.display()
    );
}

#[test]
fn flows_are_printed_from_the_table() {
    let mut page = include_str!("flows.head.md").to_owned();
    page.push_str("\n## The diagram\n\n");
    page.push_str("What leads to itself, to `retired` or to `blocked` is in the table only.\n\n");
    page.push_str(&diagram());
    page.push_str("\n## Every event in every state\n\n");
    page.push_str("Rows are events, columns are states. A cell names the states that may follow; `·` is the\n");
    page.push_str("same state; an empty cell is refused with `engine.event_not_allowed`, and nothing changes.\n\n");
    page.push_str(&table());
    is_printed("docs/flows.md", &page);
}

fn diagram() -> String {
    let mut edges: BTreeMap<(usize, usize), Vec<&str>> = BTreeMap::new();
    for (from_number, from) in StateKind::ALL.into_iter().enumerate() {
        for event in EventKind::ALL {
            for (to_number, to) in StateKind::ALL.into_iter().enumerate() {
                let is_shown = from != to && to != StateKind::Retired && to != StateKind::Blocked;
                if is_shown && from.follows(event).contains(&to) {
                    let events = edges.entry((from_number, to_number)).or_default();
                    events.push(event.name());
                }
            }
        }
    }
    let id = |number: usize| StateKind::ALL.get(number).unwrap().name().replace('-', "_");
    let mut text = "```mermaid\nstateDiagram-v2\n  [*] --> not_enrolled\n".to_owned();
    for ((from, to), events) in edges {
        writeln!(text, "  {} --> {}: {}", id(from), id(to), events.join(", ")).unwrap();
    }
    text.push_str("```\n");
    text
}

fn table() -> String {
    let mut text = "| |".to_owned();
    for state in StateKind::ALL {
        write!(text, " {} |", state.name()).unwrap();
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(StateKind::ALL.len()));
    text.push('\n');
    for event in EventKind::ALL {
        write!(text, "| **{}** |", event.name()).unwrap();
        for state in StateKind::ALL {
            let follows = state.follows(event).iter();
            let names: Vec<_> = follows
                .map(|to| if *to == state { "·" } else { to.name() })
                .collect();
            write!(text, " {} |", names.join(", ")).unwrap();
        }
        text.push('\n');
    }
    text
}

#[test]
fn codes_are_printed_from_the_enums_and_none_ever_goes() {
    let retry = |error: Error| match error.retry() {
        Retry::Never => "never",
        Retry::Now => "now",
        Retry::Later => "later",
        Retry::AfterAction => "after action",
    };
    let errors = Error::ALL.map(|error| json!({"code": error.code(), "retry": retry(error)}));
    let codes = json!({
        "errors": errors,
        "events": EventKind::ALL.map(EventKind::name),
        "states": StateKind::ALL.map(StateKind::name),
    });
    let before: Value = fs::read_to_string(file("vectors/codes.json"))
        .map_or(Value::Null, |text| serde_json::from_str(&text).unwrap());
    for kind in ["errors", "events", "states"] {
        let (before, now) = (names(&before[kind]), names(&codes[kind]));
        let gone: Vec<_> = before.difference(&now).collect();
        assert!(
            gone.is_empty(),
            "codes are stable, and these are gone: {gone:?}"
        );
    }
    is_printed(
        "vectors/codes.json",
        &(serde_json::to_string_pretty(&codes).unwrap() + "\n"),
    );
    // The page for people says the same about trying again, in the same order.
    let page = fs::read_to_string(file("docs/errors.md")).unwrap();
    let library = page.split("\n## ").nth(1).unwrap();
    let rows: Vec<_> = library
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .map(|row| {
            let cells: Vec<_> = row.split(" | ").collect();
            let code = cells.first().unwrap().trim_end_matches('`');
            json!({"code": code, "retry": cells.get(2).unwrap()})
        })
        .collect();
    assert_eq!(rows, errors);
}

fn names(list: &Value) -> BTreeSet<String> {
    let list = list.as_array().cloned().unwrap_or_default();
    let name = |entry: Value| {
        entry["code"]
            .as_str()
            .or(entry.as_str())
            .unwrap()
            .to_owned()
    };
    list.into_iter().map(name).collect()
}

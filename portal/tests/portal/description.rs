//! The API description is true: its operations are the routes, its codes are those of
//! `docs/errors.md`, its schemas fit the messages of the core. That answers fit it is checked at
//! every answer of every test.

use crate::support::{Office, contract};
use passcode_core::policy::Policy;
use passcode_core::portal::wire::{
    Action, Base64, CheckInAnswer, CheckInRequest, Command, CommandsDone, Configuration,
    ConfigurationName, EnrollAnswer, EnrollRequest, EscrowKey, Grant, NonceAnswer, Platform,
    ResetAnswer, ResetDone, ResetRequest, SealedText, SecretText, Standing,
};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const METHODS: [&str; 4] = ["get", "put", "post", "delete"];

async fn document(office: &Office) -> Value {
    let answer = office.call("GET", contract::PATH, "", &Value::Null).await;
    answer.ok()
}

/// Every operation: path, method, what is said of it.
fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            found.push((path.as_str(), method.as_str(), operation));
        }
    }
    assert!(found.len() > 20, "{}", found.len());
    found
}

#[tokio::test]
async fn every_operation_is_a_route_and_no_method_more() {
    let office = Office::bare().await;
    let document = document(&office).await;
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in METHODS {
            let asked = path.replace("{id}", "x").replace("{platform}", "x");
            let answer = office
                .call(&method.to_uppercase(), &asked, "", &Value::Null)
                .await;
            let is_described = item.get(method).is_some();
            assert_eq!(answer.status != 405, is_described, "{method} {path}");
            if answer.status == 404 {
                assert_ne!(answer.json()["code"], "request.no_such_path", "{path}");
            }
        }
    }
}

/// A route that is registered by `routes!` is described; nothing is registered otherwise.
#[test]
fn every_route_is_an_operation() {
    let api = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api");
    let mut folders = vec![api.clone()];
    let mut files = vec![api.with_extension("rs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path)
            } else {
                files.push(path)
            }
        }
    }
    let source: String = files
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    assert!(source.contains(".routes(routes!("));
    let bare: Vec<_> = source
        .lines()
        .filter(|line| line.contains(".route("))
        .collect();
    assert_eq!(bare.len(), 1, "{bare:#?}");
    assert!(bare[0].contains("\"/metrics\""), "{bare:#?}");
}

#[tokio::test]
async fn every_operation_says_what_it_does_and_who_may() {
    let office = Office::bare().await;
    let document = document(&office).await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));
    let schemes = document["components"]["securitySchemes"]
        .as_object()
        .unwrap();
    let mut ids = BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        assert!(operation["summary"].is_string(), "{method} {path}");
        assert!(
            ids.insert(operation["operationId"].as_str().unwrap()),
            "{method} {path}"
        );
        let open = [
            "/nonce",
            "/session",
            "/set-up",
            "/health",
            "/ready",
            "/openapi.json",
        ];
        let may_be_open = open.iter().any(|end| path.ends_with(end)) && method != "delete";
        let asked = operation["security"]
            .as_array()
            .and_then(|asked| asked.first());
        let asked = asked.and_then(|one| one.as_object().unwrap().keys().next());
        assert_eq!(asked.is_none(), may_be_open, "{method} {path}");
        assert!(
            asked.is_none_or(|name| schemes.contains_key(name)),
            "{method} {path}"
        );
    }
}

/// The codes of the portal in `docs/errors.md`, with their statuses.
fn codes_of_the_page() -> BTreeMap<String, BTreeSet<String>> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/errors.md");
    let page = fs::read_to_string(page).unwrap();
    let table = page
        .split("\n## ")
        .find(|part| part.starts_with("Portal\n"))
        .unwrap();
    let rows = table.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| `")?.split('|');
        let code = cells.next()?.trim().trim_end_matches('`').to_owned();
        let statuses = cells
            .next()?
            .split(',')
            .map(|status| status.trim().to_owned());
        Some((code, statuses.collect()))
    });
    rows.collect()
}

#[tokio::test]
async fn every_refusal_is_one_of_the_page_with_its_status() {
    let office = Office::bare().await;
    let document = document(&office).await;
    let page = codes_of_the_page();
    let mut described: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, method, operation) in operations(&document) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            if status.as_str() < "400" {
                continue;
            }
            let schema = &response["content"]["application/problem+json"]["schema"];
            let codes = &schema["allOf"][1]["properties"]["code"]["enum"];
            for code in codes.as_array().unwrap() {
                let code = code.as_str().unwrap();
                let known = page
                    .get(code)
                    .is_some_and(|statuses| statuses.contains(status));
                assert!(known, "{method} {path}: {status} {code}");
                described
                    .entry(code.to_owned())
                    .or_default()
                    .insert(status.clone());
            }
        }
    }
    // No operation answers these: there is none, or they are those of pages.
    let elsewhere = [
        "request.no_such_method",
        "request.cross_site",
        "form.outdated",
        "one_time_pin.shown_before",
        "session.confirmation_needed",
        "identity_provider.not_configured",
        "identity_provider.unreachable",
        "identity_provider.answer_invalid",
        "identity_provider.denied",
        "identity_provider.interaction_needed",
        "identity_provider.attempt_unknown",
        "identity_provider.no_account",
        "identity_provider.not_confirmed",
    ];
    for (code, statuses) in &page {
        let is_described = described.get(code) == Some(statuses);
        assert_ne!(is_described, elsewhere.contains(&code.as_str()), "{code}");
    }
}

fn told<T: Serialize>(name: &'static str, message: T) -> (&'static str, Value) {
    (name, serde_json::to_value(message).unwrap())
}

fn text() -> String {
    "text".to_owned()
}

fn secret() -> SecretText {
    SecretText::new("secret".to_owned())
}

fn bytes() -> Base64 {
    Base64(vec![250, 251, 252])
}

fn sealed() -> SealedText {
    SealedText {
        enc: bytes(),
        ciphertext: bytes(),
    }
}

fn configuration() -> Configuration {
    Configuration {
        id: text(),
        version: 1,
        rules: Policy::default().to_json(),
    }
}

fn standing() -> Standing {
    Standing {
        server_time_ms: u64::MAX,
        configuration: configuration(),
        escrow_key: EscrowKey {
            id: text(),
            public_key: bytes(),
        },
    }
}

fn requests() -> [(&'static str, Value); 5] {
    let enroll = EnrollRequest {
        user_name: text(),
        password: secret(),
        platform: Platform::Android,
        app_version: text(),
        device_name: text(),
        signing_key: bytes(),
    };
    let check_in = CheckInRequest {
        app_version: text(),
        generation: 0,
        escrow_key_id: Some(text()),
        configuration: ConfigurationName {
            id: text(),
            version: 1,
        },
        commands_done: 0,
    };
    let reset = ResetRequest {
        user_name: text(),
        secret: Some(secret()),
        grant: Some(text()),
        app_version: text(),
        vault: bytes(),
        generation: 0,
        escrow_key_id: text(),
        sealed_recovery_key: sealed(),
        fresh_key: bytes(),
    };
    [
        told("EnrollRequest", enroll),
        told("CheckInRequest", check_in),
        told("ResetRequest", reset),
        told("ResetDone", ResetDone { request_id: text() }),
        told("CommandsDone", CommandsDone { commands_done: 1 }),
    ]
}

fn answers() -> [(&'static str, Value); 5] {
    let enroll = EnrollAnswer {
        tenant: text(),
        user: text(),
        device: text(),
        standing: standing(),
    };
    let grant = Grant {
        grant: text(),
        expires_at_ms: 1,
        password_asked: true,
    };
    let actions = [
        Action::Lock,
        Action::Retire,
        Action::AppconnectUnlock(grant),
    ];
    let commands = actions.map(|action| Command {
        sequence: 1,
        action,
    });
    let check_in = CheckInAnswer {
        server_time_ms: 1,
        configuration: Some(configuration()),
        escrow_key: standing().escrow_key,
        commands: commands.into(),
    };
    let reset = ResetAnswer {
        recovery_key: sealed(),
        standing: standing(),
    };
    [
        told(
            "NonceAnswer",
            NonceAnswer {
                nonce: text(),
                server_time: 1,
            },
        ),
        told("EnrollAnswer", enroll),
        told("Configuration", configuration()),
        told("CheckInAnswer", check_in),
        told("ResetAnswer", reset),
    ]
}

#[tokio::test]
async fn the_schemas_fit_the_messages_of_the_core() {
    let office = Office::bare().await;
    let document = contract::document(&office.router).await.unwrap();
    for (name, message) in requests().into_iter().chain(answers()) {
        let schema = json!({"$ref": format!("#/components/schemas/{name}")});
        contract::fits(document, &schema, &message, name);
        let described = document["components"]["schemas"][name]["properties"].as_object();
        let described: BTreeSet<_> = described.unwrap().keys().collect();
        let real: BTreeSet<_> = message.as_object().unwrap().keys().collect();
        assert_eq!(described, real, "{name}");
    }
}

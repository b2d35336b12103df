//! Every answer of every test is held against the API description: its status, its kind, its body,
//! the code of a problem; and what was accepted is a body that the description allows.
//!
//! The description lets answers grow; here a field that it does not name is a failed test.

use super::{Answer, send_as_it_is};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Map, Value, json};
use tokio::sync::OnceCell;

pub(crate) const PATH: &str = "/api/openapi.json";

/// The description that a router serves; `None` if it serves no API.
pub(crate) async fn document(router: &Router) -> Option<&'static Value> {
    static DOCUMENT: OnceCell<Value> = OnceCell::const_new();
    if let Some(document) = DOCUMENT.get() {
        return Some(document);
    }
    let request = Request::get(PATH).body(Body::empty()).unwrap();
    let answer = send_as_it_is(router, request).await;
    if answer.status != 200 {
        return None;
    }
    let closed = || async { closed(answer.json()) };
    Some(DOCUMENT.get_or_init(closed).await)
}

/// The same, without room for fields that it does not name.
fn closed(mut document: Value) -> Value {
    let schemas = document["components"]["schemas"].as_object_mut().unwrap();
    for (name, schema) in schemas {
        // A problem is narrowed by what stands beside it.
        if name != "Problem" && schema.get("properties").is_some() {
            let schema = schema.as_object_mut().unwrap();
            schema.entry("additionalProperties").or_insert(json!(false));
        }
    }
    document
}

/// The operation of a request.
fn operation<'a>(document: &'a Value, method: &str, path: &str) -> Option<&'a Value> {
    let fits = |template: &&String| {
        let (wanted, given) = (template.split('/'), path.split('/'));
        let mut pairs = wanted.clone().zip(given.clone());
        wanted.count() == given.count()
            && pairs.all(|(wanted, given)| wanted.starts_with('{') || wanted == given)
    };
    let paths = document["paths"].as_object().unwrap();
    let template = paths.keys().find(fits)?;
    paths[template].get(method.to_lowercase())
}

pub(crate) fn holds(document: &Value, asked: (&str, &str, &[u8]), answer: &Answer) {
    let (method, path, sent) = asked;
    let what = format!("{method} {path}: {}", answer.status);
    let Some(operation) = operation(document, method, path) else {
        let elsewhere = path.starts_with("/metrics") && answer.status == 200;
        assert!(elsewhere || [404, 405].contains(&answer.status), "{what}");
        return;
    };
    let described = operation["responses"].get(answer.status.to_string());
    assert!(described.is_some(), "{what} is not described");
    let described = described.unwrap();
    if let Some(content) = described.get("content") {
        let kind = answer.headers[header::CONTENT_TYPE].to_str().unwrap();
        let content = content.get(kind);
        assert!(content.is_some(), "{what}: {kind} is not described");
        for body in bodies(kind, answer) {
            fits(document, &content.unwrap()["schema"], &body, &what);
        }
    } else {
        assert!(answer.body.is_empty(), "{what}: a body is not described");
    }
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    if answer.status < 300 && !body.is_null() {
        let sent = serde_json::from_slice(sent).unwrap();
        fits(document, body, &sent, &format!("{what}, what was sent"));
    }
}

/// The one body, or each of many lines.
fn bodies(kind: &str, answer: &Answer) -> Vec<Value> {
    if kind != "application/jsonl" {
        return vec![answer.json()];
    }
    let lines = answer.body.split_inclusive(|byte| *byte == b'\n');
    lines
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

/// A body is what a schema of the document says.
#[track_caller]
pub(crate) fn fits(document: &Value, schema: &Value, body: &Value, what: &str) {
    let mut root: Map<String, Value> = schema.as_object().unwrap().clone();
    root.insert("components".to_owned(), document["components"].clone());
    let validator = jsonschema::draft202012::new(&Value::Object(root)).unwrap();
    let found: Vec<_> = validator
        .iter_errors(body)
        .map(|error| error.to_string())
        .collect();
    assert!(found.is_empty(), "{what}: {found:#?}");
}

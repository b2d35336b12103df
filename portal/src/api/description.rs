//! The OpenAPI document: what all operations have in common is added here to what handlers say.
//!
//! A handler names its refusals by status, with their codes as the description:
//! `(status = 409, description = "user.exists")`, several codes separated by `, `. Everything that
//! any operation of its kind can answer (no session, another role, a body that makes no sense, a
//! failure of the portal) is added here, and so are security, tags and operation ids, by the path.
//! The roles of `api::roles` are said by the handler: `security(("staff_session" = ["auditor"]))`.

use super::schemas::{DeviceSort, Problem, ProblemField, Seen};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{AllOfBuilder, ObjectBuilder, Ref, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, HeaderBuilder, Info, LicenseBuilder, OpenApi, RefOr,
    Response, ResponseBuilder, Schema,
};

const PROBLEM: &str = "application/problem+json";
const ABOUT: &str = "Errors are problems (RFC 9457) with a stable dotted code: docs/errors.md. \
    Every answer names its request in `x-request-id`, as the portal's log does. \
    Bodies have at most 64 KiB, files of users 1 MiB.";
const SIGNED: &str = "An HTTP message signature (RFC 9421) by the device's P-256 key, in \
    `Signature-Input` and `Signature`, with `Content-Digest` (RFC 9530) and `Passcode-Request-Id`: \
    docs/formats.md §7.";

/// The scheme whose requirements name the roles that an operation is for.
const STAFF: &str = "staff_session";
const OF_STAFF: &str = "A session of a member of staff. An operation that names roles is for them \
    alone; one that names none is for all.";

/// An API, by the beginning of its paths.
struct Part {
    prefix: &'static str,
    tag: &'static str,
    /// The security scheme, and the code of its refusal.
    guard: Option<(&'static str, &'static str)>,
}

const PARTS: [Part; 4] = [
    Part {
        prefix: "/api/device/v1/",
        tag: "device",
        guard: Some(("device_signature", "request.stale")),
    },
    Part {
        prefix: "/api/self-service/v1/",
        tag: "self-service",
        guard: Some(("user_session", "session.needed")),
    },
    Part {
        prefix: "/api/admin/v1/",
        tag: "admin",
        guard: Some((STAFF, "session.needed")),
    },
    Part {
        prefix: "/",
        tag: "operation",
        guard: None,
    },
];

/// The document before any operation.
pub(crate) fn begin() -> OpenApi {
    let mut info = Info::new("Secure Apps Passcode: portal", env!("CARGO_PKG_VERSION"));
    info.description = Some(ABOUT.to_owned());
    let license = LicenseBuilder::new().name("Apache-2.0 OR MIT");
    info.license = Some(license.identifier(Some("Apache-2.0 OR MIT")).build());
    let bearer = |whose: &str| {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer);
        SecurityScheme::Http(scheme.description(Some(whose)).build())
    };
    let signed = ApiKeyValue::with_description("Signature", SIGNED);
    let components = ComponentsBuilder::new()
        .schema_from::<Problem>()
        .schema_from::<ProblemField>()
        // What is named by parameters alone is not collected by itself.
        .schema_from::<DeviceSort>()
        .schema_from::<Seen>()
        .security_scheme("user_session", bearer("A session of a user"))
        .security_scheme(STAFF, bearer(OF_STAFF))
        .security_scheme(
            "device_signature",
            SecurityScheme::ApiKey(ApiKey::Header(signed)),
        );
    let mut api = OpenApi::new(info, utoipa::openapi::Paths::new());
    api.components = Some(components.build());
    api
}

/// Adds what all operations have in common.
pub(crate) fn complete(api: &mut OpenApi) {
    for (path, item) in &mut api.paths.paths {
        let part = PARTS.iter().find(|part| path.starts_with(part.prefix));
        let operations = [
            ("get", &mut item.get),
            ("put", &mut item.put),
            ("post", &mut item.post),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in operations {
            if let (Some(operation), Some(part)) = (operation.as_mut(), part) {
                complete_operation(operation, part, method, path);
            }
        }
    }
}

fn complete_operation(operation: &mut Operation, part: &Part, method: &str, path: &str) {
    let name = path.strip_prefix(part.prefix).unwrap_or(path);
    let name = name.replace(['{', '}'], "").replace('/', "-");
    operation.operation_id = Some(format!("{method}-{}-{name}", part.tag));
    operation.tags = Some(vec![part.tag.to_owned()]);
    let mut refusals = named(operation);
    let mut add = |status: &str, code: &str| {
        let codes: &mut BTreeSet<_> = refusals.entry(status.to_owned()).or_default();
        codes.insert(code.to_owned());
    };
    if let Some((scheme, code)) = part.guard {
        let nothing: [&str; 0] = [];
        let guarded = || vec![SecurityRequirement::new(scheme, nothing)];
        let security = operation.security.get_or_insert_with(guarded);
        let is_open = security.contains(&SecurityRequirement::default());
        if !is_open {
            add("401", code);
        }
        if !is_open && *security != guarded() {
            add("403", "role.not_allowed");
        }
    }
    if operation.request_body.is_some() {
        add("413", "request.too_large");
    }
    if operation.request_body.is_some() || operation.parameters.is_some() {
        add("400", "request.malformed");
    }
    if path.contains('{') {
        add("404", "request.no_such_path");
    }
    if part.guard.is_some() {
        add("500", "portal.internal");
        add("503", "portal.timed_out");
    }
    let responses = &mut operation.responses.responses;
    for (status, codes) in refusals {
        let refusal = refusal(&status, codes);
        responses.insert(status, RefOr::T(refusal));
    }
}

/// The refusals that the handler names: their codes by status.
fn named(operation: &Operation) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (status, response) in &operation.responses.responses {
        if let (true, RefOr::T(response)) = (status.as_str() >= "400", response) {
            let codes = response.description.split(", ").map(str::to_owned);
            found.insert(status.clone(), codes.collect());
        }
    }
    found
}

fn refusal(status: &str, codes: BTreeSet<String>) -> Response {
    let described: Vec<_> = codes.iter().map(|code| format!("`{code}`")).collect();
    let code = ObjectBuilder::new().schema_type(Type::String);
    let narrowed = ObjectBuilder::new().property("code", code.enum_values(Some(codes)));
    let schema = AllOfBuilder::new()
        .item(Ref::from_schema_name("Problem"))
        .item(narrowed);
    let content = ContentBuilder::new()
        .schema(Some(Schema::AllOf(schema.build())))
        .build();
    let response = ResponseBuilder::new().description(described.join(", "));
    let response = response.content(PROBLEM, content);
    if status != "429" {
        return response.build();
    }
    let seconds = ObjectBuilder::new().schema_type(Type::Integer);
    let header = HeaderBuilder::new().schema(Some(seconds));
    let header = header.description(Some("Seconds until the next attempt"));
    response.header("Retry-After", header.build()).build()
}

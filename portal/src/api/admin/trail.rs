//! The audit trail: filtered, exported, verified.

use crate::api::roles::{Reader, Staff};
use crate::api::{Shared, schemas};
use crate::audit::{self, Asked, Entry, Filter};
use crate::error::Error;
use axum::Json;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use futures_util::{Stream, TryStreamExt as _};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io;

/// How many entries come at once.
const DEFAULT: u32 = 100;
const MOST: u32 = 1000;
/// How many entries are verified at once: seconds of work.
const VERIFIED: u32 = 50_000;

const UNKNOWN: &str = "What is asked for in the query is not known here, or is no whole number. \
                       Check it against the documentation.";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    after: Option<u64>,
    limit: Option<u32>,
    action: Option<String>,
    actor: Option<String>,
    device: Option<String>,
    account: Option<String>,
    reason: Option<String>,
    from_ms: Option<u64>,
    until_ms: Option<u64>,
}

impl Wanted {
    fn filter(self) -> Result<Filter, Error> {
        Filter::parse(Asked {
            action: self.action,
            actor: self.actor,
            device: self.device,
            account: self.account,
            reason: self.reason,
            from_ms: self.from_ms,
            until_ms: self.until_ms,
        })
    }
}

/// The audit trail, oldest entries first.
#[utoipa::path(get, path = "/audit", params(("after" = Option<u64>, Query, description = "Only entries with a greater sequence number"), ("limit" = Option<u64>, Query, maximum = 4_294_967_295_u32, description = "How many entries; 100 without it, 1,000 at most"), ("action" = Option<String>, Query, description = "Only this action, or with a dot at its end all that begin so, like `device.`"), ("actor" = Option<String>, Query, description = "Only what this one did, as the trail names it"), ("device" = Option<String>, Query, description = "Only what was done to or with this device, by its id"), ("account" = Option<String>, Query, description = "Only what was done to or with this account, by its id"), ("reason" = Option<String>, Query, description = "Only what happened for this reason"), ("from_ms" = Option<u64>, Query, description = "Not before this time"), ("until_ms" = Option<u64>, Query, description = "Before this time")), responses((status = 200, description = "The entries", body = schemas::Trail)))]
pub(crate) async fn list(
    State(context): Shared,
    _: Staff,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<Value>, Error> {
    let Query(wanted) = wanted.map_err(|_| Error::Malformed(UNKNOWN))?;
    let after = wanted.after.unwrap_or(0);
    i64::try_from(after).map_err(|_| Error::Malformed(UNKNOWN))?;
    let limit = wanted.limit.unwrap_or(DEFAULT).clamp(1, MOST);
    let filter = wanted.filter()?;
    let entries = audit::list(&context.database, &filter, after, limit).await?;
    Ok(Json(json!({"entries": entries})))
}

/// The audit trail as JSON lines, oldest entries first, up to the entry that records the export.
#[utoipa::path(get, path = "/audit/export", params(("action" = Option<String>, Query, description = "As in the list"), ("actor" = Option<String>, Query, description = "As in the list"), ("device" = Option<String>, Query, description = "As in the list"), ("account" = Option<String>, Query, description = "As in the list"), ("reason" = Option<String>, Query, description = "As in the list"), ("from_ms" = Option<u64>, Query, description = "As in the list"), ("until_ms" = Option<u64>, Query, description = "As in the list")), security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "One entry a line. An answer that breaks off is not whole", body = Entry, content_type = "application/jsonl")))]
pub(crate) async fn export(
    State(context): Shared,
    Reader(session): Reader,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Error> {
    let Query(wanted) = wanted.map_err(|_| Error::Malformed(UNKNOWN))?;
    if wanted.after.is_some() || wanted.limit.is_some() {
        return Err(Error::Malformed(
            "An export has neither `after` nor `limit`: it holds all that match. Leave them out.",
        ));
    }
    let lines = audit::export(&context, session.actor(), wanted.filter()?).await?;
    Ok(send(lines))
}

/// Lines of an export, as they come.
pub(crate) fn send(lines: impl Stream<Item = Result<Vec<u8>, Error>> + Send + 'static) -> Response {
    // The answer has begun: all that is left is to break it off.
    let lines = lines.map_err(|error| {
        let cause = if let Error::Internal(internal) = &error {
            internal.code()
        } else {
            error.code()
        };
        tracing::error!(code = error.code(), cause, "export");
        io::Error::other(error.code())
    });
    let headers = [
        (header::CONTENT_TYPE, "application/jsonl"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"audit.jsonl\"",
        ),
    ];
    (headers, Body::from_stream(lines)).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    from: Option<u64>,
    limit: Option<u32>,
}

/// Verifies a part of the chain of hashes.
#[utoipa::path(get, path = "/audit/verification", params(("from" = Option<u64>, Query, description = "The first entry to verify, by its sequence number; those before are taken for right. 1 without it"), ("limit" = Option<u64>, Query, maximum = 4_294_967_295_u32, description = "How many entries; 50,000 without it and at most")), security(("staff_session" = ["administrator", "auditor"])), responses((status = 200, description = "What it looks like", body = schemas::Verification)))]
pub(crate) async fn verification(
    State(context): Shared,
    _: Reader,
    part: Result<Query<Part>, QueryRejection>,
) -> Result<Json<Value>, Error> {
    let Query(Part { from, limit }) = part.map_err(|_| Error::Malformed(UNKNOWN))?;
    let limit = limit.unwrap_or(VERIFIED).clamp(1, VERIFIED);
    let from = from.unwrap_or(1);
    i64::try_from(from).map_err(|_| Error::Malformed(UNKNOWN))?;
    let verdict = audit::verify(&context.database, from, limit).await?;
    Ok(Json(verdict.to_json()))
}

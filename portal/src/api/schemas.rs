//! What the API description says about bodies that are not described where they are read or made:
//! the messages between phone and portal, the answers of the people's APIs, problems and rules.
//!
//! Nothing is decided here and nothing is sent. That every real body fits is checked at each answer
//! of each test (`tests/portal/support/contract.rs`).

#![expect(dead_code, reason = "described, never made")]

mod answers;
mod commands;
mod configurations;
mod device;
mod rules;

pub(crate) use answers::*;
pub(crate) use commands::*;
pub(crate) use configurations::*;
pub(crate) use device::*;
pub(crate) use rules::Rules;

use utoipa::ToSchema;

/// Why a request is refused (RFC 9457).
#[derive(ToSchema)]
pub(crate) struct Problem {
    /// Always `about:blank`: the code says it.
    #[schema(rename = "type")]
    kind: String,
    /// The HTTP status in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// The stable dotted code.
    code: String,
    /// For a person: what happened and what to do next.
    detail: String,
    /// With `attempts.too_many`: seconds until the next attempt.
    #[schema(nullable = false)]
    retry_after_seconds: Option<u64>,
    /// With `policy.invalid`: every offending field. With `import.refused`: every problem of the file,
    /// its line and column as the field.
    #[schema(nullable = false)]
    fields: Option<Vec<ProblemField>>,
}

/// One offending field.
#[derive(ToSchema)]
pub(crate) struct ProblemField {
    /// Its name.
    field: String,
    /// The stable dotted code.
    code: String,
    /// For a person: what is allowed.
    detail: String,
}

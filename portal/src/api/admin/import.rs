//! Users and their groups from a file.

use crate::api::Shared;
use crate::api::extract;
use crate::api::roles::Administrator;
use crate::error::Error;
use crate::import::{self, Checked, Imported};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    #[serde(default)]
    check: bool,
}

/// Adds the users of a file and the groups that do not exist yet, all or none; or only checks it.
///
/// The first line names the columns, in any order: `user_name`, and if wanted `display_name`, `email`,
/// `language` (`en`, `fr`), `groups`, `sign_in` (`password`, `identity-provider`), `password`. The
/// delimiter is `,` or `;`. Groups are separated by `|`, and by `;` where that is not the delimiter.
/// UTF-8, at most 1 MiB, 5,000 users and 250 passwords.
#[utoipa::path(post, path = "/users/import", params(("check" = Option<bool>, Query, description = "Only check the file")), request_body(content = String, content_type = "text/csv", example = json!(import::template())), security(("staff_session" = ["administrator"])), responses((status = 200, description = "What the file would do", body = Checked), (status = 201, description = "What it did", body = Imported), (status = 400, description = "import.refused")))]
pub(crate) async fn import(
    State(context): Shared,
    Administrator(session): Administrator,
    step: Result<Query<Step>, QueryRejection>,
    request: Request,
) -> Result<Response, Error> {
    let malformed = |_| Error::Malformed("`check` is `true` or `false`. Choose one.");
    let Query(Step { check }) = step.map_err(malformed)?;
    let file = extract::body(request, &context).await?;
    if check {
        let checked = import::check(&context, &file).await?;
        return Ok(Json(checked).into_response());
    }
    let imported = import::carry_out(&context, &session.account, &file).await?;
    Ok((StatusCode::CREATED, Json(imported)).into_response())
}

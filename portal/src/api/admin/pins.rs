//! One-time PINs by the help desk: issued with a reason, looked at, cancelled.

use crate::api::Shared;
use crate::api::extract::{Body, Segment};
use crate::api::roles::{HelpDesk, Staff};
use crate::api::self_service::pin_json;
use crate::commands::Reason;
use crate::error::Error;
use crate::one_time_pins::{self, Standing};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

pub(crate) async fn show(
    State(context): Shared,
    _: Staff,
    Segment(device): Segment,
) -> Result<Json<Standing>, Error> {
    one_time_pins::standing(&context, &device).await.map(Json)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Issue {
    reason: String,
}

pub(crate) async fn issue(
    State(context): Shared,
    HelpDesk(session): HelpDesk,
    Segment(device): Segment,
    Body(Issue { reason }): Body<Issue>,
) -> Result<(StatusCode, Json<Value>), Error> {
    let reason = Reason::parse(&reason)?;
    let issued = one_time_pins::issue_by_staff(&context, &session, &device, &reason).await?;
    Ok((StatusCode::CREATED, Json(pin_json(&issued))))
}

pub(crate) async fn cancel(
    State(context): Shared,
    HelpDesk(session): HelpDesk,
    Segment(device): Segment,
) -> Result<StatusCode, Error> {
    one_time_pins::cancel_by_staff(&context, &session, &device).await?;
    Ok(StatusCode::NO_CONTENT)
}

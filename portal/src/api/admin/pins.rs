//! One-time PINs by the help desk: issued with a reason, looked at, cancelled.

use crate::api::extract::{Body, Segment};
use crate::api::roles::{HelpDesk, Staff};
use crate::api::self_service::pin_json;
use crate::api::{Shared, schemas};
use crate::error::Error;
use crate::one_time_pins::{self, Standing};
use crate::reason::Reason;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Whether a device can have a one-time PIN and has one; never the PIN.
#[utoipa::path(get, path = "/devices/{id}/one-time-pin", params(("id" = String, Path, description = "A device")), responses((status = 200, description = "How it stands", body = Standing), (status = 404, description = "device.unknown")))]
pub(crate) async fn show(
    State(context): Shared,
    _: Staff,
    Segment(device): Segment,
) -> Result<Json<Standing>, Error> {
    one_time_pins::standing(&context, &device).await.map(Json)
}

/// Why a PIN is issued.
#[derive(Deserialize, ToSchema)]
#[schema(as = PinReason)]
#[serde(deny_unknown_fields)]
pub(crate) struct Issue {
    /// 4 to 200 characters in one line, for the audit trail.
    reason: String,
}

/// Issues a one-time PIN for a user's device; a former one is cancelled.
#[utoipa::path(post, path = "/devices/{id}/one-time-pin", params(("id" = String, Path, description = "A device")), request_body = Issue, security(("staff_session" = ["administrator", "help-desk"])), responses((status = 201, description = "The PIN, shown this once", body = schemas::IssuedPin), (status = 400, description = "reason.invalid"), (status = 403, description = "one_time_pin.ios_only, one_time_pin.not_allowed, reset.not_allowed, client.too_old"), (status = 404, description = "device.unknown"), (status = 409, description = "account.changed, device.retired")))]
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

/// Cancels the live one-time PIN, if there is one.
#[utoipa::path(delete, path = "/devices/{id}/one-time-pin", params(("id" = String, Path, description = "A device")), security(("staff_session" = ["administrator", "help-desk"])), responses((status = 204, description = "There is none any more"), (status = 404, description = "device.unknown")))]
pub(crate) async fn cancel(
    State(context): Shared,
    HelpDesk(session): HelpDesk,
    Segment(device): Segment,
) -> Result<StatusCode, Error> {
    one_time_pins::cancel_by_staff(&context, &session, &device).await?;
    Ok(StatusCode::NO_CONTENT)
}

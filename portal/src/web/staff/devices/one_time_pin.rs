//! A one-time PIN by the help desk: how to make sure who is asking, the reason, then the PIN, shown
//! once, to be read out.
//!
//! The form carries the id of its PIN, drawn when the page was made: sent twice, it issues one PIN.

use super::show::{self, View as DeviceView};
use super::{address, find};
use crate::accounts::Source;
use crate::api::{Segment, Shared};
use crate::audit::{self, Asked, Entry, Filter};
use crate::devices::Device;
use crate::error::Error;
use crate::one_time_pins::{self, PinId, Standing};
use crate::portal::Context;
use crate::reason::Reason;
use crate::web::confirm::confirm;
use crate::web::failed::Problem;
use crate::web::form::{Filled, Nothing};
use crate::web::pin;
use crate::web::screen::{Answer, go_and_say};
use crate::web::staff::trail::{self, Line};
use crate::web::who::{By, HelpDesk, Watching};
use axum::Json;
use axum::extract::State;
use passcode_core::portal::wire::SecretText;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const FORM: &str = "admin/devices/one_time_pin.html";

#[derive(Serialize)]
struct View {
    device: DeviceView,
    standing: Standing,
    /// Who issued the one that is live, and why.
    issued: Option<Line>,
    once: PinId,
    reason: String,
    problem: Option<Problem>,
}

/// `GET /admin/devices/{id}/one-time-pin`.
pub(super) async fn page(State(context): Shared, by: By<HelpDesk>, Segment(id): Segment) -> Answer {
    let device = find(&context, &id).await?;
    let view = view(&context, &by, &device).await?;
    by.screen.show(FORM, view)
}

async fn view(context: &Context, by: &By<HelpDesk>, device: &Device) -> Result<View, Error> {
    let standing = one_time_pins::standing(context, &device.id).await?;
    let mut issued = Vec::new();
    if standing.live {
        let last = last_issued(context, device).await?;
        issued = trail::lines(context, by.screen.language, &last).await?;
    }
    Ok(View {
        device: show::view(context, device).await?,
        standing,
        issued: issued.pop(),
        once: PinId::draw()?,
        reason: String::new(),
        problem: None,
    })
}

/// The trail knows who it was.
async fn last_issued(context: &Context, device: &Device) -> Result<Vec<Entry>, Error> {
    let asked = Asked {
        action: Some("one_time_pin.issued".to_owned()),
        device: Some(device.id.clone()),
        ..Asked::default()
    };
    let page = audit::page(context, &Filter::parse(asked)?, None, 1).await?;
    Ok(page.rows)
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    reason: String,
    once: PinId,
    confirm_password: Option<SecretText>,
}

/// `POST /admin/devices/{id}/one-time-pin`.
pub(super) async fn issue(
    State(context): Shared,
    mut by: By<HelpDesk>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Wanted>,
) -> Answer {
    let device = find(&context, &id).await?;
    let issued = async {
        let reason = Reason::parse(&form.reason)?;
        let once = form.once.clone();
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        let staff = &by.session;
        one_time_pins::issue_by_staff_as(&context, once, staff, &device.id, &reason).await
    };
    match issued.await {
        Ok(issued) => {
            let device = show::view(&context, &device).await?;
            let shown = pin::shown(&issued, context.now_ms());
            let view = json!({"device": device, "pin": shown});
            by.screen.show("admin/devices/pin.html", view)
        }
        Err(error @ (Error::Internal(_) | Error::SignInNeeded)) => Err(error),
        Err(error) => {
            let again = view(&context, &by, &find(&context, &id).await?).await?;
            let view = View {
                problem: Some(Problem::from(&error)),
                reason: form.reason,
                // A wrong password leaves the form what it was.
                once: if let Error::PinShownBefore = error {
                    again.once
                } else {
                    form.once
                },
                ..again
            };
            by.screen.show_refused(error, FORM, view)
        }
    }
}

/// `POST /admin/devices/{id}/one-time-pin/cancel`.
pub(super) async fn cancel(
    State(context): Shared,
    by: By<HelpDesk>,
    Segment(id): Segment,
    _: Filled<Nothing>,
) -> Answer {
    let device = find(&context, &id).await?;
    one_time_pins::cancel_by_staff(&context, &by.session, &device.id).await?;
    Ok(go_and_say(&address(&device), "done-pin-cancelled"))
}

/// `GET /admin/devices/{id}/one-time-pin/standing`: for the page that shows the PIN. Asked every few
/// seconds, it does not keep the session alive.
pub(super) async fn standing(
    State(context): Shared,
    _: Watching<HelpDesk>,
    Segment(id): Segment,
) -> Result<Json<Value>, Error> {
    let device = find(&context, &id).await?;
    pin::standing(&context, &device.id).await.map(Json)
}

//! A user's own devices: what they are called, how they are, and what can be done with them.

use crate::accounts::{self, SignIn};
use crate::api::{Segment, Shared};
use crate::commands::{self, Command};
use crate::configurations;
use crate::devices::{self, Device, State as Life};
use crate::error::Error;
use crate::one_time_pins::{self, Obstacle};
use crate::portal::Context;
use crate::web::screen::Answer;
use crate::web::who::{By, User};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use passcode_core::policy::Policy;
use passcode_core::portal::wire::Platform;
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<Context>> {
    Router::new()
        .route("/my/devices", get(list))
        .route("/my/devices/{id}", get(show))
}

/// A device as its user sees it.
#[derive(Serialize)]
pub(super) struct View {
    id: String,
    name: String,
    platform: Platform,
    app_version: String,
    enrolled_ms: u64,
    last_seen_ms: u64,
    retired_ms: Option<u64>,
    state: &'static str,
    /// What the phone has not carried out yet.
    commands: Vec<Value>,
    pin: PinView,
}

#[derive(Serialize)]
struct PinView {
    /// The code of what stands in the way.
    why_not: Option<&'static str>,
    /// What else helps: the end of a text's key.
    instead: Option<&'static str>,
    live_until_ms: Option<u64>,
}

/// `GET /my/devices`.
async fn list(State(context): Shared, by: By<User>) -> Answer {
    let user = by.session.account.as_str();
    let sign_in = accounts::details(&context, user).await?.sign_in;
    let mut waiting = commands::waiting(&context, user).await?;
    let mut shown = Vec::new();
    for device in devices::list(&context, user, None).await? {
        let commands = waiting.remove(&device.id).unwrap_or_default();
        shown.push(view(&context, &device, sign_in, &commands).await?);
    }
    let retired = devices::list(&context, user, Some(Life::Retired)).await?;
    let retired: Value = retired.iter().map(former).collect();
    by.screen.show(
        "my/devices.html",
        json!({"devices": shown, "retired": retired}),
    )
}

/// `GET /my/devices/{id}`.
async fn show(State(context): Shared, by: By<User>, Segment(id): Segment) -> Answer {
    let (_, device) = own(&context, &by, &id).await?;
    by.screen.show("my/device.html", json!({"device": device}))
}

/// A device of whoever is signed in, and how it is shown.
///
/// # Errors
/// [`Error::NoSuchDevice`].
pub(super) async fn own(
    context: &Context,
    by: &By<User>,
    id: &str,
) -> Result<(Device, View), Error> {
    let user = by.session.account.as_str();
    let device = devices::owned(context, user, id).await?;
    let sign_in = accounts::details(context, user).await?.sign_in;
    let mut waiting = commands::waiting(context, user).await?;
    let commands = waiting.remove(&device.id).unwrap_or_default();
    let view = view(context, &device, sign_in, &commands).await?;
    Ok((device, view))
}

async fn view(
    context: &Context,
    device: &Device,
    sign_in: SignIn,
    commands: &[Command],
) -> Result<View, Error> {
    let policy = configurations::of_device(&context.database, device)
        .await?
        .policy;
    let obstacle = one_time_pins::obstacle(device, &policy);
    let live = one_time_pins::live(context, &device.id).await?;
    Ok(View {
        id: device.id.clone(),
        name: device.name.clone(),
        platform: device.platform,
        app_version: device.app_version.as_str().to_owned(),
        enrolled_ms: device.enrolled_ms,
        last_seen_ms: device.last_seen_ms,
        retired_ms: device.retired_ms,
        state: device.state.as_str(),
        commands: commands.iter().map(Command::to_json).collect(),
        pin: PinView {
            why_not: obstacle.map(|obstacle| Error::from(obstacle).code()),
            instead: obstacle.map(|obstacle| instead(obstacle, &policy, sign_in)),
            live_until_ms: live.map(|pin| pin.expires_ms),
        },
    })
}

/// What helps where a PIN does not: the account's password only where it is asked for at all.
fn instead(obstacle: Obstacle, policy: &Policy, sign_in: SignIn) -> &'static str {
    let has_password = policy.user_may_reset && sign_in == SignIn::Password;
    match obstacle {
        Obstacle::Retired => "enrol",
        Obstacle::ClientTooOld => "update",
        Obstacle::IosOnly if has_password => "android-password",
        Obstacle::NotAllowed if has_password => "ios-password",
        Obstacle::IosOnly | Obstacle::NotAllowed | Obstacle::ResetNotAllowed => "help-desk",
    }
}

fn former(device: &Device) -> Value {
    json!({
        "id": device.id, "name": device.name, "platform": device.platform,
        "retired_ms": device.retired_ms,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts;
    use serde_json::json;

    #[test]
    fn every_obstacle_says_why_and_what_else_helps() {
        for obstacle in Obstacle::ALL {
            let code = Error::from(obstacle).code();
            let why = format!("pin-why-{}", texts::key_of(code));
            assert!(texts::has(&why), "{why}");
            for may_reset in [true, false] {
                for sign_in in [SignIn::Password, SignIn::IdentityProvider] {
                    let rules = json!({"user_may_reset": may_reset});
                    let policy = Policy::parse(&rules).unwrap();
                    let else_key = instead(obstacle, &policy, sign_in);
                    let key = format!("pin-instead-{else_key}");
                    assert!(texts::has(&key), "{key}");
                    let names_password = else_key.ends_with("-password");
                    assert!(!names_password || (may_reset && sign_in == SignIn::Password));
                }
            }
        }
    }
}

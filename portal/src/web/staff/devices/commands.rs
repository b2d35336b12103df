//! What an administrator asks of a phone: *Lock*, *AppConnect Unlock*, *Retire*, and no longer waiting
//! for one that is lost. Each has a page that says what will happen before anything does.

use super::show::{self, View};
use super::{address, find};
use crate::accounts::Source;
use crate::api::{Segment, Shared};
use crate::commands::{self, Asked, Command};
use crate::devices::{Device, State as Life};
use crate::error::Error;
use crate::portal::Context;
use crate::reason::Reason;
use crate::web::confirm::{Confirmed, confirm};
use crate::web::failed::Problem;
use crate::web::form::Filled;
use crate::web::screen::{Answer, go_and_say};
use crate::web::who::{Administrator, By};
use axum::extract::State;
use passcode_core::portal::wire::SecretText;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A page that asks whether it is meant.
#[derive(Serialize)]
struct Ask {
    device: View,
    is_possible: bool,
    /// Commands that still wait.
    waiting: Vec<Value>,
    problem: Option<Problem>,
    /// Whether the box that says so was not ticked.
    is_not_understood: bool,
    filled: Filling,
}

/// What was typed, to be shown again.
#[derive(Serialize, Default)]
struct Filling {
    is_waived: bool,
    reason: String,
}

/// Which of the pages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lock,
    Retire,
    Unlock,
    GiveUp,
}

impl Kind {
    fn template(self) -> &'static str {
        match self {
            Self::Lock => "admin/devices/lock.html",
            Self::Retire => "admin/devices/retire.html",
            Self::Unlock => "admin/devices/unlock.html",
            Self::GiveUp => "admin/devices/give_up.html",
        }
    }

    /// Whether there is something to ask in this state.
    fn is_possible(self, state: Life) -> bool {
        match state {
            Life::Active => true,
            Life::Retiring => self == Self::GiveUp,
            Life::Retired => false,
        }
    }
}

/// `GET /admin/devices/{id}/lock`.
pub(super) async fn lock(context: Shared, by: By<Administrator>, id: Segment) -> Answer {
    ask(context, by, id, Kind::Lock).await
}

/// `GET /admin/devices/{id}/retire`.
pub(super) async fn retire(context: Shared, by: By<Administrator>, id: Segment) -> Answer {
    ask(context, by, id, Kind::Retire).await
}

/// `GET /admin/devices/{id}/appconnect-unlock`.
pub(super) async fn unlock(context: Shared, by: By<Administrator>, id: Segment) -> Answer {
    ask(context, by, id, Kind::Unlock).await
}

/// `GET /admin/devices/{id}/give-up`.
pub(super) async fn give_up(context: Shared, by: By<Administrator>, id: Segment) -> Answer {
    ask(context, by, id, Kind::GiveUp).await
}

async fn ask(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
    kind: Kind,
) -> Answer {
    let device = find(&context, &id).await?;
    let view = of(&context, &device, kind).await?;
    by.screen.show(kind.template(), view)
}

async fn of(context: &Context, device: &Device, kind: Kind) -> Result<Ask, Error> {
    let mut waiting = commands::waiting_for(context, &[&device.id]).await?;
    let waiting = waiting.remove(&device.id).unwrap_or_default();
    Ok(Ask {
        device: show::view(context, device).await?,
        waiting: waiting.iter().map(Command::to_json).collect(),
        problem: None,
        is_not_understood: false,
        filled: Filling::default(),
        is_possible: kind.is_possible(device.state),
    })
}

/// `POST /admin/devices/{id}/lock`.
pub(super) async fn do_lock(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Confirmed>,
) -> Answer {
    let device = find(&context, &id).await?;
    let done = async {
        device.check_active()?;
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        commands::ask(&context, by.session.actor(), &device, &Asked::Lock).await
    };
    match done.await {
        Ok(_) => Ok(go_and_say(&address(&device), "done-device-lock")),
        Err(error) => {
            refused(
                (&context, &by),
                &device,
                error,
                Kind::Lock,
                Filling::default(),
            )
            .await
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Destroying {
    /// The box is ticked.
    understood: Option<String>,
    confirm_password: Option<SecretText>,
}

/// `POST /admin/devices/{id}/retire`.
pub(super) async fn do_retire(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Destroying>,
) -> Answer {
    let device = find(&context, &id).await?;
    if form.understood.is_none() {
        return not_understood((&context, &by), &device, Kind::Retire).await;
    }
    let done = async {
        device.check_active()?;
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        commands::ask(&context, by.session.actor(), &device, &Asked::Retire).await
    };
    match done.await {
        Ok(_) => Ok(go_and_say(&address(&device), "done-device-retire")),
        Err(error) => {
            refused(
                (&context, &by),
                &device,
                error,
                Kind::Retire,
                Filling::default(),
            )
            .await
        }
    }
}

/// `POST /admin/devices/{id}/give-up`.
pub(super) async fn do_give_up(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Destroying>,
) -> Answer {
    let device = find(&context, &id).await?;
    if form.understood.is_none() {
        return not_understood((&context, &by), &device, Kind::GiveUp).await;
    }
    let done = async {
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        commands::give_up(&context, by.session.actor(), &device).await
    };
    match done.await {
        Ok(()) => Ok(go_and_say(&address(&device), "done-device-give-up")),
        Err(error) => {
            refused(
                (&context, &by),
                &device,
                error,
                Kind::GiveUp,
                Filling::default(),
            )
            .await
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Granting {
    /// `asked` or `waived`.
    password: Password,
    #[serde(default)]
    reason: String,
    confirm_password: Option<SecretText>,
}

/// Whether the account's password is asked.
#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Password {
    Asked,
    Waived,
}

impl Granting {
    /// # Errors
    /// [`Error::Reason`]; without a password, there has to be one.
    fn asked(&self) -> Result<Asked, Error> {
        let reason = Some(self.reason.as_str()).filter(|reason| !reason.trim().is_empty());
        let reason = reason.map(Reason::parse).transpose()?;
        match self.password {
            Password::Asked => Ok(Asked::Unlock(reason)),
            Password::Waived => {
                let reason = reason.ok_or(Error::Reason)?;
                Ok(Asked::UnlockWithoutPassword(reason))
            }
        }
    }
}

/// `POST /admin/devices/{id}/appconnect-unlock`.
pub(super) async fn do_unlock(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Granting>,
) -> Answer {
    let device = find(&context, &id).await?;
    let done = async {
        device.check_active()?;
        let asked = form.asked()?;
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        commands::ask(&context, by.session.actor(), &device, &asked).await
    };
    match done.await {
        Ok(_) => Ok(go_and_say(&address(&device), "done-device-unlock")),
        Err(error) => {
            let filled = Filling {
                is_waived: form.password == Password::Waived,
                reason: form.reason,
            };
            refused((&context, &by), &device, error, Kind::Unlock, filled).await
        }
    }
}

/// The page again, with what was refused.
async fn refused(
    (context, by): (&Context, &By<Administrator>),
    device: &Device,
    error: Error,
    kind: Kind,
    filled: Filling,
) -> Answer {
    if let Error::Internal(_) | Error::SignInNeeded = error {
        return Err(error);
    }
    // As it is now: somebody else may have been faster.
    let device = find(context, &device.id).await?;
    let view = Ask {
        problem: Some(Problem::from(&error)),
        filled,
        ..of(context, &device, kind).await?
    };
    by.screen.show_refused(error, kind.template(), view)
}

/// The page again, because the box is not ticked.
async fn not_understood(
    (context, by): (&Context, &By<Administrator>),
    device: &Device,
    kind: Kind,
) -> Answer {
    let view = Ask {
        is_not_understood: true,
        ..of(context, device, kind).await?
    };
    let error = Error::Malformed("The box has to be ticked. Read what will happen, then tick it.");
    by.screen.show_refused(error, kind.template(), view)
}

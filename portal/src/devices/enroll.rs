//! Enrolment and check-in: what a signed request may add to the portal's record of a device.

use super::{AppVersion, Device, Report, State, hold, insert, seen, standing, store_report};
use crate::accounts::{self, Purpose, Role, Source};
use crate::audit::{self, Actor, Event};
use crate::commands;
use crate::error::Error;
use crate::escrow_keys;
use crate::portal::Context;
use crate::secrets::random_id;
use passcode_core::portal::wire::{
    CheckInAnswer, CheckInRequest, ConfigurationName, EnrollAnswer, EnrollRequest,
};

const NAME_CHARACTERS: std::ops::RangeInclusive<usize> = 1..=64;
const ESCROW_KEY_ID_BYTES: usize = 64;

/// Adds a device to the account whose credentials it brings.
///
/// # Errors
/// [`Error::Malformed`], [`Error::Credentials`], [`Error::TooManyAttempts`].
pub(crate) async fn enroll(
    context: &Context,
    request: EnrollRequest,
    source: &Source,
) -> Result<EnrollAnswer, Error> {
    let app_version = app_version(&request.app_version)?;
    check_name(&request.device_name)?;
    let credentials = (request.user_name.as_str(), &request.password);
    let verified =
        accounts::verify(context, Role::User, credentials, source, Purpose::Enroll).await?;
    let now_ms = context.now_ms();
    let device = Device {
        id: random_id()?,
        account: verified.account.id.clone(),
        state: State::Active,
        name: request.device_name,
        platform: request.platform,
        app_version,
        signing_key: request.signing_key,
        generation: 0,
        escrow_key_id: None,
        enrolled_ms: now_ms,
        last_seen_ms: now_ms,
        retiring_ms: None,
        retired_ms: None,
    };
    let standing = standing(context, &device).await?;
    let mut tx = context.database.begin().await?;
    verified.settle(&mut tx, now_ms).await?;
    insert(&mut tx, &device).await?;
    escrow_keys::tell(&mut tx, &device.id, &standing.escrow_key.id).await?;
    let event = Event::new(Actor::Device(&device.id), "device.enrolled").device(&device.id);
    audit::append(&mut tx, now_ms, event.account(Some(&device.account))).await?;
    tx.commit().await?;
    let Device { id, account, .. } = device;
    Ok(EnrollAnswer {
        tenant: context.tenant.clone(),
        user: account,
        device: id,
        standing,
    })
}

/// Stores what a device reports and tells it what holds now, and what it is to do. Of a retiring
/// device only the commands that it has carried out count.
///
/// # Errors
/// [`Error::Malformed`], [`Error::RolledBack`], [`Error::SignerUnknown`].
pub(crate) async fn check_in(
    context: &Context,
    device: &Device,
    request: &CheckInRequest,
) -> Result<CheckInAnswer, Error> {
    let app_version = app_version(&request.app_version)?;
    check_generation(request.generation)?;
    if request
        .escrow_key_id
        .as_ref()
        .is_some_and(|id| id.len() > ESCROW_KEY_ID_BYTES)
    {
        return Err(Error::Malformed(
            "`escrow_key_id` is none of this portal. Correct it.",
        ));
    }
    let report = Report {
        app_version: &app_version,
        generation: request.generation,
        escrow_key_id: request.escrow_key_id.as_deref(),
    };
    let now_ms = context.now_ms();
    let standing = standing(context, device).await?;
    let mut tx = context.database.begin().await?;
    let stored = match hold(&mut tx, &device.id).await? {
        State::Active => store_report(&mut tx, now_ms, &device.id, &report).await,
        State::Retiring => seen(&mut tx, now_ms, &device.id).await,
        State::Retired => return Err(Error::SignerUnknown),
    };
    if let Err(Error::RolledBack) = stored {
        let event = Event::new(Actor::Device(&device.id), "device.rolled_back").device(&device.id);
        audit::append(&mut tx, now_ms, event.account(Some(&device.account))).await?;
    }
    let commands = match stored {
        Ok(()) => {
            escrow_keys::tell(&mut tx, &device.id, &standing.escrow_key.id).await?;
            commands::exchange(&mut tx, now_ms, device, request.commands_done).await?
        }
        Err(_) => Vec::new(),
    };
    tx.commit().await?;
    stored?;
    let present = ConfigurationName {
        id: standing.configuration.id.clone(),
        version: standing.configuration.version,
    };
    let is_news = present != request.configuration;
    Ok(CheckInAnswer {
        server_time_ms: standing.server_time_ms,
        configuration: is_news.then_some(standing.configuration),
        escrow_key: standing.escrow_key,
        commands,
    })
}

/// A device has carried out commands.
///
/// # Errors
/// [`Error::Malformed`], [`Error::SignerUnknown`].
pub(crate) async fn commands_done(
    context: &Context,
    device: &Device,
    done: u64,
) -> Result<(), Error> {
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    match hold(&mut tx, &device.id).await? {
        State::Active | State::Retiring => {}
        State::Retired => return Err(Error::SignerUnknown),
    }
    commands::acknowledge(&mut tx, now_ms, device, done).await?;
    Ok(tx.commit().await?)
}

/// Reads the version of the manager app.
///
/// # Errors
/// [`Error::Malformed`].
pub(crate) fn app_version(text: &str) -> Result<AppVersion, Error> {
    let malformed = Error::Malformed("`app_version` looks like `3.1.0`. Correct it.");
    AppVersion::parse(text).ok_or(malformed)
}

/// Generations are kept in signed columns.
///
/// # Errors
/// [`Error::Malformed`].
pub(crate) fn check_generation(generation: u64) -> Result<(), Error> {
    let malformed = |_| Error::Malformed("`generation` is too large. Correct it.");
    i64::try_from(generation).map(|_| ()).map_err(malformed)
}

fn check_name(name: &str) -> Result<(), Error> {
    let is_valid =
        NAME_CHARACTERS.contains(&name.chars().count()) && !name.chars().any(char::is_control);
    let malformed = Error::Malformed("`device_name` has 1 to 64 visible characters. Correct it.");
    if is_valid { Ok(()) } else { Err(malformed) }
}

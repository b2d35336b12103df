//! What the portal told, checked: rules, escrow key and time become what counts on this phone.
//!
//! Whatever is not right is refused as a whole; what the phone knew stays.

use crate::clock::{Reading, RunningTime, ServerTime};
use crate::error::Error;
use crate::policy::Policy;
use crate::portal::wire;
use crate::store::ledger::{ConfigurationName, EscrowPublicKey, Failures, Standing};

/// What counts from an enrolment or a reset on.
///
/// # Errors
/// [`Error::PortalAnswerInvalid`] if rules or escrow key are none.
pub(super) fn standing_told(told: &wire::Standing, now: &Reading) -> Result<Standing, Error> {
    let (policy, configuration) = configuration_told(&told.configuration)?;
    Ok(Standing {
        failures: Failures::default(),
        policy,
        configuration,
        escrow: escrow_told(&told.escrow_key)?,
        server_time: time_told(told.server_time_ms, now),
        running: RunningTime::start(now),
        passcode_at: None,
        commands_done: 0,
        grant: None,
        shut_out: None,
    })
}

/// What counts from a check-in on.
///
/// # Errors
/// [`Error::PortalAnswerInvalid`] if rules or escrow key are none.
pub(super) fn news_told(
    told: &wire::CheckInAnswer,
    now: &Reading,
    known: &Standing,
) -> Result<Standing, Error> {
    let (policy, configuration) = match &told.configuration {
        Some(configuration) => configuration_told(configuration)?,
        None => (known.policy.clone(), known.configuration.clone()),
    };
    Ok(Standing {
        policy,
        configuration,
        escrow: escrow_told(&told.escrow_key)?,
        server_time: time_told(told.server_time_ms, now),
        running: RunningTime::start(now),
        shut_out: None,
        ..known.clone()
    })
}

fn configuration_told(told: &wire::Configuration) -> Result<(Policy, ConfigurationName), Error> {
    let policy = Policy::parse(&told.rules).map_err(|_| Error::PortalAnswerInvalid)?;
    let configuration = ConfigurationName {
        id: told.id.clone(),
        version: told.version,
    };
    Ok((policy, configuration))
}

fn escrow_told(told: &wire::EscrowKey) -> Result<EscrowPublicKey, Error> {
    Ok(EscrowPublicKey {
        id: told.id.clone(),
        key: told.to_public_key().ok_or(Error::PortalAnswerInvalid)?,
    })
}

fn time_told(server_ms: u64, now: &Reading) -> ServerTime {
    ServerTime {
        server_ms,
        heard_at: *now,
    }
}

//! A way to the identity provider and back: begun by one browser, finished by the same one, once,
//! within ten minutes, at any instance.
//!
//! The state is a random token. Nonce and PKCE verifier are derived from it under a key of the
//! portal: the database holds nothing with which somebody could finish what another began.

use super::Purpose;
use super::provider::Flow;
use crate::accounts::{SignIn, Source};
use crate::database::{big, unsigned};
use crate::error::{Error, Internal};
use crate::local::Local;
use crate::portal::Context;
use crate::secrets::{hash_hex, random_token};
use crate::throttle::{self, Kind};
use openidconnect::{Nonce, PkceCodeVerifier};
use passcode_core::portal::wire::Base64;
use sqlx::Row as _;

const LIFETIME_MS: u64 = 10 * 60 * 1000;

/// What was begun, now finished.
pub(super) struct Attempt {
    pub(super) goal: Goal,
    pub(super) return_to: Local,
    pub(super) begun_ms: u64,
}

/// What it was begun for.
pub(super) enum Goal {
    SignIn,
    /// That it is still this session's user; with a device: to issue a PIN for it.
    Confirm {
        session: String,
        device: Option<String>,
    },
}

impl Flow {
    pub(super) fn new(context: &Context) -> Result<Self, Error> {
        Ok(Self::of(context, &random_token()?))
    }

    pub(super) fn of(context: &Context, state: &str) -> Self {
        let derive = |what| Base64(context.keys.flow_secret(what, state).to_vec()).to_text();
        Self {
            state: state.to_owned(),
            nonce: Nonce::new(derive("nonce")),
            // 43 characters of the alphabet of RFC 7636 §4.1.
            verifier: PkceCodeVerifier::new(derive("PKCE verifier")),
        }
    }
}

/// Keeps what is begun. Strangers can begin too: how often from one address is limited, for what is
/// never finished. Whoever is signed in is not among them.
///
/// # Errors
/// [`Error::TooManyAttempts`].
pub(super) async fn begin(
    context: &Context,
    source: &Source,
    browser: &str,
    (state, purpose, return_to): (&str, &Purpose<'_>, &Local),
) -> Result<(), Error> {
    let now_ms = context.now_ms();
    tidy(context, now_ms).await?;
    let (name, session, device) = match *purpose {
        Purpose::SignIn => ("sign-in", None, None),
        Purpose::Confirm { session } => ("confirm", Some(session), None),
        Purpose::ConfirmForPin { session, device } => ("confirm", Some(session), Some(device)),
    };
    let mut tx = context.database.begin().await?;
    let bucket = bucket(
        context,
        source,
        session.map(|session| session.token_hash.as_str()),
    );
    let bucket = [(Kind::IdentityProvider, bucket.as_str())];
    let _given_back_by_take = throttle::charge(&mut tx, now_ms, &bucket).await?;
    sqlx::query(
        "INSERT INTO identity_attempts (state_hash, browser, purpose, session, device, return_to,
             created_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(hash_hex(state.as_bytes()))
    .bind(browser)
    .bind(name)
    .bind(session.map(|session| session.token_hash.as_str()))
    .bind(device)
    .bind(return_to.as_str())
    .bind(big(now_ms))
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}

/// SECURITY: takes what was begun by this browser out of the database: of any number of callbacks
/// with one state, at any number of instances, one gets it. Its charge is given back.
///
/// # Errors
/// [`Error::AttemptUnknown`].
pub(super) async fn take(
    context: &Context,
    source: &Source,
    state: &str,
    browser: &str,
) -> Result<Attempt, Error> {
    let mut tx = context.database.begin().await?;
    let row = sqlx::query(
        "DELETE FROM identity_attempts
         WHERE state_hash = $1 AND browser = $2 AND created_ms > $3
         RETURNING purpose, session, device, return_to, created_ms",
    )
    .bind(hash_hex(state.as_bytes()))
    .bind(browser)
    .bind(big(context.now_ms().saturating_sub(LIFETIME_MS)))
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::AttemptUnknown)?;
    let purpose: String = row.try_get("purpose")?;
    let session: Option<String> = row.try_get("session")?;
    let begun_ms = unsigned(&row, "created_ms")?;
    let bucket = bucket(context, source, session.as_deref());
    throttle::take_back_of(&mut tx, begun_ms, (Kind::IdentityProvider, &bucket)).await?;
    tx.commit().await?;
    let goal = match (purpose.as_str(), session) {
        ("sign-in", None) => Goal::SignIn,
        ("confirm", Some(session)) => Goal::Confirm {
            session,
            device: row.try_get("device")?,
        },
        _ => return Err(Error::Internal(Internal::Record)),
    };
    let return_to: String = row.try_get("return_to")?;
    Ok(Attempt {
        goal,
        return_to: Local::parse(&return_to).ok_or(Error::Internal(Internal::Record))?,
        begun_ms,
    })
}

/// Who is charged: a session that is there already, or else the network address.
fn bucket(context: &Context, source: &Source, session: Option<&str>) -> String {
    let who = session.unwrap_or(&source.address);
    let name = [SignIn::IdentityProvider.as_str(), who];
    context.keys.source_name(&name)
}

async fn tidy(context: &Context, now_ms: u64) -> Result<(), Error> {
    let attempts = ("identity_attempts", "state_hash", "created_ms");
    let over_ms = now_ms.saturating_sub(LIFETIME_MS);
    context.database.tidy(attempts, over_ms).await
}

//! Nonces for signed requests: given out without a trace, accepted once and for five minutes.
//!
//! FORMAT: base64url of 16 random bytes, the time (eight bytes, big endian) and a tag over both
//! under a key of the portal. Only its use is recorded, so strangers cannot fill the database.

use crate::database::{Database, big};
use crate::error::Error;
use crate::portal::Context;
use crate::secrets::{random_bytes, same};
use passcode_core::portal::wire::Base64;

const LIFETIME_MS: u64 = 5 * 60 * 1000;
/// How far the clocks of two instances may be apart: a nonce of one may come from the other's
/// future, and what the other has forgotten must be too old for every one.
const SKEW_MS: u64 = 60 * 1000;

/// A nonce that this portal gave out, and when it ends.
pub(crate) struct Nonce {
    text: String,
    expires_ms: u64,
}

/// Makes a nonce.
pub(crate) fn issue(context: &Context) -> Result<String, Error> {
    let mut bytes = random_bytes::<16>()?.to_vec();
    bytes.extend_from_slice(&context.now_ms().to_be_bytes());
    let tag = context.keys.nonce_tag(&bytes);
    bytes.extend_from_slice(&tag);
    Ok(Base64(bytes).to_text())
}

/// Recognises a nonce.
///
/// # Errors
/// [`Error::Stale`] if this portal did not give it out within the last five minutes.
pub(crate) fn recognise(context: &Context, text: &str) -> Result<Nonce, Error> {
    let bytes = Base64::from_text(text).ok_or(Error::Stale)?.0;
    let (message, tag) = bytes.split_at_checked(24).ok_or(Error::Stale)?;
    let issued_ms = message
        .last_chunk::<8>()
        .map(|bytes| u64::from_be_bytes(*bytes));
    let issued_ms = issued_ms.ok_or(Error::Stale)?;
    if !same(&context.keys.nonce_tag(message), tag) {
        return Err(Error::Stale);
    }
    let expires_ms = issued_ms.saturating_add(LIFETIME_MS);
    if (issued_ms.saturating_sub(SKEW_MS)..expires_ms).contains(&context.now_ms()) {
        Ok(Nonce {
            text: text.to_owned(),
            expires_ms,
        })
    } else {
        Err(Error::Stale)
    }
}

/// Uses a nonce up.
///
/// # Errors
/// [`Error::Stale`] if it was used before.
pub(crate) async fn use_up(database: &Database, now_ms: u64, nonce: &Nonce) -> Result<(), Error> {
    let used_nonces = ("used_nonces", "nonce", "expires_ms");
    let forgotten_ms = now_ms.saturating_sub(SKEW_MS);
    database.tidy(used_nonces, forgotten_ms).await?;
    let used = sqlx::query(
        "INSERT INTO used_nonces (nonce, expires_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    )
    .bind(&nonce.text)
    .bind(big(nonce.expires_ms))
    .execute(database.pool())
    .await?;
    if used.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

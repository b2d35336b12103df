//! The organisation's escrow keys: the current one, which phones seal to, former ones, which only
//! open, and destroyed ones, of which only the name is left. Private halves are in the database
//! sealed under the master key.

mod reliant;
mod rotation;

#[cfg(test)]
pub(crate) use reliant::query as reliant_query;
pub(crate) use reliant::{cursor, page};
pub(crate) use rotation::{destroy, devices, list, rotate, tell};

use crate::database::{Database, Tx, big};
use crate::error::{Error, Internal};
use crate::portal::Context;
use crate::secrets::{MasterKeys, SystemRng, random_id};
use passcode_core::portal::wire::{Base64, EscrowKey};
use passcode_core::reset::escrow::EscrowKeyPair;
use sqlx::Row as _;

/// Makes a key that is the current one; answers its id. There is no other one, or no longer.
///
/// # Errors
/// [`Error::EscrowKeyChanged`] if there is one all the same.
pub(crate) async fn insert_current(
    tx: &mut Tx,
    keys: &MasterKeys,
    tenant: &str,
    now_ms: u64,
) -> Result<String, Error> {
    let pair =
        EscrowKeyPair::generate(&SystemRng).map_err(|_| Error::Internal(Internal::Random))?;
    let id = random_id()?;
    // EXPOSE: the private key, to be sealed under the master key.
    let sealed = keys.seal_escrow_key(tenant, &id, pair.expose())?;
    let inserted = sqlx::query(
        "INSERT INTO escrow_keys (id, state, public_key, sealed_private_key, created_ms)
         VALUES ($1, 'current', $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(&id)
    .bind(Base64(pair.public_key().to_vec()).to_text())
    .bind(Base64(sealed).to_text())
    .bind(big(now_ms))
    .execute(&mut **tx)
    .await?;
    if inserted.rows_affected() == 1 {
        Ok(id)
    } else {
        Err(Error::EscrowKeyChanged)
    }
}

/// The key that phones seal to.
pub(crate) async fn current(database: &Database) -> Result<EscrowKey, Error> {
    let row = sqlx::query("SELECT id, public_key FROM escrow_keys WHERE state = 'current'")
        .fetch_one(database.pool())
        .await?;
    let public_key: String = row.try_get("public_key")?;
    let public_key = Base64::from_text(&public_key).ok_or(Error::Internal(Internal::Record))?;
    Ok(EscrowKey {
        id: row.try_get("id")?,
        public_key,
    })
}

/// Whether this was a key of the organisation, and its private half is gone.
pub(crate) async fn is_destroyed(database: &Database, id: &str) -> Result<bool, Error> {
    let found = sqlx::query("SELECT id FROM escrow_keys WHERE id = $1 AND state = 'destroyed'")
        .bind(id)
        .fetch_optional(database.pool())
        .await?;
    Ok(found.is_some())
}

/// A key pair by its id, current or former.
///
/// # Errors
/// [`Error::EscrowKeyDestroyed`].
pub(crate) async fn open(context: &Context, id: &str) -> Result<Option<EscrowKeyPair>, Error> {
    let row = sqlx::query("SELECT state, sealed_private_key FROM escrow_keys WHERE id = $1")
        .bind(id)
        .fetch_optional(context.database.pool())
        .await?;
    let Some(row) = row else { return Ok(None) };
    if row.try_get::<String, _>("state")? == "destroyed" {
        return Err(Error::EscrowKeyDestroyed);
    }
    let sealed: String = row.try_get("sealed_private_key")?;
    let pair = Base64::from_text(&sealed)
        .and_then(|sealed| context.keys.open_escrow_key(&context.tenant, id, &sealed.0))
        .and_then(|private| EscrowKeyPair::from_bytes(&private));
    pair.map(Some).ok_or(Error::Internal(Internal::Record))
}

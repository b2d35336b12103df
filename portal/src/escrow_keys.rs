//! The organisation's escrow keys: the current one, which phones seal to, and former ones, which
//! only open. Private halves are in the database sealed under the master key.

use crate::database::{Database, Tx, big};
use crate::error::{Error, Internal};
use crate::portal::Context;
use crate::secrets::{MasterKeys, SystemRng, random_id};
use passcode_core::portal::wire::{Base64, EscrowKey};
use passcode_core::reset::escrow::EscrowKeyPair;
use sqlx::Row as _;

/// Makes the organisation's first key.
pub(crate) async fn create_first(
    tx: &mut Tx,
    keys: &MasterKeys,
    tenant: &str,
    now_ms: u64,
) -> Result<(), Error> {
    let pair =
        EscrowKeyPair::generate(&SystemRng).map_err(|_| Error::Internal(Internal::Random))?;
    let id = random_id()?;
    // EXPOSE: the private key, to be sealed under the master key.
    let sealed = keys.seal_escrow_key(tenant, &id, pair.expose())?;
    sqlx::query(
        "INSERT INTO escrow_keys (id, state, public_key, sealed_private_key, created_ms)
         VALUES ($1, 'current', $2, $3, $4)",
    )
    .bind(id)
    .bind(Base64(pair.public_key().to_vec()).to_text())
    .bind(Base64(sealed).to_text())
    .bind(big(now_ms))
    .execute(&mut **tx)
    .await?;
    Ok(())
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

/// A key pair by its id, current or former.
pub(crate) async fn open(context: &Context, id: &str) -> Result<Option<EscrowKeyPair>, Error> {
    let row = sqlx::query("SELECT sealed_private_key FROM escrow_keys WHERE id = $1")
        .bind(id)
        .fetch_optional(context.database.pool())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let sealed: String = row.try_get("sealed_private_key")?;
    let pair = Base64::from_text(&sealed)
        .and_then(|sealed| context.keys.open_escrow_key(&context.tenant, id, &sealed.0))
        .and_then(|private| EscrowKeyPair::from_bytes(&private));
    pair.map(Some).ok_or(Error::Internal(Internal::Record))
}

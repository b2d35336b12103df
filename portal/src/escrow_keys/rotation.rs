//! Rotation: a new current key makes the one before a former one, which only opens. A former key is
//! destroyed when no active device relies on it, or when an administrator accepts how many lose
//! recovery.
//!
//! A device relies on the key that it reported, and on the key that it was last told: it may have
//! sealed to that one without having reported so.

use super::insert_current;
use crate::audit::{self, Actor, Event};
use crate::database::{Tx, big, optional, unsigned};
use crate::error::Error;
use crate::portal::Context;
use serde_json::{Value, json};
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// How many devices of a key come at once.
const DEVICES: i64 = 1000;

/// Every key, the current one first, then newer before older, with how many active devices rely on it.
pub(crate) async fn list(context: &Context) -> Result<Vec<Value>, Error> {
    sqlx::query(
        "SELECT k.id, k.state, k.created_ms, k.destroyed_ms,
             (SELECT COUNT(*) FROM devices d WHERE d.state = 'active'
                 AND (d.escrow_key_id = k.id OR d.escrow_key_told = k.id)) AS devices
         FROM escrow_keys k
         ORDER BY CASE k.state WHEN 'current' THEN 0 ELSE 1 END, k.created_ms DESC, k.id",
    )
    .fetch_all(context.database.pool())
    .await?
    .iter()
    .map(to_json)
    .collect()
}

/// The active devices that rely on a key, in the order of their ids, after this one.
///
/// # Errors
/// [`Error::NoSuchEscrowKey`].
pub(crate) async fn devices(
    context: &Context,
    id: &str,
    after: Option<&str>,
) -> Result<Vec<Value>, Error> {
    let known = sqlx::query("SELECT id FROM escrow_keys WHERE id = $1")
        .bind(id)
        .fetch_optional(context.database.pool())
        .await?;
    known.ok_or(Error::NoSuchEscrowKey)?;
    let rows = sqlx::query(
        "SELECT id, account, name, escrow_key_id, last_seen_ms FROM devices
         WHERE state = 'active' AND (escrow_key_id = $1 OR escrow_key_told = $1) AND id > $2
         ORDER BY id LIMIT $3",
    )
    .bind(id)
    .bind(after.unwrap_or_default())
    .bind(DEVICES)
    .fetch_all(context.database.pool())
    .await?;
    let device = |row: &AnyRow| {
        let reported: Option<String> = row.try_get("escrow_key_id")?;
        Ok(json!({
            "id": row.try_get::<String, _>("id")?,
            "user": row.try_get::<String, _>("account")?,
            "name": row.try_get::<String, _>("name")?,
            "reported": reported.as_deref() == Some(id),
            "last_seen_ms": unsigned(row, "last_seen_ms")?,
        }))
    };
    rows.iter().map(device).collect()
}

/// Makes a new current key; answers its id and that of the one before. `seen` is the one that
/// whoever asks for it took for the current one; nothing stands for any.
///
/// # Errors
/// [`Error::EscrowKeyChanged`] if it is another one, or no longer.
pub(crate) async fn rotate(
    context: &Context,
    administrator: &str,
    seen: Option<&str>,
) -> Result<(String, String), Error> {
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    let former = sqlx::query(
        "UPDATE escrow_keys SET state = 'former'
         WHERE state = 'current' AND (id = $1 OR $2 = 1) RETURNING id",
    )
    .bind(seen.unwrap_or_default())
    .bind(i64::from(seen.is_none()))
    .fetch_optional(&mut *tx)
    .await?;
    let former: String = former.ok_or(Error::EscrowKeyChanged)?.try_get("id")?;
    let id = insert_current(&mut tx, &context.keys, &context.tenant, now_ms).await?;
    let detail = json!({"escrow_key": id, "former": former});
    let event = Event::new(Actor::Administrator(administrator), "escrow_key.created");
    audit::append(&mut tx, now_ms, event.detail(detail)).await?;
    tx.commit().await?;
    Ok((id, former))
}

/// Destroys the private half of a former key. `accept_losing` names how many active devices rely on
/// it and may lose recovery.
///
/// # Errors
/// [`Error::NoSuchEscrowKey`], [`Error::EscrowKeyCurrent`], [`Error::EscrowKeyDestroyed`],
/// [`Error::EscrowKeyInUse`]; nothing is changed then.
pub(crate) async fn destroy(
    context: &Context,
    administrator: &str,
    id: &str,
    accept_losing: u64,
) -> Result<(), Error> {
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    let destroyed = sqlx::query(
        "UPDATE escrow_keys SET state = 'destroyed', sealed_private_key = '', destroyed_ms = $1
         WHERE id = $2 AND state = 'former'",
    )
    .bind(big(now_ms))
    .bind(id)
    .execute(&mut *tx)
    .await?;
    if destroyed.rows_affected() != 1 {
        return Err(why_not(&mut tx, id).await?);
    }
    let lost = sqlx::query(
        "SELECT id FROM devices
         WHERE state = 'active' AND (escrow_key_id = $1 OR escrow_key_told = $1) ORDER BY id",
    )
    .bind(id)
    .fetch_all(&mut *tx)
    .await?;
    let lost = lost.iter().map(|row| Ok(row.try_get("id")?));
    let lost: Vec<String> = lost.collect::<Result<_, Error>>()?;
    if u64::try_from(lost.len()) != Ok(accept_losing) {
        return Err(Error::EscrowKeyInUse);
    }
    let detail = json!({"escrow_key": id, "devices_lost": lost});
    let event = Event::new(Actor::Administrator(administrator), "escrow_key.destroyed");
    audit::append(&mut tx, now_ms, event.detail(detail)).await?;
    Ok(tx.commit().await?)
}

/// A device is told this key in an answer. With the device held, or before anybody else knows it.
pub(crate) async fn tell(tx: &mut Tx, device: &str, key: &str) -> Result<(), Error> {
    sqlx::query("UPDATE devices SET escrow_key_told = $1 WHERE id = $2")
        .bind(key)
        .bind(device)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn why_not(tx: &mut Tx, id: &str) -> Result<Error, Error> {
    let row = sqlx::query("SELECT state FROM escrow_keys WHERE id = $1")
        .bind(id)
        .fetch_optional(&mut **tx)
        .await?;
    let Some(row) = row else {
        return Ok(Error::NoSuchEscrowKey);
    };
    let state: String = row.try_get("state")?;
    Ok(if state == "destroyed" {
        Error::EscrowKeyDestroyed
    } else {
        Error::EscrowKeyCurrent
    })
}

fn to_json(row: &AnyRow) -> Result<Value, Error> {
    Ok(json!({
        "id": row.try_get::<String, _>("id")?,
        "state": row.try_get::<String, _>("state")?,
        "created_ms": unsigned(row, "created_ms")?,
        "destroyed_ms": optional(row, "destroyed_ms")?,
        "devices": unsigned(row, "devices")?,
    }))
}

#[cfg(test)]
mod tests {
    use super::{destroy, rotate};
    use crate::clock::SystemClock;
    use crate::portal::Portal;
    use sqlx::Row as _;
    use std::sync::Arc;

    /// Not even what SQLite leaves in its files holds the sealed private key any more.
    #[tokio::test]
    async fn a_destroyed_key_leaves_no_trace_in_the_data_directory() {
        let directory = tempfile::tempdir().unwrap();
        let clock = Arc::new(SystemClock);
        let portal = Portal::open(directory.path(), clock).await.unwrap();
        let context = portal.context();
        let kept = "SELECT sealed_private_key FROM escrow_keys";
        let row = sqlx::query(kept).fetch_one(context.database.pool()).await;
        let sealed: String = row.unwrap().get("sealed_private_key");
        let (_, former) = rotate(context, "root", None).await.unwrap();
        destroy(context, "root", &former, 0).await.unwrap();
        portal.close().await;
        let mut held = Vec::new();
        for file in std::fs::read_dir(directory.path()).unwrap() {
            held.extend(std::fs::read(file.unwrap().path()).unwrap());
        }
        let holds = |text: &str| held.windows(text.len()).any(|seen| seen == text.as_bytes());
        assert!(holds(&former) && !holds(&sealed));
    }
}

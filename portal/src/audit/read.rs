//! Reads the trail: oldest first for whoever copies it, newest first for people.

use super::filter::Filter;
use crate::database::{Database, Query, big, unsigned};
use crate::error::{Error, Internal};
use crate::paging::{Cursor, Page, Placed, Way};
use crate::portal::Context;
use serde::Serialize;
use serde_json::Value;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use std::cmp::Reverse;
use utoipa::ToSchema;

/// The list that the cursors of its pages belong to.
const TRAIL: &str = "audit";

/// An entry of the trail.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditEntry)]
pub(crate) struct Entry {
    pub(crate) sequence: u64,
    pub(crate) time_ms: u64,
    pub(crate) actor: String,
    pub(crate) action: String,
    pub(crate) device: Option<String>,
    pub(crate) account: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) detail: Value,
    pub(crate) previous: String,
    pub(crate) hash: String,
}

/// The entries after a sequence number that match, oldest first.
pub(crate) async fn list(
    database: &Database,
    filter: &Filter,
    after: u64,
    limit: u32,
) -> Result<Vec<Entry>, Error> {
    read(database, filter, Some((big(after), Way::After)), limit).await
}

/// One entry.
///
/// # Errors
/// [`Error::NoSuchPath`].
pub(crate) async fn find(database: &Database, sequence: u64) -> Result<Entry, Error> {
    let before = big(sequence).saturating_sub(1);
    let found = read(database, &Filter::default(), Some((before, Way::After)), 1).await?;
    let found = found.into_iter().next();
    found
        .filter(|entry| entry.sequence == sequence)
        .ok_or(Error::NoSuchPath)
}

/// How many entries there are.
pub(crate) async fn count(database: &Database) -> Result<u64, Error> {
    let row = sqlx::query("SELECT sequence FROM audit_head WHERE one = 1")
        .fetch_one(database.pool())
        .await?;
    unsigned(&row, "sequence")
}

/// Where a page of the trail begins or ends.
///
/// # Errors
/// [`Error::Malformed`].
pub(crate) fn cursor(text: &str) -> Result<Cursor, Error> {
    let cursor = Cursor::parse(TRAIL, text)?;
    cursor.number().map(|_| cursor)
}

/// One page of the entries that match, newest first.
pub(crate) async fn page(
    context: &Context,
    filter: &Filter,
    cursor: Option<&Cursor>,
    limit: u32,
) -> Result<Page<Entry>, Error> {
    // Newest first, what comes after a row is older.
    let turned = |cursor: &Cursor| {
        let way = match cursor.way {
            Way::After => Way::Before,
            Way::Before => Way::After,
        };
        cursor.number().map(|sequence| (sequence, way))
    };
    let place = cursor.map(turned).transpose()?;
    let rows = read(&context.database, filter, place, limit.saturating_add(1)).await?;
    let placed = |row: Entry| Placed {
        key: row.sequence.to_string(),
        id: String::new(),
        row,
    };
    let read = rows.into_iter().map(placed).collect();
    Ok(Page::cut(TRAIL, cursor, limit, read))
}

/// The entries that match, beyond a sequence number, the nearest first.
pub(super) async fn read(
    database: &Database,
    filter: &Filter,
    place: Option<(i64, Way)>,
    limit: u32,
) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    for one in filter.each() {
        let rows = query(&one, place, limit).rows(database.pool()).await?;
        for row in &rows {
            entries.push(entry(row)?);
        }
    }
    match place {
        Some((_, Way::After)) => entries.sort_unstable_by_key(|entry| entry.sequence),
        Some((_, Way::Before)) | None => {
            entries.sort_unstable_by_key(|entry| Reverse(entry.sequence));
        }
    }
    entries.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(entries)
}

/// The entries beyond a sequence number, the nearest first; without one, the newest first.
pub(crate) fn query(filter: &Filter, place: Option<(i64, Way)>, rows: u32) -> Query {
    let mut query = Query::new(
        "SELECT sequence, time_ms, actor, action, device, account, reason, detail, previous, hash
         FROM audit WHERE ",
    );
    let (sequence, way) = place.unwrap_or((i64::MAX, Way::Before));
    let (beyond, order) = match way {
        Way::After => ("sequence > ", " ORDER BY sequence LIMIT "),
        Way::Before => ("sequence < ", " ORDER BY sequence DESC LIMIT "),
    };
    query.then(beyond).number(sequence);
    filter.push(&mut query);
    query.then(order).number(i64::from(rows));
    query
}

fn entry(row: &AnyRow) -> Result<Entry, Error> {
    let detail: String = row.try_get("detail")?;
    Ok(Entry {
        sequence: unsigned(row, "sequence")?,
        time_ms: unsigned(row, "time_ms")?,
        actor: row.try_get("actor")?,
        action: row.try_get("action")?,
        device: row.try_get("device")?,
        account: row.try_get("account")?,
        reason: row.try_get("reason")?,
        detail: serde_json::from_str(&detail).map_err(|_| Error::Internal(Internal::Record))?,
        previous: row.try_get("previous")?,
        hash: row.try_get("hash")?,
    })
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;

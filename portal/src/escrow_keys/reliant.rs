//! Who relies on an escrow key, page by page, for people to read.

use crate::database::{Query, unsigned};
use crate::error::Error;
use crate::paging::{Cursor, Page, Placed, Way};
use crate::portal::Context;
use serde::Serialize;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// The list that the cursors of its pages belong to.
const RELIANT: &str = "escrow-key-devices";

/// An active device that relies on a key.
#[derive(Serialize)]
pub(crate) struct Reliant {
    pub(crate) id: String,
    name: String,
    user: String,
    user_name: String,
    /// Whether it says so itself; else it was told the key, and has not been heard of since.
    reported: bool,
    last_seen_ms: u64,
}

/// Where a page of the list begins or ends.
///
/// # Errors
/// [`Error::Malformed`].
pub(crate) fn cursor(text: &str) -> Result<Cursor, Error> {
    Cursor::parse(RELIANT, text)
}

/// One page of the active devices that rely on a key, in the order of their ids.
pub(crate) async fn page(
    context: &Context,
    key: &str,
    cursor: Option<&Cursor>,
    limit: u32,
) -> Result<Page<Reliant>, Error> {
    let rows = query(key, cursor, i64::from(limit) + 1)
        .rows(context.database.pool())
        .await?;
    let read = rows.iter().map(|row| reliant(row, key));
    let read = read.collect::<Result<_, Error>>()?;
    Ok(Page::cut(RELIANT, cursor, limit, read))
}

/// The ids come along two indexes, as many from each as there are to be.
pub(crate) fn query(key: &str, cursor: Option<&Cursor>, rows: i64) -> Query {
    let (beyond, order) = match cursor.map(|cursor| cursor.way) {
        Some(Way::Before) => (" AND id < ", " ORDER BY id DESC LIMIT "),
        Some(Way::After) | None => (" AND id > ", " ORDER BY id LIMIT "),
    };
    let from = cursor.map_or("", |cursor| cursor.id.as_str());
    let mut query = Query::new(
        "SELECT d.id, d.name, d.account, a.user_name, d.escrow_key_id, d.last_seen_ms
         FROM (SELECT id FROM (SELECT id FROM devices WHERE state = 'active' AND escrow_key_id = ",
    );
    query.text(key).then(beyond).text(from);
    query.then(order).number(rows);
    query.then(
        ") AS reported UNION SELECT id FROM (SELECT id FROM devices
             WHERE state = 'active' AND escrow_key_told = ",
    );
    query.text(key).then(beyond).text(from);
    query.then(order).number(rows);
    query.then(
        ") AS told) AS found JOIN devices d ON d.id = found.id JOIN accounts a ON a.id = d.account",
    );
    query.then(match cursor.map(|cursor| cursor.way) {
        Some(Way::Before) => " ORDER BY d.id DESC LIMIT ",
        Some(Way::After) | None => " ORDER BY d.id LIMIT ",
    });
    query.number(rows);
    query
}

fn reliant(row: &AnyRow, key: &str) -> Result<Placed<Reliant>, Error> {
    let reported: Option<String> = row.try_get("escrow_key_id")?;
    let id: String = row.try_get("id")?;
    Ok(Placed {
        key: String::new(),
        id: id.clone(),
        row: Reliant {
            id,
            name: row.try_get("name")?,
            user: row.try_get("account")?,
            user_name: row.try_get("user_name")?,
            reported: reported.as_deref() == Some(key),
            last_seen_ms: unsigned(row, "last_seen_ms")?,
        },
    })
}

//! About how large an export becomes, for whoever is about to ask for one. It counts no further than
//! is worth knowing, and weighs the newest entries alone.

use super::Filter;
use super::read::{count, read};
use crate::database::{Query, unsigned};
use crate::error::Error;
use crate::paging::Total;
use crate::portal::Context;

/// How far entries are counted.
const COUNTED: u32 = 100_000;
/// How many are weighed.
const WEIGHED: u32 = 100;

/// How much matches.
pub(crate) struct Size {
    pub(crate) entries: Total,
    /// Of what was counted.
    pub(crate) bytes: u64,
}

/// About how much of the trail matches.
pub(crate) async fn size(context: &Context, filter: &Filter) -> Result<Size, Error> {
    let database = &context.database;
    let entries = if filter.is_all() {
        Total::exactly(count(database).await?)
    } else {
        counted(context, filter).await?
    };
    let newest = read(database, filter, None, WEIGHED).await?;
    let weight = |entry| serde_json::to_string(entry).map_or(0, |line| line.len() + 1);
    let weighed: usize = newest.iter().map(weight).sum();
    let bytes = u64::try_from(weighed).unwrap_or(u64::MAX);
    let newest = u64::try_from(newest.len()).unwrap_or(u64::MAX);
    Ok(Size {
        entries,
        bytes: bytes
            .saturating_mul(entries.number)
            .checked_div(newest)
            .unwrap_or_default(),
    })
}

async fn counted(context: &Context, filter: &Filter) -> Result<Total, Error> {
    let mut found = 0;
    for one in filter.each() {
        let mut query = Query::new(
            "SELECT COUNT(*) AS entries FROM (SELECT 1 AS one FROM audit WHERE sequence > 0",
        );
        one.push(&mut query);
        query.then(" LIMIT ").number(i64::from(COUNTED) + 1);
        query.then(") counted");
        let rows = query.rows(context.database.pool()).await?;
        found += rows.first().map_or(Ok(0), |row| unsigned(row, "entries"))?;
    }
    Ok(Total::counted(found, COUNTED))
}

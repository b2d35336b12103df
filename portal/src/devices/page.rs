//! The devices of all users, page by page, for staff: sorted, filtered, looked through.
//!
//! A page is read along an index, from its cursor on, however many devices there are; only what is
//! looked for by a part of a name goes through them all.

use super::{Device, State, device};
use crate::accounts::fold_name;
use crate::database::{Query, big, unsigned};
use crate::error::Error;
use crate::paging::{COUNTED, Cursor, Page, Placed, Search, Total, Way, anywhere};
use crate::portal::Context;
use passcode_core::portal::wire::Platform;
use sqlx::Row as _;
use sqlx::any::AnyRow;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// What devices are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Sort {
    /// Heard of last, first.
    #[default]
    LastSeen,
    /// Enrolled first, first.
    Enrolled,
    /// The device's name.
    Name,
    /// The user's name.
    User,
}

impl Sort {
    pub(crate) const ALL: [Self; 4] = [Self::LastSeen, Self::Enrolled, Self::Name, Self::User];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::LastSeen => "last-seen",
            Self::Enrolled => "enrolled",
            Self::Name => "name",
            Self::User => "user",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == name)
    }

    /// The list that its cursors belong to.
    fn list(self) -> &'static str {
        match self {
            Self::LastSeen => "devices by last-seen",
            Self::Enrolled => "devices by enrolled",
            Self::Name => "devices by name",
            Self::User => "devices by user",
        }
    }

    /// The expression, as the indexes have it.
    fn key(self) -> &'static str {
        match self {
            Self::LastSeen => "d.last_seen_ms",
            Self::Enrolled => "d.enrolled_ms",
            Self::Name => "LOWER(d.name)",
            Self::User => "a.folded_name",
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Self::LastSeen | Self::Enrolled)
    }

    /// Whether greater ones come first, on the way from a cursor.
    fn is_descending(self, way: Way) -> bool {
        (self == Self::LastSeen) == (way == Way::After)
    }
}

/// When a device was last heard of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Within the last 24 hours.
    WithinADay,
    /// Longer ago than a day.
    OverADay,
    /// Longer ago than 7 days.
    Over7Days,
    /// Longer ago than 30 days.
    Over30Days,
}

impl Seen {
    pub(crate) const ALL: [Self; 4] = [
        Self::WithinADay,
        Self::OverADay,
        Self::Over7Days,
        Self::Over30Days,
    ];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::WithinADay => "within-a-day",
            Self::OverADay => "over-a-day",
            Self::Over7Days => "over-7-days",
            Self::Over30Days => "over-30-days",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|seen| seen.as_str() == name)
    }

    fn push(self, query: &mut Query, now_ms: u64) {
        let (comparison, days) = match self {
            Self::WithinADay => (" AND d.last_seen_ms >= ", 1),
            Self::OverADay => (" AND d.last_seen_ms < ", 1),
            Self::Over7Days => (" AND d.last_seen_ms < ", 7),
            Self::Over30Days => (" AND d.last_seen_ms < ", 30),
        };
        query.then(comparison).number(ago(now_ms, days));
    }
}

/// The time so many days ago.
pub(super) fn ago(now_ms: u64, days: u64) -> i64 {
    big(now_ms.saturating_sub(days.saturating_mul(DAY_MS)))
}

/// Which devices, in which order.
#[derive(Default)]
pub(crate) struct DeviceFilter {
    /// In the device's name or id, or in the user's names or address. Of a device's name, SQLite
    /// knows A to Z without case.
    pub(crate) search: Option<Search>,
    pub(crate) platform: Option<Platform>,
    /// Without one, all but the retired.
    pub(crate) state: Option<State>,
    pub(crate) seen: Option<Seen>,
    /// The user's id.
    pub(crate) user: Option<String>,
    pub(crate) sort: Sort,
}

/// A device in a list.
pub(crate) struct DeviceRow {
    pub(crate) device: Device,
    pub(crate) user_name: String,
    pub(crate) display_name: Option<String>,
    /// Whether its phone has commands to carry out.
    pub(crate) is_awaited: bool,
}

impl DeviceFilter {
    /// Reads a cursor of the list in this order.
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub(crate) fn cursor(&self, text: &str) -> Result<Cursor, Error> {
        let cursor = Cursor::parse(self.sort.list(), text)?;
        if self.sort.is_number() {
            cursor.number()?;
        }
        Ok(cursor)
    }

    /// Tables and conditions.
    fn push(&self, query: &mut Query, now_ms: u64) {
        query.then(" FROM devices d JOIN accounts a ON a.id = d.account WHERE d.");
        self.push_state(query);
        if self.sort == Sort::User {
            // It is so anyway; the index of names begins with it.
            query.then(" AND a.role = 'user'");
        }
        if let Some(platform) = self.platform {
            query.then(" AND d.platform = ").text(platform.as_str());
        }
        if let Some(seen) = self.seen {
            seen.push(query, now_ms);
        }
        if let Some(user) = &self.user {
            query.then(" AND d.account = ").text(user);
        }
        if let Some(search) = &self.search {
            self.push_search(query, search);
        }
    }

    fn push_state(&self, query: &mut Query) {
        match self.state {
            None => query.then("state <> 'retired'"),
            Some(state) => query.then("state = ").text(state.as_str()),
        };
    }

    /// Found on their own, by one walk through names and one through users: from row to row in the
    /// order of the list, it takes five times as long.
    fn push_search(&self, query: &mut Query, search: &Search) {
        let text = anywhere(search.as_str());
        query.then(" AND d.id IN (SELECT s.id FROM devices s WHERE s.");
        self.push_state(query);
        query.then(" AND (LOWER(s.name) LIKE LOWER(").text(&text);
        query.then(r") ESCAPE '\' OR s.id LIKE ").text(&text);
        query.then(
            r" ESCAPE '\') UNION ALL SELECT s.id FROM devices s WHERE s.account IN
                 (SELECT b.id FROM accounts b WHERE b.searched LIKE ",
        );
        let folded = anywhere(&fold_name(search.as_str()));
        query.text(folded).then(r" ESCAPE '\'))");
    }

    /// From the cursor on. SQLite knows the index of the key by the comparison of the key alone.
    fn push_place(&self, query: &mut Query, cursor: &Cursor) -> Result<(), Error> {
        let key = self.sort.key();
        let number = self.sort.is_number().then(|| cursor.number()).transpose()?;
        let value = |query: &mut Query| {
            match number {
                Some(number) => query.number(number),
                None => query.text(&cursor.key),
            };
        };
        let (or_equal, strictly) = if self.sort.is_descending(cursor.way) {
            (" <= ", ", d.id) < (")
        } else {
            (" >= ", ", d.id) > (")
        };
        query.then(" AND ").then(key).then(or_equal);
        value(query);
        query.then(" AND (").then(key).then(strictly);
        value(query);
        query.then(", ").text(&cursor.id).then(")");
        Ok(())
    }

    /// The rows from the cursor on, in its way.
    pub(crate) fn query(
        &self,
        now_ms: u64,
        cursor: Option<&Cursor>,
        rows: u32,
    ) -> Result<Query, Error> {
        let mut query = Query::new(
            "SELECT d.id, d.account, d.state, d.name, d.platform, d.app_version, d.signing_key,
                 d.generation, d.escrow_key_id, d.enrolled_ms, d.last_seen_ms, d.retiring_ms,
                 d.retired_ms, a.user_name, a.display_name,
                 CAST(CASE WHEN EXISTS (SELECT 1 FROM commands c
                         LEFT JOIN grants g ON g.device = c.device AND g.sequence = c.sequence
                         WHERE c.device = d.id AND c.state = 'waiting'
                             AND (g.id IS NULL OR (g.state = 'live' AND g.expires_ms > ",
        );
        query.number(big(now_ms));
        query.then("))) THEN 1 ELSE 0 END AS BIGINT) AS awaited, CAST(");
        query.then(self.sort.key()).then(" AS TEXT) AS sort_key");
        self.push(&mut query, now_ms);
        if let Some(cursor) = cursor {
            self.push_place(&mut query, cursor)?;
        }
        let way = cursor.map_or(Way::After, |cursor| cursor.way);
        query.then(" ORDER BY ").then(self.sort.key());
        query.then(if self.sort.is_descending(way) {
            " DESC, d.id DESC LIMIT "
        } else {
            ", d.id LIMIT "
        });
        query.number(i64::from(rows));
        Ok(query)
    }
}

/// One page of the devices that match.
pub(crate) async fn page(
    context: &Context,
    filter: &DeviceFilter,
    cursor: Option<&Cursor>,
    limit: u32,
) -> Result<Page<DeviceRow>, Error> {
    let query = filter.query(context.now_ms(), cursor, limit.saturating_add(1))?;
    let rows = query.rows(context.database.pool()).await?;
    let read: Vec<_> = rows.iter().map(placed).collect::<Result<_, Error>>()?;
    Ok(Page::cut(filter.sort.list(), cursor, limit, read))
}

/// How many devices match. A page that is all there is says it without a look.
pub(crate) async fn total(
    context: &Context,
    filter: &DeviceFilter,
    page: &Page<DeviceRow>,
) -> Result<Total, Error> {
    if page.is_whole {
        let rows = page.rows.len().try_into().unwrap_or(u64::MAX);
        return Ok(Total::exactly(rows));
    }
    let mut query = Query::new("SELECT COUNT(*) AS devices FROM (SELECT 1 AS one");
    filter.push(&mut query, context.now_ms());
    query
        .then(" LIMIT ")
        .number(i64::from(COUNTED) + 1)
        .then(") counted");
    let rows = query.rows(context.database.pool()).await?;
    let found = rows.first().map_or(Ok(0), |row| unsigned(row, "devices"))?;
    Ok(Total::counted(found, COUNTED))
}

fn placed(row: &AnyRow) -> Result<Placed<DeviceRow>, Error> {
    let device = device(row)?;
    Ok(Placed {
        key: row.try_get("sort_key")?,
        id: device.id.clone(),
        row: DeviceRow {
            device,
            user_name: row.try_get("user_name")?,
            display_name: row.try_get("display_name")?,
            is_awaited: unsigned(row, "awaited")? == 1,
        },
    })
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;

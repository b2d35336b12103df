//! Lists in the order of names, a page at a time: of users, of groups, of a group's members.
//!
//! A page begins where another one ended, by the name: so a list that changes meanwhile neither
//! repeats nor leaves out, and the last page costs as much as the first. Nothing is counted beyond
//! [`COUNTED`].

use crate::database::{Database, unsigned};
use crate::error::Error;
use crate::paging::{self, COUNTED, Placed, Total, Way, anywhere};
use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{AnyPool, AssertSqlSafe, Row as _};
use utoipa::ToSchema;

pub(crate) use crate::paging::Cursor;

/// Rows of a page at most.
pub(crate) const ROWS: u32 = 200;
/// Nothing that is searched in is longer than a display name, a user name and an address together.
const SEARCHED_CHARACTERS: usize = 512;
/// A place in one such list is one in each of them.
pub(crate) const LIST: &str = "by name";

/// Reads a cursor.
///
/// # Errors
/// [`Error::Malformed`].
pub(crate) fn cursor(text: &str) -> Result<Cursor, Error> {
    Cursor::parse(LIST, text)
}

/// A part of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct Page<T> {
    pub(crate) rows: Vec<T>,
    /// The cursor of the page before this one.
    #[schema(required)]
    pub(crate) previous: Option<String>,
    /// The cursor of the page after this one.
    #[schema(required)]
    pub(crate) next: Option<String>,
    /// How long the list is, counted up to 10,000.
    pub(crate) total: Total,
}

/// What a list is of. Its texts are words of this program; what somebody typed is bound.
pub(crate) struct List {
    columns: &'static str,
    table: &'static str,
    conditions: Vec<String>,
    bound: Vec<String>,
}

impl List {
    /// Columns of a table that has a column `folded_name`.
    pub(crate) fn new(columns: &'static str, table: &'static str) -> Self {
        Self {
            columns,
            table,
            conditions: vec!["1 = 1".to_owned()],
            bound: Vec::new(),
        }
    }

    /// Only rows for which this is so; `?` stands for the text.
    pub(crate) fn only(mut self, condition: &'static str, text: &str) -> Self {
        self.bound.push(text.to_owned());
        let place = format!("${}", self.bound.len());
        self.conditions.push(condition.replace('?', &place));
        self
    }

    /// Only rows with this text somewhere in a column that holds folded text: `LIKE ? ESCAPE '\'`.
    pub(crate) fn holding(self, condition: &'static str, search: &str) -> Self {
        let search = crate::accounts::fold_name(search.trim());
        if search.is_empty() {
            return self;
        }
        let searched: String = search.chars().take(SEARCHED_CHARACTERS).collect();
        self.only(condition, &anywhere(&searched))
    }

    /// One page.
    pub(crate) async fn page<T>(
        &self,
        database: &Database,
        cursor: Option<&Cursor>,
        limit: u32,
        read: impl Fn(&AnyRow) -> Result<T, Error>,
    ) -> Result<Page<T>, Error> {
        let pool = database.pool();
        let limit = limit.clamp(1, ROWS);
        let mut way = cursor.map_or(Way::After, |cursor| cursor.way);
        let mut beyond = cursor;
        let mut rows = self.rows(pool, (way, beyond), limit + 1).await?;
        if rows.is_empty() && beyond.is_some() {
            // What was there is gone: the page at that end of the list.
            way = way.back();
            beyond = None;
            rows = self.rows(pool, (way, beyond), limit + 1).await?;
        }
        let placed = |row: &AnyRow| {
            Ok(Placed {
                key: row.try_get("folded_name")?,
                id: String::new(),
                row: read(row)?,
            })
        };
        let read = rows.iter().map(placed).collect::<Result<_, Error>>()?;
        let page = paging::Page::cut_at(LIST, (way, beyond.is_some()), limit, read);
        Ok(Page {
            rows: page.rows,
            previous: page.previous,
            next: page.next,
            total: self.total(pool).await?,
        })
    }

    /// The rows beyond a place, or from that end of the list.
    async fn rows(
        &self,
        pool: &AnyPool,
        (way, beyond): (Way, Option<&Cursor>),
        limit: u32,
    ) -> Result<Vec<AnyRow>, Error> {
        let (comparison, direction) = match way {
            Way::After => (">", "ASC"),
            Way::Before => ("<", "DESC"),
        };
        let name = beyond.map(|cursor| &cursor.key);
        let place = self.bound.len() + 1;
        let bound = name.map(|_| format!("AND folded_name {comparison} ${place}"));
        let text = format!(
            "SELECT folded_name, {} FROM {} WHERE {} {} ORDER BY folded_name {direction}
             LIMIT {limit}",
            self.columns,
            self.table,
            self.conditions.join(" AND "),
            bound.unwrap_or_default()
        );
        let mut query = sqlx::query(AssertSqlSafe(text));
        for text in self.bound.iter().chain(name) {
            query = query.bind(text);
        }
        Ok(query.fetch_all(pool).await?)
    }

    async fn total(&self, pool: &AnyPool) -> Result<Total, Error> {
        let text = format!(
            "SELECT COUNT(*) AS found FROM (SELECT 1 AS one FROM {} WHERE {} LIMIT {}) AS rows_found",
            self.table,
            self.conditions.join(" AND "),
            COUNTED + 1
        );
        let mut query = sqlx::query(AssertSqlSafe(text));
        for text in &self.bound {
            query = query.bind(text);
        }
        let found = unsigned(&query.fetch_one(pool).await?, "found")?;
        Ok(Total::counted(found, COUNTED))
    }
}

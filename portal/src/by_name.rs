//! Lists in the order of names, a page at a time: of users, of groups, of a group's members.
//!
//! A page begins where another one ended, by the name: so a list that changes meanwhile neither
//! repeats nor leaves out, and the last page costs as much as the first. Nothing is counted beyond
//! [`COUNTED`].

use crate::database::Database;
use crate::error::Error;
use serde::{Serialize, Serializer};
use sqlx::any::AnyRow;
use sqlx::{AnyPool, AssertSqlSafe, Row as _};
use utoipa::ToSchema;

/// How far rows are counted.
pub(crate) const COUNTED: u64 = 10_000;
/// Rows of a page at most.
pub(crate) const ROWS: u32 = 200;
/// Nothing that is searched in is longer than a display name, a user name and an address together.
const SEARCHED_CHARACTERS: usize = 512;

/// Where a page begins or ends: a folded name that is not on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cursor {
    After(String),
    Before(String),
}

impl Cursor {
    /// FORMAT: `after:` or `before:`, and the name.
    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::After(name) => format!("after:{name}"),
            Self::Before(name) => format!("before:{name}"),
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (side, name) = text.split_once(':')?;
        match side {
            "after" => Some(Self::After(name.to_owned())),
            "before" => Some(Self::Before(name.to_owned())),
            _ => None,
        }
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_text())
    }
}

/// How many rows there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Count {
    pub(crate) number: u64,
    /// Whether there are more than this; the number is 10,000 then.
    pub(crate) or_more: bool,
}

/// A part of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct Page<T> {
    pub(crate) rows: Vec<T>,
    /// For the page before this one.
    #[schema(required, value_type = Option<String>)]
    pub(crate) previous: Option<Cursor>,
    /// For the page after this one.
    #[schema(required, value_type = Option<String>)]
    pub(crate) next: Option<Cursor>,
    pub(crate) count: Count,
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

    /// Only rows with this text somewhere in a column that holds folded text.
    pub(crate) fn holding(self, condition: &'static str, search: &str) -> Self {
        let search = crate::accounts::fold_name(search.trim());
        if search.is_empty() {
            return self;
        }
        let mut pattern = String::from("%");
        for character in search.chars().take(SEARCHED_CHARACTERS) {
            if matches!(character, '%' | '_' | '!') {
                pattern.push('!');
            }
            pattern.push(character);
        }
        pattern.push('%');
        self.only(condition, &pattern)
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
        let limit = usize::try_from(limit.clamp(1, ROWS)).unwrap_or(1);
        let mut backwards = matches!(cursor, Some(Cursor::Before(_)));
        let mut rows = self.rows(pool, cursor, backwards, limit).await?;
        let mut beyond = cursor.is_some();
        if rows.is_empty() && beyond {
            // What was there is gone: the page at that end of the list.
            backwards = !backwards;
            beyond = false;
            rows = self.rows(pool, None, backwards, limit).await?;
        }
        let more = rows.len() > limit;
        rows.truncate(limit);
        if backwards {
            rows.reverse();
        }
        let (before, after) = if backwards {
            (more, beyond)
        } else {
            (beyond, more)
        };
        let name = |row: Option<&AnyRow>| -> Result<Option<String>, Error> {
            Ok(row.map(|row| row.try_get("folded_name")).transpose()?)
        };
        let (first, last) = (name(rows.first())?, name(rows.last())?);
        Ok(Page {
            rows: rows.iter().map(read).collect::<Result<_, _>>()?,
            previous: first.filter(|_| before).map(Cursor::Before),
            next: last.filter(|_| after).map(Cursor::After),
            count: self.count(pool).await?,
        })
    }

    /// One row more than wanted tells whether there are more.
    async fn rows(
        &self,
        pool: &AnyPool,
        cursor: Option<&Cursor>,
        backwards: bool,
        limit: usize,
    ) -> Result<Vec<AnyRow>, Error> {
        let place = self.bound.len() + 1;
        let (bound, name) = match cursor {
            None => (String::new(), None),
            Some(Cursor::After(name)) => (format!("AND folded_name > ${place}"), Some(name)),
            Some(Cursor::Before(name)) => (format!("AND folded_name < ${place}"), Some(name)),
        };
        let direction = if backwards { "DESC" } else { "ASC" };
        let text = format!(
            "SELECT folded_name, {} FROM {} WHERE {} {bound} ORDER BY folded_name {direction}
             LIMIT {}",
            self.columns,
            self.table,
            self.conditions.join(" AND "),
            limit + 1
        );
        let mut query = sqlx::query(AssertSqlSafe(text));
        for text in self.bound.iter().chain(name) {
            query = query.bind(text);
        }
        Ok(query.fetch_all(pool).await?)
    }

    async fn count(&self, pool: &AnyPool) -> Result<Count, Error> {
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
        let found = crate::database::unsigned(&query.fetch_one(pool).await?, "found")?;
        Ok(Count {
            number: found.min(COUNTED),
            or_more: found > COUNTED,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn a_cursor_comes_back_from_its_text() {
        for cursor in [
            Cursor::After("a:b".to_owned()),
            Cursor::Before(String::new()),
        ] {
            assert_eq!(Cursor::parse(&cursor.to_text()), Some(cursor));
        }
        for refused in ["", "a", "behind:a", "after"] {
            assert_eq!(Cursor::parse(refused), None, "{refused:?}");
        }
    }
}

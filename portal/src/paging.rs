//! Long lists, page by page. A cursor names the row that a page ends with, by what the list is sorted
//! by and the row's id: nothing is counted off, and rows that come or go shift nobody's page.
//!
//! A cursor holds nothing that its page did not show. One of another list is refused.
//!
//! FORMAT: a cursor is the JSON array of list, way, key and id, as base64url without padding. It is
//! good for as long as links are, not for ever.

use crate::error::Error;
use passcode_core::portal::wire::Base64;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far the rows of a list are counted.
pub(crate) const COUNTED: u32 = 10_000;
/// Characters that may be looked for.
const SEARCH_CHARACTERS: usize = 128;

/// Where a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Way {
    /// It begins after the row.
    After,
    /// It ends before the row.
    Before,
}

impl Way {
    pub(crate) fn back(self) -> Self {
        match self {
            Self::After => Self::Before,
            Self::Before => Self::After,
        }
    }
}

/// A row of a list, and on which side of it a page lies.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    list: String,
    pub(crate) way: Way,
    pub(crate) key: String,
    pub(crate) id: String,
}

impl Cursor {
    /// Reads a cursor of this list.
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub(crate) fn parse(list: &str, text: &str) -> Result<Self, Error> {
        let read = Base64::from_text(text).and_then(|bytes| {
            serde_json::from_slice::<(String, Way, String, String)>(&bytes.0).ok()
        });
        let (of, way, key, id) = read.filter(|(of, ..)| of == list).ok_or(MALFORMED)?;
        Ok(Self {
            list: of,
            way,
            key,
            id,
        })
    }

    /// Its key, where the list is sorted by a number.
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub(crate) fn number(&self) -> Result<i64, Error> {
        self.key.parse().map_err(|_| MALFORMED)
    }

    /// For an answer or a link.
    pub(crate) fn to_text(&self) -> String {
        let parts = (&self.list, self.way, &self.key, &self.id);
        let json = serde_json::to_vec(&parts).unwrap_or_default();
        Base64(json).to_text()
    }
}

const MALFORMED: Error =
    Error::Malformed("This is not a place in this list. Begin with its first page.");

/// A part of a list, with the cursors of its neighbours.
pub(crate) struct Page<T> {
    pub(crate) rows: Vec<T>,
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    /// Whether this is the whole list.
    pub(crate) is_whole: bool,
}

/// A row with where it stands: what the list is sorted by, and its id.
pub(crate) struct Placed<T> {
    pub(crate) key: String,
    pub(crate) id: String,
    pub(crate) row: T,
}

impl<T> Page<T> {
    /// Makes a page of what was read from the cursor on, in its way: one row more than the page has,
    /// if there are as many.
    pub(crate) fn cut(
        list: &str,
        cursor: Option<&Cursor>,
        limit: u32,
        read: Vec<Placed<T>>,
    ) -> Self {
        let way = cursor.map_or(Way::After, |cursor| cursor.way);
        Self::cut_at(list, (way, cursor.is_some()), limit, read)
    }

    /// The same for what was read this way, beyond a row or from that end of the list.
    pub(crate) fn cut_at(
        list: &str,
        (way, is_beyond): (Way, bool),
        limit: u32,
        mut read: Vec<Placed<T>>,
    ) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let is_more = read.len() > limit;
        read.truncate(limit);
        let (is_before, is_after) = match way {
            Way::After => (is_beyond, is_more),
            Way::Before => {
                read.reverse();
                (is_more, is_beyond)
            }
        };
        let at = |way, placed: Option<&Placed<T>>| {
            placed.map(|placed| {
                let (key, id) = (placed.key.clone(), placed.id.clone());
                let list = list.to_owned();
                Cursor { list, way, key, id }.to_text()
            })
        };
        Self {
            previous: at(Way::Before, read.first().filter(|_| is_before)),
            next: at(Way::After, read.last().filter(|_| is_after)),
            is_whole: !is_beyond && !is_more,
            rows: read.into_iter().map(|placed| placed.row).collect(),
        }
    }
}

/// How long a list is. Beyond some number, nobody needs to know exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Total {
    pub(crate) number: u64,
    /// Whether there are more than this.
    pub(crate) or_more: bool,
}

impl Total {
    /// Of rows that were counted up to one more than `most`.
    pub(crate) fn counted(found: u64, most: u32) -> Self {
        let most = u64::from(most);
        Self {
            number: found.min(most),
            or_more: found > most,
        }
    }

    pub(crate) fn exactly(number: u64) -> Self {
        Self {
            number,
            or_more: false,
        }
    }
}

/// What somebody looks for in a list: a part of a name, in any case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Search(String);

impl Search {
    /// `None` for nothing but spaces.
    ///
    /// # Errors
    /// [`Error::Malformed`] for more than 128 characters.
    pub(crate) fn parse(text: &str) -> Result<Option<Self>, Error> {
        let text = text.trim();
        if text.chars().count() > SEARCH_CHARACTERS {
            return Err(Error::Malformed(
                "What is looked for has more than 128 characters. Shorten it.",
            ));
        }
        Ok(Some(text)
            .filter(|text| !text.is_empty())
            .map(|text| Self(text.to_owned())))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// For `LIKE … ESCAPE '\'`: this text anywhere.
pub(crate) fn anywhere(text: &str) -> String {
    let mut pattern = "%".to_owned();
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(way: Option<Way>, rows: &[&str]) -> (String, Option<String>, Option<String>) {
        let cursor = way.map(|way| Cursor {
            list: "list".to_owned(),
            way,
            key: "k".to_owned(),
            id: "i".to_owned(),
        });
        let placed = |row: &&str| Placed {
            key: row.to_uppercase(),
            id: (*row).to_owned(),
            row: (*row).to_owned(),
        };
        let read = rows.iter().map(placed).collect();
        let page = Page::cut("list", cursor.as_ref(), 2, read);
        assert_eq!(page.is_whole, way.is_none() && rows.len() <= 2);
        let id = |text: Option<String>| {
            text.map(|text| {
                let cursor = Cursor::parse("list", &text).ok().unwrap();
                assert_eq!(cursor.key, cursor.id.to_uppercase());
                format!("{:?} {}", cursor.way, cursor.id)
            })
        };
        (page.rows.concat(), id(page.previous), id(page.next))
    }

    #[test]
    fn a_page_has_the_neighbours_that_there_are() {
        let some = |text: &str| Some(text.to_owned());
        for (way, read, shown, previous, next) in [
            (None, &["a", "b"][..], "ab", None, None),
            (None, &["a", "b", "c"], "ab", None, some("After b")),
            (Some(Way::After), &["c"], "c", some("Before c"), None),
            (
                Some(Way::After),
                &["c", "d", "e"],
                "cd",
                some("Before c"),
                some("After d"),
            ),
            (Some(Way::Before), &["b", "a"], "ab", None, some("After b")),
            (
                Some(Way::Before),
                &["d", "c", "b"],
                "cd",
                some("Before c"),
                some("After d"),
            ),
            (Some(Way::After), &[], "", None, None),
        ] {
            assert_eq!(
                page(way, read),
                (shown.to_owned(), previous, next),
                "{way:?} {read:?}"
            );
        }
    }

    #[test]
    fn a_cursor_is_good_for_its_list_alone() {
        let cursor = Cursor {
            list: "list".to_owned(),
            way: Way::Before,
            key: "Ä\"\u{1f4f1}".to_owned(),
            id: "7".to_owned(),
        };
        let text = cursor.to_text();
        assert!(cursor.number().is_err());
        assert_eq!(Cursor::parse("list", &text).ok(), Some(cursor));
        for (list, text) in [
            ("other", text.as_str()),
            ("list", ""),
            ("list", "x"),
            ("list", "W10"),
            ("list", &text[1..]),
            ("list", &format!("{text}=")),
        ] {
            let refused = Cursor::parse(list, text);
            assert!(matches!(refused, Err(Error::Malformed(_))), "{list} {text}");
        }
    }

    #[test]
    fn what_is_looked_for_is_no_pattern() {
        assert_eq!(anywhere(r"50%_\"), r"%50\%\_\\%");
        assert_eq!(Search::parse("  ").ok(), Some(None));
        assert!(Search::parse(&"é".repeat(128)).is_ok());
        assert!(Search::parse(&"é".repeat(129)).is_err());
        let found = Search::parse(" a b ").ok().flatten();
        assert_eq!(found.as_ref().map(Search::as_str), Some("a b"));
    }
}

//! What lists by name share: the addresses of the neighbouring pages, and what was searched.

use crate::by_name::{self, Cursor, Page};
use crate::paging::Total;
use serde::Serialize;

/// Rows of a page.
pub(super) const ROWS: u32 = 50;

/// A page of a list, as templates know it.
#[derive(Serialize)]
pub(super) struct Listed<T> {
    pub(super) rows: Vec<T>,
    pub(super) total: Total,
    /// Addresses.
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
}

impl<T> Listed<T> {
    /// The page of a list at `path`, narrowed by these pairs of a query.
    pub(super) fn new(page: Page<T>, path: &str, narrowed: &[(&str, &str)]) -> Self {
        let at = |cursor: Option<String>| {
            let from = cursor?;
            let mut pairs = vec![("from", from.as_str())];
            pairs.extend(narrowed);
            Some(address(path, &pairs))
        };
        Self {
            rows: page.rows,
            total: page.total,
            previous: at(page.previous),
            next: at(page.next),
        }
    }
}

/// A path and what of a query is not empty.
pub(super) fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let told: Vec<_> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let query = serde_html_form::to_string(&told).unwrap_or_default();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

/// Where the page of a list begins: what is no place is the beginning.
pub(super) fn from(text: Option<&str>) -> Option<Cursor> {
    text.and_then(|text| by_name::cursor(text).ok())
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_says_only_what_was_asked_and_says_it_safely() {
        assert_eq!(
            address("/admin/users", &[("search", ""), ("group", "")]),
            "/admin/users"
        );
        assert_eq!(
            address(
                "/admin/users",
                &[("search", "a&b=\"é"), ("from", "after:x")]
            ),
            "/admin/users?search=a%26b%3D%22%C3%A9&from=after%3Ax"
        );
    }
}

//! What the lists that come a page at a time have in common.

use crate::by_name::{self, Cursor};
use crate::error::Error;
use serde::Deserialize;

/// Rows of a page without a wish.
pub(super) const ROWS: u32 = 50;
pub(super) const MALFORMED: Error = Error::Malformed(
    "The query is not understood: `cursor` is what another page says, `limit` a whole number. \
     Correct it against the documentation.",
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    #[serde(default)]
    pub(super) text: String,
    pub(super) cursor: Option<String>,
    pub(super) limit: Option<u32>,
}

/// # Errors
/// [`Error::Malformed`].
pub(super) fn cursor(text: Option<&str>) -> Result<Option<Cursor>, Error> {
    text.map(by_name::cursor).transpose()
}

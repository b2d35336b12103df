//! The languages that people read: English and French, equally good.

use crate::error::{Error, Internal};
use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use sqlx::any::AnyRow;
use utoipa::ToSchema;

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Language {
    /// English, British in dates and numbers: for whoever chose nothing.
    #[default]
    En,
    /// French.
    Fr,
}

impl Language {
    /// Every language, the default first.
    pub(crate) const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// BCP 47. FORMAT: in the database, in a cookie and as a folder's name.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// A language by its tag.
    pub(crate) fn parse(tag: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.as_str() == tag)
    }

    /// Reads the column `language`, which may be empty.
    pub(crate) fn read(row: &AnyRow) -> Result<Option<Self>, Error> {
        let tag: Option<String> = row.try_get("language")?;
        let known = |tag: String| Self::parse(&tag).ok_or(Error::Internal(Internal::Record));
        tag.map(known).transpose()
    }

    /// The first language of an `Accept-Language` header that is here; browsers send the one that
    /// is liked best first.
    pub(crate) fn accepted(header: &str) -> Option<Self> {
        header
            .split([',', ';'])
            .filter_map(|range| range.trim().split('-').next())
            .find_map(|tag| Self::parse(&tag.to_ascii_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_accepted_language_that_is_here_counts() {
        let of = Language::accepted;
        assert_eq!(of("fr-CA,fr;q=0.9,en;q=0.8"), Some(Language::Fr));
        assert_eq!(of("de-DE, EN-us;q=0.7, fr;q=0.3"), Some(Language::En));
        assert_eq!(of("de, es"), None);
        assert_eq!(of(""), None);
    }
}

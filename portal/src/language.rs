//! The languages that the portal speaks.

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Language {
    /// English, British in dates and numbers. What is spoken to whoever chose nothing.
    #[default]
    En,
    /// French.
    Fr,
}

impl Language {
    /// FORMAT: in the database, in `lang` of pages, and as the folder of its texts.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// Reads what [`Self::as_str`] writes.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::En, Self::Fr]
            .into_iter()
            .find(|language| language.as_str() == text)
    }
}

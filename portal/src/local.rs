//! A place in this portal to go to: a path of a page and its query, never another site's.

use serde::{Deserialize, Serialize};

/// Where self-service begins.
pub(crate) const SELF_SERVICE: &str = "/my/devices";

/// Ours are shorter.
const CHARACTERS: usize = 1024;

/// A path that begins with a part of the portal where people sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Local(String);

impl Local {
    /// SECURITY: nothing that a browser would take for another host (`//`, `\`) or drop before it
    /// reads it (control characters), and nothing that ends a header.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_ours = ["/my", "/admin", "/set-up"].into_iter().any(|zone| {
            text.strip_prefix(zone)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
        });
        let is_plain = text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let is_short = text.len() <= CHARACTERS;
        // Browsers walk up at such a segment before they ask.
        let climbs = |segment: &str| {
            let segment = segment.to_ascii_lowercase().replace("%2e", ".");
            segment == "." || segment == ".."
        };
        let is_straight = !text.contains("//") && !path(text).split('/').any(climbs);
        (is_ours && is_plain && is_short && is_straight).then(|| Self(text.to_owned()))
    }

    /// Where self-service begins.
    pub(crate) fn self_service() -> Self {
        Self(SELF_SERVICE.to_owned())
    }

    /// Without its query.
    pub(crate) fn path(&self) -> &str {
        path(&self.0)
    }

    /// The path and its query.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

fn path(text: &str) -> &str {
    text.split_once(['?', '#']).map_or(text, |(path, _)| path)
}

impl TryFrom<String> for Local {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no place in this portal")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_portal_are_places() {
        for good in [
            "/my/devices",
            "/admin",
            "/admin?x=1",
            "/my/devices/a-b?n=1&m=2",
            "/my/a..b/...?../..",
        ] {
            assert_eq!(Local::parse(good).unwrap().as_str(), good);
        }
        assert_eq!(Local::parse("/my/a?b?c").unwrap().path(), "/my/a");
        let longest = format!("/my/{}", "x".repeat(CHARACTERS - 4));
        let long = format!("{longest}x");
        assert!(Local::parse(&longest).is_some());
        let bad = [
            "",
            "/",
            "//evil.example",
            "/my//evil.example",
            "/mythical",
            "/\\evil.example",
            "/my/\\evil",
            "https://evil.example/my/",
            "/my/\r\nSet-Cookie: a=b",
            "/assets/a.css",
            "/api/admin/v1/users",
            "/my/ü",
            "/my/\t/evil.example",
            "/my/a b",
            "/my/../admin/users",
            "/my/.%2E/admin",
            "/my/%2e?n=1",
            "https://evil.example/my/",
            "my/",
            &long,
        ];
        for bad in bad {
            assert!(Local::parse(bad).is_none(), "{bad}");
        }
    }
}

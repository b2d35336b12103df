//! A place in this portal to go to: a path of a page and its query, never another site's.

use serde::{Deserialize, Serialize};

/// A path that begins with a part of the portal where people sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Local(String);

impl Local {
    /// SECURITY: nothing that a browser would take for another host (`//`, `\`), and nothing that
    /// ends a header.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_ours = ["/my", "/admin", "/set-up"].into_iter().any(|zone| {
            text.strip_prefix(zone)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
        });
        let is_plain = text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let is_short = text.len() <= 1024;
        (is_ours && is_plain && is_short && !text.contains("//")).then(|| Self(text.to_owned()))
    }

    /// The path and its query.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
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
        ] {
            assert!(Local::parse(good).is_some(), "{good}");
        }
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
        ];
        for bad in bad {
            assert!(Local::parse(bad).is_none(), "{bad}");
        }
    }
}

//! Where a browser goes after the way to the identity provider and back: a page of self-service, and
//! nowhere else.

use crate::error::Error;

const PREFIX: &str = "/my/";
const BYTES: usize = 512;

/// A path of this portal, below `/my/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReturnTo(String);

impl ReturnTo {
    /// SECURITY: what browsers read as another host's (`//`, a backslash), or drop before they read
    /// it (control characters), is refused, and so is everything that may not stand in a header.
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let is_ours = text.starts_with(PREFIX)
            && text.len() <= BYTES
            && !text.contains("//")
            && !text.contains('\\')
            && text.chars().all(|character| character.is_ascii_graphic());
        if is_ours {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::Malformed(
                "The page to return to is none of self-service. Begin again at /my/.",
            ))
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::ReturnTo;

    #[test]
    fn only_pages_of_self_service_are_returned_to() {
        for ours in ["/my/", "/my/devices", "/my/devices/a-b_c?step=2#pin"] {
            assert_eq!(ReturnTo::parse(ours).unwrap().as_str(), ours);
        }
        let long = format!("/my/{}", "x".repeat(509));
        for refused in [
            "",
            "/",
            "/my",
            "/admin/",
            "my/",
            "//evil.example/my/",
            "https://evil.example/my/",
            "/my//evil.example",
            "/my/\\evil.example",
            "/my/\t/evil.example",
            "/my/a\r\nSet-Cookie: a=b",
            "/my/a b",
            "/my/é",
            &long,
        ] {
            assert!(ReturnTo::parse(refused).is_err(), "{refused:?}");
        }
    }
}

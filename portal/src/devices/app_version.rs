//! Versions of the manager app, and which of them know one-time PINs.

/// Like `3.1.0`: one to three numbers, then perhaps a pre-release after `-` or a build after `+`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AppVersion {
    text: String,
    numbers: [u32; 3],
    is_release: bool,
}

impl AppVersion {
    /// The first version that knows one-time PINs.
    const ONE_TIME_PINS: [u32; 3] = [3, 1, 0];

    /// Reads a version of at most 32 characters.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
        if text.len() > 32 || !text.chars().all(is_plain) {
            return None;
        }
        let version = text.split_once('+').map_or(text, |(version, _)| version);
        let (version, is_release) = match version.split_once('-') {
            Some((version, _)) => (version, false),
            None => (version, true),
        };
        let mut numbers = [0; 3];
        let mut parts = version.split('.');
        for (at, part) in parts.by_ref().take(numbers.len()).enumerate() {
            if !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            *numbers.get_mut(at)? = part.parse().ok()?;
        }
        parts.next().is_none().then(|| Self {
            text: text.to_owned(),
            numbers,
            is_release,
        })
    }

    /// As it was sent.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether this version can reset with a one-time PIN. A pre-release comes before its release.
    pub(crate) fn knows_one_time_pins(&self) -> bool {
        (self.numbers, self.is_release) >= (Self::ONE_TIME_PINS, true)
    }
}

#[cfg(test)]
mod tests {
    use super::AppVersion;

    #[test]
    fn versions_are_compared_by_their_numbers() {
        for (text, knows) in [
            ("3.1.0", true),
            ("3.1", true),
            ("3.10.0", true),
            ("10.0.0", true),
            ("3.1.0+build.7", true),
            ("3.2.0-beta", true),
            ("3.1.0-beta", false),
            ("3.0.99", false),
            ("2.9", false),
            ("3", false),
        ] {
            let version = AppVersion::parse(text).unwrap();
            assert_eq!(version.knows_one_time_pins(), knows, "{text}");
        }
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in [
            "",
            "3.",
            "v3.1",
            "3.1.0.1",
            "3,1",
            "3.1.0 ",
            "-1",
            "99999999999",
        ] {
            assert_eq!(AppVersion::parse(text), None, "{text:?}");
        }
        assert_eq!(AppVersion::parse(&"1".repeat(33)), None);
    }
}

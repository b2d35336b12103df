//! Every reason that the trail gives as a dotted code: a closed list, for people to choose from. An
//! older trail may hold others.

const REASONS: [&str; 62] = [
    "account.changed",
    "account.disabled",
    "account.identity_provider",
    "account.not_identity_provider",
    "account.of_other_device",
    "account.second_factor",
    "account.unknown",
    "answer.too_large",
    "auth_time.not_recent",
    "callback.no_code",
    "callback.other_issuer",
    "callback.refused",
    "client.not_accepted",
    "client.too_old",
    "code.not_accepted",
    "code.refused",
    "device.rolled_back",
    "discovery.invalid",
    "discovery.no_token_endpoint",
    "discovery.not_https",
    "discovery.other_issuer",
    "escrow.key_destroyed",
    "grant.not_live",
    "grant.used",
    "identity.other",
    "identity_provider.denied",
    "identity_provider.interaction_needed",
    "identity_provider.no_account",
    "identity_provider.not_confirmed",
    "identity_provider.unreachable",
    "mail.address_invalid",
    "mail.login_refused",
    "mail.not_written",
    "mail.postponed",
    "mail.refused",
    "mail.sender_refused",
    "mail.server_not_encrypted",
    "mail.server_not_trusted",
    "mail.server_unreachable",
    "mail.too_old",
    "one_time_pin.cancelled",
    "one_time_pin.exhausted",
    "one_time_pin.expired",
    "one_time_pin.not_allowed",
    "one_time_pin.other_device",
    "one_time_pin.used",
    "password.wrong",
    "reset.not_allowed",
    "secret.wrong",
    "session.needed",
    "token.algorithm",
    "token.expired",
    "token.invalid",
    "token.key_unknown",
    "token.missing",
    "token.other_audience",
    "token.other_issuer",
    "token.other_nonce",
    "token.signature",
    "token.unreadable",
    "user.unknown",
    "user_info.invalid",
];

/// The codes of all reasons, in their order.
pub(crate) fn reasons() -> &'static [&'static str] {
    &REASONS
}

#[cfg(test)]
mod tests {
    use super::REASONS;
    use crate::audit::actions;
    use crate::language::Language;
    use crate::texts;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Where reasons are chosen.
    const FILES: [&str; 11] = [
        "accounts.rs",
        "accounts/roles.rs",
        "accounts/verify.rs",
        "identity_provider/callback.rs",
        "identity_provider/finishing.rs",
        "identity_provider/identities.rs",
        "identity_provider/provider.rs",
        "identity_provider/token.rs",
        "mail/failure.rs",
        "resets.rs",
        "resets/plainly.rs",
    ];
    /// And where a file has nothing else.
    const VERDICTS: &str = "resets/verdict.rs";
    /// Errors that end where they come up, and dotted texts that are none of it.
    const OTHERS: [&str; 6] = [
        "account.unknown_salt",
        "appconnect_unlock.used",
        "passcode.reset",
        "portal.internal",
        "request.malformed",
        "session.new_browser",
    ];

    /// Codes that are an action as well.
    const BOTH: [&str; 2] = ["device.rolled_back", "one_time_pin.cancelled"];
    /// Errors whose codes phones know too: they stand in the library.
    const SHARED: [(&str, &str); 4] = [
        ("ClientTooOld", "client.too_old"),
        ("GrantNotLive", "grant.not_live"),
        ("ResetNotAllowed", "reset.not_allowed"),
        ("RolledBack", "device.rolled_back"),
    ];

    fn source(path: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let source = fs::read_to_string(folder.join(path)).unwrap();
        let shipped = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let code = shipped
            .lines()
            .filter(|line| !line.trim().starts_with("//"));
        code.collect::<Vec<_>>().join("\n")
    }

    fn is_code(text: &str) -> bool {
        let is_part = |part: &str| {
            let is_of_part = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
            !part.is_empty() && part.bytes().all(is_of_part)
        };
        let parts = text.split_once('.');
        parts.is_some_and(|(first, second)| is_part(first) && is_part(second))
    }

    /// The codes of the errors that a source names, as `error/problem.rs` has them.
    fn errors(source: &str) -> BTreeSet<String> {
        let table = self::source("error/problem.rs");
        let codes = table.lines().filter_map(|line| {
            let variant = line.trim().strip_prefix("Self::")?;
            let name = variant.split([' ', '(', '{']).next()?;
            let shared = SHARED.iter().find(|(shared, _)| *shared == name);
            let code = match shared {
                Some((_, code)) => *code,
                None => line.split('"').nth(1).filter(|code| is_code(code))?,
            };
            let is_named = source.split("Error::").skip(1).any(|rest| {
                let end = rest.find(|c: char| !c.is_alphanumeric());
                rest[..end.unwrap_or(rest.len())] == *name
            });
            is_named.then(|| code.to_owned())
        });
        codes.collect()
    }

    fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                rust_files(&path, found);
            } else {
                found.push(path);
            }
        }
    }

    #[test]
    fn every_reason_of_the_source_is_in_the_list_and_no_other() {
        let mut used = BTreeSet::new();
        for file in FILES.into_iter().chain([VERDICTS]) {
            let source = source(file);
            let codes = source.split('"').filter(|text| is_code(text));
            used.extend(codes.map(str::to_owned));
            if file.starts_with("identity_provider/") || file.ends_with("plainly.rs") {
                used.extend(errors(&source));
            }
        }
        used.retain(|code| !actions().contains(&code.as_str()) || BOTH.contains(&code.as_str()));
        used.retain(|code| !OTHERS.contains(&code.as_str()));
        used.retain(|code| code != "identity_provider.answer_invalid");
        let known: BTreeSet<_> = REASONS.map(str::to_owned).into();
        assert_eq!(used, known);
        assert!(REASONS.is_sorted() && known.len() == REASONS.len());
    }

    /// A reason that comes from elsewhere would not be looked for.
    #[test]
    fn no_other_file_gives_reasons() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        rust_files(&folder, &mut files);
        for path in files {
            let name = path.strip_prefix(&folder).unwrap();
            let name = name.to_str().unwrap();
            let is_known = FILES.contains(&name) || name == "mail/outbox.rs";
            let is_test =
                name.contains("tests") || name == "scale.rs" || name == "audit/reasons.rs";
            if !is_known && !is_test {
                assert!(!source(name).contains(".reason("), "{name}");
            }
        }
    }

    #[test]
    fn every_reason_has_a_text_of_its_own() {
        for language in Language::ALL {
            let mut seen = BTreeSet::new();
            for code in REASONS {
                let key = format!("audit-reason-{}", texts::key_of(code));
                assert!(texts::has(&key), "{key}");
                let text = texts::text(language, &key, &[]);
                assert!(seen.insert(text), "{key}");
            }
        }
    }
}

//! Every action that the trail names: a closed list, for people to choose from. An older trail may
//! hold others.

const ACTIONS: [&str; 49] = [
    "administrator.created",
    "audit.exported",
    "command.asked",
    "command.delivered",
    "command.done",
    "configuration.assigned",
    "configuration.changed",
    "configuration.created",
    "configuration.deleted",
    "configuration.ordered",
    "configuration.renamed",
    "device.enroll_refused",
    "device.enrolled",
    "device.given_up",
    "device.rolled_back",
    "escrow_key.created",
    "escrow_key.destroyed",
    "group.created",
    "group.deleted",
    "group.members_changed",
    "group.renamed",
    "mail.given_up",
    "one_time_pin.cancelled",
    "one_time_pin.issued",
    "one_time_pin.refused",
    "portal.created",
    "reset.answered",
    "reset.done",
    "reset.refused",
    "reset.repeated",
    "reset.unreadable",
    "session.begun",
    "session.confirm_refused",
    "session.confirmed",
    "session.ended",
    "session.refused",
    "staff.changed",
    "staff.created",
    "staff.password_refused",
    "staff.password_set",
    "staff.profile_set",
    "user.created",
    "user.identity_bound",
    "user.identity_released",
    "user.password_refused",
    "user.password_set",
    "user.profile_set",
    "user.sign_in_set",
    "users.imported",
];

/// The names of all actions, in their order.
pub(crate) fn actions() -> &'static [&'static str] {
    &ACTIONS
}

#[cfg(test)]
mod tests {
    use super::ACTIONS;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// Reasons that stand beside actions in files where an action is chosen.
    const REASONS: [&str; 7] = [
        "account.unknown",
        "auth_time.not_recent",
        "grant.used",
        "identity.other",
        "one_time_pin.used",
        "password.wrong",
        "secret.wrong",
    ];

    /// Every literal in a text that looks like an action.
    fn codes(text: &str) -> BTreeSet<String> {
        let is_part = |part: &str| {
            let is_of_part = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
            !part.is_empty() && part.bytes().all(is_of_part)
        };
        let is_code = |text: &&str| {
            let parts = text.split_once('.');
            parts.is_some_and(|(first, second)| is_part(first) && is_part(second))
        };
        text.split('"').filter(is_code).map(str::to_owned).collect()
    }

    /// What stands between the parentheses after each `name(`.
    fn calls<'a>(source: &'a str, name: &str) -> Vec<&'a str> {
        let inside = |rest: &'a str| {
            let mut depth = 1;
            let end = rest.find(|character| {
                depth += match character {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
                depth == 0
            });
            &rest[..end.unwrap()]
        };
        source.split(name).skip(1).map(inside).collect()
    }

    fn sources(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if !path.ends_with("audit/actions.rs") {
                let source = fs::read_to_string(path).unwrap();
                // What ships, not the tests below it.
                let shipped = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
                found.push(shipped.to_owned());
            }
        }
    }

    #[test]
    fn every_action_of_the_source_is_in_the_list_and_no_other() {
        let mut files = Vec::new();
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut files,
        );
        let mut used = BTreeSet::new();
        for source in &files {
            let recorded = calls(source, "Event::new(");
            let by_method = calls(source, ".event(");
            for call in recorded.iter().chain(&by_method) {
                used.extend(codes(call));
            }
            // Where an action is chosen elsewhere in a file, every code of the file is one.
            if recorded.iter().any(|call| codes(call).is_empty()) {
                let codes = codes(source).into_iter();
                used.extend(codes.filter(|code| !REASONS.contains(&code.as_str())));
            }
        }
        let known: BTreeSet<_> = ACTIONS.map(str::to_owned).into();
        assert_eq!(used, known);
        assert!(ACTIONS.is_sorted() && known.len() == ACTIONS.len());
    }
}

//! Which changes of rules are dangerous: those that let somebody in more easily, and those that
//! destroy keys sooner. They ask again who it is, as what is done to a single phone does.

use passcode_core::policy::{AtTheLimit, Direction, Policy};

/// Whether a rule becomes looser, or one that destroys keys is turned on or takes effect sooner.
pub(crate) fn is_dangerous(old: &Policy, new: &Policy) -> bool {
    let changes = old.changes_to(new);
    let is_looser = changes
        .iter()
        .any(|change| change.direction != Direction::Stricter);
    let wipes_sooner = new.at_the_limit == AtTheLimit::Wipe
        && (old.at_the_limit != AtTheLimit::Wipe || new.failed_attempts < old.failed_attempts);
    // `Never` orders last.
    let forgets_sooner = new.wipe_out_of_contact_days < old.wipe_out_of_contact_days;
    is_looser || wipes_sooner || forgets_sooner
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn is_dangerous_from(old: &Value, new: &Value) -> bool {
        let [old, new] = [old, new].map(|rules| Policy::parse(rules).unwrap());
        is_dangerous(&old, &new)
    }

    #[test]
    fn what_lets_in_more_easily_or_destroys_sooner_is_dangerous() {
        for (old, new) in [
            (json!({}), json!({"passcode_required": false})),
            (json!({}), json!({"minimum_length": 4})),
            (json!({}), json!({"biometric_unlock": true})),
            (json!({}), json!({"auto_lock_minutes": 60})),
            (json!({}), json!({"at_the_limit": "wipe"})),
            (json!({}), json!({"wipe_out_of_contact_days": 30})),
            (
                json!({"wipe_out_of_contact_days": 30}),
                json!({"wipe_out_of_contact_days": 1}),
            ),
            (
                json!({"at_the_limit": "wipe"}),
                json!({"at_the_limit": "wipe", "failed_attempts": 3}),
            ),
            (
                json!({"forbidden_words": ["acme"]}),
                json!({"forbidden_words": ["other"]}),
            ),
        ] {
            assert!(is_dangerous_from(&old, &new), "{old} {new}");
        }
    }

    #[test]
    fn what_is_only_stricter_or_stays_is_not() {
        for new in [
            json!({}),
            json!({"minimum_length": 12}),
            json!({"failed_attempts": 3}),
            json!({"forbidden_words": ["acme"]}),
            json!({"block_out_of_contact_hours": 24}),
        ] {
            assert!(!is_dangerous_from(&json!({}), &new), "{new}");
        }
        let wiping = json!({"at_the_limit": "wipe", "wipe_out_of_contact_days": 30});
        assert!(!is_dangerous_from(&wiping, &wiping));
    }
}

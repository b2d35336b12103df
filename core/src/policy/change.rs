//! Two policies: the strictest of both, and what differs between them.

use super::{Policy, Rules};
use serde_json::Value;

/// One rule that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
    /// The rule's name in the JSON object.
    pub field: String,
    /// Its value before, as JSON.
    pub from: Value,
    /// Its value after, as JSON.
    pub to: Value,
    /// Which of the two is stricter.
    pub direction: Direction,
}

/// Which way a rule changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The new value alone is the strictest of both.
    Stricter,
    /// The old value alone was the strictest of both.
    Looser,
    /// Neither: both together are stricter than each.
    Mixed,
}

impl Policy {
    /// The strictest of two policies, rule by rule.
    #[must_use]
    pub fn strictest(&self, other: &Self) -> Self {
        let (a, b) = (&self.0, &other.0);
        let mut forbidden_words = a.forbidden_words.clone();
        for word in &b.forbidden_words {
            if !forbidden_words.contains(word) {
                forbidden_words.push(word.clone());
            }
        }
        forbidden_words.sort();
        Self(Rules {
            passcode_required: a.passcode_required || b.passcode_required,
            passcode_type: a.passcode_type.max(b.passcode_type),
            minimum_length: a.minimum_length.max(b.minimum_length),
            minimum_complex_characters: a
                .minimum_complex_characters
                .max(b.minimum_complex_characters),
            forbid_simple: a.forbid_simple || b.forbid_simple,
            forbidden_words,
            maximum_age_days: a.maximum_age_days.min(b.maximum_age_days),
            history: a.history.max(b.history),
            failed_attempts: a.failed_attempts.min(b.failed_attempts),
            at_the_limit: a.at_the_limit.max(b.at_the_limit),
            auto_lock_minutes: a.auto_lock_minutes.min(b.auto_lock_minutes),
            grace_minutes: a.grace_minutes.min(b.grace_minutes),
            lock_on_screen_off: a.lock_on_screen_off || b.lock_on_screen_off,
            biometric_unlock: a.biometric_unlock && b.biometric_unlock,
            biometric_passcode_hours: a.biometric_passcode_hours.min(b.biometric_passcode_hours),
            user_may_change: a.user_may_change && b.user_may_change,
            user_may_reset: a.user_may_reset && b.user_may_reset,
            one_time_pin: a.one_time_pin && b.one_time_pin,
            one_time_pin_minutes: a.one_time_pin_minutes.min(b.one_time_pin_minutes),
            one_time_pin_digits: a.one_time_pin_digits.max(b.one_time_pin_digits),
            check_in_minutes: a.check_in_minutes.min(b.check_in_minutes),
            block_out_of_contact_hours: a
                .block_out_of_contact_hours
                .min(b.block_out_of_contact_hours),
            wipe_out_of_contact_days: a.wipe_out_of_contact_days.min(b.wipe_out_of_contact_days),
        })
    }

    /// What is different in `new`, rule by rule.
    pub fn changes_to(&self, new: &Self) -> Vec<RuleChange> {
        let both = self.strictest(new).to_json();
        let (from, to) = (self.to_json(), new.to_json());
        let Value::Object(fields) = &from else {
            return Vec::new();
        };
        fields
            .iter()
            .filter_map(|(field, old)| {
                let new = to.get(field)?;
                let strictest = both.get(field)?;
                let direction = match (same(strictest, old), same(strictest, new)) {
                    (true, true) => return None,
                    (false, true) => Direction::Stricter,
                    (true, false) => Direction::Looser,
                    (false, false) => Direction::Mixed,
                };
                Some(RuleChange {
                    field: field.clone(),
                    from: old.clone(),
                    to: new.clone(),
                    direction,
                })
            })
            .collect()
    }
}

/// Equal, whatever the order of words in a list.
fn same(a: &Value, b: &Value) -> bool {
    match (a.as_array(), b.as_array()) {
        (Some(a), Some(b)) => {
            a.iter().all(|word| b.contains(word)) && b.iter().all(|word| a.contains(word))
        }
        _ => a == b,
    }
}

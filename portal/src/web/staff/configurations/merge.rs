//! Two people changed the same rules: what each of them did, and a form in which neither is lost.

use super::fields::{Field, fields};
use super::typed::Typed;
use passcode_core::portal::wire::Platform;
use serde_json::Value;

/// One's own changes on top of somebody else's.
pub(super) struct Merged {
    pub(super) typed: Typed,
    /// Rules that both changed, to different values: the form keeps one's own.
    pub(super) clashes: Vec<Field>,
}

/// Puts `mine` and `theirs`, both made from `base`, together.
pub(super) fn merge(base: &Value, mine: &Value, theirs: &Value, platform: Platform) -> Merged {
    let mut typed = Typed::of(mine, platform);
    let mut clashes = Vec::new();
    for field in fields(platform) {
        let of = |rules: &Value| rules.get(field.name).cloned();
        let (base, mine, their) = (of(base), of(mine), of(theirs));
        if mine == base {
            typed.take(*field, theirs);
        } else if their != base && their != mine {
            clashes.push(*field);
        }
    }
    Merged { typed, clashes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use passcode_core::policy::Policy;
    use serde_json::json;

    fn rules(changes: &Value) -> Value {
        Policy::parse(changes).unwrap().to_json()
    }

    #[test]
    fn neither_change_is_lost() {
        let base = rules(&json!({"maximum_age_days": 90, "lock_on_screen_off": true}));
        let mine = rules(&json!({
            "maximum_age_days": 90, "lock_on_screen_off": true, "minimum_length": 8, "history": 3,
        }));
        let theirs = rules(&json!({"minimum_length": 10, "grace_minutes": 2}));
        let merged = merge(&base, &mine, &theirs, Platform::Ios);
        let clashes: Vec<_> = merged.clashes.iter().map(|field| field.name).collect();
        assert_eq!(clashes, ["minimum_length"]);
        let expected = rules(&json!({"minimum_length": 8, "history": 3, "grace_minutes": 2}));
        assert_eq!(merged.typed.to_rules(Platform::Ios, &theirs), expected);
    }

    #[test]
    fn the_same_change_twice_is_no_clash() {
        let base = rules(&json!({}));
        let both = rules(&json!({"minimum_length": 10}));
        let merged = merge(&base, &both, &both, Platform::Android);
        assert!(merged.clashes.is_empty());
        assert_eq!(merged.typed, Typed::of(&both, Platform::Android));
    }
}

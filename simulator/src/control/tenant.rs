//! A tenant worth looking at: an organisation some weeks old, told as steps in `tenant.json`. It is
//! made through the same APIs, and by real phones, like everything that steps do.

use crate::scenario::{Given, Step};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What `tenant.json` tells.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tenant {
    pub(super) given: Given,
    pub(super) steps: Vec<Value>,
    /// Every account, in the order in which they are shown.
    tour: Vec<Stop>,
}

/// An account, and what to try with it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stop {
    user_name: String,
    r#try: String,
}

impl Tenant {
    pub(super) fn read() -> Result<Self, String> {
        serde_json::from_str(include_str!("tenant.json"))
            .map_err(|error| format!("tenant.json: {error}"))
    }

    /// How much time passes between its first step and its last.
    pub(super) fn span_ms(&self) -> u64 {
        let steps = self.steps.iter().filter_map(|step| Step::read(step).ok());
        let spans = steps.map(|step| match step {
            Step::Clock(clock) => clock.clock.ms,
            Step::Act(_) | Step::Fault(_) => 0,
        });
        spans.sum()
    }

    /// Who there is, once every step was done.
    pub(super) fn people(
        &self,
        administrator: &Value,
        saved: &BTreeMap<String, Value>,
    ) -> Result<Value, String> {
        let stops = self.tour.iter().map(|stop| {
            let mut person = self.person(&stop.user_name, administrator)?;
            let mut advice = stop.r#try.clone();
            for (name, value) in saved {
                advice = advice.replace(&format!("${name}"), value.as_str().unwrap_or_default());
            }
            person.insert("try".to_owned(), json!(advice));
            Ok(Value::Object(person))
        });
        let people: Vec<_> = stops.collect::<Result<_, String>>()?;
        Ok(json!({"people": people, "phones": self.phones()}))
    }

    /// Name, password and role of an account.
    fn person(&self, user_name: &str, administrator: &Value) -> Result<Map<String, Value>, String> {
        let staff = self.given.staff.iter().map(|member| {
            json!({
                "user_name": member.user_name, "password": member.password,
                "role": member.role, "display_name": member.display_name,
            })
        });
        let users = self.given.users.iter().map(|user| {
            json!({
                "user_name": user.user_name, "password": user.password,
                "role": "user", "display_name": user.display_name,
            })
        });
        std::iter::once(administrator.clone())
            .chain(staff)
            .chain(users)
            .find(|person| {
                person
                    .get("user_name")
                    .is_some_and(|name| name == user_name)
            })
            .and_then(|person| person.as_object().cloned())
            .ok_or_else(|| format!("the tour knows {user_name}, the tenant does not"))
    }

    /// The phones, with the account and the passcode that the steps gave them last.
    fn phones(&self) -> Vec<Value> {
        let phones = self.given.phones.iter().map(|phone| {
            let on = format!("phone:{}", phone.id);
            let last = |field: &str| {
                let mut steps = self.steps.iter().rev();
                steps.find_map(|step| {
                    let is_right = step.get("on").is_some_and(|named| *named == on)
                        && step.get("do").is_some_and(|verb| verb != "unlock");
                    is_right.then(|| step.get("with")?.get(field).cloned())?
                })
            };
            json!({
                "id": phone.id, "platform": phone.platform.as_str(), "app_version": phone.app_version,
                "user_name": last("user_name"), "passcode": last("passcode"),
            })
        });
        phones.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Tenant;
    use std::collections::BTreeSet;

    #[test]
    fn the_tour_shows_everybody() {
        let tenant = Tenant::read().unwrap();
        let given = &tenant.given;
        let users = given.users.iter().map(|user| user.user_name.as_str());
        let staff = given.staff.iter().map(|member| member.user_name.as_str());
        let everybody: BTreeSet<_> = users.chain(staff).chain(["admin"]).collect();
        let shown: BTreeSet<_> = tenant.tour.iter().map(|stop| &*stop.user_name).collect();
        assert_eq!(shown, everybody);
        assert!(tenant.span_ms() > 18 * 86_400_000);
    }
}

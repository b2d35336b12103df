//! What the help desk does, what it leaves in the audit trail, and what users are told of it.

use super::people::{People, column, text};
use crate::scenario::Act;
use reqwest::Method;
use serde_json::{Value, json};

const API: &str = "/api/admin/v1";
/// Entries that the portal lists at once.
const PAGE: usize = 1000;

impl People {
    /// Does a step of `help-desk:NAME`.
    pub(super) async fn help(&self, member: &str, act: &Act) -> Result<Value, String> {
        let password = self.staff.get(member);
        let password = password.ok_or_else(|| format!("no {member} on the staff"))?;
        let token = self.member(member, password).await?;
        let device = self.device(&token, text(act, "phone")?).await?;
        let path = format!("{API}/devices/{device}/one-time-pin");
        match act.action.as_str() {
            "issue-one-time-pin" => {
                let body = json!({"reason": text(act, "reason")?});
                let answer = self.post(&path, Some(&token), &body).await?;
                Ok(answer.told(|body| {
                    json!({
                        "outcome": "issued",
                        "one_time_pin": body.get("one_time_pin"),
                        "digits": body.get("digits"),
                    })
                }))
            }
            "look-at-one-time-pin" => {
                let answer = self.get(&path, &token).await?;
                Ok(answer.told(|body| json!({"outcome": "looked", "live": body.get("live")})))
            }
            "cancel-one-time-pin" => {
                let answer = self.send(Method::DELETE, &path, Some(&token), None).await?;
                Ok(answer.told(|_| json!({"outcome": "cancelled"})))
            }
            action => Err(format!("the help desk cannot {action}")),
        }
    }

    /// The last entry of an action: who, in which role, and why.
    pub(super) async fn show_audit(&self, action: &str) -> Result<Value, String> {
        let token = self.administrator().await?;
        let entries = self.trail(&token, action).await?;
        let entry = entries
            .last()
            .ok_or_else(|| format!("there is no {action} in the audit trail"))?;
        let actor = entry.get("actor").and_then(Value::as_str);
        let (role, id) = actor
            .and_then(|actor| actor.split_once(':'))
            .ok_or("nobody did it")?;
        let path = format!("{API}/staff/{id}");
        let member = self.get(&path, &token).await?.ok()?;
        Ok(json!({
            "outcome": "shown",
            "role": role,
            "by": member.get("user_name"),
            "why": entry.get("detail").and_then(|detail| detail.get("reason")),
        }))
    }

    /// Every entry of an action, the oldest first.
    pub(super) async fn trail(&self, token: &str, action: &str) -> Result<Vec<Value>, String> {
        let mut entries = Vec::<Value>::new();
        loop {
            let after = entries.last().and_then(|entry| entry.get("sequence"));
            let after = after.and_then(Value::as_u64).unwrap_or_default();
            let path = format!("{API}/audit?limit={PAGE}&action={action}&after={after}");
            let page = self.get(&path, token).await?.ok()?;
            let page = page.get("entries").and_then(Value::as_array);
            let page = page.ok_or("the portal listed no entries")?;
            entries.extend(page.iter().cloned());
            if page.len() < PAGE {
                return Ok(entries);
            }
        }
    }

    pub(super) async fn set_password(&self, user: &str, password: &str) -> Result<Value, String> {
        let token = self.administrator().await?;
        let user = self.id(&token, "users", user).await?;
        let path = format!("{API}/users/{user}/password");
        let body = json!({"password": password});
        let answer = self
            .send(Method::PUT, &path, Some(&token), Some(&body))
            .await?;
        Ok(answer.told(|_| json!({"outcome": "saved"})))
    }

    /// What the user is told of the account, newest first.
    pub(super) async fn list_notices(&self, user: &str, password: &str) -> Result<Value, String> {
        let token = match self.user(user, password).await? {
            Ok(token) => token,
            Err(refused) => return Ok(refused),
        };
        let answer = self.get("/api/self-service/v1/notices", &token).await?;
        Ok(answer.told(
            |body| json!({"outcome": "listed", "notices": column(body, "notices", "notice")}),
        ))
    }
}

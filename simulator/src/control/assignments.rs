//! What administrators do with groups and configurations, as steps: things go by their names here,
//! and by the ids that the portal made at the portal.

use super::people::{People, field, text};
use crate::scenario::Act;
use reqwest::Method;
use serde_json::{Value, json};

const API: &str = "/api/admin/v1";

impl People {
    /// Does a step of `admin`.
    pub(super) async fn administer(&self, act: &Act) -> Result<Value, String> {
        match act.action.as_str() {
            "create-group" => self.create_group(act).await,
            "change-members" => self.change_members(act).await,
            "create-configuration" => self.create_configuration(act).await,
            "order-configurations" => self.order_configurations(act).await,
            "explain-configuration" => self.explain_configuration(text(act, "phone")?).await,
            "show-audit" => self.show_audit(text(act, "action")?).await,
            "set-password" => {
                self.set_password(text(act, "user")?, text(act, "password")?)
                    .await
            }
            action => Err(format!("admin cannot {action}")),
        }
    }

    async fn create_group(&self, act: &Act) -> Result<Value, String> {
        let token = self.administrator().await?;
        let body = json!({"name": text(act, "group")?});
        let made = self
            .post(&format!("{API}/groups"), Some(&token), &body)
            .await?;
        let made = made.created()?;
        let users = self.ids(&token, "users", field(act, "members")?).await?;
        let body = json!({"put_in": users});
        self.members(&token, id_of(&made)?, &body, "created").await
    }

    async fn change_members(&self, act: &Act) -> Result<Value, String> {
        let token = self.administrator().await?;
        let group = self.id(&token, "groups", text(act, "group")?).await?;
        let users = self.ids(&token, "users", field(act, "take_out")?).await?;
        let body = json!({"take_out": users});
        self.members(&token, &group, &body, "saved").await
    }

    async fn members(
        &self,
        token: &str,
        group: &str,
        body: &Value,
        outcome: &str,
    ) -> Result<Value, String> {
        let path = format!("{API}/groups/{group}/members");
        let answer = self.post(&path, Some(token), body).await?;
        Ok(answer.told(|_| json!({"outcome": outcome})))
    }

    async fn create_configuration(&self, act: &Act) -> Result<Value, String> {
        let token = self.administrator().await?;
        let body = json!({
            "name": text(act, "name")?,
            "platform": text(act, "platform")?,
            "rules": field(act, "rules")?,
        });
        let path = format!("{API}/configurations");
        let made = self.post(&path, Some(&token), &body).await?;
        let made = made.created()?;
        let path = format!("{path}/{}/groups", id_of(&made)?);
        let groups = self.ids(&token, "groups", field(act, "groups")?).await?;
        let body = json!({"groups": groups});
        let answer = self
            .send(Method::PUT, &path, Some(&token), Some(&body))
            .await?;
        Ok(answer.told(|_| json!({"outcome": "created"})))
    }

    async fn order_configurations(&self, act: &Act) -> Result<Value, String> {
        let token = self.administrator().await?;
        let platform = text(act, "platform")?;
        let present = self
            .get(&format!("{API}/configurations"), &token)
            .await?
            .ok()?;
        let listed = present.get("configurations").and_then(Value::as_array);
        let seen: Vec<_> = listed
            .into_iter()
            .flatten()
            .filter(|one| one.get("platform").is_some_and(|name| name == platform))
            .filter(|one| one.get("is_default") == Some(&json!(false)))
            .filter_map(|one| one.get("id"))
            .collect();
        let order = self
            .ids(&token, "configurations", field(act, "order")?)
            .await?;
        let body = json!({"seen": seen, "order": order});
        let path = format!("{API}/configuration-order/{platform}");
        let answer = self
            .send(Method::PUT, &path, Some(&token), Some(&body))
            .await?;
        Ok(answer.told(|_| json!({"outcome": "saved"})))
    }

    async fn explain_configuration(&self, phone: &str) -> Result<Value, String> {
        let token = self.administrator().await?;
        let device = self.device(&token, phone).await?;
        let path = format!("{API}/devices/{device}/configuration");
        let answer = self.get(&path, &token).await?;
        Ok(answer.told(|body| {
            let candidates = body.get("candidates").and_then(Value::as_array);
            let why: Vec<_> = candidates.into_iter().flatten().map(why).collect();
            let applies = body.get("configuration").and_then(|one| one.get("name"));
            json!({"outcome": "explained", "configuration": applies, "why": why})
        }))
    }

    /// The id of something that the portal lists, by its name.
    pub(super) async fn id(&self, token: &str, list: &str, name: &str) -> Result<String, String> {
        let ids = self.ids(token, list, &json!([name])).await?;
        ids.into_iter().next().ok_or_else(|| "no id".to_owned())
    }

    async fn ids(&self, token: &str, list: &str, names: &Value) -> Result<Vec<String>, String> {
        let listed = self.get(&format!("{API}/{list}"), token).await?.ok()?;
        let rows = listed.get(list).and_then(Value::as_array);
        let of = if matches!(list, "users" | "staff") {
            "user_name"
        } else {
            "name"
        };
        let names = names.as_array().ok_or("names are a list of texts")?;
        let ids = names.iter().map(|name| {
            let name = name.as_str().ok_or("names are a list of texts")?;
            let mut rows = rows.into_iter().flatten();
            let row = rows.find(|row| row.get(of).is_some_and(|found| found == name));
            let row = row.ok_or_else(|| format!("there is no {name} among the {list}"))?;
            id_of(row).map(str::to_owned)
        });
        ids.collect()
    }
}

fn id_of(row: &Value) -> Result<&str, String> {
    let id = row.get("id").and_then(Value::as_str);
    id.ok_or_else(|| format!("there is no id in {row}"))
}

/// `NAME: WHY (GROUPS OF THE USER)`.
fn why(candidate: &Value) -> String {
    let text = |field| candidate.get(field).and_then(Value::as_str).unwrap_or("?");
    let groups = candidate.get("groups").and_then(Value::as_array);
    let through: Vec<_> = groups
        .into_iter()
        .flatten()
        .filter(|group| group.get("member") == Some(&json!(true)))
        .filter_map(|group| group.get("name").and_then(Value::as_str))
        .collect();
    let told = format!("{}: {}", text("name"), text("why"));
    if through.is_empty() {
        told
    } else {
        format!("{told} ({})", through.join(", "))
    }
}

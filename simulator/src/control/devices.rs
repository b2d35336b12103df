//! What administrators and users ask of devices, and the organisation's escrow keys, as steps.

use super::people::{Answer, People, column, names, text};
use crate::scenario::Act;
use reqwest::Method;
use serde_json::{Map, Value, json};

impl People {
    /// Does a step about devices, of `admin` or `self-service:USER_NAME`.
    pub(super) async fn act_on_devices(
        &self,
        act: &Act,
        user: Option<&str>,
    ) -> Result<Value, String> {
        match (act.on.as_str(), user, act.action.as_str()) {
            ("admin", _, "list-devices") => self.list_devices(act).await,
            ("admin", _, "send-lock") => self.send_command(act, "lock").await,
            ("admin", _, "send-retire") => self.send_command(act, "retire").await,
            ("admin", _, "send-appconnect-unlock") => {
                self.send_command(act, "appconnect-unlock").await
            }
            ("admin", _, "list-commands") => self.list_commands(act).await,
            ("admin", _, "give-up") => self.give_up(act).await,
            ("admin", _, "rotate-escrow-key") => self.rotate_escrow_key().await,
            ("admin", _, "list-escrow-keys") => self.list_escrow_keys().await,
            ("admin", _, "list-devices-of-key") => self.list_devices_of_key(act).await,
            ("admin", _, "destroy-escrow-key") => self.destroy_escrow_key(act).await,
            (_, Some(user), "send-lock") => self.send_my_command(user, act, "lock").await,
            (_, Some(user), "send-retire") => self.send_my_command(user, act, "retire").await,
            ("admin", _, _) => self.administer(act).await,
            (on, _, action) => Err(format!("{on} cannot {action}")),
        }
    }

    async fn list_devices(&self, act: &Act) -> Result<Value, String> {
        let token = self.administrator().await?;
        let path = match optional(act, "state")? {
            Some(state) => format!("/api/admin/v1/devices?state={state}"),
            None => "/api/admin/v1/devices".to_owned(),
        };
        let answer = self.get(&path, &token).await?;
        Ok(answer.told(|body| json!({"outcome": "listed", "devices": names(body)})))
    }

    async fn send_command(&self, act: &Act, command: &str) -> Result<Value, String> {
        let token = self.administrator().await?;
        let device = self.device(&token, text(act, "phone")?).await?;
        let mut body = Map::from_iter([("command".to_owned(), json!(command))]);
        for name in ["password", "reason"] {
            let value = optional(act, name)?;
            body.extend(value.map(|value| (name.to_owned(), json!(value))));
        }
        let path = format!("/api/admin/v1/devices/{device}/commands");
        let answer = self.post(&path, Some(&token), &Value::Object(body)).await?;
        Ok(sent(&answer))
    }

    async fn send_my_command(&self, user: &str, act: &Act, command: &str) -> Result<Value, String> {
        let password = text(act, "password")?;
        let found = self.my_device(user, text(act, "phone")?, password).await?;
        let (token, path) = match found {
            Ok(found) => found,
            Err(refused) => return Ok(refused),
        };
        let path = format!("{path}/commands");
        let body = json!({"command": command});
        Ok(sent(&self.post(&path, Some(&token), &body).await?))
    }

    /// Oldest first, like `"lock done"`; what waits and was told is `delivered`.
    async fn list_commands(&self, act: &Act) -> Result<Value, String> {
        let token = self.administrator().await?;
        let device = self.device(&token, text(act, "phone")?).await?;
        let path = format!("/api/admin/v1/devices/{device}/commands");
        Ok(self.get(&path, &token).await?.told(|body| {
            let listed = body.get("commands").and_then(Value::as_array);
            let lines = listed.into_iter().flatten().rev().map(line);
            json!({"outcome": "listed", "commands": lines.collect::<Vec<_>>()})
        }))
    }

    async fn give_up(&self, act: &Act) -> Result<Value, String> {
        let token = self.administrator().await?;
        let device = self.device(&token, text(act, "phone")?).await?;
        let path = format!("/api/admin/v1/devices/{device}/retired");
        let answer = self.send(Method::PUT, &path, Some(&token), None).await?;
        Ok(answer.told(|_| json!({"outcome": "given-up"})))
    }

    async fn rotate_escrow_key(&self) -> Result<Value, String> {
        let token = self.administrator().await?;
        let path = "/api/admin/v1/escrow-keys";
        let answer = self.send(Method::POST, path, Some(&token), None).await?;
        Ok(answer.told(|body| {
            json!({
                "outcome": "rotated",
                "escrow_key": body.get("id"),
                "former": body.get("former"),
            })
        }))
    }

    /// The current one first, like `"former 2"`: how many devices rely on it.
    async fn list_escrow_keys(&self) -> Result<Value, String> {
        let token = self.administrator().await?;
        let answer = self.get("/api/admin/v1/escrow-keys", &token).await?;
        Ok(answer.told(|body| {
            let states = column(body, "escrow_keys", "state");
            let counts = column(body, "escrow_keys", "devices");
            let keys = states.into_iter().filter_map(Value::as_str).zip(counts);
            let lines: Vec<_> = keys
                .map(|(state, count)| format!("{state} {count}"))
                .collect();
            json!({"outcome": "listed", "escrow_keys": lines})
        }))
    }

    async fn list_devices_of_key(&self, act: &Act) -> Result<Value, String> {
        let token = self.administrator().await?;
        let key = text(act, "escrow_key")?;
        let path = format!("/api/admin/v1/escrow-keys/{key}/devices");
        let answer = self.get(&path, &token).await?;
        Ok(answer.told(|body| json!({"outcome": "listed", "devices": names(body)})))
    }

    async fn destroy_escrow_key(&self, act: &Act) -> Result<Value, String> {
        let token = self.administrator().await?;
        let key = text(act, "escrow_key")?;
        let losing = match act.field("accept_losing") {
            Some(number) => format!("?accept_losing={number}"),
            None => String::new(),
        };
        let path = format!("/api/admin/v1/escrow-keys/{key}{losing}");
        let answer = self.send(Method::DELETE, &path, Some(&token), None).await?;
        Ok(answer.told(|_| json!({"outcome": "destroyed"})))
    }

    /// The id of a phone's device, retired ones too; of several the newest that is not retired.
    pub(super) async fn device(&self, token: &str, phone: &str) -> Result<String, String> {
        for path in [
            "/api/admin/v1/devices",
            "/api/admin/v1/devices?state=retired",
        ] {
            let listed = self.get(path, token).await?.ok()?;
            let devices = listed.get("devices").and_then(Value::as_array);
            let mut devices = devices.into_iter().flatten().rev();
            let is_it = |device: &&Value| device.get("name").is_some_and(|name| name == phone);
            let id = devices.find(is_it).and_then(|device| device.get("id"));
            if let Some(id) = id.and_then(Value::as_str) {
                return Ok(id.to_owned());
            }
        }
        Err(format!("there is no device {phone}"))
    }
}

fn sent(answer: &Answer) -> Value {
    answer.told(|body| {
        let mut told = json!({"outcome": "sent", "sequence": body.get("sequence")});
        if let (Some(grant), Value::Object(told)) = (body.get("grant"), &mut told) {
            told.extend(grant.get("id").map(|id| ("grant".to_owned(), id.clone())));
            let password = grant.get("password");
            told.extend(password.map(|how| ("password".to_owned(), how.clone())));
        }
        told
    })
}

fn line(command: &Value) -> String {
    let text = |name| {
        command
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let is_delivered = command.get("delivered_ms").is_some_and(Value::is_number);
    let state = match text("state") {
        "waiting" if is_delivered => "delivered",
        state => state,
    };
    format!("{} {state}", text("command"))
}

/// A text that may be absent.
fn optional<'a>(act: &'a Act, name: &str) -> Result<Option<&'a str>, String> {
    act.field(name).map(|_| text(act, name)).transpose()
}

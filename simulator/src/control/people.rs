//! What administrators and users do at the portal, as steps: over TLS, signed in, like anybody.

use super::client::parse_pin;
use crate::scenario::{Act, Given, StaffGiven, UserGiven};
use passcode_core::platform::http::pinned_tls;
use reqwest::{Client, Method};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The administrator of every scenario.
const ADMINISTRATOR: &str = "admin";
const ADMINISTRATOR_PASSWORD: &str = "administrator-password";

/// An HTTP client for one portal, and its address.
pub struct People {
    client: Client,
    base: String,
    /// Passwords of staff, by their names.
    pub(super) staff: BTreeMap<String, String>,
}

/// A portal's answer.
pub(super) struct Answer {
    status: u16,
    body: Value,
}

impl People {
    /// Sets the portal up: administrator, configurations, accounts.
    ///
    /// # Errors
    /// What the portal refused.
    pub async fn move_in(
        base: &str,
        certificate_sha256: &str,
        set_up_token: Option<String>,
        given: &Given,
    ) -> Result<Self, String> {
        let pin = parse_pin(certificate_sha256)?;
        let tls = pinned_tls(pin).map_err(|_| "no TLS")?;
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .no_proxy()
            .build()
            .map_err(|error| error.to_string())?;
        let staff = given.staff.iter();
        let people = Self {
            client,
            base: base.to_owned(),
            staff: staff
                .map(|member| (member.user_name.clone(), member.password.clone()))
                .collect(),
        };
        let admin = json!({
            "token": set_up_token,
            "user_name": ADMINISTRATOR,
            "password": ADMINISTRATOR_PASSWORD,
        });
        people
            .post("/api/admin/v1/set-up", None, &admin)
            .await?
            .created()?;
        for (platform, rules) in &given.configuration {
            let answer = people.set_rules(platform.as_str(), rules).await?;
            if answer.get("error").is_some() {
                return Err(format!("configuration of {}: {answer}", platform.as_str()));
            }
        }
        let token = people.administrator().await?;
        for user in &given.users {
            people
                .post("/api/admin/v1/users", Some(&token), &account(user))
                .await?
                .created()?;
        }
        for member in &given.staff {
            people
                .post(
                    "/api/admin/v1/staff",
                    Some(&token),
                    &member_of_staff(member),
                )
                .await?
                .created()?;
        }
        Ok(people)
    }

    /// Does a step of `admin`, `help-desk:NAME` or `self-service:USER_NAME`.
    ///
    /// # Errors
    /// What is wrong with the step. A refusal by the portal is an answer, not an error.
    pub async fn act(&self, step: &Value) -> Result<Value, String> {
        let act = Act::deserialize(step).map_err(|error| error.to_string())?;
        let answer = self.perform(&act).await?;
        act.expects_no_more()?;
        Ok(answer)
    }

    async fn perform(&self, act: &Act) -> Result<Value, String> {
        let user = act.on.strip_prefix("self-service:");
        match (act.on.as_str(), user, act.action.as_str()) {
            ("admin", _, "set-rules") => {
                self.set_rules(text(act, "platform")?, field(act, "rules")?)
                    .await
            }
            ("admin", _, "show-rules") => self.show_rules(text(act, "platform")?).await,
            ("admin", _, "count-audit") => self.count_audit(text(act, "action")?).await,
            (_, Some(user), "issue-one-time-pin") => {
                self.issue_pin(user, text(act, "phone")?, text(act, "password")?)
                    .await
            }
            (_, Some(user), "cancel-one-time-pin") => {
                self.cancel_pin(user, text(act, "phone")?, text(act, "password")?)
                    .await
            }
            (_, Some(user), "list-devices") => self.my_devices(user, text(act, "password")?).await,
            (_, Some(user), "list-notices") => {
                self.list_notices(user, text(act, "password")?).await
            }
            (on, None, _) => match on.strip_prefix("help-desk:") {
                Some(member) => self.help(member, act).await,
                None => self.act_on_devices(act, user).await,
            },
            _ => self.act_on_devices(act, user).await,
        }
    }

    async fn set_rules(&self, platform: &str, rules: &Value) -> Result<Value, String> {
        let token = self.administrator().await?;
        let path = format!("/api/admin/v1/configurations/{platform}");
        let present = self.get(&path, &token).await?.ok()?;
        let body = json!({"version": present.get("version"), "rules": rules});
        let answer = self
            .send(Method::PUT, &path, Some(&token), Some(&body))
            .await?;
        Ok(answer.told(|body| json!({"outcome": "saved", "version": body.get("version")})))
    }

    async fn show_rules(&self, platform: &str) -> Result<Value, String> {
        let token = self.administrator().await?;
        let path = format!("/api/admin/v1/configurations/{platform}");
        Ok(self.get(&path, &token).await?.told(|body| {
            json!({
                "outcome": "shown",
                "version": body.get("version"),
                "rules": body.get("rules"),
            })
        }))
    }

    async fn count_audit(&self, action: &str) -> Result<Value, String> {
        let token = self.administrator().await?;
        let count = self.trail(&token, action).await?.len();
        Ok(json!({"outcome": "counted", "count": count}))
    }

    async fn issue_pin(&self, user: &str, phone: &str, password: &str) -> Result<Value, String> {
        let (token, path) = match self.pin_path(user, phone, password).await? {
            Ok(found) => found,
            Err(refused) => return Ok(refused),
        };
        let answer = self
            .post(&path, Some(&token), &json!({"password": password}))
            .await?;
        Ok(answer.told(|body| {
            json!({
                "outcome": "issued",
                "one_time_pin": body.get("one_time_pin"),
                "digits": body.get("digits"),
            })
        }))
    }

    async fn cancel_pin(&self, user: &str, phone: &str, password: &str) -> Result<Value, String> {
        let (token, path) = match self.pin_path(user, phone, password).await? {
            Ok(found) => found,
            Err(refused) => return Ok(refused),
        };
        let answer = self.send(Method::DELETE, &path, Some(&token), None).await?;
        Ok(answer.told(|_| json!({"outcome": "cancelled"})))
    }

    /// A user's session and the path of a device's PIN, or the portal's refusal.
    async fn pin_path(
        &self,
        user: &str,
        phone: &str,
        password: &str,
    ) -> Result<Result<(String, String), Value>, String> {
        let found = self.my_device(user, phone, password).await?;
        Ok(found.map(|(token, path)| (token, format!("{path}/one-time-pin"))))
    }

    /// A user's session and the path of a device, or the portal's refusal.
    pub(super) async fn my_device(
        &self,
        user: &str,
        phone: &str,
        password: &str,
    ) -> Result<Result<(String, String), Value>, String> {
        let token = match self.user(user, password).await? {
            Ok(token) => token,
            Err(refused) => return Ok(Err(refused)),
        };
        let devices = self
            .get("/api/self-service/v1/devices", &token)
            .await?
            .ok()?;
        let listed = devices
            .get("devices")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let id = listed
            .filter(|device| device.get("name").is_some_and(|name| name == phone))
            .find_map(|device| device.get("id").and_then(Value::as_str))
            .ok_or_else(|| format!("{user} has no device {phone}"))?;
        Ok(Ok((token, format!("/api/self-service/v1/devices/{id}"))))
    }

    async fn my_devices(&self, user: &str, password: &str) -> Result<Value, String> {
        let token = match self.user(user, password).await? {
            Ok(token) => token,
            Err(refused) => return Ok(refused),
        };
        Ok(self
            .get("/api/self-service/v1/devices", &token)
            .await?
            .told(|body| json!({"outcome": "listed", "devices": names(body)})))
    }

    /// The administrator of every portal here, as a person who signs in.
    pub(super) fn administrator_account() -> Value {
        json!({
            "user_name": ADMINISTRATOR, "password": ADMINISTRATOR_PASSWORD,
            "role": "administrator", "display_name": null,
        })
    }

    pub(super) async fn administrator(&self) -> Result<String, String> {
        self.member(ADMINISTRATOR, ADMINISTRATOR_PASSWORD).await
    }

    /// A session of a member of staff.
    pub(super) async fn member(&self, name: &str, password: &str) -> Result<String, String> {
        let credentials = json!({"user_name": name, "password": password});
        let answer = self
            .post("/api/admin/v1/session", None, &credentials)
            .await?
            .created()?;
        token_of(&answer)
    }

    /// A user's session, or the portal's refusal.
    pub(super) async fn user(
        &self,
        user: &str,
        password: &str,
    ) -> Result<Result<String, Value>, String> {
        let credentials = json!({"user_name": user, "password": password});
        let answer = self
            .post("/api/self-service/v1/session", None, &credentials)
            .await?;
        if answer.status == 201 {
            return token_of(&answer.body).map(Ok);
        }
        Ok(Err(answer.told(|_| json!({}))))
    }

    pub(super) async fn get(&self, path: &str, token: &str) -> Result<Answer, String> {
        self.send(Method::GET, path, Some(token), None).await
    }

    pub(super) async fn post(
        &self,
        path: &str,
        token: Option<&str>,
        body: &Value,
    ) -> Result<Answer, String> {
        self.send(Method::POST, path, token, Some(body)).await
    }

    pub(super) async fn send(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<&Value>,
    ) -> Result<Answer, String> {
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.map_err(|error| error.to_string())?;
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await.map_err(|error| error.to_string())?;
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Ok(Answer { status, body })
    }
}

impl Answer {
    /// What a step tells: the body's part on success, the problem's code and fields otherwise.
    pub(super) fn told(&self, on_success: impl FnOnce(&Value) -> Value) -> Value {
        if (200..300).contains(&self.status) {
            return on_success(&self.body);
        }
        let mut told = Map::new();
        let code = self.body.get("code").cloned().unwrap_or(json!(self.status));
        told.insert("error".to_owned(), code);
        let fields = column(&self.body, "fields", "field");
        if !fields.is_empty() {
            told.insert("fields".to_owned(), json!(fields));
        }
        Value::Object(told)
    }

    pub(super) fn ok(self) -> Result<Value, String> {
        self.expect(200)
    }

    pub(super) fn created(self) -> Result<Value, String> {
        self.expect(201)
    }

    fn expect(self, status: u16) -> Result<Value, String> {
        if self.status == status {
            Ok(self.body)
        } else {
            Err(format!(
                "the portal answered {}: {}",
                self.status, self.body
            ))
        }
    }
}

/// An account as the portal takes it.
fn account(user: &UserGiven) -> Value {
    json!({
        "user_name": user.user_name, "password": user.password,
        "display_name": user.display_name, "email": user.email, "language": user.language,
    })
}

/// A member of staff as the portal takes it.
fn member_of_staff(member: &StaffGiven) -> Value {
    json!({
        "user_name": member.user_name, "password": member.password, "role": member.role,
        "display_name": member.display_name, "email": member.email,
    })
}

fn token_of(session: &Value) -> Result<String, String> {
    let token = session.get("token").and_then(Value::as_str);
    token
        .map(str::to_owned)
        .ok_or_else(|| "a session without a token".to_owned())
}

/// The names of the listed devices, in alphabetical order.
pub(super) fn names(body: &Value) -> Vec<&str> {
    let mut names: Vec<_> = column(body, "devices", "name")
        .into_iter()
        .filter_map(Value::as_str)
        .collect();
    names.sort_unstable();
    names
}

/// One field of every object in a list.
pub(super) fn column<'a>(body: &'a Value, list: &str, field: &str) -> Vec<&'a Value> {
    let rows = body
        .get(list)
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    rows.filter_map(|row| row.get(field)).collect()
}

pub(super) fn field<'a>(act: &'a Act, name: &str) -> Result<&'a Value, String> {
    act.field(name)
        .ok_or_else(|| format!("{} wants {name}", act.action))
}

pub(super) fn text<'a>(act: &'a Act, name: &str) -> Result<&'a str, String> {
    field(act, name)?
        .as_str()
        .ok_or_else(|| format!("{name} is a text"))
}

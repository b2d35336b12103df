//! SIGKILL under load: what the real program has acknowledged is there after a restart, and nothing
//! is there by half. (A power loss is more: then the disk has to keep what it said it has.)

use crate::audit::is_chained;
use crate::resets::office_with_pins;
use crate::support::{ADMIN, Office, PASSWORD, Phone, Program, SELF_SERVICE};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

/// What a client was told has happened.
enum Acknowledged {
    User(String),
    Version(u64),
    Pin,
}

/// Talks to the program until it does not answer any more.
#[derive(Clone)]
struct Caller {
    client: Client,
    address: String,
    token: String,
    acknowledge: UnboundedSender<Acknowledged>,
}

impl Caller {
    /// The answer to a change; `None` if the program was killed before it said anything.
    async fn change(&self, method: Method, path: &str, body: Value) -> Option<Value> {
        let url = format!("{}{path}", self.address);
        let request = self.client.request(method, url).bearer_auth(&self.token);
        let answer = request.json(&body).send().await.ok()?;
        let status = answer.status();
        let text = answer.text().await.ok()?;
        assert!(status.is_success(), "{path}: {status} {text}");
        Some(serde_json::from_str(&text).unwrap())
    }

    async fn add_users(self, prefix: String) {
        for number in 0.. {
            if self.add_user(format!("{prefix}-{number}")).await.is_none() {
                return;
            }
        }
    }

    async fn add_user(&self, name: String) -> Option<()> {
        let body = json!({"user_name": name, "password": PASSWORD});
        let path = format!("{ADMIN}/users");
        self.change(Method::POST, &path, body).await?;
        self.tell(Acknowledged::User(name));
        Some(())
    }

    /// New rules again and again, a user in between.
    async fn change_rules(self, mut version: u64, prefix: String) {
        for number in 0.. {
            // Each version has rules of its own.
            let rules = json!({"auto_lock_minutes": version + 1, "one_time_pin": true});
            let body = json!({"version": version, "rules": rules});
            let path = format!("{ADMIN}/configurations/ios");
            let Some(answer) = self.change(Method::PUT, &path, body).await else {
                return;
            };
            version += 1;
            assert_eq!(answer["version"], version);
            self.tell(Acknowledged::Version(version));
            if self.add_user(format!("{prefix}-{number}")).await.is_none() {
                return;
            }
        }
    }

    async fn issue_pins(self, device: String) {
        let path = format!("{SELF_SERVICE}/devices/{device}/one-time-pin");
        let body = json!({"password": PASSWORD});
        while self
            .change(Method::POST, &path, body.clone())
            .await
            .is_some()
        {
            self.tell(Acknowledged::Pin);
        }
    }

    /// Nobody listens any more once there is enough.
    fn tell(&self, what: Acknowledged) {
        let _ = self.acknowledge.send(what);
    }
}

/// Everything that was acknowledged so far.
#[derive(Default)]
struct Account {
    users: BTreeSet<String>,
    version: u64,
    pins: usize,
    kills: usize,
}

impl Account {
    fn add(&mut self, acknowledged: Acknowledged) {
        match acknowledged {
            Acknowledged::User(name) => assert!(self.users.insert(name)),
            Acknowledged::Version(version) => self.version = version,
            Acknowledged::Pin => self.pins += 1,
        }
    }

    /// Lets all clients work, kills the program after so many acknowledged changes, a PIN among
    /// them.
    async fn kill_after(&mut self, count: usize, mut program: Program, told: &Told) {
        let (acknowledge, mut acknowledged) = unbounded_channel();
        let caller = |token: &str| Caller {
            client: program.client(),
            address: program.told("address").to_owned(),
            token: token.to_owned(),
            acknowledge: acknowledge.clone(),
        };
        let mut clients = JoinSet::new();
        let prefix = |client: &str| format!("{client}-{}", self.kills);
        for client in ["a", "b"] {
            clients.spawn(caller(&told.admin).add_users(prefix(client)));
        }
        clients.spawn(caller(&told.admin).change_rules(self.version, prefix("c")));
        clients.spawn(caller(&told.alice).issue_pins(told.device.clone()));
        drop(acknowledge);
        let pins = self.pins;
        for number in 1.. {
            self.add(acknowledged.recv().await.unwrap());
            if number >= count && self.pins > pins {
                break;
            }
        }
        program.child.kill().unwrap();
        program.child.wait().unwrap();
        clients.join_all().await;
        // What was acknowledged before the kill and not looked at yet.
        while let Some(one) = acknowledged.recv().await {
            self.add(one);
        }
        self.kills += 1;
    }

    /// What is there is all that was acknowledged, whole, and at most what was under way.
    async fn is_kept(&mut self, office: &Office) {
        let trail = office.trail().await;
        is_chained(&trail);
        let of = |action: &str| -> Vec<&Value> {
            trail
                .iter()
                .filter(|entry| entry["action"] == action)
                .collect()
        };
        let listed = office.as_admin("GET", "/users", &Value::Null).await.ok();
        let listed = listed["users"].as_array().unwrap();
        let names: BTreeSet<_> = listed
            .iter()
            .map(|user| user["user_name"].as_str().unwrap())
            .collect();
        for user in &self.users {
            assert!(names.contains(user.as_str()), "{user} is lost");
        }
        // Three were under way at each kill; alice was there before.
        assert!(names.len() <= self.users.len() + 3 * self.kills + 1);
        let ids: BTreeSet<_> = listed
            .iter()
            .map(|user| user["id"].as_str().unwrap())
            .collect();
        let created: BTreeSet<_> = of("user.created")
            .iter()
            .map(|entry| entry["account"].as_str().unwrap())
            .collect();
        assert_eq!(ids, created);

        let rules = office
            .as_admin("GET", "/configurations/ios", &Value::Null)
            .await
            .ok();
        let version = rules["version"].as_u64().unwrap();
        assert!(
            (self.version..=self.version + 1).contains(&version),
            "{version}"
        );
        assert_eq!(rules["rules"]["auto_lock_minutes"], version);
        let changed: Vec<_> = of("configuration.changed")
            .iter()
            .map(|entry| entry["detail"]["version"].as_u64().unwrap())
            .collect();
        assert_eq!(changed, (2..=version).collect::<Vec<_>>());
        self.version = version;

        let issued = of("one_time_pin.issued");
        assert!(
            (self.pins..=self.pins + 1).contains(&issued.len()),
            "{}",
            issued.len()
        );
        let cancelled: u64 = issued
            .iter()
            .map(|entry| entry["detail"]["cancelled"].as_u64().unwrap())
            .sum();
        let live = u64::from(!issued.is_empty());
        assert_eq!(cancelled + live, issued.len() as u64, "one is live");
        self.pins = issued.len();
    }
}

/// Who the clients are.
struct Told {
    admin: String,
    alice: String,
    device: String,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_kill_under_load_loses_nothing_that_was_acknowledged() {
    let mut office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut account = Account {
        version: 2,
        ..Account::default()
    };
    for count in [4, 11, 24, 17] {
        office.portal.close().await;
        let program = Program::start(office.directory.path(), &office.database);
        let told = Told {
            admin: sign_in(&program, ADMIN, "root", crate::support::ADMIN_PASSWORD).await,
            alice: sign_in(&program, SELF_SERVICE, "alice", PASSWORD).await,
            device: phone.device().to_owned(),
        };
        account.kill_after(count, program, &told).await;
        office = office.restarted().await;
        account.is_kept(&office).await;
    }
    assert!(account.users.len() > 10 && account.version > 6 && account.pins >= 4);
}

/// The last thing that it says before it is killed holds, too.
#[tokio::test]
async fn a_pin_that_was_shown_opens_after_a_kill() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    office.portal.close().await;
    let mut program = Program::start(office.directory.path(), &office.database);
    let alice = sign_in(&program, SELF_SERVICE, "alice", PASSWORD).await;
    let path = format!("{SELF_SERVICE}/devices/{}/one-time-pin", phone.device());
    let request = program.client().post(program.url(&path)).bearer_auth(alice);
    let answer = request
        .json(&json!({"password": PASSWORD}))
        .send()
        .await
        .unwrap();
    let issued: Value = answer.json().await.unwrap();
    program.child.kill().unwrap();
    program.child.wait().unwrap();
    let office = office.restarted().await;
    let id = crate::support::request_id();
    let answer = phone
        .reset_as(&office, &id, issued["one_time_pin"].as_str().unwrap())
        .await;
    phone.opens(&id, &answer);
}

async fn sign_in(program: &Program, api: &str, user_name: &str, password: &str) -> String {
    let request = program
        .client()
        .post(program.url(&format!("{api}/session")));
    let body = json!({"user_name": user_name, "password": password});
    let answer: Value = request
        .json(&body)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    answer["token"].as_str().unwrap().to_owned()
}

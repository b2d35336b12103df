//! The portal that is on now, its clock, and the phones that the simulator drives itself.

use super::clock::{BEGIN_MS, Pace, StageClock};
use super::fill::{self, Filling};
use super::people::People;
use super::phones::{Phones, Reach};
use super::tenant::Tenant;
use crate::scenario::{Fault, FaultStep, Given, Step, action, check, fill_in};
use axum::Router;
use axum::extract::Request;
use passcode_core::platform::random::SystemRng;
use passcode_core::ports::Rng;
use passcode_portal::{
    Clock, DatabaseChoice, IdentityProvider, Mail, Portal, Settings, StartFailure, SystemClock,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::future::pending;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use tower::ServiceExt;

/// One TLS address behind which portals come and go.
pub struct Stage {
    folder: PathBuf,
    token: String,
    certificate_sha256: String,
    address: OnceLock<SocketAddr>,
    router: RwLock<Router>,
    play: Mutex<Play>,
}

#[derive(Default)]
struct Play {
    count: u64,
    on: Option<On>,
}

struct On {
    portal: Portal,
    clock: Arc<StageClock>,
    people: People,
    phones: Phones,
    mailing: JoinHandle<()>,
}

impl Stage {
    /// An empty stage; portals keep their data below `folder`.
    ///
    /// # Errors
    /// If there is no randomness for the token.
    pub fn new(folder: PathBuf, certificate_sha256: String) -> Result<Self, String> {
        let mut drawn = [0; 16];
        SystemRng.fill(&mut drawn).map_err(|_| "no randomness")?;
        let token = drawn.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self {
            folder,
            token,
            certificate_sha256,
            address: OnceLock::new(),
            router: RwLock::default(),
            play: Mutex::default(),
        })
    }

    /// What the control port wants to see.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The TLS server tells where it listens.
    pub fn listens_at(&self, address: SocketAddr) {
        let _ = self.address.set(address);
    }

    /// Where phones find the portal.
    pub fn base(&self) -> String {
        self.address
            .get()
            .map(|address| format!("https://{address}"))
            .unwrap_or_default()
    }

    /// What somebody who connects needs to know.
    pub async fn status(&self) -> Value {
        let play = self.play.lock().await;
        json!({
            "address": self.base(),
            "certificate_sha256": self.certificate_sha256,
            "now_ms": play.on.as_ref().map(|on| on.clock.now_ms()),
        })
    }

    /// What the TLS server serves: whatever portal is on.
    pub fn front(self: &Arc<Self>) -> Router {
        let stage = Arc::clone(self);
        Router::new().fallback(move |request: Request| {
            let router = stage
                .router
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            async move { router.oneshot(request).await }
        })
    }

    /// Takes the portal that is on away and puts a fresh one there.
    ///
    /// # Errors
    /// What is wrong with `given`, or with the portal.
    pub async fn begin(&self, mut given: Value, pace: Pace) -> Result<(), String> {
        let settings = settings(&mut given)?;
        let given = Given::deserialize(given).map_err(|error| error.to_string())?;
        let begin_ms = match pace {
            Pace::Still => BEGIN_MS,
            Pace::Running => SystemClock.now_ms(),
        };
        let mut play = self.play.lock().await;
        let on = self.open(&mut play, &given, (begin_ms, settings)).await?;
        if pace == Pace::Running {
            on.clock.run();
        }
        Ok(())
    }

    /// Takes the portal that is on away and puts the demo's tenant there; answers its accounts. The
    /// last of its days is today if the clock runs.
    ///
    /// # Errors
    /// The first step that does not come out as expected.
    pub async fn begin_demo(&self, pace: Pace) -> Result<Value, String> {
        let tenant = Tenant::read()?;
        let begin_ms = match pace {
            Pace::Still => BEGIN_MS,
            Pace::Running => SystemClock.now_ms().saturating_sub(tenant.span_ms()),
        };
        let mut play = self.play.lock().await;
        let begin = (begin_ms, Settings::default());
        let on = self.open(&mut play, &tenant.given, begin).await?;
        let saved = on.play(&tenant.steps).await?;
        if pace == Pace::Running {
            on.clock.run();
        }
        tenant.people(&People::administrator_account(), &saved)
    }

    /// Does one step: of anybody, of time, or of trouble on a phone's network.
    ///
    /// # Errors
    /// What is wrong with the step. A refusal by the portal is an answer, not an error.
    pub async fn step(&self, step: &Value) -> Result<Value, String> {
        let play = self.play.lock().await;
        let on = play.on.as_ref().ok_or("begin a scenario first")?;
        on.step(step).await
    }

    /// Adds many devices or a long audit trail to the portal that is on, past the portal.
    ///
    /// # Errors
    /// If there is none, or its database does not open.
    pub async fn fill(&self, filling: &Filling) -> Result<(), String> {
        let play = self.play.lock().await;
        let on = play.on.as_ref().ok_or("begin a scenario first")?;
        let folder = self.folder.join(format!("portal-{}", play.count));
        fill::fill(&folder, filling, on.clock.now_ms()).await
    }

    async fn open<'a>(
        &self,
        play: &'a mut Play,
        given: &Given,
        (begin_ms, settings): (u64, Settings),
    ) -> Result<&'a On, String> {
        play.count += 1;
        if let Some(before) = play.on.take() {
            before.mailing.abort();
            before.phones.leave().await;
            before.portal.close().await;
        }
        let clock = Arc::new(StageClock::at(begin_ms));
        let folder = self.folder.join(format!("portal-{}", play.count));
        let (database, told) = (DatabaseChoice::Sqlite, Arc::<StageClock>::clone(&clock));
        let portal = Portal::open_with_settings(&folder, database, told, settings)
            .await
            .map_err(|failure| failure.to_string())?;
        let set_up = portal
            .set_up_token()
            .await
            .map_err(|failure| failure.to_string())?;
        let router = portal.router();
        *self.router.write().unwrap_or_else(PoisonError::into_inner) = router;
        let reach = Reach {
            base: self.base(),
            certificate_sha256: self.certificate_sha256.clone(),
        };
        let people = People::move_in(&reach.base, &reach.certificate_sha256, set_up, given).await?;
        let phones = Phones::new(&given.phones, reach, &folder);
        let sender = portal.clone();
        let mailing = tokio::spawn(async move { sender.deliver_mail(pending()).await });
        Ok(play.on.insert(On {
            portal,
            clock,
            people,
            phones,
            mailing,
        }))
    }
}

impl On {
    /// Does steps as a runner does, and answers what they saved.
    async fn play(&self, steps: &[Value]) -> Result<BTreeMap<String, Value>, String> {
        let mut saved = BTreeMap::new();
        for (index, step) in steps.iter().enumerate() {
            let step = fill_in(step, &saved);
            let answer = self.step(&step).await;
            let answer = answer.map(|told| told.as_object().cloned().unwrap_or_default());
            answer
                .and_then(|answer| check(&step, answer, &mut saved))
                .map_err(|reason| format!("step {}: {reason}", index + 1))?;
        }
        Ok(saved)
    }

    async fn step(&self, step: &Value) -> Result<Value, String> {
        match Step::read(step).map_err(|error| error.to_string())? {
            Step::Clock(clock) => {
                self.clock.turn(clock.clock.ms);
                Ok(json!({"now_ms": self.clock.now_ms()}))
            }
            Step::Fault(FaultStep {
                fault: Fault { phone, network },
            }) => {
                let now_ms = self.clock.now_ms();
                self.phones.set_trouble(&phone, network, now_ms).await?;
                Ok(json!({}))
            }
            Step::Act(act) => match act.on.strip_prefix("phone:") {
                Some(id) => {
                    let now_ms = self.clock.now_ms();
                    self.phones.act(id, action(&act)?, now_ms).await
                }
                None => self.people.act(step).await,
            },
        }
    }
}

/// Beside what a scenario begins with: files of settings, as the portal's own program takes them.
fn settings(given: &mut Value) -> Result<Settings, String> {
    let given = given.as_object_mut().ok_or("begin with a JSON object")?;
    let mut file = |name: &str| -> Result<Option<PathBuf>, String> {
        let path = given.remove(name).unwrap_or_default();
        serde_json::from_value(path).map_err(|_| format!("`{name}` is the path of a file"))
    };
    let (provider, mail) = (file("identity_provider_file")?, file("mail_file")?);
    let provider = provider.map(|file| IdentityProvider::from_file(&file));
    let mail = mail.map(|file| Mail::from_file(&file));
    let failed = |failure: StartFailure| failure.to_string();
    Ok(Settings {
        identity_provider: provider.transpose().map_err(failed)?,
        mail: mail.transpose().map_err(failed)?,
    })
}

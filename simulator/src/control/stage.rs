//! The portal that is on now, and its clock.

use super::people::People;
use crate::scenario::{ClockStep, Given};
use axum::Router;
use axum::extract::Request;
use passcode_core::platform::random::SystemRng;
use passcode_core::ports::Rng;
use passcode_portal::{Clock, DatabaseChoice, Mail, Portal, Settings};
use serde::Deserialize;
use serde_json::{Value, json};
use std::future::pending;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use tower::ServiceExt;

/// 2026-01-05 08:00 UTC: when every scenario begins, here as on the simulated phones.
const BEGIN_MS: u64 = 1_767_600_000_000;

/// A portal's clock that moves only when it is told to.
#[derive(Default)]
struct StageClock(AtomicU64);

impl Clock for StageClock {
    fn now_ms(&self) -> u64 {
        BEGIN_MS + self.0.load(Ordering::SeqCst)
    }
}

/// One TLS address behind which portals come and go.
pub struct Stage {
    folder: PathBuf,
    mail_file: Option<PathBuf>,
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
    mailing: JoinHandle<()>,
}

impl Stage {
    /// An empty stage; portals keep their data below `folder`, and mail as `mail_file` says.
    ///
    /// # Errors
    /// What is wrong with that file; if there is no randomness for the token.
    pub fn new(
        folder: PathBuf,
        certificate_sha256: String,
        mail_file: Option<PathBuf>,
    ) -> Result<Self, String> {
        settings(mail_file.as_deref())?;
        let mut drawn = [0; 16];
        SystemRng.fill(&mut drawn).map_err(|_| "no randomness")?;
        let token = drawn.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self {
            folder,
            mail_file,
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
    pub fn status(&self) -> Value {
        json!({"address": self.base(), "certificate_sha256": self.certificate_sha256})
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
    pub async fn begin(&self, given: Value) -> Result<(), String> {
        let given = Given::deserialize(given).map_err(|error| error.to_string())?;
        let mut play = self.play.lock().await;
        play.count += 1;
        if let Some(before) = play.on.take() {
            before.mailing.abort();
            before.portal.close().await;
        }
        let clock = Arc::new(StageClock::default());
        let folder = self.folder.join(format!("portal-{}", play.count));
        let settings = settings(self.mail_file.as_deref())?;
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
        let people =
            People::move_in(&self.base(), &self.certificate_sha256, set_up, &given).await?;
        let sender = portal.clone();
        let mailing = tokio::spawn(async move { sender.deliver_mail(pending()).await });
        play.on = Some(On {
            portal,
            clock,
            people,
            mailing,
        });
        Ok(())
    }

    /// Does one step that is not a phone's.
    ///
    /// # Errors
    /// What is wrong with the step. A refusal by the portal is an answer, not an error.
    pub async fn step(&self, step: &Value) -> Result<Value, String> {
        let play = self.play.lock().await;
        let on = play.on.as_ref().ok_or("begin a scenario first")?;
        if step.get("clock").is_some() {
            let clock = ClockStep::deserialize(step).map_err(|error| error.to_string())?;
            on.clock.0.fetch_add(clock.clock.ms, Ordering::SeqCst);
            return Ok(json!({"now_ms": on.clock.now_ms()}));
        }
        on.people.act(step).await
    }
}

fn settings(mail_file: Option<&Path>) -> Result<Settings, String> {
    let mail = mail_file.map(Mail::from_file).transpose();
    let mail = mail.map_err(|failure| failure.to_string())?;
    Ok(Settings { mail })
}

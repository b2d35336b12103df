//! The way to a provider and back, over two instances on one database, with a provider that says
//! what the test wants it to say.

mod algorithms;
mod configuration;
mod confirm;
mod pins;
mod provider;
mod refused;
mod sign_in;

use super::{Finished, IdentityProvider, Purpose, begin, finish};
use crate::accounts::{self, Role, SignIn, Source};
use crate::clock::Clock;
use crate::error::Error;
use crate::local::Local;
use crate::portal::{Context, Portal};
use crate::sessions::{self, NewSession, SignedIn};
use crate::settings::Settings;
use crate::test_database::TestDatabase;
use openidconnect::url::Url;
use passcode_core::portal::wire::SecretText;
use provider::{Grant, Provider};
use serde_json::{Value, json};
use sqlx::Row as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;

const MINUTE_MS: u64 = 60_000;
const PASSWORD: &str = "correct horse battery";

struct TurnedClock(AtomicU64);

impl TurnedClock {
    fn advance(&self, ms: u64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for TurnedClock {
    fn now_ms(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Two instances, a provider, and alice, who signs in through it.
struct Place {
    instances: [Portal; 2],
    provider: Provider,
    clock: Arc<TurnedClock>,
    alice: String,
    // The last ones to go.
    _database: TestDatabase,
    directory: TempDir,
}

impl Place {
    async fn new() -> Self {
        Self::with_claim("preferred_username").await
    }

    async fn with_claim(claim: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let database = TestDatabase::new();
        let provider = Provider::start(directory.path()).await;
        let clock = Arc::new(TurnedClock(AtomicU64::new(1_767_600_000_000)));
        let file = provider.file(claim);
        let open = || {
            let settings = Settings {
                identity_provider: Some(IdentityProvider::from_file(&file).unwrap()),
                ..Settings::default()
            };
            let at = directory.path();
            Portal::open_with_settings(at, database.choice(), clock.clone(), settings)
        };
        let instances = [open().await.unwrap(), open().await.unwrap()];
        let mut place = Self {
            instances,
            provider,
            clock,
            alice: String::new(),
            _database: database,
            directory,
        };
        place.alice = place.user("alice").await;
        place
    }

    /// A user who signs in through the provider.
    async fn user(&self, name: &str) -> String {
        let context = self.context();
        let user = accounts::create_user(
            context,
            "root",
            (name, &password()),
            accounts::Profile::default(),
        )
        .await;
        let user = user.unwrap();
        let sign_in = SignIn::IdentityProvider;
        accounts::set_sign_in(context, "root", &user, sign_in)
            .await
            .unwrap();
        user
    }

    fn context(&self) -> &Arc<Context> {
        self.instances[0].context()
    }

    fn other(&self) -> &Arc<Context> {
        self.instances[1].context()
    }

    fn now_s(&self) -> u64 {
        self.clock.now_ms() / 1000
    }

    async fn begin(&self, purpose: &Purpose<'_>) -> Result<Url, Error> {
        let return_to = Local::parse("/my/devices").unwrap();
        begin(self.context(), &browser("a"), purpose, &return_to).await
    }

    /// What the provider grants if nothing is wrong.
    fn grant(&self, claims: &Value) -> Grant {
        let now_s = self.now_s();
        let mut all = json!({
            "iss": self.provider.issuer, "aud": provider::CLIENT, "iat": now_s, "exp": now_s + 300,
            "auth_time": now_s, "sub": "subject of alice", "preferred_username": "Alice",
        });
        for (name, claim) in claims.as_object().unwrap() {
            all[name] = claim.clone();
        }
        Grant::new(all)
    }

    /// A whole way, from one instance to the other.
    async fn go(&self, purpose: &Purpose<'_>, grant: Grant) -> Result<Finished, Error> {
        let address = self.begin(purpose).await?;
        let query = self.provider.grant(&address, grant);
        finish(self.other(), &browser("a"), &query).await
    }

    async fn sign_in(&self, claims: &Value) -> Result<NewSession, Error> {
        match self.go(&Purpose::SignIn, self.grant(claims)).await? {
            Finished::SignedIn(session, return_to) => {
                assert_eq!(return_to.as_str(), "/my/devices");
                Ok(session)
            }
            Finished::Confirmed(_) => panic!("this was a sign-in"),
        }
    }

    async fn alice_signed_in(&self) -> SignedIn {
        let session = self.sign_in(&json!({})).await.unwrap();
        self.resume(&session.token).await.unwrap()
    }

    async fn resume(&self, token: &str) -> Result<SignedIn, Error> {
        sessions::resume(self.context(), Role::User, token).await
    }

    /// What the audit trail says last: action, reason, account, detail.
    async fn last_event(&self) -> (String, Option<String>, Option<String>, Value) {
        let last =
            "SELECT action, reason, account, detail FROM audit ORDER BY sequence DESC LIMIT 1";
        let pool = self.context().database.pool();
        let row = sqlx::query(last).fetch_one(pool).await.unwrap();
        let detail: String = row.get("detail");
        let detail = serde_json::from_str(&detail).unwrap();
        (
            row.get("action"),
            row.get("reason"),
            row.get("account"),
            detail,
        )
    }

    #[track_caller]
    fn file(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// How many rows a query finds.
    async fn count(&self, query: &'static str) -> usize {
        let pool = self.context().database.pool();
        sqlx::query(query).fetch_all(pool).await.unwrap().len()
    }
}

fn browser(name: &str) -> Source {
    Source {
        address: "192.0.2.1".to_owned(),
        browser: Some(name.to_owned()),
    }
}

fn password() -> SecretText {
    SecretText::new(PASSWORD.to_owned())
}

fn parameter(address: &Url, name: &str) -> Option<String> {
    let mut pairs = address.query_pairs();
    pairs
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

/// The code of a refusal.
#[track_caller]
fn refused<T>(result: Result<T, Error>) -> &'static str {
    match result {
        Ok(_) => panic!("this had to be refused"),
        Err(error) => error.code(),
    }
}

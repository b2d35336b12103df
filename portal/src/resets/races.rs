//! Many redemptions of one PIN or one grant that really race: over two instances on one database,
//! straight at the transaction that redeems, with neither throttle nor derivation in between.

use super::{Charged, Reset, Verdict};
use crate::accounts::{self, Role, Source};
use crate::audit::Actor;
use crate::clock::SystemClock;
use crate::commands::{Asked, ask};
use crate::devices::{self, AppVersion, Device, State};
use crate::error::Error;
use crate::one_time_pins;
use crate::one_use::OneUse;
use crate::portal::{Context, Portal};
use crate::reason::Reason;
use crate::test_database::TestDatabase;
use crate::{configurations, escrow_keys};
use passcode_core::crypto::keys::Key;
use passcode_core::portal::wire::{Base64, Platform, ResetRequest, SealedText, SecretText};
use passcode_core::reset::escrow::{self, EscrowContext};
use passcode_core::testing::SeededRng;
use serde_json::json;
use sqlx::Row as _;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

struct Place {
    instances: [Portal; 2],
    device: Arc<Device>,
    request: Arc<ResetRequest>,
    racers: usize,
    // The last ones to go.
    _database: TestDatabase,
    _directory: TempDir,
}

impl Place {
    async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let database = TestDatabase::new();
        let open = || Portal::open_with(directory.path(), database.choice(), Arc::new(SystemClock));
        let instances = [open().await.unwrap(), open().await.unwrap()];
        let context = instances[0].context();
        let rules = json!({"one_time_pin": true});
        configurations::replace(context, "root", "ios", 1, &rules)
            .await
            .unwrap();
        let (password, profile) = (password(), accounts::Profile::default());
        let alice = ("alice", &password);
        let account = accounts::create_user(context, "root", alice, profile).await;
        let device = device(account.unwrap());
        let mut tx = context.database.begin().await.unwrap();
        devices::insert(&mut tx, &device).await.unwrap();
        tx.commit().await.unwrap();
        Self {
            request: Arc::new(request(context, &device).await),
            device: Arc::new(device),
            // SQLite has one writer: there is little to race for.
            racers: if database.is_postgres() { 200 } else { 40 },
            instances,
            _database: database,
            _directory: directory,
        }
    }

    fn context(&self) -> &Arc<Context> {
        self.instances[0].context()
    }

    async fn one_use(&self, kind: OneUse) -> String {
        let context = self.context();
        let device = &self.device;
        match kind {
            OneUse::Pin => {
                let source = self::source("test");
                one_time_pins::issue(context, &device.account, &device.id, &password(), &source)
                    .await
                    .unwrap();
            }
            OneUse::Grant => {
                let reason = Reason::parse("Seen in person").unwrap();
                let asked = Asked::UnlockWithoutPassword(reason);
                let root = Actor::Administrator("root");
                ask(context, root, device, &asked).await.unwrap();
            }
        }
        let table = match kind {
            OneUse::Pin => "SELECT id FROM one_time_pins WHERE state = 'live'",
            OneUse::Grant => "SELECT id FROM grants WHERE state = 'live'",
        };
        let row = sqlx::query(table).fetch_one(context.database.pool()).await;
        row.unwrap().try_get("id").unwrap()
    }

    /// How many rows a query finds.
    async fn count(&self, query: &'static str) -> usize {
        let pool = self.context().database.pool();
        sqlx::query(query).fetch_all(pool).await.unwrap().len()
    }
}

fn source(address: &str) -> Source {
    Source {
        address: address.to_owned(),
        browser: None,
    }
}

fn password() -> SecretText {
    SecretText::new("correct horse battery".to_owned())
}

fn device(account: String) -> Device {
    Device {
        id: "device".to_owned(),
        account,
        state: State::Active,
        name: "Phone".to_owned(),
        platform: Platform::Ios,
        app_version: AppVersion::parse("3.1.0").unwrap(),
        signing_key: Base64::default(),
        generation: 1,
        escrow_key_id: None,
        enrolled_ms: 0,
        last_seen_ms: 0,
        retiring_ms: None,
        retired_ms: None,
    }
}

async fn request(context: &Context, device: &Device) -> ResetRequest {
    let escrow_key = escrow_keys::current(&context.database).await.unwrap();
    let identity = device.identity(context);
    let bound_to = EscrowContext {
        identity: &identity,
        vault: &[3; 16],
        generation: 1,
        escrow_key_id: &escrow_key.id,
    };
    let public = escrow_key.to_public_key().unwrap();
    let key = Key::from_bytes(&[9; 32]);
    let sealed = escrow::seal(&SeededRng::new(1), &public, &bound_to, &key).unwrap();
    ResetRequest {
        user_name: "alice".to_owned(),
        secret: Some(password()),
        grant: None,
        app_version: "3.1.0".to_owned(),
        vault: Base64(vec![3; 16]),
        generation: 1,
        escrow_key_id: escrow_key.id,
        sealed_recovery_key: SealedText::from(&sealed),
        fresh_key: Base64(vec![9; 32]),
    }
}

/// The whole redeeming transaction, by so many requests at once, each with an id of its own.
async fn redeem_at_once(place: &Place, kind: OneUse, id: &str) -> Vec<Result<String, Error>> {
    let start = Arc::new(Barrier::new(place.racers));
    let mut racers = JoinSet::new();
    for number in 0..place.racers {
        let context = place.instances[number % 2].context().clone();
        let (device, request) = (place.device.clone(), place.request.clone());
        let (start, id) = (start.clone(), id.to_owned());
        racers.spawn(async move {
            let request_id = format!("request-{number}");
            let reset = Reset::read(&device, &request_id, &request).unwrap();
            let account = accounts::find_by_name(&context, Role::User, "alice").await;
            let account = account.unwrap().unwrap();
            let charged = Charged {
                buckets: Vec::new(),
                one_use: None,
            };
            let verdict = Verdict::Live(kind, id);
            start.wait().await;
            reset
                .accept(&context, &charged, &verdict, &account, None)
                .await
        });
    }
    racers.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_race_for_a_pin_exactly_one_redeems_it() {
    let place = Place::new().await;
    let pin = place.one_use(OneUse::Pin).await;
    let results = redeem_at_once(&place, OneUse::Pin, &pin).await;
    let lost = results
        .iter()
        .filter(|one| matches!(one, Err(Error::Credentials)));
    assert_eq!(lost.count(), place.racers - 1);
    assert_eq!(results.iter().filter(|one| one.is_ok()).count(), 1);
    let spent = "SELECT id FROM one_time_pins WHERE state = 'used' AND spent_by IS NOT NULL";
    assert_eq!(place.count(spent).await, 1);
    what_is_left_says_so(&place).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_race_for_a_grant_exactly_one_redeems_it() {
    let place = Place::new().await;
    let grant = place.one_use(OneUse::Grant).await;
    let results = redeem_at_once(&place, OneUse::Grant, &grant).await;
    let lost = results
        .iter()
        .filter(|one| matches!(one, Err(Error::GrantNotLive)));
    assert_eq!(lost.count(), place.racers - 1);
    assert_eq!(results.iter().filter(|one| one.is_ok()).count(), 1);
    let spent = "SELECT id FROM grants WHERE state = 'used' AND spent_by IS NOT NULL";
    assert_eq!(place.count(spent).await, 1);
    what_is_left_says_so(&place).await;
}

/// One answer is kept, one success is in the trail, and every other one is there as a refusal.
async fn what_is_left_says_so(place: &Place) {
    assert_eq!(place.count("SELECT request_id FROM kept_answers").await, 1);
    let answered = "SELECT sequence FROM audit WHERE action = 'reset.answered'";
    assert_eq!(place.count(answered).await, 1);
    let refused = "SELECT sequence FROM audit WHERE action = 'reset.refused'";
    assert_eq!(place.count(refused).await, place.racers - 1);
}

/// Whoever comes first: after Retire nothing is live, nothing is kept, and who came too late is told
/// that the device is unknown.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_slips_past_a_retire() {
    let place = Place::new().await;
    let reset = Reset::read(&place.device, "before", &place.request).unwrap();
    let source = self::source("test");
    let before = reset.answer(place.context(), &source).await;
    assert!(before.is_ok());
    assert_eq!(place.count("SELECT request_id FROM kept_answers").await, 1);
    let start = Arc::new(Barrier::new(13));
    let mut racers = JoinSet::new();
    for number in 0..12 {
        let context = place.instances[number % 2].context().clone();
        let (device, request, start) = (place.device.clone(), place.request.clone(), start.clone());
        racers.spawn(async move {
            let request_id = format!("request-{number}");
            let reset = Reset::read(&device, &request_id, &request).unwrap();
            let source = self::source(&format!("test-{number}"));
            start.wait().await;
            if number < 6 {
                let issued = one_time_pins::issue(
                    &context,
                    &device.account,
                    &device.id,
                    &password(),
                    &source,
                )
                .await;
                matches!(issued, Ok(_) | Err(Error::DeviceRetired))
            } else {
                let answer = reset.answer(&context, &source).await;
                matches!(answer, Ok(_) | Err(Error::SignerUnknown))
            }
        });
    }
    let (context, device) = (place.context().clone(), place.device.clone());
    racers.spawn(async move {
        start.wait().await;
        // Among the others, which derive first.
        let waste = context
            .derivations
            .derive("x".to_owned().into(), [0; 16])
            .await;
        let root = Actor::Administrator("root");
        let asked = ask(&context, root, &device, &Asked::Retire).await;
        waste.is_ok() && asked.is_ok()
    });
    assert_eq!(racers.join_all().await, [true; 13]);
    assert_eq!(
        place
            .count("SELECT id FROM one_time_pins WHERE state = 'live'")
            .await,
        0
    );
    assert_eq!(place.count("SELECT request_id FROM kept_answers").await, 0);
    assert_eq!(
        place
            .count("SELECT id FROM devices WHERE state = 'retiring'")
            .await,
        1
    );
}

/// The conditional update alone: no row of the account or the device stands before it here.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_spend_at_once_exactly_one_does() {
    let place = Place::new().await;
    for kind in [OneUse::Pin, OneUse::Grant] {
        let id = place.one_use(kind).await;
        let start = Arc::new(Barrier::new(place.racers));
        let mut racers = JoinSet::new();
        for number in 0..place.racers {
            let context = place.instances[number % 2].context().clone();
            let (start, id) = (start.clone(), id.clone());
            racers.spawn(async move {
                start.wait().await;
                let mut tx = context.database.begin().await.unwrap();
                let request_id = format!("request-{number}");
                let spent = kind
                    .spend(&mut tx, context.now_ms(), &id, &request_id)
                    .await;
                tx.commit().await.unwrap();
                spent.unwrap()
            });
        }
        let spent = racers.join_all().await;
        assert_eq!(spent.iter().filter(|spent| **spent).count(), 1);
    }
}

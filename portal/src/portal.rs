//! A whole portal over one data directory: what a program, a simulator or a test opens.

use crate::accounts::Derivations;
use crate::api;
use crate::audit::{self, Actor, Event};
use crate::clock::Clock;
use crate::configurations;
use crate::database::{Database, DatabaseChoice, Tx, big};
use crate::error::{Error, Internal};
use crate::escrow_keys;
use crate::identity_provider::IdentityProvider;
use crate::mail::{self, Delivered, Mail};
use crate::metrics::{DerivationMetrics, Metrics};
use crate::secrets::{MasterKeys, random_id, same};
use crate::set_up;
use crate::settings::Settings;
use crate::start::StartFailure;
use axum::Router;
use passcode_core::portal::wire::{Base64, Platform};
use sqlx::Row as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

/// What every part of the portal works with.
pub(crate) struct Context {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) database: Database,
    pub(crate) keys: MasterKeys,
    pub(crate) derivations: Derivations,
    pub(crate) metrics: Metrics,
    pub(crate) tenant: String,
    pub(crate) identity_provider: Option<IdentityProvider>,
    pub(crate) mail: Option<Mail>,
    /// Something was changed here: there may be mail.
    pub(crate) mail_queued: Notify,
    is_leaving: AtomicBool,
}

impl Context {
    /// Milliseconds since 1970-01-01 UTC.
    pub(crate) fn now_ms(&self) -> u64 {
        self.clock.now_ms()
    }

    /// Whether this instance is about to stop.
    pub(crate) fn is_leaving(&self) -> bool {
        self.is_leaving.load(Ordering::Relaxed)
    }
}

/// The portal of one organisation. Cheap to clone; every clone is the same portal.
#[derive(Clone)]
pub struct Portal {
    context: Arc<Context>,
}

impl Portal {
    /// Opens the portal of a data directory with its database in it.
    ///
    /// # Errors
    /// [`StartFailure`], which says what to do.
    pub async fn open(directory: &Path, clock: Arc<dyn Clock>) -> Result<Self, StartFailure> {
        Self::open_with(directory, DatabaseChoice::Sqlite, clock).await
    }

    /// Opens the portal of a data directory and a database, or makes everything in them: master
    /// key, tables, the organisation with its first escrow key and the default configurations.
    ///
    /// Several portals may share a PostgreSQL database, each with a copy of the same master key.
    ///
    /// # Errors
    /// [`StartFailure`], which says what to do.
    pub async fn open_with(
        directory: &Path,
        database: DatabaseChoice,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, StartFailure> {
        Self::open_with_settings(directory, database, clock, Settings::default()).await
    }

    /// The same, with what else the portal is told.
    ///
    /// # Errors
    /// [`StartFailure`], which says what to do.
    pub async fn open_with_settings(
        directory: &Path,
        database: DatabaseChoice,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> Result<Self, StartFailure> {
        std::fs::create_dir_all(directory)
            .map_err(|_| StartFailure::DirectoryUnusable(directory.to_owned()))?;
        let database = Database::open(directory, database).await?;
        let is_founded = is_founded(&database).await.map_err(start_failure)?;
        let keys = MasterKeys::load_or_create(directory, is_founded)?;
        let (tenant, check) = found(&database, &keys, clock.now_ms())
            .await
            .map_err(start_failure)?;
        if !same(&check, &keys.check_for(&tenant)) {
            return Err(StartFailure::MasterKeyWrong(
                directory.join(MasterKeys::FILE),
            ));
        }
        let busy = DerivationMetrics::new();
        let metrics = Metrics::new(&busy);
        let derivations = Derivations::new(busy);
        Ok(Self {
            context: Arc::new(Context {
                clock,
                database,
                keys,
                derivations,
                metrics,
                tenant,
                identity_provider: settings.identity_provider,
                mail: settings.mail,
                mail_queued: Notify::new(),
                is_leaving: AtomicBool::new(false),
            }),
        })
    }

    /// Every API of the portal.
    pub fn router(&self) -> Router {
        api::router(self.context.clone())
    }

    /// `GET /metrics`, without TLS and for anybody who asks: for a port that only the organisation's
    /// monitoring reaches.
    pub fn metrics_router(&self) -> Router {
        api::metrics_router(self.context.clone())
    }

    /// A new one-time token for the set-up page, if there is no administrator yet; the former one
    /// is no longer valid. Only its hash is kept.
    ///
    /// # Errors
    /// [`StartFailure::DatabaseDamaged`], [`StartFailure::RandomUnavailable`].
    pub async fn set_up_token(&self) -> Result<Option<String>, StartFailure> {
        set_up::new_token(&self.context)
            .await
            .map_err(start_failure)
    }

    /// Mails notices until `shutdown` resolves; returns at once if mail is not configured. A mail
    /// that is being sent is finished; after [`Self::leave`] none is begun.
    pub async fn deliver_mail(&self, shutdown: impl Future<Output = ()>) {
        mail::keep_delivering(&self.context, shutdown).await;
    }

    /// Mails, once, what is due by the portal's clock, a bounded number. `None` if the database does
    /// not answer.
    pub async fn deliver_due_mail(&self) -> Option<Delivered> {
        mail::deliver_due(&self.context).await.ok()
    }

    /// Tells load balancers to send nothing more here: from now on `/ready` refuses. Everything else
    /// is answered as before.
    pub fn leave(&self) {
        self.context.is_leaving.store(true, Ordering::Relaxed);
    }

    /// For tests of what no request reaches on its own.
    #[cfg(test)]
    pub(crate) fn context(&self) -> &Arc<Context> {
        &self.context
    }

    /// Closes the database. Requests that come later fail.
    pub async fn close(&self) {
        self.context.database.close().await;
    }
}

/// Whether there is an organisation, and with it a master key.
async fn is_founded(database: &Database) -> Result<bool, Error> {
    let found = sqlx::query("SELECT id FROM tenant WHERE one = 1")
        .fetch_optional(database.pool())
        .await?;
    Ok(found.is_some())
}

/// The organisation and what recognises its master key; both are made at the first start.
async fn found(
    database: &Database,
    keys: &MasterKeys,
    now_ms: u64,
) -> Result<(String, Vec<u8>), Error> {
    let mut tx = database.begin().await?;
    let tenant = random_id()?;
    let check = Base64(keys.check_for(&tenant).to_vec()).to_text();
    let made = sqlx::query(
        "INSERT INTO tenant (one, id, master_key_check, created_ms) VALUES (1, $1, $2, $3)
         ON CONFLICT DO NOTHING",
    )
    .bind(&tenant)
    .bind(check)
    .bind(big(now_ms))
    .execute(&mut *tx)
    .await?;
    if made.rows_affected() == 1 {
        furnish(&mut tx, keys, &tenant, now_ms).await?;
    }
    let row = sqlx::query("SELECT id, master_key_check FROM tenant WHERE one = 1")
        .fetch_one(&mut *tx)
        .await?;
    tx.commit().await?;
    let check: String = row.try_get("master_key_check")?;
    let check = Base64::from_text(&check).ok_or(Error::Internal(Internal::Record))?;
    Ok((row.try_get("id")?, check.0))
}

async fn furnish(tx: &mut Tx, keys: &MasterKeys, tenant: &str, now_ms: u64) -> Result<(), Error> {
    sqlx::query("INSERT INTO audit_head (one, sequence, hash) VALUES (1, 0, '')")
        .execute(&mut **tx)
        .await?;
    escrow_keys::insert_current(tx, keys, tenant, now_ms).await?;
    for platform in [Platform::Ios, Platform::Android] {
        configurations::create_default(tx, platform, now_ms).await?;
    }
    audit::append(tx, now_ms, Event::new(Actor::Portal, "portal.created")).await
}

/// What goes wrong inside while the portal starts.
fn start_failure(error: Error) -> StartFailure {
    if let Error::Internal(Internal::Random) = error {
        StartFailure::RandomUnavailable
    } else {
        StartFailure::DatabaseDamaged
    }
}

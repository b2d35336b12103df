//! How many attempts may fail, and from where: buckets in the database, so that they hold over any
//! number of instances and restarts.
//!
//! An attempt is charged and committed before anything is derived, and taken back if it succeeds.
//! No bucket lets a stranger lock somebody out: a browser that has succeeded before with an account
//! is charged to its own bucket alone.

use crate::database::{Database, Tx, big, unsigned};
use crate::error::{Error, Internal};

const WINDOW_MS: u64 = 15 * 60 * 1000;
/// A source that did not succeed for so long is a stranger again.
const KNOWN_MS: u64 = 90 * 24 * 60 * 60 * 1000;

/// Whose failures are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One enrolled device.
    Device,
    /// One network address, whatever it tries.
    Address,
    /// One account from one address.
    AccountAtAddress,
    /// One browser, whatever it tries.
    Browser,
    /// One account from everywhere it has never been used from.
    Account,
    /// One network address, or one session, that goes to the identity provider. Given back when it
    /// comes back: this keeps strangers from filling the database.
    IdentityProvider,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Address => "address",
            Self::AccountAtAddress => "account-at-address",
            Self::Browser => "browser",
            Self::Account => "account",
            Self::IdentityProvider => "identity-provider",
        }
    }

    /// Failures in 15 minutes. An address may stand for a whole office.
    fn limit(self) -> i64 {
        match self {
            Self::Device | Self::AccountAtAddress | Self::Browser => 10,
            Self::Address => 30,
            Self::Account => 100,
            Self::IdentityProvider => 600,
        }
    }
}

/// One attempt's charge on a bucket.
#[must_use]
pub(crate) struct Charge {
    kind: Kind,
    source: String,
    window_start_ms: i64,
}

/// Charges one attempt to every bucket, or none. The order of the buckets is that of [`Kind`].
///
/// # Errors
/// [`Error::TooManyAttempts`] if one of them is full.
pub(crate) async fn charge(
    tx: &mut Tx,
    now_ms: u64,
    buckets: &[(Kind, &str)],
) -> Result<Vec<Charge>, Error> {
    let mut charges = Vec::with_capacity(buckets.len());
    for (kind, source) in buckets {
        let charged = sqlx::query(
            "INSERT INTO buckets (kind, source, failures, window_start_ms) VALUES ($1, $2, 1, $3)
             ON CONFLICT (kind, source) DO UPDATE SET
                 failures = CASE WHEN buckets.window_start_ms <= $4 THEN 1
                     ELSE buckets.failures + 1 END,
                 window_start_ms = CASE WHEN buckets.window_start_ms <= $4 THEN $3
                     ELSE buckets.window_start_ms END
             WHERE buckets.window_start_ms <= $4 OR buckets.failures < $5
             RETURNING window_start_ms",
        )
        .bind(kind.as_str())
        .bind(*source)
        .bind(big(now_ms))
        .bind(big(now_ms.saturating_sub(WINDOW_MS)))
        .bind(kind.limit())
        .fetch_optional(&mut **tx)
        .await?;
        let Some(row) = charged else {
            return Err(full(tx, now_ms, *kind, source).await);
        };
        let window_start_ms = big(unsigned(&row, "window_start_ms")?);
        charges.push(Charge {
            kind: *kind,
            source: (*source).to_owned(),
            window_start_ms,
        });
    }
    Ok(charges)
}

/// Removes the buckets that no longer count.
pub(crate) async fn tidy(database: &Database, now_ms: u64) -> Result<(), Error> {
    let buckets = ("buckets", "kind, source", "window_start_ms");
    let outdated_ms = now_ms.saturating_sub(WINDOW_MS);
    database.tidy(buckets, outdated_ms).await
}

/// Removes the sources that are strangers again.
pub(crate) async fn tidy_known(database: &Database, now_ms: u64) -> Result<(), Error> {
    let known = ("known_sources", "source", "last_success_ms");
    database.tidy(known, now_ms.saturating_sub(KNOWN_MS)).await
}

/// Takes the charges of an attempt back that succeeded.
pub(crate) async fn take_back(tx: &mut Tx, charges: &[Charge]) -> Result<(), Error> {
    for charge in charges {
        sqlx::query(
            "UPDATE buckets SET failures = failures - 1
             WHERE kind = $1 AND source = $2 AND window_start_ms = $3 AND failures > 0",
        )
        .bind(charge.kind.as_str())
        .bind(&charge.source)
        .bind(charge.window_start_ms)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Takes one charge on a bucket back, made at that time; one of a window before is over by itself.
pub(crate) async fn take_back_of(
    tx: &mut Tx,
    made_ms: u64,
    (kind, source): (Kind, &str),
) -> Result<(), Error> {
    sqlx::query(
        "UPDATE buckets SET failures = failures - 1
         WHERE kind = $1 AND source = $2 AND window_start_ms <= $3 AND failures > 0",
    )
    .bind(kind.as_str())
    .bind(source)
    .bind(big(made_ms))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether an account was used from this source before.
pub(crate) async fn is_known(
    database: &Database,
    now_ms: u64,
    source: &str,
) -> Result<bool, Error> {
    let known = "SELECT source FROM known_sources WHERE source = $1 AND last_success_ms > $2";
    let found = sqlx::query(known)
        .bind(source)
        .bind(big(now_ms.saturating_sub(KNOWN_MS)))
        .fetch_optional(database.pool())
        .await?;
    Ok(found.is_some())
}

/// Remembers that an account was used from this source.
pub(crate) async fn remember(tx: &mut Tx, now_ms: u64, source: &str) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO known_sources (source, last_success_ms) VALUES ($1, $2)
         ON CONFLICT (source) DO UPDATE SET last_success_ms = $2",
    )
    .bind(source)
    .bind(big(now_ms))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn full(tx: &mut Tx, now_ms: u64, kind: Kind, source: &str) -> Error {
    let row = sqlx::query("SELECT window_start_ms FROM buckets WHERE kind = $1 AND source = $2")
        .bind(kind.as_str())
        .bind(source)
        .fetch_optional(&mut **tx)
        .await;
    let start = match row {
        Ok(Some(row)) => unsigned(&row, "window_start_ms"),
        Ok(None) => Err(Error::Internal(Internal::Record)),
        Err(failure) => Err(failure.into()),
    };
    match start {
        Ok(start) => {
            let left_ms = (start + WINDOW_MS).saturating_sub(now_ms);
            Error::TooManyAttempts {
                retry_after_seconds: left_ms.div_ceil(1000).max(1),
                bucket: kind,
            }
        }
        Err(error) => error,
    }
}

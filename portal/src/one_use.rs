//! What opens something once: one-time PINs and the grants of AppConnect Unlock. Live, then used,
//! cancelled, expired or exhausted, and never live again.
//!
//! At most one of a kind is live per device. Every step is one conditional update, so two requests
//! at once cannot both make it.

use crate::database::{Tx, big};
use crate::error::{Error, Internal};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

/// Wrong tries that end one.
const ATTEMPTS: i64 = 5;

/// What became of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Live,
    Used,
    Cancelled,
    Expired,
    Exhausted,
}

impl State {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Used => "used",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Exhausted => "exhausted",
        }
    }

    /// From a column of its name. What has run out is `Expired`, whatever the row says.
    pub(crate) fn read(
        row: &AnyRow,
        column: &str,
        expires_ms: u64,
        now_ms: u64,
    ) -> Result<Self, Error> {
        let name: String = row.try_get(column)?;
        let state = [
            Self::Live,
            Self::Used,
            Self::Cancelled,
            Self::Expired,
            Self::Exhausted,
        ]
        .into_iter()
        .find(|state| state.as_str() == name)
        .ok_or(Error::Internal(Internal::Record))?;
        let has_run_out = state == Self::Live && expires_ms <= now_ms;
        Ok(if has_run_out { Self::Expired } else { state })
    }
}

/// Which kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OneUse {
    /// A one-time PIN.
    Pin,
    /// The grant of an AppConnect Unlock.
    Grant,
}

impl OneUse {
    /// How the audit trail names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pin => "one_time_pin",
            Self::Grant => "grant",
        }
    }

    /// A statement over the table of this kind, made of words of this program alone.
    fn statement(self, words: &str) -> AssertSqlSafe<String> {
        let table = match self {
            Self::Pin => "one_time_pins",
            Self::Grant => "grants",
        };
        AssertSqlSafe(words.replace("{table}", table))
    }

    /// Charges a try to the device's live one, if it is the one that is named; answers its id.
    /// `None`: there is none, or its tries are all charged.
    pub(crate) async fn charge(
        self,
        tx: &mut Tx,
        now_ms: u64,
        device: &str,
        named: Option<&str>,
    ) -> Result<Option<String>, Error> {
        let row = sqlx::query(self.statement(
            "UPDATE {table} SET attempts = attempts + 1
             WHERE device = $1 AND state = 'live' AND expires_ms > $2 AND attempts < $3
                 AND ($4 = '' OR id = $4)
             RETURNING id",
        ))
        .bind(device)
        .bind(big(now_ms))
        .bind(ATTEMPTS)
        .bind(named.unwrap_or_default())
        .fetch_optional(&mut **tx)
        .await?;
        row.map(|row| row.try_get("id").map_err(Error::from))
            .transpose()
    }

    /// Takes a charged try back: the credentials were right.
    pub(crate) async fn take_back(self, tx: &mut Tx, id: &str) -> Result<(), Error> {
        sqlx::query(self.statement(
            "UPDATE {table} SET attempts = attempts - 1
             WHERE id = $1 AND state = 'live' AND attempts > 0",
        ))
        .bind(id)
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    /// After a wrong try: ends it if that was the last one.
    pub(crate) async fn end_if_exhausted(self, tx: &mut Tx, id: &str) -> Result<bool, Error> {
        let ended = sqlx::query(self.statement(
            "UPDATE {table} SET state = 'exhausted'
             WHERE id = $1 AND state = 'live' AND attempts >= $2",
        ))
        .bind(id)
        .bind(ATTEMPTS)
        .execute(&mut **tx)
        .await?;
        Ok(ended.rows_affected() == 1)
    }

    /// SECURITY: the one-time promise. Of any number of redemptions, over any number of instances,
    /// exactly one gets `true`.
    pub(crate) async fn spend(
        self,
        tx: &mut Tx,
        now_ms: u64,
        id: &str,
        request_id: &str,
    ) -> Result<bool, Error> {
        let spent = sqlx::query(self.statement(
            "UPDATE {table} SET state = 'used', spent_by = $1
             WHERE id = $2 AND state = 'live' AND expires_ms > $3",
        ))
        .bind(request_id)
        .bind(id)
        .bind(big(now_ms))
        .execute(&mut **tx)
        .await?;
        Ok(spent.rows_affected() == 1)
    }

    /// Whether this very request has spent it, by a copy of it that was faster.
    pub(crate) async fn is_spent_by(
        self,
        tx: &mut Tx,
        id: &str,
        request_id: &str,
    ) -> Result<bool, Error> {
        let spent =
            sqlx::query(self.statement("SELECT id FROM {table} WHERE id = $1 AND spent_by = $2"))
                .bind(id)
                .bind(request_id)
                .fetch_optional(&mut **tx)
                .await?;
        Ok(spent.is_some())
    }

    /// Cancels the live one of a device, unless it has run out; how many there were.
    pub(crate) async fn cancel(self, tx: &mut Tx, now_ms: u64, device: &str) -> Result<u64, Error> {
        sqlx::query(self.statement(
            "UPDATE {table} SET state = 'expired'
             WHERE device = $1 AND state = 'live' AND expires_ms <= $2",
        ))
        .bind(device)
        .bind(big(now_ms))
        .execute(&mut **tx)
        .await?;
        let cancelled = sqlx::query(self.statement(
            "UPDATE {table} SET state = 'cancelled' WHERE device = $1 AND state = 'live'",
        ))
        .bind(device)
        .execute(&mut **tx)
        .await?;
        Ok(cancelled.rows_affected())
    }
}

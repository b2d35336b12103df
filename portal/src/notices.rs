//! What a user is told about the account: kept with the event, in its transaction; read in
//! self-service.
//!
//! A notice says what happened, to which device and when. It never holds a secret, nor who on the
//! staff it was: that is in the audit trail. Ninety days later it is gone.

use crate::database::{Database, Tx, big, unsigned};
use crate::error::{Error, Internal};
use crate::mail;
use crate::portal::Context;
use crate::secrets::random_id;
use serde::Serialize;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use utoipa::ToSchema;

const KEPT_MS: u64 = 90 * 24 * 60 * 60 * 1000;
/// How many come at once, newest first.
const LISTED: i64 = 100;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notice {
    /// The user issued a one-time PIN in self-service.
    PinIssued,
    /// The help desk issued a one-time PIN.
    PinIssuedByStaff,
    /// A one-time PIN was used.
    PinUsed,
    /// The passcode may be chosen anew on a phone.
    PasscodeReset,
    /// The user changed the password.
    PasswordChanged,
    /// An administrator set the password.
    PasswordSet,
    /// An administrator granted an AppConnect Unlock.
    UnlockGranted,
    /// The same without the account's password.
    UnlockGrantedWithoutPassword,
    /// An AppConnect Unlock was used.
    UnlockUsed,
    /// An administrator locks a phone.
    LockedByStaff,
    /// An administrator retires a phone.
    RetiredByStaff,
    /// Somebody signed in with a browser that was never used for this account.
    NewBrowser,
}

impl Notice {
    pub(crate) const ALL: [Self; 12] = [
        Self::PinIssued,
        Self::PinIssuedByStaff,
        Self::PinUsed,
        Self::PasscodeReset,
        Self::PasswordChanged,
        Self::PasswordSet,
        Self::UnlockGranted,
        Self::UnlockGrantedWithoutPassword,
        Self::UnlockUsed,
        Self::LockedByStaff,
        Self::RetiredByStaff,
        Self::NewBrowser,
    ];

    /// FORMAT: in the database and in self-service.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::PinIssued => "one_time_pin.issued_by_you",
            Self::PinIssuedByStaff => "one_time_pin.issued_by_help_desk",
            Self::PinUsed => "one_time_pin.used",
            Self::PasscodeReset => "passcode.reset",
            Self::PasswordChanged => "password.changed_by_you",
            Self::PasswordSet => "password.set_by_administrator",
            Self::UnlockGranted => "appconnect_unlock.granted",
            Self::UnlockGrantedWithoutPassword => "appconnect_unlock.granted_without_password",
            Self::UnlockUsed => "appconnect_unlock.used",
            Self::LockedByStaff => "device.locked_by_administrator",
            Self::RetiredByStaff => "device.retired_by_administrator",
            Self::NewBrowser => "session.new_browser",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.code() == code)
    }
}

/// Adds a notice for a user, in the transaction of what it tells. Its mail is queued here too, so
/// that neither goes without the other.
pub(crate) async fn add(
    tx: &mut Tx,
    now_ms: u64,
    account: &str,
    notice: Notice,
    device: Option<&str>,
) -> Result<(), Error> {
    let id = random_id()?;
    // The sequence only tells those of one moment apart.
    sqlx::query(
        "INSERT INTO notices (id, account, sequence, kind, device, created_ms, read)
         SELECT $1, $2, COALESCE(MAX(sequence), 0) + 1, $3, $4, $5, 0
         FROM notices WHERE account = $2",
    )
    .bind(&id)
    .bind(account)
    .bind(notice.code())
    .bind(device)
    .bind(big(now_ms))
    .execute(&mut **tx)
    .await?;
    mail::queue(tx, now_ms, (&id, account), notice, device).await
}

/// Removes what is too old to matter.
pub(crate) async fn tidy(database: &Database, now_ms: u64) -> Result<(), Error> {
    let notices = ("notices", "id", "created_ms");
    database.tidy(notices, now_ms.saturating_sub(KEPT_MS)).await
}

/// A notice as its user sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Notice)]
pub(crate) struct Entry {
    id: String,
    /// A dotted code.
    notice: &'static str,
    #[schema(required)]
    device: Option<Device>,
    created_ms: u64,
    read: bool,
}

/// A device of the user, as it is named now.
#[derive(Serialize, ToSchema)]
#[schema(as = NoticeDevice)]
struct Device {
    id: String,
    name: String,
}

/// A user's newest notices, newest first.
pub(crate) async fn list(context: &Context, account: &str) -> Result<Vec<Entry>, Error> {
    sqlx::query(
        "SELECT n.id, n.kind, n.created_ms, n.read, n.device, d.name
         FROM notices n LEFT JOIN devices d ON d.id = n.device
         WHERE n.account = $1 AND n.created_ms > $2
         ORDER BY n.created_ms DESC, n.sequence DESC, n.id LIMIT $3",
    )
    .bind(account)
    .bind(big(context.now_ms().saturating_sub(KEPT_MS)))
    .bind(LISTED)
    .fetch_all(context.database.pool())
    .await?
    .iter()
    .map(entry)
    .collect()
}

/// How many of a user's notices are not read yet.
pub(crate) async fn unread(context: &Context, account: &str) -> Result<u64, Error> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS number FROM notices
         WHERE account = $1 AND read = 0 AND created_ms > $2",
    )
    .bind(account)
    .bind(big(context.now_ms().saturating_sub(KEPT_MS)))
    .fetch_one(context.database.pool())
    .await?;
    unsigned(&row, "number")
}

/// Marks what was there at a time as read; what came later was not seen.
pub(crate) async fn mark_all_read(
    context: &Context,
    account: &str,
    seen_ms: u64,
) -> Result<(), Error> {
    sqlx::query("UPDATE notices SET read = 1 WHERE account = $1 AND read = 0 AND created_ms <= $2")
        .bind(account)
        .bind(big(seen_ms))
        .execute(context.database.pool())
        .await?;
    Ok(())
}

/// Marks a notice as read; again does no harm.
///
/// # Errors
/// [`Error::NoSuchNotice`], also for somebody else's.
pub(crate) async fn mark_read(context: &Context, account: &str, id: &str) -> Result<(), Error> {
    let marked = sqlx::query("UPDATE notices SET read = 1 WHERE id = $1 AND account = $2")
        .bind(id)
        .bind(account)
        .execute(context.database.pool())
        .await?;
    if marked.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::NoSuchNotice)
    }
}

fn entry(row: &AnyRow) -> Result<Entry, Error> {
    let kind: String = row.try_get("kind")?;
    let notice = Notice::parse(&kind);
    let device: Option<String> = row.try_get("device")?;
    let name: Option<String> = row.try_get("name")?;
    Ok(Entry {
        id: row.try_get("id")?,
        notice: notice.ok_or(Error::Internal(Internal::Record))?.code(),
        device: device.zip(name).map(|(id, name)| Device { id, name }),
        created_ms: unsigned(row, "created_ms")?,
        read: unsigned(row, "read")? != 0,
    })
}

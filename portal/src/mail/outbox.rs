//! Mail that is still to be sent, in the database that all instances share.
//!
//! Whoever sets out to send a row moves its time to the end of a lease: a conditional update, so
//! that one instance does it. After a crash the lease ends and the row is due again.

use super::failure::Failure;
use crate::audit::{self, Actor, Event};
use crate::database::{Tx, big, unsigned};
use crate::error::Error;
use crate::language::Language;
use crate::notices::Notice;
use crate::portal::Context;
use sqlx::Row as _;
use sqlx::any::AnyRow;

const MINUTE_MS: u64 = 60 * 1000;
const HOUR_MS: u64 = 60 * MINUTE_MS;
/// How long one instance has for one mail; a conversation takes two minutes at most.
const LEASE_MS: u64 = 5 * MINUTE_MS;
/// How long mail is worth a new attempt.
const TRIED_MS: u64 = 72 * HOUR_MS;
/// How long mail that nobody has tried to send stays where nothing is mailed.
const UNTRIED_MS: u64 = 24 * HOUR_MS;
/// How many one round takes.
const ROUND: i64 = 50;

/// A mail that is due, with what it is made of as it is now.
pub(super) struct Waiting {
    pub(super) id: String,
    pub(super) account: String,
    pub(super) address: String,
    pub(super) name: Option<String>,
    pub(super) language: Language,
    /// `None` if this program does not know the kind.
    pub(super) notice: Option<Notice>,
    /// The device's name.
    pub(super) device: Option<String>,
    pub(super) created_ms: u64,
    /// Attempts so far.
    pub(super) attempts: u64,
}

/// Queues a notice for mail if its user has an address, in the notice's transaction. Whether mail is
/// configured does not matter: another instance may send it, and [`tidy`] takes it otherwise.
pub(crate) async fn queue(
    tx: &mut Tx,
    now_ms: u64,
    (id, account): (&str, &str),
    notice: Notice,
    device: Option<&str>,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO mail_outbox (id, account, address, kind, device, created_ms, attempts, due_ms,
             kept_until_ms)
         SELECT $1, id, email, $3, $4, $5, 0, $5, $6
         FROM accounts WHERE id = $2 AND email IS NOT NULL AND email <> ''",
    )
    .bind(id)
    .bind(account)
    .bind(notice.code())
    .bind(device)
    .bind(big(now_ms))
    .bind(big(now_ms + UNTRIED_MS))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Where nothing is mailed: removes what nobody has sent.
pub(crate) async fn tidy(context: &Context, now_ms: u64) -> Result<(), Error> {
    if context.mail.is_some() {
        return Ok(());
    }
    let unsent = ("mail_outbox", "id", "kept_until_ms");
    context.database.tidy(unsent, now_ms).await
}

/// What is due, the longest waiting first.
pub(super) async fn due(context: &Context) -> Result<Vec<Waiting>, Error> {
    sqlx::query(
        "SELECT o.id, o.account, o.address, o.kind, o.created_ms, o.attempts, a.display_name,
             a.language, d.name AS device_name
         FROM mail_outbox o
         JOIN accounts a ON a.id = o.account
         LEFT JOIN devices d ON d.id = o.device
         WHERE o.due_ms <= $1 ORDER BY o.due_ms, o.id LIMIT $2",
    )
    .bind(big(context.now_ms()))
    .bind(ROUND)
    .fetch_all(context.database.pool())
    .await?
    .iter()
    .map(waiting)
    .collect()
}

/// Takes the lease of a mail. `false`: another instance has it, or has sent it.
pub(super) async fn claim(context: &Context, waiting: &mut Waiting) -> Result<bool, Error> {
    let now_ms = context.now_ms();
    let claimed = sqlx::query(
        "UPDATE mail_outbox SET attempts = attempts + 1, due_ms = $3, kept_until_ms = $4
         WHERE id = $1 AND attempts = $2 AND due_ms <= $5",
    )
    .bind(&waiting.id)
    .bind(big(waiting.attempts))
    .bind(big(now_ms + LEASE_MS))
    .bind(big(waiting.created_ms + TRIED_MS + LEASE_MS))
    .bind(big(now_ms))
    .execute(context.database.pool())
    .await?;
    waiting.attempts += 1;
    Ok(claimed.rows_affected() == 1)
}

/// It is sent, whoever has the lease by now.
pub(super) async fn sent(context: &Context, waiting: &Waiting) -> Result<(), Error> {
    sqlx::query("DELETE FROM mail_outbox WHERE id = $1")
        .bind(&waiting.id)
        .execute(context.database.pool())
        .await?;
    Ok(())
}

/// When a mail is worth its next attempt after this one; `None` if it never is.
pub(super) fn next_attempt(now_ms: u64, waiting: &Waiting, failure: Failure) -> Option<u64> {
    let wait_ms = match waiting.attempts {
        // As soon as the server is well again: the mail itself has not been tried.
        _ if failure.is_of_server() => MINUTE_MS,
        0 | 1 => MINUTE_MS,
        2 => 5 * MINUTE_MS,
        3 => 15 * MINUTE_MS,
        4 => HOUR_MS,
        _ => 4 * HOUR_MS,
    };
    Some(now_ms + wait_ms).filter(|next_ms| !is_too_old(*next_ms, waiting))
}

/// Whether a mail is older than any attempt may be.
pub(super) fn is_too_old(now_ms: u64, waiting: &Waiting) -> bool {
    now_ms > waiting.created_ms + TRIED_MS
}

/// Puts a mail back until its next attempt, unless somebody else has the lease by now.
pub(super) async fn postpone(
    context: &Context,
    waiting: &Waiting,
    until_ms: u64,
) -> Result<(), Error> {
    sqlx::query("UPDATE mail_outbox SET due_ms = $3 WHERE id = $1 AND attempts = $2")
        .bind(&waiting.id)
        .bind(big(waiting.attempts))
        .bind(big(until_ms))
        .execute(context.database.pool())
        .await?;
    Ok(())
}

/// Gives a mail up, unless somebody else has the lease by now.
pub(super) async fn give_up(
    context: &Context,
    waiting: &Waiting,
    failure: Failure,
) -> Result<(), Error> {
    let mut tx = context.database.begin().await?;
    let given_up = sqlx::query("DELETE FROM mail_outbox WHERE id = $1 AND attempts = $2")
        .bind(&waiting.id)
        .bind(big(waiting.attempts))
        .execute(&mut *tx)
        .await?;
    if given_up.rows_affected() == 1 {
        let event = Event::new(Actor::Portal, "mail.given_up")
            .account(Some(&waiting.account))
            .reason(failure.code());
        audit::append(&mut tx, context.now_ms(), event).await?;
    }
    Ok(tx.commit().await?)
}

fn waiting(row: &AnyRow) -> Result<Waiting, Error> {
    let kind: String = row.try_get("kind")?;
    let language: Option<String> = row.try_get("language")?;
    let language = language.as_deref().and_then(Language::parse);
    Ok(Waiting {
        id: row.try_get("id")?,
        account: row.try_get("account")?,
        address: row.try_get("address")?,
        name: row.try_get("display_name")?,
        language: language.unwrap_or_default(),
        notice: Notice::parse(&kind),
        device: row.try_get("device_name")?,
        created_ms: unsigned(row, "created_ms")?,
        attempts: unsigned(row, "attempts")?,
    })
}

#[cfg(test)]
mod tests {
    use super::due;
    use crate::notices::{self, Notice};
    use crate::portal::Portal;
    use crate::{clock::SystemClock, test_database::TestDatabase};
    use std::sync::Arc;

    #[tokio::test]
    async fn a_notice_that_is_taken_back_is_not_mailed() {
        let directory = tempfile::tempdir().unwrap();
        let database = TestDatabase::new();
        let opening = Portal::open_with(directory.path(), database.choice(), Arc::new(SystemClock));
        let portal = opening.await.unwrap();
        let context = portal.context();
        sqlx::query(
            "INSERT INTO accounts (id, role, user_name, folded_name, salt, verifier, created_ms,
                 password_set_ms, email)
             VALUES ('alice', 'user', 'alice', 'alice', '', '', 0, 0, 'alice@example.org')",
        )
        .execute(context.database.pool())
        .await
        .unwrap();
        for (commits, mails) in [(false, 0), (true, 1)] {
            let mut tx = context.database.begin().await.unwrap();
            let added = notices::add(&mut tx, 1, "alice", Notice::NewBrowser, None);
            added.await.unwrap();
            if commits {
                tx.commit().await.unwrap();
            } else {
                drop(tx);
            }
            assert_eq!(due(context).await.unwrap().len(), mails);
        }
        portal.close().await;
    }
}

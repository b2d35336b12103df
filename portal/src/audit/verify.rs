//! Whether the chain is whole: every entry is there, every hash is right, and the last one is that of
//! the head. It is walked part by part, a thousand entries at a time.
//!
//! Whoever can write the database can write a whole new chain. That one is found out by a hash that
//! was kept elsewhere, and by nothing in here.

use super::Line;
use crate::database::{Database, big, unsigned};
use crate::error::{Error, Internal};
use serde_json::{Value, json};
use sqlx::Row as _;
use sqlx::any::AnyRow;

const BATCH: u64 = 1000;

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// What it says, or the hash of the entry before, is not what its hash is made of.
    Hash,
    /// It is not there.
    Missing,
    /// It is not the last one, or not the one, that the head of the chain stands for.
    Head,
}

impl Fault {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Hash => "hash",
            Self::Missing => "missing",
            Self::Head => "head",
        }
    }
}

/// What a look at a part of the chain says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is whole up to its end. The hash of the last entry is worth keeping elsewhere.
    Whole {
        /// How many entries it has.
        entries: u64,
        /// The hash of the last one.
        head: String,
    },
    /// Whole so far: go on from here.
    SoFar {
        /// The first entry that was not looked at.
        next: u64,
        /// How many entries there are.
        entries: u64,
    },
    /// The first entry that is not right.
    Broken {
        /// Its sequence number.
        sequence: u64,
        /// What is wrong with it.
        fault: Fault,
    },
}

impl Verdict {
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Whole { entries, head } => {
                json!({"verdict": "whole", "entries": entries, "head": head})
            }
            Self::SoFar { next, entries } => {
                json!({"verdict": "so-far", "entries": entries, "next": next})
            }
            Self::Broken { sequence, fault } => {
                json!({"verdict": "broken", "sequence": sequence, "fault": fault.as_str()})
            }
        }
    }
}

/// Looks at so many entries, from this one on: 1 is the first. Those before are taken for right.
pub(crate) async fn verify(database: &Database, from: u64, limit: u32) -> Result<Verdict, Error> {
    let (entries, head, last) = ends(database).await?;
    let mut before = from.saturating_sub(1).min(entries);
    let end = entries.min(before.saturating_add(u64::from(limit)));
    let mut previous = String::new();
    if before > 0 {
        match hash_of(database, before).await? {
            Some(hash) => previous = hash,
            None => return Ok(broken(before, Fault::Missing)),
        }
    }
    while before < end {
        let upto = end.min(before + BATCH);
        for row in batch(database, before, upto).await? {
            let sequence = before + 1;
            if unsigned(&row, "sequence")? != sequence {
                return Ok(broken(sequence, Fault::Missing));
            }
            match hash(&row, sequence, &previous) {
                Some(hash) => previous = hash,
                None => return Ok(broken(sequence, Fault::Hash)),
            }
            before = sequence;
        }
        if before < upto {
            return Ok(broken(before + 1, Fault::Missing));
        }
    }
    Ok(if before < entries {
        let next = before + 1;
        Verdict::SoFar { next, entries }
    } else if last > entries {
        broken(entries + 1, Fault::Head)
    } else if previous != head {
        broken(entries, Fault::Head)
    } else {
        Verdict::Whole { entries, head }
    })
}

fn broken(sequence: u64, fault: Fault) -> Verdict {
    Verdict::Broken { sequence, fault }
}

/// What the head says, and the last entry that there is, at one moment.
async fn ends(database: &Database) -> Result<(u64, String, u64), Error> {
    let row = sqlx::query(
        "SELECT sequence, hash, (SELECT MAX(sequence) FROM audit) AS last
         FROM audit_head WHERE one = 1",
    )
    .fetch_optional(database.pool())
    .await?
    .ok_or(Error::Internal(Internal::Record))?;
    let last: Option<i64> = row.try_get("last")?;
    let last = last.and_then(|last| u64::try_from(last).ok());
    let (entries, head) = (unsigned(&row, "sequence")?, row.try_get("hash")?);
    Ok((entries, head, last.unwrap_or(0)))
}

async fn hash_of(database: &Database, sequence: u64) -> Result<Option<String>, Error> {
    let row = sqlx::query("SELECT hash FROM audit WHERE sequence = $1")
        .bind(big(sequence))
        .fetch_optional(database.pool())
        .await?;
    Ok(row.map(|row| row.try_get("hash")).transpose()?)
}

async fn batch(database: &Database, after: u64, upto: u64) -> Result<Vec<AnyRow>, Error> {
    Ok(sqlx::query(
        "SELECT sequence, time_ms, actor, action, device, account, reason, detail, previous, hash
         FROM audit WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence",
    )
    .bind(big(after))
    .bind(big(upto))
    .fetch_all(database.pool())
    .await?)
}

/// The entry's hash, if it is right.
fn hash(row: &AnyRow, sequence: u64, previous: &str) -> Option<String> {
    let text = |column| row.try_get::<String, _>(column).ok();
    let some = |column| row.try_get::<Option<String>, _>(column).ok();
    let (device, account, reason) = (some("device")?, some("account")?, some("reason")?);
    let line = Line {
        sequence,
        time_ms: unsigned(row, "time_ms").ok()?,
        actor: &text("actor")?,
        action: &text("action")?,
        device: device.as_deref(),
        account: account.as_deref(),
        reason: reason.as_deref(),
        detail: &text("detail")?,
    };
    let hash = line.hash(previous);
    let is_right = text("previous")? == previous && text("hash")? == hash;
    is_right.then_some(hash)
}

#[cfg(test)]
#[path = "verify_tests.rs"]
mod tests;

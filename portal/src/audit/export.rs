//! The trail as JSON lines, an entry a line, oldest first, read a few hundred at a time while they
//! are sent: no request's time limit cuts it off, and no connection to the database waits for a slow
//! reader.

use super::filter::Filter;
use super::{Actor, Event, append, list};
use crate::database::unsigned;
use crate::error::{Error, Internal};
use crate::portal::Context;
use futures_util::stream::{self, Stream};
use serde_json::json;
use std::sync::Arc;

const BATCH: u32 = 500;

/// Records that the trail is exported, and begins: what was written until then comes, the record
/// itself last, where it matches. One that breaks off ends in the error.
pub(crate) async fn export(
    context: &Arc<Context>,
    actor: Actor<'_>,
    filter: Filter,
) -> Result<impl Stream<Item = Result<Vec<u8>, Error>> + Send + use<>, Error> {
    let mut tx = context.database.begin().await?;
    let event = Event::new(actor, "audit.exported").detail(json!({"filter": filter.to_json()}));
    append(&mut tx, context.now_ms(), event).await?;
    let head = sqlx::query("SELECT sequence FROM audit_head WHERE one = 1")
        .fetch_one(&mut *tx)
        .await?;
    let last = unsigned(&head, "sequence")?;
    tx.commit().await?;
    let begin = (context.clone(), filter, 0);
    let part = move |(context, filter, after): (Arc<Context>, Filter, u64)| async move {
        let entries = list(&context.database, &filter, after, BATCH).await?;
        let (mut lines, mut reached) = (Vec::new(), after);
        for entry in entries.iter().take_while(|entry| entry.sequence <= last) {
            let damaged = |_| Error::Internal(Internal::Record);
            serde_json::to_writer(&mut lines, entry).map_err(damaged)?;
            lines.push(b'\n');
            reached = entry.sequence;
        }
        Ok((reached > after).then_some((lines, (context, filter, reached))))
    };
    Ok(stream::try_unfold(begin, part))
}

//! The groups of one user, changed together: all or none.

use super::{hold, put_one_in};
use crate::audit::{self, Actor, Event};
use crate::error::Error;
use crate::portal::Context;
use serde_json::json;
use std::collections::BTreeMap;

/// Puts a user into groups and takes it out of others; where it is in already, or not, it stays so.
///
/// # Errors
/// [`Error::NoSuchGroup`], [`Error::NoSuchUser`]; nothing is changed then.
pub(crate) async fn change_of_user(
    context: &Context,
    administrator: &str,
    user: &str,
    (join, leave): (&[String], &[String]),
) -> Result<(), Error> {
    let joined = join.iter().map(|group| (group, true));
    let left = leave.iter().map(|group| (group, false));
    // One order for all: two changes never wait for each other in a circle.
    let wanted: BTreeMap<_, _> = left.chain(joined).collect();
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    let mut events = Vec::new();
    let known = "SELECT id FROM accounts WHERE id = $1 AND role = 'user'";
    let known = sqlx::query(known).bind(user).fetch_optional(&mut *tx);
    known.await?.ok_or(Error::NoSuchUser)?;
    for (group, is_in) in wanted {
        hold(&mut tx, group).await?;
        let is_changed = if is_in {
            put_one_in(&mut tx, group, user).await?
        } else {
            let taken = "DELETE FROM group_members WHERE user_group = $1 AND account = $2";
            let taken = sqlx::query(taken).bind(group).bind(user);
            taken.execute(&mut *tx).await?.rows_affected() == 1
        };
        if is_changed {
            let (put_in, taken_out) = if is_in {
                (vec![user], vec![])
            } else {
                (vec![], vec![user])
            };
            let event = Event::new(Actor::Administrator(administrator), "group.members_changed");
            let detail = json!({"group": group, "put_in": put_in, "taken_out": taken_out});
            events.push(event.detail(detail));
        }
    }
    if !events.is_empty() {
        audit::append_all(&mut tx, now_ms, events).await?;
    }
    Ok(tx.commit().await?)
}

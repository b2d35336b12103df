//! Who or what somebody means by a name, where the trail has ids: accounts by their user names,
//! devices by their names or ids; and back, for accounts.

use super::Actor;
use crate::accounts::{self, Role, fold_name};
use crate::database::Query;
use crate::error::Error;
use crate::portal::Context;
use serde::Serialize;
use sqlx::Row as _;
use std::collections::{BTreeMap, BTreeSet};

/// Devices of one name that are told apart; more are not shown.
const DEVICES: i64 = 11;

/// The accounts of a name: a user, a member of staff, or both.
pub(crate) struct Called {
    user: Option<String>,
    staff: Option<String>,
}

impl Called {
    /// As the trail names them when they do something; staff in any role that they may have had.
    pub(crate) fn actors(&self) -> Vec<String> {
        let user = self.user.iter().map(|id| Actor::User(id).name());
        let staff = self.staff.iter().flat_map(|id| {
            let roles = [
                Actor::Administrator(id),
                Actor::HelpDesk(id),
                Actor::Auditor(id),
            ];
            roles.map(Actor::name)
        });
        user.chain(staff).collect()
    }

    /// Their ids.
    pub(crate) fn accounts(&self) -> Vec<String> {
        self.user.iter().chain(&self.staff).cloned().collect()
    }
}

/// The accounts that sign in with this name; none if there is none.
pub(crate) async fn called(context: &Context, user_name: &str) -> Result<Option<Called>, Error> {
    let folded = fold_name(user_name.trim());
    if folded.contains('\0') {
        // No name has it, and PostgreSQL takes no text with it.
        return Ok(None);
    }
    let user = accounts::find_by_name(context, Role::User, &folded).await?;
    let staff = accounts::find_by_name(context, Role::Staff, &folded).await?;
    let called = Called {
        user: user.map(|account| account.id),
        staff: staff.map(|account| account.id),
    };
    Ok(Some(called).filter(|called| called.user.is_some() || called.staff.is_some()))
}

/// A device, and whose it is.
#[derive(Serialize)]
pub(crate) struct Owned {
    pub(crate) id: String,
    name: String,
    user_name: String,
}

/// The device of this id, or the devices of this name, at most eleven, retired ones too.
pub(crate) async fn devices_called(context: &Context, text: &str) -> Result<Vec<Owned>, Error> {
    const BY: &str = "SELECT d.id, d.name, a.user_name FROM devices d
         JOIN accounts a ON a.id = d.account WHERE ";
    let mut by_id = Query::new(BY);
    by_id.then("d.id = ").text(text.trim());
    let mut rows = by_id.rows(context.database.pool()).await?;
    if rows.is_empty() {
        let mut by_name = Query::new(BY);
        // Those in use have an index of names of their own.
        by_name.then("d.id IN (SELECT id FROM devices WHERE state <> 'retired' AND LOWER(name) = ");
        by_name.then("LOWER(").text(text.trim());
        by_name
            .then(") UNION ALL SELECT id FROM devices WHERE state = 'retired' AND LOWER(name) = ");
        by_name.then("LOWER(").text(text.trim());
        by_name.then(")) ORDER BY d.last_seen_ms DESC, d.id LIMIT ");
        by_name.number(DEVICES);
        rows = by_name.rows(context.database.pool()).await?;
    }
    let owned = rows.iter().map(|row| {
        Ok(Owned {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            user_name: row.try_get("user_name")?,
        })
    });
    owned.collect()
}

/// An account that the trail speaks of.
pub(crate) struct Known {
    pub(crate) user_name: String,
    pub(crate) is_staff: bool,
}

/// Accounts by their ids.
pub(crate) async fn known(
    context: &Context,
    ids: BTreeSet<&str>,
) -> Result<BTreeMap<String, Known>, Error> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut query = Query::new("SELECT id, user_name, role FROM accounts WHERE id IN (");
    for (number, id) in ids.into_iter().enumerate() {
        query.then(if number == 0 { "" } else { ", " }).text(id);
    }
    query.then(")");
    let rows = query.rows(context.database.pool()).await?;
    let known = rows.iter().map(|row| {
        let role: String = row.try_get("role")?;
        let known = Known {
            user_name: row.try_get("user_name")?,
            is_staff: role == Role::Staff.as_str(),
        };
        Ok((row.try_get("id")?, known))
    });
    known.collect()
}

//! Many groups at once, for an import.

use super::hold;
use crate::accounts::fold_name;
use crate::database::{AT_ONCE, Tx, places};
use crate::error::Error;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};
use std::collections::HashMap;

/// The ids of the groups that have these folded names, by the names.
pub(crate) async fn by_names(
    connection: &mut AnyConnection,
    names: &[&str],
) -> Result<HashMap<String, String>, Error> {
    let mut found = HashMap::new();
    for names in names.chunks(AT_ONCE) {
        let places = places(1, names.len());
        let text = format!("SELECT id, folded_name FROM user_groups WHERE folded_name IN {places}");
        let mut query = sqlx::query(AssertSqlSafe(text));
        for name in names {
            query = query.bind(*name);
        }
        for row in query.fetch_all(&mut *connection).await? {
            found.insert(row.try_get("folded_name")?, row.try_get("id")?);
        }
    }
    Ok(found)
}

/// Keeps groups as they are until the transaction ends, by their ids, as everybody does. Answers
/// whether they still have these names.
pub(crate) async fn hold_all(tx: &mut Tx, groups: &HashMap<String, String>) -> Result<bool, Error> {
    let mut by_id: Vec<_> = groups.iter().map(|(name, id)| (id, name)).collect();
    by_id.sort_unstable();
    for (id, name) in by_id {
        match hold(tx, id).await {
            Ok(held) if fold_name(&held) == *name => {}
            Ok(_) | Err(Error::NoSuchGroup) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

/// Puts users in: pairs of a group and a user who is not in it.
pub(crate) async fn add_members(tx: &mut Tx, members: &[(&str, &str)]) -> Result<(), Error> {
    for members in members.chunks(AT_ONCE) {
        let places = places(members.len(), 2);
        let text = format!("INSERT INTO group_members (user_group, account) VALUES {places}");
        let mut query = sqlx::query(AssertSqlSafe(text));
        for (group, user) in members {
            query = query.bind(*group).bind(*user);
        }
        query.execute(&mut **tx).await?;
    }
    Ok(())
}

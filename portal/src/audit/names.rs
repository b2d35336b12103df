//! What the ids in entries of the trail are called now, for people to read. The trail itself holds
//! ids alone, and what is gone or unknown keeps its id.

use super::Entry;
use crate::database::Query;
use crate::error::Error;
use crate::portal::Context;
use serde_json::Value;
use sqlx::Row as _;
use std::collections::{BTreeMap, BTreeSet};

type Found = BTreeMap<String, String>;

/// Names by id.
pub(crate) struct Names {
    accounts: Found,
    devices: Found,
    configurations: Found,
    groups: Found,
}

impl Names {
    pub(crate) fn account(&self, id: &str) -> Option<&str> {
        self.accounts.get(id).map(String::as_str)
    }

    pub(crate) fn device(&self, id: &str) -> Option<&str> {
        self.devices.get(id).map(String::as_str)
    }

    pub(crate) fn configuration(&self, id: &str) -> Option<&str> {
        self.configurations.get(id).map(String::as_str)
    }

    #[cfg(test)]
    pub(crate) fn none() -> Self {
        let none = Found::new;
        Self {
            accounts: none(),
            devices: none(),
            configurations: none(),
            groups: none(),
        }
    }

    pub(crate) fn group(&self, id: &str) -> Option<&str> {
        self.groups.get(id).map(String::as_str)
    }
}

/// The names of what these entries speak of, by as many queries as there are kinds.
pub(crate) async fn names(context: &Context, entries: &[Entry]) -> Result<Names, Error> {
    let (mut accounts, mut devices) = (BTreeSet::new(), BTreeSet::new());
    let (mut configurations, mut groups) = (BTreeSet::new(), BTreeSet::new());
    for entry in entries {
        match entry.actor.split_once(':') {
            Some(("device", id)) => devices.insert(id),
            Some((_, id)) => accounts.insert(id),
            None => false,
        };
        devices.extend(entry.device.as_deref());
        accounts.extend(entry.account.as_deref());
        let named = |field| entry.detail.get(field).and_then(Value::as_str);
        configurations.extend(named("configuration"));
        groups.extend(named("group"));
    }
    Ok(Names {
        accounts: find(context, ACCOUNTS, &accounts).await?,
        devices: find(context, DEVICES, &devices).await?,
        configurations: find(context, CONFIGURATIONS, &configurations).await?,
        groups: find(context, GROUPS, &groups).await?,
    })
}

/// The names behind actors as the trail and commands have them (`administrator:ID`).
pub(crate) async fn actor_names(context: &Context, actors: &[&str]) -> Result<Found, Error> {
    let ids = actors
        .iter()
        .filter_map(|actor| Some(actor.split_once(':')?.1));
    find(context, ACCOUNTS, &ids.collect()).await
}

const ACCOUNTS: &str = "SELECT id, user_name AS name FROM accounts WHERE id IN (";
const DEVICES: &str = "SELECT id, name FROM devices WHERE id IN (";
const CONFIGURATIONS: &str = "SELECT id, name FROM configurations WHERE id IN (";
const GROUPS: &str = "SELECT id, name FROM user_groups WHERE id IN (";

async fn find(context: &Context, text: &'static str, ids: &BTreeSet<&str>) -> Result<Found, Error> {
    if ids.is_empty() {
        return Ok(Found::new());
    }
    let mut query = Query::new(text);
    for (number, id) in ids.iter().enumerate() {
        query.then(if number == 0 { "" } else { ", " }).text(*id);
    }
    query.then(")");
    let rows = query.rows(context.database.pool()).await?;
    rows.iter()
        .map(|row| Ok((row.try_get("id")?, row.try_get("name")?)))
        .collect()
}

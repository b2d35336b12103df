//! The one transaction of an import: accounts, groups, who is in them, and the audit trail.

use super::person::Person;
use super::problem::{Code, Column, Problem};
use crate::accounts::{self, NewUser, Verifier};
use crate::audit::{self, Actor, Event};
use crate::database::Tx;
use crate::error::Error;
use crate::groups;
use crate::label::Label;
use crate::portal::Context;
use crate::secrets::random_id;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};

/// A user who is ready to be stored.
pub(super) struct User<'a> {
    id: String,
    person: &'a Person,
    verifier: Verifier,
}

impl<'a> User<'a> {
    pub(super) fn new(person: &'a Person, verifier: Verifier) -> Result<Self, Error> {
        Ok(Self {
            id: random_id()?,
            person,
            verifier,
        })
    }

    /// As it is compared.
    pub(super) fn name(&self) -> &str {
        &self.person.folded_name
    }

    fn account(&self) -> NewUser<'_> {
        NewUser {
            id: &self.id,
            user_name: &self.person.user_name,
            folded_name: &self.person.folded_name,
            profile: &self.person.profile,
            sign_in: self.person.sign_in,
            verifier: &self.verifier,
        }
    }
}

/// Stores users, in the order of their names; answers how many groups it made. `None`, and nothing
/// is stored, if groups changed meanwhile.
///
/// # Errors
/// [`Error::Import`] if a name was taken meanwhile.
pub(super) async fn store(
    context: &Context,
    administrator: &str,
    users: &[User<'_>],
) -> Result<Option<usize>, Error> {
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    let accounts: Vec<_> = users.iter().map(User::account).collect();
    let added = accounts::add_all(&mut tx, now_ms, &accounts).await?;
    let taken = users.iter().filter(|user| !added.contains(&user.id));
    let taken: Vec<_> = taken
        .map(|user| Problem::new(user.person.line, Column::UserName, Code::UserExists))
        .collect();
    if !taken.is_empty() {
        return Err(Error::Import(taken));
    }
    let Some((groups, made)) = groups_of(&mut tx, now_ms, users).await? else {
        return Ok(None);
    };
    let mut members = Vec::new();
    let mut joined = Vec::with_capacity(users.len());
    for user in users {
        let of_user = user.person.groups.iter();
        let of_user: Vec<_> = of_user
            .filter_map(|group| groups.get(&group.folded))
            .collect();
        members.extend(
            of_user
                .iter()
                .map(|group| (group.as_str(), user.id.as_str())),
        );
        joined.push(of_user);
    }
    groups::add_members(&mut tx, &members).await?;
    let actor = Actor::Administrator(administrator);
    let mut events = Vec::with_capacity(users.len() + made.len() + 1);
    for (id, name) in &made {
        let event = Event::new(actor, "group.created");
        events.push(event.detail(json!({"group": id, "name": name})));
    }
    for (user, groups) in users.iter().zip(joined) {
        let event = Event::new(actor, "user.created").account(Some(&user.id));
        let detail = json!({"sign_in": user.person.sign_in, "groups": groups});
        events.push(event.detail(detail));
    }
    let with_password = users.iter().filter(|user| user.person.password.is_some());
    let detail = json!({
        "users": users.len(), "with_password": with_password.count(), "groups_created": made.len(),
        "members_added": members.len(),
    });
    events.push(Event::new(actor, "users.imported").detail(detail));
    audit::append_all(&mut tx, now_ms, events).await?;
    tx.commit().await?;
    Ok(Some(made.len()))
}

/// The ids of all groups by their folded names, and what was made of them: ids and names.
type Groups = (HashMap<String, String>, Vec<(String, String)>);

/// Holds the groups that there are, by their ids, and makes the others, by their names. `None` if
/// they changed in between.
async fn groups_of(tx: &mut Tx, now_ms: u64, users: &[User<'_>]) -> Result<Option<Groups>, Error> {
    let mut wanted: BTreeMap<&str, (u64, &Label)> = BTreeMap::new();
    for person in users.iter().map(|user| user.person) {
        for group in &person.groups {
            // Spelt as in the file for the first time.
            let first = wanted.entry(&group.folded).or_insert((person.line, group));
            if person.line < first.0 {
                *first = (person.line, group);
            }
        }
    }
    let names: Vec<_> = wanted.keys().copied().collect();
    let mut groups = groups::by_names(tx, &names).await?;
    if !groups::hold_all(tx, &groups).await? {
        return Ok(None);
    }
    let mut made = Vec::new();
    for (folded, (_, group)) in wanted {
        if groups.contains_key(folded) {
            continue;
        }
        let id = random_id()?;
        if !groups::insert(tx, now_ms, &id, group).await? {
            return Ok(None);
        }
        groups.insert(folded.to_owned(), id.clone());
        made.push((id, group.text.clone()));
    }
    Ok(Some((groups, made)))
}

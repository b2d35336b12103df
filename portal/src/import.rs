//! Users and their groups from a file: first it is only checked, then it is carried out, all of it
//! or nothing.
//!
//! A user who is there already is a problem, never changed. A user without a password gets none, and
//! signs in with one only after an administrator has set it. No problem repeats what is in the file.

mod file;
mod person;
mod problem;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use problem::{Code, Column, Problem};

use crate::accounts::{self, Verifier};
use crate::error::Error;
use crate::groups;
use crate::portal::Context;
use person::Person;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use utoipa::ToSchema;

/// Bytes of a file.
pub(crate) const FILE_BYTES: usize = 1024 * 1024;
/// Users of a file.
pub(crate) const ROWS: usize = 5000;
/// Users with a password: each costs a derivation, and a request may take 30 seconds.
const PASSWORDS: usize = 250;
/// Groups that a file may make.
const NEW_GROUPS: usize = 500;
/// How often groups may change under the hands of an import before it gives up.
const TRIES: usize = 3;

/// What a file would do.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CheckedImport)]
pub(crate) struct Checked {
    /// How many users the file has.
    pub(crate) rows: usize,
    /// How many of them get a password.
    pub(crate) with_password: usize,
    /// The groups that do not exist yet, in the order of the file.
    pub(crate) new_groups: Vec<String>,
    /// Empty: the file can be imported. By line.
    pub(crate) problems: Vec<Problem>,
}

/// What a file did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Imported {
    pub(crate) users: usize,
    /// How many of them have a password.
    pub(crate) with_password: usize,
    pub(crate) new_groups: usize,
}

/// A file to start from.
pub(crate) fn template() -> &'static str {
    "user_name,display_name,email,language,groups,sign_in,password\r\n\
     ann,Ann Lee,ann@example.org,en,Sales|Field staff,password,\r\n\
     eloise,Éloïse Martin,eloise@example.org,fr,Sales,identity-provider,\r\n"
}

/// Looks a file through. Nothing is changed.
pub(crate) async fn check(context: &Context, bytes: &[u8]) -> Result<Checked, Error> {
    let plan = plan(context, bytes).await?;
    Ok(Checked {
        rows: plan.rows,
        with_password: with_password(&plan.people).len(),
        new_groups: plan.new_groups,
        problems: plan.problems,
    })
}

/// Adds every user of a file, and the groups that do not exist yet.
///
/// # Errors
/// [`Error::Import`]; nothing is changed then.
pub(crate) async fn carry_out(
    context: &Context,
    administrator: &str,
    bytes: &[u8],
) -> Result<Imported, Error> {
    let plan = plan(context, bytes).await?;
    if !plan.problems.is_empty() {
        return Err(Error::Import(plan.problems));
    }
    let mut verifiers = derive(context, &plan.people).await?;
    let mut users = Vec::with_capacity(plan.people.len());
    for person in &plan.people {
        let derived = verifiers.remove(&person.line);
        let verifier = derived.map_or_else(Verifier::of_nothing, Ok)?;
        users.push(store::User::new(person, verifier)?);
    }
    // One order for all: two imports never wait for each other in a circle.
    users.sort_unstable_by(|one, other| one.name().cmp(other.name()));
    for _ in 0..TRIES {
        let stored = store::store(context, administrator, &users).await?;
        if let Some(new_groups) = stored {
            return Ok(Imported {
                users: users.len(),
                with_password: with_password(&plan.people).len(),
                new_groups,
            });
        }
    }
    Err(Error::Import(vec![Problem::of_file(Code::GroupsChanged)]))
}

/// A file as it was understood.
struct Plan {
    rows: usize,
    people: Vec<Person>,
    new_groups: Vec<String>,
    problems: Vec<Problem>,
}

/// Everything that is wrong with a file, by itself and with what there is already.
async fn plan(context: &Context, bytes: &[u8]) -> Result<Plan, Error> {
    let file::File {
        rows,
        people,
        mut problems,
    } = file::read(bytes)?;
    if let Some(beyond) = with_password(&people).get(PASSWORDS) {
        problems.push(Problem::new(
            beyond.line,
            Column::Password,
            Code::TooManyPasswords,
        ));
    }
    let mut names = HashSet::new();
    for person in &people {
        if !names.insert(person.folded_name.as_str()) {
            problems.push(Problem::new(
                person.line,
                Column::UserName,
                Code::NameRepeated,
            ));
        }
    }
    let names: Vec<_> = names.into_iter().collect();
    let taken = accounts::taken_names(context, &names).await?;
    for person in &people {
        if taken.contains(&person.folded_name) {
            problems.push(Problem::new(
                person.line,
                Column::UserName,
                Code::UserExists,
            ));
        }
    }
    let new_groups = new_groups(context, &people).await?;
    if new_groups.len() > NEW_GROUPS {
        problems.push(Problem::of_file(Code::TooManyGroups));
    }
    problems.sort_by_key(|problem| problem.line);
    Ok(Plan {
        rows,
        people,
        new_groups,
        problems,
    })
}

/// The groups that do not exist yet, spelt as in the file for the first time.
async fn new_groups(context: &Context, people: &[Person]) -> Result<Vec<String>, Error> {
    let mut seen = HashSet::new();
    let mut named = Vec::new();
    for group in people.iter().flat_map(|person| &person.groups) {
        if seen.insert(group.folded.as_str()) {
            named.push(group);
        }
    }
    let mut connection = context.database.pool().acquire().await?;
    let names: Vec<_> = seen.into_iter().collect();
    let known = groups::by_names(&mut connection, &names).await?;
    named.retain(|group| !known.contains_key(&group.folded));
    Ok(named.into_iter().map(|group| group.text.clone()).collect())
}

fn with_password(people: &[Person]) -> Vec<&Person> {
    let has = |person: &&Person| person.password.is_some();
    people.iter().filter(has).collect()
}

/// Derives every password, by the line of its user. Two at once: whoever signs in meanwhile waits
/// for those two at most.
async fn derive(context: &Context, people: &[Person]) -> Result<HashMap<u64, Verifier>, Error> {
    let people = with_password(people);
    let (some, others) = people.split_at(people.len() / 2);
    let (mut derived, rest) =
        tokio::try_join!(one_by_one(context, some), one_by_one(context, others))?;
    derived.extend(rest);
    Ok(derived)
}

async fn one_by_one(
    context: &Context,
    people: &[&Person],
) -> Result<HashMap<u64, Verifier>, Error> {
    let mut derived = HashMap::with_capacity(people.len());
    for person in people {
        if let Some(password) = &person.password {
            derived.insert(person.line, Verifier::derive(context, password).await?);
        }
    }
    Ok(derived)
}

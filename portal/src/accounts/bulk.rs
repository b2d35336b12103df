//! Many users at once, for an import.

use super::{Language, Profile, SignIn, Verifier};
use crate::database::{AT_ONCE, Tx, big, places};
use crate::error::Error;
use crate::portal::Context;
use sqlx::{AssertSqlSafe, Row as _};
use std::collections::HashSet;

/// A user who is to be stored.
pub(crate) struct NewUser<'a> {
    pub(crate) id: &'a str,
    pub(crate) user_name: &'a str,
    pub(crate) folded_name: &'a str,
    pub(crate) profile: &'a Profile,
    pub(crate) sign_in: SignIn,
    pub(crate) verifier: &'a Verifier,
}

/// Which of these folded names users have.
pub(crate) async fn taken_names(
    context: &Context,
    names: &[&str],
) -> Result<HashSet<String>, Error> {
    let mut taken = HashSet::new();
    for names in names.chunks(AT_ONCE) {
        let places = places(1, names.len());
        let text = format!(
            "SELECT folded_name FROM accounts WHERE role = 'user' AND folded_name IN {places}"
        );
        let mut query = sqlx::query(AssertSqlSafe(text));
        for name in names {
            query = query.bind(*name);
        }
        for row in query.fetch_all(context.database.pool()).await? {
            taken.insert(row.try_get("folded_name")?);
        }
    }
    Ok(taken)
}

/// Adds users, in the order in which they are given; answers the ids of those whose names were
/// free.
pub(crate) async fn add_all(
    tx: &mut Tx,
    now_ms: u64,
    users: &[NewUser<'_>],
) -> Result<HashSet<String>, Error> {
    let mut added = HashSet::with_capacity(users.len());
    for users in users.chunks(AT_ONCE) {
        let text = format!(
            "INSERT INTO accounts (id, role, user_name, folded_name, salt, verifier, created_ms,
                 password_set_ms, display_name, email, language, searched, sign_in)
             VALUES {} ON CONFLICT DO NOTHING RETURNING id",
            places(users.len(), 13)
        );
        let mut query = sqlx::query(AssertSqlSafe(text));
        for user in users {
            let set_ms = if user.verifier.is_of_password {
                now_ms
            } else {
                0
            };
            query = query
                .bind(user.id)
                .bind("user")
                .bind(user.user_name)
                .bind(user.folded_name)
                .bind(user.verifier.salt.to_text())
                .bind(user.verifier.verifier.to_text())
                .bind(big(now_ms))
                .bind(big(set_ms))
                .bind(user.profile.display_name())
                .bind(user.profile.email())
                .bind(user.profile.language.map(Language::as_str))
                .bind(user.profile.searched(user.folded_name))
                .bind(user.sign_in.as_str());
        }
        for row in query.fetch_all(&mut **tx).await? {
            added.insert(row.try_get("id")?);
        }
    }
    Ok(added)
}

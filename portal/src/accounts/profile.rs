//! What is known of a person besides the user name: how they are called, where mail goes, and in
//! which language.
//!
//! Nothing of it proves who somebody is, and nobody signs in with it.

use super::{Role, fold_name};
use crate::audit::{self, Event};
use crate::database::Tx;
use crate::error::Error;
use crate::label::Label;
use crate::language::Language;
use crate::portal::Context;
use crate::sessions::SignedIn;
use lettre::Address;
use serde_json::json;
use sqlx::Row as _;

/// RFC 5321 §4.5.3.1.3 allows 256 with the angle brackets around it.
const EMAIL_CHARACTERS: usize = 254;

/// An e-mail address, its domain in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Email(String);

impl Email {
    /// # Errors
    /// [`Error::Email`].
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let address: Address = text.trim().parse().map_err(|_| Error::Email)?;
        let text = format!("{}@{}", address.user(), address.domain().to_lowercase());
        // SECURITY: a quoted part before the @ may hold what begins another line of a header.
        if text.chars().count() > EMAIL_CHARACTERS || text.chars().any(char::is_control) {
            return Err(Error::Email);
        }
        Ok(Self(text))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// All of it; what is `None` is not known.
#[derive(Default)]
pub(crate) struct Profile {
    pub(crate) display_name: Option<Label>,
    pub(crate) email: Option<Email>,
    pub(crate) language: Option<Language>,
}

impl Profile {
    /// From what somebody typed: nothing but blanks is none.
    ///
    /// # Errors
    /// [`Error::Name`], [`Error::Email`].
    pub(crate) fn parse(
        display_name: Option<&str>,
        email: Option<&str>,
        language: Option<Language>,
    ) -> Result<Self, Error> {
        let is_told = |text: &&str| !text.trim().is_empty();
        Ok(Self {
            display_name: display_name.filter(is_told).map(Label::parse).transpose()?,
            email: email.filter(is_told).map(Email::parse).transpose()?,
            language,
        })
    }

    pub(crate) fn display_name(&self) -> Option<&str> {
        self.display_name.as_ref().map(|name| name.text.as_str())
    }

    pub(crate) fn email(&self) -> Option<&str> {
        self.email.as_ref().map(Email::as_str)
    }

    /// The text that lists are searched in. A line break keeps a search from matching across.
    pub(super) fn searched(&self, folded_name: &str) -> String {
        let display_name = self.display_name.as_ref().map(|name| name.folded.as_str());
        let email = self.email().map(fold_name);
        let parts = [Some(folded_name), display_name, email.as_deref()];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        parts.join("\n")
    }
}

/// An administrator says who a user is.
///
/// # Errors
/// [`Error::NoSuchUser`].
pub(crate) async fn set_profile(
    context: &Context,
    administrator: &str,
    user: &str,
    profile: &Profile,
) -> Result<(), Error> {
    let mut tx = context.database.begin().await?;
    let changed = store_profile(&mut tx, Role::User, user, profile).await?;
    let changed = changed.ok_or(Error::NoSuchUser)?;
    let event = Event::new(
        audit::Actor::Administrator(administrator),
        "user.profile_set",
    );
    told(context, &mut tx, event.account(Some(user)), &changed).await?;
    Ok(tx.commit().await?)
}

/// Whoever is signed in chooses a language.
pub(crate) async fn set_language(
    context: &Context,
    session: &SignedIn,
    language: Option<Language>,
) -> Result<(), Error> {
    let mut tx = context.database.begin().await?;
    let set = sqlx::query(
        "UPDATE accounts SET language = $1 WHERE id = $2 AND COALESCE(language, '') <> $3",
    )
    .bind(language.map(Language::as_str))
    .bind(&session.account)
    .bind(language.map_or("", Language::as_str))
    .execute(&mut *tx)
    .await?;
    let changed: &[_] = if set.rows_affected() == 1 {
        &["language"]
    } else {
        &[]
    };
    let action = match session.staff_role {
        Some(_) => "staff.profile_set",
        None => "user.profile_set",
    };
    let event = Event::new(session.actor(), action).account(Some(&session.account));
    told(context, &mut tx, event, changed).await?;
    Ok(tx.commit().await?)
}

/// Writes down which fields changed, never what is in them.
pub(crate) async fn told(
    context: &Context,
    tx: &mut Tx,
    event: Event<'_>,
    changed: &[&str],
) -> Result<(), Error> {
    if changed.is_empty() {
        return Ok(());
    }
    let event = event.detail(json!({"changed": changed}));
    audit::append(tx, context.now_ms(), event).await
}

/// Stores it; answers the names of the fields that are others than before, or `None` if there is no
/// such account.
pub(crate) async fn store_profile(
    tx: &mut Tx,
    role: Role,
    account: &str,
    profile: &Profile,
) -> Result<Option<Vec<&'static str>>, Error> {
    let row = sqlx::query(
        "UPDATE accounts SET salt = salt WHERE id = $1 AND role = $2
         RETURNING folded_name, display_name, email, language",
    )
    .bind(account)
    .bind(role.as_str())
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let language = profile.language.map(Language::as_str);
    let mut changed = Vec::new();
    for (field, new) in [
        ("display_name", profile.display_name()),
        ("email", profile.email()),
        ("language", language),
    ] {
        let former: Option<String> = row.try_get(field)?;
        if former.as_deref() != new {
            changed.push(field);
        }
    }
    let folded_name: String = row.try_get("folded_name")?;
    sqlx::query(
        "UPDATE accounts SET display_name = $1, email = $2, language = $3, searched = $4
         WHERE id = $5",
    )
    .bind(profile.display_name())
    .bind(profile.email())
    .bind(language)
    .bind(profile.searched(&folded_name))
    .bind(account)
    .execute(&mut **tx)
    .await?;
    Ok(Some(changed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_254_characters_at_most_and_its_domain_no_case() {
        let email = Email::parse(" Ann.Lee@Example.COM ").ok().unwrap();
        assert_eq!(email.as_str(), "Ann.Lee@example.com");
        for refused in [
            "",
            "ann",
            "ann@",
            "@b.c",
            "a b@c.d",
            "a@b.c\nBcc: x@y.z",
            "\"a\n\"@b.c",
        ] {
            assert!(Email::parse(refused).is_err(), "{refused:?}");
        }
        let label = "x".repeat(61);
        let long = format!("aa@{label}.{label}.{label}.{label}.com");
        assert!(Email::parse(&long).is_ok_and(|email| email.as_str().len() == 254));
        assert!(Email::parse(&format!("a{long}")).is_err());
    }

    #[test]
    fn blanks_are_none() {
        let profile = Profile::parse(Some(" "), Some(""), None).ok().unwrap();
        assert!(profile.display_name.is_none() && profile.email.is_none());
        let profile = Profile::parse(Some(" Ann É"), Some("A@B.c"), None).ok();
        assert_eq!(profile.unwrap().searched("ann"), "ann\nann é\na@b.c");
    }
}

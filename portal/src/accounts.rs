//! Accounts of users and of staff: two kinds that never stand in for each other.
//!
//! A password is kept only as its verifier. Whether an account exists is never said: an unknown one
//! costs the same work and gets the same answer.

mod add;
mod bulk;
mod derivation;
mod page;
mod password;
mod profile;
mod roles;
mod text;
mod users;
mod verify;

pub(crate) use crate::language::Language;
pub(crate) use add::{Newcomer, add_user};
pub(crate) use bulk::{NewUser, add_all, taken_names};
pub(crate) use derivation::{Derivations, Derived};
pub(crate) use page::{Details, UserFilter, UserRow, details, page_users};
pub(crate) use password::{NewPassword, change_password, set_password};
pub(crate) use profile::{Email, Profile, set_language, set_profile, store_profile, told};
pub(crate) use roles::{SignIn, StaffRole};
pub(crate) use text::{check_name, check_password, fold_name, is_invisible, normalise_secret};
pub(crate) use users::{AccountSummary, create_user, list_users, set_sign_in, user};
pub(crate) use verify::{Purpose, Source, derive, known_browser, matches_password, verify};

use crate::audit::Actor;
use crate::database::{Tx, big, unsigned};
use crate::error::{Error, Internal};
use crate::portal::Context;
use crate::secrets::{random_bytes, random_id};
use passcode_core::portal::wire::{Base64, SecretText};
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// What an account is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Owns devices; uses the self-service API.
    User,
    /// Runs the organisation's portal; uses the administration API. What each may do there is its
    /// [`StaffRole`].
    Staff,
}

impl Role {
    /// FORMAT: in the database and in the names of sources, from a time when all staff were
    /// administrators.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Staff => "administrator",
        }
    }
}

/// An account with what verifies its password.
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) salt: [u8; 16],
    /// `None` for users.
    pub(crate) staff_role: Option<StaffRole>,
    verifier: Derived,
    sign_in: SignIn,
    is_disabled: bool,
}

impl Account {
    /// Who did it, if this account did.
    pub(crate) fn actor(&self) -> Actor<'_> {
        let id = self.id.as_str();
        self.staff_role
            .map_or(Actor::User(id), |role| role.actor(id))
    }

    /// Why the right password is not enough. For the audit trail only.
    pub(crate) fn password_refused(&self) -> Option<&'static str> {
        let disabled = self.is_disabled.then_some("account.disabled");
        disabled.or_else(|| self.sign_in.password_refused())
    }

    /// Why the identity provider's word is not enough. For the audit trail only.
    pub(crate) fn provider_refused(&self) -> Option<&'static str> {
        let disabled = self.is_disabled.then_some("account.disabled");
        let is_for_it = self.sign_in == SignIn::IdentityProvider;
        disabled.or_else(|| (!is_for_it).then_some("account.not_identity_provider"))
    }
}

/// Looks an account up by its folded name.
pub(crate) async fn find_by_name(
    context: &Context,
    role: Role,
    folded_name: &str,
) -> Result<Option<Account>, Error> {
    let row = sqlx::query(
        "SELECT id, salt, verifier, staff_role, sign_in, disabled FROM accounts
         WHERE role = $1 AND folded_name = $2",
    )
    .bind(role.as_str())
    .bind(folded_name)
    .fetch_optional(context.database.pool())
    .await?;
    row.as_ref().map(account).transpose()
}

/// Looks a user up by its id.
///
/// # Errors
/// [`Error::NoSuchUser`].
pub(crate) async fn find_user(context: &Context, id: &str) -> Result<Account, Error> {
    let row = sqlx::query(
        "SELECT id, salt, verifier, staff_role, sign_in, disabled FROM accounts
         WHERE role = 'user' AND id = $1",
    )
    .bind(id)
    .fetch_optional(context.database.pool())
    .await?;
    account(&row.ok_or(Error::NoSuchUser)?)
}

/// The user name of a signed-in account.
pub(crate) async fn name_of(context: &Context, id: &str) -> Result<String, Error> {
    let row = sqlx::query("SELECT user_name FROM accounts WHERE id = $1")
        .bind(id)
        .fetch_one(context.database.pool())
        .await?;
    Ok(row.try_get("user_name")?)
}

/// The user name of a signed-in account, and what people call who has it.
pub(crate) async fn names_of(context: &Context, id: &str) -> Result<(String, String), Error> {
    let row = sqlx::query("SELECT user_name, display_name FROM accounts WHERE id = $1")
        .bind(id)
        .fetch_one(context.database.pool())
        .await?;
    let (user_name, called): (String, Option<String>) =
        (row.try_get("user_name")?, row.try_get("display_name")?);
    let called = called.unwrap_or_else(|| user_name.clone());
    Ok((user_name, called))
}

/// What is kept of a password.
pub(crate) struct Verifier {
    pub(crate) salt: Base64,
    pub(crate) verifier: Base64,
    pub(crate) is_of_password: bool,
}

impl Verifier {
    /// Checks a password, and derives.
    ///
    /// # Errors
    /// [`Error::PasswordLength`].
    pub(crate) async fn derive(context: &Context, password: &SecretText) -> Result<Self, Error> {
        // EXPOSE: the password, for the derivation.
        let password = text::new_password(password.expose())?;
        let salt = *random_bytes::<16>()?;
        let verifier = context.derivations.derive(password, salt).await?;
        Ok(Self {
            salt: Base64(salt.to_vec()),
            verifier: Base64(verifier.to_vec()),
            is_of_password: true,
        })
    }

    /// Of no password at all. SECURITY: 32 random bytes, which nothing that somebody types derives
    /// to; so an account without a password costs the same work and gets the same answer.
    pub(crate) fn of_nothing() -> Result<Self, Error> {
        Ok(Self {
            salt: Base64(random_bytes::<16>()?.to_vec()),
            verifier: Base64(random_bytes::<32>()?.to_vec()),
            is_of_password: false,
        })
    }
}

/// A new member of staff whose password is derived, ready to be inserted in a transaction.
pub(crate) struct NewStaff<'a> {
    pub(crate) id: String,
    role: StaffRole,
    user_name: &'a str,
    profile: Profile,
    verifier: Verifier,
}

impl<'a> NewStaff<'a> {
    /// Checks name and password, and derives.
    pub(crate) async fn prepare(
        context: &Context,
        role: StaffRole,
        user_name: &'a str,
        password: &SecretText,
    ) -> Result<Self, Error> {
        check_name(user_name)?;
        let verifier = Verifier::derive(context, password).await?;
        Ok(Self {
            id: random_id()?,
            role,
            user_name,
            profile: Profile::default(),
            verifier,
        })
    }

    /// With what is known of the person.
    pub(crate) fn with(self, profile: Profile) -> Self {
        Self { profile, ..self }
    }

    /// Inserts it.
    ///
    /// # Errors
    /// [`Error::UserExists`].
    pub(crate) async fn insert(&self, tx: &mut Tx, now_ms: u64) -> Result<(), Error> {
        let folded_name = fold_name(self.user_name);
        let inserted = sqlx::query(
            "INSERT INTO accounts (id, role, user_name, folded_name, salt, verifier, created_ms,
                 password_set_ms, staff_role, display_name, email, language, searched)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12)
             ON CONFLICT DO NOTHING",
        )
        .bind(&self.id)
        .bind(Role::Staff.as_str())
        .bind(self.user_name)
        .bind(&folded_name)
        .bind(self.verifier.salt.to_text())
        .bind(self.verifier.verifier.to_text())
        .bind(big(now_ms))
        .bind(self.role.as_str())
        .bind(self.profile.display_name())
        .bind(self.profile.email())
        .bind(self.profile.language.map(Language::as_str))
        .bind(self.profile.searched(&folded_name))
        .execute(&mut **tx)
        .await?;
        if inserted.rows_affected() == 1 {
            Ok(())
        } else {
            Err(Error::UserExists)
        }
    }
}

/// In the transaction that uses what was verified.
///
/// # Errors
/// [`Error::Credentials`] if the account is no longer what was looked at.
pub(crate) async fn check_unchanged(tx: &mut Tx, account: &Account) -> Result<(), Error> {
    if is_unchanged(tx, account).await? {
        Ok(())
    } else {
        Err(Error::Credentials)
    }
}

/// SECURITY: the account still is what was looked at: the salt changes with every password, so it
/// also tells whether the password is still the one that was verified. Holds until the transaction
/// ends.
pub(crate) async fn is_unchanged(tx: &mut Tx, account: &Account) -> Result<bool, Error> {
    let found = sqlx::query(
        "UPDATE accounts SET salt = salt
         WHERE id = $1 AND salt = $2 AND sign_in = $3 AND disabled = $4",
    )
    .bind(&account.id)
    .bind(Base64(account.salt.to_vec()).to_text())
    .bind(account.sign_in.as_str())
    .bind(i64::from(account.is_disabled))
    .execute(&mut **tx)
    .await?;
    Ok(found.rows_affected() == 1)
}

fn account(row: &AnyRow) -> Result<Account, Error> {
    let bytes = |column| -> Result<Vec<u8>, Error> {
        let text: String = row.try_get(column)?;
        Base64::from_text(&text)
            .map(|bytes| bytes.0)
            .ok_or(Error::Internal(Internal::Record))
    };
    let damaged = || Error::Internal(Internal::Record);
    let staff_role: Option<String> = row.try_get("staff_role")?;
    let staff_role = staff_role.map(|role| StaffRole::parse(&role).ok_or_else(damaged));
    let sign_in: String = row.try_get("sign_in")?;
    let verifier = bytes("verifier")?.try_into().map_err(|_| damaged())?;
    Ok(Account {
        id: row.try_get("id")?,
        salt: bytes("salt")?.try_into().map_err(|_| damaged())?,
        staff_role: staff_role.transpose()?,
        verifier: Derived::new(verifier),
        sign_in: SignIn::parse(&sign_in).ok_or_else(damaged)?,
        is_disabled: unsigned(row, "disabled")? != 0,
    })
}

//! Staff accounts: administrators, help desk, auditors. Kept by administrators.
//!
//! There is always an administrator who can sign in. A change of role, and an end, takes effect at
//! once: sessions go in the same transaction.

mod password;

pub(crate) use password::{change_own_password, set_password};

use crate::accounts::{self, Language, NewStaff, Profile, Role, StaffRole};
use crate::audit::{self, Actor, Event};
use crate::database::{Tx, unsigned};
use crate::error::{Error, Internal};
use crate::portal::Context;
use crate::sessions;
use passcode_core::portal::wire::SecretText;
use serde::Serialize;
use serde_json::json;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use utoipa::ToSchema;

/// A member of staff as the rest of the staff sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Member {
    pub(crate) id: String,
    pub(crate) user_name: String,
    #[schema(required)]
    pub(crate) display_name: Option<String>,
    #[schema(required)]
    pub(crate) email: Option<String>,
    #[schema(required)]
    pub(crate) language: Option<Language>,
    pub(crate) role: StaffRole,
    pub(crate) disabled: bool,
    created_ms: u64,
}

/// What changes of a member of staff; the rest stays as it is.
pub(crate) struct Change {
    pub(crate) role: Option<StaffRole>,
    pub(crate) disabled: Option<bool>,
}

const ONE: &str =
    "SELECT id, user_name, display_name, email, language, staff_role, disabled, created_ms
     FROM accounts WHERE role = 'administrator' AND id = $1";

/// Every member of staff.
pub(crate) async fn list(context: &Context) -> Result<Vec<Member>, Error> {
    sqlx::query(
        "SELECT id, user_name, display_name, email, language, staff_role, disabled, created_ms
         FROM accounts
         WHERE role = 'administrator' ORDER BY folded_name",
    )
    .fetch_all(context.database.pool())
    .await?
    .iter()
    .map(member)
    .collect()
}

/// One member of staff.
///
/// # Errors
/// [`Error::NoSuchStaff`].
pub(crate) async fn find(context: &Context, id: &str) -> Result<Member, Error> {
    let row = sqlx::query(ONE)
        .bind(id)
        .fetch_optional(context.database.pool())
        .await?;
    member(&row.ok_or(Error::NoSuchStaff)?)
}

/// An administrator adds a member of staff; answers its id.
///
/// # Errors
/// [`Error::UserName`], [`Error::PasswordLength`], [`Error::UserExists`].
pub(crate) async fn create(
    context: &Context,
    administrator: &str,
    (user_name, password): (&str, &SecretText),
    role: StaffRole,
    profile: Profile,
) -> Result<String, Error> {
    let new = NewStaff::prepare(context, role, user_name, password).await?;
    let new = new.with(profile);
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    new.insert(&mut tx, now_ms).await?;
    let event = Event::new(Actor::Administrator(administrator), "staff.created");
    let event = event.account(Some(&new.id)).detail(json!({"role": role}));
    audit::append(&mut tx, now_ms, event).await?;
    tx.commit().await?;
    Ok(new.id)
}

/// An administrator changes what a member of staff may do, and whether they may sign in.
///
/// # Errors
/// [`Error::NoSuchStaff`], [`Error::LastAdministrator`]; nothing is changed then.
pub(crate) async fn change(
    context: &Context,
    administrator: &str,
    id: &str,
    change: &Change,
) -> Result<(), Error> {
    let now_ms = context.now_ms();
    let mut tx = context.database.begin().await?;
    one_at_a_time(&mut tx).await?;
    // As it is now: nobody else changes it before this ends.
    let row = sqlx::query(ONE).bind(id).fetch_optional(&mut *tx).await?;
    let former = member(&row.ok_or(Error::NoSuchStaff)?)?;
    let role = change.role.unwrap_or(former.role);
    let disabled = change.disabled.unwrap_or(former.disabled);
    let changed = sqlx::query(
        "UPDATE accounts SET staff_role = $1, disabled = $2
         WHERE id = $3 AND role = 'administrator'
             AND (($1 = 'administrator' AND $2 = 0) OR EXISTS
                 (SELECT others.id FROM accounts others
                  WHERE others.role = 'administrator' AND others.staff_role = 'administrator'
                      AND others.disabled = 0 AND others.id <> $3))",
    )
    .bind(role.as_str())
    .bind(i64::from(disabled))
    .bind(id)
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() != 1 {
        return Err(Error::LastAdministrator);
    }
    sessions::end_all_of(&mut tx, id, None).await?;
    let event = Event::new(Actor::Administrator(administrator), "staff.changed");
    let detail = json!({"role": role, "disabled": disabled});
    audit::append(&mut tx, now_ms, event.account(Some(id)).detail(detail)).await?;
    Ok(tx.commit().await?)
}

/// An administrator says who a member of staff is.
///
/// # Errors
/// [`Error::NoSuchStaff`].
pub(crate) async fn set_profile(
    context: &Context,
    administrator: &str,
    id: &str,
    profile: &Profile,
) -> Result<(), Error> {
    let mut tx = context.database.begin().await?;
    let changed = accounts::store_profile(&mut tx, Role::Staff, id, profile).await?;
    let changed = changed.ok_or(Error::NoSuchStaff)?;
    let event = Event::new(Actor::Administrator(administrator), "staff.profile_set");
    accounts::told(context, &mut tx, event.account(Some(id)), &changed).await?;
    Ok(tx.commit().await?)
}

/// SECURITY: two administrators who end each other at once would leave none. The row of the set-up
/// is there since the first administrator, and serves as the lock.
async fn one_at_a_time(tx: &mut Tx) -> Result<(), Error> {
    sqlx::query("UPDATE set_up SET used = used WHERE one = 1")
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn member(row: &AnyRow) -> Result<Member, Error> {
    let role: String = row.try_get("staff_role")?;
    Ok(Member {
        id: row.try_get("id")?,
        user_name: row.try_get("user_name")?,
        display_name: row.try_get("display_name")?,
        email: row.try_get("email")?,
        language: Language::read(row)?,
        role: StaffRole::parse(&role).ok_or(Error::Internal(Internal::Record))?,
        disabled: unsigned(row, "disabled")? != 0,
        created_ms: unsigned(row, "created_ms")?,
    })
}

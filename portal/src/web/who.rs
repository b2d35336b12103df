//! Whom a page is for: every handler names one of these in its `By<…>`.
//!
//! | Page for | user | administrator | help desk | auditor |
//! |---|---|---|---|---|
//! | [`User`]: one's own devices | yes | no | no | no |
//! | [`Administrator`]: changes things | no | yes | no | no |
//! | [`HelpDesk`]: one-time PINs | no | yes | yes | no |
//! | [`Reader`]: reads everything | no | yes | no | yes |
//! | [`Staff`]: reads users, devices and the audit trail | no | yes | yes | yes |

use super::cookies::Cookie;
use super::screen::{Person, Screen};
use crate::accounts::{Role, StaffRole};
use crate::error::Error;
use crate::local::SELF_SERVICE;
use crate::portal::Context;
use crate::sessions::{self, SignedIn};
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

/// The parts of the portal where people sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Self-service.
    My,
    /// Administration.
    Admin,
}

impl Zone {
    /// The zone of a path.
    pub(super) fn of(path: &str) -> Self {
        let is_admin = path == "/admin" || path.starts_with("/admin/");
        // The first administrator is about to be one.
        if is_admin || path == "/set-up" {
            Self::Admin
        } else {
            Self::My
        }
    }

    /// As templates know it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::My => "my",
            Self::Admin => "admin",
        }
    }

    pub(super) fn role(self) -> Role {
        match self {
            Self::My => Role::User,
            Self::Admin => Role::Staff,
        }
    }

    pub(super) fn cookie(self) -> Cookie {
        match self {
            Self::My => Cookie::UserSession,
            Self::Admin => Cookie::StaffSession,
        }
    }

    /// Where people sign in.
    pub(super) fn sign_in(self) -> &'static str {
        match self {
            Self::My => "/my/sign-in",
            Self::Admin => "/admin/sign-in",
        }
    }

    /// Where people begin.
    pub(super) fn home(self) -> &'static str {
        match self {
            Self::My => SELF_SERVICE,
            Self::Admin => "/admin",
        }
    }
}

/// Whom a page lets in.
pub(super) trait Allowed {
    /// Where it is.
    const ZONE: Zone;
    /// Which staff; of no meaning for users.
    const ROLES: &[StaffRole];
}

/// A user.
pub(super) struct User;
/// An administrator.
pub(super) struct Administrator;
/// An administrator or a member of the help desk.
pub(super) struct HelpDesk;
/// An administrator or an auditor.
pub(super) struct Reader;
/// Any member of staff.
pub(super) struct Staff;

impl Allowed for User {
    const ZONE: Zone = Zone::My;
    const ROLES: &[StaffRole] = &[];
}

impl Allowed for Administrator {
    const ZONE: Zone = Zone::Admin;
    const ROLES: &[StaffRole] = &[StaffRole::Administrator];
}

impl Allowed for HelpDesk {
    const ZONE: Zone = Zone::Admin;
    const ROLES: &[StaffRole] = &[StaffRole::Administrator, StaffRole::HelpDesk];
}

impl Allowed for Reader {
    const ZONE: Zone = Zone::Admin;
    const ROLES: &[StaffRole] = &[StaffRole::Administrator, StaffRole::Auditor];
}

impl Allowed for Staff {
    const ZONE: Zone = Zone::Admin;
    const ROLES: &[StaffRole] = &[
        StaffRole::Administrator,
        StaffRole::HelpDesk,
        StaffRole::Auditor,
    ];
}

/// Somebody who is signed in and may see the page, and the screen to show it on.
pub(super) struct By<R> {
    pub(super) session: SignedIn,
    pub(super) screen: Screen,
    role: PhantomData<R>,
}

impl<R: Allowed> FromRequestParts<Arc<Context>> for By<R> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, context: &Arc<Context>) -> Result<Self, Error> {
        let session = signed_in(&parts.headers, context, R::ZONE).await?;
        let is_allowed = is_allowed::<R>(session.staff_role)?;
        let mut screen = Screen::of(parts, context);
        let person = Person::of(context, &session).await?;
        if let Some(reader) = parts.extensions.get::<Reading>() {
            reader.is(&person);
        }
        if !is_allowed {
            return Err(Error::RoleNotAllowed);
        }
        screen.person = Some(person);
        Ok(Self {
            session,
            screen,
            role: PhantomData,
        })
    }
}

impl<R> By<R> {
    /// Notes that the password has just been given: pages of this request do not ask for it again.
    pub(super) fn is_confirmed(&mut self, now_ms: u64) {
        self.session.authenticated_ms = now_ms;
        if let Some(person) = &mut self.screen.person {
            person.is_fresh = true;
        }
    }
}

/// SECURITY: a session of staff without a role that is known here is nobody's, and one of a user
/// never has a role.
///
/// # Errors
/// [`Error::SignInNeeded`].
fn is_allowed<R: Allowed>(role: Option<StaffRole>) -> Result<bool, Error> {
    match (R::ZONE, role) {
        (Zone::My, None) => Ok(true),
        (Zone::Admin, Some(role)) => Ok(R::ROLES.contains(&role)),
        (Zone::My, Some(_)) | (Zone::Admin, None) => Err(Error::SignInNeeded),
    }
}

/// Whoever reads a page that asks by itself every few seconds: it does not keep the session alive.
pub(super) struct Watching<R> {
    pub(super) account: String,
    role: PhantomData<R>,
}

impl<R: Allowed> FromRequestParts<Arc<Context>> for Watching<R> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, context: &Arc<Context>) -> Result<Self, Error> {
        let token = R::ZONE.cookie().of(&parts.headers);
        let token = token.ok_or(Error::SignInNeeded)?;
        let session = sessions::look(context, R::ZONE.role(), token).await?;
        if !is_allowed::<R>(session.staff_role)? {
            return Err(Error::RoleNotAllowed);
        }
        Ok(Self {
            account: session.account,
            role: PhantomData,
        })
    }
}

/// Who reads the answer of a request, as far as its handler has found out: for the page of a
/// refusal, which is made outside of the handler.
#[derive(Clone, Default)]
pub(super) struct Reading(Arc<OnceLock<Person>>);

impl Reading {
    fn is(&self, person: &Person) {
        // One request has one session; a second extractor finds the same person.
        let _ = self.0.set(person.clone());
    }

    pub(super) fn who(&self) -> Option<Person> {
        self.0.get().cloned()
    }
}

/// Who the session of a zone belongs to.
///
/// # Errors
/// [`Error::SignInNeeded`].
pub(super) async fn signed_in(
    headers: &HeaderMap,
    context: &Context,
    zone: Zone,
) -> Result<SignedIn, Error> {
    let token = zone.cookie().of(headers).ok_or(Error::SignInNeeded)?;
    sessions::resume(context, zone.role(), token).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staff_without_a_known_role_are_let_in_nowhere() {
        for of in [
            is_allowed::<Administrator>,
            is_allowed::<HelpDesk>,
            is_allowed::<Reader>,
            is_allowed::<Staff>,
        ] {
            assert!(matches!(of(None), Err(Error::SignInNeeded)));
            assert!(matches!(of(Some(StaffRole::Administrator)), Ok(true)));
        }
        let auditor = Some(StaffRole::Auditor);
        assert!(matches!(is_allowed::<HelpDesk>(auditor), Ok(false)));
        assert!(matches!(is_allowed::<Reader>(auditor), Ok(true)));
        assert!(matches!(is_allowed::<User>(None), Ok(true)));
        assert!(matches!(
            is_allowed::<User>(auditor),
            Err(Error::SignInNeeded)
        ));
    }
}

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
use std::sync::Arc;

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
        match session.staff_role {
            Some(role) if !R::ROLES.contains(&role) => return Err(Error::RoleNotAllowed),
            Some(_) | None => {}
        }
        let mut screen = Screen::of(parts, context);
        screen.person = Some(Person::of(context, &session).await?);
        Ok(Self {
            session,
            screen,
            role: PhantomData,
        })
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

//! Which staff a route of the administration API is for: every handler names one of these.
//!
//! | Extractor | administrator | help desk | auditor |
//! |---|---|---|---|
//! | [`Administrator`]: changes things | yes | no | no |
//! | [`HelpDesk`]: one-time PINs | yes | yes | no |
//! | [`Reader`]: reads everything | yes | no | yes |
//! | [`Staff`]: reads users, devices and the audit trail | yes | yes | yes |

use super::extract::signed_in;
use crate::accounts::{Role, StaffRole};
use crate::error::Error;
use crate::portal::Context;
use crate::sessions::SignedIn;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::sync::Arc;

/// A signed-in administrator.
pub(crate) struct Administrator(pub(crate) SignedIn);
/// A signed-in administrator or member of the help desk.
pub(crate) struct HelpDesk(pub(crate) SignedIn);
/// A signed-in administrator or auditor.
pub(crate) struct Reader(pub(crate) SignedIn);
/// Any signed-in member of staff.
pub(crate) struct Staff(pub(crate) SignedIn);

impl FromRequestParts<Arc<Context>> for Administrator {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, context: &Arc<Context>) -> Result<Self, Error> {
        let session = one_of(parts, context, &[StaffRole::Administrator]).await?;
        Ok(Self(session))
    }
}

impl FromRequestParts<Arc<Context>> for HelpDesk {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, context: &Arc<Context>) -> Result<Self, Error> {
        let roles = [StaffRole::Administrator, StaffRole::HelpDesk];
        Ok(Self(one_of(parts, context, &roles).await?))
    }
}

impl FromRequestParts<Arc<Context>> for Reader {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, context: &Arc<Context>) -> Result<Self, Error> {
        let roles = [StaffRole::Administrator, StaffRole::Auditor];
        one_of(parts, context, &roles).await.map(Self)
    }
}

impl FromRequestParts<Arc<Context>> for Staff {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, context: &Arc<Context>) -> Result<Self, Error> {
        let roles = [
            StaffRole::Administrator,
            StaffRole::HelpDesk,
            StaffRole::Auditor,
        ];
        Ok(Self(one_of(parts, context, &roles).await?))
    }
}

async fn one_of(parts: &Parts, context: &Context, roles: &[StaffRole]) -> Result<SignedIn, Error> {
    let session = signed_in(parts, context, Role::Staff).await?;
    match session.staff_role {
        Some(role) if roles.contains(&role) => Ok(session),
        Some(_) => Err(Error::RoleNotAllowed),
        None => Err(Error::SignInNeeded),
    }
}

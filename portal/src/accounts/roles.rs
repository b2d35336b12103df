//! What a member of staff may do, and how a user signs in: closed lists, read from the database.
//!
//! Which role a route needs is said by the route, with the extractors of `api::roles`.

use crate::audit::Actor;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a member of staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StaffRole {
    /// Everything.
    Administrator,
    /// Reads users, devices and the audit trail; issues and cancels one-time PINs.
    HelpDesk,
    /// Reads everything, changes nothing.
    Auditor,
}

impl StaffRole {
    pub(crate) const ALL: [Self; 3] = [Self::Administrator, Self::HelpDesk, Self::Auditor];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::HelpDesk => "help-desk",
            Self::Auditor => "auditor",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    pub(crate) fn actor(self, id: &str) -> Actor<'_> {
        match self {
            Self::Administrator => Actor::Administrator(id),
            Self::HelpDesk => Actor::HelpDesk(id),
            Self::Auditor => Actor::Auditor(id),
        }
    }
}

/// How a user proves who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SignIn {
    /// With the password kept here.
    Password,
    /// Through the organisation's identity provider; never with the password kept here.
    IdentityProvider,
    /// With a second factor; never with the password alone.
    SecondFactor,
}

impl SignIn {
    const ALL: [Self; 3] = [Self::Password, Self::IdentityProvider, Self::SecondFactor];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::IdentityProvider => "identity-provider",
            Self::SecondFactor => "second-factor",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|sign_in| sign_in.as_str() == text)
    }

    /// Why the right password is not enough. For the audit trail only.
    pub(crate) fn password_refused(self) -> Option<&'static str> {
        match self {
            Self::Password => None,
            Self::IdentityProvider => Some("account.identity_provider"),
            Self::SecondFactor => Some("account.second_factor"),
        }
    }
}

//! Every refusal of the portal, in one flat list, and how it looks on the wire.
//!
//! An error says what happened and what to do next; it never says anything about an account, and
//! nothing about the inside of the portal.

mod problem;

use crate::import;
use crate::throttle::Kind;
use passcode_core::policy::InvalidPolicy;

/// PostgreSQL's texts have no U+0000; what somebody typed may have one.
const CHARACTER_NOT_IN_REPERTOIRE: &str = "22021";

/// Why a request is refused.
#[derive(Debug)]
pub(crate) enum Error {
    /// The request cannot be understood; the text says what is wrong.
    Malformed(&'static str),
    /// The body is too large.
    TooLarge,
    /// There is nothing at this path.
    NoSuchPath,
    /// The path does not answer this method.
    NoSuchMethod,
    /// The portal took too long.
    TimedOut,
    /// This instance is about to stop, or its database does not answer.
    NotReady,
    /// Signature, nonce or time of a device's request is not right.
    Stale,
    /// Another request was answered under this request id.
    Reused,
    /// A signed request of a device that is not known.
    SignerUnknown,
    /// The phone reports an older generation than before.
    RolledBack,
    /// User name, password or PIN are not accepted.
    Credentials,
    /// Too many failures from here.
    TooManyAttempts {
        /// Seconds until the next attempt.
        retry_after_seconds: u64,
        /// The bucket that is full; never told.
        bucket: Kind,
    },
    /// One-time PINs need a newer app.
    ClientTooOld,
    /// The rules do not let this user reset the passcode.
    ResetNotAllowed,
    /// One-time PINs are for iOS.
    PinIosOnly,
    /// One-time PINs are turned off.
    PinNotAllowed,
    /// The form that asks for a PIN was sent before, and its PIN was shown.
    PinShownBefore,
    /// No such device, or somebody else's.
    NoSuchDevice,
    /// The device is retired, or on its way there.
    DeviceRetired,
    /// The grant of an AppConnect Unlock is not live.
    GrantNotLive,
    /// The escrow key that a recovery key is sealed to is destroyed.
    EscrowKeyDestroyed,
    /// No such escrow key.
    NoSuchEscrowKey,
    /// The current escrow key cannot be destroyed.
    EscrowKeyCurrent,
    /// Active devices still rely on the escrow key.
    EscrowKeyInUse,
    /// Somebody else has just made a new escrow key.
    EscrowKeyChanged,
    /// Nobody is signed in.
    SignInNeeded,
    /// The role of this member of staff does not allow it.
    RoleNotAllowed,
    /// No such member of staff.
    NoSuchStaff,
    /// There would be no administrator left.
    LastAdministrator,
    /// The set-up token is not accepted.
    SetUp,
    /// No such user.
    NoSuchUser,
    /// The user name is taken.
    UserExists,
    /// The user name is empty, too long, or holds control characters.
    UserName,
    /// The password is too short or too long.
    PasswordLength,
    /// This is no e-mail address.
    Email,
    /// The account changed while something was done for it.
    AccountChanged,
    /// No such group of users.
    NoSuchGroup,
    /// A configuration is assigned to the group.
    GroupInUse,
    /// The name of a group or a configuration is empty, too long, or holds control characters.
    Name,
    /// Another group or configuration has this name.
    NameTaken,
    /// The reason is missing, too short, too long, or holds control characters.
    Reason,
    /// No such notice, or somebody else's.
    NoSuchNotice,
    /// No such configuration.
    NoSuchConfiguration,
    /// A platform's default applies to everybody and stays.
    ConfigurationIsDefault,
    /// The configuration is assigned to a group.
    ConfigurationInUse,
    /// Somebody else changed the order, or it does not name every configuration once.
    OrderChanged,
    /// Somebody else changed the configuration.
    ConfigurationChanged,
    /// A file of users is not imported.
    Import(Vec<import::Problem>),
    /// This is one's own password.
    OwnPassword,
    /// The rules are not valid.
    Policy(InvalidPolicy),
    /// A form comes from another site, or does not say where it comes from.
    CrossSite,
    /// A form was made for another session.
    FormOutdated,
    /// This portal has no identity provider.
    NoIdentityProvider,
    /// The identity provider does not answer.
    ProviderUnreachable,
    /// What the identity provider answers is not acceptable. The dotted code is for the log and the
    /// audit trail; never told.
    ProviderAnswer(&'static str),
    /// The identity provider did not let the user in.
    ProviderDenied,
    /// The identity provider would have to ask the user something.
    ProviderInteraction,
    /// This browser began nothing at the identity provider that could be finished now.
    AttemptUnknown,
    /// Nobody here signs in as this person of the identity provider.
    NoAccount,
    /// The identity provider did not confirm that it is still the session's user, just now.
    NotConfirmed,
    /// The user has to sign in again before this.
    ConfirmationNeeded,
    /// The portal itself failed.
    Internal(Internal),
}

/// What failed inside. For the log only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Internal {
    /// The database did not answer as it should.
    Database,
    /// The random generator did not answer.
    Random,
    /// A key could not be sealed.
    Sealing,
    /// A derivation could not be done.
    Derivation,
    /// A record cannot be understood.
    Record,
    /// A page cannot be put together.
    Template,
}

impl Internal {
    /// For the log.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Database => "internal.database",
            Self::Random => "internal.random",
            Self::Sealing => "internal.sealing",
            Self::Derivation => "internal.derivation",
            Self::Record => "internal.record",
            Self::Template => "internal.template",
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(|error| error.code());
        if code.as_deref() == Some(CHARACTER_NOT_IN_REPERTOIRE) {
            return Self::Malformed("A text holds the character U+0000. Leave it out.");
        }
        Self::Internal(Internal::Database)
    }
}

impl Error {
    /// What a database says about a name that has to be the only one of its kind.
    pub(crate) fn name_taken(error: sqlx::Error) -> Self {
        let database = error.as_database_error();
        if database.is_some_and(sqlx::error::DatabaseError::is_unique_violation) {
            Self::NameTaken
        } else {
            error.into()
        }
    }
}

impl From<InvalidPolicy> for Error {
    fn from(invalid: InvalidPolicy) -> Self {
        Self::Policy(invalid)
    }
}

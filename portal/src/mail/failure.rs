//! Why a mail was not taken, and whether it is worth trying again.

/// Why a mail was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// There is no connection to the server, or it broke.
    Unreachable,
    /// The server does not offer STARTTLS.
    NotEncrypted,
    /// The server does not prove who it is.
    NotTrusted,
    /// The server does not accept user name and password.
    LoginRefused,
    /// The server takes no mail of this sender.
    SenderRefused,
    /// The server does not take this mail now (4xx).
    Postponed,
    /// The server never takes this mail (5xx).
    Refused,
    /// The address is none, or none that the server understands.
    Address,
    /// It could not be written.
    NotWritten,
    /// It is too old to help anybody.
    TooOld,
}

impl Failure {
    /// For the log and the audit trail.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "mail.server_unreachable",
            Self::NotEncrypted => "mail.server_not_encrypted",
            Self::NotTrusted => "mail.server_not_trusted",
            Self::LoginRefused => "mail.login_refused",
            Self::SenderRefused => "mail.sender_refused",
            Self::Postponed => "mail.postponed",
            Self::Refused => "mail.refused",
            Self::Address => "mail.address_invalid",
            Self::NotWritten => "mail.not_written",
            Self::TooOld => "mail.too_old",
        }
    }

    /// Whether another attempt would end in the same way.
    pub(super) fn is_permanent(self) -> bool {
        matches!(
            self,
            Self::Refused | Self::Address | Self::NotWritten | Self::TooOld
        )
    }

    /// Whether it would be the same with every other mail now.
    pub(super) fn is_of_server(self) -> bool {
        matches!(
            self,
            Self::Unreachable
                | Self::NotEncrypted
                | Self::NotTrusted
                | Self::LoginRefused
                | Self::SenderRefused
        )
    }
}

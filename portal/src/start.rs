//! Why the portal does not start. Every text begins with what to do next; none shows a secret.

use std::fmt;
use std::path::{Path, PathBuf};

/// The portal cannot start.
#[derive(Debug)]
pub enum StartFailure {
    /// The data directory cannot be made or read.
    DirectoryUnusable(PathBuf),
    /// A file of the data directory cannot be read or written.
    FileUnusable(PathBuf),
    /// A key file can be read by other users of this computer.
    FileOpenToOthers(PathBuf),
    /// The master key's file does not hold 32 bytes.
    MasterKeyDamaged(PathBuf),
    /// There is a database, but not the master key that it was made with.
    MasterKeyMissing(PathBuf),
    /// The master key is not the one that the database was made with.
    MasterKeyWrong(PathBuf),
    /// The certificate or its key cannot be read.
    CertificateUnusable(PathBuf),
    /// A certificate could not be made.
    CertificateNotMade,
    /// The database cannot be opened or brought up to date.
    DatabaseUnusable(PathBuf),
    /// The text is no URL of a PostgreSQL database.
    DatabaseUrlInvalid,
    /// The PostgreSQL server gives no connection.
    DatabaseUnreachable,
    /// The PostgreSQL database cannot be brought up to date.
    DatabaseNotOurs,
    /// A record of the database cannot be understood.
    DatabaseDamaged,
    /// The identity provider's file does not hold what is expected there.
    IdentityProviderInvalid(PathBuf),
    /// The identity provider's file has a URL that is not acceptable.
    IdentityProviderUrlInvalid(PathBuf),
    /// The file of a certificate authority cannot be read.
    CertificateAuthorityUnusable(PathBuf),
    /// The file is no description of a mail server.
    MailFileInvalid(PathBuf),
    /// Who mail is from is no address.
    MailFromInvalid(PathBuf),
    /// Where people reach the portal is no `https` URL.
    MailPublicUrlInvalid(PathBuf),
    /// There is a user name for the mail server without a password, or the other way round.
    MailLoginIncomplete(PathBuf),
    /// Mail would leave this computer without encryption.
    MailNotEncrypted(PathBuf),
    /// The mail server's certificate authority cannot be read.
    MailAuthorityUnusable(PathBuf),
    /// The system gives no random bytes.
    RandomUnavailable,
}

impl StartFailure {
    /// The stable dotted code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::DirectoryUnusable(_) => "start.directory_unusable",
            Self::FileUnusable(_) => "start.file_unusable",
            Self::FileOpenToOthers(_) => "start.file_open_to_others",
            Self::MasterKeyDamaged(_) => "start.master_key_damaged",
            Self::MasterKeyMissing(_) => "start.master_key_missing",
            Self::MasterKeyWrong(_) => "start.master_key_wrong",
            Self::CertificateUnusable(_) => "start.certificate_unusable",
            Self::CertificateNotMade => "start.certificate_not_made",
            Self::DatabaseUnusable(_) => "start.database_unusable",
            Self::DatabaseUrlInvalid => "start.database_url_invalid",
            Self::DatabaseUnreachable => "start.database_unreachable",
            Self::DatabaseNotOurs => "start.database_not_ours",
            Self::DatabaseDamaged => "start.database_damaged",
            Self::IdentityProviderInvalid(_) => "start.identity_provider_invalid",
            Self::IdentityProviderUrlInvalid(_) => "start.identity_provider_url_invalid",
            Self::CertificateAuthorityUnusable(_) => "start.certificate_authority_unusable",
            Self::MailFileInvalid(_) => "start.mail_file_invalid",
            Self::MailFromInvalid(_) => "start.mail_from_invalid",
            Self::MailPublicUrlInvalid(_) => "start.mail_public_url_invalid",
            Self::MailLoginIncomplete(_) => "start.mail_login_incomplete",
            Self::MailNotEncrypted(_) => "start.mail_not_encrypted",
            Self::MailAuthorityUnusable(_) => "start.mail_authority_unusable",
            Self::RandomUnavailable => "start.random_unavailable",
        }
    }
}

impl StartFailure {
    /// For a person, what to do: what is before the path, the path, what is after it.
    #[rustfmt::skip]
    fn advice(&self) -> (&'static str, Option<&Path>, &'static str) {
        match self {
            Self::DirectoryUnusable(path) => ("Choose a data directory that this program may create or write: ", Some(path), " is not one."),
            Self::FileUnusable(path) => ("Check permissions and free space: ", Some(path), " cannot be read or written."),
            Self::FileOpenToOthers(path) => ("Run `chmod 600 ", Some(path), "`: other users of this computer can read this key file."),
            Self::MasterKeyDamaged(path) => ("Put ", Some(path), " back from your backup: it does not hold the 32 bytes of a master key."),
            Self::MasterKeyMissing(path) => ("Put ", Some(path), " back from your backup, or copy it from another instance: the database cannot be used without it."),
            Self::MasterKeyWrong(path) => ("Put the right ", Some(path), " back from your backup, or copy it from another instance: the database was made with another one."),
            Self::CertificateUnusable(path) => ("Put ", Some(path), " back from your backup, or remove it to have a new certificate made (enrolled phones pin the old one): it does not hold a certificate and its key."),
            Self::CertificateNotMade => ("Start the program again: a certificate could not be made.", None, ""),
            Self::DatabaseUnusable(path) => ("Check that ", Some(path), " is a database of this version or an older one, that it may be written, and that the disk has space: it cannot be opened."),
            Self::DatabaseUrlInvalid => ("Correct the database's URL: it looks like postgres://user:password@host/database.", None, ""),
            Self::DatabaseUnreachable => ("Check that the PostgreSQL server runs and that the database's URL names it, a user, the password and a database (for TLS: sslmode, sslrootcert): there is no connection.", None, ""),
            Self::DatabaseNotOurs => ("Check that the PostgreSQL database is empty or a portal of this version or an older one, and that its user may create tables: it cannot be brought up to date.", None, ""),
            Self::DatabaseDamaged => ("Put the database back from your backup: a record is damaged.", None, ""),
            Self::IdentityProviderInvalid(path) => ("Correct ", Some(path), ": it is one JSON object with the texts issuer, client_id, client_secret, public_url, name (at most 64 characters), user_name_claim and, if need be, certificate_authority_file, and nothing else."),
            Self::IdentityProviderUrlInvalid(path) => ("Correct ", Some(path), ": `issuer` is the provider's https URL as it writes it itself, `public_url` is https and the portal's host, with nothing behind."),
            Self::CertificateAuthorityUnusable(path) => ("Put a PEM file with the certificate authority at ", Some(path), ", or correct certificate_authority_file in the identity provider's file: it holds no certificate."),
            Self::MailFileInvalid(path) => ("Correct ", Some(path), ": it has to hold one JSON object with host, port, security (starttls, tls or none), from and public_url; user_name, password and certificate_authority_file may be there, nothing else."),
            Self::MailFromInvalid(path) => ("Correct `from` in ", Some(path), ": it looks like Contoso IT <it@example.org>."),
            Self::MailPublicUrlInvalid(path) => ("Correct `public_url` in ", Some(path), ": it is where people reach the portal and looks like https://portal.example.org."),
            Self::MailLoginIncomplete(path) => ("Give both `user_name` and `password` in ", Some(path), ", or neither: one is missing."),
            Self::MailNotEncrypted(path) => ("Set `security` to starttls or tls in ", Some(path), ": only to a mail server on this computer may mail go without encryption."),
            Self::MailAuthorityUnusable(path) => ("Put the certificate of the mail server's authority (PEM) in ", Some(path), ": there is none that can be read."),
            Self::RandomUnavailable => ("Start the program again: the system gives no random bytes.", None, ""),
        }
    }
}

impl fmt::Display for StartFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, path, after) = self.advice();
        f.write_str(before)?;
        if let Some(path) = path {
            write!(f, "{}", path.display())?;
        }
        f.write_str(after)
    }
}

impl std::error::Error for StartFailure {}

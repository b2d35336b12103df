//! Which database a portal works on, and what of a PostgreSQL URL is acceptable.
//!
//! A URL may hold a password: it is never shown, and neither in an error nor in a list of processes.

use crate::private_file;
use crate::start::StartFailure;
use sqlx::ConnectOptions as _;
use sqlx::any::AnyConnectOptions;
use sqlx::postgres::PgConnectOptions;
use std::path::Path;

/// Which database a portal works on.
pub enum DatabaseChoice {
    /// SQLite in the data directory: for one computer.
    Sqlite,
    /// PostgreSQL, for one instance or several that share the master key.
    Postgres(PostgresUrl),
}

/// `postgres://user:password@host:port/database?options`. It has no `Debug`.
pub struct PostgresUrl(AnyConnectOptions);

impl PostgresUrl {
    /// Reads a URL.
    ///
    /// SECURITY: without `sslmode`, a server that is not on this computer has to prove by TLS who
    /// it is (`verify-full`).
    ///
    /// # Errors
    /// [`StartFailure::DatabaseUrlInvalid`].
    pub fn parse(text: &str) -> Result<Self, StartFailure> {
        let invalid = |_: sqlx::Error| StartFailure::DatabaseUrlInvalid;
        let mut options: AnyConnectOptions = text.trim().parse().map_err(invalid)?;
        let url = &mut options.database_url;
        if !["postgres", "postgresql"].contains(&url.scheme()) {
            return Err(StartFailure::DatabaseUrlInvalid);
        }
        let has = |names: &[&str]| url.query_pairs().any(|(name, _)| names.contains(&&*name));
        let says_tls = has(&["sslmode", "ssl-mode"]);
        let is_local = match url.host_str().unwrap_or_default() {
            "" => url
                .query_pairs()
                .any(|(name, value)| name == "host" && value.starts_with('/')),
            host => is_here(host) && !has(&["host", "hostaddr"]),
        };
        if !says_tls && !is_local {
            url.query_pairs_mut().append_pair("sslmode", "verify-full");
        }
        PgConnectOptions::from_url(url).map_err(invalid)?;
        Ok(Self(options.disable_statement_logging()))
    }

    /// Reads a file that holds a URL and nothing else.
    ///
    /// # Errors
    /// [`StartFailure::FileUnusable`], [`StartFailure::FileOpenToOthers`],
    /// [`StartFailure::DatabaseUrlInvalid`].
    pub fn from_file(path: &Path) -> Result<Self, StartFailure> {
        let bytes = private_file::read(path)?;
        let bytes = bytes.ok_or_else(|| StartFailure::FileUnusable(path.to_owned()))?;
        let text = std::str::from_utf8(&bytes).map_err(|_| StartFailure::DatabaseUrlInvalid)?;
        Self::parse(text)
    }

    pub(super) fn options(self) -> AnyConnectOptions {
        self.0
    }
}

/// A host that is this computer, or the folder of a Unix socket.
fn is_here(host: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].contains(&host) || host.starts_with("%2F")
}

#[cfg(test)]
mod tests {
    use super::PostgresUrl;

    fn read(text: &str) -> Option<String> {
        let url = PostgresUrl::parse(text).ok()?;
        Some(url.options().database_url.as_str().to_owned())
    }

    #[test]
    fn only_this_computer_may_go_without_tls() {
        for as_it_is in [
            "postgres://portal:secret@localhost/portal",
            "postgresql://portal@127.0.0.1:5433/portal",
            "postgres://portal@[::1]/portal",
            "postgres://portal@%2Frun%2Fpostgresql/portal",
            "postgres:///portal?host=/run/postgresql",
            "postgres://db.example/portal?sslmode=disable",
        ] {
            assert_eq!(read(as_it_is).unwrap(), as_it_is);
        }
        for elsewhere in [
            "postgres://portal:secret@db.example/portal",
            "postgres://localhost/portal?host=db.example",
            "postgres://localhost/portal?hostaddr=192.0.2.1",
            "postgres:///portal?host=db.example",
            "postgres:///portal",
        ] {
            let url = read(elsewhere).unwrap();
            assert!(url.ends_with("sslmode=verify-full"), "{url}");
        }
    }

    #[test]
    fn what_is_no_postgresql_url_is_refused() {
        for text in [
            "",
            "portal",
            "sqlite://x",
            "mysql://x/y",
            "postgres://h/d?sslmode=maybe",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}

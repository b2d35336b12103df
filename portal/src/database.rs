//! The database: one query text for SQLite and PostgreSQL, through `sqlx`'s `Any` driver.
//!
//! SQLite writes through one connection, in WAL mode, and every commit is on the disk before it
//! returns. Every limit and every one-time promise is a conditional update here, never a value in
//! the process's memory.

use crate::error::{Error, Internal};
use crate::start::StartFailure;
use sqlx::ConnectOptions as _;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions, AnyRow};
use sqlx::migrate::Migrator;
use sqlx::{Any, AnyPool, Connection as _, Executor as _, Row as _, Transaction};
use std::path::Path;

/// A transaction. Dropped without a commit, it leaves no trace.
pub(crate) type Tx = Transaction<'static, Any>;

pub(crate) const FILE: &str = "portal.sqlite";

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The pool of connections.
pub(crate) struct Database {
    pool: AnyPool,
}

impl Database {
    /// Opens the database of a data directory, makes it if there is none, brings it up to date.
    pub(crate) async fn open(directory: &Path) -> Result<Self, StartFailure> {
        sqlx::any::install_default_drivers();
        let path = directory.join(FILE);
        let unusable = || StartFailure::DatabaseUnusable(path.clone());
        let absolute = std::path::absolute(&path).map_err(|_| unusable())?;
        let options: AnyConnectOptions = url(&absolute).parse().map_err(|_| unusable())?;
        let options = options.disable_statement_logging();
        probe(&options).await.map_err(|_| unusable())?;
        let pool = AnyPoolOptions::new()
            .max_connections(1)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    connection.execute("PRAGMA journal_mode = WAL").await?;
                    connection.execute("PRAGMA synchronous = FULL").await?;
                    connection.execute("PRAGMA foreign_keys = ON").await?;
                    Ok(())
                })
            })
            .connect_with(options)
            .await
            .map_err(|_| unusable())?;
        MIGRATIONS.run(&pool).await.map_err(|_| unusable())?;
        Ok(Self { pool })
    }

    /// For single statements outside a transaction.
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Begins a transaction that takes the write lock at once, so that what it reads holds until it
    /// commits. (On PostgreSQL the same comes from the conditional updates and a plain `BEGIN`.)
    pub(crate) async fn begin(&self) -> Result<Tx, Error> {
        Ok(self.pool.begin_with("BEGIN IMMEDIATE").await?)
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}

/// Whether the file is a database. A pool would try again for half a minute before it says no.
async fn probe(options: &AnyConnectOptions) -> Result<(), sqlx::Error> {
    let mut connection = options.connect().await?;
    connection.execute("PRAGMA schema_version").await?;
    connection.close().await
}

/// Reads a column that holds a number that is never negative.
pub(crate) fn unsigned(row: &AnyRow, column: &str) -> Result<u64, Error> {
    let number: i64 = row.try_get(column)?;
    u64::try_from(number).map_err(|_| Error::Internal(Internal::Record))
}

/// A number for a BIGINT column. Times and counters stay far below the bound.
pub(crate) fn big(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A file's URL for SQLite, whatever characters are in its path.
fn url(path: &Path) -> String {
    let path = path.to_string_lossy();
    let path = path
        .replace('%', "%25")
        .replace('?', "%3F")
        .replace('#', "%23");
    format!("sqlite://{path}?mode=rwc")
}

#[cfg(test)]
mod tests {
    use super::url;
    use std::path::Path;

    #[test]
    fn odd_characters_of_a_path_survive() {
        assert_eq!(
            url(Path::new("/a b/50%#?")),
            "sqlite:///a b/50%25%23%3F?mode=rwc"
        );
    }
}

//! The database: one query text for SQLite and PostgreSQL, through `sqlx`'s `Any` driver. What the
//! engines do differently is in this file and nowhere else.
//!
//! Every limit and every one-time promise is a conditional update, never a value in the process's
//! memory. SQLite has one writer: a transaction takes the write lock at its beginning. PostgreSQL
//! runs them side by side at READ COMMITTED, where an update waits for the row and then looks at its
//! condition again. So that none waits in a circle, transactions take rows in this order: set-up,
//! account, identity, buckets (device, address, browser, account), known source, device, grant, PIN, kept
//! answer, command, session, escrow key, group (by its id), configuration (a platform's default
//! first), and the head of the audit trail last. What belongs to a device that is held is nobody
//! else's: its commands may be come back to.

mod choice;
mod query;
#[cfg(test)]
mod upgrade;

pub use choice::{DatabaseChoice, PostgresUrl};
pub(crate) use query::Query;

use crate::error::{Error, Internal};
use crate::private_file;
use crate::start::StartFailure;
use sqlx::ConnectOptions as _;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions, AnyRow};
use sqlx::migrate::Migrator;
use sqlx::{Any, AnyPool, AssertSqlSafe, Connection as _, Executor as _, Row as _, Transaction};
use std::path::Path;

/// A transaction. Dropped without a commit, it leaves no trace.
pub(crate) type Tx = Transaction<'static, Any>;

const FILE: &str = "portal.sqlite";
/// Connections of one instance to PostgreSQL. No request holds more than one.
const POSTGRES_CONNECTIONS: u32 = 10;

/// Rows that one statement writes or looks for at most. SQLite binds 32,766 values to a statement.
pub(crate) const AT_ONCE: usize = 200;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// What SQLite is told on every connection: every commit is on the disk before it returns, and what
/// is deleted or replaced is overwritten.
const SQLITE_SESSION: &str = "PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA foreign_keys = ON";

/// What PostgreSQL is told on every connection, whatever its own settings are: the isolation level
/// that the queries are written for, commits that are on the disk before they return, and no lock
/// that an instance which has died keeps from the others.
const POSTGRES_SESSION: &str = "SET default_transaction_isolation = 'read committed';
    SET idle_in_transaction_session_timeout = '30s';
    SET lock_timeout = '10s';
    SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') = 'off'";

#[derive(Clone, Copy)]
enum Engine {
    Sqlite,
    Postgres,
}

/// The pool of connections.
pub(crate) struct Database {
    pool: AnyPool,
    engine: Engine,
}

impl Database {
    /// Opens the database, makes its tables if there are none, brings them up to date. Any number
    /// of instances may do so at once.
    pub(crate) async fn open(
        directory: &Path,
        choice: DatabaseChoice,
    ) -> Result<Self, StartFailure> {
        sqlx::any::install_default_drivers();
        match choice {
            DatabaseChoice::Sqlite => {
                let path = directory.join(FILE);
                let opened = open_sqlite(&path).await;
                opened.map_err(|_| StartFailure::DatabaseUnusable(path))
            }
            DatabaseChoice::Postgres(url) => open_postgres(url.options()).await,
        }
    }

    /// For single statements outside a transaction.
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Asks for nothing: whether the database answers.
    pub(crate) async fn answers(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    /// Begins a transaction.
    pub(crate) async fn begin(&self) -> Result<Tx, Error> {
        let begin = match self.engine {
            Engine::Sqlite => "BEGIN IMMEDIATE",
            Engine::Postgres => "BEGIN",
        };
        Ok(self.pool.begin_with(begin).await?)
    }

    /// Deletes the rows of a table whose time has come. Nothing relies on it: what has run out
    /// counts for nothing even while it is there.
    ///
    /// On its own, never inside a transaction: it takes rows in no order, so it must not wait for
    /// any. Those that are in use are left for the next time.
    pub(crate) async fn tidy(
        &self,
        (table, key, time): (&'static str, &'static str, &'static str),
        until_ms: u64,
    ) -> Result<(), Error> {
        let unless_in_use = match self.engine {
            Engine::Sqlite => "",
            Engine::Postgres => "FOR UPDATE SKIP LOCKED",
        };
        let delete = format!(
            "DELETE FROM {table} WHERE {time} <= $1 AND ({key}) IN
                 (SELECT {key} FROM {table} WHERE {time} <= $1 {unless_in_use})"
        );
        // Made of words of this program alone.
        sqlx::query(AssertSqlSafe(delete))
            .bind(big(until_ms))
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}

async fn open_sqlite(path: &Path) -> Result<Database, sqlx::Error> {
    let absolute = std::path::absolute(path)?;
    // SECURITY: SQLite would let everybody read what it makes: verifiers, sealed keys.
    private_file::touch(&absolute)?;
    let options: AnyConnectOptions = url(&absolute).parse()?;
    let options = options.disable_statement_logging();
    // A pool would try again for half a minute before it says that the file is no database.
    let mut connection = options.connect().await?;
    connection.execute("PRAGMA schema_version").await?;
    connection.close().await?;
    let pool = pool(1, SQLITE_SESSION, options).await?;
    // The migrator takes no lock on SQLite: the write lock is held around it.
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    MIGRATIONS.run_direct(None, &mut *tx, false).await?;
    tx.commit().await?;
    let engine = Engine::Sqlite;
    Ok(Database { pool, engine })
}

async fn open_postgres(options: AnyConnectOptions) -> Result<Database, StartFailure> {
    let unreachable = |_| StartFailure::DatabaseUnreachable;
    let mut connection = options.connect().await.map_err(unreachable)?;
    // Without it the log tells at every start that the migrator's table is there already.
    let quiet = connection.execute("SET client_min_messages = warning");
    quiet.await.map_err(unreachable)?;
    // The migrator takes an advisory lock, and waits for it as long as another instance migrates.
    let migrated = MIGRATIONS.run_direct(None, &mut connection, false).await;
    connection.close().await.map_err(unreachable)?;
    migrated.map_err(|_| StartFailure::DatabaseNotOurs)?;
    let pool = pool(POSTGRES_CONNECTIONS, POSTGRES_SESSION, options).await;
    Ok(Database {
        pool: pool.map_err(unreachable)?,
        engine: Engine::Postgres,
    })
}

async fn pool(
    connections: u32,
    session: &'static str,
    options: AnyConnectOptions,
) -> Result<AnyPool, sqlx::Error> {
    AnyPoolOptions::new()
        .max_connections(connections)
        .after_connect(move |connection, _| {
            Box::pin(async move { connection.execute(session).await.map(|_| ()) })
        })
        .connect_with(options)
        .await
}

/// The places of values in a statement, row by row: `($1, $2), ($3, $4)`.
pub(crate) fn places(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let of_row = (1..=columns).map(|column| format!("${}", row * columns + column));
        format!("({})", of_row.collect::<Vec<_>>().join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// Reads a column that holds a number that is never negative.
pub(crate) fn unsigned(row: &AnyRow, column: &str) -> Result<u64, Error> {
    let number: i64 = row.try_get(column)?;
    u64::try_from(number).map_err(|_| Error::Internal(Internal::Record))
}

/// Reads such a column that may be empty.
pub(crate) fn optional(row: &AnyRow, column: &str) -> Result<Option<u64>, Error> {
    let number: Option<i64> = row.try_get(column)?;
    let damaged = |_| Error::Internal(Internal::Record);
    number.map(u64::try_from).transpose().map_err(damaged)
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
    use super::{places, url};
    use std::path::Path;

    #[test]
    fn values_have_their_places() {
        assert_eq!(places(2, 2), "($1, $2), ($3, $4)");
        assert_eq!(places(1, 1), "($1)");
    }

    #[test]
    fn odd_characters_of_a_path_survive() {
        assert_eq!(
            url(Path::new("/a b/50%#?")),
            "sqlite:///a b/50%25%23%3F?mode=rwc"
        );
    }
}

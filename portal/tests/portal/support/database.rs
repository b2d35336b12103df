//! The database that a test works on: SQLite in its data directory, or, if
//! `PASSCODE_TEST_DATABASE_URL` names a PostgreSQL server, a new database there.

use passcode_portal::{DatabaseChoice, PostgresUrl};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _, PgConnection, Row as _};
use std::path::Path;
use std::process::Command;
use tokio::runtime::Builder;

/// Dropped, it takes its PostgreSQL database with it.
pub(crate) struct TestDatabase(Option<Server>);

struct Server {
    /// The URL of the server, up to the name of a database.
    base: String,
    name: String,
}

impl TestDatabase {
    pub(crate) fn new() -> Self {
        let Ok(url) = std::env::var("PASSCODE_TEST_DATABASE_URL") else {
            return Self(None);
        };
        let base = url.rsplit_once('/').unwrap().0.to_owned();
        let unique = tempfile::tempdir().unwrap();
        let unique = unique.path().file_name().unwrap().to_str().unwrap();
        let unique = unique.trim_start_matches('.');
        let name = format!("{unique}-{}", std::process::id());
        let server = Server { base, name };
        server.run(format!("CREATE DATABASE \"{}\"", server.name));
        Self(Some(server))
    }

    /// SQLite, whatever the environment says.
    pub(crate) fn sqlite() -> Self {
        Self(None)
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.0.is_some()
    }

    /// Its URL, if it is on PostgreSQL.
    pub(crate) fn url(&self) -> Option<String> {
        let server = self.0.as_ref()?;
        Some(format!("{}/{}", server.base, server.name))
    }

    pub(crate) fn choice(&self) -> DatabaseChoice {
        self.url().map_or(DatabaseChoice::Sqlite, |url| {
            DatabaseChoice::Postgres(PostgresUrl::parse(&url).ok().unwrap())
        })
    }

    /// What the program is told.
    pub(crate) fn tell(&self, program: &mut Command) {
        program.env_remove("PASSCODE_PORTAL_DATABASE_URL");
        if let Some(url) = self.url() {
            program.env("PASSCODE_PORTAL_DATABASE_URL", url);
        }
    }

    /// A connection past the portal, whose data is in this directory.
    pub(crate) async fn connect(&self, directory: &Path) -> AnyConnection {
        sqlx::any::install_default_drivers();
        let file = directory.join("portal.sqlite");
        let sqlite = format!("sqlite://{}?mode=rwc", file.display());
        let url = self.url().unwrap_or(sqlite);
        AnyConnection::connect(&url).await.unwrap()
    }

    /// Everything that PostgreSQL holds of it, as text.
    pub(crate) async fn dump(&self) -> Vec<u8> {
        let Some(url) = self.url() else {
            return Vec::new();
        };
        let mut connection = PgConnection::connect(&url).await.unwrap();
        let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'";
        let mut held = String::new();
        for table in connection.fetch_all(tables).await.unwrap() {
            let rows = format!("SELECT t::text FROM {} t", table.get::<String, _>(0));
            for row in connection.fetch_all(AssertSqlSafe(rows)).await.unwrap() {
                held += &row.get::<String, _>(0);
            }
        }
        held.into_bytes()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some(server) = &self.0 {
            let drop = format!("DROP DATABASE \"{}\" WITH (FORCE)", server.name);
            server.run(drop);
        }
    }
}

impl Server {
    /// On a thread of its own: a test's runtime may be around it.
    fn run(&self, statement: String) {
        let url = format!("{}/postgres", self.base);
        let work = move || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut connection = PgConnection::connect(&url).await.unwrap();
                connection.execute(AssertSqlSafe(statement)).await.unwrap();
                connection.close().await.unwrap();
            });
        };
        std::thread::spawn(work).join().unwrap();
    }
}

//! A database of the first version, brought up to date with what is in it.

use crate::support::{
    ADMIN, ADMIN_PASSWORD, Office, PASSWORD, SELF_SERVICE, TestDatabase, TurnedClock,
};
use serde_json::{Value, json};
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};
use std::path::Path;
use tempfile::TempDir;

/// What moves from one database to another: the table, its texts, its numbers.
const TABLES: [(&str, &str, &str); 4] = [
    ("tenant", "id, master_key_check", "one, created_ms"),
    (
        "escrow_keys",
        "id, state, public_key, sealed_private_key",
        "created_ms",
    ),
    (
        "accounts",
        "id, role, user_name, folded_name, salt, verifier",
        "created_ms, password_set_ms",
    ),
    ("set_up", "token_hash", "one, used"),
];

/// A database with the tables of the first version and nothing in them.
async fn first_version(directory: &Path, database: &TestDatabase) -> AnyConnection {
    let mut connection = database.connect(directory).await;
    let migrations = tempfile::tempdir().unwrap();
    let first = "0001_first.sql";
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    std::fs::copy(source.join(first), migrations.path().join(first)).unwrap();
    let migrator = Migrator::new(migrations.path()).await.unwrap();
    let migrated = migrator.run_direct(None, &mut connection, false).await;
    migrated.unwrap();
    connection
}

async fn copy(
    from: &mut AnyConnection,
    to: &mut AnyConnection,
    (table, texts, numbers): (&str, &str, &str),
) {
    let count = |columns: &str| columns.split(", ").count();
    let select = format!("SELECT {texts}, {numbers} FROM {table}");
    let rows = sqlx::query(AssertSqlSafe(select)).fetch_all(from).await;
    for row in rows.unwrap() {
        let places: Vec<_> = (1..=row.len()).map(|place| format!("${place}")).collect();
        let places = places.join(", ");
        let insert = format!("INSERT INTO {table} ({texts}, {numbers}) VALUES ({places})");
        let mut query = sqlx::query(AssertSqlSafe(insert));
        for at in 0..count(texts) {
            query = query.bind(row.get::<String, _>(at));
        }
        for at in count(texts)..row.len() {
            query = query.bind(row.get::<i64, _>(at));
        }
        query.execute(&mut *to).await.unwrap();
    }
}

/// What an organisation of the first version has: root, alice, and iOS rules that were changed once.
async fn of_first_version(office: &Office) -> (TempDir, TestDatabase) {
    let place = Office::new_place();
    let (directory, database) = &place;
    let mut from = office.connect().await;
    let mut to = first_version(directory.path(), database).await;
    for table in TABLES {
        copy(&mut from, &mut to, table).await;
    }
    for statement in [
        "INSERT INTO audit_head (one, sequence, hash) VALUES (1, 0, '')",
        "INSERT INTO configurations (platform, version, rules)
         VALUES ('ios', 2, '{\"minimum_length\": 9}'), ('android', 1, '{}')",
        "INSERT INTO configuration_versions (platform, version, rules, changed_ms, changed_by)
         VALUES ('ios', 1, '{}', 1, 'portal'), ('android', 1, '{}', 1, 'portal'),
             ('ios', 2, '{\"minimum_length\": 9}', 2, 'administrator:x')",
    ] {
        sqlx::query(statement).execute(&mut to).await.unwrap();
    }
    from.close().await.unwrap();
    to.close().await.unwrap();
    let key = |office: &Path| office.join("master.key");
    std::fs::copy(key(office.directory.path()), key(directory.path())).unwrap();

    place
}

#[tokio::test]
async fn accounts_and_configurations_are_still_there() {
    let office = Office::open().await;
    let place = of_first_version(&office).await;
    let (directory, database) = &place;
    let clock = TurnedClock::new();
    let portal = database.open(directory.path(), &clock).await.unwrap();
    let router = portal.router();
    let mut office = Office {
        directory: place.0,
        database: place.1,
        clock,
        portal,
        router,
        admin: String::new(),
    };
    office.admin = office.sign_in(ADMIN, "root", ADMIN_PASSWORD).await;
    office.sign_in(SELF_SERVICE, "alice", PASSWORD).await;
    let staff = office.as_admin("GET", "/staff", &Value::Null).await.ok();
    assert_eq!(staff["staff"][0]["role"], "administrator");
    let users = office.as_admin("GET", "/users", &Value::Null).await.ok();
    assert_eq!(users["users"][0]["sign_in"], "password");
    let shown = office
        .as_admin("GET", "/configurations/ios", &Value::Null)
        .await
        .ok();
    assert_eq!(
        (&shown["name"], &shown["version"]),
        (&json!("Default iOS"), &json!(2))
    );
    assert_eq!(
        (&shown["is_default"], &shown["rules"]["minimum_length"]),
        (&json!(true), &json!(9))
    );
    let versions = office
        .as_admin("GET", "/configurations/ios/versions", &Value::Null)
        .await
        .ok();
    assert_eq!(versions["versions"][0]["changed_by"], "administrator:x");
    assert_eq!(versions["versions"].as_array().unwrap().len(), 2);
    office.set_rules("ios", json!({"minimum_length": 7})).await;
    office
        .configuration(("Field", "android"), json!({}), &[])
        .await;
}

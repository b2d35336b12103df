//! A database of the first version, with a device and an escrow key in it, is brought up to date.

use super::{Database, FILE, MIGRATIONS, url};
use crate::test_database::TestDatabase;
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, Connection as _, Executor as _, Row as _};
use std::borrow::Cow;

const FIRST_VERSION: i64 = 1;
const HELD: &str = "
    INSERT INTO escrow_keys (id, state, public_key, sealed_private_key, created_ms)
        VALUES ('key', 'current', 'AA', 'AA', 1);
    INSERT INTO accounts (id, role, user_name, folded_name, salt, verifier, created_ms,
        password_set_ms) VALUES ('alice', 'user', 'alice', 'alice', 'AA', 'AA', 1, 1);
    INSERT INTO devices (id, account, state, name, platform, app_version, signing_key, generation,
        enrolled_ms, last_seen_ms) VALUES ('a', 'alice', 'active', 'A', 'ios', '3.1.0', 'AA', 7, 1, 1);
    INSERT INTO devices (id, account, state, name, platform, app_version, signing_key, generation,
        enrolled_ms, last_seen_ms) VALUES ('b', 'alice', 'retired', 'B', 'ios', '3.1.0', 'AA', 7, 1, 1);
    INSERT INTO one_time_pins (id, device, account, state, verifier, attempts, issued_ms, expires_ms)
        VALUES ('pin', 'a', 'alice', 'live', 'AA', 0, 1, 2);";

#[tokio::test]
async fn what_the_first_version_held_is_still_there() {
    let directory = tempfile::tempdir().unwrap();
    let database = TestDatabase::new();
    sqlx::any::install_default_drivers();
    let at = database.url();
    let at = at.unwrap_or_else(|| url(&directory.path().join(FILE)));
    let mut connection = AnyConnection::connect(&at).await.unwrap();
    let first = MIGRATIONS.iter().filter(|one| one.version == FIRST_VERSION);
    let first = Migrator {
        migrations: Cow::Owned(first.cloned().collect()),
        ..Migrator::DEFAULT
    };
    first
        .run_direct(None, &mut connection, false)
        .await
        .unwrap();
    connection.execute(HELD).await.unwrap();
    connection.close().await.unwrap();

    let opened = Database::open(directory.path(), database.choice()).await;
    let opened = opened.ok().unwrap();
    let pool = opened.pool();
    let query =
        "SELECT state, generation, commands_issued, escrow_key_told FROM devices ORDER BY id";
    let devices: Vec<_> = pool
        .fetch_all(query)
        .await
        .unwrap()
        .iter()
        .map(|row| {
            let told: String = row.get("escrow_key_told");
            let (generation, issued): (i64, i64) =
                (row.get("generation"), row.get("commands_issued"));
            (row.get::<String, _>("state"), generation, issued, told)
        })
        .collect();
    let device = |state: &str| (state.to_owned(), 7, 0, "key".to_owned());
    assert_eq!(devices, [device("active"), device("retired")]);
    let pins = pool
        .fetch_all("SELECT id FROM one_time_pins WHERE device = 'a'")
        .await;
    assert_eq!(pins.unwrap().len(), 1);
    // What a column may hold is still checked, and one key is current.
    for (allowed, statement) in [
        (true, "UPDATE devices SET state = 'retiring' WHERE id = 'a'"),
        (false, "UPDATE devices SET state = 'lost' WHERE id = 'a'"),
        (false, "UPDATE devices SET state = NULL WHERE id = 'a'"),
        (false, "UPDATE escrow_keys SET state = 'lost'"),
        (
            false,
            "INSERT INTO escrow_keys (id, state, public_key, sealed_private_key, created_ms)
                 VALUES ('other', 'current', 'AA', 'AA', 1)",
        ),
        (true, "UPDATE escrow_keys SET state = 'destroyed'"),
    ] {
        assert_eq!(
            pool.execute(statement).await.is_ok(),
            allowed,
            "{statement}"
        );
    }
    opened.close().await;
}

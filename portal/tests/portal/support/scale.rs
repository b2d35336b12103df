//! Fills a database with many devices and a long audit trail, by bulk: what a large organisation has
//! after years. Nothing of it can sign in, and no phone is behind it.

use sha2::{Digest as _, Sha256};
use sqlx::{
    Any, AnyConnection, AssertSqlSafe, Connection as _, Executor as _, Row as _, Transaction,
};
use std::fmt::Write as _;
use std::ops::RangeInclusive;

/// Lines of one statement.
const LINES: usize = 500;

/// Adds half as many users as devices, each with two devices: of both platforms, a twentieth of them
/// retired, heard of in the last 100 days before this time, none twice at the same moment.
pub(crate) async fn add_devices(connection: &mut AnyConnection, devices: u64, now_ms: u64) {
    let users = devices / 2;
    let last = users - 1;
    let apart = 100 * 24 * 60 * 60 * 1000 / devices;
    // A prime number larger than any count: it mixes the numbers, and each stays another one.
    let mixed = |count: u64| format!("((i * 1000003) % {count})");
    let (user, device) = (mixed(users), mixed(devices));
    let accounts = format!(
        "WITH RECURSIVE n (i) AS
             (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {last})
         INSERT INTO accounts (id, role, user_name, folded_name, salt, verifier, created_ms,
             password_set_ms, display_name, searched)
         SELECT 'user-' || i, 'user', 'Person' || {user}, 'person' || {user}, '', '', i, i,
             'Display ' || i, 'person' || {user} || ' display ' || i
         FROM n"
    );
    let enrolled = format!(
        "WITH RECURSIVE n (i) AS
             (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {devices} - 1)
         INSERT INTO devices (id, account, state, name, platform, app_version, signing_key,
             generation, enrolled_ms, last_seen_ms)
         SELECT 'device-' || i, 'user-' || (i / 2),
             CASE WHEN i % 20 = 0 THEN 'retired' WHEN i % 1000 = 1 THEN 'retiring' ELSE 'active' END,
             'Phone ' || {device}, CASE WHEN i % 2 = 0 THEN 'ios' ELSE 'android' END, '3.1.0', 'AA',
             1, i / 3, {now_ms} - {apart} * {device}
         FROM n"
    );
    run(connection, vec![accounts, enrolled]).await;
}

/// Adds lines to the trail of a new portal, a second apart, until there are as many. Lists hold
/// them; their hashes are none.
pub(crate) async fn add_lines(connection: &mut AnyConnection, lines: u64) {
    let entries = format!(
        "WITH RECURSIVE n (i) AS (SELECT sequence + 1 FROM audit_head
             UNION ALL SELECT i + 1 FROM n WHERE i < {lines})
         INSERT INTO audit (sequence, time_ms, actor, action, device, account, reason, detail,
             previous, hash)
         SELECT i, i * 1000, 'user:user-' || (i % 5000),
             CASE i % 10 WHEN 0 THEN 'device.enrolled' WHEN 1 THEN 'reset.refused'
                 ELSE 'session.begun' END,
             CASE WHEN i % 10 = 0 THEN 'device-' || (i % 100000) END, 'user-' || (i % 5000),
             CASE WHEN i % 10 = 1 THEN 'password.wrong' END, '{{}}', 'none', 'none'
         FROM n"
    );
    let mut statements = vec![entries];
    statements.extend(ends(lines, "none"));
    run(connection, statements).await;
}

/// The same, chained: in several times the time.
pub(crate) async fn add_chained_lines(connection: &mut AnyConnection, lines: u64) {
    let row = connection
        .fetch_one("SELECT sequence, hash FROM audit_head")
        .await
        .unwrap();
    let mut previous: String = row.get("hash");
    let first = row.get::<i64, _>("sequence") as u64 + 1;
    let mut tx = begin(connection).await;
    for begin in (first..=lines).step_by(LINES) {
        let last = (begin + LINES as u64 - 1).min(lines);
        let insert = chained(&mut previous, begin..=last);
        tx.execute(AssertSqlSafe(insert)).await.unwrap();
    }
    for statement in ends(lines, &previous) {
        tx.execute(AssertSqlSafe(statement)).await.unwrap();
    }
    tx.commit().await.unwrap();
    look_around(connection).await;
}

/// One statement with these lines.
fn chained(previous: &mut String, numbers: RangeInclusive<u64>) -> String {
    let mut insert = "INSERT INTO audit (sequence, time_ms, actor, action, device, account,
            reason, detail, previous, hash) VALUES "
        .to_owned();
    let mut comma = "";
    for i in numbers {
        let (ms, user) = (i * 1000, i % 5000);
        let line = format!(
            "[{i},{ms},\"user:user-{user}\",\"session.begun\",null,\"user-{user}\",null,{{}}]"
        );
        let digest = Sha256::digest(format!("{previous}{line}").as_bytes());
        let mut hash = String::with_capacity(64);
        for byte in digest {
            write!(hash, "{byte:02x}").unwrap();
        }
        write!(
            insert,
            "{comma}({i},{ms},'user:user-{user}','session.begun',NULL,'user-{user}',NULL,'{{}}',
                '{previous}','{hash}')"
        )
        .unwrap();
        *previous = hash;
        comma = ",";
    }
    insert
}

/// What the portal keeps beside the lines: between which times they were written, and the head.
fn ends(lines: u64, hash: &str) -> [String; 3] {
    [
        "DELETE FROM audit_spans".to_owned(),
        "INSERT INTO audit_spans (span, oldest_ms, newest_ms)
         SELECT sequence / 1000, MIN(time_ms), MAX(time_ms) FROM audit GROUP BY sequence / 1000"
            .to_owned(),
        format!("UPDATE audit_head SET sequence = {lines}, hash = '{hash}'"),
    ]
}

/// All or nothing.
async fn run(connection: &mut AnyConnection, statements: Vec<String>) {
    let mut tx = begin(connection).await;
    for statement in statements {
        tx.execute(AssertSqlSafe(statement)).await.unwrap();
    }
    tx.commit().await.unwrap();
    look_around(connection).await;
}

async fn begin(connection: &mut AnyConnection) -> Transaction<'_, Any> {
    if is_sqlite(connection) {
        let cache = connection.execute("PRAGMA cache_size = -200000");
        cache.await.unwrap();
    }
    connection.begin().await.unwrap()
}

/// PostgreSQL's planner knows what there is.
async fn look_around(connection: &mut AnyConnection) {
    if is_sqlite(connection) {
        return;
    }
    for table in ["accounts", "devices", "audit", "audit_spans"] {
        let analyze = format!("VACUUM ANALYZE {table}");
        connection.execute(AssertSqlSafe(analyze)).await.unwrap();
    }
}

fn is_sqlite(connection: &AnyConnection) -> bool {
    connection.backend_name() == "SQLite"
}

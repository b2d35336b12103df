//! What a portal needs to start, and what it says when that is missing.

use crate::support::{Office, PASSWORD, Phone, TestDatabase, TurnedClock, request_id};
use passcode_portal::tls::ServerIdentity;
use passcode_portal::{Portal, StartFailure};
use std::fs;
use std::path::Path;

async fn failure(directory: &Path, database: &TestDatabase) -> StartFailure {
    let failure = database
        .open(directory, &TurnedClock::new())
        .await
        .err()
        .unwrap();
    let text = failure.to_string();
    let starts = ["Put ", "Run ", "Check ", "Choose "];
    assert!(starts.iter().any(|start| text.starts_with(start)), "{text}");
    failure
}

#[tokio::test]
async fn everything_is_still_there_after_a_restart() {
    let office = Office::open().await;
    let phone = Phone::of_alice(&office).await;
    let office = office.restarted().await;
    let id = request_id();
    let answer = phone.reset_as(&office, &id, PASSWORD).await;
    phone.opens(&id, &answer);
}

#[tokio::test]
async fn a_damaged_lost_or_foreign_master_key_is_told_apart() {
    let office = Office::bare().await;
    office.portal.close().await;
    let path = office.directory.path();
    let key = path.join("master.key");
    let right = fs::read(&key).unwrap();
    assert_eq!(right.len(), 32);

    fs::write(&key, &right[..31]).unwrap();
    assert!(
        matches!(failure(path, &office.database).await, StartFailure::MasterKeyDamaged(at) if at == key)
    );
    fs::write(&key, [0; 32]).unwrap();
    assert!(
        matches!(failure(path, &office.database).await, StartFailure::MasterKeyWrong(at) if at == key)
    );
    fs::remove_file(&key).unwrap();
    assert!(
        matches!(failure(path, &office.database).await, StartFailure::MasterKeyMissing(at) if at == key)
    );
    assert!(!key.exists());
}

#[cfg(unix)]
#[tokio::test]
async fn keys_and_database_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let office = Office::bare().await;
    let path = office.directory.path();
    ServerIdentity::load_or_create(path).unwrap();
    let sqlite = tempfile::tempdir().unwrap();
    let portal = Portal::open(sqlite.path(), TurnedClock::new())
        .await
        .unwrap();
    let made = ["master.key", "tls.pem"].map(|name| path.join(name));
    for made in made
        .into_iter()
        .chain([sqlite.path().join("portal.sqlite")])
    {
        let mode = fs::metadata(&made).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", made.display());
    }
    portal.close().await;
    let key = path.join("master.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(
        matches!(failure(path, &office.database).await, StartFailure::FileOpenToOthers(at) if at == key)
    );
}

#[tokio::test]
async fn what_is_no_database_is_not_overwritten() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let portal = Portal::open(path, TurnedClock::new()).await.unwrap();
    portal.close().await;
    let database = path.join("portal.sqlite");
    let text = "this is not a database, but somebody may still want it".repeat(20);
    fs::write(&database, &text).unwrap();
    let failure = failure(path, &TestDatabase::sqlite()).await;
    assert!(matches!(failure, StartFailure::DatabaseUnusable(at) if at == database));
    assert_eq!(fs::read_to_string(&database).unwrap(), text);
}

#[tokio::test]
async fn a_file_is_no_data_directory() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(
        matches!(failure(&file, &TestDatabase::new()).await, StartFailure::DirectoryUnusable(at) if at == file)
    );
}

#[test]
fn the_certificate_stays_and_a_damaged_one_is_not_replaced() {
    let directory = tempfile::tempdir().unwrap();
    let first = ServerIdentity::load_or_create(directory.path()).unwrap();
    let second = ServerIdentity::load_or_create(directory.path()).unwrap();
    assert_eq!(first.fingerprint(), second.fingerprint());
    let file = directory.path().join("tls.pem");
    fs::write(&file, "nothing").unwrap();
    let failure = ServerIdentity::load_or_create(directory.path())
        .err()
        .unwrap();
    assert!(matches!(failure, StartFailure::CertificateUnusable(at) if at == file));
}

//! What happens between the check of a file and its transaction, and in the middle of that one.

use super::store::{User, store};
use super::{Code, carry_out, check, plan, template};
use crate::accounts::{self, Profile, Verifier};
use crate::clock::SystemClock;
use crate::error::{Error, Internal};
use crate::groups;
use crate::portal::{Context, Portal};
use crate::test_database::TestDatabase;
use passcode_core::portal::wire::SecretText;
use sqlx::{AssertSqlSafe, Executor as _};
use std::sync::Arc;
use tempfile::TempDir;

struct Place {
    portal: Portal,
    _database: TestDatabase,
    _directory: TempDir,
}

impl Place {
    async fn new() -> Self {
        let (directory, database) = (tempfile::tempdir().unwrap(), TestDatabase::new());
        let clock = Arc::new(SystemClock);
        let portal = Portal::open_with(directory.path(), database.choice(), clock).await;
        Self {
            portal: portal.unwrap(),
            _database: database,
            _directory: directory,
        }
    }

    fn context(&self) -> &Context {
        self.portal.context()
    }

    /// How many users, groups, members and lines of the trail there are.
    async fn counts(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for (count, table) in
            counts
                .iter_mut()
                .zip(["accounts", "user_groups", "group_members", "audit"])
        {
            let text = format!("SELECT 1 FROM {table}");
            let rows = self
                .context()
                .database
                .pool()
                .fetch_all(AssertSqlSafe(text));
            *count = rows.await.unwrap().len();
        }
        counts
    }

    async fn run(&self, statement: &'static str) {
        let pool = self.context().database.pool();
        pool.execute(statement).await.unwrap();
    }
}

const FILE: &[u8] = b"user_name,groups\nann,A|B\nbob,B\ncarol,A\n";

#[tokio::test]
async fn the_template_can_be_imported() {
    let place = Place::new().await;
    let checked = check(place.context(), template().as_bytes())
        .await
        .ok()
        .unwrap();
    assert_eq!((checked.rows, checked.problems), (2, Vec::new()));
    assert_eq!(checked.new_groups, ["Sales", "Field staff"]);
    let imported = carry_out(place.context(), "root", template().as_bytes()).await;
    assert_eq!(imported.ok().unwrap().new_groups, 2);
}

#[tokio::test]
async fn a_name_taken_after_the_check_leaves_nothing_behind() {
    let place = Place::new().await;
    let plan = plan(place.context(), FILE).await.ok().unwrap();
    let user = |person| {
        User::new(person, Verifier::of_nothing().ok().unwrap())
            .ok()
            .unwrap()
    };
    let users: Vec<_> = plan.people.iter().map(user).collect();
    let password = SecretText::new("correct horse battery".to_owned());
    let bob = ("BOB", &password);
    let made = accounts::create_user(place.context(), "root", bob, Profile::default()).await;
    made.ok().unwrap();
    let before = place.counts().await;
    let refused = store(place.context(), "root", &users).await;
    let Err(Error::Import(problems)) = refused else {
        panic!("{refused:?}");
    };
    let found: Vec<_> = problems
        .iter()
        .map(|problem| (problem.line, problem.code))
        .collect();
    assert_eq!(found, [(3, Code::UserExists)]);
    assert_eq!(place.counts().await, before);
}

#[tokio::test]
async fn what_fails_in_the_middle_leaves_nothing_behind() {
    let place = Place::new().await;
    let before = place.counts().await;
    for (breaks, mends) in [
        (
            "ALTER TABLE group_members RENAME TO away",
            "ALTER TABLE away RENAME TO group_members",
        ),
        (
            "ALTER TABLE audit RENAME TO away",
            "ALTER TABLE away RENAME TO audit",
        ),
    ] {
        place.run(breaks).await;
        let failed = carry_out(place.context(), "root", FILE).await;
        assert!(
            matches!(failed, Err(Error::Internal(Internal::Database))),
            "{failed:?}"
        );
        place.run(mends).await;
        assert_eq!(place.counts().await, before);
    }
    carry_out(place.context(), "root", FILE).await.ok().unwrap();
    let [users, groups, members, trail] = place.counts().await;
    assert_eq!([users, groups, members], [3, 2, 4]);
    assert_eq!(trail - before[3], 6);
}

#[tokio::test]
async fn a_group_that_changed_since_it_was_looked_for_is_noticed() {
    let place = Place::new().await;
    let context = place.context();
    let one = groups::create(context, "root", "One").await.ok().unwrap();
    let two = groups::create(context, "root", "Two").await.ok().unwrap();
    let mut tx = context.database.begin().await.ok().unwrap();
    let found = groups::by_names(&mut tx, &["one", "two", "three"])
        .await
        .ok()
        .unwrap();
    assert_eq!(found.len(), 2);
    assert!(groups::hold_all(&mut tx, &found).await.ok().unwrap());
    drop(tx);
    groups::rename(context, "root", &one, "ONE")
        .await
        .ok()
        .unwrap();
    let mut tx = context.database.begin().await.ok().unwrap();
    assert!(groups::hold_all(&mut tx, &found).await.ok().unwrap());
    drop(tx);
    groups::rename(context, "root", &one, "Uno")
        .await
        .ok()
        .unwrap();
    let mut tx = context.database.begin().await.ok().unwrap();
    assert!(!groups::hold_all(&mut tx, &found).await.ok().unwrap());
    drop(tx);
    groups::rename(context, "root", &one, "One")
        .await
        .ok()
        .unwrap();
    groups::delete(context, "root", &two).await.ok().unwrap();
    let mut tx = context.database.begin().await.ok().unwrap();
    assert!(!groups::hold_all(&mut tx, &found).await.ok().unwrap());
}

//! Imports that run at once, and a large one.

use crate::audit::is_chained;
use crate::import::{get, import, request};
use crate::support::{Office, SELF_SERVICE, send};
use axum::Router;
use serde_json::json;
use std::fmt::Write as _;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_imports_at_once_each_is_whole_or_refused() {
    let office = Office::open().await;
    let routers = [office.router.clone(), office.another().await.router()];
    for round in 0..4 {
        // The second file turns the first one's lines round; half of its users are others.
        let line =
            |number: usize| format!("r{round}-{number},New {round} {}|G{number}\n", number % 3);
        let file = |lines: Vec<usize>| {
            let lines: String = lines.into_iter().map(line).collect();
            format!("user_name,groups\n{lines}")
        };
        let files = [file((0..40).collect()), file((20..60).rev().collect())];
        let mut requests = JoinSet::new();
        for (router, file) in routers.clone().into_iter().zip(files) {
            let (router, request): (Router, _) = (router, request(&office, "", file));
            requests.spawn(async move { send(&router, request).await });
        }
        let answers = requests.join_all().await;
        let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
        assert_eq!((won.len(), lost.len()), (1, 1));
        let refused = lost[0].refused(400, "import.refused");
        assert_eq!(refused["fields"].as_array().unwrap().len(), 20);
        assert!(
            refused["fields"]
                .as_array()
                .unwrap()
                .iter()
                .all(|field| field["code"] == "user.exists")
        );
        let found = get(&office, &format!("/users/search?text=r{round}-")).await;
        assert_eq!(found["total"]["number"], 40);
    }
    is_chained(&office.trail().await);
}

/// Different users, the same new groups: nobody is refused.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_imports_at_once_that_make_the_same_groups_all_are_carried_out() {
    let office = Office::open().await;
    let routers = [office.router.clone(), office.another().await.router()];
    for round in 0..4 {
        let mut requests = JoinSet::new();
        for (number, router) in routers.clone().into_iter().enumerate() {
            let mut file = "user_name,groups\n".to_owned();
            for user in 0..20 {
                let group = if number == 0 { user } else { 19 - user };
                writeln!(file, "r{round}-{number}-{user},Round {round} {group}").unwrap();
            }
            let request = request(&office, "", file);
            requests.spawn(async move { send(&router, request).await.status });
        }
        assert_eq!(requests.join_all().await, [201; 2]);
        let groups = get(
            &office,
            &format!("/groups/search?text=Round%20{round}&limit=100"),
        )
        .await;
        let groups = groups["rows"].as_array().unwrap().clone();
        assert_eq!(groups.len(), 20);
        assert!(groups.iter().all(|group| group["members"] == 2));
    }
    is_chained(&office.trail().await);
}

#[tokio::test]
async fn five_thousand_users_are_imported_within_a_request() {
    let office = Office::open().await;
    let mut file = "user_name;display_name;email;groups;password\r\n".to_owned();
    for number in 0..5000 {
        // Each password costs a derivation, which is slow in a test.
        let password = if number % 250 == 0 { "a password" } else { "" };
        let groups = format!("Group {}|All", number % 100);
        writeln!(
            file,
            "user{number};User {number};user{number}@example.org;{groups};{password}\r"
        )
        .unwrap();
    }
    let start = Instant::now();
    let imported = import(&office, file).await.ok();
    let taken = start.elapsed();
    println!("5,000 users: {taken:?}");
    assert!(taken < Duration::from_secs(30), "{taken:?}");
    assert_eq!(
        imported,
        json!({"users": 5000, "with_password": 20, "new_groups": 101})
    );
    let all = get(&office, "/groups/search?text=all").await;
    assert_eq!(all["rows"][0]["members"], 5000);
    let found = get(&office, "/users/search?text=4999@").await;
    assert_eq!(found["rows"][0]["groups"], json!(["All", "Group 99"]));
    office.sign_in(SELF_SERVICE, "user4750", "a password").await;
    let everybody = get(&office, "/users/search?limit=1").await;
    assert_eq!(
        everybody["total"],
        json!({"number": 5001, "or_more": false})
    );
}

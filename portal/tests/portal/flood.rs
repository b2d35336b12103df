//! Many sign-ins at once don't starve everybody else: what counts is the order of the answers. The
//! one thread of the test's runtime answers everything, so whoever hashed on it would be seen.

use crate::metrics::{busy, derivations};
use crate::support::{Office, PASSWORD, Phone, SELF_SERVICE};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::task::{JoinSet, yield_now};

const SIGN_INS: usize = 48;

#[tokio::test]
async fn a_flood_of_sign_ins_lets_everything_else_pass() {
    let office = Arc::new(Office::open().await);
    let phone = Phone::of_alice(&office).await;
    let before = derivations(&office).await;
    let answered = Arc::new(AtomicUsize::new(0));
    let mut flood = JoinSet::new();
    for number in 0..SIGN_INS {
        let (office, answered) = (office.clone(), answered.clone());
        flood.spawn(async move {
            let body = json!({"user_name": "alice", "password": PASSWORD});
            let path = format!("{SELF_SERVICE}/session");
            let address = format!("192.0.2.{number}");
            office.call_from(&address, &path, &body).await.ok();
            answered.fetch_add(1, Ordering::SeqCst);
        });
    }
    // This task runs while they hash: they do so elsewhere, and not all at once.
    let processors = std::thread::available_parallelism().unwrap().get() as u64;
    loop {
        assert!(answered.load(Ordering::SeqCst) < SIGN_INS, "never seen");
        let running = busy(&office).await;
        assert!(running <= processors, "{running}");
        if running > 0 {
            break;
        }
        yield_now().await;
    }
    for _ in 0..3 {
        office.call("GET", "/health", "", &Value::Null).await.ok();
        let nonce = "/api/device/v1/nonce";
        office.call("POST", nonce, "", &json!({})).await.ok();
    }
    let first = answered.load(Ordering::SeqCst);
    assert!(first < SIGN_INS / 2, "{first} sign-ins came first");
    // A check-in stands in line with them for the database, and for nothing else.
    phone.check_in(&office, 1).await.ok();
    let first = answered.load(Ordering::SeqCst);
    assert!(first < SIGN_INS, "{first} sign-ins came first");
    while answered.load(Ordering::SeqCst) < SIGN_INS {
        let running = busy(&office).await;
        assert!(running <= processors, "{running}");
        yield_now().await;
        while let Some(answered) = flood.try_join_next() {
            answered.unwrap();
        }
    }
    assert_eq!(derivations(&office).await, before + SIGN_INS as u64);
}

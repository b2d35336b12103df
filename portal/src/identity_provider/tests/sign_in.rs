//! Who gets a session, whose, and what is told of it.

use super::super::release;
use super::*;
use crate::notices;
use std::collections::BTreeSet;
use tokio::task::JoinSet;

#[tokio::test]
async fn the_name_decides_once_and_then_the_person() {
    let place = Place::new().await;
    let session = place.alice_signed_in().await;
    assert_eq!(session.account, place.alice);
    assert!(session.is_fresh(place.clock.now_ms()));
    let hash = crate::secrets::hash_hex(b"subject of alice");
    let bound = place.last_event().await;
    assert_eq!(bound.0, "user.identity_bound");
    let who = json!({"issuer": place.provider.issuer, "subject_sha256": hash});
    assert_eq!(bound.3, who);
    // A new name at the provider changes nothing; nor does somebody else's.
    for name in ["alice.married", "bob"] {
        let session = place.sign_in(&json!({"preferred_username": name})).await;
        let session = place.resume(&session.unwrap().token).await.unwrap();
        assert_eq!(session.account, place.alice);
        let begun = place.last_event().await;
        assert_eq!(begun.0, "session.begun");
        assert_eq!(begun.2.as_deref(), Some(&*place.alice));
        assert_eq!(begun.3, json!({"by": "identity-provider"}));
    }
    // Who gets alice's old name does not get her account.
    let other = place.sign_in(&json!({"sub": "somebody else"})).await;
    assert_eq!(refused(other), "identity_provider.no_account");
    let (action, reason, account, detail) = place.last_event().await;
    assert_eq!(action, "session.refused");
    assert_eq!(reason.as_deref(), Some("identity.other"));
    assert_eq!(account.as_deref(), Some(&*place.alice));
    assert_eq!(
        detail["subject_sha256"],
        crate::secrets::hash_hex(b"somebody else")
    );
    // One browser, told once.
    let told = notices::list(place.context(), &place.alice).await.unwrap();
    let told = serde_json::to_value(told).unwrap();
    assert_eq!(told.as_array().unwrap().len(), 1, "{told}");
    assert_eq!(told[0]["notice"], "session.new_browser");
}

#[tokio::test]
async fn who_has_no_account_here_or_another_way_in_gets_one_answer() {
    let place = Place::new().await;
    let bob = accounts::create_user(
        place.context(),
        "root",
        ("bob", &password()),
        accounts::Profile::default(),
    )
    .await;
    let carol = place.user("carol").await;
    let disable = "UPDATE accounts SET disabled = 1 WHERE user_name = 'carol'";
    let pool = place.context().database.pool();
    sqlx::query(disable).execute(pool).await.unwrap();
    for (name, reason, account) in [
        (json!("nobody"), "account.unknown", None),
        (json!("bob"), "account.not_identity_provider", bob.ok()),
        (json!("carol"), "account.disabled", Some(carol)),
        (json!("root\u{0}"), "account.unknown", None),
    ] {
        let claims = json!({"sub": "x", "preferred_username": name});
        assert_eq!(
            refused(place.sign_in(&claims).await),
            "identity_provider.no_account"
        );
        let last = place.last_event().await;
        assert_eq!((last.1.as_deref(), last.2), (Some(reason), account));
    }
    assert_eq!(place.count("SELECT account FROM identities").await, 0);
    assert_eq!(place.count("SELECT account FROM sessions").await, 0);
}

#[tokio::test]
async fn a_name_that_is_not_in_the_token_is_asked_for() {
    let place = Place::with_claim("upn").await;
    let mut grant = place.grant(&json!({}));
    grant.user_info = json!({"sub": "subject of alice", "upn": "alice"});
    assert!(place.go(&Purpose::SignIn, grant).await.is_ok());
    assert_eq!(place.provider.script().asked["me"], 1);
    // Not for somebody who is bound already.
    place.sign_in(&json!({})).await.unwrap();
    assert_eq!(place.provider.script().asked["me"], 1);
    // And only for this person.
    let mut grant = place.grant(&json!({"sub": "other"}));
    grant.user_info = json!({"sub": "subject of alice", "upn": "alice"});
    let other = place.go(&Purpose::SignIn, grant).await;
    assert_eq!(refused(other), "identity_provider.answer_invalid");
    assert_eq!(
        place.last_event().await.1.as_deref(),
        Some("user_info.invalid")
    );
}

#[tokio::test]
async fn an_address_counts_only_if_the_provider_has_verified_it() {
    let place = Place::with_claim("email").await;
    let user = place.user("alice@example.org").await;
    let email = "Alice@Example.org";
    for unverified in [
        json!({"email": email}),
        json!({"email": email, "email_verified": false}),
    ] {
        let mut grant = place.grant(&unverified);
        grant.user_info = unverified;
        grant.user_info["sub"] = json!("subject of alice");
        let refusal = place.go(&Purpose::SignIn, grant).await;
        assert_eq!(refused(refusal), "identity_provider.no_account");
    }
    let verified = json!({"email": email, "email_verified": true});
    let session = place.sign_in(&verified).await.unwrap();
    assert_eq!(place.resume(&session.token).await.unwrap().account, user);
    let address = place.begin(&Purpose::SignIn).await.unwrap();
    assert!(parameter(&address, "scope").unwrap().contains("email"));
}

/// Single sign-on is good enough for a session, and not for what is dangerous.
#[tokio::test]
async fn what_the_provider_remembers_is_no_fresh_proof() {
    let place = Place::new().await;
    let long_ago = place.now_s() - 3600;
    for (auth_time, expected) in [(json!(long_ago), long_ago * 1000), (Value::Null, 0)] {
        let session = place
            .sign_in(&json!({"auth_time": auth_time}))
            .await
            .unwrap();
        let session = place.resume(&session.token).await.unwrap();
        assert_eq!(session.authenticated_ms, expected);
        assert!(!session.is_fresh(place.clock.now_ms()));
    }
    let session = place.alice_signed_in().await;
    assert!(session.is_fresh(session.authenticated_ms + 5 * MINUTE_MS - 1));
    assert!(!session.is_fresh(session.authenticated_ms + 5 * MINUTE_MS));
}

#[tokio::test]
async fn a_released_or_changed_user_is_bound_anew() {
    let place = Place::new().await;
    let session = place.sign_in(&json!({})).await.unwrap();
    release(place.other(), "root", &place.alice).await.unwrap();
    assert_eq!(place.last_event().await.0, "user.identity_released");
    assert_eq!(
        refused(place.resume(&session.token).await),
        "session.needed"
    );
    let events = place.count("SELECT sequence FROM audit").await;
    release(place.other(), "root", &place.alice).await.unwrap();
    assert_eq!(place.count("SELECT sequence FROM audit").await, events);
    assert_eq!(
        refused(release(place.other(), "root", "x").await),
        "user.unknown"
    );
    // The name counts again, for whoever has it now.
    let other = json!({"sub": "somebody else"});
    place.sign_in(&other).await.unwrap();
    assert_eq!(
        refused(place.sign_in(&json!({})).await),
        "identity_provider.no_account"
    );
    for sign_in in [SignIn::Password, SignIn::IdentityProvider] {
        let set = accounts::set_sign_in(place.context(), "root", &place.alice, sign_in);
        set.await.unwrap();
    }
    assert_eq!(place.count("SELECT account FROM identities").await, 0);
    place.sign_in(&json!({})).await.unwrap();
}

#[tokio::test]
async fn a_browser_takes_along_what_the_specifications_ask_for() {
    let place = Place::new().await;
    let first = place.begin(&Purpose::SignIn).await.unwrap();
    let second = place.begin(&Purpose::SignIn).await.unwrap();
    for name in ["state", "nonce", "code_challenge"] {
        let values = [&first, &second].map(|address| parameter(address, name).unwrap());
        assert_eq!(values[0].len(), 43, "{name}");
        assert_ne!(values[0], values[1], "{name}");
    }
    let scopes = parameter(&first, "scope").unwrap();
    let scopes: BTreeSet<_> = scopes.split(' ').collect();
    assert_eq!(scopes, BTreeSet::from(["openid", "profile"]));
    assert_eq!(parameter(&first, "prompt"), None);
    assert_eq!(parameter(&first, "max_age"), None);
    // Nothing of it is in the database.
    let kept = "SELECT state_hash || browser || return_to AS kept FROM identity_attempts";
    let pool = place.context().database.pool();
    for row in sqlx::query(kept).fetch_all(pool).await.unwrap() {
        let kept: String = row.get("kept");
        for name in ["state", "nonce", "code_challenge"] {
            assert!(!kept.contains(&parameter(&first, name).unwrap()), "{name}");
        }
    }
}

#[tokio::test]
async fn a_client_may_have_to_send_its_secret_in_the_body() {
    let place = Place::new().await;
    place.provider.script().token_authentication = vec!["client_secret_post"];
    place.alice_signed_in().await;
}

#[tokio::test]
async fn discovery_is_kept_for_an_hour() {
    let place = Place::new().await;
    let asked = || place.provider.script().asked["discovery"];
    place.begin(&Purpose::SignIn).await.unwrap();
    assert_eq!(asked(), 1);
    place.clock.advance(60 * MINUTE_MS - 1);
    place.begin(&Purpose::SignIn).await.unwrap();
    assert_eq!(asked(), 1);
    place.clock.advance(1);
    place.begin(&Purpose::SignIn).await.unwrap();
    assert_eq!(asked(), 2);
}

/// One callback, sent to both instances at once: one session.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_callbacks_with_one_state_exactly_one_signs_in() {
    let place = Place::new().await;
    let address = place.begin(&Purpose::SignIn).await.unwrap();
    let query = place.provider.grant(&address, place.grant(&json!({})));
    let mut racers = JoinSet::new();
    for number in 0..20 {
        let context = place.instances[number % 2].context().clone();
        let query = query.clone();
        racers.spawn(async move { finish(&context, &browser("a"), &query).await });
    }
    let results = racers.join_all().await;
    assert_eq!(results.iter().filter(|one| one.is_ok()).count(), 1);
    let lost = results
        .iter()
        .filter(|one| matches!(one, Err(Error::AttemptUnknown)));
    assert_eq!(lost.count(), 19);
    assert_eq!(place.count("SELECT account FROM sessions").await, 1);
}

/// The same person twice at once, for the first time: two sessions, one binding.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_first_sign_ins_at_once_bind_once() {
    let place = Arc::new(Place::new().await);
    let mut racers = JoinSet::new();
    for _ in 0..8 {
        let place = place.clone();
        racers.spawn(async move { place.sign_in(&json!({})).await.err() });
    }
    let refused = racers.join_all().await;
    assert!(refused.iter().all(Option::is_none), "{refused:?}");
    assert_eq!(place.count("SELECT account FROM identities").await, 1);
    let bound = "SELECT sequence FROM audit WHERE action = 'user.identity_bound'";
    assert_eq!(place.count(bound).await, 1);
}

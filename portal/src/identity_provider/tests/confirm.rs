//! That it is still the session's user: through the provider, or by the password.

use super::*;

async fn confirm(place: &Place, session: &SignedIn, claims: &Value) -> Result<(), Error> {
    let purpose = Purpose::Confirm { session };
    match place.go(&purpose, place.grant(claims)).await? {
        Finished::Confirmed(return_to) => {
            assert_eq!(return_to.as_str(), "/my/devices");
            Ok(())
        }
        Finished::SignedIn(..) => panic!("this was no sign-in"),
    }
}

#[tokio::test]
async fn the_provider_has_to_ask_again() {
    let place = Place::new().await;
    let new = place.sign_in(&json!({})).await.unwrap();
    place.clock.advance(10 * MINUTE_MS);
    let session = place.resume(&new.token).await.unwrap();
    assert!(!session.is_fresh(place.clock.now_ms()));
    let address = place.begin(&Purpose::Confirm { session: &session }).await;
    let address = address.unwrap();
    assert_eq!(parameter(&address, "prompt").as_deref(), Some("login"));
    assert_eq!(parameter(&address, "max_age").as_deref(), Some("0"));
    // The provider's clock may be a minute behind or ahead.
    for skew in [0, -60, 60] {
        let auth_time = place.now_s().checked_add_signed(skew).unwrap();
        let claims = json!({"auth_time": auth_time});
        confirm(&place, &session, &claims).await.unwrap();
        let session = place.resume(&new.token).await.unwrap();
        let expected = (auth_time * 1000).min(place.clock.now_ms());
        assert_eq!(session.authenticated_ms, expected);
        assert!(session.is_fresh(place.clock.now_ms()));
    }
    let last = place.last_event().await;
    assert_eq!(last.0, "session.confirmed");
    assert_eq!(last.2.as_deref(), Some(&*place.alice));
    assert_eq!(last.3, json!({"by": "identity-provider"}));
    assert_eq!(place.count("SELECT account FROM sessions").await, 1);
}

#[tokio::test]
async fn somebody_else_or_long_ago_confirms_nothing() {
    let place = Place::new().await;
    let long_ago = place.now_s() - 3600;
    let old = json!({"auth_time": long_ago});
    let new = place.sign_in(&old).await.unwrap();
    let session = place.resume(&new.token).await.unwrap();
    place.user("bob").await;
    let bob = json!({"sub": "subject of bob", "preferred_username": "bob"});
    place.sign_in(&bob).await.unwrap();
    let now_s = place.now_s();
    for (claims, reason) in [
        (json!({"auth_time": now_s - 61}), "auth_time.not_recent"),
        (json!({"auth_time": now_s + 61}), "auth_time.not_recent"),
        (json!({"auth_time": null}), "auth_time.not_recent"),
        (bob, "identity.other"),
        (json!({"sub": "nobody"}), "account.unknown"),
    ] {
        let result = confirm(&place, &session, &claims).await;
        assert_eq!(
            refused(result),
            "identity_provider.not_confirmed",
            "{reason}"
        );
        let last = place.last_event().await;
        assert_eq!(last.0, "session.confirm_refused");
        assert_eq!(last.1.as_deref(), Some(reason));
        let session = place.resume(&new.token).await.unwrap();
        assert_eq!(session.authenticated_ms, long_ago * 1000);
    }
    // Nobody was bound by it.
    assert_eq!(place.count("SELECT account FROM identities").await, 2);
}

#[tokio::test]
async fn a_session_that_is_over_is_not_confirmed() {
    let place = Place::new().await;
    let session = place.alice_signed_in().await;
    sessions::end(place.context(), &session).await.unwrap();
    let result = confirm(&place, &session, &json!({})).await;
    assert_eq!(refused(result), "session.needed");
    let session = place.alice_signed_in().await;
    place.clock.advance(15 * MINUTE_MS);
    let result = confirm(&place, &session, &json!({})).await;
    assert_eq!(refused(result), "session.needed");
}

/// A confirmation that is begun cannot be finished as a sign-in, nor after a release.
#[tokio::test]
async fn a_released_user_confirms_nothing() {
    let place = Place::new().await;
    let session = place.alice_signed_in().await;
    super::super::release(place.context(), "root", &place.alice)
        .await
        .unwrap();
    let result = confirm(&place, &session, &json!({})).await;
    assert_eq!(refused(result), "identity_provider.not_confirmed");
}

#[tokio::test]
async fn a_password_confirms_and_a_wrong_one_does_not() {
    let place = Place::new().await;
    let context = place.context();
    let bob = accounts::create_user(
        context,
        "root",
        ("bob", &password()),
        accounts::Profile::default(),
    )
    .await;
    let bob = bob.unwrap();
    let (role, here) = (Role::User, browser("b"));
    let new = sessions::begin(context, role, ("bob", &password()), &here).await;
    let new = new.unwrap();
    let begun = place.last_event().await;
    assert_eq!((begun.0.as_str(), begun.3), ("session.begun", json!({})));
    let session = place.resume(&new.token).await.unwrap();
    assert_eq!(session.authenticated_ms, place.clock.now_ms());
    place.clock.advance(6 * MINUTE_MS);
    let wrong = SecretText::new("wrong horse battery".to_owned());
    for _ in 0..10 {
        let result = sessions::confirm(context, &session, role, &wrong, &here).await;
        assert_eq!(refused(result), "credentials.not_accepted");
    }
    let last = place.last_event().await;
    assert_eq!(last.0, "session.confirm_refused");
    assert_eq!(last.1.as_deref(), Some("password.wrong"));
    let result = sessions::confirm(context, &session, role, &password(), &here).await;
    assert_eq!(refused(result), "attempts.too_many");
    assert!(
        !place
            .resume(&new.token)
            .await
            .unwrap()
            .is_fresh(place.clock.now_ms())
    );
    place.clock.advance(14 * MINUTE_MS);
    place.resume(&new.token).await.unwrap();
    place.clock.advance(MINUTE_MS);
    sessions::confirm(context, &session, role, &password(), &here)
        .await
        .unwrap();
    let last = place.last_event().await;
    assert_eq!((last.0.as_str(), last.2), ("session.confirmed", Some(bob)));
    let now_ms = place.clock.now_ms();
    assert_eq!(
        place.resume(&new.token).await.unwrap().authenticated_ms,
        now_ms
    );
    sessions::end(context, &session).await.unwrap();
    let result = sessions::confirm(context, &session, role, &password(), &here).await;
    assert_eq!(refused(result), "session.needed");
}

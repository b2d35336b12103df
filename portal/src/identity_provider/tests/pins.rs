//! A one-time PIN for somebody without a password here: one confirmation, one device, one PIN.

use super::*;
use crate::configurations;
use crate::devices::{self, AppVersion, Device, State};
use crate::one_time_pins::issue_confirmed;
use passcode_core::portal::wire::{Base64, Platform};
use tokio::task::JoinSet;

async fn phone(place: &Place, account: &str, id: &str) {
    let device = Device {
        id: id.to_owned(),
        account: account.to_owned(),
        state: State::Active,
        name: "Phone".to_owned(),
        platform: Platform::Ios,
        app_version: AppVersion::parse("3.1.0").unwrap(),
        signing_key: Base64::default(),
        generation: 1,
        escrow_key_id: None,
        enrolled_ms: 0,
        last_seen_ms: 0,
        retiring_ms: None,
        retired_ms: None,
    };
    let mut tx = place.context().database.begin().await.unwrap();
    devices::insert(&mut tx, &device).await.unwrap();
    tx.commit().await.unwrap();
}

/// Alice, signed in, with two phones that may have PINs.
async fn prepared() -> (Place, SignedIn) {
    let place = Place::new().await;
    let rules = json!({"one_time_pin": true});
    configurations::replace(place.context(), "root", "ios", 1, &rules)
        .await
        .unwrap();
    for id in ["phone", "tablet"] {
        phone(&place, &place.alice, id).await;
    }
    let session = place.alice_signed_in().await;
    (place, session)
}

async fn confirm_for(place: &Place, session: &SignedIn, device: &str) -> Result<(), Error> {
    let purpose = Purpose::ConfirmForPin { session, device };
    let done = place.go(&purpose, place.grant(&json!({}))).await?;
    assert!(matches!(done, Finished::Confirmed(_)));
    Ok(())
}

#[tokio::test]
async fn one_confirmation_is_one_pin_for_that_device() {
    let (place, session) = prepared().await;
    let issue = |device| issue_confirmed(place.other(), &session, device);
    let needed = "session.confirmation_needed";
    // Neither a sign-in nor a confirmation for anything else is enough.
    assert_eq!(refused(issue("phone").await), needed);
    let purpose = Purpose::Confirm { session: &session };
    let plain = place.go(&purpose, place.grant(&json!({}))).await;
    assert!(plain.is_ok());
    assert_eq!(refused(issue("phone").await), needed);

    confirm_for(&place, &session, "phone").await.unwrap();
    assert_eq!(refused(issue("tablet").await), needed);
    let issued = issue("phone").await.unwrap();
    assert!(issued.digits.len() >= 6);
    let last = place.last_event().await;
    assert_eq!(last.0, "one_time_pin.issued");
    assert_eq!(refused(issue("phone").await), needed);
    let live = "SELECT id FROM one_time_pins WHERE state = 'live'";
    assert_eq!(place.count(live).await, 1);
    let told = crate::notices::list(place.context(), &place.alice).await;
    let told = serde_json::to_value(told.unwrap()).unwrap();
    assert_eq!(told[0]["notice"], "one_time_pin.issued_by_you");
}

#[tokio::test]
async fn a_confirmation_counts_for_two_minutes_and_one_session() {
    let (place, session) = prepared().await;
    let issue = |session| issue_confirmed(place.context(), session, "phone");
    confirm_for(&place, &session, "phone").await.unwrap();
    let other = place.alice_signed_in().await;
    assert_eq!(refused(issue(&other).await), "session.confirmation_needed");
    place.clock.advance(2 * MINUTE_MS);
    assert_eq!(
        refused(issue(&session).await),
        "session.confirmation_needed"
    );
    confirm_for(&place, &session, "phone").await.unwrap();
    place.clock.advance(2 * MINUTE_MS - 1);
    assert!(issue(&session).await.is_ok());
}

#[tokio::test]
async fn the_rules_of_pins_stay() {
    let (place, session) = prepared().await;
    let bob = place.user("bob").await;
    phone(&place, &bob, "bob's").await;
    for unknown in ["bob's", "none"] {
        let purpose = Purpose::ConfirmForPin {
            session: &session,
            device: unknown,
        };
        assert_eq!(refused(place.begin(&purpose).await), "device.unknown");
        let issued = issue_confirmed(place.context(), &session, unknown).await;
        assert_eq!(refused(issued), "device.unknown");
    }
    confirm_for(&place, &session, "phone").await.unwrap();
    let rules = json!({"one_time_pin": false});
    configurations::replace(place.context(), "root", "ios", 2, &rules)
        .await
        .unwrap();
    let issued = issue_confirmed(place.context(), &session, "phone").await;
    assert_eq!(refused(issued), "one_time_pin.not_allowed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_use_one_confirmation_exactly_one_gets_a_pin() {
    let (place, session) = prepared().await;
    confirm_for(&place, &session, "phone").await.unwrap();
    let session = Arc::new(session);
    let mut racers = JoinSet::new();
    for number in 0..8 {
        let context = place.instances[number % 2].context().clone();
        let session = session.clone();
        racers.spawn(async move {
            let issued = issue_confirmed(&context, &session, "phone").await;
            matches!(issued, Err(Error::ConfirmationNeeded))
        });
    }
    let lost = racers.join_all().await;
    assert_eq!(lost.iter().filter(|lost| **lost).count(), 7);
    assert_eq!(place.count("SELECT id FROM one_time_pins").await, 1);
}

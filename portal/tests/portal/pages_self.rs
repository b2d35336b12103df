//! Self-service pages: one's own devices only, a PIN once, and what is refused is said in place.

use crate::resets::office_with_pins;
use crate::support::visitor::{self, Visitor, field, text};
use crate::support::{Answer, MINUTE, Office, PASSWORD, Phone, send_as_it_is};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

pub(crate) const HOSTILE: &str = "<script>alert(1)</script>\"'&";

/// The digits that a page shows, if it does.
pub(crate) fn shown_pin(answer: &Answer) -> Option<String> {
    let page = text(answer);
    let (_, rest) = page.split_once("data-pin aria-hidden=\"true\">")?;
    let shown = rest.split("</p>").next().unwrap();
    Some(shown.chars().filter(char::is_ascii_digit).collect())
}

#[track_caller]
pub(crate) fn says(answer: &Answer, status: u16, words: &str) {
    visitor::says(answer, status, &[words]);
}

async fn count(office: &Office, action: &str) -> usize {
    let trail = office.trail().await;
    trail
        .iter()
        .filter(|entry| entry["action"] == action)
        .count()
}

#[tokio::test]
async fn a_pin_is_shown_once_and_a_form_sent_twice_changes_nothing() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut alice = Visitor::user(&office, "alice").await;
    let path = format!("/my/devices/{}/reset", phone.device());
    let page = alice.get(&path).await;
    let once = field(&page, "once").unwrap();
    let form = [("password", PASSWORD), ("once", once.as_str())];
    let shown = alice.post(&path, &form).await;
    assert_eq!(
        (shown.status, &shown.headers[header::CACHE_CONTROL]),
        (200, &"no-store".parse().unwrap())
    );
    assert!(!shown.headers.contains_key(header::LOCATION));
    let pin = shown_pin(&shown).unwrap();
    assert_eq!(pin.len(), 8);
    let spoken = pin.chars().map(String::from).collect::<Vec<_>>().join(" ");
    says(&shown, 200, &spoken);
    // A reload sends it again.
    let again = alice.post(&path, &form).await;
    says(&again, 409, "A PIN is shown only once");
    assert_eq!(shown_pin(&again), None);
    assert!(!text(&again).contains(&pin));
    assert_ne!(field(&again, "once").unwrap(), once);
    for page in [
        &path,
        &format!("/my/devices/{}", phone.device()),
        "/my/devices",
    ] {
        let page = alice.get(page).await;
        assert!(!text(&page).contains(&pin));
        says(&page, 200, "A PIN is valid until");
    }
    assert_eq!(count(&office, "one_time_pin.issued").await, 1);
    // The first one still is what it was.
    phone.reset(&office, &pin).await.ok();
}

#[tokio::test]
async fn of_one_form_sent_twice_at_once_one_shows_a_pin() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut alice = Visitor::user(&office, "alice").await;
    let path = format!("/my/devices/{}/reset", phone.device());
    let once = field(&alice.get(&path).await, "once").unwrap();
    let form = [("password", PASSWORD), ("once", once.as_str())];
    let another = office.another().await.router();
    let requests = [alice.form(&path, &form), alice.form(&path, &form)];
    let [first, second] = requests;
    let (first, second) = tokio::join!(
        send_as_it_is(&office.router, first),
        send_as_it_is(&another, second)
    );
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let winner = if first.status == 200 { &first } else { &second };
    phone.reset(&office, &shown_pin(winner).unwrap()).await.ok();
}

#[tokio::test]
async fn a_wrong_password_shows_the_form_again_without_it() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut alice = Visitor::user(&office, "alice").await;
    let path = format!("/my/devices/{}/reset", phone.device());
    let once = field(&alice.get(&path).await, "once").unwrap();
    let form = [("password", "not my password"), ("once", once.as_str())];
    let refused = alice.post(&path, &form).await;
    says(&refused, 401, "That password is not right");
    assert!(!text(&refused).contains("not my password"));
    // The form is what it was: the right password gets the PIN.
    assert_eq!(field(&refused, "once").unwrap(), once);
    let form = [("password", PASSWORD), ("once", once.as_str())];
    assert!(shown_pin(&alice.post(&path, &form).await).is_some());
    // What nobody drew here is no form of this portal.
    let form = [("password", PASSWORD), ("once", "1")];
    assert_eq!(alice.post(&path, &form).await.status, 400);
}

#[tokio::test]
async fn where_no_pin_is_possible_the_page_says_why_and_what_else() {
    let office = office_with_pins().await;
    let iphone = Phone::of_alice(&office).await;
    let old = Phone::enroll(&office, "alice", "ios", "3.0.9").await;
    let android = Phone::enroll(&office, "alice", "android", "3.1.0").await;
    let mut alice = Visitor::user(&office, "alice").await;
    let no_pins = json!({"one_time_pin": false});
    let no_reset = json!({"one_time_pin": true, "user_may_reset": false});
    for (phone, rules, why, instead) in [
        (&old, None, "need Go 3.1.0 or later", "Update Go"),
        (
            &android,
            None,
            "for iPhone and iPad",
            "choose “Forgot Password”",
        ),
        (
            &iphone,
            Some(no_pins),
            "does not use one-time PINs",
            "tap “Forgot passcode?”",
        ),
        (
            &iphone,
            Some(no_reset),
            "does not let users reset",
            "help desk for an AppConnect Unlock",
        ),
    ] {
        if let Some(rules) = rules {
            office.set_rules("ios", rules).await;
        }
        let path = format!("/my/devices/{}", phone.device());
        let page = alice.get(&path).await;
        says(&page, 200, why);
        says(&page, 200, instead);
        says(
            &page,
            200,
            &format!(
                "aria-disabled=\"true\" aria-describedby=\"why-{}\"",
                phone.device()
            ),
        );
        let path = format!("{path}/reset");
        says(&alice.get(&path).await, 200, why);
        let form = [("password", PASSWORD), ("once", "AAAAAAAAAAAAAAAAAAAAAA")];
        let refused = alice.post(&path, &form).await;
        says(&refused, 403, why);
        says(&refused, 403, instead);
    }
    // Where the rules let nobody reset, Android's own way is none either.
    office
        .set_rules("android", json!({"user_may_reset": false}))
        .await;
    let page = alice
        .get(&format!("/my/devices/{}", android.device()))
        .await;
    says(&page, 200, "help desk for an AppConnect Unlock");
    assert!(!text(&page).contains("Forgot Password"));
    assert_eq!(count(&office, "one_time_pin.issued").await, 0);
}

#[tokio::test]
async fn what_became_of_a_pin_is_told_without_keeping_the_session_alive() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut alice = Visitor::user(&office, "alice").await;
    let path = format!("/my/devices/{}/reset", phone.device());
    let standing = format!("{path}/standing");
    assert_eq!(alice.get(&standing).await.ok()["state"], Value::Null);
    office.pin(phone.device()).await;
    let told = alice.get(&standing).await.ok();
    assert_eq!(
        told,
        json!({"state": "live", "expires_ms": 1_767_600_000_000_u64 + 30 * MINUTE})
    );
    let cancelled = alice.post(&format!("{path}/cancel"), &[]).await;
    assert_eq!(
        (cancelled.status, &cancelled.headers[header::LOCATION]),
        (303, &path.parse().unwrap())
    );
    says(&alice.get(&path).await, 200, "The PIN is cancelled");
    assert_eq!(alice.get(&standing).await.ok()["state"], "cancelled");
    office.clock.advance(1);
    let pin = office.pin(phone.device()).await;
    phone.reset(&office, &pin).await.ok();
    assert_eq!(alice.get(&standing).await.ok()["state"], "used");
    office.clock.advance(1);
    office.pin(phone.device()).await;
    office.clock.advance(14 * MINUTE);
    assert_eq!(alice.get(&standing).await.ok()["state"], "live");
    office.clock.advance(MINUTE);
    // For the script it is an answer; for a reader it would be the way to the sign-in.
    let request = Request::get(&standing).header(header::ACCEPT, "application/json");
    alice
        .send(request, Body::empty())
        .await
        .refused(401, "session.needed");
}

#[tokio::test]
async fn devices_of_others_have_no_pages() {
    let office = office_with_pins().await;
    office.add_user("bob").await;
    let of_bob = Phone::enroll(&office, "bob", "ios", "3.1.0").await;
    let mut alice = Visitor::user(&office, "alice").await;
    for end in ["", "/reset", "/reset/standing", "/lock", "/retire"] {
        let path = format!("/my/devices/{}{end}", of_bob.device());
        assert_eq!(alice.get(&path).await.status, 404, "{path}");
    }
    for end in ["/reset", "/reset/cancel", "/lock", "/retire"] {
        let path = format!("/my/devices/{}{end}", of_bob.device());
        let form = [("password", PASSWORD), ("once", "AAAAAAAAAAAAAAAAAAAAAA")];
        assert_eq!(alice.post(&path, &form).await.status, 404, "{path}");
    }
    let mut nobody = Visitor::new(&office);
    for path in [
        "/my/devices",
        "/my/activity",
        "/my/account",
        "/my/account/password",
    ] {
        let answer = nobody.get(path).await;
        assert_eq!(answer.status, 303);
        assert!(
            answer.headers[header::LOCATION]
                .to_str()
                .unwrap()
                .starts_with("/my/sign-in")
        );
    }
}

#[tokio::test]
async fn forms_need_their_token_and_this_site() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut alice = Visitor::user(&office, "alice").await;
    let lock = format!("/my/devices/{}/lock", phone.device());
    let token = std::mem::replace(&mut alice.form_token, "another".to_owned());
    assert_eq!(alice.post(&lock, &[]).await.status, 403);
    alice.form_token = token;
    let mut forged = alice.form(&lock, &[]);
    forged
        .headers_mut()
        .insert("sec-fetch-site", "cross-site".parse().unwrap());
    let forged = send_as_it_is(&office.router, forged).await;
    assert_eq!(forged.status, 403);
    assert_eq!(count(&office, "command.asked").await, 0);
}

#[tokio::test]
async fn lock_and_retire_are_asked_for_and_said() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut alice = Visitor::user(&office, "alice").await;
    let device = format!("/my/devices/{}", phone.device());
    let (lock, retire) = (format!("{device}/lock"), format!("{device}/retire"));
    says(&alice.get(&lock).await, 200, "Nothing is lost.");
    assert_eq!(alice.post(&lock, &[]).await.status, 303);
    let page = alice.get(&device).await;
    says(&page, 200, "The device locks at its next check-in.");
    says(&page, 200, "Lock waiting");
    phone.check_in(&office, 1).await.ok();
    says(&alice.get(&device).await, 200, "has got this");
    says(&alice.get(&retire).await, 200, "gone for good");
    for form in [&[][..], &[("password", "not my password")][..]] {
        says(
            &alice.post(&retire, form).await,
            401,
            "That password is not right",
        );
    }
    says(&alice.get(&device).await, 200, "Lock waiting");
    assert_eq!(
        alice.post(&retire, &[("password", PASSWORD)]).await.status,
        303
    );
    says(&alice.get(&device).await, 200, "Being retired");
    assert_eq!(alice.get(&lock).await.status, 409);
    assert_eq!(
        alice.post(&retire, &[("password", PASSWORD)]).await.status,
        409
    );
    phone.check_in_after(&office, 2).await;
    let list = alice.get("/my/devices").await;
    says(&list, 200, "1 retired device");
    says(&list, 200, "No device yet");
    says(&alice.get(&device).await, 200, "are destroyed");
}

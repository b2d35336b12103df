//! Self-service pages: one's own devices only, a PIN once, and what is refused is said in place.

use crate::resets::office_with_pins;
use crate::support::{Answer, MINUTE, Office, PASSWORD, Phone, send_as_it_is};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const HOSTILE: &str = "<script>alert(1)</script>\"'&";

/// Somebody with a browser, its cookies, and the form token of the last page.
struct Visitor<'a> {
    office: &'a Office,
    cookies: BTreeMap<String, String>,
    form_token: String,
}

impl<'a> Visitor<'a> {
    fn new(office: &'a Office) -> Self {
        Self {
            office,
            cookies: BTreeMap::new(),
            form_token: String::new(),
        }
    }

    /// Signed in as a user.
    async fn user(office: &'a Office, user_name: &str) -> Self {
        let mut visitor = Self::new(office);
        let form = [("user_name", user_name), ("password", PASSWORD)];
        assert_eq!(visitor.post("/my/sign-in", &form).await.status, 303);
        visitor.get("/my/devices").await;
        visitor
    }

    async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).header(header::ACCEPT, "text/html");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// A form of the last page, with its token.
    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.form(path, fields);
        self.send(request).await
    }

    fn form(&self, path: &str, fields: &[(&str, &str)]) -> Request<Body> {
        let mut fields = fields.to_vec();
        fields.push(("form_token", &self.form_token));
        let pairs: Vec<_> = fields
            .iter()
            .map(|(name, value)| {
                let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
                format!("{name}={value}")
            })
            .collect();
        Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(pairs.join("&")))
            .unwrap()
    }

    fn with_cookies(&self, mut request: Request<Body>) -> Request<Body> {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let cookies = cookies.join("; ").parse().unwrap();
        request.headers_mut().insert(header::COOKIE, cookies);
        request
    }

    async fn send(&mut self, request: Request<Body>) -> Answer {
        let answer = send_as_it_is(&self.office.router, self.with_cookies(request)).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = cookie.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        if let Some(token) = field(&answer, "form_token") {
            self.form_token = token;
        }
        answer
    }
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).unwrap()
}

/// The value of a hidden field.
fn field(answer: &Answer, name: &str) -> Option<String> {
    let page = text(answer);
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\""))?;
    Some(rest.split('"').next().unwrap().to_owned())
}

/// The digits that a page shows, if it does.
fn shown_pin(answer: &Answer) -> Option<String> {
    let page = text(answer);
    let (_, rest) = page.split_once("data-pin aria-hidden=\"true\">")?;
    let shown = rest.split("</p>").next().unwrap();
    Some(shown.chars().filter(char::is_ascii_digit).collect())
}

#[track_caller]
fn says(answer: &Answer, status: u16, words: &str) {
    let page = text(answer);
    assert_eq!(answer.status, status, "{page}");
    assert!(page.contains(words), "{words:?} is not in {page}");
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
    let [first, second] = requests.map(|request| alice.with_cookies(request));
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
        .send(request.body(Body::empty()).unwrap())
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
    assert_eq!(alice.send(forged).await.status, 403);
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

#[tokio::test]
async fn activity_is_marked_as_read_as_far_as_it_was_seen() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut alice = Visitor::user(&office, "alice").await;
    office.clock.advance(1);
    office.pin(phone.device()).await;
    let page = alice.get("/my/activity").await;
    says(&page, 200, "You got a one-time PIN");
    says(&page, 200, "3 unread");
    let seen = field(&page, "seen_ms").unwrap();
    office.clock.advance(1);
    office.pin(phone.device()).await;
    let form = [("seen_ms", seen.as_str())];
    assert_eq!(alice.post("/my/activity/read", &form).await.status, 303);
    let page = alice.get("/my/activity").await;
    says(&page, 200, "2 unread");
    let form = [("seen_ms", &field(&page, "seen_ms").unwrap()[..])];
    alice.post("/my/activity/read", &form).await;
    let page = alice.get("/my/activity").await;
    says(&page, 200, "Everything is marked as read");
    assert_eq!(field(&page, "seen_ms"), None);
}

#[tokio::test]
async fn the_password_is_changed_where_both_new_ones_are_the_same() {
    let office = office_with_pins().await;
    let mut alice = Visitor::user(&office, "alice").await;
    let mut elsewhere = Visitor::user(&office, "alice").await;
    let path = "/my/account/password";
    alice.get(path).await;
    let form = |password: &'static str, new: &'static str, repeated: &'static str| {
        [
            ("password", password),
            ("new_password", new),
            ("repeated", repeated),
        ]
    };
    for (form, status, words) in [
        (
            form(PASSWORD, "a new password", "an other password"),
            400,
            "are not the same",
        ),
        (
            form("not mine", "a new password", "a new password"),
            401,
            "current password is not right",
        ),
        (form(PASSWORD, "short", "short"), 400, "of at least 8"),
    ] {
        let refused = alice.post(path, &form).await;
        says(&refused, status, words);
        assert!(!text(&refused).contains("a new password"));
    }
    let form = form(PASSWORD, "a new password", "a new password");
    assert_eq!(alice.post(path, &form).await.status, 303);
    says(
        &alice.get("/my/account").await,
        200,
        "Your password is changed",
    );
    assert_eq!(elsewhere.get("/my/account").await.status, 303);
}

#[tokio::test]
async fn the_language_of_mails_is_chosen_and_taken_back() {
    let office = Office::open().await;
    let mut alice = Visitor::user(&office, "alice").await;
    for (language, shown) in [
        ("fr", "value=\"fr\" lang=\"fr\" selected"),
        ("", "value=\"\" selected"),
    ] {
        let answer = alice
            .post("/my/account/language", &[("language", language)])
            .await;
        assert_eq!(answer.status, 303);
        says(&alice.get("/my/account").await, 200, shown);
    }
}

#[tokio::test]
async fn hostile_names_are_only_names() {
    let office = office_with_pins().await;
    office.add_user(HOSTILE).await;
    let phone = Phone::enroll(&office, HOSTILE, "ios", "3.1.0").await;
    let mut visitor = Visitor::user(&office, HOSTILE).await;
    let device = format!("/my/devices/{}", phone.device());
    let reset = format!("{device}/reset");
    let once = field(&visitor.get(&reset).await, "once").unwrap();
    let form = [("password", PASSWORD), ("once", once.as_str())];
    let mut pages = vec![visitor.post(&reset, &form).await];
    assert!(shown_pin(&pages[0]).is_some());
    for path in [
        "/my/devices",
        &device,
        "/my/activity",
        "/my/account",
        "/my/account/password",
    ] {
        pages.push(visitor.get(path).await);
    }
    for page in pages {
        let page = text(&page);
        assert!(
            page.contains("alert(1)") && !page.contains("<script>alert"),
            "{page}"
        );
    }
}

#[tokio::test]
async fn who_has_no_password_here_is_not_asked_for_one() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut alice = Visitor::user(&office, "alice").await;
    let cookies = alice.cookies.clone();
    let path = format!("/users/{}/sign-in", phone.identity.user);
    office
        .as_admin("PUT", &path, &json!({"sign_in": "identity-provider"}))
        .await
        .ok();
    // The change has ended the session.
    assert_eq!(alice.get("/my/account").await.status, 303);
    assert_eq!(alice.cookies, cookies);
    let form = [("user_name", "alice"), ("password", PASSWORD)];
    assert_eq!(alice.post("/my/sign-in", &form).await.status, 401);
}

/// The steps beside a PIN name what the apps' screens really say.
#[test]
fn the_words_of_the_apps_are_those_of_their_screens() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let go = read("ios/Sources/SecureAppsPasscodeScreens/Resources/Localizable.xcstrings");
    let go: Value = serde_json::from_str(&go).unwrap();
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    for (language, folder) in [("en", "values"), ("fr", "values-fr")] {
        let texts = read(&format!("portal/locales/{language}/my.ftl"));
        let ours = |key: &str| {
            let line = texts
                .lines()
                .find_map(|line| line.strip_prefix(&format!("{key} = ")));
            plain(line.unwrap())
        };
        for (key, theirs) in [
            ("go-unlock-title", "unlockTitle"),
            ("go-forgot", "forgotLink"),
            ("go-user-name", "userName"),
            ("go-password-or-pin", "passwordOrPin"),
            ("go-sign-in", "signIn"),
            ("go-save", "save"),
            ("go-set-up", "enrollTitle"),
        ] {
            let unit = &go["strings"][theirs]["localizations"][language]["stringUnit"]["value"];
            assert_eq!(ours(key), plain(unit.as_str().unwrap()));
        }
        let manager = read(&format!(
            "android/screens/src/main/res/{folder}/strings.xml"
        ));
        for (key, theirs) in [
            ("sam-forgot", "passcode_menu_forgot"),
            ("sam-set-up", "passcode_enroll_title"),
        ] {
            let (_, rest) = manager.split_once(&format!("name=\"{theirs}\">")).unwrap();
            assert_eq!(ours(key), plain(rest.split('<').next().unwrap()));
        }
    }
}

//! Self-service pages of the account: recent activity, password, language, and names that are only names.

use crate::pages_self::{HOSTILE, says, shown_pin};
use crate::resets::office_with_pins;
use crate::support::visitor::{Visitor, field, text};
use crate::support::{Office, PASSWORD, Phone};
use serde_json::{Value, json};

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

//! The pages of configurations: who may do what, what is refused in place, and that nothing is lost
//! when two people change the same rules.

use crate::support::visitor::{Visitor, says, text};
use crate::support::{ADMIN_PASSWORD, MINUTE, Office};
use axum::http::header;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(crate) const HOSTILE: &str = "<script>alert(1)</script>\"'&";
pub(crate) const LIST: &str = "/admin/configurations";

/// A whole form, as a browser sends it for the default rules, with some of it changed; `None` takes
/// a field away.
fn form(
    version: &'static str,
    changes: &[(&'static str, Option<&'static str>)],
) -> Vec<(&'static str, &'static str)> {
    let mut fields = BTreeMap::from([
        ("version", version),
        ("do", "save"),
        ("platform", "ios"),
        ("passcode_required", "on"),
        ("passcode_type", "numeric"),
        ("minimum_length", "6"),
        ("minimum_complex_characters", "0"),
        ("forbid_simple", "on"),
        ("forbidden_words", ""),
        ("maximum_age_days", "never"),
        ("maximum_age_days_number", ""),
        ("history", "0"),
        ("failed_attempts", "10"),
        ("at_the_limit", "lock"),
        ("auto_lock_minutes", "15"),
        ("grace_minutes", "0"),
        ("biometric_passcode_hours", "72"),
        ("user_may_change", "on"),
        ("user_may_reset", "on"),
        ("one_time_pin_minutes", "30"),
        ("one_time_pin_digits", "8"),
        ("check_in_minutes", "240"),
        ("block_out_of_contact_hours", "never"),
        ("wipe_out_of_contact_days", "never"),
        ("sample", ""),
    ]);
    for (name, value) in changes {
        match value {
            Some(value) => fields.insert(name, value),
            None => fields.remove(name),
        };
    }
    fields.into_iter().collect()
}

pub(crate) async fn rules(office: &Office, id: &str) -> Value {
    let path = format!("/configurations/{id}");
    office.as_admin("GET", &path, &Value::Null).await.ok()
}

#[tokio::test]
async fn the_form_saves_what_was_typed_and_nothing_else() {
    let office = Office::open().await;
    let mut desk = Visitor::staff(&office, "root").await;
    says(
        &desk.get(&format!("{LIST}/ios/edit")).await,
        200,
        &["Minimum length"],
    );
    let untouched = form("1", &[]);
    let saved = desk.post(&format!("{LIST}/ios/edit"), &untouched).await;
    assert_eq!(
        (saved.status, &saved.headers[header::LOCATION]),
        (303, &"/admin/configurations/ios".parse().unwrap())
    );
    let default = rules(&office, "android").await["rules"].clone();
    assert_eq!(rules(&office, "ios").await["rules"], default);
    let changed = form(
        "2",
        &[
            ("minimum_length", Some(" 8 ")),
            ("forbidden_words", Some("Acme\r\n\r\n  Zürich \r\n")),
            ("maximum_age_days", Some("number")),
            ("maximum_age_days_number", Some("90")),
            ("at_the_limit", Some("wipe")),
            ("user_may_change", None),
        ],
    );
    assert_eq!(
        desk.post(&format!("{LIST}/ios/edit"), &changed)
            .await
            .status,
        303
    );
    let after = rules(&office, "ios").await;
    assert_eq!(after["version"], 3);
    let mut expected = default;
    for (rule, value) in [
        ("minimum_length", json!(8)),
        ("forbidden_words", json!(["Acme", "Zürich"])),
        ("maximum_age_days", json!(90)),
        ("at_the_limit", json!("wipe")),
        ("user_may_change", json!(false)),
    ] {
        expected[rule] = value;
    }
    assert_eq!(after["rules"], expected);
    // The page of the configuration says it in words, with the advice and who did it.
    let shown = desk.get(&format!("{LIST}/ios")).await;
    let words = [
        "90 days",
        "Acme, Zürich",
        "destroy the keys",
        "by root",
        "Version 3",
        "OWASP ASVS 5.0, 6.2.10",
    ];
    says(&shown, 200, &words);
}

#[tokio::test]
async fn every_bad_field_is_marked_in_the_readers_language_and_what_was_typed_stays() {
    let office = Office::open().await;
    let mut desk = Visitor::staff(&office, "root").await;
    let bad = form(
        "1",
        &[
            ("minimum_length", Some("three")),
            ("auto_lock_minutes", Some("")),
            ("maximum_age_days", Some("number")),
            ("maximum_age_days_number", Some("731")),
            ("forbidden_words", Some("ab")),
            ("history", Some("7")),
        ],
    );
    let refused = desk.post(&format!("{LIST}/ios/edit"), &bad).await;
    let page = says(
        &refused,
        400,
        &[
            "Enter a whole number from 4 to 64.",
            "Enter a whole number from 1 to 1,440.",
            "Choose “never”, or enter a whole number from 1 to 730.",
            "Enter at most 100 words of 3 to 64 characters",
            "value=\"three\"",
            "value=\"731\"",
            ">ab</textarea>",
            "name=\"history\" value=\"7\"",
            "4 fields need to be corrected",
        ],
    );
    assert_eq!(page.matches("aria-invalid").count(), 4);
    assert_eq!(rules(&office, "ios").await["version"], 1);
    desk.language = "fr";
    let refused = desk.post(&format!("{LIST}/ios/edit"), &bad).await;
    says(&refused, 400, &["Saisissez un nombre entier de 4 à 64."]);
    // A form without a version is none of ours.
    let no_version = form("", &[]);
    let refused = desk.post(&format!("{LIST}/ios/edit"), &no_version).await;
    assert_eq!(refused.status, 400);
    assert_eq!(rules(&office, "ios").await["version"], 1);
}

#[expect(clippy::too_many_lines, reason = "one story, step by step")]
#[tokio::test]
async fn when_two_people_change_the_same_rules_nothing_is_lost() {
    let office = Office::open().await;
    office.staff("carol", "administrator").await;
    let (mut root, mut carol) = (
        Visitor::staff(&office, "root").await,
        Visitor::staff(&office, "carol").await,
    );
    let path = format!("{LIST}/ios/edit");
    let hers = form(
        "1",
        &[("minimum_length", Some("8")), ("grace_minutes", Some("1"))],
    );
    assert_eq!(carol.post(&path, &hers).await.status, 303);
    let mine = form(
        "1",
        &[("minimum_length", Some("10")), ("history", Some("3"))],
    );
    let page = says(
        &root.post(&path, &mine).await,
        409,
        &[
            "What carol changed",
            "8 characters",
            "The last 3",
            "Changed by both of you",
            // Hers where only she changed something, one's own otherwise; ready to be saved.
            "name=\"version\" value=\"2\"",
            "name=\"grace_minutes\" value=\"1\"",
            "name=\"minimum_length\" value=\"10\"",
            "name=\"history\" value=\"3\"",
        ],
    );
    assert!(page.contains("10 characters"));
    assert_eq!(rules(&office, "ios").await["rules"]["minimum_length"], 8);
    // A version that never was is no way around it.
    let made_up = form("99", &[("minimum_length", Some("10"))]);
    assert_eq!(root.post(&path, &made_up).await.status, 409);
    let again = form(
        "2",
        &[
            ("minimum_length", Some("10")),
            ("history", Some("3")),
            ("grace_minutes", Some("1")),
        ],
    );
    assert_eq!(root.post(&path, &again).await.status, 303);
    let history = root.get(&format!("{LIST}/ios/history")).await;
    let words = [
        "by carol",
        "by root",
        "by the portal",
        "8 characters",
        "10 characters",
        "stricter",
    ];
    says(&history, 200, &words);
    // What was before comes back as a new version, by the same form.
    let restored = root.get(&format!("{path}?version=1")).await;
    says(
        &restored,
        200,
        &[
            "name=\"minimum_length\" value=\"6\"",
            "name=\"version\" value=\"3\"",
            "rules of version 1",
        ],
    );
    assert_eq!(root.get(&format!("{path}?version=9")).await.status, 404);
}

#[tokio::test]
async fn looser_rules_and_those_that_wipe_ask_again_who_it_is() {
    let office = Office::open().await;
    let mut root = Visitor::staff(&office, "root").await;
    let path = format!("{LIST}/ios/edit");
    let kept = "No data is lost, unless you turn on a rule that destroys keys.";
    let page = says(&root.get(&path).await, 200, &[kept]);
    assert!(!page.contains("confirm_password"), "{page}");
    office.clock.advance(6 * MINUTE);
    says(&root.get(&path).await, 200, &["name=\"confirm_password\""]);
    let field = "name=\"confirm_password\"";
    for change in [
        ("minimum_length", Some("4")),
        ("passcode_required", None),
        ("at_the_limit", Some("wipe")),
    ] {
        let refused = root.post(&path, &form("1", &[change])).await;
        says(&refused, 403, &["This needs your password again", field]);
    }
    let wipe = [
        ("wipe_out_of_contact_days", Some("number")),
        ("wipe_out_of_contact_days_number", Some("1")),
    ];
    let mut typed = form("1", &wipe);
    typed.push(("confirm_password", "not hers"));
    let kept_typed = "name=\"wipe_out_of_contact_days_number\" value=\"1\"";
    let wrong = root.post(&path, &typed).await;
    let words = [
        "password is not right",
        kept_typed,
        "A rule here destroys keys",
        field,
    ];
    let page = says(&wrong, 401, &words);
    assert!(!page.contains("not hers") && !page.contains(kept), "{page}");
    assert_eq!(rules(&office, "ios").await["version"], 1);
    // What is only stricter is saved as it is.
    let stricter = form("1", &[("minimum_length", Some("8"))]);
    assert_eq!(root.post(&path, &stricter).await.status, 303);
    // Version 1 comes back by the same form: it is looser.
    assert_eq!(root.post(&path, &form("2", &[])).await.status, 403);
    let mut typed = form("2", &wipe);
    typed.push(("confirm_password", ADMIN_PASSWORD));
    assert_eq!(root.post(&path, &typed).await.status, 303);
    assert_eq!(rules(&office, "ios").await["version"], 3);
    // The check has the field too, and takes it for no rule.
    says(&root.post(&format!("{LIST}/check"), &typed).await, 200, &[]);
}

#[tokio::test]
async fn the_check_changes_nothing_and_does_not_send_the_sample_back() {
    let office = Office::open().await;
    let mut desk = Visitor::staff(&office, "root").await;
    let sample = ("sample", Some("tulip field"));
    let live = form("1", &[sample, ("minimum_length", Some("5"))]);
    let check = desk.post(&format!("{LIST}/check"), &live).await;
    let page = says(
        &check,
        200,
        &[
            "Your sample would be accepted",
            "NIST SP 800-63B-4",
            "data-beside=\"minimum_length\"",
            "<code>2580</code> refused",
        ],
    );
    assert!(!page.contains("tulip") && !page.contains("<html"));
    let whole = form(
        "1",
        &[
            sample,
            ("minimum_length", Some("20")),
            ("do", Some("check")),
        ],
    );
    let page = says(
        &desk.post(&format!("{LIST}/ios/edit"), &whole).await,
        200,
        &[
            "Your sample would be refused",
            "At least 20 characters",
            "value=\"20\"",
            "<html",
        ],
    );
    assert!(!page.contains("tulip"));
    let version = |body: Value| body["version"].clone();
    assert_eq!(version(rules(&office, "ios").await), 1);
    let trail = office.as_admin("GET", "/audit", &Value::Null).await;
    assert!(!text(&trail).contains("tulip"));
    // Android's form has no one-time PIN, and what is checked there is said without it.
    let android = form("1", &[("platform", Some("android"))]);
    let page = text(&desk.post(&format!("{LIST}/check"), &android).await);
    assert!(!page.contains("one_time_pin") && page.contains("data-beside=\"history\""));
}

#[tokio::test]
async fn auditors_read_and_nobody_else_but_administrators_changes() {
    let office = Office::open().await;
    let id = office.configuration(("Pilot", "ios"), json!({}), &[]).await;
    office.staff("audrey", "auditor").await;
    office.staff("helen", "help-desk").await;
    let mut auditor = Visitor::staff(&office, "audrey").await;
    for path in ["", "/ios", "/ios/history"] {
        let page = says(&auditor.get(&format!("{LIST}{path}")).await, 200, &[]);
        assert!(!page.contains("/edit") && !page.contains("/delete") && !page.contains("/new"));
    }
    let mut desks = [auditor, Visitor::staff(&office, "helen").await];
    for desk in &mut desks {
        for path in [
            "/new",
            "/ios/edit",
            "/ios/rename",
            "/ios/delete",
            &format!("/{id}/groups"),
        ] {
            assert_eq!(
                desk.get(&format!("{LIST}{path}")).await.status,
                403,
                "{path}"
            );
        }
        for path in ["/new", "/order", "/check", "/ios/edit", "/ios/rename"] {
            let posted = desk.post(&format!("{LIST}{path}"), &form("1", &[])).await;
            assert_eq!(posted.status, 403, "{path}");
        }
        for path in ["groups", "delete"] {
            let posted = desk.post(&format!("{LIST}/{id}/{path}"), &[]).await;
            assert_eq!(posted.status, 403, "{path}");
        }
    }
    assert_eq!(desks[1].get(LIST).await.status, 403);
    // Without the token of the session nothing is looked at.
    let mut root = Visitor::staff(&office, "root").await;
    for path in ["/ios/edit", "/check", "/new"] {
        // The page of a refusal has the right one.
        root.form_token = "forged".to_owned();
        let posted = root.post(&format!("{LIST}{path}"), &form("1", &[])).await;
        assert_eq!(posted.status, 403, "{path}");
    }
    assert_eq!(rules(&office, "ios").await["version"], 1);
}

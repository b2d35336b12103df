//! The pages of configurations: who may do what, what is refused in place, and that nothing is lost
//! when two people change the same rules.

use crate::support::{ADMIN_PASSWORD, Answer, MINUTE, Office, send_as_it_is};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const HOSTILE: &str = "<script>alert(1)</script>\"'&";
const LIST: &str = "/admin/configurations";

/// A member of staff at a browser: its cookies, and the token of its forms.
struct Desk<'a> {
    office: &'a Office,
    cookies: BTreeMap<String, String>,
    form_token: String,
    language: &'static str,
}

impl<'a> Desk<'a> {
    async fn of(office: &'a Office, user_name: &str) -> Self {
        let mut desk = Self {
            office,
            cookies: BTreeMap::new(),
            form_token: String::new(),
            language: "en",
        };
        let form = [("user_name", user_name), ("password", ADMIN_PASSWORD)];
        assert_eq!(desk.post("/admin/sign-in", &form).await.status, 303);
        desk.get("/admin").await;
        desk
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), String::new()).await
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let escaped =
            |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
        let token = [("form_token", self.form_token.as_str())];
        let pairs = fields.iter().chain(&token);
        let pairs = pairs.map(|(name, value)| format!("{name}={}", escaped(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, body).await
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: String) -> Answer {
        let cookies = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let request = request
            .header(header::ACCEPT, "text/html")
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header(header::COOKIE, cookies.collect::<Vec<_>>().join("; "));
        let answer =
            send_as_it_is(&self.office.router, request.body(Body::from(body)).unwrap()).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = cookie.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        if let Some((_, rest)) = text(&answer).split_once("name=\"form_token\" value=\"") {
            self.form_token = rest.split('"').next().unwrap().to_owned();
        }
        answer
    }
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).unwrap()
}

#[track_caller]
fn says(answer: &Answer, status: u16, words: &[&str]) -> String {
    let page = text(answer);
    assert_eq!(answer.status, status, "{page}");
    for words in words {
        assert!(page.contains(words), "{words:?} is not in {page}");
    }
    page
}

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

async fn rules(office: &Office, id: &str) -> Value {
    let path = format!("/configurations/{id}");
    office.as_admin("GET", &path, &Value::Null).await.ok()
}

#[tokio::test]
async fn the_form_saves_what_was_typed_and_nothing_else() {
    let office = Office::open().await;
    let mut desk = Desk::of(&office, "root").await;
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
    let mut desk = Desk::of(&office, "root").await;
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
        Desk::of(&office, "root").await,
        Desk::of(&office, "carol").await,
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
    let mut root = Desk::of(&office, "root").await;
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
async fn a_configuration_goes_only_after_it_is_known_who_it_is() {
    let office = Office::open().await;
    let id = office.configuration(("Pilot", "ios"), json!({}), &[]).await;
    let mut root = Desk::of(&office, "root").await;
    office.clock.advance(6 * MINUTE);
    let path = format!("{LIST}/{id}/delete");
    let field = "name=\"confirm_password\"";
    says(&root.get(&path).await, 200, &[field]);
    let needed = root.post(&path, &[]).await;
    says(&needed, 403, &["This needs your password again", field]);
    let right = [("confirm_password", ADMIN_PASSWORD)];
    assert_eq!(root.post(&path, &right).await.status, 303);
}

#[tokio::test]
async fn the_check_changes_nothing_and_does_not_send_the_sample_back() {
    let office = Office::open().await;
    let mut desk = Desk::of(&office, "root").await;
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
    let mut auditor = Desk::of(&office, "audrey").await;
    for path in ["", "/ios", "/ios/history"] {
        let page = says(&auditor.get(&format!("{LIST}{path}")).await, 200, &[]);
        assert!(!page.contains("/edit") && !page.contains("/delete") && !page.contains("/new"));
    }
    let mut desks = [auditor, Desk::of(&office, "helen").await];
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
    let mut root = Desk::of(&office, "root").await;
    for path in ["/ios/edit", "/check", "/new"] {
        // The page of a refusal has the right one.
        root.form_token = "forged".to_owned();
        let posted = root.post(&format!("{LIST}{path}"), &form("1", &[])).await;
        assert_eq!(posted.status, 403, "{path}");
    }
    assert_eq!(rules(&office, "ios").await["version"], 1);
}

#[expect(clippy::too_many_lines, reason = "one story, step by step")]
#[tokio::test]
async fn one_is_made_copied_named_and_deleted_with_every_name_escaped() {
    let office = Office::open().await;
    office.set_rules("ios", json!({"minimum_length": 9})).await;
    let mut desk = Desk::of(&office, "root").await;
    let new = format!("{LIST}/new");
    let make = |name: &'static str, from: &'static str| {
        [("name", name), ("platform", "android"), ("from", from)]
    };
    let made = desk.post(&new, &make(HOSTILE, "ios")).await;
    assert_eq!(made.status, 303);
    let address = made.headers[header::LOCATION].to_str().unwrap().to_owned();
    let id = address
        .strip_prefix("/admin/configurations/")
        .unwrap()
        .to_owned();
    let of = rules(&office, &id).await;
    assert_eq!(
        (&of["platform"], &of["rules"]["minimum_length"]),
        (&json!("android"), &json!(9))
    );
    let taken = desk.post(&new, &make(HOSTILE, "standard")).await;
    says(&taken, 409, &["This name is taken"]);
    says(
        &desk.post(&new, &make(" ", "standard")).await,
        400,
        &["1 to 64 characters"],
    );
    assert_eq!(desk.post(&new, &make("x", "nowhere")).await.status, 404);
    for path in ["", "/edit", "/history", "/groups", "/rename", "/delete"] {
        let page = says(
            &desk.get(&format!("{address}{path}")).await,
            200,
            &["&lt;script&gt;"],
        );
        assert!(!page.contains("<script>alert"), "{path}");
    }
    let name = |name: &'static str| [("name", name)];
    let rename = format!("{address}/rename");
    says(
        &desk.post(&rename, &name("default ios")).await,
        409,
        &["This name is taken", "value=\"default ios\""],
    );
    assert_eq!(desk.post(&rename, &name("Field")).await.status, 303);
    // One that is assigned says why it stays.
    let group = office.group("North", &[]).await;
    let body = json!({"groups": [group]});
    office
        .as_admin("PUT", &format!("/configurations/{id}/groups"), &body)
        .await
        .ok();
    let delete = format!("{address}/delete");
    let page = says(
        &desk.get(&delete).await,
        200,
        &["cannot be deleted", "North"],
    );
    assert!(!page.contains("class=\"danger\""));
    says(
        &desk.post(&delete, &[]).await,
        409,
        &["Take it from its groups first"],
    );
    says(
        &desk.post(&format!("{LIST}/ios/delete"), &[]).await,
        409,
        &["so it cannot be deleted"],
    );
    let body = json!({"groups": []});
    office
        .as_admin("PUT", &format!("/configurations/{id}/groups"), &body)
        .await
        .ok();
    assert_eq!(desk.post(&delete, &[]).await.status, 303);
    assert_eq!(desk.get(&address).await.status, 404);
}

#[tokio::test]
async fn the_order_is_changed_by_one_place_and_never_over_somebody_elses() {
    let office = Office::open().await;
    let mut ids = Vec::new();
    for name in ["First", "Second", "Third"] {
        ids.push(office.configuration((name, "ios"), json!({}), &[]).await);
    }
    let mut desk = Desk::of(&office, "root").await;
    says(
        &desk.get(LIST).await,
        200,
        &["“First” comes first, then “Second”"],
    );
    let seen: Vec<_> = ids.iter().map(|id| ("seen", id.as_str())).collect();
    let mut up = seen.clone();
    up.extend([("platform", "ios"), ("up", ids[1].as_str())]);
    let order = format!("{LIST}/order");
    assert_eq!(desk.post(&order, &up).await.status, 303);
    says(
        &desk.get(LIST).await,
        200,
        &["“Second” comes first, then “First”"],
    );
    // The same form again: it shows an order that is no more.
    says(
        &desk.post(&order, &up).await,
        409,
        &["Somebody else changed the order", "“Second” comes first"],
    );
}

#[expect(clippy::too_many_lines, reason = "one story, step by step")]
#[tokio::test]
async fn groups_are_changed_after_it_was_said_who_gets_what() {
    let office = Office::open().await;
    let bob = office.add_user("bob").await;
    let carol = office.add_user("carol").await;
    let sales = office.group("Sales", &[&bob, &carol]).await;
    let board = office.group("Board", &[&carol]).await;
    let empty = office.group("Empty", &[]).await;
    office
        .configuration(("Strict", "ios"), json!({}), &[&board])
        .await;
    let id = office
        .configuration(("Field", "ios"), json!({}), &[&empty])
        .await;
    let mut desk = Desk::of(&office, "root").await;
    let address = format!("{LIST}/{id}/groups");
    says(&desk.get(&address).await, 200, &["Sales", "2 people"]);
    let page = says(
        &desk.get(&format!("{address}?search=sal")).await,
        200,
        &["Sales"],
    );
    assert!(
        page.contains(">Sales<") && !page.contains(">Board<"),
        "{page}"
    );
    let chosen = [("shown", sales.as_str()), ("group", sales.as_str())];
    let asked = desk.post(&address, &chosen).await;
    let page = says(&asked, 200, &["1 person: “Default iOS” becomes “Field”"]);
    assert!(
        !page.contains("Strict"),
        "carol stays with what wins for her"
    );
    assert_eq!(
        rules(&office, &id).await["groups"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let confirmed = [("group", sales.as_str()), ("confirmed", "yes")];
    office.clock.advance(6 * MINUTE);
    let refused = desk.post(&address, &confirmed).await;
    let again = ["name=\"confirm_password\"", "becomes “Field”"];
    says(&refused, 403, &again);
    let mut with_password = confirmed.to_vec();
    with_password.push(("confirm_password", ADMIN_PASSWORD));
    assert_eq!(desk.post(&address, &with_password).await.status, 303);
    // The group that no form showed is still there.
    let groups = rules(&office, &id).await["groups"].clone();
    let names: Vec<_> = groups
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Empty", "Sales"]);
    let shown = desk.get(&format!("{LIST}/{id}")).await;
    says(
        &shown,
        200,
        &[
            "1 person gets “Strict” instead",
            "1 person gets this configuration",
        ],
    );
    // What was said is what came: the explanation of a user agrees.
    let path = format!("/users/{bob}/configuration/ios");
    let explained = office.as_admin("GET", &path, &Value::Null).await.ok();
    assert_eq!(explained["configuration"]["name"], "Field");
    let gone = [("shown", sales.as_str()), ("confirmed", "no")];
    says(
        &desk.post(&address, &gone).await,
        200,
        &["1 person: “Field” becomes “Default iOS”"],
    );
    // Default is assigned to nobody.
    assert_eq!(desk.get(&format!("{LIST}/ios/groups")).await.status, 409);
    let posted = desk.post(&format!("{LIST}/ios/groups"), &confirmed).await;
    assert_eq!(posted.status, 409);
    let unknown = [("group", "nowhere"), ("confirmed", "yes")];
    assert_eq!(desk.post(&address, &unknown).await.status, 404);
}

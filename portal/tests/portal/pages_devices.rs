//! The pages of devices: who may do what with one, what is said before it is done, and that a PIN is
//! shown once.

use crate::resets::office_with_pins;
use crate::support::visitor::{Visitor, field, says, text};
use crate::support::{ADMIN_PASSWORD, MINUTE, Office, PASSWORD, Phone, post, signed_headers};
use axum::body::Body;
use axum::http::{Request, header};
use passcode_core::portal::wire::{Base64, path};
use passcode_core::ports::{KeyPurpose, KeyStore as _};
use passcode_core::testing::{Hardware, SeededRng, SoftKeyStore};
use serde_json::{Value, json};

const HOSTILE: &str = "<script>alert(1)</script>\"'&";
const REASON: &str = "Called back on the number that we have";
const ACTIONS: [&str; 4] = ["lock", "retire", "appconnect-unlock", "give-up"];

fn at(phone: &Phone, end: &str) -> String {
    format!("/admin/devices/{}{end}", phone.device())
}

async fn commands(office: &Office, phone: &Phone) -> Vec<Value> {
    let path = format!("/devices/{}/commands", phone.device());
    let shown = office.as_admin("GET", &path, &Value::Null).await.ok();
    shown["commands"].as_array().unwrap().clone()
}

async fn enroll_as(office: &Office, user_name: &str, device_name: &str) {
    let keys = SoftKeyStore::new(Hardware::KeyAgreement, SeededRng::new(77));
    let public = keys.create("sign", KeyPurpose::Signing).unwrap();
    let body = json!({
        "user_name": user_name, "password": PASSWORD, "platform": "ios", "app_version": "3.1.0",
        "device_name": device_name, "signing_key": Base64(public),
    });
    let headers = signed_headers(&office.router, &keys, "enroll", path::ENROLL, &body, None);
    let enrolled = post(&office.router, path::ENROLL, &headers.await, &body).await;
    assert_eq!(enrolled.status, 201);
}

#[tokio::test]
async fn every_role_sees_devices_and_only_what_it_may_do() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let links = |page: &str| -> Vec<&str> {
        let mut ends = vec!["one-time-pin", "lock", "retire", "appconnect-unlock"];
        ends.retain(|end| page.contains(&format!("href=\"{}\"", at(&phone, &format!("/{end}")))));
        ends
    };
    let mut root = Visitor::staff(&office, "root").await;
    let shown = text(&root.get(&at(&phone, "")).await);
    assert_eq!(links(&shown).len(), 4, "{shown}");
    let mut hana = Visitor::new_staff(&office, "hana", "help-desk").await;
    let shown = text(&hana.get(&at(&phone, "")).await);
    assert_eq!(links(&shown), ["one-time-pin"]);
    assert!(!shown.contains("/admin/configurations"), "{shown}");
    let mut vera = Visitor::new_staff(&office, "vera", "auditor").await;
    let shown = says(&vera.get(&at(&phone, "")).await, 200, &["Default iOS"]);
    assert!(links(&shown).is_empty());
    let forms: Vec<_> = shown.split("<form").skip(1).collect();
    let of_the_frame = |form: &&str| {
        ["/language", "/admin/sign-out", "/admin/stay"]
            .iter()
            .any(|action| form.contains(&format!("action=\"{action}\"")))
    };
    assert!(forms.iter().all(of_the_frame), "{shown}");
    for page in ["/admin", "/admin/devices"] {
        for desk in [&mut root, &mut hana, &mut vera] {
            says(&desk.get(page).await, 200, &["<h1>"]);
        }
    }
    let pin = at(&phone, "/one-time-pin");
    says(&vera.get(&pin).await, 403, &["role.not_allowed"]);
    says(&vera.post(&pin, &[]).await, 403, &["role.not_allowed"]);
    let cancel = at(&phone, "/one-time-pin/cancel");
    says(&vera.post(&cancel, &[]).await, 403, &["role.not_allowed"]);
    for action in ACTIONS.map(|action| at(&phone, &format!("/{action}"))) {
        for desk in [&mut hana, &mut vera] {
            says(&desk.get(&action).await, 403, &["role.not_allowed"]);
            says(&desk.post(&action, &[]).await, 403, &["role.not_allowed"]);
        }
    }
    assert!(commands(&office, &phone).await.is_empty());
}

#[tokio::test]
async fn forms_of_elsewhere_do_nothing() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut root = Visitor::staff(&office, "root").await;
    let request = Request::post(at(&phone, "/lock")).header("sec-fetch-site", "cross-site");
    says(
        &root.send(request, Body::empty()).await,
        403,
        &["request.cross_site"],
    );
    for end in [
        "/lock",
        "/retire",
        "/appconnect-unlock",
        "/one-time-pin",
        "/one-time-pin/cancel",
    ] {
        // The page of a refusal has the right one.
        root.form_token = "forged".to_owned();
        let form = [
            ("understood", "yes"),
            ("password", "asked"),
            ("reason", REASON),
        ];
        says(
            &root.post(&at(&phone, end), &form).await,
            403,
            &["form.outdated"],
        );
    }
    assert!(commands(&office, &phone).await.is_empty());
    assert!(office.reasons("one_time_pin.issued").await.is_empty());
}

#[tokio::test]
async fn hostile_names_are_text_everywhere() {
    let office = office_with_pins().await;
    enroll_as(&office, "alice", HOSTILE).await;
    let listed = office.as_admin("GET", "/devices", &Value::Null).await.ok();
    let device = listed["devices"][0]["id"].as_str().unwrap().to_owned();
    let user = listed["devices"][0]["user"].as_str().unwrap().to_owned();
    let group = office.group(HOSTILE, &[&user]).await;
    office
        .configuration((HOSTILE, "ios"), json!({"one_time_pin": true}), &[&group])
        .await;
    let mut root = Visitor::staff(&office, "root").await;
    let ends = [
        "",
        "/lock",
        "/retire",
        "/appconnect-unlock",
        "/give-up",
        "/one-time-pin",
    ];
    let mut pages = vec!["/admin".to_owned(), "/admin/devices".to_owned()];
    pages.extend(ends.map(|end| format!("/admin/devices/{device}{end}")));
    pages.push("/admin/devices?search=%3Cscript%3E".to_owned());
    for page in pages {
        let shown = says(&root.get(&page).await, 200, &["&lt;script&gt;"]);
        assert!(!shown.contains("<script>alert"), "{page}: {shown}");
    }
}

#[tokio::test]
async fn a_dangerous_form_asks_for_the_password_again_after_five_minutes() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut root = Visitor::staff(&office, "root").await;
    let lock = at(&phone, "/lock");
    let shown = text(&root.get(&lock).await);
    assert!(!shown.contains("confirm_password"), "{shown}");
    office.clock.advance(6 * MINUTE);
    says(&root.get(&lock).await, 200, &["name=\"confirm_password\""]);
    let refused = root.post(&lock, &[]).await;
    says(&refused, 403, &["This needs your password again"]);
    let wrong = [("confirm_password", "wrong password")];
    let shown = says(&root.post(&lock, &wrong).await, 401, &["role=\"alert\""]);
    assert!(!shown.contains("wrong password"), "{shown}");
    assert!(commands(&office, &phone).await.is_empty());
    let right = [("confirm_password", ADMIN_PASSWORD)];
    assert_eq!(root.post(&lock, &right).await.status, 303);
    says(
        &root.get(&at(&phone, "")).await,
        200,
        &["at its next check-in", "Waiting"],
    );
    assert_eq!(commands(&office, &phone).await.len(), 1);
    says(&root.get(&lock).await, 200, &["This command waits already"]);
}

#[tokio::test]
async fn retire_needs_its_box_and_a_lost_phone_is_given_up() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut root = Visitor::staff(&office, "root").await;
    let retire = at(&phone, "/retire");
    says(&root.post(&retire, &[]).await, 400, &["Tick this box"]);
    assert!(commands(&office, &phone).await.is_empty());
    let sure = [("understood", "yes")];
    assert_eq!(root.post(&retire, &sure).await.status, 303);
    let shown = says(&root.get(&at(&phone, "")).await, 200, &["Being retired"]);
    assert!(!shown.contains(&format!("href=\"{retire}\"")), "{shown}");
    says(
        &root.get(&at(&phone, "/lock")).await,
        200,
        &["nothing more can be asked"],
    );
    says(
        &root.post(&retire, &sure).await,
        409,
        &["This device is retired"],
    );
    let give_up = at(&phone, "/give-up");
    says(&root.post(&give_up, &[]).await, 400, &["Tick this box"]);
    assert_eq!(root.post(&give_up, &sure).await.status, 303);
    let shown = says(
        &root.get(&at(&phone, "")).await,
        200,
        &["Retired without waiting"],
    );
    assert!(!shown.contains("What you can do"), "{shown}");
    says(&root.post(&give_up, &sure).await, 409, &[]);
}

#[tokio::test]
async fn waiving_the_password_needs_a_reason_and_what_was_typed_stays() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut root = Visitor::staff(&office, "root").await;
    let unlock = at(&phone, "/appconnect-unlock");
    let shown = says(
        &root.get(&unlock).await,
        200,
        &["value=\"asked\" aria-describedby=\"asked-hint\" checked"],
    );
    assert!(!shown.contains("value=\"waived\" aria-describedby=\"waived-hint\" checked"));
    let none = [("password", "waived"), ("reason", " ")];
    says(
        &root.post(&unlock, &none).await,
        400,
        &[
            "value=\"waived\" aria-describedby=\"waived-hint\" checked",
            "Give a reason",
        ],
    );
    let short = [("password", "waived"), ("reason", "a<b")];
    says(
        &root.post(&unlock, &short).await,
        400,
        &["value=\"a&lt;b\""],
    );
    assert!(commands(&office, &phone).await.is_empty());
    let good = [("password", "waived"), ("reason", REASON)];
    assert_eq!(root.post(&unlock, &good).await.status, 303);
    let granted = &commands(&office, &phone).await[0]["grant"];
    assert_eq!(
        (&granted["password"], &granted["reason"]),
        (&json!("waived"), &json!(REASON))
    );
    says(
        &root.get(&at(&phone, "")).await,
        200,
        &[REASON, "without the account’s password"],
    );
    let asked = [("password", "asked"), ("reason", "")];
    assert_eq!(root.post(&unlock, &asked).await.status, 303);
    let commands = commands(&office, &phone).await;
    assert_eq!(commands[0]["grant"]["password"], "asked");
    assert_eq!(commands[1]["state"], "superseded");
}

#[tokio::test]
async fn a_pin_is_shown_once_and_the_same_form_issues_no_other() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let mut hana = Visitor::new_staff(&office, "hana", "help-desk").await;
    let path = at(&phone, "/one-time-pin");
    let once = field(&hana.get(&path).await, "once").unwrap();
    let bad = [("once", once.as_str()), ("reason", "no")];
    let again = hana.post(&path, &bad).await;
    says(&again, 400, &["Give a reason", "value=\"no\""]);
    assert_eq!(field(&again, "once").as_deref(), Some(once.as_str()));
    let form = [("once", once.as_str()), ("reason", REASON)];
    let issued = hana.post(&path, &form).await;
    let shown = says(&issued, 200, &["data-pin", "I have told it"]);
    assert_eq!(issued.headers[header::CACHE_CONTROL], "no-store");
    let (_, spoken) = shown.split_once("The PIN is ").unwrap();
    let pin: String = spoken.split('<').next().unwrap().replace(' ', "");
    assert_eq!(pin.len(), 8);
    let again = hana.post(&path, &form).await;
    let page = says(&again, 409, &["This form was sent before"]);
    assert_ne!(field(&again, "once").as_deref(), Some(once.as_str()));
    assert!(!page.contains(spoken.split('<').next().unwrap()));
    assert_eq!(office.reasons("one_time_pin.issued").await.len(), 1);
    says(
        &hana.get(&path).await,
        200,
        &["A PIN is valid until", "hana", REASON],
    );
    phone.reset(&office, &pin).await.ok();
    let mut vera = Visitor::new_staff(&office, "vera", "auditor").await;
    let shown = says(
        &vera.get(&at(&phone, "")).await,
        200,
        &["by one-time PIN", "hana"],
    );
    assert!(!shown.contains(&pin));
}

#[tokio::test]
async fn a_pin_is_cancelled_and_where_there_can_be_none_it_is_said_why() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    let mut hana = Visitor::new_staff(&office, "hana", "help-desk").await;
    let path = at(&phone, "/one-time-pin");
    says(
        &hana.get(&path).await,
        200,
        &["The PIN that is valid now ends", "alice"],
    );
    assert_eq!(hana.post(&format!("{path}/cancel"), &[]).await.status, 303);
    phone
        .reset(&office, &pin)
        .await
        .refused(401, "credentials.not_accepted");
    let android = Phone::enroll(&office, "alice", "android", "3.1.0").await;
    let path = at(&android, "/one-time-pin");
    let shown = says(
        &hana.get(&path).await,
        200,
        &["One-time PINs are for iOS", "aria-disabled"],
    );
    assert!(!shown.contains("name=\"reason\""), "{shown}");
    let once = field(&hana.get(&at(&phone, "/one-time-pin")).await, "once").unwrap();
    let form = [("once", once.as_str()), ("reason", REASON)];
    says(
        &hana.post(&path, &form).await,
        403,
        &["One-time PINs are for iOS"],
    );
    says(
        &hana.get("/admin/devices/nobody").await,
        404,
        &["device.unknown"],
    );
}

#[tokio::test]
async fn the_list_is_filtered_by_its_address_and_says_what_to_do_when_it_is_empty() {
    let office = Office::open().await;
    let mut root = Visitor::staff(&office, "root").await;
    says(
        &root.get("/admin/devices").await,
        200,
        &["No devices yet", "Secure Apps Manager"],
    );
    for number in 0..51 {
        let platform = if number == 0 { "android" } else { "ios" };
        Phone::enroll(&office, "alice", platform, "3.1.0").await;
    }
    let first = says(
        &root.get("/admin/devices").await,
        200,
        &["51 devices", "rel=\"next\""],
    );
    assert_eq!(first.matches("<tr>").count(), 51, "the head and 50 rows");
    let (_, next) = first.split_once("rel=\"next\" href=\"").unwrap();
    let next = next.split('"').next().unwrap().replace("&amp;", "&");
    let last = says(&root.get(&next).await, 200, &["rel=\"prev\""]);
    assert_eq!(last.matches("<tr>").count(), 2, "{last}");
    let android = "/admin/devices?search=&platform=android&state=&seen=within-a-day&sort=name";
    says(
        &root.get(android).await,
        200,
        &[
            "1 device",
            "value=\"android\" selected",
            "value=\"name\" selected",
        ],
    );
    says(
        &root.get("/admin/devices?search=nobody%22").await,
        200,
        &[
            "No device matches",
            "Clear filters",
            "value=\"nobody&quot;\"",
        ],
    );
    for bad in [
        "platform=palm",
        "state=lost",
        "sort=size",
        "at=x",
        "state=active&state=retired",
    ] {
        let refused = root.get(&format!("/admin/devices?{bad}")).await;
        says(&refused, 400, &["request.malformed"]);
    }
}

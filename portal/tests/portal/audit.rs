//! The audit trail: whole, in order, chained, and without a secret.

use crate::resets::office_with_pins;
use crate::support::{ADMIN_PASSWORD, PASSWORD, Phone, SELF_SERVICE};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

fn hash(previous: &str, entry: &Value) -> String {
    let fields = [
        "sequence", "time_ms", "actor", "action", "device", "account", "reason", "detail",
    ];
    let row: Value = fields.iter().map(|field| entry[*field].clone()).collect();
    let digest = Sha256::digest(format!("{previous}{row}").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whole from the beginning, in order, and every hash is right.
pub(crate) fn is_chained(trail: &[Value]) {
    let mut previous = String::new();
    for (entry, sequence) in trail.iter().zip(1_u64..) {
        assert_eq!(entry["sequence"], sequence);
        assert_eq!(entry["previous"], json!(previous));
        previous = hash(&previous, entry);
        assert_eq!(entry["hash"], json!(previous), "{entry}");
    }
}

#[tokio::test]
async fn every_entry_is_chained_to_the_one_before() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    phone.reset(&office, PASSWORD).await.ok();
    let trail = office.trail().await;
    is_chained(&trail);
    let actions: Vec<_> = trail
        .iter()
        .map(|entry| entry["action"].as_str().unwrap())
        .collect();
    assert_eq!(
        actions,
        [
            "portal.created",
            "administrator.created",
            "session.begun",
            "user.created",
            "configuration.changed",
            "device.enrolled",
            "reset.answered",
        ]
    );
}

#[tokio::test]
async fn it_holds_no_secret_and_nothing_that_was_typed() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    phone.reset(&office, "typed by mistake").await;
    phone.reset(&office, &pin).await.ok();
    let body = json!({"user_name": "a password in the name", "password": "typed by mistake"});
    let path = format!("{SELF_SERVICE}/session");
    office
        .call("POST", &path, "", &body)
        .await
        .refused(401, "credentials.not_accepted");
    let text = Value::from(office.trail().await).to_string();
    let secrets = [
        &pin,
        PASSWORD,
        ADMIN_PASSWORD,
        "typed by mistake",
        "a password",
        &office.admin,
    ];
    for secret in secrets {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(text.contains("one_time_pin.issued") && text.contains("account.unknown"));
}

/// Nothing in the data directory gives a PIN, a password or a token away.
#[tokio::test]
async fn the_database_holds_no_secret_in_the_clear() {
    let office = office_with_pins().await;
    let phone = Phone::of_alice(&office).await;
    let pin = office.pin(phone.device()).await;
    phone.reset(&office, &pin).await.ok();
    office.portal.close().await;
    let mut held = office.database.dump().await;
    for file in std::fs::read_dir(office.directory.path()).unwrap() {
        held.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let holds = |text: &str| {
        held.windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    assert!(holds("alice") && holds(phone.device()));
    for secret in [&pin, PASSWORD, ADMIN_PASSWORD, &office.admin] {
        assert!(!holds(secret), "{secret}");
    }
}

#[tokio::test]
async fn it_is_read_page_by_page() {
    let office = office_with_pins().await;
    let whole = office.trail().await;
    let page = office
        .as_admin("GET", "/audit?after=1&limit=2", &Value::Null)
        .await
        .ok();
    assert_eq!(page["entries"].as_array().unwrap()[..], whole[1..3]);
    let answer = office.as_admin("GET", "/audit?after=x", &Value::Null).await;
    answer.refused(400, "request.malformed");
}

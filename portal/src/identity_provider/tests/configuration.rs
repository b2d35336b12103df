//! The provider's file: what is taken, and what stops the start.

use super::*;
use crate::start::StartFailure;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

fn failure(path: &Path) -> StartFailure {
    let failure = IdentityProvider::from_file(path).err().unwrap();
    let text = failure.to_string();
    let starts = ["Correct ", "Put ", "Run ", "Check "];
    assert!(starts.iter().any(|start| text.starts_with(start)), "{text}");
    assert!(!text.contains(provider::SECRET), "{text}");
    failure
}

#[tokio::test]
async fn a_file_that_is_not_right_says_what_to_do() {
    let place = Place::new().await;
    let right = place.provider.settings("upn");
    let with = |name: &str, value: Value| {
        let mut settings = right.clone();
        settings[name] = value;
        place.provider.write("other.json", &settings.to_string())
    };
    let opened = IdentityProvider::from_file(&with("name", json!(" Contoso ")));
    assert_eq!(opened.unwrap().name(), "Contoso");
    assert_eq!(super::super::name(place.context()), Some("Contoso"));
    for (name, value) in [
        ("unknown", json!(1)),
        ("name", json!(" ")),
        ("name", json!("x".repeat(65))),
        ("client_id", json!("")),
        ("client_secret", json!("")),
        ("client_secret", Value::Null),
        ("user_name_claim", json!("")),
    ] {
        let failure = failure(&with(name, value));
        assert!(
            matches!(failure, StartFailure::IdentityProviderInvalid(_)),
            "{name}"
        );
        assert_eq!(failure.code(), "start.identity_provider_invalid");
    }
    for (name, url) in [
        ("issuer", "http://localhost"),
        ("issuer", "https://user@localhost"),
        ("issuer", "https://localhost/?a=b"),
        ("issuer", "localhost"),
        ("public_url", "http://portal.example.org"),
        ("public_url", "https://portal.example.org/portal"),
        ("public_url", "https://portal.example.org/#x"),
        ("public_url", ""),
    ] {
        let failure = failure(&with(name, json!(url)));
        assert_eq!(
            failure.code(),
            "start.identity_provider_url_invalid",
            "{url}"
        );
    }
    for file in ["none.pem", "provider.json"] {
        let failure = failure(&with("certificate_authority_file", json!(file)));
        assert_eq!(failure.code(), "start.certificate_authority_unusable");
        assert!(failure.to_string().contains(file));
    }
    let none = failure(&place.file("none.json"));
    assert_eq!(none.code(), "start.file_unusable");
    let text = failure(&place.provider.write("text.json", "https://localhost"));
    assert_eq!(text.code(), "start.identity_provider_invalid");
    let open = with("name", json!("Contoso"));
    std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(failure(&open).code(), "start.file_open_to_others");
}

/// Without the organisation's authority, its provider is nobody.
#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_not_trusted() {
    let place = Place::new().await;
    let mut settings = place.provider.settings("upn");
    let fields = settings.as_object_mut().unwrap();
    fields.remove("certificate_authority_file");
    let path = place.provider.write("other.json", &settings.to_string());
    let settings = Settings {
        identity_provider: IdentityProvider::from_file(&path).ok(),
        ..Settings::default()
    };
    let directory = tempfile::tempdir().unwrap();
    let sqlite = crate::database::DatabaseChoice::Sqlite;
    let portal =
        Portal::open_with_settings(directory.path(), sqlite, place.clock.clone(), settings);
    let portal = portal.await.unwrap();
    let return_to = Local::parse("/my/").unwrap();
    let begun = begin(
        portal.context(),
        &browser("a"),
        &Purpose::SignIn,
        &return_to,
    )
    .await;
    assert_eq!(refused(begun), "identity_provider.unreachable");
    assert!(place.provider.script().asked.is_empty());
}

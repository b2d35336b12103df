//! Everything that a provider, a browser or somebody in between can do wrong.

use super::provider::{Mood, Signing};
use super::*;

/// A sign-in with this grant is refused for this reason, which only the audit trail tells.
async fn is_refused(place: &Place, grant: Grant, reason: &str) {
    let result = place.go(&Purpose::SignIn, grant).await;
    assert_eq!(
        refused(result),
        "identity_provider.answer_invalid",
        "{reason}"
    );
    let last = place.last_event().await;
    assert_eq!(
        (last.0.as_str(), last.1.as_deref()),
        ("session.refused", Some(reason))
    );
    assert_eq!(place.count("SELECT account FROM sessions").await, 0);
}

#[tokio::test]
async fn a_token_that_is_not_for_this_request_is_worth_nothing() {
    let place = Place::new().await;
    let past = place.now_s() - 1;
    for (claims, reason) in [
        (json!({"aud": "another"}), "token.other_audience"),
        (
            json!({"aud": [provider::CLIENT, "another"]}),
            "token.other_audience",
        ),
        (json!({"azp": "another"}), "token.other_audience"),
        (json!({"iss": "https://evil.example"}), "token.other_issuer"),
        (json!({"exp": past}), "token.expired"),
        (json!({"exp": place.now_s()}), "token.expired"),
    ] {
        is_refused(&place, place.grant(&claims), reason).await;
    }
    for nonce in [json!({}), json!({"nonce": "another"})] {
        let mut grant = place.grant(&nonce);
        grant.has_nonce = false;
        is_refused(&place, grant, "token.other_nonce").await;
    }
    let mut grant = place.grant(&json!({}));
    grant.has_token = false;
    is_refused(&place, grant, "token.missing").await;
}

/// Even where discovery names them.
#[tokio::test]
async fn a_token_that_nobody_or_anybody_signed_is_worth_nothing() {
    let place = Place::new().await;
    let signed = |signing| {
        let mut grant = place.grant(&json!({}));
        grant.signing = signing;
        grant
    };
    is_refused(&place, signed(Signing::Nothing), "token.algorithm").await;
    is_refused(&place, signed(Signing::ByTheSecret), "token.algorithm").await;
    is_refused(&place, signed(Signing::Key(2, "one")), "token.signature").await;
    is_refused(&place, signed(Signing::Key(2, "two")), "token.key_unknown").await;
    // What discovery does not name is not taken either.
    place.provider.script().algorithms = vec!["RS256"];
    place.clock.advance(60 * MINUTE_MS);
    is_refused(&place, signed(Signing::Key(1, "one")), "token.algorithm").await;
}

#[tokio::test]
async fn a_new_key_is_asked_for() {
    let place = Place::new().await;
    place.alice_signed_in().await;
    place.provider.script().keys = vec![(2, "two")];
    let mut grant = place.grant(&json!({}));
    grant.signing = Signing::Key(2, "two");
    let before = place.provider.script().asked["keys"];
    assert!(place.go(&Purpose::SignIn, grant).await.is_ok());
    assert_eq!(place.provider.script().asked["keys"], before + 1);
}

#[tokio::test]
async fn only_the_browser_that_began_finishes_once_and_in_time() {
    let place = Place::new().await;
    let begun = |address: &Url| place.provider.grant(address, place.grant(&json!({})));
    let address = place.begin(&Purpose::SignIn).await.unwrap();
    let query = begun(&address);
    let context = place.context();
    let nobody = Source {
        browser: None,
        ..browser("a")
    };
    for source in [browser("b"), nobody] {
        let strange = finish(context, &source, &query).await;
        assert_eq!(refused(strange), "identity_provider.attempt_unknown");
        let return_to = Local::parse("/my/").unwrap();
        let begun = begin(context, &source, &Purpose::SignIn, &return_to).await;
        assert_eq!(begun.is_ok(), source.browser.is_some());
    }
    let state = parameter(&address, "state").unwrap();
    let other = query.replace(&state, &"A".repeat(43));
    let other = finish(context, &browser("a"), &other).await;
    assert_eq!(refused(other), "identity_provider.attempt_unknown");
    assert!(finish(context, &browser("a"), &query).await.is_ok());
    let again = finish(place.other(), &browser("a"), &query).await;
    assert_eq!(refused(again), "identity_provider.attempt_unknown");

    let late = begun(&place.begin(&Purpose::SignIn).await.unwrap());
    place.clock.advance(10 * MINUTE_MS);
    let late = finish(context, &browser("a"), &late).await;
    assert_eq!(refused(late), "identity_provider.attempt_unknown");
    place.begin(&Purpose::SignIn).await.unwrap();
    // What has run out is gone.
    assert_eq!(
        place.count("SELECT browser FROM identity_attempts").await,
        1
    );
    for query in ["", "code=x", "state=a&state=b&code=x"] {
        let malformed = finish(context, &browser("a"), query).await;
        assert_eq!(refused(malformed), "request.malformed");
    }
}

/// A code that another request was given is not exchanged with this one's verifier.
#[tokio::test]
async fn a_code_is_bound_to_its_request() {
    let place = Place::new().await;
    let mut addresses = Vec::new();
    let mut queries = Vec::new();
    for _ in 0..2 {
        let address = place.begin(&Purpose::SignIn).await.unwrap();
        queries.push(place.provider.grant(&address, place.grant(&json!({}))));
        addresses.push(address);
    }
    let states = [0, 1].map(|number: usize| parameter(&addresses[number], "state").unwrap());
    let swapped = queries[0].replace(&states[0], &states[1]);
    let injected = finish(place.context(), &browser("a"), &swapped).await;
    assert_eq!(refused(injected), "identity_provider.answer_invalid");
    assert_eq!(
        place.last_event().await.1.as_deref(),
        Some("code.not_accepted")
    );
}

#[tokio::test]
async fn what_the_provider_says_instead_of_a_code_is_told_apart() {
    let place = Place::new().await;
    for (said, code) in [
        ("error=access_denied", "identity_provider.denied"),
        (
            "error=login_required",
            "identity_provider.interaction_needed",
        ),
        (
            "error=consent_required&code=x",
            "identity_provider.interaction_needed",
        ),
        (
            "error=temporarily_unavailable",
            "identity_provider.unreachable",
        ),
        (
            "error=invalid_scope&error_description=x",
            "identity_provider.answer_invalid",
        ),
        (
            "code=x&iss=https%3A%2F%2Fevil.example",
            "identity_provider.answer_invalid",
        ),
        ("x=y", "identity_provider.answer_invalid"),
    ] {
        let address = place.begin(&Purpose::SignIn).await.unwrap();
        let state = parameter(&address, "state").unwrap();
        let query = format!("{said}&state={state}");
        let result = finish(place.context(), &browser("a"), &query).await;
        assert_eq!(refused(result), code, "{said}");
        assert_eq!(place.last_event().await.0, "session.refused");
        // And that was the end of it.
        let again = finish(place.context(), &browser("a"), &query).await;
        assert_eq!(refused(again), "identity_provider.attempt_unknown");
    }
    assert!(!place.provider.script().asked.contains_key("token"));
}

/// What the log says of a refusal.
fn reason(error: &Error) -> &'static str {
    if let Error::ProviderAnswer(reason) = error {
        reason
    } else {
        error.code()
    }
}

#[tokio::test]
async fn a_provider_in_trouble_or_worse_is_told_apart() {
    let place = Place::new().await;
    for (mood, discovery, token) in [
        (
            Mood::InTrouble,
            "identity_provider.unreachable",
            "identity_provider.unreachable",
        ),
        (Mood::Huge, "answer.too_large", "answer.too_large"),
        (Mood::Redirecting, "discovery.invalid", "token.unreadable"),
        (Mood::Confused, "discovery.invalid", "token.unreadable"),
    ] {
        place.provider.script().discovery = mood;
        let refused = place.begin(&Purpose::SignIn).await.unwrap_err();
        assert_eq!(reason(&refused), discovery);
        place.provider.script().discovery = Mood::Well;
        place.provider.script().token = mood;
        let refused = place.go(&Purpose::SignIn, place.grant(&json!({}))).await;
        assert_eq!(refused.err().map(|error| reason(&error)), Some(token));
        assert_eq!(place.last_event().await.1.as_deref(), Some(token));
        place.provider.script().token = Mood::Well;
        place.clock.advance(60 * MINUTE_MS);
    }
    assert!(!place.provider.script().asked.contains_key("elsewhere"));
    place.alice_signed_in().await;
}

#[tokio::test]
async fn discovery_of_another_issuer_or_without_tls_is_refused() {
    let place = Place::new().await;
    let evil = "https://evil.example".to_owned();
    let right = std::mem::replace(&mut place.provider.script().issuer, evil);
    let refused = place.begin(&Purpose::SignIn).await.unwrap_err();
    assert_eq!(reason(&refused), "discovery.other_issuer");
    place.provider.script().issuer = right;
    place.provider.script().sign_in_page = Some("http://localhost/auth");
    let refused = place.begin(&Purpose::SignIn).await.unwrap_err();
    assert_eq!(reason(&refused), "discovery.not_https");
    place.provider.script().sign_in_page = None;
    place.alice_signed_in().await;
}

#[tokio::test]
async fn a_provider_that_is_gone_stops_nobody_else() {
    let mut place = Place::new().await;
    place.alice_signed_in().await;
    let address = place.begin(&Purpose::SignIn).await.unwrap();
    let query = place.provider.grant(&address, place.grant(&json!({})));
    place.provider.go_away().await;
    let result = finish(place.context(), &browser("a"), &query).await;
    assert_eq!(refused(result), "identity_provider.unreachable");
    place.clock.advance(60 * MINUTE_MS);
    let result = place.begin(&Purpose::SignIn).await;
    assert_eq!(refused(result), "identity_provider.unreachable");
    let context = place.context();
    accounts::create_user(
        context,
        "root",
        ("bob", &password()),
        accounts::Profile::default(),
    )
    .await
    .unwrap();
    let credentials = ("bob", &password());
    let bob = sessions::begin(context, Role::User, credentials, &browser("b")).await;
    assert!(bob.is_ok());
}

#[tokio::test]
async fn strangers_do_not_fill_the_database() {
    let place = Place::new().await;
    let full = "UPDATE buckets SET failures = 600 WHERE kind = 'identity-provider'";
    place.begin(&Purpose::SignIn).await.unwrap();
    let pool = place.context().database.pool();
    sqlx::query(full).execute(pool).await.unwrap();
    assert_eq!(
        refused(place.begin(&Purpose::SignIn).await),
        "attempts.too_many"
    );
    assert_eq!(
        place.count("SELECT browser FROM identity_attempts").await,
        1
    );
    place.clock.advance(15 * MINUTE_MS);
    place.begin(&Purpose::SignIn).await.unwrap();
}

#[tokio::test]
async fn whoever_comes_back_or_is_signed_in_is_no_stranger() {
    let place = Place::new().await;
    let failures = "SELECT kind FROM buckets WHERE kind = 'identity-provider' AND failures > 0";
    let new = place.sign_in(&json!({})).await.unwrap();
    let session = place.resume(&new.token).await.unwrap();
    let confirm = Purpose::Confirm { session: &session };
    let confirmed = place.go(&confirm, place.grant(&json!({}))).await;
    assert!(matches!(confirmed, Ok(Finished::Confirmed(_))));
    assert_eq!(place.count(failures).await, 0);
    // Somebody fills the bucket of the address.
    place.begin(&Purpose::SignIn).await.unwrap();
    assert_eq!(place.count(failures).await, 1);
    let full =
        "UPDATE buckets SET failures = 600 WHERE kind = 'identity-provider' AND failures > 0";
    let pool = place.context().database.pool();
    sqlx::query(full).execute(pool).await.unwrap();
    assert!(place.begin(&Purpose::SignIn).await.is_err());
    place.begin(&confirm).await.unwrap();
}

#[tokio::test]
async fn of_many_that_wait_for_discovery_one_asks() {
    let place = Place::new().await;
    let begin = || place.begin(&Purpose::SignIn);
    let all = [begin(), begin(), begin(), begin(), begin(), begin()];
    let all = futures_util::future::join_all(all).await;
    assert!(all.iter().all(Result::is_ok));
    let asked = place.provider.script().asked.clone();
    assert_eq!(asked.get("discovery"), Some(&1), "{asked:?}");
}

#[tokio::test]
async fn without_a_provider_there_is_no_way() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Arc::new(TurnedClock(AtomicU64::new(1)));
    let portal = Portal::open(directory.path(), clock).await.unwrap();
    let context = portal.context();
    assert_eq!(super::super::name(context), None);
    let return_to = Local::parse("/my/").unwrap();
    let begun = begin(context, &browser("a"), &Purpose::SignIn, &return_to).await;
    assert_eq!(refused(begun), "identity_provider.not_configured");
    let finished = finish(context, &browser("a"), "state=x&code=y").await;
    assert_eq!(refused(finished), "identity_provider.not_configured");
}

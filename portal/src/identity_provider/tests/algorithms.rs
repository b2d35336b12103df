//! Tokens that another implementation signed, by every algorithm that is taken but the one that the
//! other tests use.

use super::super::token::{Refused, verify};
use openidconnect::core::{CoreJsonWebKeySet, CoreProviderMetadata};
use openidconnect::{ClientId, Nonce};
use serde_json::{Value, json};

const NOW_MS: u64 = 1_767_600_100_000;

fn metadata(vectors: &Value, algorithms: &Value) -> CoreProviderMetadata {
    let metadata: CoreProviderMetadata = serde_json::from_value(json!({
        "issuer": "https://idp.example", "authorization_endpoint": "https://idp.example/auth",
        "token_endpoint": "https://idp.example/token", "jwks_uri": "https://idp.example/keys",
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": algorithms,
    }))
    .unwrap();
    let keys: CoreJsonWebKeySet = serde_json::from_value(vectors["jwks"].clone()).unwrap();
    metadata.set_jwks(keys)
}

fn check(metadata: &CoreProviderMetadata, token: &str) -> Result<String, Refused> {
    let token = token.parse().unwrap();
    let client = ClientId::new("portal".to_owned());
    let nonce = Nonce::new("n".to_owned());
    let claims = verify(NOW_MS, metadata, &client, &token, &nonce)?;
    Ok(claims.subject().to_string())
}

#[test]
fn what_discovery_names_is_verified() {
    let vectors: Value = serde_json::from_str(include_str!("vectors.json")).unwrap();
    let tokens = vectors["tokens"].as_object().unwrap();
    assert_eq!(tokens.len(), 7);
    for (algorithm, token) in tokens {
        let token = token.as_str().unwrap();
        let named = metadata(&vectors, &json!([algorithm]));
        assert_eq!(check(&named, token).as_deref(), Ok("s"), "{algorithm}");
        let not_named = metadata(&vectors, &json!(["ES256"]));
        let refused = Err(Refused::For("token.algorithm"));
        assert_eq!(check(&not_named, token), refused, "{algorithm}");
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let first = if signature.starts_with('A') { 'B' } else { 'A' };
        let altered = format!("{signed}.{first}{}", &signature[1..]);
        let refused = Err(Refused::For("token.signature"));
        assert_eq!(check(&named, &altered), refused, "{algorithm}");
    }
}

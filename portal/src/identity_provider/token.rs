//! The ID token: by whom, for whom, for which request, until when, and signed by whom (OpenID
//! Connect Core §3.1.3.7). Nothing in it counts before all of that holds.

use crate::error::Error;
use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AccessToken, AdditionalClaims, ClaimsVerificationError, ClientId, IdToken, IdTokenClaims,
    IdTokenVerifier, Nonce, SignatureVerificationError,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// SECURITY: signatures by a key that only the provider has. Never `none`; never a MAC, whose key
/// would be the client's secret.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 8] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
];

/// Claims besides those of the standard: an organisation may keep its user names there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Others {
    #[serde(flatten)]
    claims: Map<String, Value>,
}

impl AdditionalClaims for Others {}

pub(super) type Claims = IdTokenClaims<Others, CoreGenderClaim>;
type Unverified =
    IdToken<Others, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// What the provider says about somebody, verified.
pub(super) struct Token {
    pub(super) claims: Claims,
    pub(super) access_token: AccessToken,
}

impl Token {
    /// When the user proved to the provider who they are.
    pub(super) fn authenticated_ms(&self) -> Option<u64> {
        let time = self.claims.auth_time()?.timestamp_millis();
        u64::try_from(time).ok()
    }
}

/// Why a token is worth nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It names a key that is not among those that are known.
    KeyUnknown,
    /// Anything else, as a dotted code.
    For(&'static str),
}

impl Refused {
    pub(super) fn into_error(self) -> Error {
        Error::ProviderAnswer(match self {
            Self::KeyUnknown => "token.key_unknown",
            Self::For(reason) => reason,
        })
    }
}

/// Verifies a token at this time.
pub(super) fn verify(
    now_ms: u64,
    metadata: &CoreProviderMetadata,
    client: &ClientId,
    token: &Unverified,
    nonce: &Nonce,
) -> Result<Claims, Refused> {
    let now = i64::try_from(now_ms).ok();
    let now = now.and_then(DateTime::<Utc>::from_timestamp_millis);
    let now = now.ok_or(Refused::For("token.expired"))?;
    let supported = metadata.id_token_signing_alg_values_supported();
    let allowed = ALGORITHMS.into_iter();
    let allowed = allowed.filter(|algorithm| supported.contains(algorithm));
    let verifier: IdTokenVerifier<'_, CoreJsonWebKey> = IdTokenVerifier::new_public_client(
        client.clone(),
        metadata.issuer().clone(),
        metadata.jwks().clone(),
    )
    .set_allowed_algs(allowed)
    .set_time_fn(move || now);
    let claims = token
        .clone()
        .into_claims(&verifier, nonce)
        .map_err(|error| refused(&error))?;
    let party = claims.authorized_party();
    if party.is_some_and(|party| party != client) {
        return Err(Refused::For("token.other_audience"));
    }
    Ok(claims)
}

fn refused(error: &ClaimsVerificationError) -> Refused {
    use SignatureVerificationError as Signature;
    Refused::For(match error {
        ClaimsVerificationError::SignatureVerification(Signature::NoMatchingKey) => {
            return Refused::KeyUnknown;
        }
        ClaimsVerificationError::SignatureVerification(
            Signature::DisallowedAlg(_) | Signature::UnsupportedAlg(_) | Signature::NoSignature,
        ) => "token.algorithm",
        ClaimsVerificationError::SignatureVerification(_) => "token.signature",
        ClaimsVerificationError::Expired(_) => "token.expired",
        ClaimsVerificationError::InvalidAudience(_) => "token.other_audience",
        ClaimsVerificationError::InvalidIssuer(_) => "token.other_issuer",
        ClaimsVerificationError::InvalidNonce(_) => "token.other_nonce",
        ClaimsVerificationError::InvalidAuthContext(_)
        | ClaimsVerificationError::InvalidAuthTime(_)
        | ClaimsVerificationError::InvalidSubject(_)
        | ClaimsVerificationError::Other(_)
        | ClaimsVerificationError::Unsupported(_)
        | _ => "token.invalid",
    })
}

/// A claim that is a text. SECURITY: an address that the provider did not verify is what somebody
/// typed there, perhaps somebody else's.
pub(super) fn user_name(claims: &impl Serialize, claim: &str) -> Option<String> {
    let claims = serde_json::to_value(claims).ok()?;
    let is_verified = claims.get("email_verified") == Some(&Value::Bool(true));
    let name = claims.get(claim)?.as_str()?;
    (claim != "email" || is_verified).then(|| name.to_owned())
}

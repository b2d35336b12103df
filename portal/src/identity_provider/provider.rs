//! The organisation's identity provider as the portal talks to it: discovery, the address to send a
//! browser to, the exchange of a code.
//!
//! What discovery says is kept for an hour, by each instance for itself: it is the provider's word
//! and no promise of this portal. However many wait for it, one asks, and all get its answer.

use super::http::{Http, NoAnswer};
use super::token::{self, Others, Token};
use crate::error::Error;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod,
    CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::url::Url;
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, DiscoveryError,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl,
    Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, StandardErrorResponse, StandardTokenResponse, UserInfoClaims,
    UserInfoError,
};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::Mutex;

const KEPT_MS: u64 = 60 * 60 * 1000;
const EMAIL: &str = "email";

type Fields = IdTokenFields<
    Others,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Client = openidconnect::Client<
    Others,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The identity provider, and who this portal is to it. It has no `Debug`: it holds a secret.
pub struct IdentityProvider {
    issuer: IssuerUrl,
    client: (ClientId, ClientSecret),
    redirect: RedirectUrl,
    name: String,
    claim: String,
    http: Http,
    known: RwLock<Option<Known>>,
    /// How often discovery was done.
    lookups: AtomicU64,
    /// What came of the last one; held by whoever does it.
    last: Mutex<Found>,
}

type Found = Result<Arc<CoreProviderMetadata>, Unknown>;

/// Why discovery said nothing.
#[derive(Clone, Copy)]
enum Unknown {
    Unreachable,
    Answer(&'static str),
}

impl From<Unknown> for Error {
    fn from(unknown: Unknown) -> Self {
        match unknown {
            Unknown::Unreachable => Self::ProviderUnreachable,
            Unknown::Answer(reason) => Self::ProviderAnswer(reason),
        }
    }
}

struct Known {
    metadata: Arc<CoreProviderMetadata>,
    read_ms: u64,
}

/// What binds an answer to its request: known to whoever has the state and the portal's keys.
pub(super) struct Flow {
    pub(super) state: String,
    pub(super) nonce: Nonce,
    pub(super) verifier: PkceCodeVerifier,
}

impl IdentityProvider {
    pub(super) fn new(
        issuer: IssuerUrl,
        client: (ClientId, ClientSecret),
        redirect: RedirectUrl,
        (name, claim): (String, String),
        http: Http,
    ) -> Self {
        Self {
            issuer,
            client,
            redirect,
            name,
            claim,
            http,
            known: RwLock::new(None),
            lookups: AtomicU64::new(0),
            last: Mutex::new(Err(Unknown::Unreachable)),
        }
    }

    /// What users call it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    /// Where to send a browser.
    pub(super) async fn address(
        &self,
        now_ms: u64,
        flow: &Flow,
        must_authenticate: bool,
    ) -> Result<Url, Error> {
        let client = self.client(&*self.metadata(now_ms).await?);
        let (state, nonce) = (flow.state.clone(), flow.nonce.clone());
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(state),
                || nonce,
            )
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&flow.verifier));
        if self.claim == EMAIL {
            request = request.add_scope(Scope::new(EMAIL.to_owned()));
        }
        if must_authenticate {
            request = request
                .set_max_age(Duration::ZERO)
                .add_prompt(CoreAuthPrompt::Login);
        }
        Ok(request.url().0)
    }

    /// Exchanges a code for a token, and verifies it. An unknown key may be a new one: the provider
    /// is asked for its keys once more.
    pub(super) async fn exchange(
        &self,
        now_ms: u64,
        code: String,
        flow: Flow,
    ) -> Result<Token, Error> {
        let metadata = self.metadata(now_ms).await?;
        let client = self.client(&metadata);
        let request = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| Error::ProviderAnswer("discovery.no_token_endpoint"))?
            .set_pkce_verifier(flow.verifier);
        let answer = request
            .request_async(&self.http)
            .await
            .map_err(not_exchanged)?;
        let id_token = answer.extra_fields().id_token();
        let id_token = id_token.ok_or(Error::ProviderAnswer("token.missing"))?;
        let mut verified = token::verify(now_ms, &metadata, &self.client.0, id_token, &flow.nonce);
        if let Err(token::Refused::KeyUnknown) = verified {
            let metadata = self.discover(now_ms).await?;
            verified = token::verify(now_ms, &metadata, &self.client.0, id_token, &flow.nonce);
        }
        let claims = verified.map_err(token::Refused::into_error)?;
        let access_token = answer.access_token().clone();
        Ok(Token {
            claims,
            access_token,
        })
    }

    /// What the provider says somebody's user name is: in the token, or else where it tells about
    /// its users (OpenID Connect Core §5.4 puts most claims only there).
    pub(super) async fn user_name(
        &self,
        now_ms: u64,
        token: &Token,
    ) -> Result<Option<String>, Error> {
        if let Some(name) = token::user_name(&token.claims, &self.claim) {
            return Ok(Some(name));
        }
        let client = self.client(&*self.metadata(now_ms).await?);
        let subject = token.claims.subject().clone();
        let Ok(request) = client.user_info(token.access_token.clone(), Some(subject)) else {
            return Ok(None);
        };
        let told: Result<UserInfoClaims<Others, CoreGenderClaim>, _> =
            request.request_async(&self.http).await;
        let told = told.map_err(|error| {
            if let UserInfoError::Request(failure) = error {
                return no_answer(failure);
            }
            Error::ProviderAnswer("user_info.invalid")
        })?;
        Ok(token::user_name(&told, &self.claim))
    }

    fn client(&self, metadata: &CoreProviderMetadata) -> Client {
        let (id, secret) = self.client.clone();
        let client = Client::from_provider_metadata(metadata.clone(), id, Some(secret));
        let methods = metadata.token_endpoint_auth_methods_supported();
        let takes = |method| methods.is_none_or(|methods| methods.contains(&method));
        // Without a list it is `client_secret_basic` (OpenID Connect Discovery §3).
        let basic = takes(CoreClientAuthMethod::ClientSecretBasic);
        let auth_type = if basic || !takes(CoreClientAuthMethod::ClientSecretPost) {
            AuthType::BasicAuth
        } else {
            AuthType::RequestBody
        };
        client
            .set_redirect_uri(self.redirect.clone())
            .set_auth_type(auth_type)
    }

    async fn metadata(&self, now_ms: u64) -> Result<Arc<CoreProviderMetadata>, Error> {
        match self.recent(now_ms) {
            Some(metadata) => Ok(metadata),
            None => self.discover(now_ms).await,
        }
    }

    fn recent(&self, now_ms: u64) -> Option<Arc<CoreProviderMetadata>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let known = known.as_ref()?;
        let recent = known.read_ms..known.read_ms + KEPT_MS;
        recent.contains(&now_ms).then(|| known.metadata.clone())
    }

    async fn discover(&self, now_ms: u64) -> Result<Arc<CoreProviderMetadata>, Error> {
        let before = self.lookups.load(Ordering::Acquire);
        let mut last = self.last.lock().await;
        if self.lookups.load(Ordering::Acquire) == before {
            *last = self.look_up(now_ms).await;
            self.lookups.fetch_add(1, Ordering::Release);
        }
        Ok(last.clone()?)
    }

    async fn look_up(&self, now_ms: u64) -> Found {
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await;
        let metadata = found.map_err(|error| {
            if let DiscoveryError::Request(failure) = error {
                return unknown(failure);
            }
            let is_other = matches!(error, DiscoveryError::Validation(_));
            let other = is_other.then_some("discovery.other_issuer");
            Unknown::Answer(other.unwrap_or("discovery.invalid"))
        })?;
        // The portal's own requests go nowhere without TLS; neither does a browser.
        if metadata.authorization_endpoint().url().scheme() != "https" {
            return Err(Unknown::Answer("discovery.not_https"));
        }
        let metadata = Arc::new(metadata);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        *known = Some(Known {
            metadata: metadata.clone(),
            read_ms: now_ms,
        });
        Ok(metadata)
    }
}

fn no_answer(failure: NoAnswer) -> Error {
    unknown(failure).into()
}

fn unknown(failure: NoAnswer) -> Unknown {
    match failure {
        NoAnswer::Unreachable => Unknown::Unreachable,
        NoAnswer::TooLarge => Unknown::Answer("answer.too_large"),
    }
}

fn not_exchanged(
    error: RequestTokenError<NoAnswer, StandardErrorResponse<CoreErrorResponseType>>,
) -> Error {
    match error {
        RequestTokenError::Request(failure) => no_answer(failure),
        RequestTokenError::ServerResponse(answer) => {
            let error = answer.error();
            Error::ProviderAnswer(if *error == CoreErrorResponseType::InvalidGrant {
                "code.not_accepted"
            } else if *error == CoreErrorResponseType::InvalidClient {
                "client.not_accepted"
            } else {
                "code.refused"
            })
        }
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            Error::ProviderAnswer("token.unreadable")
        }
    }
}

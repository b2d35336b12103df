//! An identity provider over TLS: it checks what it is sent as the specifications say, and answers
//! what a test tells it to.

use crate::tls::ServerIdentity;
use axum::Router;
use axum::extract::{RawForm, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, response::Redirect};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use openidconnect::url::{Url, form_urlencoded};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::oneshot;

pub(super) const CLIENT: &str = "portal";
pub(super) const SECRET: &str = "the client's & own: secret";
const PUBLIC: &str = "https://portal.example.org";
const CALLBACK: &str = "https://portal.example.org/my/sign-in/identity-provider/callback";

/// How a token is signed.
pub(super) enum Signing {
    /// ES256 by the key of this number, under this name.
    Key(u8, &'static str),
    Nothing,
    ByTheSecret,
}

/// What a code is worth.
pub(super) struct Grant {
    claims: Value,
    pub(super) signing: Signing,
    pub(super) user_info: Value,
    pub(super) has_token: bool,
    /// Whether the token has the request's nonce.
    pub(super) has_nonce: bool,
}

impl Grant {
    pub(super) fn new(claims: Value) -> Self {
        Self {
            claims,
            signing: Signing::Key(1, "one"),
            user_info: Value::Null,
            has_token: true,
            has_nonce: true,
        }
    }
}

struct Granted {
    challenge: String,
    token: Option<String>,
    user_info: Value,
}

/// How the provider answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    Well,
    InTrouble,
    Huge,
    Redirecting,
    Confused,
}

pub(super) struct Script {
    /// The published keys.
    pub(super) keys: Vec<(u8, &'static str)>,
    pub(super) algorithms: Vec<&'static str>,
    pub(super) issuer: String,
    /// Where browsers go, if it is not the right place.
    pub(super) sign_in_page: Option<&'static str>,
    pub(super) token_authentication: Vec<&'static str>,
    pub(super) discovery: Mood,
    pub(super) token: Mood,
    /// How often each path was asked for.
    pub(super) asked: HashMap<&'static str, usize>,
    granted: usize,
    codes: HashMap<String, Granted>,
    access: HashMap<String, Value>,
}

type Shared = Arc<Mutex<Script>>;

pub(super) struct Provider {
    pub(super) issuer: String,
    directory: PathBuf,
    script: Shared,
    stop: Option<oneshot::Sender<()>>,
    served: Option<tokio::task::JoinHandle<()>>,
}

impl Provider {
    pub(super) async fn start(directory: &Path) -> Self {
        let directory = directory.join("provider");
        let identity = ServerIdentity::load_or_create(&directory).unwrap();
        let (ready, address) = oneshot::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let script = Arc::new(Mutex::new(Script {
            keys: vec![(1, "one")],
            algorithms: vec!["ES256", "HS256", "none"],
            issuer: String::new(),
            sign_in_page: None,
            token_authentication: vec!["client_secret_basic"],
            discovery: Mood::Well,
            token: Mood::Well,
            asked: HashMap::new(),
            granted: 0,
            codes: HashMap::new(),
            access: HashMap::new(),
        }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/me", get(user_info))
            .route("/elsewhere", get(elsewhere).post(elsewhere))
            .with_state(script.clone());
        let served = tokio::spawn(async move {
            let stopped = async { stopped.await.unwrap_or(()) };
            let listen = "127.0.0.1:0".parse().unwrap();
            let told = |address| ready.send(address).unwrap();
            crate::server::serve(listen, &identity, router, told, stopped)
                .await
                .unwrap();
        });
        let issuer = format!("https://localhost:{}", address.await.unwrap().port());
        script.lock().unwrap().issuer.clone_from(&issuer);
        Self {
            issuer,
            directory,
            script,
            stop: Some(stop),
            served: Some(served),
        }
    }

    pub(super) fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap()
    }

    /// From now on nothing listens there.
    pub(super) async fn go_away(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        self.served.take().unwrap().await.unwrap();
    }

    pub(super) fn settings(&self, claim: &str) -> Value {
        json!({
            "issuer": self.issuer, "client_id": CLIENT, "client_secret": SECRET,
            "public_url": PUBLIC, "name": "Contoso", "user_name_claim": claim,
            "certificate_authority_file": "tls.pem",
        })
    }

    /// The portal's file about this provider.
    pub(super) fn file(&self, claim: &str) -> PathBuf {
        self.write("provider.json", &self.settings(claim).to_string())
    }

    pub(super) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.directory.join(name);
        let mut options = std::fs::OpenOptions::new();
        let options = options.write(true).create(true).truncate(true).mode(0o600);
        std::io::Write::write_all(&mut options.open(&path).unwrap(), text.as_bytes()).unwrap();
        path
    }

    /// Checks the address that a browser is sent to, lets the user in, and answers the query with
    /// which the browser comes back.
    pub(super) fn grant(&self, address: &Url, mut grant: Grant) -> String {
        let sent: HashMap<_, _> = address.query_pairs().into_owned().collect();
        assert!(
            address
                .as_str()
                .starts_with(&format!("{}/auth?", self.issuer))
        );
        assert_eq!(sent["response_type"], "code");
        assert_eq!(sent["client_id"], CLIENT);
        assert_eq!(sent["redirect_uri"], CALLBACK);
        assert_eq!(sent["code_challenge_method"], "S256");
        assert!(sent["scope"].split(' ').any(|scope| scope == "openid"));
        if grant.has_nonce {
            grant.claims["nonce"] = json!(sent["nonce"]);
        }
        let mut script = self.script();
        script.granted += 1;
        let code = format!("code-{}", script.granted);
        let granted = Granted {
            challenge: sent["code_challenge"].clone(),
            token: grant.has_token.then(|| jwt(&grant)),
            user_info: grant.user_info,
        };
        script.codes.insert(code.clone(), granted);
        let issuer = form_urlencoded::byte_serialize(self.issuer.as_bytes());
        let issuer: String = issuer.collect();
        format!(
            "code={code}&state={}&iss={issuer}&session_state=x",
            sent["state"]
        )
    }
}

fn key(number: u8) -> SigningKey {
    SigningKey::from_slice(&[number; 32]).unwrap()
}

fn jwt(grant: &Grant) -> String {
    let encode = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let header = match grant.signing {
        Signing::Key(_, kid) => json!({"alg": "ES256", "typ": "JWT", "kid": kid}),
        Signing::Nothing => json!({"alg": "none"}),
        Signing::ByTheSecret => json!({"alg": "HS256"}),
    };
    let signed = format!("{}.{}", encode(header), encode(grant.claims.clone()));
    let signature = match grant.signing {
        Signing::Key(number, _) => {
            let signature: Signature = key(number).sign(signed.as_bytes());
            signature.to_bytes().to_vec()
        }
        Signing::Nothing => Vec::new(),
        Signing::ByTheSecret => {
            let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
            mac.chain_update(&signed).finalize().into_bytes().to_vec()
        }
    };
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn ask<'a>(script: &'a Shared, path: &'static str) -> MutexGuard<'a, Script> {
    let mut script = script.lock().unwrap();
    *script.asked.entry(path).or_default() += 1;
    script
}

fn moody(mood: Mood) -> Option<Response> {
    let json = [(header::CONTENT_TYPE, "application/json")];
    match mood {
        Mood::Well => None,
        Mood::InTrouble => Some(StatusCode::BAD_GATEWAY.into_response()),
        Mood::Huge => Some((json, format!("[\"{}\"]", "x".repeat(1 << 20))).into_response()),
        Mood::Redirecting => Some(Redirect::temporary("/elsewhere").into_response()),
        Mood::Confused => Some((json, "<html>").into_response()),
    }
}

async fn discovery(State(script): State<Shared>) -> Response {
    let script = ask(&script, "discovery");
    let at = &script.issuer;
    let sign_in_page = format!("{at}/auth");
    let sign_in_page = script.sign_in_page.unwrap_or(&sign_in_page);
    moody(script.discovery).unwrap_or_else(|| {
        Json(json!({
            "issuer": at, "authorization_endpoint": sign_in_page,
            "token_endpoint": format!("{at}/token"), "jwks_uri": format!("{at}/keys"),
            "userinfo_endpoint": format!("{at}/me"), "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": script.algorithms,
            "token_endpoint_auth_methods_supported": script.token_authentication,
        }))
        .into_response()
    })
}

async fn keys(State(script): State<Shared>) -> Json<Value> {
    let script = ask(&script, "keys");
    let keys = script.keys.iter().map(|(number, kid)| {
        let point = key(*number).verifying_key().to_sec1_point(false);
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        json!({
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": kid,
            "x": encode(&point.as_bytes()[1..33]), "y": encode(&point.as_bytes()[33..]),
        })
    });
    Json(json!({"keys": keys.collect::<Vec<_>>()}))
}

/// RFC 6749 §2.3.1: both parts are encoded as in a form before they are put together.
fn is_the_client(script: &Script, headers: &HeaderMap, form: &HashMap<String, String>) -> bool {
    let field = |name: &str| form.get(name).map(String::as_str);
    if script.token_authentication == ["client_secret_post"] {
        return field("client_id") == Some(CLIENT) && field("client_secret") == Some(SECRET);
    }
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let basic = STANDARD.encode(format!("{}:{}", encode(CLIENT), encode(SECRET)));
    let sent = headers.get(header::AUTHORIZATION);
    sent.is_some_and(|sent| sent.to_str().unwrap() == format!("Basic {basic}"))
}

async fn token(
    State(script): State<Shared>,
    headers: HeaderMap,
    RawForm(form): RawForm,
) -> Response {
    let mut script = ask(&script, "token");
    if let Some(answer) = moody(script.token) {
        return answer;
    }
    let form: HashMap<String, String> = form_urlencoded::parse(&form).into_owned().collect();
    let refuse = |error: &str| (StatusCode::BAD_REQUEST, Json(json!({"error": error})));
    if !is_the_client(&script, &headers, &form) {
        return refuse("invalid_client").into_response();
    }
    let granted = script.codes.remove(&form["code"]);
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
    let is_right = form["grant_type"] == "authorization_code" && form["redirect_uri"] == CALLBACK;
    match granted.filter(|granted| is_right && granted.challenge == challenge) {
        None => refuse("invalid_grant").into_response(),
        Some(granted) => {
            let access = format!("access-{}", form["code"]);
            script.access.insert(access.clone(), granted.user_info);
            let mut answer = json!({"access_token": access, "token_type": "Bearer"});
            if let Some(token) = granted.token {
                answer["id_token"] = json!(token);
            }
            Json(answer).into_response()
        }
    }
}

async fn user_info(State(script): State<Shared>, headers: HeaderMap) -> Response {
    let script = ask(&script, "me");
    let sent = headers[header::AUTHORIZATION].to_str().unwrap();
    match script.access.get(sent.strip_prefix("Bearer ").unwrap()) {
        Some(told) if told.is_object() => Json(told.clone()).into_response(),
        Some(_) | None => StatusCode::UNAUTHORIZED.into_response(),
    }
}

async fn elsewhere(State(script): State<Shared>) -> StatusCode {
    drop(ask(&script, "elsewhere"));
    StatusCode::NO_CONTENT
}

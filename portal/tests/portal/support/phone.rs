//! A phone as the portal sees it: signed requests and a sealed recovery key, nothing else.

use super::{Answer, Office, PASSWORD, send};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use passcode_core::crypto::hpke::PrivateKey;
use passcode_core::crypto::keys::Key;
use passcode_core::portal::signing::{self, SignatureHeaders, SignatureParams};
use passcode_core::portal::wire::{Base64, EscrowKey, SealedText, path};
use passcode_core::ports::{KeyPurpose, KeyStore as _};
use passcode_core::reset::escrow::{self, EscrowContext, Identity};
use passcode_core::testing::{Hardware, SeededRng, SoftKeyStore};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, Ordering};

static REQUESTS: AtomicU64 = AtomicU64::new(1);
const KEY: &str = "sign";

pub(crate) struct Phone {
    pub(crate) keys: SoftKeyStore,
    pub(crate) identity: Identity,
    pub(crate) escrow_key: EscrowKey,
    pub(crate) generation: u64,
    pub(crate) app_version: String,
    pub(crate) recovery_key: [u8; 32],
    fresh: [u8; 32],
    sealed: SealedText,
}

impl Phone {
    /// Alice's iPhone, ready for one-time PINs.
    pub(crate) async fn of_alice(office: &Office) -> Self {
        Self::enroll(office, "alice", "ios", "3.1.0").await
    }

    pub(crate) async fn enroll(
        office: &Office,
        user_name: &str,
        platform: &str,
        app_version: &str,
    ) -> Self {
        let number = REQUESTS.fetch_add(1, Ordering::SeqCst);
        let keys = SoftKeyStore::new(Hardware::KeyAgreement, SeededRng::new(number));
        let public = keys.create(KEY, KeyPurpose::Signing).unwrap();
        let body = json!({
            "user_name": user_name, "password": PASSWORD, "platform": platform,
            "app_version": app_version, "device_name": "Phone", "signing_key": Base64(public),
        });
        let headers = signed_headers(&office.router, &keys, "enroll", path::ENROLL, &body, None);
        let answer = post(&office.router, path::ENROLL, &headers.await, &body).await;
        assert_eq!(answer.status, 201);
        let answer = answer.ok();
        let text = |field: &str| answer[field].as_str().unwrap().to_owned();
        let identity = Identity {
            tenant: text("tenant"),
            user: text("user"),
            device: text("device"),
        };
        let escrow_key: EscrowKey = serde_json::from_value(answer["escrow_key"].clone()).unwrap();
        let recovery_key = [number as u8; 32];
        let mut phone = Self {
            keys,
            identity,
            escrow_key,
            generation: 1,
            app_version: app_version.to_owned(),
            recovery_key,
            fresh: [number as u8 ^ 0x55; 32],
            sealed: SealedText {
                enc: Base64::default(),
                ciphertext: Base64::default(),
            },
        };
        phone.seal();
        phone
    }

    /// Seals the recovery key for the current generation.
    pub(crate) fn seal(&mut self) {
        let context = EscrowContext {
            identity: &self.identity,
            vault: &[3; 16],
            generation: self.generation,
            escrow_key_id: &self.escrow_key.id,
        };
        let rng = SeededRng::new(REQUESTS.fetch_add(1, Ordering::SeqCst));
        let public = self.escrow_key.to_public_key().unwrap();
        let key = Key::from_bytes(&self.recovery_key);
        self.sealed = SealedText::from(&escrow::seal(&rng, &public, &context, &key).unwrap());
    }

    pub(crate) fn device(&self) -> &str {
        &self.identity.device
    }

    pub(crate) async fn check_in(&self, office: &Office, generation: u64) -> Answer {
        let body = self.check_in_body(generation, 0);
        self.post(office, path::CHECK_IN, &body).await
    }

    /// A check-in after so many commands were carried out.
    pub(crate) async fn check_in_after(&self, office: &Office, commands_done: u64) -> Answer {
        let body = self.check_in_body(self.generation, commands_done);
        self.post(office, path::CHECK_IN, &body).await
    }

    fn check_in_body(&self, generation: u64, commands_done: u64) -> Value {
        json!({
            "app_version": self.app_version, "generation": generation,
            "escrow_key_id": self.escrow_key.id,
            "configuration": {"id": "ios", "version": 1}, "commands_done": commands_done,
        })
    }

    pub(crate) fn reset_body(&self, user_name: &str, secret: &str) -> Value {
        let fresh = PrivateKey::from_key(Key::from_bytes(&self.fresh));
        json!({
            "user_name": user_name, "secret": secret, "app_version": self.app_version,
            "vault": Base64(vec![3; 16]), "generation": self.generation,
            "escrow_key_id": self.escrow_key.id, "sealed_recovery_key": self.sealed,
            "fresh_key": Base64(fresh.public_key().0.to_vec()),
        })
    }

    /// A reset as alice, under a new request id.
    pub(crate) async fn reset(&self, office: &Office, secret: &str) -> Answer {
        self.reset_as(office, &request_id(), secret).await
    }

    /// A reset as alice under a request id.
    pub(crate) async fn reset_as(&self, office: &Office, id: &str, secret: &str) -> Answer {
        let body = self.reset_body("alice", secret);
        self.post_as(&office.router, path::RESET, &body, id).await
    }

    /// The recovery key in the answer is this phone's.
    #[track_caller]
    pub(crate) fn opens(&self, id: &str, answer: &Answer) {
        let sealed: SealedText =
            serde_json::from_value(answer.ok()["recovery_key"].clone()).unwrap();
        let fresh = PrivateKey::from_key(Key::from_bytes(&self.fresh));
        let opened = escrow::open_answer(&fresh, &self.identity, id, &sealed.to_sealed().unwrap());
        assert_eq!(*opened.unwrap().expose(), self.recovery_key);
    }

    pub(crate) async fn post(&self, office: &Office, path: &str, body: &Value) -> Answer {
        self.post_as(&office.router, path, body, &request_id())
            .await
    }

    pub(crate) async fn post_as(
        &self,
        router: &Router,
        path: &str,
        body: &Value,
        id: &str,
    ) -> Answer {
        let device = self.device();
        let headers = signed_headers(router, &self.keys, device, path, body, Some(id)).await;
        post(router, path, &headers, body).await
    }
}

pub(crate) fn request_id() -> String {
    let number = REQUESTS.fetch_add(1, Ordering::SeqCst);
    Base64([number.to_be_bytes(), [7; 8]].concat()).to_text()
}

/// Asks for a nonce and signs.
pub(crate) async fn signed_headers(
    router: &Router,
    keys: &SoftKeyStore,
    key_id: &str,
    path: &str,
    body: &Value,
    id: Option<&str>,
) -> SignatureHeaders {
    let request = Request::post(path::NONCE).body(Body::from("{}")).unwrap();
    let nonce = send(router, request).await.ok();
    let params = SignatureParams {
        created: nonce["server_time"].as_u64().unwrap(),
        key_id: key_id.to_owned(),
        nonce: nonce["nonce"].as_str().unwrap().to_owned(),
        request_id: id.map_or_else(request_id, str::to_owned),
    };
    signing::sign(
        keys,
        KEY,
        &params,
        ("POST", path, body.to_string().as_bytes()),
    )
    .unwrap()
}

/// Sends a signed request as it is.
pub(crate) async fn post(
    router: &Router,
    path: &str,
    headers: &SignatureHeaders,
    body: &Value,
) -> Answer {
    let request = Request::post(path)
        .header(signing::REQUEST_ID, &headers.request_id)
        .header(signing::CONTENT_DIGEST, &headers.content_digest)
        .header(signing::SIGNATURE_INPUT, &headers.signature_input)
        .header(signing::SIGNATURE, &headers.signature);
    send(router, request.body(Body::from(body.to_string())).unwrap()).await
}

/// A check-in of a phone that has not heard of anything yet.
pub(crate) fn check_in_body(generation: u64) -> Value {
    json!({
        "app_version": "3.1.0", "generation": generation,
        "configuration": {"id": "ios", "version": 1}, "commands_done": 0,
    })
}

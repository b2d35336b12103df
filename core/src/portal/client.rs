//! The phone's side of the device API: builds signed requests, tells refusals from trouble.
//!
//! It holds no lock, keeps nothing and retries nothing. A refusal that a user can do something about
//! is a value; everything else is an [`Error`].

use super::signing::{self, SignatureParams};
use super::wire::{NonceAnswer, ProblemBody, path, refusal};
use crate::crypto::keys::Key;
use crate::error::Error;
use crate::ports::{HttpAnswer, HttpRequest, KeyStore, Rng, Transport};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

/// Why the portal refuses, as far as a phone can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// User name, password or PIN are not accepted. The portal never says which.
    CredentialsNotAccepted,
    /// The app must be updated first.
    ClientTooOld,
    /// The rules do not let the user reset the passcode.
    ResetNotAllowed,
    /// The rules do not let the user change the passcode. Told by the phone itself.
    ChangeNotAllowed,
    /// The rules do not allow biometric unlock. Told by the phone itself.
    BiometricsNotAllowed,
    /// Biometric unlock is off. Told by the phone itself.
    BiometricsOff,
    /// The passcode is to be typed first: the phone was restarted, its time has come, or the rules
    /// changed. Told by the phone itself.
    PasscodeFirst,
    /// There is no AppConnect Unlock, or it is used, cancelled or too old.
    GrantNotLive,
    /// The organisation has destroyed the escrow key: no reset can open this vault. The passcode still
    /// does, and seals it anew.
    EscrowKeyDestroyed,
    /// Too many failures: wait.
    TooManyAttempts {
        /// Seconds until the next attempt.
        retry_after_seconds: u64,
    },
    /// The portal does not know this device any more.
    DeviceUnknown,
    /// The portal has seen a newer state of this phone: its files were put back.
    DeviceRolledBack,
}

impl Refusal {
    /// The stable code, the same as on the wire where the portal refuses.
    pub fn code(self) -> &'static str {
        match self {
            Self::CredentialsNotAccepted => refusal::CREDENTIALS,
            Self::ClientTooOld => refusal::CLIENT_TOO_OLD,
            Self::ResetNotAllowed => refusal::RESET_NOT_ALLOWED,
            Self::ChangeNotAllowed => "change.not_allowed",
            Self::BiometricsNotAllowed => "biometrics.not_allowed",
            Self::BiometricsOff => "biometrics.off",
            Self::PasscodeFirst => "biometrics.passcode_first",
            Self::GrantNotLive => refusal::GRANT_NOT_LIVE,
            Self::EscrowKeyDestroyed => refusal::ESCROW_KEY_DESTROYED,
            Self::TooManyAttempts { .. } => refusal::TOO_MANY_ATTEMPTS,
            Self::DeviceUnknown => refusal::DEVICE_UNKNOWN,
            Self::DeviceRolledBack => refusal::DEVICE_ROLLED_BACK,
        }
    }
}

/// What came of a request.
pub enum Reply<A> {
    /// The answer.
    Answer(A),
    /// A refusal.
    Refused(Refusal),
    /// The request id was used for another request: begin anew.
    Reused,
}

/// User name and secret, 1 KiB each, grow sixfold at worst when they are escaped; the rest is small.
const MAXIMUM_BODY_BYTES: usize = 16 * 1024;

/// The device API for one phone.
pub struct Client<'a> {
    /// The network.
    pub transport: &'a dyn Transport,
    /// The hardware.
    pub keys: &'a dyn KeyStore,
    /// The signing key's name.
    pub key_name: &'a str,
    /// The device's id; `enroll` before it has one.
    pub key_id: &'a str,
}

/// A request id: 16 random bytes as base64url.
///
/// # Errors
/// [`Error::RandomUnavailable`].
pub fn new_request_id(rng: &dyn Rng) -> Result<String, Error> {
    let drawn = Key::generate(rng)?;
    // EXPOSE: half of it becomes public as an id.
    let [half @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = drawn.expose();
    Ok(URL_SAFE_NO_PAD.encode(half))
}

impl Client<'_> {
    /// Sends one signed request.
    ///
    /// # Errors
    /// The `portal.*` and `hardware_key.*` errors.
    pub fn call<A: DeserializeOwned>(
        &self,
        path: &str,
        request_id: &str,
        body: &impl Serialize,
    ) -> Result<Reply<A>, Error> {
        let answer = self.send(path, request_id, body)?;
        if (200..300).contains(&answer.status) {
            parse(&answer.body).map(Reply::Answer)
        } else {
            refused(&answer)
        }
    }

    /// Sends one signed request that is answered with nothing.
    ///
    /// # Errors
    /// The `portal.*` and `hardware_key.*` errors.
    pub fn notify(
        &self,
        path: &str,
        request_id: &str,
        body: &impl Serialize,
    ) -> Result<Reply<()>, Error> {
        let answer = self.send(path, request_id, body)?;
        if answer.status == 204 {
            Ok(Reply::Answer(()))
        } else {
            refused(&answer)
        }
    }

    fn send(
        &self,
        path: &str,
        request_id: &str,
        body: &impl Serialize,
    ) -> Result<HttpAnswer, Error> {
        let nonce = self.nonce()?;
        let body = body_bytes(body)?;
        let params = SignatureParams {
            created: nonce.server_time,
            key_id: self.key_id.to_owned(),
            nonce: nonce.nonce,
            request_id: request_id.to_owned(),
        };
        let signed = signing::sign(self.keys, self.key_name, &params, ("POST", path, &body))?;
        let headers = [
            ("content-type", "application/json".to_owned()),
            (signing::REQUEST_ID, signed.request_id),
            (signing::CONTENT_DIGEST, signed.content_digest),
            (signing::SIGNATURE_INPUT, signed.signature_input),
            (signing::SIGNATURE, signed.signature),
        ];
        let path = path.to_owned();
        Ok(self.transport.send(&HttpRequest {
            path,
            headers: headers.map(|(name, value)| (name.to_owned(), value)).into(),
            body,
        })?)
    }

    fn nonce(&self) -> Result<NonceAnswer, Error> {
        let request = HttpRequest {
            path: path::NONCE.to_owned(),
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: Zeroizing::new(b"{}".to_vec()),
        };
        let answer = self.transport.send(&request)?;
        let known = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        };
        match answer.status {
            200 => parse(&answer.body).and_then(|nonce: NonceAnswer| {
                if known(&nonce.nonce) {
                    Ok(nonce)
                } else {
                    Err(Error::PortalAnswerInvalid)
                }
            }),
            500..=599 | 429 => Err(Error::PortalUnavailable),
            _ => Err(Error::PortalAnswerInvalid),
        }
    }
}

/// JSON in one allocation that is wiped.
fn body_bytes(body: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAXIMUM_BODY_BYTES));
    serde_json::to_writer(&mut *bytes, body).map_err(|_| Error::CredentialsInvalid)?;
    Ok(bytes)
}

fn parse<A: DeserializeOwned>(body: &[u8]) -> Result<A, Error> {
    serde_json::from_slice(body).map_err(|_| Error::PortalAnswerInvalid)
}

fn refused<A>(answer: &HttpAnswer) -> Result<Reply<A>, Error> {
    if answer.status >= 500 {
        return Err(Error::PortalUnavailable);
    }
    let problem: ProblemBody = parse(&answer.body)?;
    let refusal = match problem.code.as_str() {
        refusal::CREDENTIALS => Refusal::CredentialsNotAccepted,
        refusal::CLIENT_TOO_OLD => Refusal::ClientTooOld,
        refusal::RESET_NOT_ALLOWED => Refusal::ResetNotAllowed,
        refusal::GRANT_NOT_LIVE => Refusal::GrantNotLive,
        refusal::ESCROW_KEY_DESTROYED => Refusal::EscrowKeyDestroyed,
        refusal::TOO_MANY_ATTEMPTS => Refusal::TooManyAttempts {
            retry_after_seconds: problem.retry_after_seconds.unwrap_or(60),
        },
        refusal::DEVICE_UNKNOWN => Refusal::DeviceUnknown,
        refusal::DEVICE_ROLLED_BACK => Refusal::DeviceRolledBack,
        refusal::REQUEST_REUSED => return Ok(Reply::Reused),
        // A nonce that was too old when it arrived: the portal or the network is slow.
        refusal::REQUEST_STALE => return Err(Error::PortalUnavailable),
        _ => return Err(Error::PortalAnswerInvalid),
    };
    Ok(Reply::Refused(refusal))
}

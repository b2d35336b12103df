//! HTTP message signatures (RFC 9421) for device requests: one fixed shape, nothing negotiated.
//!
//! The phone signs method, path, content digest and request id with its hardware key; the nonce
//! comes from the portal. The portal accepts this one serialisation only, so there is nothing to
//! interpret (`docs/adr/0004-own-message-signatures.md`).

use crate::crypto::{keys, signature};
use crate::error::Error;
use crate::ports::KeyStore;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sfv::{BareItem, Dictionary, ListEntry, Parser};

/// The header that carries the request id: 16 random bytes as base64url, new for every request but
/// a retry.
pub const REQUEST_ID: &str = "passcode-request-id";
/// RFC 9530.
pub const CONTENT_DIGEST: &str = "content-digest";
/// RFC 9421 §4.1.
pub const SIGNATURE_INPUT: &str = "signature-input";
/// RFC 9421 §4.2.
pub const SIGNATURE: &str = "signature";

/// The label of our signature, and its `tag` parameter.
const LABEL: &str = "sap";
const COMPONENTS: &str = r#"("@method" "@path" "content-digest" "passcode-request-id")"#;

/// How far the `created` time may be from the portal's clock.
pub const TOLERANCE_SECONDS: u64 = 300;

/// What is signed besides the method, the path and the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureParams {
    /// When it was signed, by the portal's clock: seconds since 1970-01-01 UTC.
    pub created: u64,
    /// The device's id; `enroll` before it has one.
    pub key_id: String,
    /// From the portal, for this request.
    pub nonce: String,
    /// The request's id.
    pub request_id: String,
}

/// The headers that make a request signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureHeaders {
    /// [`REQUEST_ID`].
    pub request_id: String,
    /// [`CONTENT_DIGEST`].
    pub content_digest: String,
    /// [`SIGNATURE_INPUT`].
    pub signature_input: String,
    /// [`SIGNATURE`].
    pub signature: String,
}

/// Signs a request with the phone's signing key.
///
/// # Errors
/// [`Error::HardwareKeyLost`], [`Error::HardwareKeyUnavailable`].
pub fn sign(
    keys: &dyn KeyStore,
    key_name: &str,
    params: &SignatureParams,
    (method, path, body): (&str, &str, &[u8]),
) -> Result<SignatureHeaders, Error> {
    let content_digest = content_digest(body);
    let base = signature_base(params, method, path, &content_digest);
    let der = keys.sign(key_name, base.as_bytes())?;
    let raw = signature::from_der(&der).ok_or(Error::HardwareKeyUnavailable)?;
    Ok(SignatureHeaders {
        request_id: params.request_id.clone(),
        content_digest,
        signature_input: format!("{LABEL}={}", signature_params(params)),
        signature: format!("{LABEL}=:{}:", STANDARD.encode(raw)),
    })
}

impl SignatureHeaders {
    /// Reads who claims to have signed, and when. `None` if the headers are not exactly what
    /// [`sign`] writes. Nothing is proven yet: see [`Self::verify`].
    pub fn params(&self) -> Option<SignatureParams> {
        let dictionary: Dictionary = Parser::new(&self.signature_input).parse().ok()?;
        let Some(ListEntry::InnerList(list)) = dictionary.get(LABEL) else {
            return None;
        };
        let text = |name: &str| match list.params.get(name) {
            Some(BareItem::String(text)) => Some(text.as_str().to_owned()),
            _ => None,
        };
        let created = match list.params.get("created") {
            Some(BareItem::Integer(created)) => u64::try_from(i64::from(*created)).ok()?,
            _ => return None,
        };
        let params = SignatureParams {
            created,
            key_id: text("keyid")?,
            nonce: text("nonce")?,
            request_id: self.request_id.clone(),
        };
        let expected = format!("{LABEL}={}", signature_params(&params));
        (expected == self.signature_input).then_some(params)
    }

    /// Whether the device with this key signed exactly this request.
    pub fn verify(
        &self,
        params: &SignatureParams,
        (method, path, body): (&str, &str, &[u8]),
        public_key: &[u8],
    ) -> bool {
        let Some(raw) = self.raw_signature() else {
            return false;
        };
        let base = signature_base(params, method, path, &self.content_digest);
        self.content_digest == content_digest(body)
            && signature::verify(public_key, base.as_bytes(), &raw)
    }

    fn raw_signature(&self) -> Option<[u8; 64]> {
        let text = self
            .signature
            .strip_prefix(LABEL)?
            .strip_prefix("=:")?
            .strip_suffix(':')?;
        STANDARD.decode(text).ok()?.try_into().ok()
    }
}

/// Whether these bytes can be registered as a device's signing key.
pub fn is_signing_key(bytes: &[u8]) -> bool {
    signature::is_public_key(bytes)
}

/// RFC 9530 with SHA-256.
fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(keys::sha256(body)))
}

/// RFC 9421 §2.3, in the order that we always use.
fn signature_params(params: &SignatureParams) -> String {
    let SignatureParams {
        created,
        key_id,
        nonce,
        request_id: _,
    } = params;
    format!(
        "{COMPONENTS};created={created};keyid=\"{key_id}\";alg=\"ecdsa-p256-sha256\";\
         nonce=\"{nonce}\";tag=\"secure-apps-passcode\""
    )
}

/// RFC 9421 §2.5.
fn signature_base(params: &SignatureParams, method: &str, path: &str, digest: &str) -> String {
    let request_id = &params.request_id;
    format!(
        "\"@method\": {method}\n\"@path\": {path}\n\"content-digest\": {digest}\n\
         \"passcode-request-id\": {request_id}\n\"@signature-params\": {}",
        signature_params(params)
    )
}

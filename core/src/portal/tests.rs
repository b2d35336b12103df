use super::signing::{SignatureHeaders, SignatureParams, sign};
use super::wire::{Base64, EnrollRequest, ResetRequest, SecretText};
use crate::ports::{KeyPurpose, KeyStore};
use crate::testing::{Hardware, SeededRng, SoftKeyStore};

const REQUEST: (&str, &str, &[u8]) = ("POST", "/api/device/v1/check-in", b"{}");

fn signed() -> (Vec<u8>, SignatureParams, SignatureHeaders) {
    let keys = SoftKeyStore::new(Hardware::KeyAgreement, SeededRng::new(1));
    let public_key = keys.create("sign", KeyPurpose::Signing).unwrap();
    let params = SignatureParams {
        created: 1_767_600_000,
        key_id: "device-1".to_owned(),
        nonce: "bm9uY2U".to_owned(),
        request_id: "cmVxdWVzdA".to_owned(),
    };
    let headers = sign(&keys, "sign", &params, REQUEST).unwrap();
    (public_key, params, headers)
}

#[test]
fn a_signed_request_verifies_and_says_who_signed_it() {
    let (public_key, params, headers) = signed();
    assert_eq!(headers.params(), Some(params.clone()));
    assert!(headers.verify(&params, REQUEST, &public_key));
    assert_eq!(
        headers.signature_input,
        "sap=(\"@method\" \"@path\" \"content-digest\" \"passcode-request-id\")\
         ;created=1767600000;keyid=\"device-1\";alg=\"ecdsa-p256-sha256\";nonce=\"bm9uY2U\"\
         ;tag=\"secure-apps-passcode\""
    );
}

#[test]
fn anything_else_does_not() {
    let (public_key, params, headers) = signed();
    let (method, path, body) = REQUEST;
    assert!(!headers.verify(&params, ("GET", path, body), &public_key));
    assert!(!headers.verify(&params, (method, "/other", body), &public_key));
    assert!(!headers.verify(&params, (method, path, b"{} "), &public_key));
    let mut other = headers.clone();
    other.request_id.push('x');
    let params_of_other = other.params().unwrap();
    assert!(!other.verify(&params_of_other, REQUEST, &public_key));
    let (_, _, mut other_key) = signed();
    other_key.signature = "sap=::".to_owned();
    assert!(!other_key.verify(&params, REQUEST, &public_key));
}

#[test]
fn only_our_own_serialisation_is_read() {
    let (_, _, headers) = signed();
    let input = headers.signature_input.clone();
    for changed in [
        input.replace("sap=", "sig="),
        input.replace(" \"content-digest\"", ""),
        input.replace(";alg=\"ecdsa-p256-sha256\"", ";alg=\"hmac-sha256\""),
        input.replace(";nonce=\"bm9uY2U\"", ""),
        input.replace(";created=1767600000", ";created=-1"),
        format!("{input};extra=1"),
        format!("{input}, {input}"),
        String::new(),
    ] {
        assert_ne!(changed, input);
        let other = SignatureHeaders {
            signature_input: changed,
            ..headers.clone()
        };
        assert_eq!(other.params(), None, "{}", other.signature_input);
    }
}

#[test]
fn requests_refuse_unknown_fields_and_show_no_secret() {
    let request = r#"{"user_name":"a","password":"p4ss","platform":"ios","app_version":"3.1.0",
        "device_name":"x","signing_key":"AQID"}"#;
    let parsed: EnrollRequest = serde_json::from_str(request).unwrap();
    assert_eq!(parsed.signing_key, Base64(vec![1, 2, 3]));
    assert!(!format!("{:?}", parsed.password).contains("p4ss"));
    let more = request.replace("\"x\"", "\"x\",\"role\":\"admin\"");
    assert!(serde_json::from_str::<EnrollRequest>(&more).is_err());
    assert!(serde_json::from_str::<ResetRequest>("{}").is_err());
    assert_eq!(
        serde_json::to_string(&SecretText::new("x".to_owned())).unwrap(),
        "\"x\""
    );
}

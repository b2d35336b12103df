//! The frozen messages of format version 1: what went over the network in one life. Phones and portals
//! of every later version read them.

use super::portal::Exchange;
use super::vectors::{vectors, waived, with_passcode};
use super::{PASSWORD, SECOND, World, credentials, new};
use crate::crypto::keys::Key;
use crate::flow::Event;
use crate::portal::signing::{self, SignatureHeaders};
use crate::portal::wire::{
    Action, Base64, CheckInAnswer, CheckInRequest, CommandsDone, EnrollAnswer, EnrollRequest,
    ProblemBody, ResetAnswer, ResetDone, ResetRequest, path,
};
use crate::reset::escrow::{self, EscrowContext, EscrowKeyPair, Identity};
use crate::testing::{Hardware, SeededRng};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What went over the network in one life.
#[derive(Serialize, Deserialize)]
struct Messages {
    signing_key: Base64,
    escrow_private_key: Base64,
    exchanges: Vec<Exchange>,
}

fn messages() -> Messages {
    let (world, engine, _) = with_passcode(Hardware::KeyAgreement);
    let signing_key = world.keys.export()["sign"];
    world.portal.command(Action::Lock);
    world.portal.command(waived());
    world.portal.set_rules(json!({"minimum_length": 8}));
    engine.handle(Event::CheckIn).unwrap();
    engine.handle(Event::CheckIn).unwrap();
    engine
        .handle(Event::BeginReset(credentials("wrong")))
        .unwrap();
    engine
        .handle(Event::BeginReset(credentials(PASSWORD)))
        .unwrap();
    engine.handle(Event::FinishReset(new(SECOND))).unwrap();
    world.portal.command(waived());
    engine.handle(Event::CheckIn).unwrap();
    engine.lock();
    let (user_name, password) = ("alice", None);
    let redeem = Event::RedeemGrant {
        user_name,
        password,
    };
    engine.handle(redeem).unwrap();
    world.portal.command(Action::Retire);
    engine.handle(Event::CheckIn).unwrap();
    Messages {
        signing_key: Base64(signing_key.to_vec()),
        escrow_private_key: Base64(world.portal.escrow_key().to_vec()),
        exchanges: world.portal.transcript(),
    }
}

#[test]
fn frozen_messages_are_read_verified_and_answered() {
    let messages = vectors("messages-1.json", messages);
    let world = World::on(Hardware::KeyAgreement);
    let public = world.keys.import("sign", &messages.signing_key.0).unwrap();
    let escrow = EscrowKeyPair::from_bytes(&messages.escrow_private_key.0).unwrap();
    let mut paths = Vec::new();
    for exchange in &messages.exchanges {
        exchange.is_signed_by(&public);
        let (body, answer) = (&exchange.body, &exchange.answer);
        match (exchange.path.as_str(), exchange.status) {
            (path::ENROLL, 201) => (same::<EnrollRequest>(body), same::<EnrollAnswer>(answer)),
            (path::CHECK_IN, 200) => (same::<CheckInRequest>(body), same::<CheckInAnswer>(answer)),
            (path::RESET, 200) => {
                is_answered(&escrow, body);
                (same::<ResetRequest>(body), same::<ResetAnswer>(answer))
            }
            (path::RESET, 401) => (same::<ResetRequest>(body), same::<ProblemBody>(answer)),
            (path::RESET_DONE, 204) => (same::<ResetDone>(body), assert_eq!(answer, "")),
            (path::COMMANDS_DONE, 204) => (same::<CommandsDone>(body), assert_eq!(answer, "")),
            (path, status) => panic!("{path} {status}"),
        };
        paths.push(exchange.path.as_str());
    }
    for path in [
        path::ENROLL,
        path::CHECK_IN,
        path::RESET,
        path::RESET_DONE,
        path::COMMANDS_DONE,
    ] {
        assert!(paths.contains(&path), "{path}");
    }
}

impl Exchange {
    fn is_signed_by(&self, public: &[u8]) {
        let header = |name: &str| {
            let found = self.headers.iter().find(|(header, _)| header == name);
            found.unwrap().1.clone()
        };
        let headers = SignatureHeaders {
            request_id: header(signing::REQUEST_ID),
            content_digest: header(signing::CONTENT_DIGEST),
            signature_input: header(signing::SIGNATURE_INPUT),
            signature: header(signing::SIGNATURE),
        };
        let params = headers.params().unwrap();
        let request = ("POST", self.path.as_str(), self.body.as_bytes());
        assert!(headers.verify(&params, request, public), "{}", self.path);
    }
}

/// The text is what this version would write for what it says.
fn same<T: Serialize + DeserializeOwned>(text: &str) {
    let read: T = serde_json::from_str(text).unwrap();
    let there: Value = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), there);
}

fn is_answered(escrow: &EscrowKeyPair, body: &str) {
    let request: ResetRequest = serde_json::from_str(body).unwrap();
    let [tenant, user, device] = ["tenant-1", "user-1", "device-1"].map(str::to_owned);
    let context = EscrowContext {
        identity: &Identity {
            tenant,
            user,
            device,
        },
        vault: request.vault.0.as_slice().try_into().unwrap(),
        generation: request.generation,
        escrow_key_id: &request.escrow_key_id,
    };
    let fresh = escrow::PublicKey(request.fresh_key.0.as_slice().try_into().unwrap());
    let sealed = request.sealed_recovery_key.to_sealed().unwrap();
    let rng = SeededRng::new(5);
    let answer = escrow::answer(&rng, escrow, &context, &sealed, "request", &fresh);
    assert!(answer.is_some());
    assert!(Key::from_slice(&fresh.0).is_some());
}

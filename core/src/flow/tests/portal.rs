//! A portal in memory that keeps to the wire format, with the troubles that a network has.

use crate::crypto::context::Identity;
use crate::portal::signing::{self, SignatureHeaders};
use crate::portal::wire::{
    Action, Base64, CheckInAnswer, CheckInRequest, Command, CommandsDone, Configuration,
    EnrollAnswer, EnrollRequest, EscrowKey, NonceAnswer, Platform, ProblemBody, ResetAnswer,
    ResetRequest, SecretText, Standing, path, refusal,
};
use crate::ports::{HttpAnswer, HttpRequest, Transport, TransportFailure};
use crate::reset::escrow::{self, EscrowContext, EscrowKeyPair};
use crate::testing::SeededRng;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::{Mutex, MutexGuard};

/// What the network does to the next requests but nonces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weather {
    Fine,
    Fails(TransportFailure),
    AnswerLost,
    Nonsense,
    Status(u16),
    /// A refusal with this code.
    Refuses(&'static str),
}

pub(super) struct FakePortal {
    rng: SeededRng,
    inner: Mutex<Inner>,
}

struct Inner {
    weather: Weather,
    /// For one path only.
    squall: Option<(&'static str, Weather)>,
    rules: Value,
    version: u64,
    secret: String,
    signing_key: Option<Vec<u8>>,
    /// Newest last; their names are `escrow-1`, `escrow-2` and so on.
    escrow: Vec<EscrowKeyPair>,
    kept: Option<(String, Vec<u8>)>,
    commands: Vec<Command>,
    /// What phones told.
    done: u64,
    seen: Vec<String>,
    transcript: Vec<Exchange>,
}

/// One request and its answer, as they went over the network.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Exchange {
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
    pub(super) status: u16,
    pub(super) answer: String,
}

impl FakePortal {
    pub(super) fn new() -> Self {
        let rng = SeededRng::new(77);
        let escrow = EscrowKeyPair::generate(&rng).unwrap();
        let inner = Inner {
            weather: Weather::Fine,
            squall: None,
            rules: json!({}),
            version: 1,
            secret: super::PASSWORD.to_owned(),
            signing_key: None,
            escrow: vec![escrow],
            kept: None,
            commands: Vec::new(),
            done: 0,
            seen: Vec::new(),
            transcript: Vec::new(),
        };
        Self {
            rng,
            inner: Mutex::new(inner),
        }
    }

    pub(super) fn set_weather(&self, weather: Weather) {
        self.inner().weather = weather;
    }

    pub(super) fn set_weather_for(&self, path: &'static str, weather: Weather) {
        self.inner().squall = Some((path, weather));
    }

    pub(super) fn set_rules(&self, rules: Value) {
        let mut inner = self.inner();
        inner.rules = rules;
        inner.version += 1;
    }

    /// From now on a one-time PIN stands in for the password.
    pub(super) fn set_secret(&self, secret: &str) {
        secret.clone_into(&mut self.inner().secret);
    }

    /// The organisation has another escrow key from now on; the former ones still open.
    pub(super) fn rotate_escrow(&self) {
        let next = EscrowKeyPair::generate(&self.rng).unwrap();
        self.inner().escrow.push(next);
    }

    /// The administrator sends a command; it is told until the phone says that it is done.
    pub(super) fn command(&self, action: Action) {
        let mut inner = self.inner();
        let sequence = inner.commands.len() as u64 + 1;
        inner.commands.push(Command { sequence, action });
    }

    /// The highest sequence number that the phone says it carried out.
    pub(super) fn done(&self) -> u64 {
        self.inner().done
    }

    /// The portal that a phone of the frozen vectors was enrolled with.
    pub(super) fn restored(escrow: &[u8], signing_key: Vec<u8>) -> Self {
        let portal = Self::new();
        portal.inner().escrow = vec![EscrowKeyPair::from_bytes(escrow).unwrap()];
        portal.inner().signing_key = Some(signing_key);
        portal
    }

    /// The newest escrow key.
    pub(super) fn escrow_key(&self) -> [u8; 32] {
        *self.inner().escrow.last().unwrap().expose()
    }

    /// Everything that went over the network and was answered, without nonces.
    pub(super) fn transcript(&self) -> Vec<Exchange> {
        self.inner().transcript.clone()
    }

    fn note(&self, request: &HttpRequest, answer: HttpAnswer) -> HttpAnswer {
        self.inner().transcript.push(Exchange {
            path: request.path.clone(),
            headers: request.headers.clone(),
            body: String::from_utf8(request.body.to_vec()).unwrap(),
            status: answer.status,
            answer: String::from_utf8(answer.body.clone()).unwrap(),
        });
        answer
    }

    /// The paths that were asked for, without nonces.
    pub(super) fn seen(&self) -> Vec<String> {
        self.inner().seen.clone()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    fn answer(&self, request: &HttpRequest) -> HttpAnswer {
        let mut inner = self.inner();
        let signed = signed(request);
        match request.path.as_str() {
            path::ENROLL => {
                let body: EnrollRequest = body(request);
                assert_eq!(body.platform, Platform::Ios);
                assert!(verified(request, &signed, &body.signing_key.0));
                if body.password.expose() != inner.secret {
                    return problem(401, refusal::CREDENTIALS);
                }
                inner.signing_key = Some(body.signing_key.0);
                let Identity {
                    tenant,
                    user,
                    device,
                } = identity();
                json_answer(
                    201,
                    &EnrollAnswer {
                        tenant,
                        user,
                        device,
                        standing: inner.standing(),
                    },
                )
            }
            _ if !verified(
                request,
                &signed,
                inner.signing_key.as_deref().unwrap_or_default(),
            ) =>
            {
                problem(401, refusal::REQUEST_STALE)
            }
            path::CHECK_IN => {
                let body: CheckInRequest = body(request);
                inner.done = inner.done.max(body.commands_done);
                json_answer(200, &inner.news(&body))
            }
            path::COMMANDS_DONE => {
                let body: CommandsDone = body(request);
                inner.done = inner.done.max(body.commands_done);
                HttpAnswer {
                    status: 204,
                    body: Vec::new(),
                }
            }
            path::RESET => self.reset(&mut inner, &signed.request_id, &body(request)),
            path::RESET_DONE => HttpAnswer {
                status: 204,
                body: Vec::new(),
            },
            other => panic!("{other}"),
        }
    }

    fn reset(&self, inner: &mut Inner, request_id: &str, body: &ResetRequest) -> HttpAnswer {
        if let Some((kept, answer)) = &inner.kept
            && kept == request_id
        {
            return HttpAnswer {
                status: 200,
                body: answer.clone(),
            };
        }
        // A grant of the name "waived" is enough; with any other one the password is asked too.
        let waived = body.grant.as_deref() == Some("waived");
        let secret = body.secret.as_ref().map(SecretText::expose);
        assert_eq!(waived, secret.is_none());
        if body.grant.as_deref() == Some("used") {
            return problem(409, refusal::GRANT_NOT_LIVE);
        }
        if !waived && secret != Some(inner.secret.as_str()) {
            return problem(401, refusal::CREDENTIALS);
        }
        let context = EscrowContext {
            identity: &identity(),
            vault: body.vault.0.as_slice().try_into().unwrap(),
            generation: body.generation,
            escrow_key_id: &body.escrow_key_id,
        };
        let number: usize = body
            .escrow_key_id
            .trim_start_matches("escrow-")
            .parse()
            .unwrap();
        let sealed = body.sealed_recovery_key.to_sealed().unwrap();
        let fresh = escrow::PublicKey(body.fresh_key.0.as_slice().try_into().unwrap());
        let answer = escrow::answer(
            &self.rng,
            &inner.escrow[number - 1],
            &context,
            &sealed,
            request_id,
            &fresh,
        );
        let recovery_key = (&answer.unwrap()).into();
        let answer = json_answer(
            200,
            &ResetAnswer {
                recovery_key,
                standing: inner.standing(),
            },
        );
        inner.kept = Some((request_id.to_owned(), answer.body.clone()));
        answer
    }
}

impl Inner {
    fn news(&self, request: &CheckInRequest) -> CheckInAnswer {
        let standing = self.standing();
        let is_known = request.configuration.version == standing.configuration.version;
        CheckInAnswer {
            server_time_ms: standing.server_time_ms,
            configuration: (!is_known).then_some(standing.configuration),
            escrow_key: standing.escrow_key,
            commands: self
                .commands
                .iter()
                .filter(|command| command.sequence > self.done)
                .cloned()
                .collect(),
        }
    }

    fn standing(&self) -> Standing {
        Standing {
            server_time_ms: 1_767_600_000_000,
            configuration: Configuration {
                id: "ios".to_owned(),
                version: self.version,
                rules: self.rules.clone(),
            },
            escrow_key: EscrowKey {
                id: format!("escrow-{}", self.escrow.len()),
                public_key: Base64(self.escrow.last().unwrap().public_key().to_vec()),
            },
        }
    }
}

impl Transport for FakePortal {
    fn send(&self, request: &HttpRequest) -> Result<HttpAnswer, TransportFailure> {
        if request.path == path::NONCE {
            let nonce = NonceAnswer {
                nonce: "bm9uY2U".to_owned(),
                server_time: 1_767_600_000,
            };
            return Ok(json_answer(200, &nonce));
        }
        let weather = {
            let mut inner = self.inner();
            inner.seen.push(request.path.clone());
            let squall = inner.squall.filter(|(path, _)| *path == request.path);
            squall.map_or(inner.weather, |(_, weather)| weather)
        };
        match weather {
            Weather::Fine => {
                let answer = self.answer(request);
                Ok(self.note(request, answer))
            }
            Weather::Fails(failure) => Err(failure),
            Weather::AnswerLost => {
                self.answer(request);
                Err(TransportFailure::TimedOut)
            }
            Weather::Nonsense => Ok(HttpAnswer {
                status: 200,
                body: b"<html>".to_vec(),
            }),
            Weather::Refuses(code) => Ok(problem(401, code)),
            Weather::Status(status) => Ok(HttpAnswer {
                status,
                body: b"<html>".to_vec(),
            }),
        }
    }
}

fn identity() -> Identity {
    let [tenant, user, device] = ["tenant-1", "user-1", "device-1"].map(str::to_owned);
    Identity {
        tenant,
        user,
        device,
    }
}

fn signed(request: &HttpRequest) -> SignatureHeaders {
    let header = |name: &str| {
        let found = request.headers.iter().find(|(header, _)| header == name);
        found.map(|(_, value)| value.clone()).unwrap()
    };
    SignatureHeaders {
        request_id: header(signing::REQUEST_ID),
        content_digest: header(signing::CONTENT_DIGEST),
        signature_input: header(signing::SIGNATURE_INPUT),
        signature: header(signing::SIGNATURE),
    }
}

fn verified(request: &HttpRequest, signed: &SignatureHeaders, key: &[u8]) -> bool {
    let params = signed.params().unwrap();
    signed.verify(&params, ("POST", &request.path, &request.body), key)
}

fn body<T: DeserializeOwned>(request: &HttpRequest) -> T {
    serde_json::from_slice(&request.body).unwrap()
}

fn json_answer(status: u16, body: &impl Serialize) -> HttpAnswer {
    HttpAnswer {
        status,
        body: serde_json::to_vec(body).unwrap(),
    }
}

fn problem(status: u16, code: &str) -> HttpAnswer {
    let problem = ProblemBody {
        kind: "about:blank".to_owned(),
        title: "No".to_owned(),
        status,
        code: code.to_owned(),
        detail: String::new(),
        retry_after_seconds: None,
        fields: Vec::new(),
    };
    json_answer(status, &problem)
}

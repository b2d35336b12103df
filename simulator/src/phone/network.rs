//! A network that has troubles when it is told to.

use passcode_core::ports::{HttpAnswer, HttpRequest, Transport, TransportFailure};
use serde::Deserialize;
use std::sync::{Mutex, PoisonError};

/// What the network does to requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// Nothing.
    None,
    /// No connection.
    Unreachable,
    /// The request arrives, the answer does not.
    AnswerLost,
    /// Somebody else answers, with a page of theirs.
    Nonsense,
}

/// A network between a phone and its portal.
pub struct Network {
    transport: Box<dyn Transport>,
    trouble: Mutex<Trouble>,
}

impl Network {
    /// A network without troubles.
    pub fn new(transport: Box<dyn Transport>) -> Self {
        Self {
            transport,
            trouble: Mutex::new(Trouble::None),
        }
    }

    /// What it does from now on.
    pub fn set_trouble(&self, trouble: Trouble) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }
}

impl Transport for Network {
    fn send(&self, request: &HttpRequest) -> Result<HttpAnswer, TransportFailure> {
        let trouble = *self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        match trouble {
            Trouble::None => self.transport.send(request),
            Trouble::Unreachable => Err(TransportFailure::Unreachable),
            // The nonce arrives: it is the answer to the request itself that is lost.
            Trouble::AnswerLost => {
                let answer = self.transport.send(request)?;
                if request.path.ends_with("/nonce") {
                    Ok(answer)
                } else {
                    Err(TransportFailure::TimedOut)
                }
            }
            Trouble::Nonsense => Ok(HttpAnswer {
                status: 200,
                body: b"<html>".to_vec(),
            }),
        }
    }
}

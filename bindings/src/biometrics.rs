//! Biometric unlock as the host sees it: whether it may be used, and what came of a prompt.

use crate::ports::PrfAnswer;
use passcode_core::Error;
use passcode_core::flow::{self, Engine};
use std::sync::Arc;

/// Whether biometrics may unlock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Biometrics {
    /// The rules do not allow it.
    NotAllowed,
    /// The user may turn it on.
    Off,
    /// They may.
    Ready,
    /// The passcode is to be typed first.
    PasscodeFirst,
}

/// What came of a biometric prompt.
#[derive(uniffi::Enum)]
pub enum BiometricAnswer {
    /// What the hardware key named `biometric` answered.
    Answered {
        /// The answer. It is used up.
        answer: Arc<PrfAnswer>,
    },
    /// The user, or the system, put the prompt away.
    Cancelled,
    /// The system destroyed the key: the set of enrolled fingers or faces changed.
    Invalidated,
}

impl BiometricAnswer {
    pub(crate) fn tell(&self, engine: &Engine) -> Result<flow::Outcome, Error> {
        let answered;
        let answer = match self {
            Self::Answered { answer } => {
                answered = answer.take().ok_or(Error::HardwareKeyUnavailable)?;
                flow::BiometricAnswer::Answered(&answered)
            }
            Self::Cancelled => flow::BiometricAnswer::Cancelled,
            Self::Invalidated => flow::BiometricAnswer::Invalidated,
        };
        engine.handle(flow::Event::FinishBiometrics(answer))
    }
}

impl From<flow::Biometrics> for Biometrics {
    fn from(biometrics: flow::Biometrics) -> Self {
        match biometrics {
            flow::Biometrics::NotAllowed => Self::NotAllowed,
            flow::Biometrics::Off => Self::Off,
            flow::Biometrics::Ready => Self::Ready,
            flow::Biometrics::PasscodeFirst => Self::PasscodeFirst,
        }
    }
}

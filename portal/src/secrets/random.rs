//! Random bytes, ids, tokens and digits, from the system's generator only.

use crate::error::{Error, Internal};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use passcode_core::reset::escrow::{Rng, RngFailure};
use zeroize::Zeroizing;

/// The system's generator, as `passcode_core` wants it.
pub(crate) struct SystemRng;

impl Rng for SystemRng {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RngFailure> {
        getrandom::fill(bytes).map_err(|_| RngFailure)
    }
}

/// `N` random bytes.
pub(crate) fn random_bytes<const N: usize>() -> Result<Zeroizing<[u8; N]>, Error> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes).map_err(|_| Error::Internal(Internal::Random))?;
    Ok(bytes)
}

/// An id: 16 random bytes. Not a secret.
pub(crate) fn random_id() -> Result<String, Error> {
    random_bytes::<16>().map(|bytes| URL_SAFE_NO_PAD.encode(*bytes))
}

/// A token: 32 random bytes. A secret.
pub(crate) fn random_token() -> Result<Zeroizing<String>, Error> {
    random_bytes::<32>().map(|bytes| Zeroizing::new(URL_SAFE_NO_PAD.encode(*bytes)))
}

/// So many decimal digits, each as likely as every other.
pub(crate) fn random_digits(count: u8) -> Result<Zeroizing<String>, Error> {
    let count = usize::from(count);
    let mut digits = Zeroizing::new(String::with_capacity(count));
    while digits.len() < count {
        let [byte] = *random_bytes::<1>()?;
        // 250 is the greatest multiple of ten: what is above would favour the digits 0 to 5.
        if byte < 250 {
            digits.push(char::from(b'0' + byte % 10));
        }
    }
    Ok(digits)
}

//! The name of a one-time PIN: in the audit trail, and, drawn beforehand, in the form that asks for
//! it. It is no secret and says nothing about the digits.

use crate::error::Error;
use crate::portal::Context;
use crate::secrets::random_id;
use passcode_core::portal::wire::Base64;
use serde::{Deserialize, Serialize};

/// An id that no PIN has, unless its form was sent before.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct PinId(pub(super) String);

impl PinId {
    /// A new one.
    pub(crate) fn draw() -> Result<Self, Error> {
        random_id().map(Self)
    }

    /// Before credentials are asked: what was shown is not shown again.
    ///
    /// # Errors
    /// [`Error::PinShownBefore`].
    pub(super) async fn check_unused(&self, context: &Context) -> Result<(), Error> {
        let found = sqlx::query("SELECT id FROM one_time_pins WHERE id = $1")
            .bind(&self.0)
            .fetch_optional(context.database.pool())
            .await?;
        if found.is_some() {
            Err(Error::PinShownBefore)
        } else {
            Ok(())
        }
    }
}

impl TryFrom<String> for PinId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_id = Base64::from_text(&text).is_some_and(|bytes| bytes.0.len() == 16);
        is_id.then_some(Self(text)).ok_or("no id of a PIN")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_drawn_here_is_an_id() {
        let PinId(id) = PinId::draw().unwrap();
        assert!(PinId::try_from(id).is_ok());
        for refused in ["", "1234", "../../etc/passwd", "AAAAAAAAAAAAAAAAAAAAAAA"] {
            assert!(PinId::try_from(refused.to_owned()).is_err(), "{refused}");
        }
    }
}

//! A new key, and the end of a former one. Each has a page that says what will happen.

use super::LIST;
use super::list::{Key, key, keys};
use crate::accounts::Source;
use crate::api::{Segment, Shared};
use crate::error::Error;
use crate::escrow_keys;
use crate::web::confirm::confirm;
use crate::web::failed::Problem;
use crate::web::form::Filled;
use crate::web::screen::{Answer, go_and_say};
use crate::web::who::{Administrator, By};
use axum::extract::State;
use passcode_core::portal::wire::SecretText;
use serde::Deserialize;
use serde_json::{Value, json};

const NEW: &str = "admin/escrow-keys/new.html";
const DESTROY: &str = "admin/escrow-keys/destroy.html";

/// `GET /admin/escrow-keys/new`.
pub(super) async fn new(State(context): Shared, by: By<Administrator>) -> Answer {
    let keys = keys(&context).await?;
    by.screen
        .show(NEW, json!({"current": keys.first(), "problem": null}))
}

#[derive(Deserialize)]
pub(super) struct Make {
    /// The key that the page showed as the current one: a second press makes no second key.
    current: String,
    confirm_password: Option<SecretText>,
}

/// `POST /admin/escrow-keys/new`.
pub(super) async fn make(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Filled(form): Filled<Make>,
) -> Answer {
    let made = async {
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        escrow_keys::rotate(&context, &by.session.account, Some(&form.current)).await
    };
    match made.await {
        Ok(_) => Ok(go_and_say(LIST, "done-escrow-key-made")),
        Err(error) if is_told(&error) => {
            let problem = Problem::from(&error);
            let keys = keys(&context).await?;
            let view = json!({"current": keys.first(), "problem": problem});
            by.screen.show_refused(error, NEW, view)
        }
        Err(error) => Err(error),
    }
}

/// `GET /admin/escrow-keys/{id}/destroy`.
pub(super) async fn leaving(
    State(context): Shared,
    by: By<Administrator>,
    Segment(id): Segment,
) -> Answer {
    let key = key(&context, &id).await?;
    if key.state == "destroyed" {
        return Ok(go_and_say(LIST, "done-escrow-key-was-destroyed"));
    }
    if key.state == "current" {
        return Err(Error::EscrowKeyCurrent);
    }
    by.screen.show(DESTROY, view(key, None))
}

#[derive(Deserialize)]
pub(super) struct Destroy {
    /// How many devices lose recovery, as it was typed.
    accept_losing: String,
    confirm_password: Option<SecretText>,
}

/// `POST /admin/escrow-keys/{id}/destroy`.
pub(super) async fn destroy(
    State(context): Shared,
    mut by: By<Administrator>,
    source: Source,
    Segment(id): Segment,
    Filled(form): Filled<Destroy>,
) -> Answer {
    let destroyed = async {
        let accepted = number(&form.accept_losing).ok_or(Error::EscrowKeyInUse)?;
        confirm(&context, &mut by, &source, form.confirm_password.as_ref()).await?;
        escrow_keys::destroy(&context, &by.session.account, &id, accepted).await
    };
    match destroyed.await {
        Ok(()) => Ok(go_and_say(LIST, "done-escrow-key-destroyed")),
        Err(Error::EscrowKeyDestroyed) => Ok(go_and_say(LIST, "done-escrow-key-was-destroyed")),
        Err(error) if is_told(&error) => {
            let view = view(key(&context, &id).await?, Some(&error));
            by.screen.show_refused(error, DESTROY, view)
        }
        Err(error) => Err(error),
    }
}

fn view(key: Key, error: Option<&Error>) -> Value {
    json!({"key": key, "problem": error.map(Problem::from)})
}

/// Whether the form is shown again.
fn is_told(error: &Error) -> bool {
    matches!(
        error,
        Error::ConfirmationNeeded
            | Error::Credentials
            | Error::TooManyAttempts { .. }
            | Error::EscrowKeyChanged
            | Error::EscrowKeyInUse
    )
}

/// A whole number, however its digits are grouped.
fn number(typed: &str) -> Option<u64> {
    let is_digit = |character: &char| !character.is_whitespace() && !",.’'".contains(*character);
    let digits: String = typed.chars().filter(is_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_may_be_typed_as_it_is_shown() {
        for typed in ["12345", "12,345", "12\u{202f}345", " 12 345 ", "12.345"] {
            assert_eq!(number(typed), Some(12_345), "{typed}");
        }
        for typed in ["", "all", "-1", "1e3"] {
            assert_eq!(number(typed), None, "{typed}");
        }
    }
}

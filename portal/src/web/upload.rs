//! A form with a file: `multipart/form-data`, with the token of the session as its first field.
//!
//! The token is looked at before the file is read; a form without it, or with the file first, is
//! refused.

use super::form;
use crate::error::Error;
use crate::portal::Context;
use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use passcode_core::portal::wire::SecretText;
use std::sync::Arc;

/// What stands around the file in a form: names, delimiters and the few other fields.
pub(super) const AROUND_BYTES: usize = 16 * 1024;

/// A file that somebody who is signed in sent, and the button that was pressed.
pub(super) struct Uploaded {
    pub(super) file: Bytes,
    pub(super) step: String,
    /// The field of `ui.confirm`.
    pub(super) confirm_password: Option<SecretText>,
}

impl FromRequest<Arc<Context>> for Uploaded {
    type Rejection = Error;

    async fn from_request(request: Request, context: &Arc<Context>) -> Result<Self, Error> {
        let expected = form::token_of(&request, context)?;
        let form = Multipart::from_request(request, context).await;
        let mut form = form.map_err(|_| NOT_EXPECTED)?;
        let first = next(&mut form).await?.ok_or(NOT_EXPECTED)?;
        if first.name() != Some("form_token") {
            return Err(Error::FormOutdated);
        }
        form::check_token(&bytes(first).await?, &expected)?;
        let (mut file, mut step, mut confirm_password) = (None, String::new(), None);
        while let Some(field) = next(&mut form).await? {
            match field.name() {
                Some("file") => file = Some(bytes(field).await?),
                Some("step") => {
                    step = String::from_utf8_lossy(&bytes(field).await?).into_owned();
                }
                Some("confirm_password") => {
                    let typed = String::from_utf8_lossy(&bytes(field).await?).into_owned();
                    confirm_password = Some(SecretText::new(typed));
                }
                Some(_) | None => return Err(NOT_EXPECTED),
            }
        }
        let file = file.ok_or(NOT_EXPECTED)?;
        Ok(Self {
            file,
            step,
            confirm_password,
        })
    }
}

const NOT_EXPECTED: Error =
    Error::Malformed("The form is not the one that is expected here. Load the page again.");

async fn next(form: &mut Multipart) -> Result<Option<Field<'_>>, Error> {
    form.next_field().await.map_err(|error| refusal(&error))
}

async fn bytes(field: Field<'_>) -> Result<Bytes, Error> {
    field.bytes().await.map_err(|error| refusal(&error))
}

fn refusal(error: &MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge
    } else {
        NOT_EXPECTED
    }
}

//! Errors as `application/problem+json` (RFC 9457): status, code and a text for a person.

use super::Error;
use crate::api::Refusal;
use crate::import;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use passcode_core::policy::{FieldProblem, InvalidPolicy, Problem};
use passcode_core::portal::wire::{ProblemBody, ProblemField, refusal};

impl Error {
    /// The stable dotted code.
    pub(crate) fn code(&self) -> &'static str {
        self.parts().1
    }

    /// Status, code, and for a person: what happened and what to do next.
    #[expect(clippy::too_many_lines, reason = "one line for each refusal")]
    #[rustfmt::skip]
    fn parts(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Malformed(detail) => (StatusCode::BAD_REQUEST, "request.malformed", detail),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "request.too_large", "The body is larger than 64 KiB, or a file of users larger than 1 MiB. Send less."),
            Self::NoSuchPath => (StatusCode::NOT_FOUND, "request.no_such_path", "There is nothing at this path. Check it against the documentation."),
            Self::NoSuchMethod => (StatusCode::METHOD_NOT_ALLOWED, "request.no_such_method", "This path does not answer this method. Check it against the documentation."),
            Self::TimedOut => (StatusCode::SERVICE_UNAVAILABLE, "portal.timed_out", "The portal took too long. Try again in a minute."),
            Self::NotReady => (StatusCode::SERVICE_UNAVAILABLE, "portal.not_ready", "This instance is about to stop, or its database does not answer. Ask another instance, or try again in a minute."),
            Self::Stale => (StatusCode::UNAUTHORIZED, refusal::REQUEST_STALE, "The signature, nonce or time of this request is not right. Ask for a new nonce and sign again."),
            Self::Reused => (StatusCode::CONFLICT, refusal::REQUEST_REUSED, "Another request was answered under this request id. Begin the reset again with a new id."),
            Self::SignerUnknown => (StatusCode::UNAUTHORIZED, refusal::DEVICE_UNKNOWN, "This device is not enrolled here. Enrol it again."),
            Self::RolledBack => (StatusCode::CONFLICT, refusal::DEVICE_ROLLED_BACK, "The phone reports an older state than before: its files were put back. Enrol it again."),
            Self::Credentials => (StatusCode::UNAUTHORIZED, refusal::CREDENTIALS, "User name, password or one-time PIN are not accepted. Check them and try again."),
            Self::TooManyAttempts { .. } => (StatusCode::TOO_MANY_REQUESTS, refusal::TOO_MANY_ATTEMPTS, "Too many failed attempts from here. Wait as long as `retry_after_seconds` says, then try again."),
            Self::ClientTooOld => (StatusCode::FORBIDDEN, refusal::CLIENT_TOO_OLD, "One-time PINs need version 3.1.0 or later of the app. Update it, let it check in, and try again."),
            Self::ResetNotAllowed => (StatusCode::FORBIDDEN, refusal::RESET_NOT_ALLOWED, "Your organisation does not let users reset the passcode. Ask your help desk."),
            Self::PinIosOnly => (StatusCode::FORBIDDEN, "one_time_pin.ios_only", "One-time PINs are for iOS. On Android, reset the passcode with your password."),
            Self::PinNotAllowed => (StatusCode::FORBIDDEN, "one_time_pin.not_allowed", "Your organisation does not use one-time PINs. Reset the passcode with your password."),
            Self::PinShownBefore => (StatusCode::CONFLICT, "one_time_pin.shown_before", "This form was sent before, and its PIN was shown then: nothing was done again. Load the page again to ask for a new PIN."),
            Self::NoSuchDevice => (StatusCode::NOT_FOUND, refusal::DEVICE_UNKNOWN, "There is no such device. Choose one from the list of devices."),
            Self::DeviceRetired => (StatusCode::CONFLICT, "device.retired", "This device is retired, or is being retired. Nothing else can be done with it; enrol the phone again."),
            Self::GrantNotLive => (StatusCode::CONFLICT, refusal::GRANT_NOT_LIVE, "This AppConnect Unlock is used, cancelled, too old or not for this device. Ask your help desk for a new one."),
            Self::EscrowKeyDestroyed => (StatusCode::GONE, "escrow.key_destroyed", "Your organisation has destroyed the key that could recover this passcode. Unlock with the passcode, or enrol the phone again."),
            Self::NoSuchEscrowKey => (StatusCode::NOT_FOUND, "escrow.key_unknown", "There is no such escrow key. Choose one from the list of keys."),
            Self::EscrowKeyCurrent => (StatusCode::CONFLICT, "escrow.key_current", "This is the current escrow key. Make a new one first; then this one is a former one."),
            Self::EscrowKeyInUse => (StatusCode::CONFLICT, "escrow.key_in_use", "Devices still rely on this key. Wait until they have followed, or say in `accept_losing` how many of them, as the list of keys counts them now, may lose recovery."),
            Self::EscrowKeyChanged => (StatusCode::CONFLICT, "escrow.key_changed", "Somebody else has just made a new escrow key. Look at the list of keys before you make another one."),
            Self::SignInNeeded => (StatusCode::UNAUTHORIZED, "session.needed", "Sign in: this session does not exist, has ended, or is for another part of the portal."),
            Self::RoleNotAllowed => (StatusCode::FORBIDDEN, "role.not_allowed", "Your role does not allow this. Ask an administrator."),
            Self::NoSuchStaff => (StatusCode::NOT_FOUND, "staff.unknown", "There is no such member of staff. Choose one from the list of staff."),
            Self::LastAdministrator => (StatusCode::CONFLICT, "staff.last_administrator", "Nobody else could administer the portal any more. Make somebody else an administrator first."),
            Self::SetUp => (StatusCode::FORBIDDEN, "set_up.not_accepted", "This set-up link is not valid. Use the link that the portal printed at its last start; if there is an administrator already, sign in."),
            Self::NoSuchUser => (StatusCode::NOT_FOUND, "user.unknown", "There is no such user. Choose one from the list of users."),
            Self::UserExists => (StatusCode::CONFLICT, "user.exists", "This user name is taken. Choose another one."),
            Self::UserName => (StatusCode::BAD_REQUEST, "user.name_invalid", "A user name has 1 to 128 characters, none of them invisible. Choose another one."),
            Self::PasswordLength => (StatusCode::BAD_REQUEST, "password.length", "A password has 8 to 1024 bytes. Choose another one."),
            Self::Email => (StatusCode::BAD_REQUEST, "email.invalid", "This is no e-mail address, or it has more than 254 characters. Correct it, or leave it out."),
            Self::AccountChanged => (StatusCode::CONFLICT, "account.changed", "The account changed at the same moment. Try again."),
            Self::NoSuchGroup => (StatusCode::NOT_FOUND, "group.unknown", "There is no such group. Choose one from the list of groups."),
            Self::GroupInUse => (StatusCode::CONFLICT, "group.in_use", "A configuration is assigned to this group. Take the configuration from the group first."),
            Self::Name => (StatusCode::BAD_REQUEST, "name.invalid", "A name has 1 to 64 characters, none of them invisible. Choose another one."),
            Self::NameTaken => (StatusCode::CONFLICT, "name.taken", "Another one has this name. Choose another name."),
            Self::Reason => (StatusCode::BAD_REQUEST, "reason.invalid", "This needs a reason of 4 to 200 characters, none of them invisible. Say how you made sure who is asking."),
            Self::NoSuchNotice => (StatusCode::NOT_FOUND, "notice.unknown", "There is no such notice. Load the list again."),
            Self::NoSuchConfiguration => (StatusCode::NOT_FOUND, "configuration.unknown", "There is no such configuration. Choose one from the list of configurations."),
            Self::ConfigurationIsDefault => (StatusCode::CONFLICT, "configuration.is_default", "This is the platform's default: it applies to everybody for whom no other one does, and stays. Change its rules instead."),
            Self::ConfigurationInUse => (StatusCode::CONFLICT, "configuration.in_use", "This configuration is assigned to a group. Take it from its groups first."),
            Self::OrderChanged => (StatusCode::CONFLICT, "configuration.order_changed", "Somebody else changed the order, or yours does not name every configuration once. Load the list again and repeat your change."),
            Self::ConfigurationChanged => (StatusCode::CONFLICT, "configuration.changed", "Somebody else changed this configuration. Load it again and repeat your change."),
            Self::Import(_) => (StatusCode::BAD_REQUEST, "import.refused", "The file is not imported, and nothing was changed. Correct everything in `fields`, or check the file first."),
            Self::OwnPassword => (StatusCode::CONFLICT, "staff.own_password", "This is your own account. Change your password with the present one."),
            Self::Policy(_) => (StatusCode::BAD_REQUEST, "policy.invalid", "The rules are not valid and the old ones stay. Correct every field in `fields`."),
            Self::CrossSite => (StatusCode::FORBIDDEN, "request.cross_site", "This request does not come from a page of this portal. Open the portal's own page and repeat what you did."),
            Self::FormOutdated => (StatusCode::FORBIDDEN, "form.outdated", "This form was made for another session. Load the page again and fill it in anew."),
            Self::NoIdentityProvider => (StatusCode::NOT_FOUND, "identity_provider.not_configured", "This portal has no identity provider. Sign in with your password, or ask your help desk."),
            Self::ProviderUnreachable => (StatusCode::SERVICE_UNAVAILABLE, "identity_provider.unreachable", "Your organisation's identity provider does not answer. Try again in a minute."),
            Self::ProviderAnswer(_) => (StatusCode::BAD_GATEWAY, "identity_provider.answer_invalid", "Your organisation's identity provider gave an answer that is not acceptable. Sign in again; if it stays, ask your help desk: the cause is in the portal's log."),
            Self::ProviderDenied => (StatusCode::FORBIDDEN, "identity_provider.denied", "Your organisation's identity provider did not let you in, or you cancelled. Sign in again, or ask your help desk."),
            Self::ProviderInteraction => (StatusCode::FORBIDDEN, "identity_provider.interaction_needed", "Your organisation's identity provider has to ask you something first. Sign in there, then here again."),
            Self::AttemptUnknown => (StatusCode::FORBIDDEN, "identity_provider.attempt_unknown", "This sign-in was not begun in this browser, is used already, or is older than ten minutes. Sign in again."),
            Self::NoAccount => (StatusCode::FORBIDDEN, "identity_provider.no_account", "Your organisation's identity provider knows you, but there is no account here for you. Ask your help desk."),
            Self::NotConfirmed => (StatusCode::FORBIDDEN, "identity_provider.not_confirmed", "Your organisation's identity provider did not confirm that it is still you, just now. Begin again, and sign in there as yourself."),
            Self::ConfirmationNeeded => (StatusCode::FORBIDDEN, "session.confirmation_needed", "This needs you to sign in again first, for this very purpose. Do so, then go on within two minutes."),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "portal.internal", "The portal failed. Try again; if it stays, the cause is in the portal's log."),
        }
    }

    /// How long to wait before the next attempt.
    pub(crate) fn retry_after_seconds(&self) -> Option<u64> {
        if let Self::TooManyAttempts {
            retry_after_seconds,
            ..
        } = self
        {
            Some(*retry_after_seconds)
        } else {
            None
        }
    }

    /// What is counted and logged of it.
    fn refusal(&self) -> Refusal {
        let (mut cause, mut bucket) = (None, None);
        let is_inside = matches!(self, Self::Internal(_));
        if let Self::Internal(internal) = self {
            cause = Some(internal.code());
        } else if let Self::TooManyAttempts { bucket: full, .. } = self {
            bucket = Some(full.as_str());
        } else if let Self::ProviderAnswer(reason) = self {
            cause = Some(reason);
        }
        Refusal {
            code: self.code(),
            cause,
            is_inside,
            bucket,
        }
    }

    fn fields(&self) -> Vec<ProblemField> {
        if let Self::Policy(invalid) = self {
            fields(invalid)
        } else if let Self::Import(problems) = self {
            problems.iter().map(of_file).collect()
        } else {
            Vec::new()
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, code, detail) = self.parts();
        let body = ProblemBody {
            kind: "about:blank".to_owned(),
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            status: status.as_u16(),
            code: code.to_owned(),
            detail: detail.to_owned(),
            retry_after_seconds: self.retry_after_seconds(),
            fields: self.fields(),
        };
        let mut response = (status, Json(body)).into_response();
        response.extensions_mut().insert(self.refusal());
        let headers = response.headers_mut();
        let problem = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, problem);
        if let Some(seconds) = self.retry_after_seconds() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Every offending field of refused rules.
fn fields(invalid: &InvalidPolicy) -> Vec<ProblemField> {
    let field = |FieldProblem { field, problem }: &FieldProblem| ProblemField {
        field: field.clone(),
        code: problem.code().to_owned(),
        detail: allowed(problem),
    };
    invalid.fields.iter().map(field).collect()
}

/// A problem of a file: its place as the field.
fn of_file(problem: &import::Problem) -> ProblemField {
    let mut field = format!("line {}", problem.line);
    if let Some(column) = problem.column {
        field = format!("{field}, {}", column.name());
    }
    ProblemField {
        field,
        code: problem.code.as_str().to_owned(),
        detail: problem.code.text().to_owned(),
    }
}

/// For a person: what is allowed.
fn allowed(problem: &Problem) -> String {
    match problem {
        Problem::NotAnObject => "Send the rules as one JSON object.".to_owned(),
        Problem::Unknown => "There is no such rule. Check its spelling or leave it out.".to_owned(),
        Problem::NotABoolean => "Choose `true` or `false`.".to_owned(),
        Problem::NotOneOf(names) => format!("Choose one of: {}.", names.join(", ")),
        Problem::OutOfRange {
            minimum,
            maximum,
            or_never,
        } => {
            let never = if *or_never {
                ", or the text \"never\""
            } else {
                ""
            };
            format!("Choose a whole number from {minimum} to {maximum}{never}.")
        }
        Problem::NotWords => "Send at most 100 texts of 3 to 64 characters each.".to_owned(),
        Problem::MoreThanMinimumLength => {
            "Choose at most `minimum_length`: there cannot be more complex characters than \
             characters."
                .to_owned()
        }
    }
}

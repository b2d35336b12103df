//! Sends what is due: one round, and rounds for as long as the portal runs.
//!
//! A round that meets a server which takes nothing ends there: what has not been tried stays due.

use super::failure::Failure;
use super::outbox::{self, Waiting};
use super::{Delivered, Mail, letter};
use crate::error::{Error, Internal};
use crate::portal::Context;
use std::pin::pin;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// How often the outbox is looked at when nobody says that there is something in it: another
/// instance's mail, or one whose time has come.
const LOOKS: Duration = Duration::from_secs(15);
/// What happens in between is looked at together.
const PAUSE: Duration = Duration::from_secs(1);

/// The longest wait for a server that takes nothing.
const LONGEST: Duration = Duration::from_secs(5 * 60);

/// What a round came to.
#[derive(Default)]
struct Round {
    delivered: Delivered,
    /// Whether the server takes nothing at all.
    is_server_away: bool,
}

/// Sends what is due, a bounded number.
pub(crate) async fn deliver_due(context: &Context) -> Result<Delivered, Error> {
    Ok(round(context).await?.delivered)
}

async fn round(context: &Context) -> Result<Round, Error> {
    let mut round = Round::default();
    let Some(mail) = &context.mail else {
        return Ok(round);
    };
    for mut waiting in outbox::due(context).await? {
        if context.is_leaving() {
            break;
        }
        if !outbox::claim(context, &mut waiting).await? {
            continue;
        }
        let failure = send(context, mail, &waiting).await.err();
        settle(context, &waiting, failure, &mut round.delivered).await?;
        if failure.is_some_and(Failure::is_of_server) {
            round.is_server_away = true;
            break;
        }
    }
    Ok(round)
}

/// Sends what is due until `shutdown` resolves; a mail that is being sent is finished.
pub(crate) async fn keep_delivering(context: &Context, shutdown: impl Future<Output = ()>) {
    if context.mail.is_none() {
        return;
    }
    let mut shutdown = pin!(shutdown);
    let mut away = 0;
    loop {
        let round = round(context).await;
        if let Err(error) = &round {
            tracing::error!(cause = cause(error), "mail");
        }
        let round = round.unwrap_or_default();
        away = if round.is_server_away { away + 1 } else { 0 };
        let next = async {
            sleep(pause(away)).await;
            if away == 0 && round.delivered.sent == 0 {
                // Whether it was poked or not: it looks.
                let _ = timeout(LOOKS, context.mail_queued.notified()).await;
            }
        };
        tokio::select! {
            biased;
            () = &mut shutdown => return,
            () = next => {}
        }
    }
}

/// How long after so many rounds that met a server which takes nothing. Whatever happens in between
/// does not bring it back: a wrong password that is said again and again locks accounts.
fn pause(away: u32) -> Duration {
    let longer = PAUSE.saturating_mul(2_u32.saturating_pow(away + 2));
    if away == 0 {
        PAUSE
    } else {
        longer.min(LONGEST)
    }
}

async fn send(context: &Context, mail: &Mail, waiting: &Waiting) -> Result<(), Failure> {
    if outbox::is_too_old(context.now_ms(), waiting) {
        return Err(Failure::TooOld);
    }
    let message = letter::write(mail, waiting)?;
    mail.server.send(&message).await
}

async fn settle(
    context: &Context,
    waiting: &Waiting,
    failure: Option<Failure>,
    delivered: &mut Delivered,
) -> Result<(), Error> {
    let Some(failure) = failure else {
        delivered.sent += 1;
        context.metrics.mail_sent();
        return outbox::sent(context, waiting).await;
    };
    let (code, attempts) = (failure.code(), waiting.attempts);
    let next = outbox::next_attempt(context.now_ms(), waiting, failure);
    if let Some(until_ms) = next.filter(|_| !failure.is_permanent()) {
        tracing::warn!(code, attempts, "mail postponed");
        delivered.postponed += 1;
        context.metrics.mail_failed("temporary");
        outbox::postpone(context, waiting, until_ms).await
    } else {
        tracing::warn!(code, attempts, "mail given up");
        delivered.given_up += 1;
        context.metrics.mail_failed("permanent");
        outbox::give_up(context, waiting, failure).await
    }
}

/// What failed inside.
fn cause(error: &Error) -> &'static str {
    if let Error::Internal(internal) = error {
        internal.code()
    } else {
        Internal::Record.code()
    }
}

#[cfg(test)]
mod tests {
    use super::pause;

    #[test]
    fn a_server_that_takes_nothing_is_asked_ever_more_rarely() {
        let seconds = [0, 1, 2, 3, 6, 7, 40].map(|away| pause(away).as_secs());
        assert_eq!(seconds, [1, 8, 16, 32, 256, 300, 300]);
    }
}

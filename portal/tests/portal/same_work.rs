//! A reset tells nobody by its work why it was refused: one derivation, whatever the reason.

use crate::grants::{asked, redeem_once, waived};
use crate::metrics::derivations;
use crate::resets::office_with_pins;
use crate::support::{Answer, MINUTE, Office, PASSWORD, Phone};
use passcode_core::portal::wire::path;
use serde_json::json;

const REFUSED: &str = "credentials.not_accepted";
const WRONG: &str = "wrong password";

struct Tried {
    office: Office,
    phone: Phone,
    /// What every refusal looks like.
    refusal: Option<Answer>,
}

impl Tried {
    async fn open() -> Self {
        let office = office_with_pins().await;
        let phone = Phone::of_alice(&office).await;
        let refusal = None;
        Self {
            office,
            phone,
            refusal,
        }
    }

    /// A request, and how many derivations it took.
    async fn cost(&self, request: impl Future<Output = Answer>) -> (Answer, u64) {
        let before = derivations(&self.office).await;
        let answer = request.await;
        (answer, derivations(&self.office).await - before)
    }

    async fn right(&self, request: impl Future<Output = Answer>, expected: u64) {
        let (answer, cost) = self.cost(request).await;
        answer.ok();
        assert_eq!(cost, expected);
    }

    async fn right_reset(&self, secret: &str) {
        self.right(self.phone.reset(&self.office, secret), 1).await;
    }

    /// One derivation, the same answer as ever, and the reason in the audit trail alone.
    async fn refused(&mut self, (answer, cost): (Answer, u64), reason: &str) {
        assert_eq!(cost, 1, "{reason}");
        answer.refused(401, REFUSED);
        let reasons = self.office.reasons("reset.refused").await;
        assert_eq!(reasons.last().unwrap(), reason);
        let first = self.refusal.get_or_insert_with(|| Answer {
            status: answer.status,
            headers: answer.headers.clone(),
            request_id: String::new(),
            body: answer.body.clone(),
        });
        assert_eq!(
            (answer.status, &answer.headers, &answer.body),
            (first.status, &first.headers, &first.body),
            "{reason}"
        );
    }

    async fn wrong(&mut self, user_name: &str, secret: &str, reason: &str) {
        let body = self.phone.reset_body(user_name, secret);
        let request = self.phone.post(&self.office, path::RESET, &body);
        let seen = self.cost(request).await;
        self.refused(seen, reason).await;
    }

    async fn pin(&self) -> String {
        self.office.pin(self.phone.device()).await
    }

    /// Failures of before no longer count.
    fn later(&self) {
        self.office.clock.advance(16 * MINUTE);
    }
}

#[tokio::test]
async fn a_wrong_name_or_password_costs_what_a_right_one_does() {
    let mut tried = Tried::open().await;
    tried.office.add_user("bob").await;
    tried.right_reset(PASSWORD).await;
    tried.wrong("nobody", PASSWORD, "account.unknown").await;
    tried.wrong("alice", WRONG, "secret.wrong").await;
    tried
        .wrong("bob", PASSWORD, "account.of_other_device")
        .await;
    let path = format!("/users/{}/sign-in", tried.phone.identity.user);
    for (way, reason) in [
        ("identity-provider", "account.identity_provider"),
        ("second-factor", "account.second_factor"),
    ] {
        let body = json!({"sign_in": way});
        tried.office.as_admin("PUT", &path, &body).await.ok();
        tried.wrong("alice", PASSWORD, reason).await;
        tried.wrong("alice", WRONG, "secret.wrong").await;
    }
}

#[tokio::test]
async fn a_pin_costs_one_derivation_whatever_has_become_of_it() {
    let mut tried = Tried::open().await;
    let used = tried.pin().await;
    tried.right_reset(&used).await;
    tried.wrong("alice", &used, "one_time_pin.used").await;
    let other = Phone::of_alice(&tried.office).await;
    let of_other = tried.office.pin(other.device()).await;
    let reason = "one_time_pin.other_device";
    tried.wrong("alice", &of_other, reason).await;
    let cancelled = tried.pin().await;
    let expired = tried.pin().await;
    let reason = "one_time_pin.cancelled";
    tried.wrong("alice", &cancelled, reason).await;
    tried.office.clock.advance(31 * MINUTE);
    tried.wrong("alice", &expired, "one_time_pin.expired").await;
    tried.later();
    let exhausted = tried.pin().await;
    for _ in 0..5 {
        tried.wrong("alice", WRONG, "secret.wrong").await;
    }
    let reason = "one_time_pin.exhausted";
    tried.wrong("alice", &exhausted, reason).await;
    tried.later();
    let pin = tried.pin().await;
    let rules = json!({"one_time_pin": false});
    tried.office.set_rules("ios", rules).await;
    let reason = "one_time_pin.not_allowed";
    tried.wrong("alice", &pin, reason).await;
}

#[tokio::test]
async fn a_grant_costs_one_derivation_unless_there_is_no_password_to_derive() {
    let mut tried = Tried::open().await;
    let grant = asked(&tried.office, &tried.phone).await;
    let request = redeem_once(&tried.office, &tried.phone, &grant, Some(WRONG));
    let seen = tried.cost(request).await;
    tried.refused(seen, "secret.wrong").await;
    let request = redeem_once(&tried.office, &tried.phone, &grant, Some(PASSWORD));
    tried.right(request, 1).await;
    let grant = waived(&tried.office, &tried.phone).await;
    let request = redeem_once(&tried.office, &tried.phone, &grant, None);
    tried.right(request, 0).await;
}

//! What is refused plainly, before credentials count: by the phone's own record, the rules, its
//! grant, or a recovery key that nobody can open any more.

use super::Reset;
use super::kept::Kept;
use crate::audit;
use crate::configurations;
use crate::error::Error;
use crate::escrow_keys;
use crate::grants::{self, Grant};
use crate::one_time_pins;
use crate::portal::Context;
use passcode_core::portal::wire::Platform;
use serde_json::{Value, json};

impl Reset<'_> {
    /// What the device's record and the rules decide. Answers whether one-time PINs are allowed.
    /// With a grant neither the rules nor the version of the app stand in the way.
    pub(super) async fn check_plainly(&self, context: &Context) -> Result<bool, Error> {
        let policy = configurations::of_device(&context.database, self.device)
            .await?
            .policy;
        let by_grant = self.request.grant.is_some();
        let refused = if !policy.user_may_reset && !by_grant {
            Some(Error::ResetNotAllowed)
        } else if self.is_too_old_for_pins()
            && !by_grant
            && one_time_pins::live(context, &self.device.id)
                .await?
                .is_some()
        {
            Some(Error::ClientTooOld)
        } else if self.request.generation < self.device.generation {
            Some(Error::RolledBack)
        } else {
            None
        };
        match refused {
            Some(error) => Err(self.refuse_plainly(context, error, json!({})).await?),
            None => Ok(policy.one_time_pin && self.device.platform == Platform::Ios),
        }
    }

    /// The grant that the request names, if it is this device's to use, and if the request has a
    /// secret where the grant asks for one and nowhere else.
    pub(super) async fn check_grant(
        &self,
        context: &Context,
        id: &str,
    ) -> Result<(Grant, Option<Kept>), Error> {
        let found = grants::find(context, id).await?;
        // After the grant: a copy of this request that has spent it has kept its answer by then.
        let kept = self.kept(context).await?;
        let answered = kept.as_ref().map(|_| self.request_id);
        let grant = match found {
            Some(grant) if grant.is_for(&self.device.id, answered) => grant,
            other => {
                let state = other.as_ref().map(|grant| grant.state.as_str());
                let detail = json!({"grant": other.map(|grant| grant.id), "state": state});
                let refused = self.refuse_plainly(context, Error::GrantNotLive, detail);
                return Err(refused.await?);
            }
        };
        match (grant.password_asked, &self.request.secret) {
            (true, None) => Err(Error::Malformed(
                "This AppConnect Unlock asks for the password. Add `secret`.",
            )),
            (false, Some(_)) => Err(Error::Malformed(
                "This AppConnect Unlock waives the password. Leave `secret` out.",
            )),
            (true, Some(_)) | (false, None) => Ok((grant, kept)),
        }
    }

    /// Whether somebody can still open the recovery key.
    pub(super) async fn check_escrow_key(&self, context: &Context) -> Result<(), Error> {
        let id = &self.request.escrow_key_id;
        if !escrow_keys::is_destroyed(&context.database, id).await? {
            return Ok(());
        }
        let detail = json!({"escrow_key": id});
        Err(self
            .refuse_plainly(context, Error::EscrowKeyDestroyed, detail)
            .await?)
    }

    /// Records the refusal and hands it back.
    pub(super) async fn refuse_plainly(
        &self,
        context: &Context,
        error: Error,
        detail: Value,
    ) -> Result<Error, Error> {
        let event = self.event("reset.refused").reason(error.code());
        let event = event.detail(detail);
        audit::record(&context.database, context.now_ms(), event).await?;
        Ok(error)
    }

    fn is_too_old_for_pins(&self) -> bool {
        self.device.platform == Platform::Ios && !self.app_version.knows_one_time_pins()
    }
}

//! What a reset tells the user: that a PIN or an AppConnect Unlock was used, and that the passcode may
//! be chosen anew. A repeated answer is no second reset.

use super::Reset;
use super::verdict::Verdict;
use crate::database::Tx;
use crate::error::Error;
use crate::notices::{self, Notice};
use crate::one_use::OneUse;

impl Reset<'_> {
    /// In the transaction of the answer.
    pub(super) async fn tell_user(
        &self,
        tx: &mut Tx,
        now_ms: u64,
        verdict: &Verdict,
        is_new: bool,
    ) -> Result<(), Error> {
        let (user, device) = (self.device.account.as_str(), Some(self.device.id.as_str()));
        if let Verdict::Live(kind, _) = verdict {
            let used = match kind {
                OneUse::Pin => Notice::PinUsed,
                OneUse::Grant => Notice::UnlockUsed,
            };
            notices::add(tx, now_ms, user, used, device).await?;
        }
        if is_new {
            notices::add(tx, now_ms, user, Notice::PasscodeReset, device).await?;
        }
        Ok(())
    }
}

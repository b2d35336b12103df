//! A reset at the portal, in the order of `docs/formats.md` §7: what the device's record decides is
//! refused plainly; then the attempt is charged and committed; then one derivation; then one
//! transaction. A grant takes the same way as a PIN; one that waives the password skips the
//! derivation.
//!
//! Whatever is wrong with the credentials, the answer is the same.

mod kept;
mod plainly;
#[cfg(test)]
mod races;
mod told;
mod verdict;

pub(crate) use kept::forget_all;

use crate::accounts::{self, Account, Role, Source, derive, fold_name, normalise_secret};
use crate::audit::{self, Actor, Event};
use crate::database::Tx;
use crate::devices::{self, AppVersion, Device, Report};
use crate::error::{Error, Internal};
use crate::escrow_keys;
use crate::grants::Grant;
use crate::one_time_pins;
use crate::one_use::OneUse;
use crate::portal::Context;
use crate::secrets::SystemRng;
use crate::throttle::{self, Charge, Kind};
use kept::Kept;
use passcode_core::portal::wire::{ResetAnswer, ResetRequest, SealedText};
use passcode_core::reset::escrow::{self, EscrowContext, PublicKey, Sealed};
use serde_json::json;
use verdict::{Evidence, Verdict};

/// A signed reset request whose parts have the right shape.
pub(crate) struct Reset<'a> {
    device: &'a Device,
    request_id: &'a str,
    request: &'a ResetRequest,
    app_version: AppVersion,
    vault: [u8; 16],
    sealed: Sealed,
    fresh_key: PublicKey,
    digest: String,
}

/// What this attempt was charged to.
struct Charged {
    buckets: Vec<Charge>,
    one_use: Option<(OneUse, String)>,
}

impl<'a> Reset<'a> {
    /// # Errors
    /// [`Error::Malformed`].
    pub(crate) fn read(
        device: &'a Device,
        request_id: &'a str,
        request: &'a ResetRequest,
    ) -> Result<Self, Error> {
        devices::check_generation(request.generation)?;
        if request.secret.is_none() && request.grant.is_none() {
            return Err(Error::Malformed("`secret` is missing. Add it."));
        }
        let malformed = || {
            Error::Malformed("`vault` has 16 bytes, `fresh_key` and `enc` have 32. Correct them.")
        };
        let vault = request
            .vault
            .0
            .as_slice()
            .try_into()
            .map_err(|_| malformed())?;
        let fresh_key = request
            .fresh_key
            .0
            .as_slice()
            .try_into()
            .map_err(|_| malformed())?;
        Ok(Self {
            device,
            request_id,
            request,
            app_version: devices::app_version(&request.app_version)?,
            vault,
            sealed: request
                .sealed_recovery_key
                .to_sealed()
                .ok_or_else(malformed)?,
            fresh_key: PublicKey(fresh_key),
            digest: kept::digest(request, &fold_name(&request.user_name)),
        })
    }

    /// Answers it: the JSON text of a [`ResetAnswer`], the same for the same request.
    pub(crate) async fn answer(&self, context: &Context, source: &Source) -> Result<String, Error> {
        let pins_allowed = self.check_plainly(context).await?;
        let (grant, kept) = match &self.request.grant {
            Some(id) => {
                let (grant, kept) = self.check_grant(context, id).await?;
                (Some(grant), kept)
            }
            None => (None, self.kept(context).await?),
        };
        if kept.is_none() {
            self.check_escrow_key(context).await?;
        }
        let charged = self.charge(context, source, grant.as_ref()).await?;

        let folded = fold_name(&self.request.user_name);
        let account = accounts::find_by_name(context, Role::User, &folded).await?;
        let pins = match &grant {
            Some(_) => Vec::new(),
            None => one_time_pins::recent(context, &self.device.account).await?,
        };
        // After the PINs: a copy of this request that has spent one has kept its answer by then.
        let kept = self.kept(context).await?;
        let derived = match &self.request.secret {
            // EXPOSE: password or PIN, for the one derivation.
            Some(secret) => {
                let secret = normalise_secret(secret.expose());
                Some(derive(context, Role::User, &folded, account.as_ref(), secret).await?)
            }
            None => None,
        };
        let evidence = Evidence {
            device: self.device,
            account: account.as_ref(),
            pins: &pins,
            charged: charged.one_use.as_ref().map(|(_, id)| id.as_str()),
            pins_allowed,
            kept_for: kept.as_ref().map(|_| self.request_id),
        };
        let verdict = match (&grant, &derived) {
            (Some(grant), derived) => evidence.judge_grant(grant, derived.as_ref()),
            (None, Some(derived)) => evidence.judge(context, derived),
            (None, None) => Verdict::Refused("secret.wrong"),
        };
        match (verdict, account) {
            (Verdict::Refused(reason), _) => self.refuse(context, &charged, reason).await,
            (_, None) => Err(Error::Internal(Internal::Record)),
            (verdict, Some(account)) => {
                self.accept(context, &charged, &verdict, &account, kept)
                    .await
            }
        }
    }

    /// The answer kept for this very request.
    async fn kept(&self, context: &Context) -> Result<Option<Kept>, Error> {
        let kept = kept::find(context, &self.device.id, self.request_id).await?;
        if let Some(kept) = &kept {
            kept.check(&self.digest)?;
        }
        Ok(kept)
    }

    /// SECURITY: committed before anything is derived; an attempt that is cut short stays charged.
    ///
    /// # Errors
    /// [`Error::TooManyAttempts`]; [`Error::GrantNotLive`] if the grant ended, or all its tries were
    /// charged, in the meantime.
    async fn charge(
        &self,
        context: &Context,
        source: &Source,
        grant: Option<&Grant>,
    ) -> Result<Charged, Error> {
        let device = context.keys.source_name(&["device", &self.device.id]);
        let address = context.keys.source_name(&["address", &source.address]);
        let buckets = [
            (Kind::Device, device.as_str()),
            (Kind::Address, address.as_str()),
        ];
        let now_ms = context.now_ms();
        throttle::tidy(&context.database, now_ms).await?;
        let mut tx = context.database.begin().await?;
        let buckets = throttle::charge(&mut tx, now_ms, &buckets).await?;
        let (kind, named) = match grant {
            Some(grant) => (OneUse::Grant, Some(grant.id.as_str())),
            None => (OneUse::Pin, None),
        };
        let one_use = kind.charge(&mut tx, now_ms, &self.device.id, named).await?;
        if let (Some(id), None) = (named, &one_use)
            && !kind.is_spent_by(&mut tx, id, self.request_id).await?
        {
            tx.rollback().await?;
            let detail = json!({"grant": id});
            return Err(self
                .refuse_plainly(context, Error::GrantNotLive, detail)
                .await?);
        }
        tx.commit().await?;
        let one_use = one_use.map(|id| (kind, id));
        Ok(Charged { buckets, one_use })
    }

    async fn refuse(
        &self,
        context: &Context,
        charged: &Charged,
        reason: &'static str,
    ) -> Result<String, Error> {
        let mut tx = context.database.begin().await?;
        let mut detail = json!({});
        if let Some((kind, id)) = &charged.one_use {
            let exhausted = format!("{}_exhausted", kind.name());
            detail = json!({exhausted: kind.end_if_exhausted(&mut tx, id).await?});
        }
        let event = self.event("reset.refused").reason(reason).detail(detail);
        audit::append(&mut tx, context.now_ms(), event).await?;
        tx.commit().await?;
        if let Some((kind, _)) = &charged.one_use {
            context.metrics.missed(*kind);
        }
        Err(Error::Credentials)
    }

    async fn accept(
        &self,
        context: &Context,
        charged: &Charged,
        verdict: &Verdict,
        account: &Account,
        kept: Option<Kept>,
    ) -> Result<String, Error> {
        let (answer, told) = match kept {
            Some(kept) => (Some(kept.answer), None),
            None => self.seal_answer(context).await?.unzip(),
        };
        let now_ms = context.now_ms();
        kept::tidy(&context.database, now_ms).await?;
        let mut tx = context.database.begin().await?;
        if self.request.secret.is_some() {
            accounts::check_unchanged(&mut tx, account).await?;
        }
        throttle::take_back(&mut tx, &charged.buckets).await?;
        match devices::hold_active(&mut tx, &self.device.id).await {
            Err(Error::DeviceRetired) => return Err(Error::SignerUnknown),
            held => held?,
        }
        if let Some((kind, id)) = &charged.one_use {
            kind.take_back(&mut tx, id).await?;
        }
        let Some(answer) = answer else {
            audit::append(&mut tx, now_ms, self.event("reset.unreadable")).await?;
            tx.commit().await?;
            return Err(Error::Malformed(
                "The sealed recovery key does not belong to this device, vault and generation. \
                 Reset from the phone that made it.",
            ));
        };
        let key = (self.device.id.as_str(), self.request_id);
        let (kept, is_new) = kept::keep(&mut tx, now_ms, key, (&self.digest, &answer)).await?;
        kept.check(&self.digest)?;
        if !self.spend(&mut tx, now_ms, verdict, is_new).await? {
            tx.rollback().await?;
            return self.refuse_the_later(context, charged, verdict).await;
        }
        devices::store_report(&mut tx, now_ms, &self.device.id, &self.report()).await?;
        if let (true, Some(told)) = (is_new, told) {
            escrow_keys::tell(&mut tx, &self.device.id, &told).await?;
        }
        self.tell_user(&mut tx, now_ms, verdict, is_new).await?;
        let action = if is_new {
            "reset.answered"
        } else {
            "reset.repeated"
        };
        let event = self.event(action).detail(json!({"way": verdict.way()}));
        audit::append(&mut tx, now_ms, event).await?;
        tx.commit().await?;
        if let (true, Verdict::Live(kind, _)) = (is_new, verdict) {
            context.metrics.used(*kind);
        }
        Ok(kept.answer)
    }

    /// Somebody else has spent it in the meantime. That of a grant is told plainly.
    async fn refuse_the_later(
        &self,
        context: &Context,
        charged: &Charged,
        verdict: &Verdict,
    ) -> Result<String, Error> {
        match verdict {
            Verdict::Live(OneUse::Grant, _) | Verdict::Spent(OneUse::Grant) => {
                let refused = self.refuse(context, charged, "grant.used").await;
                refused.map_err(|_| Error::GrantNotLive)
            }
            Verdict::Live(OneUse::Pin, _)
            | Verdict::Spent(OneUse::Pin)
            | Verdict::Password
            | Verdict::Refused(_) => self.refuse(context, charged, "one_time_pin.used").await,
        }
    }

    /// SECURITY: a PIN or grant is spent once. One that this request has spent before counts for the kept
    /// answer alone.
    async fn spend(
        &self,
        tx: &mut Tx,
        now_ms: u64,
        verdict: &Verdict,
        is_new: bool,
    ) -> Result<bool, Error> {
        match verdict {
            Verdict::Password => Ok(true),
            Verdict::Live(kind, id) => Ok(kind.spend(tx, now_ms, id, self.request_id).await?
                || (!is_new && kind.is_spent_by(tx, id, self.request_id).await?)),
            Verdict::Spent(_) => Ok(!is_new),
            Verdict::Refused(_) => Ok(false),
        }
    }

    /// Opens the recovery key and seals it to the phone's fresh key; answers the text and the escrow
    /// key told in it. `None` if it does not open.
    async fn seal_answer(&self, context: &Context) -> Result<Option<(String, String)>, Error> {
        let request = self.request;
        let Some(pair) = escrow_keys::open(context, &request.escrow_key_id).await? else {
            return Ok(None);
        };
        let identity = self.device.identity(context);
        let escrow_context = EscrowContext {
            identity: &identity,
            vault: &self.vault,
            generation: request.generation,
            escrow_key_id: &request.escrow_key_id,
        };
        let Some(sealed) = escrow::answer(
            &SystemRng,
            &pair,
            &escrow_context,
            &self.sealed,
            self.request_id,
            &self.fresh_key,
        ) else {
            return Ok(None);
        };
        let standing = devices::standing(context, self.device).await?;
        let told = standing.escrow_key.id.clone();
        let answer = ResetAnswer {
            recovery_key: SealedText::from(&sealed),
            standing,
        };
        serde_json::to_string(&answer)
            .map(|text| Some((text, told)))
            .map_err(|_| Error::Internal(Internal::Record))
    }

    fn report(&self) -> Report<'_> {
        Report {
            app_version: &self.app_version,
            generation: self.request.generation,
            escrow_key_id: Some(&self.request.escrow_key_id),
        }
    }

    fn event(&self, action: &'static str) -> Event<'_> {
        Event::new(Actor::Device(&self.device.id), action)
            .device(&self.device.id)
            .account(Some(&self.device.account))
    }
}

/// The phone has committed its new passcode: the kept answer goes.
pub(crate) async fn done(
    context: &Context,
    device: &Device,
    request_id: &str,
) -> Result<(), Error> {
    let mut tx = context.database.begin().await?;
    if kept::forget(&mut tx, &device.id, request_id).await? {
        let event = Event::new(Actor::Device(&device.id), "reset.done").device(&device.id);
        let event = event.account(Some(&device.account));
        audit::append(&mut tx, context.now_ms(), event).await?;
    }
    Ok(tx.commit().await?)
}

//! A reset at the portal, in the order of `docs/formats.md` §7: what the device's record decides is
//! refused plainly; then the attempt is charged and committed; then one derivation; then one
//! transaction.
//!
//! Whatever is wrong with the credentials, the answer is the same.

mod kept;
mod verdict;

use crate::accounts::{self, Account, Role, Source, derive, fold_name, normalise_secret};
use crate::audit::{self, Actor, Event};
use crate::configurations;
use crate::database::Tx;
use crate::devices::{self, AppVersion, Device, Report};
use crate::error::{Error, Internal};
use crate::escrow_keys;
use crate::one_time_pins;
use crate::portal::Context;
use crate::secrets::SystemRng;
use crate::throttle::{self, Charge, Kind};
use kept::Kept;
use passcode_core::portal::wire::{Platform, ResetAnswer, ResetRequest, SealedText};
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
    pin: Option<String>,
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
        self.kept(context).await?;
        let charged = self.charge(context, source).await?;

        let folded = fold_name(&self.request.user_name);
        let account = accounts::find_by_name(context, Role::User, &folded).await?;
        let pins = one_time_pins::recent(context, &self.device.account).await?;
        // After the PINs: a copy of this request that has spent one has kept its answer by then.
        let kept = self.kept(context).await?;
        // EXPOSE: password or PIN, for the one derivation.
        let secret = normalise_secret(self.request.secret.expose());
        let derived = derive(context, Role::User, &folded, account.as_ref(), secret).await?;
        let evidence = Evidence {
            device: self.device,
            account: account.as_ref(),
            pins: &pins,
            charged_pin: charged.pin.as_deref(),
            pins_allowed,
            kept_for: kept.as_ref().map(|_| self.request_id),
        };
        match (evidence.judge(context, &derived), account) {
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

    /// What the device's own record decides. Answers whether one-time PINs are allowed.
    async fn check_plainly(&self, context: &Context) -> Result<bool, Error> {
        let policy = configurations::in_force(&context.database, self.device.platform)
            .await?
            .policy;
        let refused = if !policy.user_may_reset {
            Some(Error::ResetNotAllowed)
        } else if self.is_too_old_for_pins()
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
        let Some(error) = refused else {
            return Ok(policy.one_time_pin && self.device.platform == Platform::Ios);
        };
        let event = self.event("reset.refused").reason(error.code());
        audit::record(&context.database, context.now_ms(), event).await?;
        Err(error)
    }

    fn is_too_old_for_pins(&self) -> bool {
        self.device.platform == Platform::Ios && !self.app_version.knows_one_time_pins()
    }

    /// SECURITY: committed before anything is derived; an attempt that is cut short stays charged.
    async fn charge(&self, context: &Context, source: &Source) -> Result<Charged, Error> {
        let device = context.keys.source_name(&["device", &self.device.id]);
        let address = context.keys.source_name(&["address", &source.0]);
        let buckets = [
            (Kind::Device, device.as_str()),
            (Kind::Address, address.as_str()),
        ];
        let now_ms = context.now_ms();
        throttle::tidy(&context.database, now_ms).await?;
        let mut tx = context.database.begin().await?;
        let buckets = throttle::charge(&mut tx, now_ms, &buckets).await?;
        let pin = one_time_pins::charge(&mut tx, now_ms, &self.device.id).await?;
        tx.commit().await?;
        Ok(Charged { buckets, pin })
    }

    async fn refuse(
        &self,
        context: &Context,
        charged: &Charged,
        reason: &'static str,
    ) -> Result<String, Error> {
        let mut tx = context.database.begin().await?;
        let mut exhausted = false;
        if let Some(pin) = &charged.pin {
            exhausted = one_time_pins::end_if_exhausted(&mut tx, pin).await?;
        }
        let detail = json!({"one_time_pin_exhausted": exhausted});
        let event = self.event("reset.refused").reason(reason).detail(detail);
        audit::append(&mut tx, context.now_ms(), event).await?;
        tx.commit().await?;
        if charged.pin.is_some() {
            context.metrics.pin_refused();
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
        let answer = match kept {
            Some(kept) => Some(kept.answer),
            None => self.seal_answer(context).await?,
        };
        let now_ms = context.now_ms();
        kept::tidy(&context.database, now_ms).await?;
        let mut tx = context.database.begin().await?;
        accounts::check_unchanged(&mut tx, account).await?;
        throttle::take_back(&mut tx, &charged.buckets).await?;
        if let Some(pin) = &charged.pin {
            one_time_pins::take_back(&mut tx, pin).await?;
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
            return self.refuse(context, charged, "one_time_pin.used").await;
        }
        devices::store_report(&mut tx, now_ms, &self.device.id, &self.report()).await?;
        let action = if is_new {
            "reset.answered"
        } else {
            "reset.repeated"
        };
        let event = self.event(action).detail(json!({"way": verdict.way()}));
        audit::append(&mut tx, now_ms, event).await?;
        tx.commit().await?;
        if is_new && matches!(verdict, Verdict::LivePin(_)) {
            context.metrics.pin_used();
        }
        Ok(kept.answer)
    }

    /// SECURITY: a PIN is spent once. One that this request has spent before counts for the kept
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
            Verdict::LivePin(pin) => Ok(one_time_pins::spend(tx, now_ms, pin, self.request_id)
                .await?
                || (!is_new && one_time_pins::is_spent_by(tx, pin, self.request_id).await?)),
            Verdict::SpentPin => Ok(!is_new),
            Verdict::Refused(_) => Ok(false),
        }
    }

    /// Opens the recovery key and seals it to the phone's fresh key. `None` if it does not open.
    async fn seal_answer(&self, context: &Context) -> Result<Option<String>, Error> {
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
        let standing = devices::standing(context, self.device.platform).await?;
        let answer = ResetAnswer {
            recovery_key: SealedText::from(&sealed),
            standing,
        };
        serde_json::to_string(&answer)
            .map(Some)
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

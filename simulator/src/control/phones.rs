//! The phones that the simulator itself drives: those of `given`, for whoever has no library to make
//! phones of. Each begins at its first step, and its clocks go with the portal's.
//!
//! The library blocks while it derives and while it talks to the portal: steps run on threads of
//! their own, never on the server's.

use super::client::{TIMEOUT, parse_pin};
use crate::phone::{Action, Phone, PhoneModel, Trouble};
use crate::scenario::PhoneGiven;
use passcode_core::platform::http::HttpTransport;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Where phones find the portal, and what they pin.
#[derive(Clone)]
pub(super) struct Reach {
    pub(super) base: String,
    pub(super) certificate_sha256: String,
}

/// Phones by the names that steps call them.
pub(super) struct Phones {
    by_id: BTreeMap<String, Arc<Mutex<Slot>>>,
    reach: Reach,
    folder: PathBuf,
}

/// A phone, once it has begun.
struct Slot {
    given: PhoneGiven,
    phone: Option<Phone>,
    /// What the portal's clock said at its last step.
    at_ms: u64,
}

impl Phones {
    /// The phones of a scenario; they keep their records below `folder`.
    pub(super) fn new(given: &[PhoneGiven], reach: Reach, folder: &Path) -> Self {
        let slots = given.iter().map(|given| {
            let slot = Slot {
                given: given.clone(),
                phone: None,
                at_ms: 0,
            };
            (given.id.clone(), Arc::new(Mutex::new(slot)))
        });
        Self {
            by_id: slots.collect(),
            reach,
            folder: folder.to_owned(),
        }
    }

    /// Does a step on a phone, at this time of the portal.
    pub(super) async fn act(&self, id: &str, action: Action, now_ms: u64) -> Result<Value, String> {
        let work = move |phone: &mut Phone| Value::Object(phone.act(&action));
        self.with(id, now_ms, work).await
    }

    /// From now on the network of a phone does this.
    pub(super) async fn set_trouble(
        &self,
        id: &str,
        trouble: Trouble,
        now_ms: u64,
    ) -> Result<(), String> {
        let work = move |phone: &mut Phone| phone.set_trouble(trouble);
        self.with(id, now_ms, work).await
    }

    /// Takes the phones away.
    pub(super) async fn leave(self) {
        let _ = tokio::task::spawn_blocking(move || drop(self)).await;
    }

    async fn with<T: Send + 'static>(
        &self,
        id: &str,
        now_ms: u64,
        work: impl FnOnce(&mut Phone) -> T + Send + 'static,
    ) -> Result<T, String> {
        let slot = self.by_id.get(id).ok_or_else(|| format!("no phone {id}"))?;
        let (slot, reach) = (Arc::clone(slot), self.reach.clone());
        // Not the phone's name: it may be one that no folder can have.
        let number = self.by_id.keys().take_while(|known| *known != id).count();
        let folder = self.folder.join(format!("phone-{number}"));
        let done = tokio::task::spawn_blocking(move || {
            let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
            slot.phone_at(now_ms, &reach, &folder).map(work)
        });
        done.await.map_err(|error| error.to_string())?
    }
}

impl Slot {
    /// The phone, with as much time passed as at the portal.
    fn phone_at(
        &mut self,
        now_ms: u64,
        reach: &Reach,
        folder: &Path,
    ) -> Result<&mut Phone, String> {
        let phone = match self.phone.take() {
            Some(phone) => {
                phone.advance_ms(now_ms.saturating_sub(self.at_ms));
                phone
            }
            None => begin(&self.given, now_ms, reach, folder)?,
        };
        self.at_ms = now_ms;
        Ok(self.phone.insert(phone))
    }
}

fn begin(given: &PhoneGiven, now_ms: u64, reach: &Reach, folder: &Path) -> Result<Phone, String> {
    let pin = parse_pin(&reach.certificate_sha256)?;
    let transport = HttpTransport::pinned(&reach.base, pin, TIMEOUT)
        .map_err(|failure| format!("no transport: {failure:?}"))?;
    let model = PhoneModel {
        name: &given.id,
        platform: given.platform,
        app_version: &given.app_version,
    };
    let phone =
        Phone::new(&model, folder, Box::new(transport)).map_err(|error| error.to_string())?;
    phone.set_wall_ms(now_ms);
    Ok(phone)
}

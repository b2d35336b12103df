//! Scenario files: a demo procedure, a behaviour and a test in one (`docs/scenarios.md`).
//!
//! Unknown fields are errors, so that a typo never passes as a check.

mod runner;

pub use runner::{Event, Runner, StepFailure};
pub(crate) use runner::{action, check, fill_in};

use crate::phone::Trouble;
use jiff::SignedDuration;
use passcode_core::portal::wire::Platform;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// One scenario.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its name; the file's name without `.json`.
    pub name: String,
    /// What it shows, in a sentence.
    pub about: String,
    /// What there is before the first step.
    pub given: Value,
    /// The phones of `given`.
    #[serde(skip)]
    pub phones: Vec<PhoneGiven>,
    /// The steps, as they stand in the file.
    pub steps: Vec<Value>,
}

/// What there is before the first step. The portal's part is made by the control port.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Rules by platform; the defaults where absent.
    #[serde(default)]
    pub configuration: BTreeMap<Platform, Value>,
    /// Accounts.
    #[serde(default)]
    pub users: Vec<UserGiven>,
    /// Members of staff beside the administrator.
    #[serde(default)]
    pub staff: Vec<StaffGiven>,
    /// Phones, not yet enrolled.
    #[serde(default)]
    pub phones: Vec<PhoneGiven>,
}

/// An account.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserGiven {
    /// The user name.
    pub user_name: String,
    /// The password.
    pub password: String,
    /// What people read.
    pub display_name: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// `en` or `fr`.
    pub language: Option<String>,
}

/// A member of staff.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffGiven {
    /// The user name.
    pub user_name: String,
    /// The password.
    pub password: String,
    /// `administrator`, `help-desk` or `auditor`.
    pub role: String,
    /// What people read.
    pub display_name: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
}

/// A phone.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub struct PhoneGiven {
    /// What steps, and the user, call it.
    pub id: String,
    /// Its operating system.
    pub platform: Platform,
    /// The version of the manager app.
    pub app_version: String,
}

/// One step.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Step {
    /// Somebody does something.
    Act(Act),
    /// Time passes, for the portal and all phones.
    Clock(ClockStep),
    /// Something goes wrong from now on.
    Fault(FaultStep),
}

/// Somebody does something.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// `phone:ID`, `admin`, `help-desk:NAME` or `self-service:USER_NAME`.
    pub on: String,
    /// What.
    #[serde(rename = "do")]
    pub action: String,
    /// With what.
    #[serde(default)]
    pub with: Map<String, Value>,
    /// Fields that the answer must have, with these values.
    #[serde(default)]
    pub expect: Map<String, Value>,
    /// Names under which fields of the answer are kept; `"$name"` in a later `with` stands for it.
    #[serde(default)]
    pub save: BTreeMap<String, String>,
    /// The fields of `with` that were looked at.
    #[serde(skip)]
    looked_at: Mutex<BTreeSet<String>>,
}

impl Act {
    /// A field of `with`, if it is there.
    pub fn field(&self, name: &str) -> Option<&Value> {
        let mut looked_at = self
            .looked_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        looked_at.insert(name.to_owned());
        self.with.get(name)
    }

    /// # Errors
    /// If there are fields of `with` that nobody looked at.
    pub fn expects_no_more(&self) -> Result<(), String> {
        let looked_at = self
            .looked_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match self.with.keys().find(|name| !looked_at.contains(*name)) {
            Some(name) => Err(format!("{} knows no {name}", self.action)),
            None => Ok(()),
        }
    }
}

/// Time passes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockStep {
    /// How much, like `+30m`.
    pub clock: Advance,
}

/// Something goes wrong from now on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultStep {
    /// What.
    pub fault: Fault,
}

/// A fault.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// On which phone.
    pub phone: String,
    /// What its network does.
    pub network: Trouble,
}

/// A span of time, forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advance {
    /// Milliseconds.
    pub ms: u64,
}

impl<'de> Deserialize<'de> for Advance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let span = text
            .strip_prefix('+')
            .and_then(|span| span.parse::<SignedDuration>().ok());
        let ms = span.and_then(|span| u64::try_from(span.as_millis()).ok());
        ms.map(|ms| Self { ms })
            .ok_or_else(|| serde::de::Error::custom("a clock step is like \"+30m\" or \"+1h 5m\""))
    }
}

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// A sentence that names the file and what is wrong in it.
    pub fn read(path: &Path) -> Result<Self, String> {
        let wrong = |what: &dyn std::fmt::Display| format!("{}: {what}", path.display());
        let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
        let mut scenario: Self = serde_json::from_str(&text).map_err(|error| wrong(&error))?;
        let given: Given =
            serde_json::from_value(scenario.given.clone()).map_err(|error| wrong(&error))?;
        for step in &scenario.steps {
            Step::read(step).map_err(|error| wrong(&format!("{error}: {step}")))?;
        }
        if path.file_stem().is_none_or(|stem| *stem != *scenario.name) {
            return Err(wrong(&"`name` must be the file's name"));
        }
        scenario.phones = given.phones;
        Ok(scenario)
    }

    /// Reads scenario files by name from a folder.
    ///
    /// # Errors
    /// As [`Scenario::read`].
    pub fn read_named(folder: &Path, names: &[&str]) -> Result<Vec<Self>, String> {
        names
            .iter()
            .map(|name| Self::read(&folder.join(format!("{name}.json"))))
            .collect()
    }
}

impl Step {
    /// Reads one step. The kind is chosen by its first field, so that the error names what is wrong
    /// in that kind.
    ///
    /// # Errors
    /// What is wrong.
    pub fn read(step: &Value) -> Result<Self, serde_json::Error> {
        if step.get("clock").is_some() {
            ClockStep::deserialize(step).map(Self::Clock)
        } else if step.get("fault").is_some() {
            FaultStep::deserialize(step).map(Self::Fault)
        } else {
            Act::deserialize(step).map(Self::Act)
        }
    }
}

//! Runs a scenario: steps on phones here, every other step verbatim through the control port.

use super::{Act, Fault, FaultStep, PhoneGiven, Scenario, Step};
use crate::control::ControlClient;
use crate::phone::{Action, Phone, PhoneModel};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// A step that did not come out as expected.
#[derive(Debug)]
pub struct StepFailure {
    /// Which step, from 1.
    pub step: usize,
    /// What was expected and what came, for a person.
    pub reason: String,
}

/// What somebody who follows the story is told.
pub enum Event<'a> {
    /// A step was done, and came out as expected.
    Done {
        /// The step, with saved values filled in.
        step: &'a Value,
        /// What came of it.
        answer: &'a Map<String, Value>,
    },
}

/// Runs scenarios against one simulator server.
pub struct Runner<'a> {
    control: &'a ControlClient,
    folder: &'a Path,
}

impl<'a> Runner<'a> {
    /// A runner; phones keep their records below `folder`.
    pub fn new(control: &'a ControlClient, folder: &'a Path) -> Self {
        Self { control, folder }
    }

    /// Runs one scenario, start to end, on a fresh portal and fresh phones.
    ///
    /// # Errors
    /// The first step that does not come out as expected.
    pub fn run(
        &self,
        scenario: &Scenario,
        mut tell: impl FnMut(&Event<'_>),
    ) -> Result<(), StepFailure> {
        let at_start = |reason| StepFailure { step: 0, reason };
        self.control.begin(&scenario.given).map_err(at_start)?;
        let mut phones = BTreeMap::new();
        for given in &scenario.phones {
            phones.insert(
                given.id.clone(),
                self.phone(scenario, given).map_err(at_start)?,
            );
        }
        let mut saved = BTreeMap::new();
        for (index, step) in scenario.steps.iter().enumerate() {
            let step = fill_in(step, &saved);
            let answer = self
                .step(&step, &mut phones)
                .and_then(|answer| check(&step, answer, &mut saved))
                .map_err(|reason| StepFailure {
                    step: index + 1,
                    reason,
                })?;
            tell(&Event::Done {
                step: &step,
                answer: &answer,
            });
        }
        Ok(())
    }

    fn phone(&self, scenario: &Scenario, given: &PhoneGiven) -> Result<Phone, String> {
        let model = PhoneModel {
            name: &given.id,
            platform: given.platform,
            app_version: &given.app_version,
        };
        let folder = self.folder.join(&scenario.name).join(&given.id);
        let transport = self.control.transport()?;
        Phone::new(&model, &folder, Box::new(transport)).map_err(|error| error.to_string())
    }

    fn step(
        &self,
        step: &Value,
        phones: &mut BTreeMap<String, Phone>,
    ) -> Result<Map<String, Value>, String> {
        match Step::read(step).map_err(|error| error.to_string())? {
            Step::Act(act) => match act.on.strip_prefix("phone:") {
                Some(id) => {
                    let phone = phones.get_mut(id).ok_or_else(|| format!("no phone {id}"))?;
                    Ok(phone.act(&action(&act)?))
                }
                None => self.control.step(step),
            },
            Step::Clock(clock) => {
                phones
                    .values()
                    .for_each(|phone| phone.advance_ms(clock.clock.ms));
                self.control.step(step)
            }
            Step::Fault(FaultStep {
                fault: Fault { phone, network },
            }) => {
                let phone = phones
                    .get(&phone)
                    .ok_or_else(|| format!("no phone {phone}"))?;
                phone.set_trouble(network);
                Ok(Map::new())
            }
        }
    }
}

/// What a step of a phone says, as a value.
pub(crate) fn action(act: &Act) -> Result<Action, String> {
    let mut document = json!({"do": act.action});
    if let (false, Value::Object(fields)) = (act.with.is_empty(), &mut document) {
        fields.insert("with".to_owned(), Value::Object(act.with.clone()));
    }
    Action::deserialize(document).map_err(|error| error.to_string())
}

/// Puts saved values in place of `"$name"` below `with`.
pub(crate) fn fill_in(step: &Value, saved: &BTreeMap<String, Value>) -> Value {
    let mut step = step.clone();
    if let Some(Value::Object(with)) = step.get_mut("with") {
        for value in with.values_mut() {
            let name = value.as_str().and_then(|text| text.strip_prefix('$'));
            if let Some(kept) = name.and_then(|name| saved.get(name)) {
                *value = kept.clone();
            }
        }
    }
    step
}

/// Compares an answer with what the step expects, and keeps what it saves.
pub(crate) fn check(
    step: &Value,
    answer: Map<String, Value>,
    saved: &mut BTreeMap<String, Value>,
) -> Result<Map<String, Value>, String> {
    let Ok(Step::Act(act)) = Step::read(step) else {
        return Ok(answer);
    };
    let whole = Value::Object(answer.clone());
    if !includes(&whole, &Value::Object(act.expect.clone())) {
        let expected = Value::Object(act.expect);
        return Err(format!(
            "{} on {}: expected {expected}, got {whole}",
            act.action, act.on
        ));
    }
    for (name, field) in act.save {
        let value = answer
            .get(&field)
            .ok_or_else(|| format!("no field {field} in {whole}"))?;
        saved.insert(name, value.clone());
    }
    Ok(answer)
}

/// Whether every field that is expected is there, with the same value. Lists must be the same.
fn includes(value: &Value, expected: &Value) -> bool {
    match (value, expected) {
        (Value::Object(value), Value::Object(expected)) => {
            expected.iter().all(|(name, expected)| {
                value
                    .get(name)
                    .is_some_and(|value| includes(value, expected))
            })
        }
        _ => value == expected,
    }
}

//! A process that dies at a chosen durable step.

use std::sync::{Mutex, PoisonError};

/// On which side of a durable step the process dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The step does not happen.
    Before,
    /// The step happens, but nobody hears of it.
    After,
}

/// Counts the durable steps of stores and key stores that share it, and lets the process die at one
/// of them: from then on every step fails, until [`FaultPlan::revive`].
#[derive(Default)]
pub struct FaultPlan(Mutex<Plan>);

#[derive(Default)]
struct Plan {
    steps: usize,
    death: Option<(usize, Moment)>,
    dead: bool,
}

impl FaultPlan {
    /// Dies at the `step`th durable step from now, the first being 0.
    pub fn die_at(&self, step: usize, moment: Moment) {
        *self.lock() = Plan {
            steps: 0,
            death: Some((step, moment)),
            dead: false,
        };
    }

    /// The process starts anew, and nothing more goes wrong.
    pub fn revive(&self) {
        *self.lock() = Plan::default();
    }

    /// Whether the process died.
    pub fn died(&self) -> bool {
        self.lock().dead
    }

    /// Whether a step that changes nothing may happen.
    pub(super) fn read(&self) -> bool {
        !self.lock().dead
    }

    /// Runs a durable step, or not; `None` if the process is dead afterwards.
    pub(super) fn step<T>(&self, step: impl FnOnce() -> T) -> Option<T> {
        let mut plan = self.lock();
        if plan.dead {
            return None;
        }
        let at = plan.steps;
        plan.steps += 1;
        match plan.death {
            Some((death, Moment::Before)) if death == at => {
                plan.dead = true;
                None
            }
            Some((death, Moment::After)) if death == at => {
                plan.dead = true;
                step();
                None
            }
            _ => Some(step()),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! Random lives of a phone: events, clock jumps, restarts and crashes in any order. Whatever happens,
//! one passcode opens the data, the data is the same, and no attempt is given back.

use super::{PASSWORD, World, change, create, credentials, enroll, new, unlock};
use crate::flow::{Engine, Event, Outcome, State};
use crate::testing::Moment;
use proptest::prelude::*;
use serde_json::json;

/// What the user may choose; the number says which one.
const CHOICES: [&str; 4] = ["847319", "badger-73", "walrus-41", "marten-86"];

#[derive(Debug, Clone)]
enum Step {
    Right,
    Wrong(u8),
    Lock,
    Change(usize),
    Reset(usize),
    CheckIn,
    Advance(u64),
    TurnClock(u64),
    RestartPhone,
    RestartProcess,
    /// The next step dies at one of its durable steps.
    Die(usize, bool),
}

fn step() -> impl Strategy<Value = Step> {
    let choice = 0..CHOICES.len();
    prop_oneof![
        4 => Just(Step::Right),
        3 => any::<u8>().prop_map(Step::Wrong),
        2 => Just(Step::Lock),
        3 => choice.clone().prop_map(Step::Change),
        3 => choice.prop_map(Step::Reset),
        1 => Just(Step::CheckIn),
        2 => (0..7_200_000u64).prop_map(Step::Advance),
        1 => any::<u32>().prop_map(|ms| Step::TurnClock(ms.into())),
        1 => Just(Step::RestartPhone),
        1 => Just(Step::RestartProcess),
        3 => (0..14usize, any::<bool>()).prop_map(|(at, after)| Step::Die(at, after)),
    ]
}

/// A phone, and what its user knows.
struct Life {
    world: World,
    engine: Engine,
    /// The passcode; two after a change of which nobody knows whether it came through.
    possible: Vec<usize>,
    app_key: [u8; 32],
}

impl Life {
    fn begin() -> Self {
        let world = World::new();
        world.portal.set_rules(json!({"minimum_length": 6}));
        let engine = world.start();
        engine.handle(enroll()).unwrap();
        engine.handle(create(CHOICES[0])).unwrap();
        let app_key = world.app_key(&engine).unwrap();
        Self {
            world,
            engine,
            possible: vec![0],
            app_key,
        }
    }

    fn live(&mut self, step: &Step) {
        let engine = &self.engine;
        match step {
            Step::Right => {
                let passcode = CHOICES[self.possible[0]];
                if engine.handle(unlock(passcode)) == Ok(Outcome::Unlocked) {
                    self.possible.truncate(1);
                }
            }
            Step::Wrong(guess) => drop(engine.handle(unlock(&format!("no such {guess}")))),
            Step::Lock => engine.lock(),
            Step::Change(to) => {
                let outcome = engine.handle(change(CHOICES[self.possible[0]], CHOICES[*to]));
                self.chosen(*to, outcome == Ok(Outcome::Changed));
            }
            Step::Reset(to) => {
                let begun = engine.handle(Event::BeginReset(credentials(PASSWORD)));
                let done = begun.and_then(|_| engine.handle(Event::FinishReset(new(CHOICES[*to]))));
                self.chosen(*to, done == Ok(Outcome::Reset));
            }
            Step::CheckIn => drop(engine.handle(Event::CheckIn)),
            Step::Advance(ms) => self.world.clock.advance_ms(*ms),
            Step::TurnClock(ms) => self.world.clock.set_wall_ms(1_767_600_000_000 + ms),
            Step::RestartPhone => {
                self.world.clock.restart();
                self.restart();
            }
            Step::RestartProcess => self.restart(),
            Step::Die(at, after) => {
                let moment = if *after {
                    Moment::After
                } else {
                    Moment::Before
                };
                self.world.faults.die_at(*at, moment);
            }
        }
    }

    fn chosen(&mut self, to: usize, committed: bool) {
        if committed {
            self.possible = vec![to];
        } else if self.world.faults.died() && !self.possible.contains(&to) {
            self.possible.push(to);
        }
    }

    /// A process starts; it may die at once, and is started again.
    fn restart(&mut self) {
        let (ports, settings) = self.world.host();
        match Engine::open(ports, settings) {
            Ok(engine) => self.engine = engine,
            Err(_) => self.recover(),
        }
    }

    /// After a death the process starts again, and the user finds out which passcode it is.
    fn recover(&mut self) {
        self.world.faults.revive();
        self.engine = self.world.start();
    }

    fn attempts(&self) -> u8 {
        self.engine.status().unwrap().attempts_remaining.unwrap()
    }

    /// Promise 1 and 3, at the end of any life: by reset if the attempts are used up.
    fn one_passcode_opens_the_data(&mut self) {
        self.engine.lock();
        self.world.clock.advance_ms(2 * 60 * 60_000);
        if let Ok(State::LockedOut { .. }) = self.engine.state() {
            self.live(&Step::Reset(1));
            assert_eq!(self.world.app_key(&self.engine), Ok(self.app_key));
            return;
        }
        let opened: Vec<_> = (0..CHOICES.len())
            .filter_map(|choice| {
                let left = self.attempts();
                let opens = self.engine.handle(unlock(CHOICES[choice])) == Ok(Outcome::Unlocked);
                assert!(opens || self.attempts() <= left);
                let key = opens.then(|| self.world.app_key(&self.engine).unwrap());
                self.engine.lock();
                self.world.clock.advance_ms(2 * 60 * 60_000);
                key.map(|key| (choice, key))
            })
            .collect();
        assert!(opened.len() <= 1, "{opened:?}");
        match opened.first() {
            Some((choice, key)) => {
                assert!(
                    self.possible.contains(choice),
                    "{choice} of {:?}",
                    self.possible
                );
                assert_eq!(*key, self.app_key);
            }
            // Trying them all used the attempts up.
            None => assert_eq!(self.attempts(), 0),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_life_ends_with_one_passcode_and_the_same_data(
        steps in proptest::collection::vec(step(), 1..40),
    ) {
        let mut life = Life::begin();
        for step in &steps {
            let before = (!life.world.faults.died()).then(|| life.attempts());
            life.live(step);
            if life.world.faults.died() {
                life.recover();
            }
            if let (Step::Wrong(_), Some(before)) = (step, before) {
                prop_assert!(life.attempts() <= before, "{step:?} gave attempts back");
            }
            prop_assert!(life.engine.state().is_ok(), "{step:?}: {:?}", life.engine.state());
            if let Ok(key) = life.world.app_key(&life.engine) {
                prop_assert_eq!(key, life.app_key);
            }
        }
        life.world.faults.revive();
        life.one_passcode_opens_the_data();
    }
}

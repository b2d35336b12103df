//! Random lives of a phone: events, clock jumps, restarts and crashes in any order. Whatever happens,
//! one passcode opens the data, the data is the same, no attempt is given back, and every step is one
//! of the table that `docs/flows.md` is printed from.

use super::{PASSWORD, World, change, create, credentials, enroll, new, unlock};
use crate::error::Error;
use crate::flow::{BiometricAnswer, Engine, Event, EventKind, Outcome, State};
use crate::portal::wire::{Action, Grant};
use crate::ports::KeyStore;
use crate::testing::Moment;
use proptest::prelude::*;
use serde_json::{Value, json};

/// What the user may choose; the number says which one.
const CHOICES: [&str; 4] = ["847319", "badger-73", "walrus-41", "marten-86"];

const RULES: usize = 5;

/// Rules that an administrator may set; the passcodes of [`CHOICES`] satisfy most of them.
fn rules(number: usize) -> Value {
    match number {
        0 => json!({"minimum_length": 6, "biometric_unlock": true}),
        1 => json!({"minimum_length": 9, "biometric_unlock": true}),
        2 => json!({"passcode_required": false}),
        3 => json!({"grace_minutes": 5, "lock_on_screen_off": true, "failed_attempts": 5}),
        _ => json!({"block_out_of_contact_hours": 1, "biometric_unlock": true}),
    }
}

#[derive(Debug, Clone)]
enum Step {
    Right,
    Wrong(u8),
    Lock,
    Change(usize),
    Reset(usize),
    CheckIn,
    /// Lays a finger on the sensor; biometrics are turned on first if they are off.
    Touch,
    AddFinger,
    Background,
    ScreenOff,
    Activity,
    Rules(usize),
    PortalLocks,
    PortalUnlocks,
    Redeem(usize),
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
        2 => Just(Step::CheckIn),
        3 => Just(Step::Touch),
        1 => Just(Step::AddFinger),
        1 => Just(Step::Background),
        1 => Just(Step::ScreenOff),
        1 => Just(Step::Activity),
        2 => (0..RULES).prop_map(Step::Rules),
        1 => Just(Step::PortalLocks),
        1 => Just(Step::PortalUnlocks),
        1 => (0..CHOICES.len()).prop_map(Step::Redeem),
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
        world.portal.set_rules(rules(0));
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

    /// Sends an event and holds what follows against the table.
    fn tell(&self, kind: EventKind, event: Event<'_>) -> Result<Outcome, Error> {
        let before = self.engine.state();
        let outcome = self.engine.handle(event);
        let after = self.engine.state();
        if let (Ok(before), Ok(after), false) = (before, after, self.world.faults.died()) {
            let follows = before.kind().follows(kind);
            if follows.is_empty() {
                assert_eq!(outcome, Err(Error::EventNotAllowed), "{before:?} {kind:?}");
                assert_eq!(before.kind(), after.kind());
            } else {
                assert!(
                    follows.contains(&after.kind()),
                    "{before:?} {kind:?} {after:?} {outcome:?}"
                );
            }
        }
        outcome
    }

    fn live(&mut self, step: &Step) {
        match step {
            Step::Right => {
                let passcode = CHOICES[self.possible[0]];
                let outcome = self.tell(EventKind::Unlock, unlock(passcode));
                if outcome == Ok(Outcome::Unlocked) {
                    self.possible.truncate(1);
                }
            }
            Step::Wrong(guess) => {
                drop(self.tell(EventKind::Unlock, unlock(&format!("no such {guess}"))));
            }
            Step::Lock => drop(self.tell(EventKind::Lock, Event::Lock)),
            Step::Change(to) => {
                let event = change(CHOICES[self.possible[0]], CHOICES[*to]);
                let outcome = self.tell(EventKind::Change, event);
                self.chosen(*to, outcome == Ok(Outcome::Changed));
            }
            Step::Reset(to) => {
                let forgot = Event::BeginReset(credentials(PASSWORD));
                let begun = self.tell(EventKind::BeginReset, forgot);
                self.finish_reset(begun, *to);
            }
            Step::Redeem(to) => {
                let (user_name, password) = ("alice", None);
                let redeem = Event::RedeemGrant {
                    user_name,
                    password,
                };
                let begun = self.tell(EventKind::RedeemGrant, redeem);
                self.finish_reset(begun, *to);
            }
            Step::CheckIn => drop(self.tell(EventKind::CheckIn, Event::CheckIn)),
            Step::Touch => self.touch(),
            Step::AddFinger => self.world.keys.lose("biometric"),
            Step::Background => drop(self.tell(EventKind::Background, Event::Background)),
            Step::ScreenOff => drop(self.tell(EventKind::ScreenOff, Event::ScreenOff)),
            Step::Activity => drop(self.tell(EventKind::Activity, Event::Activity)),
            Step::Rules(number) => self.world.portal.set_rules(rules(*number)),
            Step::PortalLocks => self.world.portal.command(Action::Lock),
            Step::PortalUnlocks => self.world.portal.command(waived()),
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

    fn finish_reset(&mut self, begun: Result<Outcome, Error>, to: usize) {
        let done = begun
            .and_then(|_| self.tell(EventKind::FinishReset, Event::FinishReset(new(CHOICES[to]))));
        self.chosen(to, done == Ok(Outcome::Reset));
    }

    fn touch(&self) {
        let passcode = CHOICES[self.possible[0]].as_bytes();
        let enabled = self.tell(
            EventKind::EnableBiometrics,
            Event::EnableBiometrics { passcode },
        );
        let begun = match enabled {
            Err(Error::EventNotAllowed) => {
                self.tell(EventKind::BeginBiometricUnlock, Event::BeginBiometricUnlock)
            }
            enabled => enabled,
        };
        let Ok(Outcome::BiometricPrompt(prompt)) = begun else {
            return;
        };
        let answer = self.world.keys.prf("biometric", &prompt.0);
        let answer = match &answer {
            Ok(answer) => BiometricAnswer::Answered(answer),
            Err(_) => BiometricAnswer::Invalidated,
        };
        drop(self.tell(EventKind::FinishBiometrics, Event::FinishBiometrics(answer)));
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

    /// Attempts left; `None` where there is no passcode.
    fn attempts(&self) -> Option<u8> {
        self.engine.status().unwrap().attempts_remaining
    }

    /// The rules ask for a passcode, the portal is heard, and there is one.
    fn require_passcode(&mut self) {
        self.world.portal.set_rules(rules(0));
        drop(self.engine.handle(Event::CheckIn));
        if self.engine.state() == Ok(State::PasscodeNeeded) {
            assert_eq!(self.engine.handle(create(CHOICES[3])), Ok(Outcome::Created));
            self.possible = vec![3];
        }
    }

    /// Promise 1 and 3, at the end of any life: by reset if the attempts are used up.
    fn one_passcode_opens_the_data(&mut self) {
        self.require_passcode();
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
            None => assert_eq!(self.attempts(), Some(0)),
        }
    }
}

fn waived() -> Action {
    Action::AppconnectUnlock(Grant {
        grant: "waived".to_owned(),
        expires_at_ms: 1_767_600_000_000 + 24 * 60 * 60_000,
        password_asked: false,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn every_life_ends_with_one_passcode_and_the_same_data(
        steps in proptest::collection::vec(step(), 1..60),
    ) {
        let mut life = Life::begin();
        for step in &steps {
            let before = match life.world.faults.died() {
                true => None,
                false => life.attempts(),
            };
            life.live(step);
            if life.world.faults.died() {
                life.recover();
            }
            if let (Step::Wrong(_), Some(before)) = (step, before) {
                let left = life.attempts().unwrap_or(0);
                prop_assert!(left <= before, "{step:?} gave attempts back");
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

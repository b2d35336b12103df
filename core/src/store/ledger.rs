//! The ledger: failed attempts, the rules in force, the escrow key and the portal's time.
//!
//! It is kept twice, each entry authenticated under its generation's hardware key. It decides which
//! entry counts; an entry that cannot be authenticated does not exist. What a failed attempt costs
//! is decided in `attempts`.

use super::generation::GenerationKey;
use super::record::{self, Kind};
use crate::clock::{Reading, RunningTime, ServerTime};
use crate::crypto::context::{Context, Identity, Purpose};
use crate::crypto::hpke::PublicKey;
use crate::error::Error;
use crate::policy::Policy;
use crate::ports::{RecordName, Revision, Store};
use serde::{Deserialize, Serialize};

/// Where the two copies are. The better protected one is written first.
const COPIES: [RecordName; 2] = [RecordName::LedgerCopy, RecordName::Ledger];

/// What an authentic entry says.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Failed attempts since the last success.
    pub failures: Failures,
    /// The rules in force.
    pub policy: Policy,
    /// Their configuration.
    pub configuration: ConfigurationName,
    /// The organisation's current escrow key.
    pub escrow: EscrowPublicKey,
    /// When the portal last told the time.
    pub server_time: ServerTime,
    /// How long the phone has been running since then.
    pub running: RunningTime,
    /// When the passcode was last right, or set; `None` if biometrics must wait for it.
    pub passcode_at: Option<BootTime>,
    /// The highest sequence number of a command of the portal that was carried out.
    pub commands_done: u64,
    /// Leave to choose a new passcode.
    pub grant: Option<Grant>,
    /// Why the portal does not talk to this phone any more.
    pub shut_out: Option<ShutOut>,
}

/// FORMAT: failed attempts since the last success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Failures {
    /// How many.
    pub count: u8,
    /// When the last one was charged.
    pub last: Option<BootTime>,
}

/// FORMAT: a moment that no one can turn: milliseconds since one particular start of the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BootTime {
    /// Milliseconds since the phone started, sleep included.
    pub since_boot_ms: u64,
    /// Which start.
    pub boot_id: [u8; 16],
}

/// FORMAT: leave to choose a new passcode, as the portal gave it: an AppConnect Unlock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Its name.
    pub id: String,
    /// Until when, by the portal's clock.
    pub expires_at_ms: u64,
    /// Whether the account's password is asked for too.
    pub password_asked: bool,
}

/// FORMAT: why the portal does not talk to this phone any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShutOut {
    /// It has seen a newer state of this phone.
    RolledBack,
    /// It does not know the phone.
    Unknown,
}

/// FORMAT: a configuration of the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigurationName {
    /// Which one.
    pub id: String,
    /// Its version.
    pub version: u64,
}

/// FORMAT: the organisation's escrow key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscrowPublicKey {
    /// Its name.
    pub id: String,
    /// The key.
    pub key: PublicKey,
}

/// FORMAT: the record.
#[derive(Clone, Serialize, Deserialize)]
struct Entries(Vec<Entry>);

/// FORMAT: one generation's entry.
#[derive(Clone, Serialize, Deserialize)]
struct Entry {
    generation: u64,
    sequence: u64,
    body: Vec<u8>,
    tag: [u8; 32],
}

/// FORMAT: the body of an entry.
#[derive(Serialize, Deserialize)]
struct Body {
    failures: Failures,
    rules: String,
    configuration: ConfigurationName,
    escrow: EscrowPublicKey,
    server_time: ServerTime,
    running: RunningTime,
    passcode_at: Option<BootTime>,
    commands_done: u64,
    grant: Option<Grant>,
    shut_out: Option<ShutOut>,
}

/// Both copies, as they were read.
pub struct Ledger {
    copies: [Copy; 2],
}

struct Copy {
    entries: Vec<Entry>,
    revision: Option<Revision>,
}

impl From<&Reading> for BootTime {
    fn from(now: &Reading) -> Self {
        Self {
            since_boot_ms: now.since_boot_ms,
            boot_id: now.boot_id,
        }
    }
}

impl Ledger {
    /// Reads both copies. A damaged copy is as good as none.
    ///
    /// # Errors
    /// [`Error::StoreUnavailable`], [`Error::RecordVersionUnsupported`].
    pub fn load(store: &dyn Store) -> Result<Self, Error> {
        let [first, second] = COPIES.map(|name| load_copy(store, name));
        Ok(Self {
            copies: [first?, second?],
        })
    }

    /// The newest generation that any entry claims to be of. Not authenticated: only for telling
    /// apart errors.
    pub fn newest_claimed_generation(&self) -> Option<u64> {
        self.entries().map(|entry| entry.generation).max()
    }

    /// Whether any entry claims to be of this generation.
    pub fn has(&self, generation: u64) -> bool {
        self.entries().any(|entry| entry.generation == generation)
    }

    /// Whether there is an entry of another generation than this.
    pub fn has_other_than(&self, generation: u64) -> bool {
        self.entries().any(|entry| entry.generation != generation)
    }

    /// What counts for a generation: its authentic entry with the highest sequence. `None`: treat
    /// the attempts as used up.
    pub fn standing(&self, identity: &Identity, key: &GenerationKey) -> Option<Standing> {
        self.newest(identity, key).and_then(|entry| {
            let body: Body = record::decode_body(&entry.body).ok()?;
            let rules = serde_json::from_str(&body.rules).ok()?;
            Some(Standing {
                failures: body.failures,
                policy: Policy::parse(&rules).ok()?,
                configuration: body.configuration,
                escrow: body.escrow,
                server_time: body.server_time,
                running: body.running,
                passcode_at: body.passcode_at,
                commands_done: body.commands_done,
                grant: body.grant,
                shut_out: body.shut_out,
            })
        })
    }

    /// Writes what counts from now on; entries of other generations are dropped.
    ///
    /// # Errors
    /// [`Error::StoreUnavailable`], [`Error::StoreConflict`].
    pub fn write(
        &mut self,
        store: &dyn Store,
        identity: &Identity,
        key: &GenerationKey,
        standing: &Standing,
    ) -> Result<(), Error> {
        let entry = self.next_entry(identity, key, standing)?;
        self.replace(store, vec![entry])
    }

    /// Before a reseal: writes what will count for the next generation beside what counts now.
    ///
    /// # Errors
    /// [`Error::StoreUnavailable`], [`Error::StoreConflict`].
    pub fn announce(
        &mut self,
        store: &dyn Store,
        identity: &Identity,
        now: &GenerationKey,
        next: (&GenerationKey, &Standing),
    ) -> Result<(), Error> {
        let mut entries: Vec<_> = self.newest(identity, now).cloned().into_iter().collect();
        entries.push(self.next_entry(identity, next.0, next.1)?);
        self.replace(store, entries)
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.copies.iter().flat_map(|copy| &copy.entries)
    }

    fn newest(&self, identity: &Identity, key: &GenerationKey) -> Option<&Entry> {
        self.entries()
            .filter(|entry| entry.generation == key.generation())
            .filter(|entry| key.verify(&entry.message(identity), &entry.tag))
            .max_by_key(|entry| entry.sequence)
    }

    fn next_entry(
        &self,
        identity: &Identity,
        key: &GenerationKey,
        standing: &Standing,
    ) -> Result<Entry, Error> {
        let body = Body {
            failures: standing.failures,
            rules: standing.policy.to_json().to_string(),
            configuration: standing.configuration.clone(),
            escrow: standing.escrow.clone(),
            server_time: standing.server_time,
            running: standing.running,
            passcode_at: standing.passcode_at,
            commands_done: standing.commands_done,
            grant: standing.grant.clone(),
            shut_out: standing.shut_out,
        };
        let sequence = self
            .newest(identity, key)
            .map_or(0, |newest| newest.sequence + 1);
        let mut entry = Entry {
            generation: key.generation(),
            sequence,
            body: record::encode_body(&body)?.to_vec(),
            tag: [0; 32],
        };
        entry.tag = key.tag(&entry.message(identity));
        Ok(entry)
    }

    fn replace(&mut self, store: &dyn Store, entries: Vec<Entry>) -> Result<(), Error> {
        let entries = Entries(entries);
        for (name, copy) in COPIES.into_iter().zip(&mut self.copies) {
            let revision = record::save(store, (name, Kind::Ledger), copy.revision, &entries)?;
            *copy = Copy {
                entries: entries.0.clone(),
                revision: Some(revision),
            };
        }
        Ok(())
    }
}

impl Entry {
    fn message(&self, identity: &Identity) -> Context {
        Context::bound(Purpose::LedgerTag, identity)
            .number(self.generation)
            .number(self.sequence)
            .bytes(&self.body)
    }
}

fn load_copy(store: &dyn Store, name: RecordName) -> Result<Copy, Error> {
    let Some(stored) = store.read(name)? else {
        return Ok(Copy {
            entries: Vec::new(),
            revision: None,
        });
    };
    let entries = match record::decode(Kind::Ledger, &stored.bytes) {
        Ok(Entries(entries)) => entries,
        Err(Error::RecordDamaged) => Vec::new(),
        Err(error) => return Err(error),
    };
    Ok(Copy {
        entries,
        revision: Some(stored.revision),
    })
}

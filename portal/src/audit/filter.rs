//! Which entries of the trail somebody wants to see. What is asked for are ids and dotted codes, and
//! nothing else is let in: it is recorded itself when the trail is exported.
//!
//! A range of times is first turned into a range of sequence numbers, by the spans: clocks may have
//! been wrong, and no entry is left out for that.

use super::Called;
use crate::database::{Query, Tx, big};
use crate::error::Error;
use serde::Deserialize;
use serde_json::{Map, Value};

/// Entries of one span.
const SPAN: u32 = 1000;
const CODE_BYTES: usize = 200;
const MALFORMED: Error = Error::Malformed(
    "What entries are filtered by are ids and dotted codes, of at most 200 letters, digits and \
     `_.:-`, and times are milliseconds. Correct them.",
);

/// What somebody asks for. An empty text asks for nothing.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Asked {
    /// An action, or its first part with the dot.
    pub(crate) action: Option<String>,
    /// As the trail names it.
    pub(crate) actor: Option<String>,
    pub(crate) device: Option<String>,
    pub(crate) account: Option<String>,
    pub(crate) reason: Option<String>,
    /// Not before.
    pub(crate) from_ms: Option<u64>,
    /// Before.
    pub(crate) until_ms: Option<u64>,
}

/// The same, and it makes sense.
#[derive(Default)]
pub(crate) struct Filter {
    /// What a column may hold: one of these.
    texts: Vec<(Column, Vec<String>)>,
    from_ms: Option<u64>,
    until_ms: Option<u64>,
}

/// A column, or an expression as an index has it.
#[derive(Clone, Copy)]
enum Column {
    Action,
    /// The first part of an action, with its dot.
    Area,
    Actor,
    Device,
    Account,
    Reason,
}

impl Column {
    fn name(self) -> &'static str {
        match self {
            Self::Action | Self::Area => "action",
            Self::Actor => "actor",
            Self::Device => "device",
            Self::Account => "account",
            Self::Reason => "reason",
        }
    }

    fn equals(self) -> &'static str {
        match self {
            Self::Action => " AND action = ",
            Self::Area => " AND RTRIM(action, 'abcdefghijklmnopqrstuvwxyz_') = ",
            Self::Actor => " AND actor = ",
            Self::Device => " AND device = ",
            Self::Account => " AND account = ",
            Self::Reason => " AND reason = ",
        }
    }
}

impl Filter {
    /// # Errors
    /// [`Error::Malformed`].
    pub(crate) fn parse(asked: Asked) -> Result<Self, Error> {
        let is_area = |action: &String| action.ends_with('.');
        let action = if asked.action.as_ref().is_some_and(is_area) {
            Column::Area
        } else {
            Column::Action
        };
        let texts = [
            (action, asked.action),
            (Column::Actor, asked.actor),
            (Column::Device, asked.device),
            (Column::Account, asked.account),
            (Column::Reason, asked.reason),
        ];
        let given = texts.into_iter().filter_map(|(column, text)| {
            let text = text.filter(|text| !text.is_empty())?;
            Some((column, vec![text]))
        });
        let texts: Vec<_> = given.collect();
        let times = [asked.from_ms, asked.until_ms];
        let is_time = |ms: &u64| i64::try_from(*ms).is_ok();
        let mut codes = texts.iter().flat_map(|(_, texts)| texts);
        if codes.all(|text| is_code(text)) && times.iter().flatten().all(is_time) {
            Ok(Self {
                texts,
                from_ms: asked.from_ms,
                until_ms: asked.until_ms,
            })
        } else {
            Err(MALFORMED)
        }
    }

    /// Only what these accounts did.
    pub(crate) fn by(mut self, called: &Called) -> Self {
        self.texts.push((Column::Actor, called.actors()));
        self
    }

    /// Only what was done to or with these accounts.
    pub(crate) fn about(mut self, called: &Called) -> Self {
        self.texts.push((Column::Account, called.accounts()));
        self
    }

    /// Whether everything matches.
    pub(super) fn is_all(&self) -> bool {
        self.texts.is_empty() && self.from_ms.is_none() && self.until_ms.is_none()
    }

    /// The same with one text for each column, so that each is read along an index: together they
    /// match what this one matches, every entry once.
    pub(super) fn each(&self) -> Vec<Self> {
        let mut each = vec![Self {
            texts: Vec::new(),
            ..*self
        }];
        for (column, texts) in &self.texts {
            let with = |one: &Self, text: &String| Self {
                texts: one
                    .texts
                    .iter()
                    .cloned()
                    .chain([(*column, vec![text.clone()])])
                    .collect(),
                ..*one
            };
            let wider = each.iter();
            each = wider
                .flat_map(|one| texts.iter().map(|text| with(one, text)))
                .collect();
        }
        each
    }

    /// For the trail: what was asked for.
    pub(super) fn to_json(&self) -> Value {
        let texts = self.texts.iter().map(|(column, texts)| {
            let value = match texts.as_slice() {
                [text] => Value::from(text.as_str()),
                several => Value::from(several),
            };
            (column.name(), value)
        });
        let times = [("from_ms", self.from_ms), ("until_ms", self.until_ms)];
        let times = times
            .into_iter()
            .filter_map(|(name, ms)| Some((name, Value::from(ms?))));
        let all = texts.chain(times);
        let all = all.map(|(name, value)| (name.to_owned(), value));
        Value::Object(all.collect::<Map<_, _>>())
    }

    /// Adds the conditions of one of [`Self::each`].
    pub(super) fn push(&self, query: &mut Query) {
        for (column, texts) in &self.texts {
            for text in texts {
                query.then(column.equals()).text(text);
            }
        }
        let span = i64::from(SPAN);
        if let Some(from_ms) = self.from_ms.map(big) {
            query.then(" AND time_ms >= ").number(from_ms);
            query.then(" AND sequence >= ").number(span);
            query.then(" * (SELECT MIN(span) FROM audit_spans WHERE newest_ms >= ");
            query.number(from_ms).then(")");
        }
        if let Some(until_ms) = self.until_ms.map(big) {
            query.then(" AND time_ms < ").number(until_ms);
            query.then(" AND sequence < ").number(span);
            query.then(" * (SELECT MAX(span) + 1 FROM audit_spans WHERE oldest_ms < ");
            query.number(until_ms).then(")");
        }
    }
}

fn is_code(text: &str) -> bool {
    let is_of_code = |byte: u8| byte.is_ascii_alphanumeric() || b"_.:-".contains(&byte);
    text.len() <= CODE_BYTES && text.bytes().all(is_of_code)
}

/// Entries are written: their spans reach to their time. With the head held.
pub(super) async fn note_time(
    tx: &mut Tx,
    (first, last): (u64, u64),
    now_ms: u64,
) -> Result<(), Error> {
    for span in first / u64::from(SPAN)..=last / u64::from(SPAN) {
        note_span(tx, span, now_ms).await?;
    }
    Ok(())
}

async fn note_span(tx: &mut Tx, span: u64, now_ms: u64) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO audit_spans (span, oldest_ms, newest_ms) VALUES ($1, $2, $2)
         ON CONFLICT (span) DO UPDATE SET
             oldest_ms = CASE WHEN audit_spans.oldest_ms < excluded.oldest_ms
                 THEN audit_spans.oldest_ms ELSE excluded.oldest_ms END,
             newest_ms = CASE WHEN audit_spans.newest_ms > excluded.newest_ms
                 THEN audit_spans.newest_ms ELSE excluded.newest_ms END",
    )
    .bind(big(span))
    .bind(big(now_ms))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

//! Which entries somebody asks for, in the words of a form: names, days, choices. What cannot be
//! understood is said at its field, and then nothing is looked for.

use crate::audit::{self, Called, Filter};
use crate::error::Error;
use crate::portal::Context;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// The form as it was filled in. All of it is in the address, so that it can be kept as a bookmark.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// An action, or its first part with a dot.
    pub(super) action: String,
    /// Who did it, by the user name.
    pub(super) by: String,
    /// Whom it was about, by the user name.
    pub(super) about: String,
    /// A device's id or name.
    pub(super) device: String,
    pub(super) reason: String,
    /// The first day, in UTC.
    pub(super) from: String,
    /// The last day, in UTC.
    pub(super) to: String,
}

/// What is wrong with fields: keys of texts.
#[derive(Default, Serialize)]
pub(super) struct Problems {
    by: Option<&'static str>,
    about: Option<&'static str>,
    device: Option<&'static str>,
    from: Option<&'static str>,
    to: Option<&'static str>,
    /// Something that no form of this portal has sent.
    other: bool,
}

/// What was understood.
pub(super) struct Understood {
    /// `None`: there are problems.
    pub(super) filter: Option<Filter>,
    pub(super) problems: Problems,
    /// Several devices of the name that was asked for, to choose from.
    pub(super) devices: Vec<audit::Owned>,
}

const NOBODY: &str = "trail-nobody";
const NO_DAY: &str = "trail-no-day";

impl Asked {
    /// Whether anything is asked for.
    pub(super) fn is_some(&self) -> bool {
        self.texts().into_iter().any(|text| !text.is_empty())
    }

    /// Whether something is asked for that the form folds away.
    pub(super) fn is_more(&self) -> bool {
        let folded = [&self.device, &self.reason, &self.from, &self.to];
        folded.into_iter().any(|text| !text.is_empty())
    }

    fn texts(&self) -> [&str; 7] {
        [
            &self.action,
            &self.by,
            &self.about,
            &self.device,
            &self.reason,
            &self.from,
            &self.to,
        ]
    }

    /// For an address: only what is asked for.
    pub(super) fn to_query(&self) -> String {
        let names = ["action", "by", "about", "device", "reason", "from", "to"];
        let pairs = names.into_iter().zip(self.texts());
        let given: Vec<_> = pairs.filter(|(_, text)| !text.is_empty()).collect();
        serde_html_form::to_string(&given).unwrap_or_default()
    }

    /// Turns names into ids and days into times.
    pub(super) async fn understand(&self, context: &Context) -> Result<Understood, Error> {
        let mut problems = Problems::default();
        let by = account(context, &self.by, &mut problems.by).await?;
        let about = account(context, &self.about, &mut problems.about).await?;
        let mut devices = Vec::new();
        if !self.device.trim().is_empty() {
            devices = audit::devices_called(context, &self.device).await?;
            problems.device = match devices.len() {
                0 => Some("trail-no-device"),
                1 => None,
                _ => Some("trail-several-devices"),
            };
        }
        let from = day(&self.from, &mut problems.from);
        let to = day(&self.to, &mut problems.to);
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            problems.to = Some("trail-days-turned");
        }
        let some = |text: &str| Some(text.to_owned());
        let parsed = Filter::parse(audit::Asked {
            action: some(&self.action),
            reason: some(&self.reason),
            device: devices.first().map(|device| device.id.clone()),
            from_ms: from.and_then(begin_ms),
            until_ms: to.and_then(|to| to.tomorrow().ok()).and_then(begin_ms),
            ..audit::Asked::default()
        });
        problems.other = parsed.is_err();
        let filter = parsed.ok().filter(|_| problems.are_none()).map(|filter| {
            let filter = by.iter().fold(filter, Filter::by);
            about.iter().fold(filter, Filter::about)
        });
        if problems.device.is_none() {
            devices.clear();
        }
        Ok(Understood {
            filter,
            problems,
            devices,
        })
    }
}

impl Problems {
    fn are_none(&self) -> bool {
        let fields = [self.by, self.about, self.device, self.from, self.to];
        fields.iter().all(Option::is_none) && !self.other
    }
}

async fn account(
    context: &Context,
    name: &str,
    problem: &mut Option<&'static str>,
) -> Result<Option<Called>, Error> {
    if name.trim().is_empty() {
        return Ok(None);
    }
    let called = audit::called(context, name).await?;
    *problem = called.is_none().then_some(NOBODY);
    Ok(called)
}

fn day(text: &str, problem: &mut Option<&'static str>) -> Option<Date> {
    if text.trim().is_empty() {
        return None;
    }
    let day = text
        .trim()
        .parse()
        .ok()
        .filter(|day: &Date| day.year() >= 1970);
    *problem = day.is_none().then_some(NO_DAY);
    day
}

fn begin_ms(day: Date) -> Option<u64> {
    let begin = day.to_zoned(TimeZone::UTC).ok()?;
    u64::try_from(begin.timestamp().as_millisecond()).ok()
}

//! Dates and numbers as people of a language write them. The portal speaks of UTC and says so; a
//! browser that runs scripts shows its own time beside.

use crate::language::Language;
use crate::texts::{self, value};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets;
use icu_datetime::input::{Date, DateTime, Time};
use icu_datetime::options::Length;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::{Locale, locale};
use jiff::Timestamp;
use jiff::tz::TimeZone;

const MINUTE_MS: u64 = 60_000;
const HOUR_MS: u64 = 60 * MINUTE_MS;
const DAY_MS: u64 = 24 * HOUR_MS;

/// Day and time, the month written out, with the words UTC.
pub(crate) fn long(language: Language, ms: u64) -> String {
    written(language, ms, Length::Long).unwrap_or_else(|| iso(ms))
}

/// Day and time, short, with the words UTC.
pub(crate) fn short(language: Language, ms: u64) -> String {
    written(language, ms, Length::Medium).unwrap_or_else(|| iso(ms))
}

/// RFC 3339, to the second, in UTC: for machines.
pub(crate) fn iso(ms: u64) -> String {
    let seconds = i64::try_from(ms / 1000).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds)
        .map(|at| at.to_string())
        .unwrap_or_default()
}

/// How long ago, in the largest unit that says enough.
pub(crate) fn ago(language: Language, now_ms: u64, ms: u64) -> String {
    let passed = now_ms.saturating_sub(ms);
    let (key, n) = match passed {
        ..MINUTE_MS => return texts::text(language, "ago-now", &[]),
        MINUTE_MS..HOUR_MS => ("ago-minutes", passed / MINUTE_MS),
        HOUR_MS..DAY_MS => ("ago-hours", passed / HOUR_MS),
        DAY_MS.. => ("ago-days", passed / DAY_MS),
    };
    texts::text(language, key, &[("n", value(n))])
}

/// A whole number, its digits grouped.
pub(crate) fn number(language: Language, number: i64) -> String {
    let formatter = DecimalFormatter::try_new(locale_of(language).into(), Default::default());
    formatter.map_or_else(
        |_| number.to_string(),
        |formatter| formatter.format(&Decimal::from(number)).to_string(),
    )
}

/// British for English: the day before the month, and 24 hours.
fn locale_of(language: Language) -> Locale {
    match language {
        Language::En => locale!("en-GB"),
        Language::Fr => locale!("fr-FR"),
    }
}

fn written(language: Language, ms: u64, length: Length) -> Option<String> {
    let at = Timestamp::from_millisecond(i64::try_from(ms).ok()?).ok()?;
    let at = at.to_zoned(TimeZone::UTC);
    let part = |part: i8| u8::try_from(part).ok();
    let at = DateTime {
        date: Date::try_new_iso(at.year().into(), part(at.month())?, part(at.day())?).ok()?,
        time: Time::try_new(part(at.hour())?, part(at.minute())?, part(at.second())?, 0).ok()?,
    };
    let fields = fieldsets::YMD::for_length(length).with_time_hm();
    let formatter = DateTimeFormatter::try_new(locale_of(language).into(), fields).ok()?;
    Some(format!("{} UTC", formatter.format(&at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-23 14:05:09 UTC.
    const AT: u64 = 1_795_442_709_000;

    #[test]
    fn dates_are_written_as_in_the_language() {
        assert_eq!(long(Language::En, AT), "23 November 2026 at 14:05 UTC");
        assert_eq!(long(Language::Fr, AT), "23 novembre 2026 à 14:05 UTC");
        assert_eq!(short(Language::En, AT), "23 Nov 2026, 14:05 UTC");
        assert_eq!(short(Language::Fr, AT), "23 nov. 2026, 14:05 UTC");
        assert_eq!(iso(AT), "2026-11-23T14:05:09Z");
    }

    #[test]
    fn numbers_are_grouped_as_in_the_language() {
        assert_eq!(number(Language::En, 1_234_567), "1,234,567");
        assert_eq!(number(Language::Fr, 1_234_567), "1\u{202f}234\u{202f}567");
    }

    #[test]
    fn what_was_long_ago_is_said_in_days() {
        let ago = |ms| ago(Language::En, AT, AT - ms);
        assert_eq!(ago(59_000), "just now");
        assert_eq!(ago(90 * MINUTE_MS), "1 hour ago");
        assert_eq!(ago(3 * DAY_MS), "3 days ago");
    }
}

//! Dates, times and numbers as people write them in their language. All times are UTC: the portal
//! does not know where anybody is.

use crate::language::Language;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{YMD, YMDT};
use icu_datetime::input::{UtcOffset, ZonedDateTime};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::{Locale, locale};

/// `23 November 2026 at 14:05 UTC`, `23 novembre 2026 à 14:05 UTC`.
pub(crate) fn long(language: Language, ms: u64) -> String {
    format!("{} UTC", written(language, YMD::long().with_time_hm(), ms))
}

/// `23 Nov 2026, 14:05`, `23 nov. 2026, 14:05`: for lists that say elsewhere that times are UTC.
#[cfg_attr(not(test), allow(dead_code, reason = "for pages"))]
pub(crate) fn short(language: Language, ms: u64) -> String {
    written(language, YMD::medium().with_time_hm(), ms)
}

/// `12,345`, `12 345` with a narrow space that does not break.
#[cfg_attr(not(test), allow(dead_code, reason = "for pages"))]
pub(crate) fn number(language: Language, number: u64) -> String {
    DecimalFormatter::try_new(locale(language).into(), Default::default()).map_or_else(
        |_| number.to_string(),
        |formatter| formatter.format(&Decimal::from(number)).to_string(),
    )
}

fn written(language: Language, fields: YMDT, ms: u64) -> String {
    let ms = i64::try_from(ms).unwrap_or(i64::MAX);
    // Its data is part of the program; without it there is still the international way.
    DateTimeFormatter::try_new(locale(language).into(), fields).map_or_else(
        |_| {
            jiff::Timestamp::from_millisecond(ms)
                .unwrap_or_default()
                .to_string()
        },
        |formatter| {
            let time = ZonedDateTime::from_epoch_milliseconds_and_utc_offset(ms, UtcOffset::zero());
            formatter.format(&time).to_string()
        },
    )
}

const fn locale(language: Language) -> Locale {
    match language {
        Language::En => locale!("en-GB"),
        Language::Fr => locale!("fr"),
    }
}

#[cfg(test)]
mod tests {
    use super::{long, number, short};
    use crate::language::Language::{En, Fr};

    /// 2026-11-23 14:05 UTC.
    const MS: u64 = 1_795_442_700_000;

    #[test]
    fn dates_are_written_as_in_the_language() {
        assert_eq!(long(En, MS), "23 November 2026 at 14:05 UTC");
        assert_eq!(long(Fr, MS), "23 novembre 2026 à 14:05 UTC");
        assert_eq!(short(En, MS), "23 Nov 2026, 14:05");
        assert_eq!(short(Fr, MS), "23 nov. 2026, 14:05");
        assert_eq!(long(En, 0), "1 January 1970 at 00:00 UTC");
        assert!(!long(Fr, u64::MAX).is_empty());
    }

    #[test]
    fn numbers_are_grouped_as_in_the_language() {
        assert_eq!(number(En, 1_234_567), "1,234,567");
        assert_eq!(number(Fr, 1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(number(Fr, 999), "999");
    }
}

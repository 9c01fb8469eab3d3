//! Dates: of letters, of records, and as a letter prints them.
//!
//! The only module that names chrono. Reading the clock is left to `clock`.

use crate::counting;
use std::fmt::{self, Write};
use std::time::SystemTime;

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, Datelike, Local, Locale, NaiveDate, Utc};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// A day before all others, where none could be read.
    pub(crate) const EARLIEST: Self = Self(NaiveDate::MIN);

    /// Reads `YYYY-MM-DD` (ISO 8601 calendar date, extended format), years 1000 to 9999.
    pub fn parse(text: &str) -> Option<Self> {
        match Period::parse(text)? {
            Period {
                month: Some(_),
                day: Some(_),
                first,
            } => Some(first),
            _ => None,
        }
    }

    /// The day on which `time` falls where this machine stands.
    pub fn local(time: SystemTime) -> Self {
        Self(DateTime::<Local>::from(time).date_naive())
    }

    /// The day, in UTC, of so many seconds after 1970-01-01.
    pub fn from_epoch_seconds(seconds: i64) -> Option<Self> {
        Some(Self(
            DateTime::<Utc>::from_timestamp(seconds, 0)?.date_naive(),
        ))
    }

    /// The seconds from 1970-01-01 to the beginning of the day in UTC.
    pub fn epoch_seconds(self) -> i64 {
        self.0
            .and_time(chrono::NaiveTime::MIN)
            .and_utc()
            .timestamp()
    }

    /// The date as a letter in the language `lang` prints it, by an strftime `pattern`.
    ///
    /// `None` if chrono does not know the pattern, or the names that it asks for in that language.
    pub fn format(self, pattern: &str, lang: &str) -> Option<String> {
        let names = ["%A", "%a", "%B", "%b", "%h"]
            .iter()
            .any(|name| pattern.contains(name));
        let locale = locale(lang).or((!names).then_some(Locale::POSIX))?;
        let items: Vec<Item<'_>> = StrftimeItems::new_with_locale(pattern, locale).collect();
        if items.contains(&Item::Error) {
            return None;
        }
        let mut out = String::new();
        let formatted = self
            .0
            .format_localized_with_items(items.into_iter(), locale);
        write!(out, "{formatted}").ok()?;
        // The C library's Kazakh names of months are capitalised; written Kazakh has them small.
        Some(if lang == "kk" {
            out.to_lowercase()
        } else {
            out
        })
    }

    /// Returns whether an strftime `pattern` prints the day, the month and the year, so that no two days are alike.
    pub(crate) fn is_told_by(pattern: &str, lang: &str) -> bool {
        let days = ["2001-02-03", "2002-02-03", "2001-04-03", "2001-02-05"];
        let told = days
            .iter()
            .filter_map(|day| Self::parse(day)?.format(pattern, lang));
        let told: std::collections::BTreeSet<String> = told.collect();
        told.len() == days.len()
    }

    /// How long before this day something was that is dated by a day, a month or a year; zero if it was not
    /// before it.
    pub fn age_of(self, earlier: Period) -> Age {
        let first = earlier.first();
        let whole = self.whole_months_since(first);
        let begun = whole + u32::from(first.plus_months(whole) < self);
        Age {
            least: self.whole_months_since(earlier.last()),
            most: begun,
        }
    }

    fn whole_months_since(self, earlier: Date) -> u32 {
        let months = (self.0.year() - earlier.0.year()) * 12
            + (self.0.month().cast_signed() - earlier.0.month().cast_signed());
        let months = u32::try_from(months).unwrap_or(0);
        months - u32::from(months > 0 && earlier.plus_months(months) > self)
    }

    /// The day so many months later, or the last of its month; the last day of all stays itself.
    fn plus_months(self, months: u32) -> Self {
        Self(
            self.0
                .checked_add_months(chrono::Months::new(months))
                .unwrap_or(self.0),
        )
    }

    /// The day after; the last day of all stays itself.
    pub fn next(self) -> Self {
        Self(self.0.succ_opt().unwrap_or(self.0))
    }

    /// The day before.
    pub fn previous(self) -> Self {
        Self(self.0.pred_opt().unwrap_or(self.0))
    }

    /// The day so many days later.
    pub fn plus_days(self, days: u32) -> Self {
        let later = self.0.checked_add_days(chrono::Days::new(days.into()));
        Self(later.unwrap_or(self.0))
    }

    /// Year, month and day as numbers.
    pub fn parts(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

/// Languages whose locale is not the language's own code twice, such as `de_DE`.
const TERRITORIES: [(&str, &str); 28] = [
    ("ar", "EG"),
    ("be", "BY"),
    ("bs", "BA"),
    ("ca", "ES"),
    ("cs", "CZ"),
    ("cy", "GB"),
    ("da", "DK"),
    ("el", "GR"),
    ("en", "GB"),
    ("et", "EE"),
    ("eu", "ES"),
    ("fa", "IR"),
    ("ga", "IE"),
    ("gl", "ES"),
    ("he", "IL"),
    ("hy", "AM"),
    ("ja", "JP"),
    ("ka", "GE"),
    ("kk", "KZ"),
    ("ko", "KR"),
    ("ky", "KG"),
    ("nb", "NO"),
    ("sl", "SI"),
    ("sq", "AL"),
    ("sr", "RS"),
    ("sv", "SE"),
    ("uk", "UA"),
    ("vi", "VN"),
];

/// The locale whose names of months a language uses, if chrono has it.
fn locale(lang: &str) -> Option<Locale> {
    let territory = TERRITORIES
        .iter()
        .find(|(known, _)| *known == lang)
        .map_or_else(|| lang.to_uppercase(), |(_, t)| (*t).to_owned());
    Locale::try_from(format!("{lang}_{territory}").as_str()).ok()
}

/// How long ago something was, in months: a source that gives a month or a year leaves it open between two
/// bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// The whole months that have passed at least.
    pub least: u32,
    /// The months that have begun at most: it was not longer ago.
    pub most: u32,
}

impl fmt::Display for Age {
    /// Never less than it may be: what was between two and three years ago is "2 to 3 years" old.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |n: u32, word: &str| counting::counted(n as usize, word);
        let (years, begun) = (self.least / 12, self.most.div_ceil(12));
        match (self.least, self.most) {
            (least, _) if least >= 12 && years == begun => f.write_str(&counted(years, "year")),
            (least, _) if least >= 12 => write!(f, "{years} to {}", counted(begun, "year")),
            (0, 0 | 1) => f.write_str("less than a month"),
            (0, most) if most <= 12 => write!(f, "up to {}", counted(most, "month")),
            (0, _) => write!(f, "up to {}", counted(begun, "year")),
            (least, most) if least == most => f.write_str(&counted(least, "month")),
            (least, most) if most <= 12 => write!(f, "{least} to {}", counted(most, "month")),
            (least, _) => write!(
                f,
                "{} to {}",
                counted(least, "month"),
                counted(begun, "year")
            ),
        }
    }
}

/// A year, a month or a day, as sources give them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    first: Date,
    month: Option<u32>,
    day: Option<u32>,
}

impl Period {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    ///
    /// ```
    /// use protest_letter::calendar::Period;
    /// assert_eq!(Period::parse("2013-11").unwrap().last().to_string(), "2013-11-30");
    /// assert!(Period::parse("2013-13").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts
            .next()
            .map(|p| digits(p, 2))
            .map_or(Some(None), |m| m.map(Some))?;
        let day = parts
            .next()
            .map(|p| digits(p, 2))
            .map_or(Some(None), |d| d.map(Some))?;
        if parts.next().is_some() || year < 1000 {
            return None;
        }
        let year = i32::try_from(year).ok()?;
        let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
        Some(Self {
            first: Date(first),
            month,
            day,
        })
    }

    /// The period's first day.
    pub fn first(self) -> Date {
        self.first
    }

    /// The period after the word that English puts before it: "on 2011-12-17", "in 2011-12".
    pub fn when(self) -> String {
        format!("{} {self}", if self.day.is_some() { "on" } else { "in" })
    }

    /// The period's last day.
    pub fn last(self) -> Date {
        let day = self.first.0;
        let next = match (self.month, self.day) {
            (Some(_), Some(_)) => return self.first,
            (Some(_), None) => day.checked_add_months(chrono::Months::new(1)),
            _ => day.checked_add_months(chrono::Months::new(12)),
        };
        Date(next.and_then(|d| d.pred_opt()).unwrap_or(day))
    }
}

fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pattern = match (self.month, self.day) {
            (Some(_), Some(_)) => "%Y-%m-%d",
            (Some(_), None) => "%Y-%m",
            _ => "%Y",
        };
        write!(f, "{}", self.first.0.format(pattern))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_date_is_a_whole_day() {
        assert!(Date::parse("2011-12").is_none());
        assert!(Date::parse("2011-02-29").is_none());
        assert!(Date::parse("2011-12-17x").is_none());
        assert!(Date::parse("+011-12-17").is_none());
    }

    #[test]
    fn months_stand_in_the_language_of_the_letter() {
        let day = date("2011-12-17");
        assert_eq!(day.format("%-d %B %Y", "en").unwrap(), "17 December 2011");
        assert_eq!(
            day.format("%-d %B %Y г.", "ru").unwrap(),
            "17 декабря 2011 г."
        );
        assert_eq!(
            day.format("%Y жылғы %-d %B", "kk").unwrap(),
            "2011 жылғы 17 желтоқсан"
        );
        assert_eq!(day.format("%Q", "en"), None);
        assert_eq!(day.format("%-d %B", "sv").unwrap(), "17 december");
        assert_eq!(day.format("%-d %B", "xx"), None);
        assert_eq!(day.format("%d.%m.%Y", "xx").unwrap(), "17.12.2011");
        for (lang, _) in TERRITORIES {
            assert!(day.format("%B", lang).is_some(), "{lang}");
        }
    }

    #[test]
    fn ages_never_understate() {
        let age = |day: &str, source: &str| {
            let source = Period::parse(source).unwrap();
            date(day).age_of(source).to_string()
        };
        assert_eq!(age("2026-11-29", "2023"), "2 to 4 years");
        assert_eq!(age("2026-11-29", "2024-05"), "2 to 3 years");
        assert_eq!(age("2026-11-23", "2023-11-23"), "3 years");
        assert_eq!(age("2026-11-23", "2023-11-22"), "3 to 4 years");
        assert_eq!(age("2012-01-16", "2011-12-17"), "less than a month");
        assert_eq!(age("2012-01-17", "2011-12-17"), "1 month");
        assert_eq!(age("2012-01-18", "2011-12-17"), "1 to 2 months");
        assert_eq!(age("2012-06-01", "2011"), "5 months to 2 years");
        assert_eq!(age("2012-12-31", "2011-12"), "1 to 2 years");
        assert_eq!(age("2011-12-17", "2011"), "up to 12 months");
        assert_eq!(age("2000-01-01", "2011-12-17"), "less than a month");
    }

    proptest::proptest! {
        /// By the calendar alone, a day at a time: an age in the words is at least as long as it was.
        #[test]
        fn an_age_is_between_its_bounds(days in 0_i64..6000, ago in 0_i64..6000, precision in 0_usize..3) {
            let day = Date::from_epoch_seconds((14_000 + ago + days) * 86_400).unwrap();
            let seen = Date::from_epoch_seconds((14_000 + ago) * 86_400).unwrap();
            let text = seen.to_string();
            let text = &text[..[10, 7, 4][precision]];
            let source = Period::parse(text).unwrap();
            let Age { least, most } = day.age_of(source);
            proptest::prop_assert!(source.first().plus_months(most) >= day);
            proptest::prop_assert!(most == 0 || source.first().plus_months(most - 1) < day);
            proptest::prop_assert!(least == 0 || source.last().plus_months(least) <= day);
            proptest::prop_assert!(source.last() > day || source.last().plus_months(least + 1) > day);
        }
    }
}

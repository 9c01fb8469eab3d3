//! Dates: of letters, of records, and as a letter prints them.
//!
//! The only module that names chrono. Reading the clock is left to `clock`.

use std::fmt::{self, Write};
use std::time::SystemTime;

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, Datelike, Local, Locale, NaiveDate, Utc};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(NaiveDate);

impl Date {
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

    /// Whole years and remaining months from `earlier` to this day; zero if it is not earlier.
    pub fn age_since(self, earlier: Date) -> Age {
        let months = (self.0.year() - earlier.0.year()) * 12
            + (self.0.month().cast_signed() - earlier.0.month().cast_signed())
            - i32::from(self.0.day() < earlier.0.day());
        let months = months.max(0).unsigned_abs();
        Age {
            years: months / 12,
            months: months % 12,
        }
    }

    /// The day after; the last day of all stays itself.
    pub fn next(self) -> Self {
        Self(self.0.succ_opt().unwrap_or(self.0))
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
    let territory = TERRITORIES.iter().find(|(known, _)| *known == lang);
    let territory = territory.map_or_else(|| lang.to_uppercase(), |(_, t)| (*t).to_owned());
    Locale::try_from(format!("{lang}_{territory}").as_str()).ok()
}

/// A span of time that a person would say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Age {
    /// Whole years.
    pub years: u32,
    /// Whole months beyond the years, 0 to 11.
    pub months: u32,
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |n: u32, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        match (self.years, self.months) {
            (0, 0) => write!(f, "less than a month"),
            (0, months) => write!(f, "{}", plural(months, "month")),
            (years, _) => write!(f, "{}", plural(years, "year")),
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
    fn ages_count_whole_months() {
        assert_eq!(
            date("2026-11-23").age_since(date("2023-04-30")).to_string(),
            "3 years"
        );
        assert_eq!(
            date("2012-01-16").age_since(date("2011-12-17")).to_string(),
            "less than a month"
        );
        assert_eq!(
            date("2012-01-17").age_since(date("2011-12-17")).to_string(),
            "1 month"
        );
        assert_eq!(
            date("2000-01-01").age_since(date("2011-12-17")).to_string(),
            "less than a month"
        );
    }
}

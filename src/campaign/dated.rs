//! Dated records: lists of what held when, out of which the date of the letter picks.

use std::fmt;

use serde::Serialize;

use crate::calendar::{Age, Date, Period};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::fields::{Table, Text};
use crate::suggest::did_you_mean;

/// The months after which a record is worth a look.
const OLD_MONTHS: u32 = 24;

/// How well a record is supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// At least two independent sources agree.
    TwoSources,
    /// One source says it.
    OneSource,
    /// A source of unknown worth says it.
    Unsure,
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TwoSources => "two sources",
            Self::OneSource => "one source",
            Self::Unsure => "unsure",
        })
    }
}

/// The evidence for a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The sources, never empty.
    pub source: Vec<String>,
    /// The date of the newest source; `None` if none bears a date.
    pub verified: Option<Period>,
    /// How well the sources support it.
    pub confidence: Confidence,
    /// A remark for people.
    pub note: Option<String>,
}

/// A value and the time in which it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<T> {
    /// The beginning; `None` if nobody knows it.
    pub from: Option<Period>,
    /// The end, the last day included; `None` if the record still holds as far as known.
    pub to: Option<Period>,
    /// Its evidence.
    pub evidence: Evidence,
    /// The value.
    pub value: T,
    /// The place of the record.
    pub place: Place,
    /// Whether everything in it could be read.
    pub is_whole: bool,
}

impl<T> Dated<T> {
    /// Returns `true` if the record holds on a day.
    pub fn covers(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from.first() <= date) && !self.ended(date)
    }

    /// Returns `true` if the record had ended before a day.
    pub fn ended(&self, date: Date) -> bool {
        self.to.is_some_and(|to| to.last() < date)
    }

    /// The time between the last verification of the record and `date`; `None` if the source bears no date or a
    /// later one.
    pub fn age(&self, date: Date) -> Option<Age> {
        let verified = self.evidence.verified?;
        (verified.first() < date).then(|| date.age_of(verified))
    }

    /// The age of a record that is worth a look before anybody relies on it.
    pub fn old(&self, date: Date) -> Option<Age> {
        self.age(date).filter(|age| age.most >= OLD_MONTHS)
    }

    /// Returns `true` if a source that is not later than a day shows what the record says, or a later one says that it
    /// held since then.
    pub fn is_shown_by(&self, date: Date) -> bool {
        let bounds = [self.from, self.evidence.verified];
        bounds
            .into_iter()
            .flatten()
            .any(|period| period.first() <= date)
    }

    fn since(&self) -> Option<Date> {
        self.from.map(Period::first)
    }
}

/// The records in force on a day: of those that cover it, the ones that began last.
pub(crate) fn in_force<'r, T: 'r>(
    records: impl Iterator<Item = &'r Dated<T>> + Clone,
    date: Date,
) -> impl Iterator<Item = &'r Dated<T>> {
    let latest = records
        .clone()
        .filter(|r| r.covers(date))
        .map(Dated::since)
        .max();
    records.filter(move |r| r.covers(date) && Some(r.since()) == latest)
}

/// The record that ended last before a day.
pub(crate) fn last_ended<'r, T: 'r>(
    records: impl Iterator<Item = &'r Dated<T>>,
    date: Date,
) -> Option<&'r Dated<T>> {
    records
        .filter(|r| r.ended(date))
        .max_by_key(|r| r.to.map(Period::last))
}

/// A time from a day on; with its last day, unless it has no end.
pub(crate) type Span = (Date, Option<Date>);

/// Returns the times from a day on that no record covers, in their order.
pub(crate) fn uncovered<'r, T: 'r>(
    records: impl Iterator<Item = &'r Dated<T>>,
    since: Date,
) -> Vec<Span> {
    let mut times: Vec<(Date, Option<Date>)> = records
        .map(|record| {
            let first = record.from.map_or(Date::EARLIEST, Period::first);
            (first, record.to.map(Period::last))
        })
        .collect();
    times.sort_unstable();
    let mut open = Vec::new();
    let mut next = Some(since);
    for (first, last) in times {
        let Some(day) = next else { break };
        if day < first {
            open.push((day, Some(first.previous())));
        }
        next = last.map(|last| day.max(last.next()).max(first));
    }
    open.extend(next.map(|day| (day, None)));
    open
}

/// Reads the keys that every dated record has; the caller has read the others.
///
/// `None` if there is no value. In place of what is missing or wrong, which the table knows, stands what claims least.
///
/// `before` is the number of problems before the record was read.
pub(crate) fn read<T>(mut table: Table<'_>, value: Option<T>, before: usize) -> Option<Dated<T>> {
    let place = table.place();
    let (from, to) = read_range(&mut table);
    let problems = table.problem_count();
    let source: Vec<String> = table
        .required_texts("source")
        .into_iter()
        .map(|t| t.value)
        .collect();
    if source.is_empty() && table.problem_count() == problems {
        let problem = Diagnostic::found(
            Code::MissingSource,
            "a record without a source; expected who says it",
        );
        table.report(problem.at(place.clone()));
    }
    let verified = read_period(&mut table, "verified");
    let confidence = table
        .required("confidence")
        .and_then(|t| read_confidence(&table, &t));
    let note = table.text("note").map(|t| t.value);
    let has_problems = table.problem_count() > before;
    let is_whole = table.finish() && !has_problems;
    let evidence = Evidence {
        source,
        verified,
        confidence: confidence.unwrap_or(Confidence::Unsure),
        note,
    };
    Some(Dated {
        from,
        to,
        evidence,
        value: value?,
        place,
        is_whole,
    })
}

/// Reads `from` and `to`, and reports a range that ends before it begins.
pub(crate) fn read_range(table: &mut Table<'_>) -> (Option<Period>, Option<Period>) {
    let from = table.text("from");
    let to = table.text("to");
    let first = from.as_ref().and_then(|t| period(table, t));
    let last = to.as_ref().and_then(|t| period(table, t));
    if let (Some(first), Some(last), Some(to)) = (first, last, to)
        && last.last() < first.first()
    {
        let message = format!("an impossible range of dates: from {first} to {last}");
        table.report(Diagnostic::found(Code::BadPeriod, message).at(to.place));
        return (None, None);
    }
    (first, last)
}

/// Reads a year, a month or a day, where there is one.
pub(crate) fn read_period(table: &mut Table<'_>, key: &'static str) -> Option<Period> {
    let text = table.text(key)?;
    period(table, &text)
}

fn period(table: &Table<'_>, text: &Text) -> Option<Period> {
    let period = Period::parse(&text.value);
    if period.is_none() {
        let message = format!(
            "`{}` is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD",
            text.value
        );
        table.report(Diagnostic::found(Code::BadDate, message).at(text.place.clone()));
    }
    period
}

/// Reads the word for a [`Confidence`].
pub(crate) fn read_confidence(table: &Table<'_>, text: &Text) -> Option<Confidence> {
    let known = [
        Confidence::TwoSources,
        Confidence::OneSource,
        Confidence::Unsure,
    ];
    let found = known.into_iter().find(|c| c.to_string() == text.value);
    if found.is_none() {
        let words = known.map(|c| c.to_string());
        let message = format!("unknown confidence `{}`", text.value);
        let help = did_you_mean(&text.value, words.iter().map(String::as_str))
            .unwrap_or_else(|| format!("one of `{}`", words.join("`, `")));
        table.report(
            Diagnostic::found(Code::UnknownWord, message)
                .at(text.place.clone())
                .help(help),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;

    fn record(from: Option<&str>, to: Option<&str>, value: &'static str) -> Dated<&'static str> {
        let parse = |t: &str| Period::parse(t).unwrap();
        let evidence = Evidence {
            source: vec!["s".into()],
            verified: Some(parse("2012")),
            confidence: Confidence::OneSource,
            note: None,
        };
        let place = Place::new(&Source::new("t", ""), 0..0);
        Dated {
            from: from.map(parse),
            to: to.map(parse),
            evidence,
            value,
            place,
            is_whole: true,
        }
    }

    fn on(records: &[Dated<&'static str>], date: &str) -> Vec<&'static str> {
        in_force(records.iter(), Date::parse(date).unwrap())
            .map(|r| r.value)
            .collect()
    }

    #[test]
    fn the_record_that_began_last_is_in_force() {
        let records = [
            record(None, None, "old"),
            record(Some("2013-11"), None, "new"),
        ];
        assert_eq!(on(&records, "2013-10-31"), ["old"]);
        assert_eq!(on(&records, "2013-11-01"), ["new"]);
    }

    #[test]
    fn a_record_holds_to_the_end_of_its_last_period() {
        let records = [record(None, Some("2013"), "a")];
        assert_eq!(on(&records, "2013-12-31"), ["a"]);
        assert!(on(&records, "2014-01-01").is_empty());
        let day = Date::parse("2014-01-01").unwrap();
        assert_eq!(last_ended(records.iter(), day).unwrap().value, "a");
    }

    #[test]
    fn the_time_that_no_record_covers_is_known() {
        let day = |text: &str| Date::parse(text).unwrap();
        let records = [
            record(Some("2013-05-03"), Some("2013"), "b"),
            record(Some("2012-01"), Some("2012-02"), "a"),
            record(Some("2012-02-05"), Some("2012-03-01"), "c"),
        ];
        let open = uncovered(records.iter(), day("2011-12-17"));
        let expected = [
            (day("2011-12-17"), Some(day("2011-12-31"))),
            (day("2012-03-02"), Some(day("2013-05-02"))),
            (day("2014-01-01"), None),
        ];
        assert_eq!(open, expected);
        assert!(uncovered([record(None, None, "a")].iter(), day("2020-01-01")).is_empty());
    }

    #[test]
    fn records_that_began_together_stand_together() {
        let records = [record(None, None, "a"), record(None, None, "b")];
        assert_eq!(on(&records, "2020-01-01"), ["a", "b"]);
    }
}

//! What spreadsheet programs make of what people type: `5/3` becomes a date, and yes becomes `TRUE`.
//!
//! Owns that no such value is printed as a name, and none as a part of an address without a word.

use crate::diagnostic::Diagnostic;
use crate::members::spelling::key;

/// The cells of truth values, in the languages of spreadsheet programs, and as other programs write them.
const TRUTHS: [&str; 12] = [
    "TRUE",
    "FALSE",
    "true",
    "false",
    "WAHR",
    "FALSCH",
    "VRAI",
    "FAUX",
    "VERDADERO",
    "FALSO",
    "ИСТИНА",
    "ЛОЖЬ",
];

/// What names of months begin with, as [`key`] writes them.
#[rustfmt::skip]
const MONTHS: [&str; 47] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    "mrz", "marz", "mai", "okt", "dez",
    "janv", "fevr", "mars", "avr", "juin", "juil", "aout", "sept",
    "ene", "abr", "ago", "dic",
    "янв", "фев", "мар", "апр", "маи", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
    "mag", "giu", "lug", "set", "maj",
];

/// The years that dates in lists of members have.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// The years that a program gives a day without one, such as that of the month when it was typed. Streets are named
/// after days of others.
const OWN_YEARS: std::ops::RangeInclusive<u32> = 2000..=2099;

/// The most parts of a date without its time.
const MOST: usize = 3;

/// The longest date in words, in bytes.
const LONGEST: usize = 40;

/// Checks a name.
///
/// # Errors
/// If it has no letter, or is a date or a truth value.
pub(super) fn check_name(name: &str) -> Result<(), Diagnostic> {
    let is_no_name = !name.contains(char::is_alphabetic) || is_date(name) || is_truth(name);
    if !is_no_name {
        return Ok(());
    }
    let help = "write who signs, or delete the row; if a formula stands there, open the list in its program and save it";
    Err(Diagnostic::error(format!("`{name}` is no name")).help(help))
}

/// What is wrong with a part of an address that may be a date or a truth value.
pub(super) fn warning_of_part(part: &str) -> Option<Diagnostic> {
    if !is_date(part) && !is_truth(part) {
        return None;
    }
    let message = format!("`{part}` is a date or a truth value of a spreadsheet program");
    Some(Diagnostic::warning(message).help(AS_TEXT))
}

/// What to do with a column whose values a spreadsheet program changed.
pub(super) const AS_TEXT: &str =
    "make the column text in the spreadsheet, and type the value again; it is printed as it stands";

fn is_truth(text: &str) -> bool {
    TRUTHS.contains(&text.trim())
}

/// Returns whether a text is a date or a time: a day, a month and a year in figures, a month by its name and one or two
/// numbers.
pub(super) fn is_date(text: &str) -> bool {
    let text = text.trim();
    // Nearly every cell of a list is asked.
    if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let day = if is_time(time) { day } else { text };
    if is_time(day) || day.contains('月') && day.contains('日') {
        return true;
    }
    Figures::of(day).is_some_and(|figures| figures.is_date(day))
}

/// Returns whether a text is a date, and not only a time.
pub(super) fn is_day(text: &str) -> bool {
    is_date(text) && !is_time(text.trim())
}

/// The parts of a text that may be a date: three at most, and one of them a word at most.
struct Figures<'t> {
    parts: [&'t str; MOST],
    numbers: [u32; MOST],
    words: usize,
    count: usize,
}

impl<'t> Figures<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let mut found = Self {
            parts: [""; MOST],
            numbers: [0; MOST],
            words: 0,
            count: 0,
        };
        let parts = text.split(|c: char| !c.is_alphanumeric());
        for part in parts.filter(|part| !part.is_empty()) {
            *found.parts.get_mut(found.count)? = part;
            match part.parse() {
                Ok(number) => found.numbers[found.count - found.words] = number,
                Err(_) if found.words == 1 => return None,
                Err(_) => found.words += 1,
            }
            found.count += 1;
        }
        Some(found)
    }

    fn is_date(&self, text: &str) -> bool {
        let parts = &self.parts[..self.count];
        match (self.words, &self.numbers[..self.count - self.words]) {
            (0, [first, second, third]) => is_in_figures(text, parts, [*first, *second, *third]),
            // `03.05.`: a day without its year.
            (0, [_, _]) => text.ends_with('.') && text.matches('.').count() == 2,
            (1, [number]) => is_short_date(text, parts, *number),
            (1, [first, last]) => is_long_date(text, parts, (*first, *last)),
            _ => false,
        }
    }
}

/// Hours and minutes, perhaps seconds.
fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let is_part = |part: &&str| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    (2..=3).contains(&parts.len()) && parts.iter().all(is_part)
}

/// `2026-03-05`, `5.3.2026`, `05/03/26`, `5.3.26`. `5/3/12` may be a door of a staircase of a house.
fn is_in_figures(text: &str, parts: &[&str], [first, second, third]: [u32; 3]) -> bool {
    let marks = text.chars().filter(|c| !c.is_alphanumeric());
    let is_one_mark = |mark: char| marks.clone().count() == 2 && marks.clone().all(|c| c == mark);
    let is_marked = ['.', '-', '/'].into_iter().any(is_one_mark);
    let is_day = |day: u32| (1..=31).contains(&day);
    let is_month = |month: u32| (1..=12).contains(&month);
    let from_year = YEARS.contains(&first) && is_month(second) && is_day(third);
    let to_year = YEARS.contains(&third) && is_day(first) && is_day(second);
    let is_short = parts.iter().all(|part| part.len() == 2) || is_one_mark('.') && third >= 20;
    let has_month = is_month(first) || is_month(second);
    let two_digits = is_short && third < 100 && has_month && is_day(second);
    is_marked && (from_year || to_year || two_digits)
}

/// A day and a month as spreadsheet programs show them: `5-Mar`, `05. Mrz`, `Mar-05`. `May 5` may be a street.
fn is_short_date(text: &str, parts: &[&str], number: u32) -> bool {
    let has_mark = text.contains(['-', '.', '/']);
    let is_number = number < 100 || YEARS.contains(&number);
    has_mark && is_number && parts.iter().any(|part| is_month(part))
}

/// `5 March 2026`, `05-Mar-26`. Streets are named after days, and have numbers.
fn is_long_date(text: &str, parts: &[&str], (first, last): (u32, u32)) -> bool {
    let stem = |part: &&str| MONTHS.iter().any(|month| key(part).starts_with(month));
    let is_day = (1..=31).contains(&first);
    let in_words = OWN_YEARS.contains(&last) && parts.get(1).is_some_and(stem);
    let is_joined =
        text.matches('-').count() == 2 && parts.get(1).is_some_and(|part| is_month(part));
    is_day && (in_words || is_joined)
}

fn is_month(word: &str) -> bool {
    MONTHS.contains(&key(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_what_people_type() {
        for date in [
            "2026-03-05",
            "5.3.2026",
            "05/03/2026",
            "5-Mar",
            "05. Mrz",
            "Mar-05",
            "12-Dez",
            "5 March 2026",
            "16. December 2011",
            "05-Mar-26",
            "05.03.26",
            "5.3.26",
            "05/03/26",
            "05-03-26",
            "2026-05-03 00:00:00",
            "05.03.2026 00:00",
            "2026-05-03T00:00:00",
            "03.05.",
            "05.май",
            "05.ноя",
            "05-mag",
            "5月3日",
            "12:05",
        ] {
            assert!(is_date(date), "{date}");
        }
        for other in [
            "5/3",
            "12-14",
            "3",
            "12a",
            "Straße des 17. Juni 135",
            "5 May Street",
            "17 Marsh Lane",
            "May 5",
            "Mart-5",
            "0351 12 1985",
            "0351-12-1985",
            "1-2-3",
            "",
            "Anna",
            "12 Mar",
            "5/3/12",
            "12.3",
            "Markt 5-7",
            "Marktstr. 12-14",
            "Mayrgasse 5/12",
            "Марата 5-12",
            "8 Марта 12",
            "1 Mai 5",
            "25 Aprile 5",
            "8 mai 1945",
            "18 July 1955",
            "192.168.1",
        ] {
            assert!(!is_date(other), "{other}");
        }
    }

    #[test]
    fn a_name_has_letters() {
        for wrong in [
            "0",
            "12",
            "2026-03-05",
            "TRUE",
            "true",
            "ИСТИНА",
            "5-Mar",
            "-",
            "…",
        ] {
            assert!(check_name(wrong).is_err(), "{wrong}");
        }
        for name in [
            "Anna",
            "X Æ A-12",
            "True",
            "王",
            "May 5th Movement",
            "Agent 007",
            "Өмірбек",
        ] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn every_month_can_be_found() {
        for month in MONTHS {
            assert_eq!(month, key(month), "{month}");
        }
    }
}

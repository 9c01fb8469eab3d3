//! What spreadsheet programs make of what people type: `5/3` becomes a date, and yes becomes `TRUE`.
//!
//! Owns that no such value is printed as a name, and none as a part of an address without a word.

use crate::diagnostic::Diagnostic;
use crate::members::spelling::key;

/// The cells of truth values, in the languages of spreadsheet programs.
const TRUTHS: [&str; 10] = [
    "TRUE",
    "FALSE",
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
const MONTHS: [&str; 38] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    "mrz", "marz", "mai", "okt", "dez",
    "janv", "fevr", "mars", "avr", "juin", "juil", "aout", "sept",
    "ene", "abr", "ago", "dic",
    "янв", "фев", "мар", "апр", "июн", "июл", "авг", "сен", "окт",
];

/// The years that dates in lists of members have.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

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

/// Returns whether a text is a date: a day, a month and a year in figures, or a month by its name and one or two numbers.
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let words = parts.len() - numbers.len();
    match (words, &numbers[..]) {
        (0, [first, month, last]) => {
            let is_day = |day: &u32| (1..=31).contains(day);
            let has_marks = text.contains(['.', '-', '/']) && !text.contains(char::is_whitespace);
            let from_year = YEARS.contains(first) && (1..=12).contains(month) && is_day(last);
            let to_year = YEARS.contains(last) && is_day(first) && is_day(month);
            has_marks && (from_year || to_year)
        }
        (1, [number]) => is_short_date(text, &parts, *number),
        (1, [first, last]) => {
            let is_year = |number: &u32| YEARS.contains(number) || *number < 100;
            parts.iter().any(|part| is_month(part)) && is_year(first) && is_year(last)
        }
        _ => false,
    }
}

/// A day and a month as spreadsheet programs show them: `5-Mar`, `05. Mrz`, `Mar-05`. `May 5` may be a street.
fn is_short_date(text: &str, parts: &[&str], number: u32) -> bool {
    let has_mark = text.contains(['-', '.']) || text.contains('/');
    let is_number = number < 100 || YEARS.contains(&number);
    has_mark
        && is_number
        && parts
            .iter()
            .any(|part| MONTHS.contains(&key(part).as_str()))
}

fn is_month(word: &str) -> bool {
    let word = key(word);
    word.chars().count() >= 3
        && MONTHS.iter().any(|month| word.starts_with(month))
        && word.chars().count() <= 9
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
        ] {
            assert!(!is_date(other), "{other}");
        }
    }

    #[test]
    fn a_name_has_letters() {
        for wrong in ["0", "12", "2026-03-05", "TRUE", "ИСТИНА", "5-Mar", "-", "…"] {
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
}

//! Checks of the cells of some columns.

use crate::campaign::texts::is_language_tag;
use crate::diagnostic::Diagnostic;
use crate::members::cells::{is_power_of_ten, shortened};
use crate::members::typed::is_day;

/// Words that mean yes and no in the columns of consent, death and refusal; an empty cell means no.
#[rustfmt::skip]
const YES: [&str; 29] = [
    "yes", "y", "ja", "j", "oui", "sí", "si", "sì", "да", "иә", "sim", "tak", "true", "wahr", "vrai", "verdadero", "истина", "1", "x",
    "✓", "✔", "☑", "agreed", "agrees", "einverstanden", "zugestimmt", "d'accord", "согласен", "согласна",
];
#[rustfmt::skip]
const NO: [&str; 25] = [
    "no", "n", "nein", "non", "нет", "жоқ", "false", "falsch", "faux", "falso", "ложь", "0", "-", "–", "—", "✗", "✘", "☐", "[ ]", "n/a",
    "k.a.", "none", "0.0", "0000-00-00", "off",
];

/// What a cell says that is asked for a yes or a no: `None` if neither.
pub(super) fn said(cell: &str) -> Option<bool> {
    let whole = cell.trim().to_lowercase();
    let word = whole.strip_suffix(['.', '!']).unwrap_or(&whole);
    let is_one = |list: &[&str]| list.contains(&whole.as_str()) || list.contains(&word);
    if is_one(&YES) {
        return Some(true);
    }
    (word.is_empty() || is_one(&NO)).then_some(false)
}

/// Returns `true` if a cell of the column called `column` says yes, or when: the day on which somebody agreed, refused
/// or died.
///
/// # Errors
/// If it says neither that nor no.
pub(super) fn answer(column: &str, cell: &str) -> Result<bool, Diagnostic> {
    if let Some(said) = said(cell) {
        return Ok(said);
    }
    if is_day(cell) {
        return Ok(true);
    }
    let shown = shortened(cell);
    let message = format!("`{column}` is `{shown}`; expected yes, no or a date");
    let help = "write `yes` or `no`, in your language, or leave it empty for no";
    Err(Diagnostic::error(message).help(help))
}

/// A text whose lines end with `\n`.
pub(super) fn plain_breaks(cell: &str) -> String {
    cell.replace("\r\n", "\n").replace('\r', "\n")
}

/// A number as it was typed, not as a power of ten.
pub(super) fn whole_number(cell: &str, what: &str) -> Result<String, Diagnostic> {
    if !is_power_of_ten(cell) {
        return Ok(cell.to_owned());
    }
    let message = format!("`{cell}` is not {what} but a number that lost its digits");
    let help = "make the column text in the spreadsheet, and type the number again";
    Err(Diagnostic::error(message).help(help))
}

/// A phone number as the sender writes it.
pub(super) fn phone(cell: &str) -> Result<String, Diagnostic> {
    if cell.contains(|c: char| c.is_ascii_digit()) {
        return whole_number(cell, "a phone number");
    }
    let message = format!("`{cell}` is not a phone number");
    Err(Diagnostic::error(message).help("give the number, or leave the cell empty"))
}

/// A language tag (BCP 47: RFC 5646, 2.1), in any case.
pub(super) fn language(cell: &str) -> Result<String, Diagnostic> {
    let tag = cell.replace('_', "-");
    let (language, rest) = tag.split_at(tag.find('-').unwrap_or(tag.len()));
    let tag = format!("{}{rest}", language.to_lowercase());
    if is_language_tag(&tag) {
        return Ok(tag);
    }
    let message = format!("`{cell}` is not a language tag");
    Err(Diagnostic::error(message).help("expected a tag such as `en`, `ru` or `kk-Cyrl`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_yes_no_or_a_date() {
        for yes in YES {
            assert_eq!(answer("c", &yes.to_uppercase()), Ok(true), "{yes}");
        }
        for no in NO.into_iter().chain(["", " "]) {
            assert_eq!(answer("c", no), Ok(false), "{no}");
        }
        for (cell, expected) in [
            ("Yes.", Some(true)),
            ("k.A.", Some(false)),
            ("12.3.2019", Some(true)),
            ("0000-00-00", Some(false)),
            ("maybe", None),
            ("alive", None),
            ("?", None),
            ("12:30", None),
            ("согласна", Some(true)),
        ] {
            assert_eq!(answer("c", cell).ok(), expected, "{cell}");
        }
    }

    #[test]
    fn a_language_is_a_tag() {
        assert_eq!(language("EN_gb").as_deref(), Ok("en-gb"));
        assert_eq!(language("kk-Cyrl").as_deref(), Ok("kk-Cyrl"));
        assert!(language("English").is_err() && language("e").is_err());
    }

    #[test]
    fn a_phone_number_is_as_it_was_written() {
        assert_eq!(phone("0351/12 34").as_deref(), Ok("0351/12 34"));
        assert!(phone("-").is_err() && phone("4,4E+11").is_err());
    }
}

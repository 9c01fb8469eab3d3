//! Checks of the cells of some columns.

use crate::campaign::texts::is_language_tag;
use crate::diagnostic::Diagnostic;
use crate::members::cells::{is_power_of_ten, shortened};
use crate::members::typed::is_date;

/// Words that mean yes and no in the column of consent; an empty cell means no.
#[rustfmt::skip]
const YES: [&str; 22] = [
    "yes", "y", "ja", "j", "oui", "sí", "si", "sì", "да", "иә", "sim", "tak", "true", "wahr", "vrai", "verdadero", "истина", "1", "x",
    "✓", "✔", "☑",
];
#[rustfmt::skip]
const NO: [&str; 25] = [
    "no", "n", "nein", "non", "нет", "жоқ", "false", "falsch", "faux", "falso", "ложь", "0", "-", "–", "—", "✗", "✘", "☐", "[ ]", "n/a",
    "k.a.", "none", "0.0", "0000-00-00", "off",
];

/// What a cell says that is asked for a yes or a no: `None` if neither.
pub(super) fn said(cell: &str) -> Option<bool> {
    let word = cell.trim().to_lowercase();
    let word = word.strip_suffix(['.', '!']).unwrap_or(&word);
    if YES.contains(&word) {
        return Some(true);
    }
    // `k.a` is what is left of `k.A.`
    let is_no =
        word.is_empty() || NO.contains(&word) || NO.contains(&cell.trim().to_lowercase().as_str());
    is_no.then_some(false)
}

/// Returns `true` if a cell of the column called `column` says yes.
///
/// # Errors
/// If it says neither yes nor no.
pub(super) fn consent(column: &str, cell: &str) -> Result<bool, Diagnostic> {
    if let Some(said) = said(cell) {
        return Ok(said);
    }
    let message = format!("`{column}` is `{}`; expected yes or no", shortened(cell));
    let help = "write `yes` or `no`, in any of the five languages, or leave it empty for no";
    Err(Diagnostic::error(message).help(help))
}

/// Returns `true` if a cell says that somebody died or refused, by a yes or a date.
///
/// # Errors
/// If it says neither that nor a no.
pub(super) fn died_or_refused(column: &str, cell: &str) -> Result<bool, Diagnostic> {
    if let Some(said) = said(cell) {
        return Ok(said);
    }
    if is_date(cell) {
        return Ok(true);
    }
    let message = format!(
        "`{column}` is `{}`; expected yes, no or a date",
        shortened(cell)
    );
    let help = "write `yes` or `no`, in any of the five languages, or leave it empty for no";
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
    fn consent_is_yes_or_no() {
        for yes in YES {
            assert_eq!(consent("c", &yes.to_uppercase()), Ok(true), "{yes}");
        }
        for no in NO.into_iter().chain(["", " "]) {
            assert_eq!(consent("c", no), Ok(false), "{no}");
        }
        assert!(consent("c", "maybe").is_err());
        assert_eq!(
            (said("Yes."), said("k.A."), said("?")),
            (Some(true), Some(false), None)
        );
        for (cell, expected) in [
            ("yes", Some(true)),
            ("12.3.2019", Some(true)),
            ("0000-00-00", Some(false)),
            ("", Some(false)),
            ("alive", None),
            ("unknown", None),
        ] {
            assert_eq!(died_or_refused("c", cell).ok(), expected, "{cell}");
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

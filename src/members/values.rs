//! Checks of the cells of some columns.

use crate::campaign::texts::is_language_tag;
use crate::diagnostic::Diagnostic;
use crate::members::cells::{is_power_of_ten, shortened};

/// Words that mean yes and no in the column of consent; an empty cell means no.
#[rustfmt::skip]
const YES: [&str; 17] = [
    "yes", "y", "ja", "j", "oui", "sí", "si", "да", "true", "wahr", "vrai", "verdadero", "истина", "1", "x", "✓", "✔",
];
#[rustfmt::skip]
const NO: [&str; 13] = ["no", "n", "nein", "non", "нет", "false", "falsch", "faux", "falso", "ложь", "0", "-", "✗"];

/// Returns `true` if a cell of the column called `column` says yes.
///
/// # Errors
/// If it says neither yes nor no.
pub(super) fn consent(column: &str, cell: &str) -> Result<bool, Diagnostic> {
    let word = cell.trim().to_lowercase();
    if YES.contains(&word.as_str()) {
        return Ok(true);
    }
    if word.is_empty() || NO.contains(&word.as_str()) {
        return Ok(false);
    }
    let message = format!("`{column}` is `{}`; expected yes or no", shortened(cell));
    let (yes, no) = (YES.join("`, `"), NO.join("`, `"));
    Err(Diagnostic::error(message).help(format!("write one of `{yes}`, or one of `{no}`")))
}

/// Returns `true` if a cell says anything but no: what somebody typed there is yes, or when.
pub(super) fn says_anything(cell: &str) -> bool {
    let word = cell.trim().to_lowercase();
    !word.is_empty() && !NO.contains(&word.as_str())
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

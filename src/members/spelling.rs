//! Names and addresses however they are spelled.
//!
//! The only module that names `unicode_normalization` (Unicode Standard Annex 15).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a text is compared by: letters and digits, without case and accents.
///
/// `Straße` and `STRASSE` are alike, and so are `E-Mail` and `e mail`.
pub fn key(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c));
    let lower = plain.flat_map(char::to_lowercase);
    let kept: String = lower.filter(|c| c.is_alphanumeric()).collect();
    kept.replace('ß', "ss")
}

/// The name that a template calls a column by: lower case, every run of other characters than
/// letters and digits one `_`, none at the ends; before a digit at the start stands `_`. `None` if
/// nothing is left.
pub(super) fn identifier(text: &str) -> Option<String> {
    let lower = text.nfc().collect::<String>().to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let name = words.join("_");
    let first = name.chars().next()?;
    Some(if first.is_numeric() {
        format!("_{name}")
    } else {
        name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_marks_do_not_count() {
        for (one, other) in [
            ("Straße", "STRASSE"),
            ("E-Mail", "e mail"),
            ("código_postal", "Codigo Postal"),
            ("Имя", "ИМЯ"),
            ("Район", "раион"),
            ("Tel.", "tel"),
        ] {
            assert_eq!(key(one), key(other));
        }
        assert_ne!(key("name"), key("nom"));
    }

    #[test]
    fn a_column_has_the_name_of_a_variable() {
        for (header, name) in [
            (" Mitglieds-Nr. ", Some("mitglieds_nr")),
            ("2024 fees", Some("_2024_fees")),
            ("Größe", Some("größe")),
            ("%", None),
        ] {
            assert_eq!(identifier(header).as_deref(), name);
        }
    }
}

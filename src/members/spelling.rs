//! Names and addresses however they are spelled.
//!
//! The only module that names `unicode_normalization` (Unicode Standard Annex 15).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a text is compared by: letters and digits, without case and accents.
///
/// `Straße` and `STRASSE` are alike, and so are `E-Mail` and `e mail`.
///
/// ASCII is a decomposition of itself and no mark, so what stands between it is decomposed by itself.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let length = |text: &str, ascii: bool| {
        let end = text.bytes().position(|byte| byte.is_ascii() != ascii);
        end.unwrap_or(text.len())
    };
    let mut rest = text;
    while !rest.is_empty() {
        let (ascii, other) = rest.split_at(length(rest, true));
        let kept = ascii.bytes().filter(u8::is_ascii_alphanumeric);
        key.extend(kept.map(|byte| char::from(byte.to_ascii_lowercase())));
        let (other, behind) = other.split_at(length(other, false));
        add_decomposed(other, &mut key);
        rest = behind;
    }
    key
}

fn add_decomposed(text: &str, key: &mut String) {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c));
    for c in plain.flat_map(char::to_lowercase) {
        match c {
            'ß' => key.push_str("ss"),
            _ if c.is_alphanumeric() => key.push(c),
            _ => {}
        }
    }
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
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn a_key_is_that_of_the_whole_text(text in "([a-zA-Z ß.-]{0,3}|\\PC|[\u{300}-\u{310}éÖẞﬁ½]){0,8}") {
            let mut whole = String::new();
            add_decomposed(&text, &mut whole);
            prop_assert_eq!(key(&text), whole);
        }
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

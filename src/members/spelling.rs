//! Names and addresses however they are spelled.
//!
//! The only module that names `unicode_normalization` (Unicode Standard Annex 15).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key that texts are compared by: letters and digits, without case and accents.
///
/// `Straße` and `STRASSE` are alike, and so are `E-Mail` and `e mail`.
///
/// ASCII is a decomposition of itself and no mark, so what stands between it is decomposed by itself.
pub(crate) fn key(text: &str) -> String {
    let mut key = Vec::with_capacity(text.len());
    let length = |text: &str, ascii: bool| {
        let end = text.bytes().position(|byte| byte.is_ascii() != ascii);
        end.unwrap_or(text.len())
    };
    let mut rest = text;
    while !rest.is_empty() {
        let (ascii, other) = rest.split_at(length(rest, true));
        add_ascii(ascii, &mut key);
        let (other, behind) = other.split_at(length(other, false));
        add_decomposed(other, &mut key);
        rest = behind;
    }
    String::from_utf8(key).unwrap_or_default()
}

/// Adds letters and digits. Each byte is written and kept or not, which takes half the time of a choice.
fn add_ascii(text: &str, key: &mut Vec<u8>) {
    let mut end = key.len();
    key.resize(end + text.len(), 0);
    for byte in text.bytes() {
        key[end] = byte.to_ascii_lowercase();
        end += usize::from(byte.is_ascii_alphanumeric());
    }
    key.truncate(end);
}

fn add_decomposed(text: &str, key: &mut Vec<u8>) {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c));
    for c in plain.flat_map(char::to_lowercase) {
        match c {
            'ß' => key.extend(b"ss"),
            _ if c.is_alphanumeric() => key.extend(c.encode_utf8(&mut [0; 4]).bytes()),
            _ => {}
        }
    }
}

/// The key that names of branches are compared by: without case and accents, with one blank for several. Other
/// characters count: `C` is not `C++`.
pub(crate) fn caseless(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c));
    let lower: String = plain.flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.join(" ").replace('ß', "ss")
}

/// The key that addresses are compared by: as [`key`], but what stands between two digits, or between a letter and a
/// digit behind it, stays. `1/12` is not `11/2`, and `1a 2` is not `1 a2`; `12 a` is `12a`.
///
/// Of what stands between, spaces and commas count only where nothing else does, and all dashes are one. A
/// slash counts between letters, too: `I/II` is not `II/I`.
pub(crate) fn address_key(line: &str) -> String {
    let mut key = String::with_capacity(line.len());
    let mut between: Option<String> = None;
    for c in lower(line).chars() {
        if is_combining_mark(c) {
            continue;
        }
        if !c.is_alphanumeric() {
            let mark = Some(unified(c)).filter(|c| !matches!(c, ' ' | ','));
            between.get_or_insert_default().extend(mark);
            continue;
        }
        let between = between.take();
        let behind_digit = key.ends_with(char::is_numeric);
        let counts = |between: &String| c.is_numeric() || between.contains('/');
        if let Some(between) = between.filter(|between| counts(between) && !key.is_empty()) {
            let is_shown = (behind_digit || !c.is_numeric()) && !between.is_empty();
            key.push_str(if is_shown { &between } else { " " });
        }
        key.push(c);
    }
    key
}

/// A line without capitals, each character decomposed.
fn lower(line: &str) -> String {
    if line.is_ascii() {
        return line.to_ascii_lowercase();
    }
    let lower = line.chars().flat_map(parts).flat_map(char::to_lowercase);
    lower.collect::<String>().replace('ß', "ss")
}

/// A character decomposed. A small or narrow number such as `½` or `²` stands apart from what is before it.
fn parts(c: char) -> Vec<char> {
    let parts = std::iter::once(c).nfkd();
    let is_own = c.is_numeric() && !c.is_ascii() && !('０'..='９').contains(&c);
    is_own.then_some(' ').into_iter().chain(parts).collect()
}

/// One character for all that stand between numbers and look alike.
fn unified(c: char) -> char {
    match c {
        c if c.is_whitespace() => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2044}' | '\u{2215}' => '/',
        c => c,
    }
}

/// The name that a template calls a column by: lower case, every run of other characters than
/// letters and digits one `_`, none at the ends; before a digit at the start stands `_`. `None` if
/// nothing is left.
pub(super) fn identifier(text: &str) -> Option<String> {
    let lower = text.nfc().collect::<String>().to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
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

    #[test]
    fn numbers_of_houses_and_flats_stay_apart() {
        for (one, other) in [
            ("Beispielgasse 1/12", "Beispielgasse 11/2"),
            ("Flat 1, 12 High Street", "Flat 11, 2 High Street"),
            ("Hauptstr. 1-3", "Hauptstr. 13"),
            ("Hauptstr. 1-3", "Hauptstr. 1/3"),
            ("Musterweg 1 1/2", "Musterweg 11 2"),
            ("Musterweg 1½", "Musterweg 11/2"),
            ("Calle 12²", "Calle 122"),
            ("Flat 1a, 2 High Street", "Flat 1, a2 High Street"),
            ("ул. Ленина 1 к. 12", "ул. Ленина 11 к. 2"),
            ("Stiege I/II", "Stiege II/I"),
            ("Block A/BC 5", "Block AB/C 5"),
        ] {
            assert_ne!(address_key(one), address_key(other), "{one}");
        }
        for (one, other) in [
            ("12 a Street", "12A  street"),
            ("Hauptstr. 1 – 3", "hauptstr.1-3"),
            ("Flat 1, 12 High St.", "Flat 1  12 High St"),
            ("Musterweg 1½", "Musterweg 1 1/2"),
            ("Große Str. 7", "GROSSE STR.7"),
            ("１2 Rue de l’Été", "12 rue de l'ete"),
        ] {
            assert_eq!(address_key(one), address_key(other), "{one}");
        }
    }

    proptest! {
        #[test]
        fn lines_of_one_address_key_have_one_key(text in "([a-zA-Z0-9 ß/.,–-]{0,6}|[\u{300}-\u{310}éÖẞﬁ½²]){0,4}") {
            let kept: String = address_key(&text).chars().filter(|c| c.is_alphanumeric()).collect();
            prop_assert_eq!(kept, key(&text));
        }

        #[test]
        fn a_key_is_that_of_the_whole_text(text in "([a-zA-Z ß.-]{0,3}|\\PC|[\u{300}-\u{310}éÖẞﬁ½]){0,8}") {
            let mut whole = Vec::new();
            add_decomposed(&text, &mut whole);
            prop_assert_eq!(key(&text).into_bytes(), whole);
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

//! Text that was UTF-8, was read as windows-1252 and saved again: `MÃ¼ller`.

use crate::diagnostic::Diagnostic;
use crate::members::cells::shortened;
use crate::members::encoding::Encoding;
use crate::members::header::Header;
use crate::members::record::Record;

/// The encoding that UTF-8 is read as where it is not known.
const READ_AS: &str = "windows-1252";

/// The first byte, in UTF-8, of the characters that first bytes of UTF-8 become: `Ã`, `Ð` and so on.
const FIRST: u8 = 0xc3;

/// A warning about the first such cell of a row.
pub(super) fn warning(name: &str, header: &Header, record: &Record) -> Option<Diagnostic> {
    if !may_be(&record.text) {
        return None;
    }
    let mut cells = record.cells.iter().enumerate();
    let (n, right) = cells.find_map(|(n, cell)| Some((n, repaired(cell)?)))?;
    let (wrong, right) = (shortened(&record.cells[n]), shortened(&right));
    let title = header.title(n);
    let message = format!("`{title}` is `{wrong}`, perhaps instead of `{right}`");
    let help = "the list was once opened in the wrong encoding and saved: open the original as UTF-8 and save it again";
    let all = "letters are wrong, as if UTF-8 was read in another encoding and saved again";
    let warning = Diagnostic::warning(message).among(&format!("`{wrong}` for `{right}`"), all, "");
    Some(warning.help(help).at(record.cell_place(name, n)))
}

/// Returns whether a text has two characters in a row as the bytes of UTF-8 make them. It is quick and says yes too often.
fn may_be(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let bytes = text.as_bytes();
    let is_first = |(n, _): (usize, &u8)| {
        let next = bytes.get(n + 1..n + 3);
        next.is_some_and(|next| (0x82..=0xb4).contains(&next[0]) && next[1] >= 0xc2)
    };
    let mut found = bytes.iter().enumerate().filter(|(_, byte)| **byte == FIRST);
    found.any(is_first)
}

/// The text that was meant, if all of what is not ASCII is UTF-8 that was read as windows-1252.
fn repaired(cell: &str) -> Option<String> {
    if !may_be(cell) {
        return None;
    }
    let bytes = Encoding::named(READ_AS).ok()?.encoded(cell)?;
    let text = String::from_utf8(bytes).ok()?;
    let is_word = |c: char| c.is_ascii() || c.is_alphabetic() || "’‘“”–—«»№ ".contains(c);
    let is_usual = |c: char| c.is_ascii() || !('\u{250}'..'\u{370}').contains(&c);
    (text.chars().all(is_word) && text.chars().all(is_usual)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_in_the_wrong_encoding_is_found() {
        let encoding = Encoding::named(READ_AS).unwrap();
        for text in [
            "Müller",
            "José Núñez",
            "Straße",
            "Łódź",
            "O’Brien",
            "Ærø",
            "Björn Ångström",
        ] {
            let Some(wrong) = encoding.decoded(text.as_bytes()) else {
                continue;
            };
            assert_eq!(repaired(&wrong).as_deref(), Some(text), "{wrong}");
        }
        assert_eq!(repaired("MÃ¼ller").as_deref(), Some("Müller"));
    }

    #[test]
    fn what_is_right_stays() {
        for text in [
            "Müller",
            "CAFÉ»",
            "São Paulo",
            "Ãlvares",
            "ÅÄÖ",
            "Иван",
            "ÑANDÚ",
            "Âé",
            "Łódź",
            "ÇÖÜ",
            "Über «Ça»",
            "MÃ¼ller é",
        ] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }
}

//! The cards of an address book, one after the other, without their pictures.
//!
//! A picture may have any size, so it is passed over line by line and never held.

use std::io::{self, BufRead};

use crate::limits;

/// Properties that hold files (RFC 6350, 6.2.4, 6.6.3, 6.7.5 and 6.8.1).
const FILES: [&str; 4] = ["PHOTO", "LOGO", "SOUND", "KEY"];

/// A card.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Card {
    /// The line that it begins in, counted from 1.
    pub line: usize,
    /// Its lines, from the first to the last.
    pub text: Vec<u8>,
    /// Whether it was cut off or was too long to be held whole.
    pub is_whole: bool,
}

/// The cards of a file.
pub(super) struct Cards<R> {
    from: R,
    lines: usize,
    /// Whether the last line ended with a carriage return, which a line feed may follow.
    is_return: bool,
}

/// A line, of which no more is kept than a card may have.
struct Line {
    text: Vec<u8>,
    is_cut: bool,
}

impl<R: BufRead> Cards<R> {
    pub(super) fn new(from: R) -> Self {
        Self {
            from,
            lines: 0,
            is_return: false,
        }
    }

    /// Passes over what is left of the end of a line: CR LF, or the CR CR LF of some programs.
    fn end_line(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_return) {
            let rest = self.from.fill_buf()?;
            let end = ["\n", "\r\n"]
                .into_iter()
                .find(|end| rest.starts_with(end.as_bytes()));
            self.from.consume(end.map_or(0, str::len));
        }
        Ok(())
    }

    /// The next line, without its end, which is as on any system; `None` at the end of the file.
    fn line(&mut self) -> io::Result<Option<Line>> {
        self.end_line()?;
        let (mut text, mut is_cut, mut is_there) = (Vec::new(), false, false);
        loop {
            let buffer = self.from.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            is_there = true;
            let end = buffer.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            self.is_return = end.is_some_and(|end| buffer[end] == b'\r');
            let part = &buffer[..end.unwrap_or(buffer.len())];
            let kept = part.len().min(limits::ROW - text.len());
            text.extend(&part[..kept]);
            is_cut |= kept < part.len();
            let used = part.len() + usize::from(end.is_some());
            self.from.consume(used);
            if end.is_some() {
                break;
            }
        }
        self.lines += usize::from(is_there);
        Ok(is_there.then_some(Line { text, is_cut }))
    }

    /// The next card; `None` behind the last.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn next(&mut self) -> io::Result<Option<Card>> {
        loop {
            let Some(line) = self.line()? else {
                return Ok(None);
            };
            if is(&line.text, b"BEGIN:VCARD") {
                break;
            }
        }
        let mut card = Card {
            line: self.lines,
            text: b"BEGIN:VCARD\r\n".to_vec(),
            is_whole: true,
        };
        let (mut depth, mut is_file) = (1, false);
        while depth > 0 {
            let Some(line) = self.line()? else {
                card.is_whole = false;
                break;
            };
            depth += usize::from(is(&line.text, b"BEGIN:VCARD"));
            let is_inside = depth > 1;
            depth -= usize::from(is(&line.text, b"END:VCARD"));
            is_file = is_of_file(&line.text, is_file);
            if is_file || is_inside {
                continue;
            }
            let is_too_long = card.text.len() + line.text.len() > limits::ROW;
            if line.is_cut || is_too_long {
                card.is_whole = false;
                continue;
            }
            card.text.extend(line.text);
            card.text.extend(b"\r\n");
        }
        Ok(Some(card))
    }
}

fn is(line: &[u8], word: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    line.trim_ascii().eq_ignore_ascii_case(word)
}

/// Returns whether a line is of a property that holds a file. What follows such a line belongs to it while it is folded,
/// or has no colon: some programs fold no line of a file.
fn is_of_file(line: &[u8], was_of_file: bool) -> bool {
    let goes_on = line.starts_with(b" ") || line.starts_with(b"\t") || !line.contains(&b':');
    if goes_on {
        return was_of_file;
    }
    let name = line.split(|byte| matches!(byte, b':' | b';')).next();
    let name = name.unwrap_or_default();
    let name = name.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    FILES
        .iter()
        .any(|file| name.eq_ignore_ascii_case(file.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(text: &str) -> Vec<Card> {
        let mut cards = Cards::new(text.as_bytes());
        std::iter::from_fn(|| cards.next().unwrap()).collect()
    }

    fn texts(cards: &[Card]) -> Vec<&str> {
        cards
            .iter()
            .map(|card| std::str::from_utf8(&card.text).unwrap())
            .collect()
    }

    #[test]
    fn pictures_are_passed_over() {
        let found = cards(
            "\u{feff}BEGIN:VCARD\nitem1.PHOTO;ENCODING=b:AAAA\n BBBB\nCCCC\n\nFN:Ana\n\tna\nEND:VCARD\n\nx\nbegin:vcard\r\nN:B\r\nend:vcard",
        );
        assert_eq!(
            texts(&found),
            [
                "BEGIN:VCARD\r\nFN:Ana\r\n\tna\r\nEND:VCARD\r\n",
                "BEGIN:VCARD\r\nN:B\r\nend:vcard\r\n"
            ]
        );
        assert_eq!(
            found.iter().map(|card| card.line).collect::<Vec<_>>(),
            [1, 11]
        );
    }

    #[test]
    fn lines_end_as_on_any_system() {
        for end in ["\n", "\r\n", "\r", "\r\r\n"] {
            let lines = [
                "x",
                "BEGIN:VCARD",
                "FN:Ana",
                "END:VCARD",
                "BEGIN:VCARD",
                "END:VCARD",
            ];
            let text = lines.join(end);
            for room in 1..text.len() {
                let mut cards = Cards::new(io::BufReader::with_capacity(room, text.as_bytes()));
                let card = cards.next().unwrap().unwrap();
                let expected = "BEGIN:VCARD\r\nFN:Ana\r\nEND:VCARD\r\n";
                assert_eq!(
                    texts(&[card])[0].replace("\r\n\r\n", "\r\n"),
                    expected,
                    "{end:?}"
                );
                let line = cards.next().unwrap().unwrap().line;
                assert!(line == 5 || end.len() > 2, "{line}, {end:?}");
            }
        }
    }

    #[test]
    fn a_card_in_a_card_is_left_out() {
        let found =
            cards("BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\nFN:Ana\nEND:VCARD\n");
        assert_eq!(
            texts(&found),
            ["BEGIN:VCARD\r\nAGENT:\r\nFN:Ana\r\nEND:VCARD\r\n"]
        );
    }

    #[test]
    fn what_is_cut_off_or_too_long_is_not_whole() {
        let long = "x".repeat(limits::ROW);
        for text in [
            "BEGIN:VCARD\nFN:Ana\n".to_owned(),
            format!("BEGIN:VCARD\nNOTE:{long}\nEND:VCARD\n"),
        ] {
            let found = cards(&text);
            assert_eq!(found.len(), 1);
            assert!(!found[0].is_whole);
        }
        let picture = format!("BEGIN:VCARD\nPHOTO:{}\nFN:Ana\nEND:VCARD\n", long.repeat(3));
        assert!(cards(&picture)[0].is_whole);
    }
}

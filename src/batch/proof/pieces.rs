//! Letters cut out of a file of many, one at a time.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use crate::diagnostic::{Diagnostic, reason};
use crate::disk;
use crate::limits::READ_AGAIN;
use crate::output::mail::reading;

/// The separator of letters in a text file (form feed, U+000C).
const FORM_FEED: u8 = b'\x0c';

/// The start of the first line of a letter whose pages are described.
const DOCUMENT: &[u8] = b"document ";

/// Returns the messages of an mbox.
///
/// # Errors
/// If the file cannot be opened.
pub(super) fn messages(
    path: &Path,
) -> Result<impl Iterator<Item = Result<Vec<u8>, Diagnostic>> + use<>, Diagnostic> {
    let name = path.display().to_string();
    let file = BufReader::new(disk::open(path)?);
    let mut messages = reading::of_mbox(file);
    let mut has_failed = false;
    Ok(std::iter::from_fn(move || {
        let message = messages.next().filter(|_| !has_failed)?;
        has_failed = message.is_err();
        Some(message.map_err(|error| cannot_read(&name, &error)))
    }))
}

/// Letters that are cut out of a file.
pub(super) struct LetterPieces<R> {
    name: String,
    file: BufReader<R>,
    cut: Cut,
    /// The start of the next letter, which was read to find the end of the one before.
    begun: Vec<u8>,
    is_ended: bool,
}

/// The end of a letter.
#[derive(Clone, Copy)]
enum Cut {
    /// A separator.
    Separator,
    /// The first line of the next.
    FirstLine,
}

impl LetterPieces<()> {
    /// Returns the letters of a text file, with a separator between any two.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub(super) fn separated(path: &Path) -> Result<LetterPieces<impl Read + use<>>, Diagnostic> {
        Ok(LetterPieces::new(path, disk::open(path)?, Cut::Separator))
    }

    /// Returns the letters of a file that describes pages.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub(super) fn described(path: &Path) -> Result<LetterPieces<impl Read + use<>>, Diagnostic> {
        Ok(LetterPieces::new(path, disk::open(path)?, Cut::FirstLine))
    }
}

impl<R: Read> LetterPieces<R> {
    fn new(path: &Path, file: R, cut: Cut) -> Self {
        Self {
            name: path.display().to_string(),
            file: BufReader::with_capacity(1 << 16, file),
            cut,
            begun: Vec::new(),
            is_ended: false,
        }
    }

    /// Reads up to a byte, that one too; returns whether the file went on so far.
    fn read_to(&mut self, end: u8, piece: &mut Vec<u8>) -> io::Result<bool> {
        let left = READ_AGAIN.saturating_sub(piece.len() as u64);
        let read = self.file.by_ref().take(left).read_until(end, piece)?;
        if read as u64 == left {
            return Err(io::Error::other(format!(
                "a letter is larger than {} MiB",
                READ_AGAIN >> 20
            )));
        }
        Ok(piece.ends_with(&[end]) && read > 0)
    }

    fn piece(&mut self) -> io::Result<Vec<u8>> {
        let mut piece = std::mem::take(&mut self.begun);
        match self.cut {
            Cut::Separator => {
                if self.read_to(FORM_FEED, &mut piece)? {
                    piece.pop();
                } else {
                    self.is_ended = true;
                }
            }
            Cut::FirstLine => loop {
                let start = piece.len();
                let goes_on = self.read_to(b'\n', &mut piece)?;
                let line = &piece[start..];
                let feeds = line.iter().take_while(|byte| **byte == FORM_FEED).count();
                if start > 0 && line[feeds..].starts_with(DOCUMENT) {
                    self.begun = piece.split_off(start);
                    break;
                }
                if !goes_on {
                    self.is_ended = true;
                    break;
                }
            },
        }
        Ok(piece)
    }
}

impl<R: Read> Iterator for LetterPieces<R> {
    type Item = Result<Vec<u8>, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_ended {
            return None;
        }
        let piece = self.piece();
        self.is_ended |= piece.is_err();
        Some(piece.map_err(|error| cannot_read(&self.name, &error)))
    }
}

fn cannot_read(name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error(format!("cannot read `{name}`: {}", reason(error)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::output::description;

    fn pieces(bytes: &[u8], cut: Cut) -> Vec<Vec<u8>> {
        let pieces = LetterPieces::new(Path::new("a"), bytes, cut);
        pieces.map(Result::unwrap).collect()
    }

    proptest! {
        #[test]
        fn letters_of_a_text_are_what_stands_between_separators(text in "[ab\x0c\n]{0,20}") {
            let found = pieces(text.as_bytes(), Cut::Separator);
            let wanted: Vec<Vec<u8>> =
                text.as_bytes().split(|byte| *byte == FORM_FEED).map(<[u8]>::to_vec).collect();
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn described_letters_are_those_of_the_whole(
            text in "(document en\n|page 1\n|  run 1 \\| a\n|\x0c|x|\n){0,12}"
        ) {
            let parts = pieces(text.as_bytes(), Cut::FirstLine);
            let parts: Vec<String> = parts.into_iter().map(|part| String::from_utf8(part).unwrap()).collect();
            prop_assert_eq!(parts.concat(), text.clone());
            let found: Vec<_> = parts.iter().flat_map(|part| description::read(part)).collect();
            prop_assert_eq!(found, description::read(&text));
        }
    }
}

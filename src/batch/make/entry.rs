//! Letters that were made, as files and as rows of a manifest.

use crate::batch::make::contents::{LetterPiece, PieceContent};
use crate::batch::make::work::MadeLetter;
use crate::batch::record::entry::{Entry, NOT_YET, PhoneCall};
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::letter::Channel;
use crate::output::Format;

/// Returns the manifest entry of a letter whose file is not complete yet.
pub(crate) fn entry(
    made: &MadeLetter<'_>,
    file: String,
    (format, copy): (Format, Option<String>),
    pages: (usize, usize),
) -> Entry {
    let channel = match format {
        Format::Eml => Channel::Email,
        _ => made.channel,
    };
    Entry {
        file,
        format: format.to_string(),
        first_page: pages.0,
        pages: pages.1,
        row: made.row,
        line: made.line,
        member: made.member.clone(),
        target: made.target.to_owned(),
        language: made.lang.to_owned(),
        template: made.template.to_owned(),
        country: made.country.clone(),
        channel,
        call: (channel == Channel::Phone).then(|| PhoneCall {
            number: made.numbers.clone(),
            seconds: 0,
        }),
        copy,
        letter: match format {
            Format::Text | Format::Eml | Format::Mailto => made.text,
            Format::Pdf | Format::Layout | Format::Fax | Format::Png => made.words,
        }
        .unwrap_or(NOT_YET),
        whole: NOT_YET,
    }
}

/// A letter as files of its own.
#[derive(Debug)]
pub(crate) struct LetterFiles {
    /// The entry and the contents of each file.
    pub files: Vec<(Entry, Vec<u8>)>,
    /// Notes on the letter.
    pub notes: Vec<Diagnostic>,
}

impl LetterFiles {
    /// Turns a letter into files with these names, in the order of their formats.
    pub(crate) fn new(mut made: MadeLetter<'_>, names: &[String]) -> Self {
        let contents = std::mem::take(&mut made.contents);
        let file = |(piece, name): (LetterPiece, &String)| {
            let PieceContent::Bytes(bytes, digest) = piece.content else {
                return None;
            };
            let pages = if piece.format.has_pages() {
                (1, made.pages)
            } else {
                (0, 0)
            };
            let entry = Entry {
                whole: digest.unwrap_or_else(|| Digest::of(&bytes)),
                ..entry(&made, name.clone(), (piece.format, piece.copy), pages)
            };
            Some((entry, bytes))
        };
        Self {
            files: contents.into_iter().zip(names).filter_map(file).collect(),
            notes: made.notes,
        }
    }
}

//! PDF: the page description as a file.
//!
//! `tags` works out the structure of a letter; `print` writes letter after letter and keeps next to
//! nothing of them; `resources` makes fonts and pictures with printpdf, and `transfer` takes over what
//! that leaves. All of a file is ours to answer for (ISO 32000-1): version, language, structure tree,
//! metadata, output intent, information without a clock, an identifier from the content.
//!
#![doc = include_str!("ledger.md")]

mod print;
mod resources;
mod tags;
mod transfer;
mod xmp;

pub use print::PrintFile;
pub use print::failure::Failure;
pub use transfer::texts;

use crate::calendar::Date;
use crate::page::Document;

/// The program that writes the file.
const PRODUCER: &str = concat!("protest-letter ", env!("CARGO_PKG_VERSION"));

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Info {
    /// What it is.
    pub title: String,
    /// The language of most of it, a BCP 47 tag.
    pub lang: String,
    /// The date that it bears: no clock is asked.
    pub date: Date,
    /// Who wrote it, if that is one.
    pub author: Option<String>,
    /// What to know about the text.
    pub keywords: Vec<String>,
}

impl Info {
    /// What a letter says of itself.
    pub fn of(document: &Document) -> Self {
        Self {
            title: document.title.clone(),
            lang: document.lang.clone(),
            date: document.date,
            author: document.author.clone(),
            keywords: document.keywords.clone(),
        }
    }
}

/// The documents as one file, page after page. Several of them are a section each.
///
/// # Errors
/// [`Failure::Empty`] without documents. Nothing in those of `layout` makes another.
pub fn write(documents: &[&Document]) -> Result<Vec<u8>, Failure> {
    let first = documents.first().ok_or(Failure::Empty)?;
    let info = Info::of(first);
    let mut file = match documents {
        [_] => PrintFile::of_one(Vec::new(), &info),
        _ => PrintFile::new(Vec::new(), &info),
    };
    for document in documents {
        file.letter(document, "")?;
    }
    file.finish()
}

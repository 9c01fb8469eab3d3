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

use std::rc::Rc;

pub use print::PrintFile;
pub use print::failure::Failure;
pub use transfer::texts;

use crate::cache::Memory;
use crate::calendar::Date;
use crate::digest::Digest;
use crate::page::{Document, Page};
use print::deflate::Effort;
use print::glyphs::Glyphs;
use print::prologue::Beginning;

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
    if let [document] = documents {
        let beginning = Beginning::new(glyphs_of(document), Effort::Thorough)?;
        return Ok(one(document, &beginning)?.0);
    }
    let first = documents.first().ok_or(Failure::Empty)?;
    let mut file = PrintFile::new(Vec::new(), &Info::of(first));
    for document in documents {
        file.letter(document, "")?;
    }
    Ok(file.finish()?.0)
}

fn glyphs_of(document: &Document) -> Glyphs {
    Glyphs::of(document.pages.iter().flat_map(Page::runs))
}

/// A letter as a file with a beginning, and its digest.
fn one(document: &Document, beginning: &Beginning) -> Result<(Vec<u8>, Digest), Failure> {
    let mut file = PrintFile::of_one(beginning, &Info::of(document));
    file.letter(document, "")?;
    file.finish()
}

/// The most fonts that are kept, and as many of those before: each takes some 30 KB.
const MOST_FONTS: usize = 128;

/// Writes letter after letter, each as a file of its own, and remembers the fonts that they share.
///
/// The fonts have a whole alphabet, so that those of most letters are the same. A letter makes the same
/// file whatever came before it.
#[derive(Debug)]
pub struct Writer(Memory<Vec<u8>, Rc<Beginning>>);

impl Default for Writer {
    fn default() -> Self {
        Self(Memory::new(MOST_FONTS))
    }
}

impl Writer {
    /// A letter as a file, and its digest.
    ///
    /// # Errors
    /// Nothing in documents of `layout` makes one.
    pub fn letter(&mut self, document: &Document) -> Result<(Vec<u8>, Digest), Failure> {
        let glyphs = glyphs_of(document).with_alphabet();
        one(document, &*self.beginning(glyphs)?)
    }

    fn beginning(&mut self, glyphs: Glyphs) -> Result<Rc<Beginning>, Failure> {
        let key = glyphs.key();
        if let Some(known) = self.0.get(&key[..]) {
            return Ok(known);
        }
        let beginning = Rc::new(Beginning::new(glyphs, Effort::Alike)?);
        self.0.keep(&key[..], &beginning, 1);
        Ok(beginning)
    }
}

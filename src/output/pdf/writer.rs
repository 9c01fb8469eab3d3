//! Letters as files: each one by itself, or all in one.

use std::rc::Rc;

use crate::cache::Memory;
use crate::digest::Digest;
use crate::output::deflate::Effort;
use crate::output::pdf::info::Info;
use crate::output::pdf::print::failure::Failure;
use crate::output::pdf::print::glyphs::Glyphs;
use crate::output::pdf::print::print_file::PrintFile;
use crate::output::pdf::print::prologue::Prologue;
use crate::page::{Document, Page};

/// Writes the documents as one file, page after page. Several of them are a section each.
///
/// # Errors
/// [`Failure::Empty`] without documents. Nothing in those of `layout` makes another.
pub fn write(documents: &[&Document]) -> Result<Vec<u8>, Failure> {
    if let [document] = documents {
        return Ok(PdfWriter::new(Effort::Thorough).letter(document)?.0);
    }
    let first = documents.first().ok_or(Failure::Empty)?;
    let mut file = PrintFile::new(Vec::new(), &Info::of(first));
    for document in documents {
        file.letter(document, "")?;
    }
    Ok(file.finish()?.0)
}

/// Writes a letter as a file with a prologue, and gives its digest.
fn one(document: &Document, prologue: &Prologue) -> Result<(Vec<u8>, Digest), Failure> {
    let mut file = PrintFile::of_one(prologue, &Info::of(document));
    file.letter(document, "")?;
    file.finish()
}

/// The most fonts that are kept, and as many of those before: each takes some 30 KB.
const MOST_FONTS: usize = 128;

/// Writes letter after letter, each as a file of its own, and remembers the fonts that they share.
///
/// The fonts have a whole alphabet, so that those of most letters are the same. A letter makes the same
/// file whatever came before it, and with another effort the same but for the compression of its streams.
#[derive(Debug)]
pub struct PdfWriter {
    effort: Effort,
    fonts: Memory<Vec<u8>, Rc<Prologue>>,
}

impl Default for PdfWriter {
    /// Creates a writer of many files that have most of their streams in common.
    fn default() -> Self {
        Self::new(Effort::Alike)
    }
}

impl PdfWriter {
    /// Creates a writer that compresses streams with an effort.
    pub fn new(effort: Effort) -> Self {
        Self {
            effort,
            fonts: Memory::new(MOST_FONTS),
        }
    }

    /// Writes a letter as a file, and gives its digest.
    ///
    /// # Errors
    /// No document of `layout` makes one.
    pub fn letter(&mut self, document: &Document) -> Result<(Vec<u8>, Digest), Failure> {
        let glyphs = Glyphs::of(document.pages.iter().flat_map(Page::all_runs)).with_alphabet();
        one(document, &*self.prologue(glyphs)?)
    }

    fn prologue(&mut self, glyphs: Glyphs) -> Result<Rc<Prologue>, Failure> {
        let key = glyphs.key();
        if let Some(known) = self.fonts.get(&key[..]) {
            return Ok(known);
        }
        let prologue = Rc::new(Prologue::new(glyphs, self.effort)?);
        self.fonts.keep(&key[..], &prologue, 1);
        Ok(prologue)
    }
}

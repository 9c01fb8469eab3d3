//! PDF: the page description as a file.
//!
//! `tags` works out the structure and `fonts` what glyphs say, `pages` writes operators and fonts with
//! printpdf, `finish` sets what printpdf does not know (ISO 32000-1): version, language, structure tree,
//! metadata, output intent, information without a clock, an identifier from the content.
//!
#![doc = include_str!("ledger.md")]

mod finish;
mod fonts;
mod pages;
mod tags;
mod xmp;

use crate::page::Document;

/// The program that writes the file.
const PRODUCER: &str = concat!("protest-letter ", env!("CARGO_PKG_VERSION"));

/// The documents as one file, page after page.
///
/// # Errors
/// The message of a writer. Nothing in a document of `layout` makes one fail.
pub fn write(documents: &[&Document]) -> Result<Vec<u8>, String> {
    let structure = tags::structure(documents);
    let raw = pages::build(documents, &structure)?;
    finish::finish(raw, documents, &structure)
}

//! PDF: the page description as a file.
//!
//! `pages` writes operators and fonts with printpdf; `finish` sets what printpdf does not know
//! (ISO 32000-1): version, language, information without a clock, an identifier from the content.

mod finish;
mod pages;

use crate::page::Document;

/// The documents as one file, page after page.
///
/// # Errors
/// The message of a writer. Nothing in a document of `layout` makes one fail.
pub fn write(documents: &[&Document]) -> Result<Vec<u8>, String> {
    finish::finish(pages::build(documents)?, documents)
}

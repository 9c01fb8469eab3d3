//! The digest of the words on pages, by which two letters are told apart.
//!
//! A page that was laid out and the same page read from a file have the same letters and digits in the same order.
//! Hyphens, blanks, accents and case may differ and do not count.

use crate::digest::{Digest, Hasher};
use crate::members::spelling::key;
use crate::page::{Document, Page};

/// The mark at the end of a page's words.
const PAGE_END: &[u8] = b"\n";

/// The digest of the words of pages.
#[derive(Debug, Default)]
pub(crate) struct Fingerprint(Hasher);

impl Fingerprint {
    /// Adds the text of a page.
    pub(crate) fn page(&mut self, text: &str) {
        self.0.add(key(text).as_bytes());
        self.0.add(PAGE_END);
    }

    /// Adds the text of a page by the keys of its lines.
    pub(crate) fn lines(&mut self, keys: &[String]) {
        for key in keys {
            self.0.add(key.as_bytes());
        }
        self.0.add(PAGE_END);
    }

    /// Returns the digest of all pages added.
    pub(crate) fn digest(self) -> Digest {
        self.0.digest()
    }
}

/// Returns the digest of the words of a document.
pub(crate) fn of(document: &Document) -> Digest {
    let mut words = Fingerprint::default();
    for page in &document.pages {
        words.page(&text(page));
    }
    words.digest()
}

fn text(page: &Page) -> String {
    let mut text = Vec::new();
    for run in page.runs() {
        for glyph in run.glyphs.iter() {
            text.extend_from_slice(glyph.text.as_bytes());
        }
    }
    String::from_utf8(text).unwrap_or_default()
}

//! Lists that are no texts: read once, held, and gone over as often as needed.

use std::io::{Cursor, Read, Seek};

use crate::diagnostic::{Diagnostic, Problems};
use crate::members::content::{Content, LOOK, content};
use crate::members::held::Packed;
use crate::members::options::ListOptions;
use crate::members::rows::Members;
use crate::members::{said, vcard, workbook};
use crate::panics;

/// Reads the header of a list whose bytes are held, whatever it is.
///
/// # Errors
/// If it cannot be read, or its header is wrong.
pub fn open_bytes<'b>(
    name: &str,
    bytes: &'b [u8],
    options: &ListOptions,
) -> Result<Members<'b>, Problems> {
    let start = &bytes[..bytes.len().min(LOOK)];
    if HeldList::is_text(name, start, options)? {
        return Members::open(name, bytes, options);
    }
    HeldList::read(name, start, Cursor::new(bytes), options)?.rows(options)
}

/// A list that is held.
#[derive(Clone, Debug)]
pub struct HeldList {
    name: String,
    rows: Packed,
    notes: Problems,
}

impl HeldList {
    /// Returns whether the list called `name`, which begins with `start`, is a text: it is read row by row, and need
    /// not be held. To tell, the first [`LOOK`] bytes are enough.
    ///
    /// # Errors
    /// If it is something that no members are read from, or not what `options` say.
    pub fn is_text(name: &str, start: &[u8], options: &ListOptions) -> Result<bool, Diagnostic> {
        let found = content(name, start)?;
        said::check(found, name, options)?;
        Ok(found == Content::Text)
    }

    /// Reads the list called `name`, which begins with `start`: a workbook or an address book.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read(
        name: &str,
        start: &[u8],
        from: impl Read + Seek,
        options: &ListOptions,
    ) -> Result<Self, Problems> {
        let what = || format!("`{name}`: ");
        panics::caught(what, || Self::read_any(name, start, from, options))?
    }

    fn read_any(
        name: &str,
        start: &[u8],
        from: impl Read + Seek,
        options: &ListOptions,
    ) -> Result<Self, Problems> {
        let (name, rows, notes) = match content(name, start)? {
            Content::Packed => workbook::packed(name, from, options)?,
            Content::Compound => workbook::compound(name, from, options)?,
            // A text is no list that has to be held: without a card, it has no header.
            Content::Cards | Content::Text => {
                let (rows, notes) = vcard::read(name, from, options)?;
                (name.to_owned(), rows, notes)
            }
        };
        Ok(Self { name, rows, notes })
    }

    /// Its rows, from the beginning.
    ///
    /// # Errors
    /// If its header is wrong.
    pub fn rows(&self, options: &ListOptions) -> Result<Members<'static>, Problems> {
        let records = self.rows.records(&self.name, &self.notes);
        Members::of(Box::new(records), options)
    }
}

#[cfg(test)]
mod tests;

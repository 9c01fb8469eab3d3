//! Records of a CSV file as they are written (RFC 4180).

use std::borrow::Cow;
use std::io::{self, Write};

use crate::members::record::quoted;
use crate::members::spreadsheet::{SEPARATORS, marked};

/// Writes records, whose cells no spreadsheet program takes for formulas, wherever it splits them.
#[derive(Debug)]
pub(crate) struct RecordWriter<W> {
    to: W,
    delimiter: char,
}

impl<W: Write> RecordWriter<W> {
    /// A writer of a file with a delimiter.
    pub(crate) fn new(to: W, delimiter: char) -> Self {
        Self { to, delimiter }
    }

    /// Writes one record.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn write<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
        let mut line = String::new();
        for (n, cell) in cells.into_iter().enumerate() {
            line.extend((n > 0).then_some(self.delimiter));
            line.push_str(&written(&marked(self.delimiter, n, cell)));
        }
        // An empty line is no record.
        if line.is_empty() {
            line.push_str("\"\"");
        }
        line.push('\n');
        self.to.write_all(line.as_bytes())
    }

    /// Gives back the place that it is written to.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.to.flush()?;
        Ok(self.to)
    }
}

/// A cell with quotes where anything in it may end one.
fn written(cell: &str) -> Cow<'_, str> {
    if cell.contains('"') || cell.contains(SEPARATORS) {
        quoted(cell).into()
    } else {
        cell.into()
    }
}

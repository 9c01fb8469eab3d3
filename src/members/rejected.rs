//! The rejected rows as a file that can be corrected and read again.

use std::io::{self, Write};

use crate::diagnostic::Severity;
use crate::members::header::{Header, REJECTED};
use crate::members::member::BadRow;
use crate::members::record_writer::RecordWriter;

/// Stands for a cell that is missing, as spreadsheet programs write it.
const MISSING: &str = "#N/A";

/// Makes a spreadsheet program read the file as UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A file of rejected rows: the columns of the members file, and behind them what is wrong and the
/// line where the row stood. The reader of members does not read these two.
///
/// It is UTF-8 with a byte order mark, whatever the members file is.
pub struct Rejected<W: Write> {
    writer: RecordWriter<W>,
    /// The number of columns of the members file.
    columns: usize,
}

impl<W: Write> Rejected<W> {
    /// Begins the file with its header.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn begin(mut to: W, header: &Header) -> io::Result<Self> {
        to.write_all(BYTE_ORDER_MARK.as_bytes())?;
        let mut writer = RecordWriter::new(to, header.delimiter());
        let names = header.cells().iter().map(String::as_str);
        writer.write(names.chain(REJECTED))?;
        let columns = header.cells().len();
        Ok(Self { writer, columns })
    }

    /// Adds a row. Where it has too few cells, `#N/A` stands for those that are missing; where it has
    /// too many, the last one is `#N/A` and what it and those behind it say. Both are errors when they are
    /// read again, until somebody corrects them.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add(&mut self, row: &BadRow) -> io::Result<()> {
        let errors = row
            .problems
            .0
            .iter()
            .filter(|problem| problem.severity == Severity::Error);
        let told = errors.map(|error| error.message.as_str());
        let problem = told.collect::<Vec<_>>().join("; ");
        let line = row.line.to_string();
        let mut cells = row.cells.clone();
        if cells.len() > self.columns {
            let behind = cells.split_off(self.columns.saturating_sub(1));
            cells.push(format!("{MISSING} {}", behind.join(" | ")));
        }
        cells.resize(self.columns, MISSING.to_owned());
        let cells = cells.iter().map(String::as_str);
        self.writer.write(cells.chain([problem.as_str(), &line]))
    }

    /// Ends the file.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.writer.finish()
    }
}

//! One record: its text, its cells and where these stand.
//!
//! A cell is found again in the text of its record, and this tells whether its quotes are right.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Problems, Source};
use crate::members::decoding::{DecodingFault, SAVE_AS_UTF8};
use crate::members::spreadsheet::unmarked;

/// The longest text of a record that its problems share, in bytes. A longer one is cut.
const SHOWN: usize = 4 << 10;

/// A quote that is not closed as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WrongQuote {
    /// It opens here and is open at the end of the file.
    Open(usize),
    /// It opens here, is closed, and text follows that is no delimiter.
    TextAfter(usize),
}

/// One record.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// Its text, without the line break at its end.
    pub text: String,
    /// The line of the file that it begins in, counted from 1.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
    /// The places of the cells in the text, with their quotes; as many as have right quotes.
    pub spans: Vec<Range<usize>>,
    /// The first wrong quote.
    pub quote: Option<WrongQuote>,
    /// The first bytes that the encoding does not know: where in the text, and which.
    pub fault: Option<(usize, DecodingFault)>,
    /// The cells that a sheet holds as numbers, without the zeros that may stand before them.
    pub numbers: Vec<usize>,
    /// The source that its problems point into.
    pub source: OnceCell<Arc<Source>>,
}

impl Record {
    /// Returns `true` if nothing is in it.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// Takes away what made texts of formulas in its cells; the first cell that had any.
    pub(super) fn unmark(&mut self) -> Option<usize> {
        let mut first = None;
        for (n, cell) in self.cells.iter_mut().enumerate() {
            let own = unmarked(cell);
            if own != *cell {
                first = first.or(Some(n));
                *cell = own;
            }
        }
        first
    }

    /// The place of a range of the text in the file called `name`.
    pub(super) fn place(&self, name: &str, span: Range<usize>) -> Place {
        if self.text.len() <= SHOWN {
            let whole = || Source::excerpt(name, shown(&self.text), self.line);
            return Place::new(self.source.get_or_init(whole), span);
        }
        let from = self.text.floor_char_boundary(span.start);
        let to = self.text.floor_char_boundary(from + SHOWN);
        let before = shown(&self.text[..from]);
        let line = self.line + before.matches('\n').count();
        let part = Source::excerpt(name, shown(&self.text[from..to]), line);
        Place::new(&part, 0..span.end.saturating_sub(from))
    }

    /// The place of a cell, or of the whole record where the cell has none.
    pub(super) fn cell_place(&self, name: &str, cell: usize) -> Place {
        let span = self.spans.get(cell).cloned();
        self.place(name, span.unwrap_or(0..self.text.len()))
    }

    /// Checks its quotes and its bytes.
    ///
    /// # Errors
    /// What is wrong with them.
    pub(super) fn check(&self, name: &str, encoding: &str) -> Result<(), Problems> {
        let fault = self.fault_problem(name, encoding).into_iter();
        let wrong: Vec<Diagnostic> = fault.chain(self.quote_problem(name)).collect();
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(Problems(wrong))
        }
    }

    /// The problem of its quotes.
    pub(super) fn quote_problem(&self, name: &str) -> Option<Diagnostic> {
        let (at, message, help) = match self.quote.as_ref()? {
            WrongQuote::Open(at) => (
                *at,
                "the quote `\"` that opens here is never closed",
                "close it at the end of its cell; no row after it could be read",
            ),
            WrongQuote::TextAfter(at) => (
                *at,
                "text follows the closing quote of the cell that begins here",
                "close the cell with one quote, and write a quote inside of it twice: `\"\"`",
            ),
        };
        let last = self.line + shown(&self.text).matches('\n').count();
        let taken = format!("lines {} to {last} were read as one row", self.line);
        let taken = (last > self.line).then_some(taken);
        let problem = Diagnostic::error(message).help(help).maybe_help(taken);
        Some(problem.at(self.place(name, at..at + 1)))
    }

    /// The problem of bytes that the encoding does not know.
    pub(super) fn fault_problem(&self, name: &str, encoding: &str) -> Option<Diagnostic> {
        let (at, fault) = self.fault?;
        let message = format!(
            "byte 0x{:02X}, number {} of the file, is not {encoding}",
            fault.byte,
            fault.offset + 1
        );
        let help = match (encoding, fault.likely) {
            ("UTF-8", Some(likely)) => format!(
                "it looks like {likely}: give `--encoding {}`, or save the file as `CSV UTF-8`",
                likely.to_lowercase()
            ),
            ("UTF-8", None) => SAVE_AS_UTF8.to_owned(),
            _ => "give the encoding that the file was saved in with `--encoding`".to_owned(),
        };
        let all = format!("a byte is not {encoding}");
        let problem = Diagnostic::error(message).help(help).among("", &all, "");
        Some(problem.at(self.place(name, at..at + 1)))
    }
}

/// The text with `\n` alone as a line break, byte for byte as long.
fn shown(text: &str) -> String {
    text.replace("\r\n", " \n").replace('\r', "\n")
}

/// Finds the cells in the text of their record, up to the first one with wrong quotes.
pub(super) fn find_cells(
    text: &str,
    delimiter: char,
    cells: &[String],
) -> (Vec<Range<usize>>, Option<WrongQuote>) {
    let mut spans = Vec::with_capacity(cells.len());
    let mut at = 0;
    for cell in cells {
        let rest = text.get(at..).unwrap_or_default();
        let Some(length) = cell_length(rest, delimiter, cell) else {
            return (spans, Some(wrong_quote(rest, cell, at)));
        };
        spans.push(at..at + length);
        at += length + delimiter.len_utf8();
    }
    (spans, None)
}

/// The length of a cell in the text that begins with it, quotes included: a cell that begins with a
/// quote ends with one and has all others twice (RFC 4180, section 2, rules 5 to 7).
fn cell_length(rest: &str, delimiter: char, cell: &str) -> Option<usize> {
    let after = if rest.starts_with('"') {
        rest.strip_prefix(quoted(cell).as_str())?
    } else {
        rest.strip_prefix(cell)?
    };
    let ends = after.is_empty() || after.starts_with(delimiter);
    ends.then(|| rest.len() - after.len())
}

/// A cell in quotes (RFC 4180, section 2, rule 7).
pub(super) fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

fn wrong_quote(rest: &str, cell: &str, at: usize) -> WrongQuote {
    let inside = rest.strip_prefix('"').unwrap_or(rest).replace("\"\"", "\"");
    if inside.trim_end() == cell.trim_end() {
        WrongQuote::Open(at)
    } else {
        WrongQuote::TextAfter(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(text: &str, cells: &[&str]) -> Record {
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        let (spans, quote) = find_cells(text, ',', &cells);
        Record {
            text: text.to_owned(),
            line: 7,
            cells,
            spans,
            quote,
            ..Record::default()
        }
    }

    #[test]
    fn a_cell_has_its_line_and_place() {
        let record = record("a,\"b\r\nc\",d", &["a", "b\r\nc", "d"]);
        let place = record.cell_place("x.csv", 2);
        assert_eq!((place.line(), place.span), (8, 9..10));
        assert_eq!(place.source.text, "a,\"b \nc\",d");
    }

    #[test]
    fn a_long_record_is_cut() {
        let long = "é\n".repeat(3000);
        let record = record(&format!("\"{long}\",d"), &[&long, "d"]);
        let place = record.cell_place("x.csv", 1);
        assert_eq!(place.line(), 3007);
        assert_eq!(&place.source.text[place.span], "d");
        assert!(record.cell_place("x.csv", 0).source.text.len() <= SHOWN);
    }
}

//! Rows that are held, packed, to be gone over again: those of a sheet or an address book. Texts that cells share stand
//! beside them, once.
//!
//! The only module that names flate2. A list of people packs to a third, so that a hundred thousand rows are a few
//! megabytes, and unpacking them takes less time than reading a text would.

use std::cell::OnceCell;
use std::io::{self, Cursor, Read, Write};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::diagnostic::{Diagnostic, Problems};
use crate::limits;
use crate::members::decoding::cannot_read;
use crate::members::held_cell::{HeldCell, Order, PackedCell};
use crate::members::record::Record;
use crate::members::source::Source;
use crate::members::texts::{End, Texts};
use crate::members::varint;

/// What stands between the cells of a row where a message shows it.
const BETWEEN: &str = " | ";

/// Packs rows.
#[derive(Debug)]
pub(super) struct Packer {
    to: DeflateEncoder<Vec<u8>>,
    row: Vec<u8>,
    rows: usize,
    width: usize,
    bytes: u64,
    /// The texts that cells share.
    texts: Arc<Texts>,
    order: Order,
}

/// Why a row is not held.
#[derive(Debug)]
pub(super) enum TooMuch {
    /// It has more bytes than a row may have.
    Row,
    /// All rows have more bytes than a list may have.
    List,
}

impl Packer {
    pub(super) fn new() -> Self {
        Self {
            to: DeflateEncoder::new(Vec::new(), Compression::fast()),
            row: Vec::new(),
            rows: 0,
            width: 0,
            bytes: 0,
            texts: Arc::default(),
            order: Order::default(),
        }
    }

    /// The same, for cells that share texts.
    pub(super) fn with_texts(texts: &Arc<Texts>) -> Self {
        Self {
            texts: Arc::clone(texts),
            ..Self::new()
        }
    }

    /// The number of rows so far.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Adds the row that stands in a line, without empty cells at its end; an empty row is left out.
    ///
    /// # Errors
    /// If it is too much.
    pub(super) fn add(&mut self, line: usize, cells: &[HeldCell]) -> Result<(), TooMuch> {
        let filled = cells.iter().rposition(HeldCell::is_filled);
        let Some(last) = filled else { return Ok(()) };
        self.row.clear();
        varint::push(&mut self.row, line);
        varint::push(&mut self.row, last + 1);
        let cells = cells[..=last].iter();
        let shared: usize = cells
            .map(|cell| cell.pack(&mut self.order, &mut self.row))
            .sum();
        let length = self.row.len() + shared;
        self.bytes += length as u64;
        if length > limits::ROW {
            return Err(TooMuch::Row);
        }
        if self.bytes > limits::HELD {
            return Err(TooMuch::List);
        }
        self.rows += 1;
        self.width = self.width.max(last + 1);
        // Memory takes everything.
        self.to.write_all(&self.row).map_err(|_| TooMuch::List)
    }

    /// Returns the rows.
    pub(super) fn finish(self) -> Packed {
        Packed {
            bytes: Arc::new(self.to.finish().unwrap_or_default()),
            rows: self.rows,
            width: self.width,
            texts: self.texts,
        }
    }
}

/// Packed rows.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    bytes: Arc<Vec<u8>>,
    rows: usize,
    /// The number of cells of the longest row.
    width: usize,
    /// The texts that cells share.
    texts: Arc<Texts>,
}

impl Packed {
    /// The number of rows.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// The rows as the records of a list.
    pub(super) fn records(&self, name: &str, notes: &Problems) -> HeldRecords {
        HeldRecords {
            name: name.to_owned(),
            notes: notes.clone(),
            from: io::BufReader::new(DeflateDecoder::new(Cursor::new(Shared(Arc::clone(
                &self.bytes,
            ))))),
            left: self.rows,
            width: self.width,
            texts: Arc::clone(&self.texts),
            order: Order::default(),
            end: End::default(),
        }
    }
}

/// Packed bytes that are shared.
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The records of packed rows.
pub(super) struct HeldRecords {
    name: String,
    notes: Problems,
    from: io::BufReader<DeflateDecoder<Cursor<Shared>>>,
    left: usize,
    width: usize,
    texts: Arc<Texts>,
    order: Order,
    end: End,
}

impl HeldRecords {
    /// The number that stands next (see [`varint`]).
    fn number(&mut self) -> io::Result<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let mut byte = [0];
            self.from.read_exact(&mut byte)?;
            number |= usize::from(byte[0] & 0x7f) << shift;
            shift += 7;
            if byte[0] & 0x80 == 0 {
                return Ok(number);
            }
        }
    }

    /// The text of the next cell, and whether it is a number.
    fn cell(&mut self) -> io::Result<(String, bool)> {
        let packed = self.number()?;
        match PackedCell::of(packed, &mut self.order) {
            PackedCell::Shared(number) => {
                let text = self.texts.get(number, &mut self.end);
                let text = text.ok_or_else(|| io::Error::other("a text is not there"))?;
                Ok((text.to_owned(), false))
            }
            PackedCell::Own { length, is_number } => {
                let mut cell = vec![0; length];
                self.from.read_exact(&mut cell)?;
                let cell = String::from_utf8(cell).map_err(io::Error::other)?;
                Ok((cell, is_number))
            }
        }
    }

    fn read(&mut self) -> io::Result<Record> {
        let line = self.number()?;
        let count = self.number()?;
        let (mut cells, mut spans) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let (mut text, mut numbers) = (String::new(), Vec::new());
        for n in 0..count {
            let (cell, is_number) = self.cell()?;
            numbers.extend(is_number.then_some(n));
            text.push_str(if n == 0 { "" } else { BETWEEN });
            let start = text.len();
            shown(&cell, &mut text);
            spans.push(start..text.len());
            cells.push(cell);
        }
        // No row of a sheet is too short: its last cells are empty.
        cells.resize(self.width, String::new());
        spans.resize(self.width, text.len()..text.len());
        Ok(Record {
            text,
            line,
            cells,
            spans,
            numbers,
            quote: None,
            fault: None,
            source: OnceCell::new(),
        })
    }
}

/// Adds a cell as a message shows it: on one line.
fn shown(cell: &str, to: &mut String) {
    if cell.bytes().any(|byte| matches!(byte, b'\n' | b'\r')) {
        to.push_str(&cell.replace("\r\n", "\n").replace(['\n', '\r'], " "));
    } else {
        to.push_str(cell);
    }
}

impl Source for HeldRecords {
    fn name(&self) -> &str {
        &self.name
    }

    fn encoding(&self) -> &'static str {
        "UTF-8"
    }

    fn delimiter(&self) -> char {
        ','
    }

    fn notes(&self) -> Problems {
        self.notes.clone()
    }

    fn left(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl Iterator for HeldRecords {
    type Item = Result<Record, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let read = self.read();
        Some(read.map_err(|error| {
            self.left = 0;
            cannot_read(&self.name, &error)
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell(text: &str, is_number: bool) -> HeldCell {
        HeldCell {
            text: text.to_owned(),
            is_number,
            shared: None,
        }
    }

    #[test]
    fn a_row_is_shown_on_one_line_with_its_cells() {
        let mut packer = Packer::new();
        packer
            .add(
                7,
                &[
                    cell("Ana", false),
                    cell("1 High St\r\nLeeds", false),
                    cell("", false),
                ],
            )
            .unwrap();
        packer.add(8, &[cell(" ", false)]).unwrap();
        let rows = packer.finish();
        assert_eq!(rows.rows(), 1);
        let records: Vec<Record> = rows
            .records("x.ods", &Problems::default())
            .map(Result::unwrap)
            .collect();
        assert_eq!(records[0].text, "Ana | 1 High St Leeds");
        let place = records[0].cell_place("x.ods", 1);
        assert_eq!((place.line(), place.span), (7, 6..21));
    }

    #[test]
    fn a_row_or_a_list_can_be_too_much() {
        let mut packer = Packer::new();
        let long = cell(&"x".repeat(limits::ROW), false);
        assert!(matches!(packer.add(1, &[long]), Err(TooMuch::Row)));
        packer.bytes = limits::HELD;
        assert!(matches!(
            packer.add(2, &[cell("x", false)]),
            Err(TooMuch::List)
        ));
        let shared = HeldCell {
            shared: Some((0, limits::ROW)),
            ..HeldCell::default()
        };
        assert!(matches!(Packer::new().add(1, &[shared]), Err(TooMuch::Row)));
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(rows in prop::collection::vec(
            (1_usize..2_000_000, prop::collection::vec((".{0,200}", any::<bool>(), prop::option::of(0..4_usize)), 0..6)), 0..20)
        ) {
            const SHARED: [&str; 4] = ["Ana", "Leeds", "é", "early"];
            let mut texts = Texts::default();
            for text in SHARED {
                texts.add(text).unwrap();
            }
            let mut packer = Packer::with_texts(&Arc::new(texts));
            let mut expected = Vec::new();
            for (line, cells) in &rows {
                let held = |(text, is_number, shared): &(String, bool, Option<usize>)| match shared {
                    Some(number) => HeldCell { shared: Some((*number, SHARED[*number].len())), ..HeldCell::default() },
                    None => cell(text, *is_number),
                };
                let seen = |(text, is_number, shared): &(String, bool, Option<usize>)| match shared {
                    Some(number) => cell(SHARED[*number], false),
                    None => cell(text, *is_number),
                };
                packer.add(*line, &cells.iter().map(held).collect::<Vec<_>>()).unwrap();
                let mut cells: Vec<HeldCell> = cells.iter().map(seen).collect();
                while cells.last().is_some_and(|cell| cell.text.trim().is_empty()) {
                    cells.pop();
                }
                expected.extend((!cells.is_empty()).then_some((*line, cells)));
            }
            let rows = packer.finish();
            for _ in 0..2 {
                let found: Vec<_> = rows.records("x", &Problems::default()).map(|record| {
                    let record = record.unwrap();
                    let filled = record.cells.iter().rposition(|cell| !cell.trim().is_empty());
                    let cells = record.cells[..=filled.unwrap()].iter().enumerate();
                    let cells: Vec<HeldCell> = cells.map(|(n, text)| cell(text, record.numbers.contains(&n))).collect();
                    (record.line, cells)
                }).collect();
                prop_assert_eq!(&found, &expected);
            }
        }
    }
}

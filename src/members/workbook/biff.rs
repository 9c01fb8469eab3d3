//! What the records of an Excel 97 workbook say beside the values of its cells: formats, what is hidden, how large the
//! sheets are ([MS-XLS], 2.4; BIFF5 and BIFF8).
//!
//! Calamine, which reads the values, tells none of it, and holds a whole rectangle for two cells in its corners.

use std::collections::{BTreeSet, HashMap};

use crate::members::workbook::styles::Styles;
use crate::members::workbook::tokens::give_text;

/// The records that are looked at ([MS-XLS], 2.3.1).
mod kind {
    pub(super) const EOF: u16 = 0x000a;
    pub(super) const DATE_MODE: u16 = 0x0022;
    pub(super) const FILE_PASS: u16 = 0x002f;
    pub(super) const COLUMN_INFO: u16 = 0x007d;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const MULTIPLE_NUMBERS: u16 = 0x00bd;
    pub(super) const STYLE: u16 = 0x00e0;
    pub(super) const MERGED_CELLS: u16 = 0x00e5;
    pub(super) const DIMENSIONS: u16 = 0x0200;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const FORMAT: u16 = 0x041e;
    pub(super) const BEGINS: u16 = 0x0809;
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const SHARED_FORMULA: u16 = 0x04bc;
    /// A number.
    pub(super) const NUMBERS: [u16; 2] = [0x0203, 0x027e];
    /// A text, a truth value or an error.
    pub(super) const OTHERS: [u16; 4] = [0x00fd, 0x0204, 0x00d6, 0x0205];
}

/// A workbook, without the values of its cells.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub sheets: Vec<SheetLayout>,
    pub styles: Styles,
    pub is_1904: bool,
    pub is_locked: bool,
}

/// A sheet of it.
#[derive(Debug, Default)]
pub(super) struct SheetLayout {
    /// The byte of the stream that it begins at.
    at: usize,
    /// The number of rows and columns of the rectangle that holds its cells.
    pub size: (usize, usize),
    pub hidden_rows: BTreeSet<usize>,
    /// Columns from the first to the last of each.
    pub hidden_columns: Vec<(usize, usize)>,
    pub merged: usize,
    /// The styles of cells that hold numbers, where they are not the first.
    pub styles: HashMap<(usize, usize), usize>,
    /// The cells whose formula has the value 0.
    pub zeros: BTreeSet<(usize, usize)>,
    /// Whether one of these gives a text, so that 0 is not what it gave.
    has_lost: bool,
    /// Whether the formula that was read last has the value 0.
    is_zero: bool,
}

/// The records of a stream from a byte on: the kind and the data of each. One that is cut off is none.
struct Records<'s>(&'s [u8]);

impl<'s> Iterator for Records<'s> {
    type Item = (u16, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = short(self.0, 0)?;
        let length = usize::from(short(self.0, 2)?);
        let (data, rest) = self.0.get(4..)?.split_at_checked(length)?;
        self.0 = rest;
        Some((kind, data))
    }
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at + 2)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn number(data: &[u8], at: usize) -> Option<usize> {
    short(data, at).map(usize::from)
}

fn long(data: &[u8], at: usize) -> Option<usize> {
    let bytes = data.get(at..at + 4)?;
    usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
}

impl Layout {
    /// Returns whether the formulas are without their values: 0 stands where a text has to be.
    pub(super) fn has_lost(&self) -> bool {
        self.sheets.iter().any(|sheet| sheet.has_lost)
    }

    /// Reads the stream of a workbook.
    pub(super) fn read(stream: &[u8]) -> Self {
        let mut layout = Self::default();
        let is_new = Records(stream).next().and_then(|(_, data)| short(data, 0)) == Some(0x0600);
        for (kind, data) in Records(stream) {
            match kind {
                kind::EOF => break,
                kind::FILE_PASS => layout.is_locked = true,
                kind::DATE_MODE => layout.is_1904 = number(data, 0) == Some(1),
                kind::STYLE => layout.styles.add(number(data, 2).unwrap_or_default()),
                kind::FORMAT => {
                    let code = if is_new {
                        wide_code(data)
                    } else {
                        narrow_code(data)
                    };
                    let number = number(data, 0).unwrap_or_default();
                    layout.styles.define(number, code.as_deref());
                }
                kind::BOUND_SHEET => layout.sheets.push(SheetLayout {
                    at: long(data, 0).unwrap_or(usize::MAX),
                    ..SheetLayout::default()
                }),
                _ => {}
            }
        }
        if !layout.is_locked {
            for sheet in &mut layout.sheets {
                sheet.read(stream.get(sheet.at..).unwrap_or_default());
            }
        }
        layout
    }
}

/// The code of a format: its length in 16 bits, a byte that says how wide its characters are, and the characters.
fn wide_code(data: &[u8]) -> Option<String> {
    let length = number(data, 2)?;
    let characters = data.get(5..)?;
    if data[4] & 1 == 0 {
        return Some(latin(characters.get(..length)?));
    }
    let pairs = characters.get(..2 * length)?.chunks_exact(2);
    let units: Vec<u16> = pairs.filter_map(|pair| short(pair, 0)).collect();
    Some(String::from_utf16_lossy(&units))
}

/// The code of a format before Excel 97: its length in 8 bits, and the characters.
fn narrow_code(data: &[u8]) -> Option<String> {
    let length = usize::from(*data.get(2)?);
    Some(latin(data.get(3..3 + length)?))
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

impl SheetLayout {
    fn read(&mut self, stream: &[u8]) {
        // A chart in a sheet is a stream in its stream.
        let mut depth = 0;
        for (kind, data) in Records(stream) {
            match kind {
                kind::BEGINS => depth += 1,
                kind::EOF if depth <= 1 => return,
                kind::EOF => depth -= 1,
                _ if depth == 1 => drop(self.record(kind, data)),
                _ => {}
            }
        }
    }

    /// Takes a formula (2.4.127): where it is, its style, its value, and behind flags its tokens.
    fn formula(&mut self, data: &[u8]) -> Option<()> {
        let (row, column) = (number(data, 0)?, number(data, 2)?);
        self.style(row, column, number(data, 4)?);
        self.is_zero = data.get(6..14)? == [0; 8];
        if self.is_zero {
            self.zeros.insert((row, column));
            self.lose(data, 20);
        }
        Some(())
    }

    /// Looks at the tokens of a formula with the value 0, behind their length.
    fn lose(&mut self, data: &[u8], at: usize) -> Option<()> {
        let tokens = data.get(at + 2..at + 2 + number(data, at)?)?;
        self.has_lost |= give_text(tokens);
        Some(())
    }

    /// Takes a record; one that is too short says nothing.
    fn record(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        match kind {
            kind::DIMENSIONS if data.len() >= 14 => self.grow(long(data, 4)?, number(data, 10)?),
            kind::DIMENSIONS => self.grow(number(data, 2)?, number(data, 6)?),
            kind::ROW => {
                // Bit 5: the row has no height (fDyZero).
                let is_hidden = number(data, 12)? & 0x20 != 0;
                self.hidden_rows
                    .extend(is_hidden.then_some(number(data, 0)?));
            }
            kind::COLUMN_INFO => {
                let is_hidden = number(data, 8)? & 1 != 0;
                let columns = (number(data, 0)?, number(data, 2)?);
                self.hidden_columns.extend(is_hidden.then_some(columns));
            }
            kind::MERGED_CELLS => self.merged += number(data, 0)?,
            kind::MULTIPLE_NUMBERS => {
                let (row, first) = (number(data, 0)?, number(data, 2)?);
                let cells = data.get(4..data.len().saturating_sub(2))?.chunks_exact(6);
                for (n, cell) in cells.enumerate() {
                    self.style(row, first + n, number(cell, 0)?);
                }
            }
            kind::FORMULA => return self.formula(data),
            // It follows the first of the formulas that share it (2.4.260).
            kind::SHARED_FORMULA if self.is_zero => return self.lose(data, 8),
            kind if kind::NUMBERS.contains(&kind) => {
                self.style(number(data, 0)?, number(data, 2)?, number(data, 4)?);
            }
            kind if kind::OTHERS.contains(&kind) => {
                self.grow(number(data, 0)? + 1, number(data, 2)? + 1);
            }
            _ => {}
        }
        Some(())
    }

    fn style(&mut self, row: usize, column: usize, style: usize) {
        self.grow(row + 1, column + 1);
        if style > 0 {
            self.styles.insert((row, column), style);
        }
    }

    fn grow(&mut self, rows: usize, columns: usize) {
        self.size.0 = self.size.0.max(rows);
        self.size.1 = self.size.1.max(columns);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    #[test]
    fn formulas_without_their_values_are_known_by_one_that_gives_a_text() {
        let formula = |row: u8, value: &[u8; 8], tokens: &[u8]| {
            let length = u8::try_from(tokens.len()).unwrap();
            let head = [&[row, 0, 2, 0, 15, 0][..], value, &[0; 6], &[length, 0]].concat();
            record(kind::FORMULA, &[&head, tokens].concat())
        };
        let shared = |tokens: &[u8]| {
            let length = u8::try_from(tokens.len()).unwrap();
            record(
                kind::SHARED_FORMULA,
                &[&[0; 8][..], &[length, 0], tokens].concat(),
            )
        };
        let (number, text, of_shared) = (
            b"\x44\x01\0\0\xc0",
            b"\x44\x01\0\0\xc0\x08",
            b"\x01\x01\0\x02\0",
        );
        let begins = record(kind::BEGINS, &[0, 6, 16, 0]);
        let lost = |formulas: &[Vec<u8>]| {
            let mut sheet = SheetLayout::default();
            sheet.read(&[begins.clone(), formulas.concat()].concat());
            let zeros = sheet.zeros.iter().filter(|_| sheet.has_lost);
            zeros.map(|(row, _)| *row).collect::<Vec<_>>()
        };
        let one = 1_f64.to_le_bytes();
        // What looks like a sum of nothing may be one.
        assert!(lost(&[formula(1, &[0; 8], number)]).is_empty());
        assert!(lost(&[formula(1, &one, text), formula(2, &[0; 8], number)]).is_empty());
        let all = [
            formula(1, &one, number),
            formula(2, &[0; 8], number),
            formula(3, &[0; 8], text),
        ];
        assert_eq!(lost(&all), [2, 3]);
        assert_eq!(lost(&[formula(1, &[0; 8], of_shared), shared(text)]), [1]);
        assert!(lost(&[formula(1, &one, of_shared), shared(text)]).is_empty());
    }

    #[test]
    fn a_stream_tells_its_layout() {
        let begins = record(kind::BEGINS, &[0, 6, 5, 0]);
        let eof = record(kind::EOF, &[]);
        let format = record(kind::FORMAT, b"\xa4\0\x05\0\x0000000");
        let style = record(kind::STYLE, &[0, 0, 0xa4, 0]);
        let mut stream = [begins.clone(), format, record(kind::STYLE, &[0; 4]), style].concat();
        let at = stream.len() + 4 + 8 + eof.len();
        let bound = [&u32::try_from(at).unwrap().to_le_bytes()[..], &[0, 0, 1, 0]].concat();
        stream.extend([record(kind::BOUND_SHEET, &bound), eof.clone()].concat());
        let row = [&[3, 0][..], &[0; 10], &[0x20, 0, 0, 0]].concat();
        let column = [1, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0];
        let number = [&[7, 0, 4, 0, 1, 0][..], &[0; 8]].concat();
        let sheet = [
            begins.clone(),
            record(kind::ROW, &row),
            record(kind::COLUMN_INFO, &column),
            [begins, record(kind::MERGED_CELLS, &[9, 0]), eof.clone()].concat(),
            record(kind::MERGED_CELLS, &[2, 0]),
            record(0x0203, &number),
            eof,
        ];
        stream.extend(sheet.concat());
        let layout = Layout::read(&stream);
        let sheet = &layout.sheets[0];
        assert_eq!(sheet.size, (8, 5));
        assert_eq!(sheet.hidden_rows, BTreeSet::from([3]));
        assert_eq!(sheet.hidden_columns, [(1, 2)]);
        assert_eq!(sheet.merged, 2);
        let style = sheet.styles[&(7, 4)];
        assert_eq!(layout.styles.shape(style).shown(1067.0, false), "01067");
        for end in 0..stream.len() {
            Layout::read(&stream[..end]);
        }
    }
}

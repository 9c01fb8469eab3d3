//! A sheet while it is read: its rows are packed, and what is not as it stands is counted.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::members::held::{Packed, Packer, TooMuch};
use crate::members::held_cell::HeldCell;
use crate::members::texts::Texts;
use crate::members::top::MOST_TITLES;
use crate::members::workbook::hidden::HiddenHeader;

/// A sheet by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetName {
    pub name: String,
    pub is_hidden: bool,
}

/// A sheet.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub name: String,
    pub rows: Packed,
    pub oddities: Oddities,
    /// The hidden row that names the columns and is among the rows, if they have it.
    pub hidden_header: Option<HiddenHeader>,
}

/// What a sheet has that nobody sees in its cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Oddities {
    /// The filled rows that are hidden, and left out.
    pub hidden_rows: usize,
    /// The filled columns that are hidden, and read.
    pub hidden_columns: usize,
    /// The ranges of merged cells that hold something.
    pub merged: usize,
}

/// Collects the cells of a sheet, row by row.
#[derive(Debug)]
pub(super) struct SheetBuilder {
    /// The name of the file and that of the sheet.
    file: String,
    name: String,
    packer: Packer,
    row: Row,
    oddities: Oddities,
    /// The number of rows that began, and of cells.
    begun: usize,
    cells: usize,
    /// Columns that are hidden, and whether they hold anything.
    hidden: Vec<(std::ops::RangeInclusive<usize>, Vec<usize>)>,
    hidden_header: Option<HiddenHeader>,
}

/// The row that is being read.
#[derive(Debug, Default)]
struct Row {
    /// Its number, counted from 1.
    line: usize,
    is_hidden: bool,
    cells: Vec<HeldCell>,
    /// The number of cells that are filled or in front of one.
    used: usize,
    /// The bytes of text that were put into it.
    bytes: usize,
}

impl Row {
    /// A cell, to be set; those in front of it that were not set are empty.
    fn cell(&mut self, column: usize) -> &mut HeldCell {
        if column >= self.cells.len() {
            self.cells.resize_with(column + 1, HeldCell::default);
        }
        for unset in &mut self.cells[self.used.min(column)..column] {
            unset.clear();
        }
        self.used = self.used.max(column + 1);
        let cell = &mut self.cells[column];
        cell.clear();
        cell
    }
}

impl SheetBuilder {
    pub(super) fn new(file: &str, name: &str) -> Self {
        Self {
            file: file.to_owned(),
            name: name.to_owned(),
            packer: Packer::new(),
            row: Row::default(),
            oddities: Oddities::default(),
            begun: 0,
            cells: 0,
            hidden: Vec::new(),
            hidden_header: None,
        }
    }

    /// The same, for cells that share texts.
    pub(super) fn with_texts(mut self, texts: &Arc<Texts>) -> Self {
        self.packer = Packer::with_texts(texts);
        self
    }

    /// Notes that columns are hidden, counted from 0.
    pub(super) fn hide_columns(&mut self, columns: std::ops::RangeInclusive<usize>) {
        if self.hidden.len() < limits::COLUMNS {
            self.hidden.push((columns, Vec::new()));
        }
    }

    /// Notes a range of merged cells.
    pub(super) fn merge(&mut self) {
        self.oddities.merged += 1;
    }

    /// Begins a row, counted from 1.
    ///
    /// # Errors
    /// If the row before it is too much.
    pub(super) fn row(&mut self, line: usize, is_hidden: bool) -> Result<(), Diagnostic> {
        self.end_row()?;
        self.begun += 1;
        if self.begun > limits::SHEET_ROWS {
            return Err(self.too_much(&format!("it has more than {} rows", limits::SHEET_ROWS)));
        }
        self.row.line = line.clamp(1, limits::SHEET_ROWS + 1);
        self.row.is_hidden = is_hidden;
        Ok(())
    }

    /// The number of the row.
    pub(super) fn line(&self) -> usize {
        self.row.line
    }

    /// Sets a cell of the row, in a column counted from 0; an empty text needs none.
    ///
    /// # Errors
    /// If it stands too far to the right, or the workbook has too many cells.
    pub(super) fn cell(
        &mut self,
        column: usize,
        text: &str,
        is_number: bool,
    ) -> Result<(), Diagnostic> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.fill(column, text)?;
        let cell = self.row.cell(column);
        cell.text.push_str(text);
        cell.is_number = is_number;
        Ok(())
    }

    /// Sets a cell of the row to a text that cells share, by its number; else as [`cell`](Self::cell).
    ///
    /// # Errors
    /// As [`cell`](Self::cell).
    pub(super) fn shared_cell(
        &mut self,
        column: usize,
        number: usize,
        text: &str,
    ) -> Result<(), Diagnostic> {
        if text.trim().is_empty() {
            return Ok(());
        }
        // A hidden row may be a header, which is looked at.
        if self.row.is_hidden {
            return self.cell(column, text, false);
        }
        self.fill(column, text)?;
        self.row.cell(column).shared = Some((number, text.len()));
        Ok(())
    }

    /// Counts a cell of a column that is filled with a text.
    fn fill(&mut self, column: usize, text: &str) -> Result<(), Diagnostic> {
        self.row.bytes += text.len();
        if self.row.bytes > limits::ROW {
            return Err(self.too_long());
        }
        if column >= limits::SHEET_COLUMNS {
            return Err(self.too_much(&format!(
                "cell {} of row {} stands to the right of column {}",
                column + 1,
                self.row.line,
                limits::SHEET_COLUMNS
            )));
        }
        self.cells += 1;
        if self.cells > limits::CELLS {
            return Err(self.too_much(&format!("it has more than {} cells", limits::CELLS)));
        }
        let mut hidden = self.hidden.iter_mut();
        if let Some((_, filled)) = hidden.find(|(columns, _)| columns.contains(&column))
            && !filled.contains(&column)
        {
            filled.push(column);
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Diagnostic> {
        let used = std::mem::take(&mut self.row.used);
        self.row.bytes = 0;
        if used == 0 {
            return Ok(());
        }
        if self.row.is_hidden {
            self.hide_row(used);
            return Ok(());
        }
        if self.row.line > limits::SHEET_ROWS {
            return Err(self.too_much(&format!("a row stands below row {}", limits::SHEET_ROWS)));
        }
        let added = self
            .packer
            .add(self.row.line.max(1), &self.row.cells[..used]);
        added.map_err(|much| match much {
            TooMuch::Row => self.too_long(),
            TooMuch::List => self.too_much(&format!(
                "its rows have more than {} MiB of text",
                limits::HELD >> 20
            )),
        })
    }

    /// Counts the row as a hidden one, and keeps it if it is among the first and names columns.
    fn hide_row(&mut self, used: usize) {
        self.oddities.hidden_rows += 1;
        let is_first = self.packer.rows().max(self.oddities.hidden_rows - 1) <= MOST_TITLES;
        if is_first && self.hidden_header.is_none() {
            let cells = &self.row.cells[..used];
            self.hidden_header = HiddenHeader::of(self.row.line, cells);
        }
    }

    /// Writes the same row again, for as many lines.
    ///
    /// # Errors
    /// If that is too much.
    pub(super) fn repeat_row(&mut self, times: usize) -> Result<(), Diagnostic> {
        let (used, line) = (self.row.used, self.row.line);
        if used == 0 {
            return Ok(());
        }
        let filled = self.row.cells[..used].iter();
        let filled = filled.filter(|cell| cell.is_filled()).count();
        for n in 0..times {
            if n > 0 {
                self.cells += filled;
                if self.cells > limits::CELLS {
                    return Err(self.too_much(&format!("it has more than {} cells", limits::CELLS)));
                }
            }
            self.row.line = line + n;
            self.row.used = used;
            self.end_row()?;
        }
        Ok(())
    }

    /// The sheet.
    ///
    /// # Errors
    /// If its last row is too much.
    pub(super) fn finish(mut self) -> Result<Sheet, Diagnostic> {
        self.end_row()?;
        let hidden = self.hidden.iter().map(|(_, filled)| filled.len());
        self.oddities.hidden_columns = hidden.sum();
        let mut rows = self.packer.finish();
        let with_header = self.hidden_header.as_ref();
        let with_header = with_header.and_then(|header| header.with(&rows));
        // Where one that is seen names them, it is a row as others.
        let hidden_header = self.hidden_header.filter(|_| with_header.is_some());
        if let Some(with_header) = with_header {
            rows = with_header;
            self.oddities.hidden_rows -= 1;
        }
        Ok(Sheet {
            name: self.name,
            rows,
            oddities: self.oddities,
            hidden_header,
        })
    }

    fn too_long(&self) -> Diagnostic {
        self.too_much(&format!(
            "row {} has more than {} KiB of text",
            self.row.line,
            limits::ROW >> 10
        ))
    }

    fn too_much(&self, what: &str) -> Diagnostic {
        let message = format!(
            "sheet `{}` of `{}` is too large: {what}",
            self.name, self.file
        );
        let help = "copy the rows and columns of the list into a new workbook";
        Diagnostic::error(message).help(help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problems;

    /// A sheet of rows of which some are hidden, as the lines of its rows and that of a hidden header.
    fn read(rows: &[(bool, &str)]) -> (Vec<usize>, Option<usize>) {
        let mut builder = SheetBuilder::new("x.ods", "A");
        for (n, (is_hidden, cells)) in rows.iter().enumerate() {
            builder.row(n + 1, *is_hidden).unwrap();
            for (column, cell) in cells.split('|').enumerate() {
                builder.cell(column, cell, cell == "7").unwrap();
            }
        }
        let sheet = builder.finish().unwrap();
        let records = sheet.rows.records("", &Problems::default()).flatten();
        let line = sheet.hidden_header.map(|header| header.line);
        (records.map(|record| record.line).collect(), line)
    }

    #[test]
    fn a_hidden_header_is_read_where_no_other_is_seen() {
        let data = [
            (false, "Ana|Leeds|7"),
            (true, "Bob|Leeds|7"),
            (false, "Eve|Leeds|7"),
        ];
        let header = (true, "Name|City|Postcode");
        assert_eq!(
            read(&[&[(false, "Our list"), header], &data[..]].concat()),
            (vec![1, 2, 3, 5], Some(2))
        );
        let seen = (false, "Name|Ort|PLZ");
        assert_eq!(
            read(&[&[header, seen], &data[..]].concat()),
            (vec![2, 3, 5], None)
        );
        // What is seen may have a word that is a title too.
        let chance = (false, "Name|Ort|7");
        assert_eq!(read(&[header, chance]), (vec![1, 2], Some(1)));
        assert_eq!(read(&[header]), (vec![], None));
        assert_eq!(read(&data), (vec![1, 3], None));
    }

    #[test]
    fn a_row_is_too_much_before_it_is_held() {
        let mut builder = SheetBuilder::new("x.xlsx", "A");
        builder.row(1, false).unwrap();
        let long = "x".repeat(limits::ROW / 4);
        let added = (0..16_000).map(|column| builder.cell(column, &long, false));
        let all: Vec<bool> = added.take(6).map(|added| added.is_ok()).collect();
        assert_eq!(all, [true, true, true, true, false, false]);
    }
}
